"""Makes `golden.json` of each site in this folder anew, by the real Hexo.

    python3 make.py FOLDER

`FOLDER` is one whose `node_modules` holds Hexo (`npm install hexo hexo-renderer-marked hexo-renderer-ejs
hexo-generator-feed`). Made with Hexo 8.1.2, with a theme of one line. Each site is built in a temporary folder: where
its own `timezone` is that of the machine, but for a site with a workflow, which is built where it is UTC.

One object for every source file below the content directory that could be an article. `url` is not percent-encoded.
"""

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
ENDINGS = {".md", ".markdown", ".mkd", ".html", ".htm", ".txt"}
# Where Tidings differs on purpose, or does not read the file: said in the golden data.
DIFFERS = {"no-fence.md": "front matter without its first line is not read"}
SCRIPT = r"""
const Hexo = require('hexo');
const fs = require('fs');
const path = require('path');
(async () => {
  const hexo = new Hexo(process.cwd(), { silent: true });
  await hexo.init();
  await hexo.call('generate', {});
  const feed = fs.existsSync('public/atom.xml') ? fs.readFileSync('public/atom.xml', 'utf8') : '';
  const rows = {};
  hexo.locals.get('posts').forEach(post => {
    const file = path.join(hexo.public_dir, post.path.endsWith('/') ? post.path + 'index.html' : post.path);
    rows[post.source.replace(/^_posts\//, '')] = {
      published: fs.existsSync(file),
      url: post.permalink,
      in_feed: feed.includes(`<link href="${post.permalink.replace(/&/g, '&amp;')}"`),
      title: post.title,
      date: post.date.toDate().toISOString(),
      lang: post.lang || null,
      tags: post.categories.map(one => one.name).concat(post.tags.map(one => one.name)),
      authors: post.author ? [post.author] : [],
    };
  });
  fs.writeFileSync('rows.json', JSON.stringify(rows));
})();
"""


def make(site, programs):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder).resolve() / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("golden.json"))
        (copy / "node_modules").symlink_to(programs / "node_modules")
        plugins = {name: "*" for name in ["hexo", "hexo-renderer-marked", "hexo-renderer-ejs", "hexo-generator-feed"]}
        (copy / "package.json").write_text(json.dumps({"name": "x", "hexo": {"version": "8"}, "dependencies": plugins}))
        layout = copy / "themes/plain/layout"
        layout.mkdir(parents=True)
        (layout / "index.ejs").write_text("<p><%- page.content %></p>")
        config = (site / "_config.yml").read_text(encoding="utf-8")
        zone = re.search(r"^timezone: *'?([\w/]+)", config, re.M)
        is_elsewhere = (site / ".github").exists()
        machine = "UTC" if is_elsewhere or not zone else zone[1]
        made = subprocess.run(["node", "-e", SCRIPT], capture_output=True, text=True, cwd=copy, encoding="utf-8", env={**os.environ, "TZ": machine})
        if not (copy / "rows.json").exists():
            sys.exit(f"{site.name}: {made.stdout}{made.stderr}")
        posts = json.loads((copy / "rows.json").read_text(encoding="utf-8"))
        found = re.search(r"^source_dir: *(\w+)", config, re.M)
        source = copy / (found[1] if found else "source") / "_posts"
        rows = []
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.suffix in ENDINGS and path.is_file():
                nothing = {"published": False, "url": None, "in_feed": False, "title": None, "date": None, "lang": None, "tags": [], "authors": []}
                row = {"source": name, **nothing, **posts.get(name, {})}
                row["url"] = row["url"] and urllib.parse.unquote(row["url"])
                differs = DIFFERS.get(path.suffix) or DIFFERS.get(path.name)
                rows.append({**row, "differs": differs} if differs else row)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (site / "golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    print(f"{site.name}: {len(rows)} files, {sum(row['published'] for row in rows)} published")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for site in sorted(path for path in HERE.iterdir() if (path / "_config.yml").is_file()):
        make(site, pathlib.Path(sys.argv[1]).resolve())
