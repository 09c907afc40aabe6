"""Makes `golden.json` of each site in this folder anew, by the real Pelican.

    python3 make.py PYTHON

`PYTHON` is the Python that has `pelican[markdown]` (`python3 -m venv venv && venv/bin/pip install "pelican[markdown]"`).
Made with Pelican 4.12.0 and its own theme. Each site is built in a temporary folder.

One object for every source file below the content directory that could be an article. `published` is whether Pelican
lists it among its articles or their translations: drafts have pages too, and hidden articles, but no list names them.
`url` is where the page is, not percent-encoded; its address by the template is another where only `Save_as` is given.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ENDINGS = {".md", ".markdown", ".mkd", ".html", ".htm", ".txt"}
# Where Tidings differs on purpose, or does not read the file: said in the golden data.
DIFFERS = {}
SCRIPT = r"""
import json, logging, os, pathlib, sys
from pelican import Pelican, signals
from pelican.settings import read_settings
logging.disable(logging.CRITICAL)
sys.path.insert(0, os.curdir)
found = {}
def keep(generator):
    for article in generator.articles + generator.translations:
        found[article.get_relative_source_path()] = article
signals.article_generator_finalized.connect(keep)
settings = read_settings("publishconf.py" if os.path.exists("publishconf.py") else "pelicanconf.py", override={"OUTPUT_PATH": os.path.abspath("built")})
Pelican(settings).run()
feeds = "".join(path.read_text("utf-8") for path in pathlib.Path("built/feeds").glob("*.xml"))
rows = {}
for source, article in found.items():
    url = article.url if not hasattr(article, "override_save_as") or hasattr(article, "override_url") else article.save_as
    rows[source] = {
        "published": os.path.isfile(os.path.join("built", article.save_as)),
        "url": settings["SITEURL"] + "/" + url,
        "in_feed": f">{article.title}</title>" in feeds or article.url in feeds,
        "title": str(article.title),
        "date": article.date.isoformat(),
        "lang": article.lang,
        "tags": list(dict.fromkeys([str(article.category)] + [str(tag) for tag in getattr(article, "tags", [])])),
        "authors": [str(author) for author in getattr(article, "authors", [])],
    }
print(json.dumps(rows))
"""


def make(site, python):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder).resolve() / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("golden.json"))
        made = subprocess.run([python, "-c", SCRIPT], capture_output=True, text=True, cwd=copy, encoding="utf-8")
        if made.returncode != 0:
            sys.exit(f"{site.name}: {made.stderr}")
        articles = json.loads(made.stdout.splitlines()[-1])
        source = copy / "content"
        rows = []
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.suffix in ENDINGS and path.is_file():
                nothing = {"published": False, "url": None, "in_feed": False, "title": None, "date": None, "lang": None, "tags": [], "authors": []}
                row = {"source": name, **nothing, **articles.get(name, {})}
                differs = DIFFERS.get(path.suffix)
                rows.append({**row, "differs": differs} if differs else row)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (site / "golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    print(f"{site.name}: {len(rows)} files, {sum(row['published'] for row in rows)} published")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for site in sorted(path for path in HERE.iterdir() if (path / "pelicanconf.py").is_file()):
        make(site, sys.argv[1])
