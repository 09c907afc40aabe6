import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

public class Rome {
    public static void main(String[] arguments) throws Exception {
        List<String> entries = new ArrayList<>();
        for (SyndEntry entry : new SyndFeedInput().build(new XmlReader(new File(arguments[0]))).getEntries()) {
            List<?> people = entry.getAuthors().stream().map(SyndPerson::getName).collect(Collectors.toList());
            Object[] members = {
                "id", entry.getUri(),
                "title", entry.getTitle(),
                "link", entry.getLink(),
                "published", entry.getPublishedDate(),
                "updated", entry.getUpdatedDate(),
                "authors", people.isEmpty() ? List.of(entry.getAuthor()) : people,
                "summary", entry.getDescription() == null ? null : entry.getDescription().getValue(),
                "content", entry.getContents().isEmpty() ? null : entry.getContents().get(0).getValue(),
                "categories", entry.getCategories().stream().map(SyndCategory::getName).collect(Collectors.toList()),
                "enclosures", entry.getEnclosures().stream().map(SyndEnclosure::getUrl).collect(Collectors.toList()),
            };
            StringJoiner object = new StringJoiner(",", "{", "}");
            for (int i = 0; i < members.length; i += 2) {
                object.add(json(members[i]) + ":" + json(members[i + 1]));
            }
            entries.add(object.toString());
        }
        new PrintStream(System.out, true, "UTF-8").println(entries);
    }

    private static String json(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Date) {
            return "" + ((Date) value).getTime() / 1000;
        }
        if (value instanceof List) {
            return ((List<?>) value).stream().map(Rome::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value.toString().chars()
            .mapToObj(c -> c < 32 || c == '"' || c == '\\' ? String.format("\\u%04x", c) : "" + (char) c)
            .collect(Collectors.joining("", "\"", "\""));
    }
}
