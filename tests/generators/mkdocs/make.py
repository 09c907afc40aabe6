"""Builds the sites beside this file with MkDocs and Material's blog plugin and writes what they made of each source file
to their golden.json.

    pip install mkdocs-material
    python3 tests/generators/mkdocs/make.py MKDOCS_PROGRAM

Made with mkdocs-material 9.8.2 on MkDocs 1.6.1, Python 3.11. Python's standard library suffices. The address is the page's
`<link rel="canonical">`; which file a page is of is told by a word that is added to each copy.
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
# The content directory of each site, and where the site is built.
SITES = {
    "plain": ("docs/blog/posts", "site"),
    "own": ("text/news/articles", "out"),
    "root": ("docs/posts", "site"),
    "months": ("docs/blog/posts", "site"),
}


def build(site, program, content, output):
    root = HERE / site
    files = sorted((root / content).rglob("*.md"))
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "site"
        shutil.copytree(root, work)
        for number, file in enumerate(files):
            copy = work / file.relative_to(root)
            copy.write_text(copy.read_text(encoding="utf-8") + f"\n\nmark{number}mark\n", encoding="utf-8")
        run = subprocess.run([program, "build", "--quiet"], cwd=work, capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        pages = {}
        for file in (work / output).rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            link = re.search(r'<link rel="canonical" href="([^"]*)"', text)
            title = re.search(r"<title>(.*?)</title>", text, re.S)
            if not link or 'class="md-post ' in text:
                continue
            for mark in re.findall(r"mark(\d+)mark", text):
                address = urllib.parse.unquote(html.unescape(link.group(1)))
                pages[int(mark)] = (address, html.unescape(title.group(1)).removesuffix(" - Lantern Lane"))
    lines = []
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        row = {"source": file.relative_to(root / content).as_posix(), "published": number in pages}
        if number in pages:
            date = re.search(r"^(?:date|  created): (\S+)", text, re.M)
            row |= {"url": pages[number][0], "title": pages[number][1], "date": date.group(1)}
        lines.append(json.dumps(row, ensure_ascii=False))
    (root / "golden.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for site, (content, output) in SITES.items():
        if len(sys.argv) == 2 or site in sys.argv[2:]:
            build(site, sys.argv[1], content, output)
