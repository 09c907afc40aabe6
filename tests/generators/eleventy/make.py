"""Builds the sites beside this file with Eleventy and writes what it made of each source file to their golden.json.

    npm install @11ty/eleventy@3
    python3 tests/generators/eleventy/make.py FOLDER_OF_NODE_MODULES

Made with Eleventy 3.1.8, Node 20. Python's standard library suffices. The address is what `eleventy --to=json` says, below
the site's own address with its path prefix. `differs` says where Tidings leaves out on purpose what has a page.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# The content directory of each site, and its address.
SITES = {
    "base": ("content", "https://lantern.example"),
    "layers": ("", "https://lantern.example"),
    "plain": ("", "https://lantern.example/depot"),
    "src": ("src", "https://lantern.example"),
}
DIFFERS = {
    r"eleventyExcludeFromCollections: true": "what is in no collection is in no feed",
    r"permalink: .*(page\.date|\{%|Größeres)|Ein Größeres|Address by a program|title: Computed": "the address is a program",
}


def build(site, modules, content, base):
    root = HERE / site
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / "site"
        shutil.copytree(root, work)
        (work / "golden.json").unlink(missing_ok=True)
        (work / "node_modules").symlink_to(modules)
        run = subprocess.run(
            ["node", str(modules / "@11ty/eleventy/cmd.cjs"), "--to=json", "--quiet"],
            cwd=work, capture_output=True, text=True, env={**os.environ, "TZ": "America/New_York"})
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        made = json.loads(run.stdout[run.stdout.index("["):])
    pages = {page["inputPath"].removeprefix("./"): page for page in made}
    lines = []
    for file in sorted(file for file in (root / content).rglob("*") if file.suffix in (".md", ".html")):
        path = file.relative_to(root).as_posix()
        page = pages.get(path)
        row = {"source": file.relative_to(root / content).as_posix(), "published": bool(page and page["url"])}
        text = file.read_text(encoding="utf-8")
        if row["published"]:
            row["url"] = base + page["url"]
            date = re.search(r"^date: (\S+)", text, re.M) or re.search(r"(\d{4}-\d\d-\d\d)", path)
            row["date"] = date and date.group(1)
            data = file.parent / (file.parent.name + ".json")
            text += data.read_text().replace('"', "") if data.exists() else ""
            why = next((why for pattern, why in DIFFERS.items() if re.search(pattern, text)), None)
            if any(part.startswith(".") for part in file.relative_to(root).parts):
                why = "hidden files are never articles"
            if why:
                row["differs"] = why
        lines.append(json.dumps(row, ensure_ascii=False))
    (root / "golden.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for site, (content, base) in SITES.items():
        if len(sys.argv) == 2 or site in sys.argv[2:]:
            build(site, pathlib.Path(sys.argv[1]).resolve(), content, base)
