"""The canonical form of stack files: said of every stack file of the project that parses.

Formatting is idempotent, changes nothing that the file says and loses no comment, and does not
depend on how lines were indented.
"""
import codecs
import os
import pathlib
import random
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["MLSTACK_BINARY"]
FILES = sorted([*(ROOT / "examples").rglob("*.mlstack"), *(ROOT / "tests/cases").rglob("*.mlstack")])
FEWEST_FILES = 50
PLACE = re.compile(rb" @\d+\.\.\d+$", re.MULTILINE)


def mlstack(*arguments, text):
    return subprocess.run([BINARY, *arguments], input=text, capture_output=True, timeout=60)


def tree(text):
    """The syntax tree without places: entries, values, and one line for each comment."""
    return PLACE.sub(b"", mlstack("dump", "ast", "-", text=text).stdout)


def indented_at_random(text, chance):
    blanks = (b"", b" ", b"\t", b"       ")
    lines = [chance.choice(blanks) + line.strip() + chance.choice(blanks)
             for line in text.removeprefix(codecs.BOM_UTF8).split(b"\n")]
    return b"\n".join(lines)


class CanonicalForm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.formatted = {}
        for path in FILES:
            text = path.read_bytes()
            result = mlstack("fmt", "-", text=text)
            if result.returncode == 0:
                cls.formatted[path] = (text, result.stdout)

    def check_each(self, check):
        self.assertGreater(len(self.formatted), FEWEST_FILES)
        for path, (text, formatted) in self.formatted.items():
            with self.subTest(str(path.relative_to(ROOT))):
                check(text, formatted)

    def test_it_is_its_own_canonical_form(self):
        self.check_each(lambda _, formatted: self.assertEqual(
            mlstack("fmt", "-", text=formatted).stdout, formatted))

    def test_it_says_the_same_with_every_comment(self):
        self.check_each(lambda text, formatted: self.assertEqual(tree(formatted), tree(text)))

    def test_indentation_is_not_looked_at(self):
        chance = random.Random(1)
        self.check_each(lambda text, formatted: self.assertEqual(
            mlstack("fmt", "-", text=indented_at_random(text, chance)).stdout, formatted))

    def test_lines_end_alike(self):
        self.check_each(lambda _, formatted: self.assertNotRegex(
            formatted, rb"\r|[ \t]\n|\n\n\n|\A\n|\n\n\Z|[^\n]\Z"))

    def test_examples_are_canonical(self):
        for path in sorted((ROOT / "examples").rglob("*.mlstack")):
            with self.subTest(path.name):
                text, formatted = self.formatted[path]
                self.assertEqual(formatted, text)


if __name__ == "__main__":
    unittest.main()
