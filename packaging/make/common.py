"""What all packages have in common: the version, the targets, the papers, and archives whose bytes depend on nothing else."""
import gzip
import hashlib
import io
import json
import pathlib
import subprocess
import tarfile
import tomllib
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = tomllib.loads((PROJECT / "Cargo.toml").read_text(encoding="utf-8"))["package"]
VERSION = PACKAGE["version"]
TARGETS = {row["target"]: row for row in json.loads((PROJECT / "packaging/targets.json").read_text(encoding="utf-8"))}
PAPERS = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]
SHELLS = {"bash": "tidings.bash", "zsh": "_tidings", "fish": "tidings.fish", "powershell": "tidings.ps1"}
# The earliest moment that a zip can hold. Every file in every archive has it, so that the same files make the same archive.
MOMENT = 315532800


def program_name(target):
    return "tidings.exe" if "windows" in target else "tidings"


def archive_name(target):
    return f"tidings-{target}" + (".zip" if "windows" in target else ".tar.gz")


def extras(program):
    """Completions and the man page by their places, made by a program that runs here; none where it has no such command."""
    found = {}
    for shell, name in SHELLS.items():
        found[f"completions/{name}"] = said(program, "completions", shell)
    found["man/tidings.1"] = said(program, "man")
    return {name: text for name, text in found.items() if text}


def said(program, *arguments):
    if program is None:
        return b""
    ran = subprocess.run([program, *arguments], capture_output=True, stdin=subprocess.DEVNULL)
    return ran.stdout if ran.returncode == 0 else b""


def papers():
    return {name: (PROJECT / name).read_bytes() for name in PAPERS}


def write_tar(path, files, compress=True):
    """`files` is {path: (bytes, mode)}."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            content, mode = files[name]
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(content), mode, MOMENT
            archive.addfile(entry, io.BytesIO(content))
    data = held.getvalue()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if compress else data)


def write_zip(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            content, mode = files[name]
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, mode << 16, 3
            archive.writestr(entry, content)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
