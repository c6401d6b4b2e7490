"""Terraform and the lesser check judge the same wrong trees: same verdict, same lines.

Every mistake of mutations.py is made in a root of its own, and all of them are judged in one tree. Where
the two may differ is listed there, and why in docs/without-terraform.md; a difference that is not listed fails the
test, and so does one that is listed and no longer there.
"""
import json
import pathlib
import re
import shutil
import unittest

from mlstack_test import CLOUDS, ROOT, MlstackTest, example
from mutations import DIFFERENCES, MUTATIONS

LEAST = 100


class Mutant:
    """A root with one mistake. Its folder is as deep in the judged tree as the original."""

    def __init__(self, number, kind, file, pattern, replacement):
        self.kind, self.pattern, self.replacement = kind, pattern, replacement
        self.file = pathlib.PurePath(file.format(cloud=CLOUDS[number % len(CLOUDS)]))
        self.name = f"{number} {kind}, in {self.file}"
        self.root = pathlib.PurePath(self.file.parts[0], f"{number:03}", self.file.parts[2])

    def make(self, original, tree):
        root = tree / self.root
        shutil.copytree(original / self.file.parent, root)
        path = root / self.file.name
        text, count = re.subn(self.pattern, self.replacement, path.read_text(), count=1, flags=re.M)
        assert count == 1, f"{self.name}: the pattern matches nothing"
        path.write_text(text)


class Judgement:
    """Which roots of a tree are valid, and where the errors are."""

    def __init__(self, result, tree):
        self.verdicts = dict(re.findall(r"^(\S+)  +(valid|\d+ error)", result.err, re.M))
        self.lines = {}
        self.messages = {}
        for diagnostic in map(json.loads, result.out.splitlines()):
            if diagnostic["level"] == "error" and diagnostic["file"] is not None:
                file = pathlib.PurePath(diagnostic["file"]).relative_to(tree)
                line = f"{file.name}:{diagnostic['begin']['line']}"
                self.lines.setdefault(file.parent, set()).add(line)
                self.messages.setdefault(file.parent, []).append(f"{line}: {diagnostic['message']}")

    def is_valid(self, root):
        return self.verdicts[str(root)] == "valid"

    def told(self, root):
        return self.verdicts[str(root)] + "".join(f"\n    {text}" for text in self.messages.get(root, []))


def agree(terraform, lesser, root):
    """
    The same verdict, and no line that terraform does not name: it may name more, as it goes on after a
    mistake in its own way. Some of its errors have no place.
    """
    if terraform.is_valid(root) or lesser.is_valid(root):
        return terraform.is_valid(root) == lesser.is_valid(root)
    return root not in terraform.lines or lesser.lines[root] <= terraform.lines[root]


class Agreement(MlstackTest):
    def make_tree(self, mutants):
        self.build(example("fraud-serving"), "original")
        original, tree = self.folder / "original", self.folder / "tree"
        for folder in ("global", "modules", "environments"):
            shutil.copytree(original / folder, tree / folder)
        for mutant in mutants:
            mutant.make(original, tree)

    def judge(self, **options):
        return Judgement(self.mlstack("validate", "tree", "--format", "json", code=1, **options), "tree")

    def test_same_verdicts_or_listed(self):
        self.need_terraform()
        mutants = [Mutant(number, *row) for number, row in enumerate(MUTATIONS, 1)]
        self.assertGreaterEqual(len(mutants), LEAST)
        self.make_tree(mutants)
        terraform, lesser = self.judge(), self.judge(path="/nowhere")
        for cloud in CLOUDS:
            unchanged = pathlib.PurePath("environments", "dev", cloud)
            self.assertTrue(terraform.is_valid(unchanged) and lesser.is_valid(unchanged), cloud)
        surprises = [f"{mutant.name}\n  terraform: {terraform.told(mutant.root)}\n"
                     f"  lesser check: {lesser.told(mutant.root)}" for mutant in mutants
                     if agree(terraform, lesser, mutant.root) == (mutant.kind in DIFFERENCES)]
        self.assertFalse(surprises, "listed, or not listed, and it is otherwise:\n" + "\n".join(surprises))

    def test_differences_are_documented(self):
        page = (ROOT / "docs/without-terraform.md").read_text()
        rows = re.findall(r"^\| (.+?) \| (?:terraform|lesser check|both) \|", page, re.M)
        self.assertEqual(rows, list(DIFFERENCES))
        self.assertEqual(set(rows) - {row[0] for row in MUTATIONS}, set())


if __name__ == "__main__":
    unittest.main()
