"""Builds the sites beside this file with Astro and writes what it made of each source file to their golden.json.

    npm install astro@5
    python3 tests/generators/astro/make.py FOLDER_OF_NODE_MODULES

Made with Astro 5.18.2, Node 20. Python's standard library suffices. The address is the page's `<link rel="canonical">`,
which the layouts write as Astro's starter does. Which file a page is of is told by its title.
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
# The content directory of each site.
SITES = {"blog": "src/content/blog", "depot": "src/data/notes", "pages": "src/pages/posts", "bare": "src/content/posts", "preserved": "src/blog"}


def build(site, modules, content):
    root = HERE / site
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "site"
        shutil.copytree(root, work)
        (work / "node_modules").symlink_to(modules)
        (work / "package.json").write_text('{"name": "lantern", "type": "module", "private": true}')
        run = subprocess.run(
            ["node", str(modules / "astro/astro.js"), "build"],
            cwd=work, capture_output=True, text=True, env={**os.environ, "TZ": "UTC", "ASTRO_TELEMETRY_DISABLED": "1"})
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        pages = {}
        for file in filter(pathlib.Path.is_file, (work / "dist").rglob("*.html")):
            text = file.read_text(encoding="utf-8")
            link = re.search(r'<link rel="canonical" href="([^"]*)"', text)
            title = re.search(r"<title>(.*?)</title>", text)
            if link and title:
                pages[html.unescape(title.group(1))] = urllib.parse.unquote(html.unescape(link.group(1)))
    lines = []
    for file in sorted((root / content).rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        title = re.search(r"^title: (.*)$", text, re.M).group(1)
        row = {"source": file.relative_to(root / content).as_posix(), "published": title in pages}
        if title in pages:
            row |= {"url": pages[title], "title": title, "date": re.search(r"^pubDate: (.*)$", text, re.M).group(1)}
            if "draft: true" in text:
                row["differs"] = "a draft is withheld under any generator"
        lines.append(json.dumps(row, ensure_ascii=False))
    (root / "golden.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for site, content in SITES.items():
        if len(sys.argv) == 2 or site in sys.argv[2:]:
            build(site, pathlib.Path(sys.argv[1]).resolve(), content)
