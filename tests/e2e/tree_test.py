"""The output folder: what is written, what is left alone, what a crash leaves behind."""
import json
import signal
import subprocess
import time
import unittest

from mlstack_test import BINARY, MlstackTest, example, snapshot

STACK = """stack demo {
  clouds = [aws, gcp]
  environments = [dev]
  owner = "team@example.com"
  storage models {}
%s
}
"""


class Ownership(MlstackTest):
    def setUp(self):
        super().setUp()
        self.write("main.mlstack", STACK % "  cache hot {}")
        self.tree = self.folder / "tree"
        self.build("main.mlstack", self.tree)

    def test_second_build_touches_nothing(self):
        before = snapshot(self.tree)
        result = self.build("main.mlstack", self.tree)
        self.assertEqual(snapshot(self.tree), before)
        self.assertIn("up to date", result.err)

    def test_a_manifest_without_the_name_of_the_stack_file_gets_it(self):
        path = self.tree / ".mlstack/manifest.json"
        text = path.read_text()
        manifest = json.loads(text)
        self.assertEqual(manifest.pop("file"), "main.mlstack")
        path.write_text(json.dumps(manifest))
        self.build("main.mlstack", self.tree)
        self.assertEqual(path.read_text(), text)

    def test_same_bytes_from_any_folder(self):
        self.build("main.mlstack", self.folder / "elsewhere/deep/tree")
        first = {path: entry[0] for path, entry in snapshot(self.tree).items()}
        second = {path: entry[0]
                  for path, entry in snapshot(self.folder / "elsewhere/deep/tree").items()}
        self.assertEqual(first, second)

    def test_same_bytes_for_any_number_of_jobs(self):
        for jobs in (1, 2, 7):
            tree = self.folder / f"jobs-{jobs}"
            self.build(example("fraud-serving"), tree, "--jobs", jobs)
            hashes = {path: entry[0] for path, entry in snapshot(tree).items()}
            first = hashes if jobs == 1 else first
            self.assertEqual(hashes, first)

    def test_only_what_differs_is_written(self):
        before = snapshot(self.tree)
        self.write("main.mlstack", STACK.replace("models {}", "models { versioning = false }") %
                   "  cache hot {}")
        self.build("main.mlstack", self.tree)
        after = snapshot(self.tree)
        changed = {path for path in after if before.get(path) != after[path]}
        self.assertEqual(changed - {"README.md"},
                         {".mlstack/manifest.json", "environments/dev/aws/terraform.tfvars",
                          "environments/dev/gcp/terraform.tfvars"})

    def test_manifest_lists_every_file(self):
        manifest = json.loads((self.tree / ".mlstack/manifest.json").read_text())
        files = snapshot(self.tree)
        del files[".mlstack/manifest.json"]
        self.assertEqual(manifest["files"], {path: entry[0] for path, entry in files.items()})

    def test_users_files_are_kept(self):
        mine = self.tree / "environments/dev/aws/extra_override.tf"
        mine.write_text("# mine\n")
        self.write("main.mlstack", STACK % "")
        self.build("main.mlstack", self.tree)
        self.assertEqual(mine.read_text(), "# mine\n")
        self.assertFalse((self.tree / "modules/cache").exists())

    def test_edited_file_stops_the_build(self):
        edited = self.tree / "modules/storage/aws/main.tf"
        edited.write_text(edited.read_text() + "# edited\n")
        before = snapshot(self.tree)
        self.write("main.mlstack", STACK % "")
        result = self.mlstack("build", "main.mlstack", "-o", self.tree, code=1)
        self.assertIn("MLS4003", result.err)
        self.assertIn("modules/storage/aws/main.tf", result.err)
        self.assertIn("_override.tf", result.err)
        self.assertEqual(snapshot(self.tree), before)

    def test_foreign_file_is_never_overwritten(self):
        other = self.folder / "other"
        (other / "environments/dev/aws").mkdir(parents=True)
        (other / "environments/dev/aws/main.tf").write_text("# not ours\n")
        result = self.mlstack("build", "main.mlstack", "-o", other, code=1)
        self.assertIn("MLS4002", result.err)
        self.assertEqual(list(snapshot(other)), ["environments/dev/aws/main.tf"])

    def test_links_are_not_followed(self):
        outside = self.folder / "outside"
        outside.mkdir()
        other = self.folder / "other"
        other.mkdir()
        (other / "modules").symlink_to(outside)
        self.mlstack("build", "main.mlstack", "-o", other, code=1)
        self.assertEqual(list(outside.iterdir()), [])

    def test_another_stacks_folder(self):
        self.write("two.mlstack", (STACK % "").replace("stack demo", "stack two"))
        result = self.mlstack("build", "two.mlstack", "-o", self.tree, code=1)
        self.assertIn("MLS4006", result.err)

    def test_two_stacks_get_a_folder_each(self):
        self.write("two.mlstack", (STACK % "").replace("stack demo", "stack two"))
        self.mlstack("build", "--no-validate", "main.mlstack", "two.mlstack", "-o", "both", code=0)
        self.assertTrue((self.folder / "both/demo/environments").is_dir())
        self.assertTrue((self.folder / "both/two/environments").is_dir())

    def test_check_says_what_is_out_of_date(self):
        self.mlstack("build", "--check", "main.mlstack", "-o", self.tree, code=0)
        self.write("main.mlstack", STACK % "")
        before = snapshot(self.tree)
        result = self.mlstack("build", "--check", "main.mlstack", "-o", self.tree, code=1)
        self.assertIn("remove", result.out)
        self.assertEqual(snapshot(self.tree), before)

    def test_broken_manifest_is_an_error(self):
        (self.tree / ".mlstack/manifest.json").write_text("{")
        result = self.mlstack("build", "main.mlstack", "-o", self.tree, code=1)
        self.assertIn("MLS4004", result.err)


class Crash(MlstackTest):
    def test_killed_at_any_moment_the_next_run_finishes(self):
        """Kills the compiler at growing delays; each time the next run must end in the full tree."""
        stack = example("fraud-serving")
        self.build(stack, self.folder / "whole")
        whole = {path: entry[0] for path, entry in snapshot(self.folder / "whole").items()}
        delay = 0.0
        for attempt in range(40):
            tree = self.folder / f"tree-{attempt}"
            process = subprocess.Popen(
                [BINARY, "build", "--no-validate", str(stack), "-o", str(tree)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            finished = process.poll() is not None
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.build(stack, tree)
            after = {path: entry[0] for path, entry in snapshot(tree).items()}
            self.assertEqual(after, whole)
            if finished:
                return
            delay += 0.004


if __name__ == "__main__":
    unittest.main()
