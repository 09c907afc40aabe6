"""Installs the readers into a folder and says how each is called.

Debian packages are installed for the machine (as root); everything else goes into the folder. Each step leaves a stamp
with what it was made from, so that a second run with nothing to do takes a second.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

ADAPTERS = pathlib.Path(__file__).resolve().parent / "adapters"

DEBIAN = {
    "sfeed": ["sfeed"],
    "newsboat": ["newsboat"],
    "ruby rss": ["ruby"],
    "XML::Feed": ["libxml-feed-perl"],
    "ROME": ["librome-java", "libslf4j-java", "default-jdk-headless"],
    "SimplePie": ["php-cli", "php-xml", "libphp-simplepie"],
    "gofeed": ["golang-go", "golang-github-mmcdole-gofeed-dev"],
    "elfeed": ["elpa-elfeed", "emacs-nox"],
}


def readers(home):
    """{name: (language, command)} of all readers; the feed's path is added to the command."""
    python = [home / "python/bin/python", "-B"]
    rome = [("librome-java", "rome"), ("librome-java", "rome-utils"), ("libjdom2-java", "jdom2"),
            ("libslf4j-java", "slf4j-api"), ("libslf4j-java", "slf4j-nop")]
    jars = ":".join(package_file(package, f"/{jar}.jar") for package, jar in rome)
    elfeed = os.path.dirname(package_file("elpa-elfeed", "/elfeed.el"))
    table = {
        "feedparser": ("Python", python + [ADAPTERS / "read_feedparser.py"]),
        "reader": ("Python", python + [ADAPTERS / "read_reader.py"]),
        "fastfeedparser": ("Python", python + [ADAPTERS / "read_fastfeedparser.py"]),
        "sfeed": ("C", python + [ADAPTERS / "read_sfeed.py"]),
        "newsboat": ("C++", python + [ADAPTERS / "read_newsboat.py"]),
        "rss-parser": ("JavaScript", ["node", home / "javascript/rss-parser.mjs"]),
        "feedsmith": ("JavaScript", ["node", home / "javascript/feedsmith.mjs"]),
        "feed-parser": ("JavaScript", ["node", home / "javascript/feed-parser.mjs"]),
        "npm feedparser": ("JavaScript", ["node", home / "javascript/feedparser.mjs"]),
        "feed-rs": ("Rust", [home / "rust/target/release/read-feed-rs"]),
        "gofeed": ("Go", [home / "go/gofeed"]),
        "ROME": ("Java", ["java", "-cp", jars, home / "java/Rome.java"]),
        "SimplePie": ("PHP", ["php", ADAPTERS / "simplepie.php"]),
        "ruby rss": ("Ruby", ["ruby", ADAPTERS / "rss.rb"]),
        "XML::Feed": ("Perl", ["perl", ADAPTERS / "feed.pl"]),
        "elfeed": ("Emacs Lisp", ["emacs", "--batch", "-Q", "-L", elfeed, "-l", ADAPTERS / "elfeed.el"]),
    }
    # Those that may not be had everywhere.
    if (home / "thunderbird/FeedParser.sys.mjs").exists():
        table["Thunderbird"] = ("JavaScript", ["node", home / "javascript/thunderbird.mjs", home / "thunderbird"])
    wordpress = home / "php/vendor/autoload.php"
    if wordpress.exists():
        table["SimplePie 1.9"] = ("PHP", ["php", ADAPTERS / "simplepie.php", wordpress])
    return {name: (language, [str(part) for part in command]) for name, (language, command) in table.items()}


def package_file(package, ending):
    """The first file of an installed Debian package whose path ends so; empty where there is none."""
    listing = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True).stdout.splitlines()
    return next((path for path in listing if path.endswith(ending)), "")


def install(home):
    """Install what is missing."""
    home.mkdir(parents=True, exist_ok=True)
    install_debian()
    copy_adapters(home)
    requirements = ADAPTERS / "requirements.txt"
    with Step(home, "python", [requirements]) as step:
        step.run(sys.executable, "-m", "venv", home / "python")
        step.run(home / "python/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements)
    with Step(home, "javascript", [ADAPTERS / "package.json"]) as step:
        step.run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", cwd=home / "javascript")
    with Step(home, "rust", [ADAPTERS / "feed-rs/Cargo.toml", ADAPTERS / "feed-rs/src/main.rs"]) as step:
        target = {"CARGO_TARGET_DIR": str(home / "rust/target")}
        step.run("cargo", "build", "--release", "--quiet", "-j", "1", cwd=home / "rust", **target)
    with Step(home, "go", [ADAPTERS / "gofeed.go"]) as step:
        (home / "go").mkdir(exist_ok=True)
        debian = {"GO111MODULE": "off", "GOCACHE": str(home / "go/cache"),
                  "GOPATH": package_file("golang-github-mmcdole-gofeed-dev", "/gocode")}
        step.run("go", "build", "-p", "1", "-o", home / "go/gofeed", ADAPTERS / "gofeed.go", **debian)
    install_if_there(home)


def install_if_there(home):
    """Readers that are had from where not every machine gets: what cannot be had is said, and left out."""
    try:
        with Step(home, "thunderbird", [ADAPTERS / "thunderbird.mjs"]) as step:
            if not step.done:
                take_thunderbird(home / "thunderbird")
    except (subprocess.CalledProcessError, OSError, KeyError, IndexError) as error:
        print(f"skipped: Thunderbird cannot be had: {error}", flush=True)
    try:
        with Step(home, "php", [ADAPTERS / "simplepie.php"]) as step:
            (home / "php").mkdir(exist_ok=True)
            # The version that WordPress has.
            step.run("composer", "require", "--quiet", "--no-interaction", "--working-dir", home / "php",
                     "simplepie/simplepie:^1.9", COMPOSER_ALLOW_SUPERUSER="1")
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"skipped: SimplePie 1.9 cannot be had: {error}", flush=True)


def take_thunderbird(folder):
    """The three modules of its feeds, out of Debian's package; nothing is installed."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["apt-get", "download", "-qq", "thunderbird"], cwd=work, check=True, stderr=subprocess.DEVNULL)
        package = next(pathlib.Path(work).glob("*.deb"), None) or ""
        subprocess.run(["dpkg-deb", "-x", package, work], check=True)
        package = max(pathlib.Path(work).rglob("omni.ja"), key=lambda found: "thunderbird/omni.ja" in str(found))
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(package) as archive:
            for name in ("FeedUtils", "FeedItem", "FeedParser"):
                (folder / f"{name}.sys.mjs").write_bytes(archive.read(f"modules/{name}.sys.mjs"))


def install_debian():
    wanted = [package for packages in DEBIAN.values() for package in packages]
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        wanted.append("python3-venv")
    wanted += [] if shutil.which("npm") else ["nodejs", "npm"]
    query = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
                           capture_output=True, text=True).stdout
    present = {line.split()[0] for line in query.splitlines() if line.endswith(" installed")}
    missing = [package for package in wanted if package not in present]
    if missing:
        step = Step(None, "debian", [])
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        step.run("apt-get", "update", "-qq", **quiet)
        step.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, **quiet)


def copy_adapters(home):
    """Adapters that find their libraries from the folder they are in."""
    for folder, sources in (("javascript", [*ADAPTERS.glob("*.mjs"), ADAPTERS / "package.json"]),
                            ("java", [ADAPTERS / "Rome.java"]), ("rust", [ADAPTERS / "feed-rs/Cargo.toml"]),
                            ("rust/src", [ADAPTERS / "feed-rs/src/main.rs"])):
        (home / folder).mkdir(parents=True, exist_ok=True)
        for source in sources:
            target = home / folder / source.name
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copyfile(source, target)


class Step:
    """A part of the installation that is left out when it was made from the same sources before."""

    def __init__(self, home, name, sources):
        self.stamp = home and home / f"{name}.stamp"
        self.made_from = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()
        self.done = bool(home) and self.stamp.exists() and self.stamp.read_text() == self.made_from

    def __enter__(self):
        return self

    def run(self, *command, cwd=None, **environment):
        if self.done:
            return
        command = [str(part) for part in command]
        print("+", *command, flush=True)
        subprocess.run(command, cwd=cwd, check=True, env=dict(os.environ, **environment))

    def __exit__(self, failed, *_):
        if not failed:
            self.stamp.write_text(self.made_from)
