#!/usr/bin/env python3
"""Makes the archive of one target, and its checksum beside it: archive.py TARGET PROGRAM OUT [--runs-here PROGRAM]

`cargo binstall`, Homebrew, the action and install.sh take these. --runs-here is asked for completions and the man page, where
PROGRAM is another machine's."""
import argparse
import pathlib

import common


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=common.TARGETS)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--runs-here", type=pathlib.Path)
    options = parser.parse_args()
    top = f"tidings-{options.target}"
    files = {f"{top}/{common.program_name(options.target)}": (options.program.read_bytes(), 0o755)}
    for name, content in {**common.papers(), **common.extras(options.runs_here)}.items():
        files[f"{top}/{name}"] = (content, 0o644)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / common.archive_name(options.target)
    (common.write_zip if path.suffix == ".zip" else common.write_tar)(path, files)
    path.with_name(path.name + ".sha256").write_text(f"{common.sha256(path)}  {path.name}\n", encoding="ascii", newline="\n")
    print(path)


if __name__ == "__main__":
    main()
