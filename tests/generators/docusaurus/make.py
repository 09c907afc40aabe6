"""Builds the sites beside this file with Docusaurus and writes what it made of each source file to their golden.json.

    npm install @docusaurus/core@3 @docusaurus/preset-classic@3 react@18 react-dom@18 @mdx-js/react@3
    python3 tests/generators/docusaurus/make.py FOLDER_OF_NODE_MODULES

Made with Docusaurus 3.10.2, Node 20. Python's standard library suffices. The address is the page's own
`<link rel="canonical">`; title, date, tags and authors are those of the metadata that Docusaurus keeps in `.docusaurus`.
"""

import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
# The content directory of each site, and the folder of the site below its host.
SITES = {"plain": ("blog", "/"), "several": ("", "/depot/"), "root": ("content/posts", "/")}


def pages(built):
    """The canonical address of every page, by the path of its file without what stands for an index."""
    found = {}
    for file in filter(pathlib.Path.is_file, built.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        link = re.search(r'<link[^>]*rel="?canonical"?[^>]*>', text)
        address = link and re.search(r'href=(?:"([^"]*)"|([^ >]+))', link.group())
        if address:
            address = address.group(1) or address.group(2)
            path = "/" + file.relative_to(built).as_posix()
            path = path.removesuffix("index.html") if path.endswith("/index.html") else path
            found[path.removesuffix(".html").rstrip("/")] = urllib.parse.unquote(html.unescape(address))
            found[path] = found[path.removesuffix(".html").rstrip("/")]
    return found


def feed_links(built):
    """The addresses in all feeds."""
    links = set()
    for file in list(built.rglob("rss.xml")) + list(built.rglob("feed.json")):
        text = file.read_text(encoding="utf-8")
        links |= {urllib.parse.unquote(html.unescape(link)) for link in re.findall(r"<link>([^<]*)</link>", text)}
    return links


def build(site, modules, content, base):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "site"
        shutil.copytree(HERE / site, work)
        (work / "node_modules").symlink_to(modules)
        (work / "package.json").write_text('{"name": "lantern", "private": true}')
        run = subprocess.run(
            ["node", str(modules / "@docusaurus/core/bin/docusaurus.mjs"), "build"],
            cwd=work, capture_output=True, text=True, env={**os.environ, "CI": "1", "TZ": "UTC", "NODE_ENV": "production"})
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        built = work / "build"
        known, links = pages(built), feed_links(built)
        posts = {}
        for file in (work / ".docusaurus").glob("docusaurus-plugin-content-blog/*/site-*.json"):
            post = json.loads(file.read_text(encoding="utf-8"))
            if "source" in post and "permalink" in post:
                posts[post["source"].removeprefix("@site/")] = post
        lines = []
        root = HERE / site
        for file in sorted((root / content).rglob("*.md*")):
            path = file.relative_to(root).as_posix()
            post = posts.get(path)
            row = {"source": file.relative_to(root / content).as_posix(), "published": False}
            if post:
                permalink = urllib.parse.unquote(post["permalink"])
                below = "/" + permalink.removeprefix(base)
                url = known.get(below) or known[below.rstrip("/")]
                row |= {
                    "published": True, "url": url, "in_feed": url in links, "title": post["title"], "date": post["date"],
                    "tags": [tag["label"] for tag in post["tags"]],
                    "authors": [author.get("name") for author in post["authors"]],
                }
                if post["unlisted"]:
                    row["differs"] = "an unlisted page is in no feed"
            lines.append(json.dumps(row, ensure_ascii=False))
        (root / "golden.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for site, (content, base) in SITES.items():
        if len(sys.argv) == 2 or site in sys.argv[2:]:
            build(site, pathlib.Path(sys.argv[1]).resolve(), content, base)
