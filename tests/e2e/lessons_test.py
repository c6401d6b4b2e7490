"""Every code has a lesson, its examples do what they say, and `mlstack explain` shows it."""
import os
import pty
import re
import shutil
import subprocess
import unittest

from mlstack_test import BINARY, ROOT, MlstackTest

CODES_TABLE = ROOT / "compiler/diag/codes.def"
LESSONS = ROOT / "stdlib/lessons"
WIDTH = 80
EXAMPLE_INDENT = 4

CODE_ROW = re.compile(r'^DIAG_CODE\((\w+), DIAG_(\w+), "([^"]*)",\s+"([^"]*)"\)$', re.MULTILINE)
ENVIRONMENT_ROW = re.compile(r'^DIAG_ENVIRONMENT\((\w+),\s+"([^"]*)"\)$', re.MULTILINE)
MENTIONED = re.compile(r"\bMLS\d{4}\b")
FILE_LINE = re.compile(r"^# (\S+\.\w+)\n", re.MULTILINE)
REPORTED = re.compile(r"^\S.*?: (error|warning|note)\[(MLS\d{4})\]: ", re.MULTILINE)

# The headings of a lesson's two examples: notes are no mistakes, and some codes cannot be shown.
BY_EXAMPLE = (("Wrong", "Right"), ("Noted", "Not noted"))
BY_ADVICE = ("What to do",)
LANGUAGES = {"mlstack", "sh", "yaml", "text", "hcl"}


DEMO = "stack demo { clouds = [aws], environments = [dev] }\n"


class Code:
    def __init__(self, name, level, slug, title):
        self.name, self.level, self.slug, self.title = name, level, slug, title


def read_codes():
    table = CODES_TABLE.read_text()
    codes = [Code(name, level.lower(), *rest) for name, level, *rest in CODE_ROW.findall(table)]
    codes += [Code(name, "error", "", title) for name, title in ENVIRONMENT_ROW.findall(table)]
    return {code.name: code for code in sorted(codes, key=lambda code: code.name)}


class Lesson:
    """A lesson's file: its title, and its examples as (heading, language, text)."""

    def __init__(self, path):
        self.code = path.stem
        self.lines = path.read_text().splitlines()
        self.title = self.lines[0].removeprefix("# ")
        self.headings = []
        self.examples = []
        self.prose = []
        self.read()

    def read(self):
        language, example, heading = None, [], None
        for line in self.lines[1:]:
            if line.startswith("```") and language is not None:
                self.examples.append((heading, language, "\n".join(example) + "\n"))
                language, example = None, []
            elif line.startswith("```"):
                language = line.removeprefix("```")
            elif language is not None:
                example.append(line)
            elif line.startswith("## "):
                heading = line.removeprefix("## ")
                self.headings.append(heading)
            elif line:
                self.prose.append(line)

    def examples_of(self, headings, of_language="mlstack"):
        return [
            text
            for heading, language, text in self.examples
            if heading in headings and language == of_language
        ]


def files_in(text, name=None):
    """The files of an example: each begins with a comment that names it, unless there is one."""
    before, *parts = FILE_LINE.split(text)
    return {name: text} if before else dict(zip(parts[0::2], parts[1::2]))


CODES = read_codes()
ALL_LESSONS = [Lesson(path) for path in sorted(LESSONS.glob("*.md"))]


class Coverage(unittest.TestCase):
    """Every code is reported by the compiler and asked for by a test."""

    # Codes that no test can bring about, and why.
    WITHOUT_TEST = {
        "MLS0031": "brackets are limited before the parser's own stack could fill",
    }

    def test_every_code_is_reported_somewhere(self):
        sources = [
            path.read_text()
            for pattern in ("compiler/*/*.[ch]", "compiler/*/*/*.[ch]", "grammar/*.[ly]")
            for path in ROOT.glob(pattern)
        ]
        used = set(MENTIONED.findall("\n".join(sources)))
        self.assertEqual([], sorted(set(CODES) - used))

    def test_every_code_has_a_case_or_a_test(self):
        expected = set()
        for path in (ROOT / "tests/cases").rglob("*.mlstack"):
            for line in path.read_bytes().decode(errors="replace").splitlines():
                if " expect " in line:
                    expected.update(MENTIONED.findall(line))
        for path in [*ROOT.glob("tests/unit/*.[ch]"), *ROOT.glob("tests/e2e/*_test.py")]:
            if path.name != "lessons_test.py":
                expected.update(MENTIONED.findall(path.read_text()))
        self.assertEqual(sorted(self.WITHOUT_TEST), sorted(set(CODES) - expected))


class Files(unittest.TestCase):
    def test_a_lesson_for_each_code_and_a_code_for_each_lesson(self):
        self.assertEqual(sorted(CODES), [lesson.code for lesson in ALL_LESSONS])
        self.assertEqual(
            [], sorted(path.name for path in LESSONS.iterdir() if path.suffix != ".md")
        )

    def test_titles_are_those_of_the_table(self):
        for lesson in ALL_LESSONS:
            with self.subTest(lesson.code):
                self.assertEqual(lesson.title, CODES[lesson.code].title)

    def test_each_lesson_teaches_by_examples_or_by_advice(self):
        for lesson in ALL_LESSONS:
            with self.subTest(lesson.code):
                self.assertIn(tuple(lesson.headings), (*BY_EXAMPLE, BY_ADVICE))
                self.assertLessEqual({language for _, language, _ in lesson.examples}, LANGUAGES)
                if tuple(lesson.headings) != BY_ADVICE:
                    shown = [heading for heading, _, _ in lesson.examples]
                    self.assertEqual(shown, lesson.headings)
                self.assertTrue(lesson.prose)

    def test_examples_fit_a_terminal(self):
        for lesson in ALL_LESSONS:
            for _, _, text in lesson.examples:
                for line in text.splitlines():
                    self.assertLessEqual(len(line) + EXAMPLE_INDENT, WIDTH, lesson.code)


class Examples(MlstackTest):
    """Examples of stack files, through `mlstack check`."""

    def check(self, text):
        self.write("example.mlstack", text)
        result = self.mlstack("check", "example.mlstack")
        return REPORTED.findall(result.err), result

    def test_what_is_wrong_is_reported_and_nothing_else_is_an_error(self):
        for lesson in ALL_LESSONS:
            for text in lesson.examples_of(("Wrong", "Noted")):
                with self.subTest(lesson.code):
                    found, result = self.check(text)
                    self.assertIn((CODES[lesson.code].level, lesson.code), found, result.err)
                    errors = {code for level, code in found if level == "error"}
                    self.assertLessEqual(errors, {lesson.code}, result.err)

    def test_what_is_right_has_no_error_and_not_that_code(self):
        for lesson in ALL_LESSONS:
            for text in lesson.examples_of(("Right", "Not noted", "What to do")):
                with self.subTest(lesson.code):
                    found, result = self.check(text)
                    self.assertEqual(result.returncode, 0, result.err)
                    self.assertNotIn(lesson.code, [code for _, code in found], result.err)


class OtherExamples(MlstackTest):
    """Examples of Terraform, of the stdlib and of templates, each where the compiler reads it."""

    def judge(self, language, run):
        seen = 0
        for lesson in ALL_LESSONS:
            for heading in ("Wrong", "Right"):
                for text in lesson.examples_of((heading,), language):
                    with self.subTest(lesson.code, heading=heading):
                        result = run(lesson.code, heading, text)
                        found = [code for _, code in REPORTED.findall(result.err)]
                        if heading == "Wrong":
                            self.assertIn(lesson.code, found, result.err)
                        else:
                            self.assertEqual(result.returncode, 0, result.err)
                    seen += 1
        self.assertGreater(seen, 0)

    def test_terraform(self):
        """Judged by the schema check, which is what reports most of these codes."""

        def run(code, heading, text):
            folder = f"{code}-{heading}"
            for name, content in files_in(text, "main.tf").items():
                self.write(f"{folder}/{name}", content)
            return self.mlstack("validate", folder, path="/nonexistent")

        self.judge("hcl", run)

    def test_components(self):
        def run(code, heading, text):
            folder = self.folder / f"{code}-{heading}"
            shutil.copytree(ROOT / "stdlib", folder)
            for name, content in files_in(text).items():
                (folder / name).write_text(content)
            return self.mlstack("check", "--stdlib", folder, "demo.mlstack")

        self.write("demo.mlstack", DEMO)
        self.judge("yaml", run)

    def test_templates(self):
        def run(code, heading, text):
            folder = self.folder / f"{code}-{heading}"
            shutil.copytree(ROOT / "templates", folder)
            (folder / "environments/ENVIRONMENT/CLOUD/outputs.tf").write_text(text)
            return self.build("demo.mlstack", folder / "tree", "--templates", folder, code=None)

        self.write("demo.mlstack", DEMO)
        self.judge("text", run)


class Explain(MlstackTest):
    def explain(self, *arguments, code=0):
        return self.mlstack("explain", *arguments, code=code)

    def test_a_code_is_found_in_every_spelling(self):
        lesson = self.explain("MLS1002").out
        self.assertTrue(lesson.startswith("error[MLS1002]: unknown field\n"), lesson)
        for spelling in ("mls1002", "Mls1002", "1002"):
            self.assertEqual(self.explain(spelling).out, lesson)
        self.assertEqual(self.explain("1").out, self.explain("MLS0001").out)

    def test_a_lint_rule_is_found_by_its_name(self):
        lesson = self.explain("unused-let").out
        self.assertIn("[MLS3001]: let is never used [unused-let]\n", lesson)
        self.assertEqual(self.explain("MLS3001").out, lesson)

    def test_every_lesson_is_shown_within_the_width(self):
        for lesson in ALL_LESSONS:
            with self.subTest(lesson.code):
                out = self.explain(lesson.code).out
                self.assertIn(lesson.title, out)
                for heading, _, text in lesson.examples:
                    self.assertIn(f"\n{heading}\n", out)
                    for line in filter(None, text.splitlines()):
                        self.assertIn(f"\n{EXAMPLE_INDENT * ' '}{line}\n", out)
                self.assertNotIn("```", out)
                self.assertLessEqual(max(map(len, out.splitlines())), WIDTH)

    def test_headings_are_bold_in_colour_only(self):
        self.assertNotIn("\033", self.explain("MLS1002").out)
        self.assertIn("\033[1mWrong\033[0m", self.explain("--color=always", "MLS1002").out)

    def test_an_unknown_code_is_refused_with_what_is_near(self):
        last, first = max(c for c in CODES if c < "MLS1999"), min(c for c in CODES if c > "MLS1999")
        self.assertIn(f"the nearest: {last} or {first}", self.explain("1999", code=2).err)
        self.assertIn("did you mean 'unused-let'?", self.explain("unused-lett", code=2).err)
        self.assertIn("expected a code", self.explain("thing", code=2).err)
        self.assertIn("MLS0001", self.explain("0", code=2).err)

    def test_a_first_error_on_a_terminal_hints_at_its_lesson(self):
        self.write("demo.mlstack", "stack demo {\n  clouds = [aws]\n  a = 1\n  zones = 1\n}\n")
        self.assertNotIn("explain", self.mlstack("check", "demo.mlstack", code=1).err)
        reader, terminal = pty.openpty()
        self.addCleanup(os.close, reader)
        subprocess.run([BINARY, "check", self.folder / "demo.mlstack"], stderr=terminal, timeout=60)
        os.close(terminal)
        shown = os.read(reader, 65536).decode()
        self.assertEqual(shown.count("explain"), 1, shown)
        self.assertIn("mlstack: help: 'mlstack explain MLS1002' says more", shown)

    def test_one_code_or_the_list(self):
        for arguments in ((), ("1002", "1003"), ("--list", "1002")):
            self.explain(*arguments, code=2)

    def test_the_list_has_every_code_in_columns(self):
        out = self.explain("--list").out
        self.assertLessEqual(max(map(len, out.splitlines())), WIDTH)
        # A long title goes on below itself.
        rows = re.findall(r"^MLS.*", re.sub(r"\n {9,}", " ", out), re.MULTILINE)
        expected = [[code.name, code.level, *code.slug.split(), *code.title.split()]
                    for code in CODES.values()]
        self.assertEqual([row.split() for row in rows], expected)


if __name__ == "__main__":
    unittest.main()
