#!/usr/bin/env python3
"""Makes a Debian package of a program that is there: deb.py TARGET PROGRAM OUT [--runs-here PROGRAM]; needs dpkg-deb.

The program is linked against the C library alone, so there is nothing to depend on but that. A source package for Debian
itself would need every crate as a Debian package; this one is for machines that take ours."""
import argparse
import gzip
import os
import pathlib
import re
import subprocess
import tempfile

import common

CONTROL = """\
Package: tidings
Version: {version}
Section: web
Priority: optional
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Description: {short}
 It works on a folder of its own, and on the site that you have: Hugo, Zola,
 Jekyll, Eleventy, Pelican, Docusaurus, Hexo, Astro and MkDocs. An entry's id
 never changes once it has been published, and nothing invalid leaves.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: tidings

Files: *
Copyright: {holder}
License: Expat or Apache-2.0

License: Expat
{mit}
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
"""
PLACES = {
    "completions/tidings.bash": "usr/share/bash-completion/completions/tidings",
    "completions/_tidings": "usr/share/zsh/vendor-completions/_tidings",
    "completions/tidings.fish": "usr/share/fish/vendor_completions.d/tidings.fish",
}


def files(program, runs_here):
    """What is installed where: {path: (bytes, mode)}."""
    mit = (common.PROJECT / "LICENSE-MIT").read_text(encoding="utf-8")
    holder = re.search(r"Copyright (?:\(c\) )?(.*)", mit)[1]
    mit = "\n".join(" " + (line or ".") for line in mit.split("\n\n", 2)[2].strip().splitlines()) + "\n"
    changes = (common.PROJECT / "CHANGELOG.md").read_bytes()
    found = {
        "usr/bin/tidings": (program.read_bytes(), 0o755),
        "usr/share/doc/tidings/copyright": (COPYRIGHT.format(holder=holder, mit=mit).encode(), 0o644),
        "usr/share/doc/tidings/changelog.gz": (gzip.compress(changes, 9, mtime=0), 0o644),
    }
    for name, text in common.extras(runs_here).items():
        if name in PLACES:
            found[PLACES[name]] = (text, 0o644)
        elif name.startswith("man/"):
            found["usr/share/man/man1/tidings.1.gz"] = (gzip.compress(text, 9, mtime=0), 0o644)
    return found


def oldest_glibc(program):
    """The newest version of glibc that the program asks for: what the machine must have at least."""
    asked = {tuple(map(int, found.split(b"."))) for found in re.findall(rb"GLIBC_(\d+\.\d+)", program.read_bytes())}
    return ".".join(map(str, max(asked))) if asked else None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[name for name, row in common.TARGETS.items() if "debian" in row])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--runs-here", type=pathlib.Path)
    parser.add_argument("--maintainer", default="The Tidings authors <tidings@localhost>")
    options = parser.parse_args()
    architecture = common.TARGETS[options.target]["debian"]
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"tidings_{common.VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "root"
        held = files(options.program, options.runs_here)
        for name, (content, mode) in held.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
            (root / name).chmod(mode)
        for inner in root.rglob("*"):
            if inner.is_dir():
                inner.chmod(0o755)
        glibc = oldest_glibc(options.program)
        control = CONTROL.format(
            version=common.VERSION, architecture=architecture, short=common.PACKAGE["description"],
            size=sum(len(content) for content, _ in held.values()) // 1024, maintainer=options.maintainer,
            depends=f"libc6 (>= {glibc}), libgcc-s1" if glibc else "libc6")
        (root / "DEBIAN").mkdir(mode=0o755)
        (root / "DEBIAN/control").write_text(control, encoding="utf-8")
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", str(root), str(path)], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(common.MOMENT)})
    print(path)


if __name__ == "__main__":
    main()
