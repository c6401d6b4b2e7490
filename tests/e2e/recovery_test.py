"""One slip of syntax in a file that is right brings one message, on its line.

The check goes on behind a slip, so this holds what it says next against what is known: that nothing
else is wrong.
"""
import json
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

from mlstack_test import EXAMPLES, MlstackTest

# What is written, and what slips in for it.
SLIPS = [
    (r" = ", " "),
    (r" = ", ": "),
    (r" = ", " == "),
    (r" = [^,{}\[\]]+", " = "),
    (r" = (\S)", r" = @\1"),
    (r" = (\d)", r" = -\1"),
    (r", ", " "),
    (r", ", "; "),
    (r"GiB", "GB"),
    (r"GiB", " GiB"),
    (r"\b(\d+)d\b", r"\1 days"),
    (r"/\d+", "/33"),
    (r"\.\.", " .. "),
    (r'"([^"$]*)"', r"'\1'"),
    (r'"([^"$]*)"', r"“\1”"),
    (r'"([^"$]*)"', r'"\1'),
    (r"^(\s*\w+) ([a-z-]+)(\s*\{)", r'\1 "\2"\3'),
    (r"^(\s*\w+) ([a-z-]+)(\s*\{)", r'\1 "My \2"\3'),
    (r" \{\}", ""),
    (r"^(\s*\w+(?: [a-z-]+)?\s*)\{", r"\1"),
    (r"^(\s*\w+(?: [a-z-]+)?\s*\{.*) \}$", r"\1"),
    (r"\b(clouds|environments|region|storage|use|let|on)\b", lambda found: found[0].upper()),
    (r"\b(clouds|environments|region|storage|use|let|on)\b", r"_\1"),
    (r"^", "/* why */ "),
    (r"$", " @"),
]
EVERY = 5  # of the slips that there are, which is some two thousand


def slips_in(path):
    """(line, text) for each slip at each place of the file, one at a time."""
    lines = path.read_text().splitlines()
    for index, line in enumerate(lines):
        code = line.partition("#")[0].rstrip()
        for written, slip in SLIPS:
            for match in re.finditer(written, code):
                changed = code[:match.start()] + (
                    slip(match) if callable(slip) else match.expand(slip)) + code[match.end():]
                if changed != code:
                    yield index + 1, "\n".join([*lines[:index], changed, *lines[index + 1:]]) + "\n"


class Recovery(MlstackTest):
    def errors(self, text):
        result = self.mlstack("check", "--format", "json", "-", stdin=text.encode())
        found = [json.loads(line) for line in result.out.splitlines()]
        return [item for item in found if item["level"] == "error"]

    def test_one_slip_brings_one_message(self):
        slips = [(path, *slip) for path in EXAMPLES for slip in slips_in(path)][::EVERY]
        self.assertGreater(len(slips), 300)
        with ThreadPoolExecutor() as pool:
            for (path, line, text), errors in zip(
                    slips, pool.map(lambda slip: self.errors(slip[2]), slips)):
                with self.subTest(file=path.name, line=text.splitlines()[line - 1]):
                    self.assertEqual([error["begin"]["line"] for error in errors], [line], errors)


if __name__ == "__main__":
    unittest.main()
