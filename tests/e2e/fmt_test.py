"""mlstack fmt and mlstack diff: which files are written, how, and what is said."""
import os
import subprocess
import unittest

from mlstack_test import MlstackTest, snapshot
from bad_input_test import disk_that_holds

MESSY = "stack demo {\n clouds=[aws]   # where\n\n\n}\n"
TIDY = "stack demo {\n  clouds = [aws]  # where\n}\n"
BROKEN = "stack demo {\n clouds = [aws\n}\n"


class Fmt(MlstackTest):
    def test_rewrites_what_differs_and_nothing_else(self):
        messy = self.write("messy.mlstack", MESSY)
        tidy = self.write("tidy.mlstack", TIDY)
        before = tidy.stat()
        result = self.mlstack("fmt", messy, tidy, code=0)
        self.assertEqual(messy.read_text(), TIDY)
        self.assertEqual((tidy.stat().st_ino, tidy.stat().st_mtime_ns),
                         (before.st_ino, before.st_mtime_ns))
        self.assertEqual(result.err, f"formatted {messy}\n")
        self.assertEqual(result.out, "")

    def test_keeps_permissions_and_leaves_nothing_beside(self):
        messy = self.write("messy.mlstack", MESSY)
        messy.chmod(0o640)
        self.mlstack("fmt", messy, code=0)
        self.assertEqual(messy.stat().st_mode & 0o777, 0o640)
        self.assertEqual(os.listdir(self.folder), ["messy.mlstack"])

    def test_link_is_followed(self):
        target = self.write("real/messy.mlstack", MESSY)
        link = self.folder / "link.mlstack"
        link.symlink_to(target)
        self.mlstack("fmt", link, code=0)
        self.assertTrue(link.is_symlink())
        self.assertEqual(target.read_text(), TIDY)

    def test_read_only_file_is_left_alone(self):
        messy = self.write("messy.mlstack", MESSY)
        messy.chmod(0o444)
        result = self.mlstack("fmt", messy, code=3)
        self.assertIn("MLS4007", result.err)
        self.assertEqual(messy.read_text(), MESSY)

    def test_full_disk_leaves_the_file_as_it_was(self):
        messy = self.write("messy.mlstack", MESSY)
        for limit in (0, 10):
            with self.subTest(limit):
                result = self.mlstack("fmt", messy, code=3, preexec_fn=disk_that_holds(limit))
                self.assertIn("MLS4007", result.err)
                self.assertEqual(messy.read_text(), MESSY)
                self.assertEqual(os.listdir(self.folder), ["messy.mlstack"])

    def test_syntax_errors_leave_only_that_file(self):
        broken = self.write("broken.mlstack", BROKEN)
        messy = self.write("messy.mlstack", MESSY)
        result = self.mlstack("fmt", broken, messy, code=1)
        self.assertIn("MLS0007", result.err)
        self.assertIn(f"'{broken}' has syntax errors and was left as it is", result.err)
        self.assertEqual(broken.read_text(), BROKEN)
        self.assertEqual(messy.read_text(), TIDY)

    def test_folder_stands_for_the_stack_files_below_it(self):
        messy = self.write("stacks/deep/messy.mlstack", MESSY)
        other = self.write("stacks/messy.txt", MESSY)
        hidden = self.write("stacks/.hidden/messy.mlstack", MESSY)
        self.mlstack("fmt", "stacks", code=0)
        self.assertEqual(messy.read_text(), TIDY)
        self.assertEqual(other.read_text(), MESSY)
        self.assertEqual(hidden.read_text(), MESSY)

    def test_standard_input_to_standard_output(self):
        result = self.mlstack("fmt", "-", stdin=MESSY.encode(), code=0)
        self.assertEqual(result.out, TIDY)
        self.assertEqual(self.mlstack("fmt", "-", stdin=TIDY.encode(), code=0).out, TIDY)
        broken = self.mlstack("fmt", "-", stdin=BROKEN.encode(), code=1)
        self.assertEqual(broken.out, "")

    def test_check_lists_and_writes_nothing(self):
        self.write("messy.mlstack", MESSY)
        self.write("tidy.mlstack", TIDY)
        before = snapshot(self.folder)
        result = self.mlstack("fmt", "--check", "messy.mlstack", "tidy.mlstack", code=1)
        self.assertEqual(result.out, "messy.mlstack\n")
        self.assertEqual(self.mlstack("fmt", "--check", "tidy.mlstack", code=0).out, "")
        self.assertEqual(snapshot(self.folder), before)

    def test_diff_is_one_that_patch_would_take(self):
        messy = self.write("messy.mlstack", MESSY)
        result = self.mlstack("fmt", "--diff", "messy.mlstack", code=1)
        self.assertEqual(result.out, "--- messy.mlstack\n+++ messy.mlstack\n@@ -1,5 +1,3 @@\n"
                                     " stack demo {\n- clouds=[aws]   # where\n-\n-\n"
                                     "+  clouds = [aws]  # where\n }\n")
        self.assertEqual(messy.read_text(), MESSY)

    def test_line_ends_and_byte_order_mark_are_normalised(self):
        windows = self.write("windows.mlstack", b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode())
        self.mlstack("fmt", windows, code=0)
        self.assertEqual(windows.read_bytes(), TIDY.encode())

    def test_absent_file_and_no_file(self):
        self.assertIn("MLS4001", self.mlstack("fmt", "absent.mlstack", code=1).err)
        self.mlstack("fmt", code=2)


class Diff(MlstackTest):
    STACK = "stack demo {\n  clouds = [aws]\n  owner = \"a@example.com\"\n%s}\n"

    def setUp(self):
        super().setUp()
        self.write("main.mlstack", self.STACK % "")

    def test_new_tree_is_all_additions_and_is_not_written(self):
        result = self.mlstack("diff", "main.mlstack", "-o", "tree", code=1)
        self.assertIn("--- /dev/null\n+++ tree/README.md\n@@ -0,0 +1,", result.out)
        self.assertFalse((self.folder / "tree").exists())

    def test_equal_tree_is_silent(self):
        self.build("main.mlstack", "tree")
        self.assertEqual(self.mlstack("diff", "main.mlstack", "-o", "tree", code=0).out, "")

    def test_patch_makes_the_same_tree(self):
        self.build("main.mlstack", "tree")
        self.write("main.mlstack", self.STACK % "  storage models {}\n  network { zones = 2 }\n")
        result = self.mlstack("build", "--diff", "main.mlstack", "-o", "tree", code=1)
        try:
            subprocess.run(["patch", "-s", "-p0"], cwd=self.folder, input=result.stdout, check=True)
        except FileNotFoundError:
            self.skipTest("patch is not on PATH")
        self.build("main.mlstack", "other")
        patched = {path: entry[0] for path, entry in snapshot(self.folder / "tree").items()}
        built = {path: entry[0] for path, entry in snapshot(self.folder / "other").items()}
        for files in (patched, built):
            del files[".mlstack/manifest.json"]
        self.assertEqual(patched, built)

    def test_removed_file(self):
        self.write("main.mlstack", self.STACK % "  storage models {}\n")
        self.build("main.mlstack", "tree")
        self.write("main.mlstack", self.STACK % "")
        result = self.mlstack("diff", "main.mlstack", "-o", "tree", code=1)
        self.assertIn("--- tree/modules/storage/aws/main.tf\n+++ /dev/null\n", result.out)


if __name__ == "__main__":
    unittest.main()
