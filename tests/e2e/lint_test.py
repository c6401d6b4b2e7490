"""Levels of lint rules: the command line, the configuration file, and what they do to a build."""
import re
import shutil
import unittest

from mlstack_test import EXAMPLES, ROOT, MlstackTest

STACK = """stack demo {
  clouds       = [aws]
  environments = [prod]
  network { nat = single }
}
"""
REPORTED = re.compile(r"^(\S+?):\d+:\d+: (error|warning|note)\[(MLS3\d{3})\]", re.MULTILINE)
CONFIG = ".mlstack-lint.yaml"


class LintTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.write("main.mlstack", STACK)

    def found(self, *arguments, code=0):
        """(level, code) of every lint finding."""
        result = self.mlstack("check", *arguments, code=code)
        return [(level, rule) for _, level, rule in REPORTED.findall(result.err)]


class CommandLine(LintTest):
    def test_a_level_by_name(self):
        self.assertEqual(self.found("main.mlstack"), [("warning", "MLS3105")])
        self.assertEqual(self.found("--allow", "prod-single-nat", "main.mlstack"), [])
        self.assertEqual(
            self.found("--deny=prod-single-nat", "main.mlstack", code=1), [("error", "MLS3105")]
        )

    def test_rules_that_are_off_are_asked_for(self):
        self.assertEqual(
            self.found("--warn", "no-owner,no-budget", "main.mlstack"),
            [("warning", "MLS3140"), ("warning", "MLS3141"), ("warning", "MLS3105")],
        )

    def test_options_add_up(self):
        found = self.found("--warn", "no-owner", "--allow=prod-single-nat", "--warn", "no-budget",
                           "main.mlstack")
        self.assertEqual(found, [("warning", "MLS3140"), ("warning", "MLS3141")])

    def test_a_note_becomes_a_warning(self):
        self.write("main.mlstack", "stack demo {\n  clouds = [aws]\n  cluster {\n"
                   "    gpu a { type = l4 }\n    gpu b { type = l4 }\n  }\n}\n")
        self.assertEqual(self.found("main.mlstack"), [("note", "MLS3132")])
        self.assertEqual(
            self.found("--warn", "duplicate-gpu-pools", "main.mlstack"), [("warning", "MLS3132")]
        )

    def test_placeholders(self):
        self.write("main.mlstack", "stack demo {\n  clouds = [aws]\n"
                   "  owner = \"a@example.com\"\n  ingress { domain = \"ml.example\" }\n"
                   "  monitoring { alerts { email = \"b@notexample.com\" } }\n}\n")
        self.assertEqual(
            self.found("--warn", "placeholder-address", "main.mlstack"),
            [("warning", "MLS3142")] * 2,
        )

    def test_unknown_rules_and_two_levels_are_refused(self):
        error = self.mlstack("check", "--deny", "prod-single-nta", "main.mlstack", code=2).err
        self.assertIn("did you mean 'prod-single-nat'?", error)
        error = self.mlstack("check", "--deny", "no-owner", "--allow", "no-owner", "main.mlstack",
                             code=2).err
        self.assertIn("two levels", error)

    def test_a_denied_finding_writes_nothing(self):
        self.build("main.mlstack", "tree", "--deny", "prod-single-nat", code=1)
        self.assertFalse((self.folder / "tree").exists())
        self.build("main.mlstack", "tree", "--allow", "prod-single-nat")
        self.assertTrue((self.folder / "tree").exists())


class Configuration(LintTest):
    def test_the_nearest_file_above_counts(self):
        self.write("a/b/main.mlstack", STACK)
        self.write(CONFIG, "rules:\n  prod-single-nat: deny\n")
        self.assertEqual(self.found("a/b/main.mlstack", code=1), [("error", "MLS3105")])
        self.write(f"a/{CONFIG}", "rules: {prod-single-nat: allow}\n")
        self.assertEqual(self.found("a/b/main.mlstack"), [])
        self.assertEqual(self.found("main.mlstack", code=1), [("error", "MLS3105")])
        self.assertEqual(self.found(self.folder / "a/b/main.mlstack"), [])

    def test_each_file_has_its_own(self):
        self.write("a/main.mlstack", STACK.replace("demo", "other"))
        self.write(f"a/{CONFIG}", "rules: {prod-single-nat: allow}\n")
        found = REPORTED.findall(self.mlstack("check", "main.mlstack", "a/main.mlstack").err)
        self.assertEqual(found, [("main.mlstack", "warning", "MLS3105")])

    def test_the_top_of_a_repository_ends_the_search(self):
        self.write(CONFIG, "rules: {prod-single-nat: allow}\n")
        self.write("a/main.mlstack", STACK)
        self.assertEqual(self.found("a/main.mlstack"), [])
        self.write("a/.git/HEAD", "")
        self.assertEqual(self.found("a/main.mlstack"), [("warning", "MLS3105")])

    def test_the_command_line_wins(self):
        self.write(CONFIG, "rules: {prod-single-nat: deny, no-owner: warn}\n")
        self.assertEqual(
            self.found("--warn", "prod-single-nat", "main.mlstack"),
            [("warning", "MLS3140"), ("warning", "MLS3105")],
        )

    def test_standard_input_is_in_the_working_folder(self):
        self.write(CONFIG, "rules: {prod-single-nat: allow}\n")
        result = self.mlstack("check", "-", stdin=STACK.encode(), code=0)
        self.assertEqual(REPORTED.findall(result.err), [])

    def test_an_empty_file_sets_nothing(self):
        for text in ("", "rules:\n", "rules: {}\n", "# nothing\n"):
            self.write(CONFIG, text)
            self.assertEqual(self.found("main.mlstack"), [("warning", "MLS3105")])

    def test_mistakes_have_a_place_and_a_suggestion(self):
        for text, place, code, words in (
            ("rules:\n  prod-single-nta: warn\n", "2:3", "MLS3021", "'prod-single-nat'"),
            ("rules:\n  no-owner: error\n", "2:13", "MLS3022", "'allow', 'warn' or 'deny'"),
            ("rules:\n  no-owner: [warn]\n", "2:13", "MLS3022", "'no-owner'"),
            ("rulse:\n  no-owner: warn\n", "1:1", "MLS3020", "did you mean 'rules'?"),
            ("rules: [no-owner]\n", "1:8", "MLS3020", "expected a map"),
            ("- no-owner\n", "1:1", "MLS3020", "expected the key 'rules'"),
            ("rules: {\n", "2:1", "MLS6002", ""),
        ):
            with self.subTest(text):
                self.write(CONFIG, text)
                error = self.mlstack("check", "main.mlstack", code=1).err
                self.assertIn(f"{CONFIG}:{place}: error[{code}]", error)
                self.assertIn(words, error)

    def test_a_folder_of_that_name_is_said(self):
        (self.folder / CONFIG).mkdir()
        self.assertIn("it is a folder", self.mlstack("check", "main.mlstack", code=1).err)


class Support(LintTest):
    """A version is reported from 90 days before its end, counted from the day of the facts."""

    def test_the_first_day(self):
        shutil.copytree(ROOT / "stdlib", self.folder / "stdlib")
        table = self.folder / "stdlib/catalog/kubernetes.yaml"
        text = table.read_text()
        self.assertIn("as_of: 2026-11-24", text)
        self.write("main.mlstack", "stack demo { clouds = [aws], environments = [dev],"
                   " cluster { kubernetes = 1.35 } }\n")
        for end, expected in (("2027-02-22", []), ("2027-02-21", [("warning", "MLS3120")])):
            changed = text.replace('"1.35": {end: 2027-03-27', f'"1.35": {{end: {end}')
            self.assertNotEqual(changed, text)
            table.write_text(changed)
            self.assertEqual(self.found("--stdlib", "stdlib", "main.mlstack"), expected)


class Deprecated(LintTest):
    def test_a_field_says_what_to_use_instead(self):
        shutil.copytree(ROOT / "stdlib", self.folder / "stdlib")
        component = self.folder / "stdlib/components/network.yaml"
        text = component.read_text()
        self.assertIn("  nat:\n", text)
        component.write_text(text.replace("  nat:\n", "  nat:\n    deprecated: use `exits`\n"))
        result = self.mlstack("check", "--stdlib", "stdlib", "main.mlstack", code=0)
        self.assertIn("main.mlstack:4:13: warning[MLS3003]: 'nat' is deprecated", result.err)
        self.assertIn("use `exits`", result.err)

    def test_a_renamed_field_is_fixed(self):
        shutil.copytree(ROOT / "stdlib", self.folder / "stdlib")
        component = self.folder / "stdlib/components/network.yaml"
        old = "  exits:\n    doc: The ways out.\n    type: word\n    renamed_to: nat\n"
        component.write_text(component.read_text().replace("  nat:\n", old + "  nat:\n"))
        text = (self.folder / "main.mlstack").read_text()
        self.assertIn("nat =", text)
        self.write("main.mlstack", text.replace("nat =", "exits  =", 1))
        result = self.mlstack("check", "--stdlib", "stdlib", "main.mlstack", code=0)
        self.assertIn("main.mlstack:4:13: warning[MLS3003]: 'exits' is deprecated", result.err)
        self.assertIn("write 'nat'", result.err)
        resolved = self.mlstack("dump", "deployment", "--stdlib", "stdlib", "main.mlstack", code=0).out
        self.mlstack("check", "--fix", "--stdlib", "stdlib", "main.mlstack", code=0)
        self.assertEqual((self.folder / "main.mlstack").read_text(), text.replace("nat =", "nat  =", 1))
        self.assertEqual(self.mlstack("dump", "deployment", "--stdlib", "stdlib", "main.mlstack", code=0).out, resolved)
        self.write("main.mlstack", text.replace("nat =", "exits = none, nat =", 1))
        self.assertIn("'nat' is set twice", self.mlstack("check", "--stdlib", "stdlib", "main.mlstack", code=1).err)
        component.write_text(component.read_text().replace("renamed_to: nat", "renamed_to: ways"))
        self.assertIn("'exits' is renamed to 'ways', which is not a field of 'network'",
                      self.mlstack("check", "--stdlib", "stdlib", "main.mlstack", code=1).err)


class Examples(MlstackTest):
    def test_the_examples_have_no_warnings(self):
        result = self.mlstack("check", *EXAMPLES, code=0)
        self.assertNotIn("warning[", result.err)


if __name__ == "__main__":
    unittest.main()
