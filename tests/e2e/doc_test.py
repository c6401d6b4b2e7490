"""The reference that the compiler prints: it fits a terminal, and its examples are right."""
import re
import unittest

from mlstack_test import ROOT, MlstackTest

WIDTH = 80


class DocTest(MlstackTest):
    def components(self):
        index = self.mlstack("doc", "--format", "markdown", code=0).out
        names = re.findall(r"^\| \[`([a-z]+)`\]\(\1\.md\)", index, re.MULTILINE)
        self.assertIn("stack", names)
        self.assertIn("database", names)
        return names

    def test_every_page_fits_a_terminal(self):
        for name in ["", *self.components()]:
            with self.subTest(component=name):
                for line in self.mlstack("doc", *filter(None, [name]), code=0).out.splitlines():
                    if not line.startswith("    "):
                        self.assertLessEqual(len(line), WIDTH, line)

    def test_every_example_compiles(self):
        for name in self.components():
            with self.subTest(component=name):
                page = self.mlstack("doc", name, "--format", "markdown", code=0).out
                example = re.search(r"^```mlstack\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
                self.assertIsNotNone(example, "no example")
                text = example.group(1)
                if not text.startswith("stack "):
                    text = "stack example {\n  clouds = [aws, gcp, azure]\n" + text + "}\n"
                self.mlstack("check", self.write(f"{name}.mlstack", text), code=0)

    def test_page_of_a_component(self):
        page = self.mlstack("doc", "database", code=0).out
        for part in ("duration from 1d to", "14d in production", "Cloud SQL for", "Example"):
            self.assertIn(part, page)
        presets = self.mlstack("doc", "cluster", code=0).out
        self.assertRegex(presets, r"small +nodes = 2\.\.5")

    def test_page_of_a_field(self):
        page = self.mlstack("doc", "stack.region", code=0).out
        self.assertIn("ap-northeast", page)
        self.assertIn("Only inside `on gcp`", self.mlstack("doc", "on", "--format", "markdown").out)

    def test_block_inside_a_component(self):
        self.assertEqual(
            self.mlstack("doc", "cluster.gpu", code=0).out, self.mlstack("doc", "gpu", code=0).out
        )

    def test_near_names(self):
        self.assertIn("did you mean 'database'?", self.mlstack("doc", "databse", code=2).err)
        self.assertIn("did you mean 'backups'?", self.mlstack("doc", "database.bakups", code=2).err)

    def test_headings_are_bold_when_coloured(self):
        page = self.mlstack("doc", "cache", "--color", "always", code=0).out
        self.assertIn("\033[1mFields\033[0m", page)
        self.assertNotIn("\033", self.mlstack("doc", "cache", code=0).out)

    def test_read_from_a_stdlib(self):
        page = self.mlstack("doc", "pool", "--stdlib", ROOT / "stdlib", code=0).out
        self.assertEqual(page, self.mlstack("doc", "pool", code=0).out)

    def test_folder_that_cannot_be_made(self):
        self.write("taken", "")
        result = self.mlstack("doc", "--format", "markdown", "-o", "taken/reference", code=3)
        self.assertIn("cannot write", result.err)


if __name__ == "__main__":
    unittest.main()
