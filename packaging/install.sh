#!/bin/sh
# Installs a release of Tidings: fetches the archive of this machine, compares its checksum, unpacks the program.
#
#   install.sh [--version VERSION] [--to FOLDER] [--from ADDRESS]
#
# ADDRESS is the one that versions are below (https://HOST/OWNER/tidings/releases/download), or a mirror of the same shape;
# the environment's TIDINGS_RELEASES says the same. A release's own copy of this file knows its address and version.
set -eu

version=''
to="${HOME:-.}/.local/bin"
from=${TIDINGS_RELEASES:-}

say() { printf 'tidings: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}

while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || fail "$1 needs a value"
    case $1 in
    --version) version=${2#v} ;;
    --to) to=$2 ;;
    --from) from=$2 ;;
    *) fail "unknown option $1" ;;
    esac
    shift 2
done
[ -n "$version" ] || fail "which version? --version 0.1.0"
[ -n "$from" ] || fail "from where? --from https://HOST/OWNER/tidings/releases/download"

# The target of this machine, as the archives are named. Where the C library is not known to be GNU's, the static program.
target() {
    machine=$(uname -m)
    case $machine in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "no release for $machine; with a Rust toolchain: cargo install tidings" ;;
    esac
    case $(uname -s) in
    Linux)
        if getconf GNU_LIBC_VERSION >/dev/null 2>&1; then echo "$machine-unknown-linux-gnu"; else echo "$machine-unknown-linux-musl"; fi
        ;;
    Darwin) echo "$machine-apple-darwin" ;;
    MINGW* | MSYS* | CYGWIN* | Windows*) echo "$machine-pc-windows-msvc" ;;
    *) fail "no release for $(uname -s); with a Rust toolchain: cargo install tidings" ;;
    esac
}

fetch() {
    if command -v curl >/dev/null 2>&1; then
        curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
        wget --quiet --output-document "$2" "$1"
    else
        fail "neither curl nor wget is here"
    fi
}

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

target=$(target)
case $target in
*windows*) archive=tidings-$target.zip program=tidings.exe ;;
*) archive=tidings-$target.tar.gz program=tidings ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch "$from/v$version/$archive" "$work/$archive" || fail "cannot fetch $from/v$version/$archive"
fetch "$from/v$version/$archive.sha256" "$work/sum" || fail "cannot fetch $from/v$version/$archive.sha256"
expected=$(cut -d ' ' -f 1 "$work/sum")
[ "$expected" = "$(sha256 "$work/$archive")" ] || fail "$archive is not what its checksum says; nothing is installed"
case $archive in
*.zip) unzip -q "$work/$archive" -d "$work" ;;
*) tar -xzf "$work/$archive" -C "$work" ;;
esac
mkdir -p "$to"
# First beside its place, then into it: a program that runs is not written over.
cp "$work/tidings-$target/$program" "$to/.$program.new"
chmod 755 "$to/.$program.new"
mv -f "$to/.$program.new" "$to/$program"
say "$("$to/$program" --version) is in $to"
