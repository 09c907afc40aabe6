"""Looks at every link of a book: links.py FOLDER. Links within must lead to a file that is there, and to an id in it."""
import html.parser
import pathlib
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value and tag != "base":
                self.links.append((self.getpos()[0], value))
            elif name in ("id", "name") and value:
                self.ids.add(value)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    # 404.html is shown at any address, by links from the root of the site.
    pages = {path: Page(path) for path in root.rglob("*.html") if path.name not in ("404.html", "toc.html")}
    wrong = count = 0
    for path, page in pages.items():
        for line, link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            fragment = urllib.parse.unquote(parts.fragment)
            if not target.exists() or root not in target.parents:
                problem = "leads nowhere"
            elif fragment and target in pages and fragment not in pages[target].ids:
                problem = "has no such place"
            else:
                continue
            wrong += 1
            print(f"{path.relative_to(root)}:{line}: {link} {problem}", file=sys.stderr)
    print(f"{len(pages)} pages, {count} links, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
