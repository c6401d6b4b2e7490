#!/usr/bin/env python3
"""Runs the test cases: tests/cases/AREA/WHAT-IT-SHOWS/main.mlstack and what is expected of it.

A case states its expectations as files, and exactly the stages whose files exist are run:

    tokens.txt        mlstack dump tokens main.mlstack
    ast.txt           mlstack dump ast main.mlstack
    deployment.json   mlstack dump deployment main.mlstack
    formatted.mlstack mlstack fmt - < main.mlstack
    diagnostics.txt   mlstack check main.mlstack, what it prints on standard error; in the area
                      syntax, where fields may have any name, that of mlstack dump ast
    diagnostics.json    mlstack check --format json main.mlstack, in the folder of the case
    diagnostics.sarif   the same with --format sarif; the version of mlstack is written $VERSION
    diagnostics.github  the same with --format github
    out/**            mlstack build --no-validate, the tree that it writes

A case without any of them is only checked. In texts the folder of the case is written $DIR. Other
.mlstack files in the folder are there to be imported; any further file is a failure, so that
nothing lies around untested.

Comments in main.mlstack and the files beside it say what must be reported on their line, or, when
nothing else stands on it, on the next line that is not such a comment:

    size = smal   # expect error MLS1007
    # expect warning MLS0018 error MLS0015

A comment asks for at least one such message. Every error that is reported must be expected:
--bless, which rewrites the files of expectation, cannot hide one.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases"
TIME_LIMIT_SECONDS = 60

CHECK = ["check"]
PARSE = ["dump", "ast"]
STDOUT_STAGES = {
    "tokens.txt": ["dump", "tokens"],
    "ast.txt": PARSE,
    "deployment.json": ["dump", "deployment"],
}
FORMATTED = "formatted.mlstack"
DIAGNOSTICS = "diagnostics.txt"
FORMATS = {f"diagnostics.{form}": form for form in ("json", "sarif", "github")}
OUT = "out"

EXPECT_COMMENT = re.compile(r"(?:#|//)\s*expect((?:\s+(?:error|warning|note)\s+MLS\d{4})+)\s*$")
EXPECTATION = re.compile(r"(error|warning|note)\s+(MLS\d{4})")
LEVEL_AND_CODE = r"(?P<level>error|warning|note)\[(?P<code>MLS\d{4})\]: "
REPORTED = re.compile(r"^(?P<file>\S.*?):(?P<line>\d+):\d+: " + LEVEL_AND_CODE)
REPORTED_WITHOUT_PLACE = re.compile(r"^mlstack: " + LEVEL_AND_CODE)

EXIT_FINE, EXIT_INPUT_HAS_ERRORS = 0, 1


class Case:
    """One folder below tests/cases, and what went wrong with it."""

    def __init__(self, folder, binary, bless):
        self.folder = folder
        self.binary = binary
        self.bless = bless
        self.name = folder.relative_to(CASES).as_posix()
        self.judge = PARSE if self.name.startswith("syntax/") else CHECK
        self.problems = []

    def run(self):
        try:
            self.check_files_are_claimed()
            expected = self.expectations()
            other_stages = [*STDOUT_STAGES, FORMATTED, OUT]
            is_only_checked = not any((self.folder / stage).exists() for stage in other_stages)
            formats = {name: form for name, form in FORMATS.items() if (self.folder / name).exists()}
            if expected or is_only_checked or formats or (self.folder / DIAGNOSTICS).exists():
                exit_code = self.run_check(expected)
            for name, form in formats.items():
                self.run_format(name, form, exit_code)
            for name, verb in STDOUT_STAGES.items():
                if (self.folder / name).exists():
                    self.run_dump(name, verb)
            if (self.folder / FORMATTED).exists():
                self.run_fmt()
            if (self.folder / OUT).is_dir():
                self.run_build()
        except subprocess.TimeoutExpired:
            self.problems.append(f"took more than {TIME_LIMIT_SECONDS} seconds")
        return self

    def check_files_are_claimed(self):
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            is_claimed = (
                path.is_dir()
                or relative.parts[0] == OUT
                or path.suffix == ".mlstack"
                or relative.as_posix() in {*STDOUT_STAGES, DIAGNOSTICS, *FORMATS}
            )
            if not is_claimed:
                self.problems.append(f"no stage claims the file {relative}")

    def expectations(self):
        """What the comments expect: a multiset of (file, line, level, code)."""
        expected = Counter()
        for path in sorted(self.folder.rglob("*.mlstack")):
            file = path.relative_to(self.folder)
            if file.parts[0] in {OUT, FORMATTED}:
                continue
            lines = path.read_bytes().decode("utf-8", "replace").split("\n")
            for number, line in enumerate(lines, start=1):
                comment = EXPECT_COMMENT.search(line)
                if comment is None:
                    continue
                place = number
                while place <= len(lines) and is_only_expectation(lines[place - 1]):
                    place += 1
                for level, code in EXPECTATION.findall(comment.group(1)):
                    expected[(file.as_posix(), place, level, code)] += 1
        return expected

    def run_check(self, expected):
        result = self.mlstack(*self.judge, "main.mlstack")
        found = Counter(reported_in(result.stderr))
        has_errors = any(level == "error" for _, _, level, _ in found)
        exit_code = EXIT_INPUT_HAS_ERRORS if has_errors else EXIT_FINE
        self.compare_exit(" ".join(self.judge), result, exit_code)
        if (self.folder / DIAGNOSTICS).exists():
            self.compare_text(DIAGNOSTICS, result.stderr)
        for place, count in sorted(expected.items()):
            if found[place] < count:
                message = "{0}:{1}: {2} {3} was expected and not reported"
                self.problems.append(message.format(*place))
        for place in found:
            has_place = place[0] is not None
            if place[2] == "error" and has_place and place not in expected:
                self.problems.append("{0}:{1}: {2} {3} has no 'expect' comment".format(*place))
        return result.returncode

    def run_format(self, name, form, exit_code):
        """A form for programs has standard output to itself, and changes no exit code."""
        result = self.mlstack("check", "--format", form, "main.mlstack", in_folder=True)
        self.compare_exit(f"check --format {form}", result, exit_code)
        if result.stderr:
            self.problems.append(f"check --format {form} prints on standard error\n{result.stderr}")
        version = self.mlstack("--version").stdout.split()[1]
        self.compare_text(name, result.stdout.replace(b'"%s"' % version, b'"$VERSION"'))

    def run_dump(self, name, verb):
        result = self.mlstack(*verb, "main.mlstack")
        has_errors = any(level == "error" for _, _, level, _ in reported_in(result.stderr))
        may_fail = has_errors and (self.folder / DIAGNOSTICS).exists()
        self.compare_exit(" ".join(verb), result, EXIT_INPUT_HAS_ERRORS if may_fail else EXIT_FINE)
        self.compare_text(name, result.stdout)

    def run_fmt(self):
        source = (self.folder / "main.mlstack").read_bytes()
        result = self.mlstack("fmt", "-", stdin=source)
        self.compare_exit("fmt", result, EXIT_FINE)
        self.compare_text(FORMATTED, result.stdout)

    def compare_exit(self, verb, result, expected):
        if result.returncode != expected:
            self.problems.append(
                f"{verb} ended with {result.returncode}, expected {expected}\n"
                + result.stderr.decode("utf-8", "replace")
            )

    def compare_text(self, name, found):
        path = self.folder / name
        if self.bless:
            path.write_bytes(found)
        elif path.read_bytes() != found:
            self.problems.append(f"{name} differs\n" + first_difference(path.read_bytes(), found))

    def run_build(self):
        with tempfile.TemporaryDirectory() as temporary:
            tree = Path(temporary) / "tree"
            result = self.mlstack("build", "--no-validate", "-o", str(tree), "main.mlstack")
            self.compare_exit("build", result, EXIT_FINE)
            if result.returncode != EXIT_FINE:
                return
            found = read_tree(tree)
            if self.bless:
                shutil.rmtree(self.folder / OUT)
                shutil.copytree(tree, self.folder / OUT)
                return
            expected = read_tree(self.folder / OUT)
            for name in sorted(expected.keys() | found.keys()):
                if name not in found:
                    self.problems.append(f"{OUT}/{name} was not written")
                elif name not in expected:
                    self.problems.append(f"{OUT}/{name} was written and is not expected")
                elif expected[name] != found[name]:
                    difference = first_difference(expected[name], found[name])
                    self.problems.append(f"{OUT}/{name} differs\n{difference}")

    def mlstack(self, *arguments, in_folder=False, stdin=b""):
        if not in_folder:
            arguments = [
                str(self.folder / argument) if argument == "main.mlstack" else argument
                for argument in arguments
            ]
        environment = {**os.environ, "NO_COLOR": "1"}
        result = subprocess.run(
            [self.binary, *arguments],
            cwd=self.folder if in_folder else None,
            input=stdin,
            capture_output=True,
            timeout=TIME_LIMIT_SECONDS,
            env=environment,
            check=False,
        )
        folder = os.fsencode(self.folder)
        result.stdout = result.stdout.replace(folder, b"$DIR")
        result.stderr = result.stderr.replace(folder, b"$DIR")
        return result


def is_only_expectation(line):
    return EXPECT_COMMENT.fullmatch(line.strip()) is not None


def reported_in(text):
    """The diagnostics in rendered text: (file, line, level, code); None for what has no place."""
    for line in text.decode("utf-8", "replace").splitlines():
        if match := REPORTED.match(line):
            file = match["file"].replace("$DIR/", "")
            yield file, int(match["line"]), match["level"], match["code"]
        elif match := REPORTED_WITHOUT_PLACE.match(line):
            yield None, None, match["level"], match["code"]


def read_tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def first_difference(expected, found):
    expected_lines = expected.decode("utf-8", "replace").splitlines()
    found_lines = found.decode("utf-8", "replace").splitlines()
    for number in range(max(len(expected_lines), len(found_lines))):
        before = expected_lines[number] if number < len(expected_lines) else "(end)"
        after = found_lines[number] if number < len(found_lines) else "(end)"
        if before != after:
            return f"  line {number + 1}\n    expected {before!r}\n    found    {after!r}"
    return "  only in line ends"


def find_cases(filters):
    folders = sorted(
        path.parent
        for path in CASES.rglob("main.mlstack")
        if OUT not in path.relative_to(CASES).parts
    )
    if not filters:
        return folders
    return [folder for folder in folders if any(text in folder.as_posix() for text in filters)]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("filters", nargs="*", help="only cases whose path contains one of these")
    parser.add_argument(
        "--binary", default=os.environ.get("MLSTACK_BINARY"), help="the mlstack to test"
    )
    parser.add_argument("--bless", action="store_true", help="rewrite what is expected")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    if arguments.binary is None:
        parser.error("say which mlstack to test, with --binary or MLSTACK_BINARY")
    # Some cases run in a folder of their own: a relative path would not lead to it from there.
    arguments.binary = str(Path(shutil.which(arguments.binary) or arguments.binary).resolve())
    return arguments


def main():
    arguments = parse_arguments()
    folders = find_cases(arguments.filters)
    skipped = len(find_cases([])) - len(folders)
    failed = 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        cases = [Case(folder, arguments.binary, arguments.bless) for folder in folders]
        for case in pool.map(Case.run, cases):
            failed += bool(case.problems)
            for problem in case.problems:
                print(f"{case.name}: {problem}")
    print(f"{len(folders) - failed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
