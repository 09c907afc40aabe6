#!/usr/bin/env python3
"""Takes the bill of materials (CycloneDX) out of a wheel: sbom.py WHEEL OUT"""
import json
import pathlib
import sys
import zipfile


def main():
    wheel, out = map(pathlib.Path, sys.argv[1:])
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if "/sboms/" in name and name.endswith(".cyclonedx.json")]
        held = json.loads(archive.read(names[0]))
    if held["bomFormat"] != "CycloneDX" or len(held["components"]) < 10:
        sys.exit(f"{wheel}: {names[0]} is no bill of materials")
    # The project is called by the folder that it was built in: that is nobody's business.
    folder = held["metadata"]["component"]["bom-ref"].split("#")[0]
    text = json.dumps(held, indent=2, sort_keys=True).replace(folder + "#", "path+file:///tidings#")
    out.write_text(text + "\n", encoding="utf-8")
    print(f"{out}: {len(held['components'])} components")


if __name__ == "__main__":
    main()
