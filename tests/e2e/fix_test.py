"""mlstack check --fix: what is mended, what is left, and that a file never gets worse."""
import os
import unittest

from mlstack_test import MlstackTest, snapshot
from bad_input_test import disk_that_holds

STACK = """stack demo {
  clouds      = [aws, gcp]
  owner       = "team@example.com"
  description = "for tests"
%s
}
"""


class Fixes(MlstackTest):
    def fix(self, text, code=0):
        """The text after --fix, and what was said."""
        path = self.write("main.mlstack", text)
        result = self.mlstack("check", "--fix", "main.mlstack", code=code)
        return path.read_text(), result

    def assert_fixed(self, wrong, right):
        text, result = self.fix(STACK % wrong)
        self.assertEqual(text, STACK % right)
        self.assertIn("fixed ", result.err)
        self.assertNotIn("error[", result.err)

    def assert_left(self, wrong):
        text, result = self.fix(STACK % wrong, code=1)
        self.assertEqual(text, STACK % wrong)
        self.assertNotIn("fixed ", result.err)

    def test_misspelt_field(self):
        self.assert_fixed("  regionn = us-east", "  region = us-east")

    def test_misspelt_block(self):
        self.assert_fixed("  databse x {}", "  database x {}")

    def test_misspelt_word(self):
        self.assert_fixed("  cluster { size = smal }", "  cluster { size = small }")

    def test_misspelt_environment(self):
        self.assert_fixed("  environment stagng {}", "  environment staging {}")

    def test_misspelt_reference_in_a_string(self):
        wrong = 'let domain = "a.example.com"\n' + STACK % '  labels = { d = "${let.domian}" }'
        self.assertEqual(self.fix(wrong)[0], wrong.replace("domian", "domain"))

    def test_misspelt_profile(self):
        wrong = "profile hardened {}\n" + STACK % "  use hardend"
        self.assertEqual(self.fix(wrong)[0], wrong.replace("hardend", "hardened"))

    def test_names_that_could_be_several_are_left(self):
        self.assert_left("  cluster {\n    gpu { type = a100-60gb }\n  }")

    def test_digits_are_no_misspelling(self):
        self.assert_left("  cluster {\n    gpu { type = l50s }\n  }")

    def test_unit(self):
        self.assert_fixed("  cluster { disk = 200GB }", "  cluster { disk = 200GiB }")

    def test_unit_behind_a_space(self):
        self.assert_fixed("  cluster { disk = 200 GiB }", "  cluster { disk = 200GiB }")

    def test_missing_equals(self):
        self.assert_fixed("  network { zones 2 }", "  network { zones = 2 }")

    def test_other_signs_for_equals(self):
        for sign in (":", "==", ":=", "=>"):
            with self.subTest(sign):
                self.assert_fixed(f"  generation {sign} 2", "  generation = 2")

    def test_single_quotes(self):
        self.assert_fixed("  labels = { a = 'b' }", '  labels = { a = "b" }')

    def test_single_quotes_around_what_would_become_a_reference_are_left(self):
        self.assert_left("  labels = { a = '${stack.name}' }")

    def test_quotes_around_a_word(self):
        self.assert_fixed('  cluster { size = "small" }', "  cluster { size = small }")

    def test_quotes_around_what_is_no_word_are_left(self):
        self.assert_left('  cluster { size = "small }" }')

    def test_missing_separator(self):
        self.assert_fixed("  cluster { size = small disk = 200GiB }",
                          "  cluster { size = small, disk = 200GiB }")

    def test_semicolon(self):
        self.assert_fixed("  generation = 2;", "  generation = 2,")

    def test_unused_let_and_what_only_it_used(self):
        used = STACK % ""
        text, _ = self.fix('let a = "x"\nlet b = "${let.a}"\n' + used)
        self.assertEqual(text, used)

    def test_unused_profile(self):
        used = STACK % ""
        text, _ = self.fix("profile nobody {\n  cluster { size = small }\n}\n" + used)
        self.assertEqual(text, used)

    def test_unused_let_with_a_comment_beside_it_is_left(self):
        text = "let a = 1  # why\n" + STACK % ""
        self.assertEqual(self.fix(text)[0], text)

    def test_mistakes_behind_mistakes(self):
        text, result = self.fix(STACK % "  regionn: us-wset\n  cluster { sise = smal disk = 9GB }",
                                code=1)
        self.assertEqual(text,
                         STACK % "  region= us-west\n  cluster { size = small, disk = 9GiB }")
        self.assertIn("fixed 7 mistakes in main.mlstack", result.err)
        self.assertIn("MLS1008", result.err)

    def test_mistakes_of_meaning_beside_one_of_syntax_that_cannot_be_mended(self):
        text, result = self.fix(STACK % "  regionn = us-wset\n  network { zones = }", code=1)
        self.assertEqual(text, STACK % "  region = us-west\n  network { zones = }")
        self.assertIn("fixed 2 mistakes in main.mlstack", result.err)
        self.assertIn("MLS0002", result.err)

    def test_more_mistakes_than_are_shown_at_a_time(self):
        lines = 45
        wrong = "\n".join(f"  storage s{i} {{ expire: 30d }}" for i in range(lines))
        text, result = self.fix(STACK % wrong)
        self.assertEqual(text, STACK % wrong.replace("expire: ", "expire= "))
        self.assertIn(f"fixed {lines} mistakes", result.err)


class Files(MlstackTest):
    WRONG = STACK % "  generation: 2"
    RIGHT = STACK % "  generation= 2"

    def test_nothing_to_fix_touches_nothing(self):
        self.write("main.mlstack", STACK % "")
        before = snapshot(self.folder)
        self.mlstack("check", "--fix", "main.mlstack", code=0)
        self.assertEqual(snapshot(self.folder), before)

    def test_without_the_option_nothing_is_written(self):
        path = self.write("main.mlstack", self.WRONG)
        self.mlstack("check", "main.mlstack", code=1)
        self.assertEqual(path.read_text(), self.WRONG)

    def test_imported_files_are_not_touched(self):
        imported = self.write("base.mlstack", "profile base { cluster { sise = small } }\n")
        path = self.write("main.mlstack", 'import "base.mlstack"\n' + STACK % "  use base\n  generatoin = 2")
        result = self.mlstack("check", "--fix", "main.mlstack", code=1)
        self.assertIn("sise", imported.read_text())
        self.assertIn("generation = 2", path.read_text())
        self.assertIn("base.mlstack:1:", result.err)

    def test_import_of_a_file_that_is_given_too_sees_it_fixed(self):
        imported = self.write("base.mlstack", "profile base { cluster { sise = small } }\n")
        self.write("main.mlstack", 'import "base.mlstack"\n' + STACK % "  use base")
        self.mlstack("check", "--fix", "main.mlstack", "base.mlstack", code=0)
        self.assertIn("size = small", imported.read_text())

    def test_line_ends_are_kept(self):
        path = self.write("main.mlstack", self.WRONG.replace("\n", "\r\n").encode())
        self.mlstack("check", "--fix", "main.mlstack", code=0)
        self.assertEqual(path.read_bytes(), self.RIGHT.replace("\n", "\r\n").encode())

    def test_byte_order_mark_is_kept(self):
        path = self.write("main.mlstack", b"\xef\xbb\xbf" + self.WRONG.encode())
        self.mlstack("check", "--fix", "main.mlstack", code=0)
        self.assertEqual(path.read_bytes(), b"\xef\xbb\xbf" + self.RIGHT.encode())

    def test_link_is_followed(self):
        target = self.write("real.mlstack", self.WRONG)
        link = self.folder / "link.mlstack"
        link.symlink_to(target)
        self.mlstack("check", "--fix", "link.mlstack", code=0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_text(), self.RIGHT)

    def test_read_only_file_and_full_disk(self):
        path = self.write("main.mlstack", self.WRONG)
        result = self.mlstack("check", "--fix", "main.mlstack", code=3,
                              preexec_fn=disk_that_holds(10))
        self.assertIn("MLS4007", result.err)
        path.chmod(0o444)
        self.assertIn("MLS4007", self.mlstack("check", "--fix", "main.mlstack", code=3).err)
        self.assertEqual(path.read_text(), self.WRONG)
        self.assertEqual(os.listdir(self.folder), ["main.mlstack"])

    def test_standard_input_cannot_be_fixed(self):
        self.mlstack("check", "--fix", "-", stdin=self.WRONG.encode(), code=2)

    def test_absent_file_is_reported_once(self):
        result = self.mlstack("check", "--fix", "absent.mlstack", code=1)
        self.assertEqual(result.err.count("error["), 1, result.err)


if __name__ == "__main__":
    unittest.main()
