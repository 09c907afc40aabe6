#!/usr/bin/env python3
"""Makes npm packages: one for each target that holds its program, and `tidings`, which names them all and starts the right one.

    npm.py platform TARGET PROGRAM OUT    OUT/tidings-linux-x64-VERSION.tgz
    npm.py launcher OUT                   OUT/tidings-VERSION.tgz

A package manager installs of `optionalDependencies` only what fits the machine (`os`, `cpu`, `libc`): nothing is downloaded by a
script after the installation, so it also works offline, behind a mirror, and with scripts switched off."""
import argparse
import json
import pathlib

import common

LAUNCHER = common.PROJECT / "packaging/npm/launcher"


def platform_name(target):
    npm = common.TARGETS[target]["npm"]
    words = ["tidings", npm["os"], npm["cpu"]] + (["musl"] if npm.get("libc") == "musl" else [])
    return "-".join(words)


def description(name, more):
    package = common.PACKAGE
    said = {"name": name, "version": common.VERSION, "description": package["description"], "license": package["license"],
            "keywords": package["keywords"]}
    if "repository" in package:
        said["repository"] = {"type": "git", "url": f"git+{package['repository']}.git"}
    return (json.dumps({**said, **more}, indent=2, ensure_ascii=False) + "\n").encode()


def pack(out, name, files):
    licences = {paper: content for paper, content in common.papers().items() if paper.startswith("LICENSE")}
    held = {f"package/{path}": (content, 0o644) for path, content in licences.items()}
    held.update({f"package/{path}": entry for path, entry in files.items()})
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}-{common.VERSION}.tgz"
    common.write_tar(path, held)
    print(path)


def platform(options):
    npm = common.TARGETS[options.target]["npm"]
    name, program = platform_name(options.target), f"bin/{common.program_name(options.target)}"
    more = {key: [npm[key]] for key in ("os", "cpu", "libc") if key in npm}
    more["preferUnplugged"] = True  # Yarn would leave the program within its archive
    words = f"The program of `tidings` for {options.target}. Install `tidings` instead.\n"
    pack(options.out, name, {
        "package.json": (description(name, more), 0o644),
        "README.md": (words.encode(), 0o644),
        program: (options.program.read_bytes(), 0o755),
    })


def launcher(options):
    more = {
        "bin": {"tidings": "bin/tidings.js"},
        "engines": {"node": ">=16"},
        "optionalDependencies": {platform_name(target): common.VERSION for target in common.TARGETS},
    }
    pack(options.out, "tidings", {
        "package.json": (description("tidings", more), 0o644),
        "README.md": ((LAUNCHER / "README.md").read_bytes(), 0o644),
        "bin/tidings.js": ((LAUNCHER / "bin/tidings.js").read_bytes(), 0o755),
    })


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("platform")
    one.add_argument("target", choices=common.TARGETS)
    one.add_argument("program", type=pathlib.Path)
    one.add_argument("out", type=pathlib.Path)
    one.set_defaults(run=platform)
    all_of_them = commands.add_parser("launcher")
    all_of_them.add_argument("out", type=pathlib.Path)
    all_of_them.set_defaults(run=launcher)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
