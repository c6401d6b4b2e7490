#!/usr/bin/env python3
"""Fails when a room of the compiler includes a header of a room that it may not know.

The table is the architecture (docs/architecture.md): each room with the rooms it may include;
what those may include, it may include too.
"""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "support": [],
    "source": ["support"],
    "diag": ["source"],
    "syntax": ["diag"],
    "schema": ["diag"],
    "check": ["syntax", "schema"],
    "resolve": ["check"],
    "lint": ["resolve"],
    "hcl": ["diag"],
    "template": ["hcl"],
    "tree": ["diag"],
    "emit": ["resolve", "template", "tree"],
    "provider": ["hcl"],
    "terraform": ["provider", "tree"],
    "page": ["support"],
    "reference": ["schema", "page"],
    "editor": ["schema"],
    "driver": ["lint", "emit", "terraform"],
    "cli": ["driver", "reference", "editor"],
    "build_tools": ["driver"],
}


def reachable(room):
    seen = {room}
    waiting = [room]
    while waiting:
        for other in MAY_INCLUDE[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def main():
    compiler = pathlib.Path(sys.argv[1])
    problems = []
    grammars = {"mlstack": "syntax", "template": "template", "hcl": "hcl"}
    for path in sorted(compiler.glob("**/*.[chSly]")) + sorted(compiler.glob("../grammar/*.[ly]")):
        room = path.relative_to(compiler).parts[0]
        if room == "..":
            room = grammars[path.stem]
        if room not in MAY_INCLUDE:
            problems.append(f"{path}: '{room}' is not a room of the architecture")
            continue
        allowed = reachable(room)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s+"([a-z_]+)/', line)
            if match and match.group(1) not in allowed:
                problems.append(f"{path}:{number}: {room} may not include {match.group(1)}")
    print("\n".join(problems) if problems else "every include goes down the pipeline")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
