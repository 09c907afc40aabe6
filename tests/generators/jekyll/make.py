"""Makes `golden.json` of each site in this folder anew, by the real Jekyll.

    python3 make.py [ruby]

`ruby` is the Ruby that has the gems `jekyll` and `jekyll-feed` (Debian: `apt-get install jekyll ruby-jekyll-feed`).
Made with Jekyll 4.3.1 and jekyll-feed 0.17.0. Each site is built in a temporary folder.

One object for every source file below the content directory that could be an article. `published` is whether Jekyll
writes a page of a post or of a document of a collection; a page that is neither (`about.md`) is `false`, as no feed
takes it. `url` is not percent-encoded. `date` is null where Jekyll takes the time of the build.
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
require "json"
require "jekyll"
require "jekyll-feed"
$stdout.set_encoding("utf-8")
Jekyll.logger.log_level = :error
config = Jekyll.configuration("quiet" => true)
config["time"] = Time.at(1_800_000_000 - 86_400 * 30)
site = Jekyll::Site.new(config)
site.process
feed = CGI.unescapeHTML(File.read(File.join(site.dest, "feed.xml")))
found = site.documents.grep(Jekyll::Document).map do |doc|
  written = doc.write? && File.file?(doc.destination(site.dest))
  address = site.config["url"].to_s + site.config["baseurl"].to_s + doc.url
  {
    "source" => doc.path.delete_prefix(site.source + "/"),
    "published" => written ? true : false,
    "url" => written ? Jekyll::URL.unescape_path(address) : nil,
    "in_feed" => feed.include?("<link href=\"#{Addressable::URI.parse(address).normalize}\""),
    "title" => doc.data["title"],
    "date" => doc.date.to_i == site.time.to_i ? nil : doc.date.iso8601,
    "lang" => doc.data["lang"],
    "tags" => ((doc.data["categories"] || []) + (doc.data["tags"] || [])).map(&:to_s).uniq,
    "authors" => [doc.data["author"]].compact,
  }
end
puts JSON.generate({ "source" => site.source, "docs" => found })
"""


def make(site, ruby):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder).resolve() / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("golden.json"))
        made = subprocess.run([ruby, "-e", SCRIPT], capture_output=True, text=True, cwd=copy, encoding="utf-8")
        if made.returncode != 0:
            sys.exit(f"{site.name}: {made.stderr}")
        said = json.loads(made.stdout)
        source = pathlib.Path(said["source"])
        docs = {doc["source"]: doc for doc in said["docs"]}
        rows = []
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.suffix not in ENDINGS or not path.is_file() or name.startswith(("_site/", "feeds/")):
                continue
            if name not in docs and path.is_relative_to(copy / "public"):
                continue
            nothing = {"published": False, "url": None, "in_feed": False, "title": None, "date": None, "lang": None, "tags": [], "authors": []}
            row = {"source": name, **nothing, **docs.get(name, {})}
            differs = DIFFERS.get(path.suffix)
            rows.append({**row, "differs": differs} if differs else row)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (site / "golden.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    print(f"{site.name}: {len(rows)} files, {sum(row['published'] for row in rows)} published")


if __name__ == "__main__":
    for site in sorted(path for path in HERE.iterdir() if (path / "_config.yml").is_file()):
        make(site, sys.argv[1] if len(sys.argv) > 1 else "ruby")
