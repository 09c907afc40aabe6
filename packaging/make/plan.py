#!/usr/bin/env python3
"""Does everything that names the version name the same? plan.py [--tag v0.1.0] [--repository https://HOST/OWNER/NAME]"""
import argparse
import sys

import common


def wrong(tag, repository):
    if tag and tag != f"v{common.VERSION}":
        yield f"the tag is {tag}, and Cargo.toml has {common.VERSION}"
    changes = (common.PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    if tag and f"## {common.VERSION}" not in changes and f"## [{common.VERSION}]" not in changes:
        yield f"CHANGELOG.md has no `## {common.VERSION}`"
    said = common.PACKAGE.get("repository")
    if tag and said != repository:
        # `cargo binstall` finds the archives by it.
        yield f"write `repository = \"{repository}\"` under [package] in Cargo.toml; it has {said}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tag", default="")
    parser.add_argument("--repository", default="")
    options = parser.parse_args()
    found = list(wrong(options.tag, options.repository))
    for line in found:
        print(line, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
