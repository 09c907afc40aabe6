#!/usr/bin/env python3
"""Makes the Homebrew formula from the archives of a release: homebrew.py RELEASES ARCHIVES OUT

RELEASES is the address that the archives are below (.../releases/download/v0.1.0), ARCHIVES the folder where they are."""
import argparse
import pathlib

import common

FORMULA = """\
class Tidings < Formula
  desc "Turns a folder of dated articles into RSS, Atom and JSON Feed"
  homepage "{homepage}"
  version "{version}"
  license any_of: ["MIT", "Apache-2.0"]

{downloads}
  def install
    bin.install "tidings"
    man1.install "man/tidings.1" if File.exist? "man/tidings.1"
    if File.directory? "completions"
      bash_completion.install "completions/tidings.bash" => "tidings"
      zsh_completion.install "completions/_tidings"
      fish_completion.install "completions/tidings.fish"
    end
  end

  test do
    (testpath/"content").mkpath
    (testpath/"content/2026-05-20-first.md").write "# First\\n\\nA text.\\n"
    system bin/"tidings", "init", "--title", "A test", "--url", "https://acme.example/"
    system bin/"tidings"
    assert_match "First", (testpath/"feeds/rss.xml").read
  end
end
"""
SYSTEMS = {
    "macos": {"arm": "aarch64-apple-darwin", "intel": "x86_64-apple-darwin"},
    "linux": {"arm": "aarch64-unknown-linux-gnu", "intel": "x86_64-unknown-linux-gnu"},
}


def downloads(releases, archives):
    lines = []
    for system, machines in SYSTEMS.items():
        lines.append(f"  on_{system} do")
        for machine, target in machines.items():
            name = common.archive_name(target)
            if (archives / name).exists():
                lines += [f"    on_{machine} do", f'      url "{releases}/{name}"',
                          f'      sha256 "{common.sha256(archives / name)}"', "    end"]
        lines.append("  end\n")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("releases")
    parser.add_argument("archives", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    options = parser.parse_args()
    homepage = options.releases.split("/releases/")[0]
    text = FORMULA.format(homepage=homepage, version=common.VERSION, downloads=downloads(options.releases, options.archives))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "tidings.rb").write_text(text, encoding="utf-8")
    print(options.out / "tidings.rb")


if __name__ == "__main__":
    main()
