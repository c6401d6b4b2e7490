#!/usr/bin/env python3
"""Fails when docs/reference/ is not what the compiler would write: mlstack doc --format markdown -o docs/reference."""
import filecmp
import pathlib
import subprocess
import sys
import tempfile


def main():
    binary, committed = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, "doc", "--format", "markdown", "-o", folder], check=True)
        fresh = pathlib.Path(folder)
        names = sorted({path.name for place in (fresh, committed) for path in place.glob("*")})
        stale = [
            name
            for name in names
            if not ((fresh / name).exists() and (committed / name).exists())
            or not filecmp.cmp(fresh / name, committed / name, shallow=False)
        ]
    for name in stale:
        print(f"docs/reference/{name} is out of date: mlstack doc --format markdown -o docs/reference")
    return 1 if stale or not names else 0


if __name__ == "__main__":
    sys.exit(main())
