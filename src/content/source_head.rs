//! What the source of a converted article says of it at its head. Programs that convert leave it out, or make a table of
//! it; so it is put before what they write, as front matter.

use std::collections::HashSet;

use serde_json::Value;

use crate::article::front_matter::{self, HeadBlock, Located, Syntax};

/// The head of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceHead {
    /// What it says, as front matter with its fences; empty where it says nothing.
    pub block: String,
    /// The names of its fields, in lower case, where they are written in the source's own format.
    pub fields: Vec<String>,
    /// How many bytes of the source are front matter, which is no part of its format.
    pub foreign: usize,
}

/// Reads the head of a source by the ending of its name, in lower case.
pub(super) fn source_head(ending: &str, text: &str) -> SourceHead {
    let fields = match ending {
        "docx" | "doc" | "odt" | "rtf" => return SourceHead::default(),
        "ipynb" => return notebook(text),
        _ => match front_matter_of(ending, text) {
            Some(head) => return head,
            None => match ending {
                "rst" | "rest" => rst(text),
                "org" => org(text),
                "adoc" | "asciidoc" | "asc" => asciidoc(text),
                _ => Vec::new(),
            },
        },
    };
    let block = block_of(&fields);
    SourceHead { block, fields: fields.into_iter().map(|(key, _)| key).collect(), foreign: 0 }
}

fn front_matter_of(ending: &str, text: &str) -> Option<SourceHead> {
    let Located::Block(HeadBlock { syntax, body, .. }) = front_matter::locate(text, true) else { return None };
    let own = matches!(ending, "rst" | "rest" | "org" | "adoc" | "asciidoc" | "asc");
    if syntax == Syntax::Html || syntax == Syntax::Headers && own {
        return None;
    }
    let mut block = text[..body].to_owned();
    if !block.ends_with('\n') {
        block.push('\n');
    }
    // Quarto and R Markdown read it themselves.
    let foreign = if matches!(ending, "qmd" | "rmd") { 0 } else { body };
    Some(SourceHead { block, foreign, ..SourceHead::default() })
}

/// Fields as front matter, each once.
fn block_of(fields: &[(String, Value)]) -> String {
    let mut seen = HashSet::new();
    let mut block = String::new();
    for (key, value) in fields {
        let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        if plain && seen.insert(key) {
            block.push_str(&format!("{key}: {value}\n"));
        }
    }
    if block.is_empty() { block } else { format!("---\n{block}---\n") }
}

fn field(key: &str, value: &str) -> (String, Value) {
    (key.trim().to_lowercase().replace(' ', "_"), Value::String(value.trim().to_owned()))
}

/// The title, the bibliographic fields behind it (docutils, "reStructuredText Markup Specification", "Bibliographic
/// Fields"; Pelican takes its metadata from them), and the comments `.. date: 2026-01-05` of Nikola.
fn rst(text: &str) -> Vec<(String, Value)> {
    let lines: Vec<&str> = text.lines().take(200).collect();
    let line = |at: usize| lines.get(at).map_or("", |line| line.trim_end());
    let mut fields = Vec::new();
    let mut title = None;
    let mut at = 0;
    while at < lines.len() {
        let now = line(at);
        if now.is_empty() {
            at += 1;
        } else if let Some(comment) = now.strip_prefix("..").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            fields.extend(
                comment.split_once(": ").filter(|(key, _)| is_word(key.trim())).map(|(key, value)| field(key, value)),
            );
            at += 1;
            while line(at).starts_with(' ') {
                at += 1;
            }
        } else if title.is_none() && [now, line(at + 2)].iter().all(|side| is_adornment(side, line(at + 1))) {
            title = Some(line(at + 1).trim());
            at += 3;
        } else if title.is_none() && is_adornment(line(at + 1), now) && !now.starts_with([' ', ':']) {
            title = Some(now);
            at += 2;
        } else if let Some((key, value)) = rst_field(now) {
            let mut value = value.trim().to_owned();
            at += 1;
            while line(at).starts_with(' ') {
                value = format!("{value} {}", line(at).trim());
                at += 1;
            }
            // Pelican parts tags at semicolons where there are any.
            let value = if key.eq_ignore_ascii_case("tags") { value.replace(';', ",") } else { value };
            fields.push(field(key, &value));
        } else {
            break;
        }
    }
    fields.extend(title.map(|title| field("title", title)));
    fields
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Whether a line is one below or above a title: one mark again and again, as long as the title, or four times.
fn is_adornment(line: &str, title: &str) -> bool {
    let mut characters = line.chars();
    let first = characters.next().filter(char::is_ascii_punctuation);
    let is_long = line.len() >= 4 || line.len() >= title.trim().chars().count();
    is_long && !title.trim().is_empty() && first.is_some_and(|first| characters.all(|c| c == first))
}

fn rst_field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    (is_word(&key.replace(' ', "_")) && (value.is_empty() || value.starts_with(' '))).then_some((key, value))
}

/// Keywords at the head (Org manual, "In-buffer settings"; Hugo's `tags[]` is a list of words).
fn org(text: &str) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    for line in text.lines().take(200).map(str::trim) {
        let Some(keyword) = line.strip_prefix("#+") else {
            match line.is_empty() || line == "#" || line.starts_with("# ") {
                true => continue,
                false => break,
            }
        };
        let Some((key, value)) = keyword.split_once(':') else { continue };
        let key = key.to_lowercase();
        match key.as_str() {
            "date" => fields.push(field("date", &org_date(value))),
            "filetags" => {
                let tags: Vec<&str> = value.split([':', ' ']).filter(|tag| !tag.is_empty()).collect();
                fields.push(("tags".to_owned(), tags.into()));
            }
            key => match key.strip_suffix("[]") {
                Some(list) => fields.push((list.to_owned(), value.split_whitespace().collect::<Vec<_>>().into())),
                None => fields.push(field(key, value)),
            },
        }
    }
    fields
}

/// A time stamp (`<2026-01-05 Mon 10:00>`) without brackets and day of the week.
fn org_date(stamp: &str) -> String {
    let Some(inner) = stamp.trim().strip_prefix(['<', '[']).and_then(|rest| rest.split(['>', ']']).next()) else {
        return stamp.trim().to_owned();
    };
    inner.split_whitespace().filter(|part| part.starts_with(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ")
}

/// The document header: title, revision line, attributes (AsciiDoc Language, "Document Header"). Those of pages have
/// `page-` in front where Jekyll or Antora read them.
fn asciidoc(text: &str) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    let mut has_title = false;
    for line in text.lines().take(200).map(str::trim_end) {
        if line.starts_with("//") {
            continue;
        }
        let title = line.strip_prefix("= ").or_else(|| line.strip_prefix("# ")).filter(|_| !has_title);
        if let Some(title) = title {
            has_title = true;
            fields.push(field("title", title));
        } else if let Some((name, value)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
            if name.starts_with('!') || name.ends_with('!') {
                continue;
            }
            let name = name.strip_prefix("page-").unwrap_or(name);
            let name = if name == "revdate" { "date" } else { name };
            // An attribute without a value is set.
            fields.push(field(name, if value.trim().is_empty() { "true" } else { value }));
        } else if has_title && !line.is_empty() {
            // `v1.0, 2026-01-05: remark`, `2026-01-05`; the line before it, if there is one, names the authors.
            let line = line.split(": ").next().unwrap_or(line);
            let date = line.rsplit(',').next().unwrap_or(line).trim();
            if date.starts_with(|c: char| c.is_ascii_digit()) && date.len() >= 8 {
                fields.push(field("date", date));
            } else if line.starts_with(char::is_alphabetic) && !line.contains(char::is_numeric) {
                let names = line.split(';').filter_map(|name| name.split('<').next());
                fields.push(("authors".to_owned(), names.map(str::trim).collect::<Vec<_>>().into()));
            }
        } else if has_title || !line.is_empty() {
            break;
        }
    }
    fields
}

/// What a notebook says of itself, or the front matter in its first cell.
fn notebook(text: &str) -> SourceHead {
    let Ok(notebook) = serde_json::from_str::<Value>(text) else { return SourceHead::default() };
    let first = &notebook["cells"][0];
    let source = match &first["source"] {
        Value::String(source) => source.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    };
    if first["cell_type"] != "code"
        && let Some(head) = front_matter_of("qmd", &source)
    {
        return head;
    }
    const SAYS: [&str; 12] = [
        "title",
        "date",
        "tags",
        "keywords",
        "author",
        "authors",
        "description",
        "summary",
        "draft",
        "status",
        "slug",
        "lang",
    ];
    let of = |key: &&str| {
        notebook["metadata"].get(key).filter(|value| !value.is_null()).map(|value| (key.to_string(), value.clone()))
    };
    SourceHead { block: block_of(&SAYS.iter().filter_map(of).collect::<Vec<_>>()), ..SourceHead::default() }
}

#[cfg(test)]
mod tests {
    use super::source_head;

    #[test]
    fn each_format_says_title_and_date_in_its_own_way() {
        let all = "---\ndate: \"2026-01-05\"\ntitle: \"A pump\"\n---\n";
        for (ending, text) in [
            ("rst", "A pump\n######\n\n:date: 2026-01-05\n\nText."),
            ("rst", "======\nA pump\n======\n\n:Date: 2026-01-05\n\nText."),
            ("rst", ".. date: 2026-01-05\n.. title: A pump\n\nText."),
            ("rst", ":date: 2026-01-05\n\nA pump\n------\n"),
            ("org", "# A remark\n#+DATE: <2026-01-05 Mon>\n#+TITLE: A pump\n\nText.\n#+date: 1999-01-01"),
            ("adoc", ":revdate: 2026-01-05\n= A pump\n\nText.\n:revdate: 1999-01-01"),
        ] {
            assert_eq!(source_head(ending, text).block, all, "{text}");
        }
        let turned = "---\ntitle: \"A pump\"\ndate: \"2026-01-05\"\n---\n";
        for (ending, text) in [
            ("adoc", "= A pump\nv1.0, 2026-01-05: first\n:toc!:\n\nText."),
            (
                "ipynb",
                "{\"metadata\": {\"title\": \"A pump\", \"date\": \"2026-01-05\", \"hide\": true}, \"cells\": []}",
            ),
        ] {
            assert_eq!(source_head(ending, text).block, turned, "{text}");
        }
    }

    #[test]
    fn lists_and_long_values_are_whole() {
        let head = |ending, text| source_head(ending, text).block;
        assert_eq!(head("rst", "T\n=\n\nText\n====\n\n:tags: a\n"), "---\ntitle: \"T\"\n---\n");
        assert_eq!(head("rst", "A title\n--\n\n:tags: a\n"), "");
        assert_eq!(
            head("rst", "Title\n=====\n\n:tags: a; b\n:summary: one\n  two\n:status: draft\n"),
            "---\ntags: \"a, b\"\nsummary: \"one two\"\nstatus: \"draft\"\ntitle: \"Title\"\n---\n"
        );
        assert_eq!(head("org", "#+filetags: :a:b:\n#+tags[]: c d\n"), "---\ntags: [\"a\",\"b\"]\n---\n");
        assert_eq!(
            head("adoc", "= T\nMei Lin <mei@acme.example>; Jo Park\n2026-01-05\n"),
            "---\ntitle: \"T\"\nauthors: [\"Mei Lin\",\"Jo Park\"]\ndate: \"2026-01-05\"\n---\n"
        );
        assert_eq!(head("adoc", "= T\n:page-draft:\n"), "---\ntitle: \"T\"\ndraft: \"true\"\n---\n");
    }

    #[test]
    fn front_matter_is_taken_as_it_is_and_is_no_part_of_the_source() {
        let text = "---\ntitle: T\n---\n= Title\n";
        let head = source_head("adoc", text);
        assert_eq!((&*head.block, head.foreign), ("---\ntitle: T\n---\n", 17));
        assert_eq!(source_head("qmd", text).foreign, 0);
        assert_eq!(
            source_head(
                "ipynb",
                "{\"cells\": [{\"cell_type\": \"raw\", \"source\": [\"---\\n\", \"title: T\\n\", \"---\"]}]}"
            )
            .block,
            "---\ntitle: T\n---\n"
        );
        assert_eq!(source_head("docx", "PK\u{3}\u{4}").block, "");
    }
}
