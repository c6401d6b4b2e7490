"""Input that is wrong, huge or hostile: one clear message, the right exit code, nothing written."""
import base64
import os
import resource
import signal
import subprocess
import tempfile
import time
import unittest

from mlstack_test import MlstackTest, snapshot, terraform, terraform_environment

GOOD = "stack demo { clouds = [aws] }\n"


def stack(body, clouds="aws"):
    return f"stack demo {{\n  clouds = [{clouds}]\n  environments = [dev]\n{body}\n}}\n"


class BadFiles(MlstackTest):
    def refuse(self, name, words, code=1, count=1):
        for verb in ("check", "build"):
            tree = self.folder / "tree"
            result = self.mlstack(verb, name, *(("-o", tree) if verb == "build" else ()), code=code)
            self.assertIn(words, result.err)
            self.assertEqual(result.err.count("error["), count, result.err)
            self.assertFalse(tree.exists())

    def test_missing_file(self):
        self.refuse("absent.mlstack", "there is no such file")

    def test_folder(self):
        self.refuse(".", "it is a folder")

    def test_fifo(self):
        os.mkfifo(self.folder / "pipe.mlstack")
        self.refuse("pipe.mlstack", "FIFO")

    def test_device(self):
        self.refuse("/dev/zero", "not a regular file")

    def test_hundred_megabytes(self):
        path = self.write("big.mlstack", b"")
        with open(path, "wb") as file:
            file.truncate(100 * 1024 * 1024)
        started = time.monotonic()
        self.refuse("big.mlstack", "larger than 16 MiB")
        self.assertLess(time.monotonic() - started, 10)

    def test_not_utf8(self):
        self.write("latin.mlstack", b"stack demo { clouds = [aws] owner = \"caf\xe9@example.com\" }\n")
        self.refuse("latin.mlstack", "UTF-8")

    def test_full_of_nul(self):
        self.write("nul.mlstack", b"\0" * 4096)
        self.refuse("nul.mlstack", "NUL")

    def test_empty_file(self):
        self.write("empty.mlstack", b"")
        self.refuse("empty.mlstack", "stack")

    def test_nesting_ten_thousand_deep(self):
        for name, text in {
            "blocks": "a { " * 10_000 + "} " * 10_000,
            "lists": "let x = " + "[" * 10_000 + "]" * 10_000,
            "maps": "let x = " + "{ a = " * 10_000 + "1" + " }" * 10_000,
        }.items():
            with self.subTest(name):
                self.write("deep.mlstack", text + "\n")
                self.refuse("deep.mlstack", "nested")

    def test_unclosed(self):
        for text in ("stack demo { clouds = [aws\n", 'stack demo { clouds = [aws], owner = "a\n}\n',
                     "stack demo {\n  clouds = [aws]\n"):
            with self.subTest(text):
                self.write("unclosed.mlstack", text)
                self.refuse("unclosed.mlstack", "closed")

    def test_import_cycle(self):
        self.write("a.mlstack", 'import "b.mlstack"\n' + GOOD)
        self.write("b.mlstack", 'import "a.mlstack"\n')
        self.refuse("a.mlstack", "import")

    def test_use_cycle(self):
        self.write("use.mlstack", "profile one { use two }\nprofile two { use one }\n" +
                   stack("  use one"))
        self.refuse("use.mlstack", "MLS1024")

    def test_a_broken_file_beside_a_good_one_writes_nothing(self):
        self.write("good.mlstack", GOOD)
        self.write("bad.mlstack", GOOD.replace("demo", "other").replace("clouds", "cloudz"))
        tree = self.folder / "tree"
        self.mlstack("build", "good.mlstack", "bad.mlstack", "-o", tree, code=1)
        self.assertFalse(tree.exists())


class Mistakes(MlstackTest):
    """The span of each: line and column of the token that is wrong."""

    def at(self, body, place, code, words=""):
        self.write("main.mlstack", stack(body))
        result = self.mlstack("check", "main.mlstack", code=1)
        self.assertIn(f"main.mlstack:{place}: error[{code}]", result.err)
        self.assertIn(words, result.err)
        self.assertEqual(result.err.count("error["), 1, result.err)

    def test_unknown_field(self):
        self.at("  cluster { sise = small }", "4:13", "MLS1002", "did you mean 'size'")

    def test_duplicate_field(self):
        self.at("  cluster { size = small, size = large }", "4:27", "MLS1003")

    def test_unknown_block(self):
        self.at("  clutser {}", "4:3", "MLS1001", "did you mean 'cluster'")

    def test_duplicate_block(self):
        self.at("  network {}\n  network {}", "5:3", "MLS1004")

    def test_duplicate_label(self):
        self.at("  storage a {}\n  storage a {}", "5:3", "MLS1004")

    def test_wrong_type(self):
        self.at("  cluster { disk = 3 }", "4:20", "MLS1006")

    def test_out_of_range(self):
        self.at("  network { zones = 4 }", "4:21", "MLS1008")


HOSTILE = [
    "${jsonencode(1)}",
    "$${var.x} $",
    "%{ if true }x%{ endif }",
    'quote " and backslash \\',
    "bidi \u202e reversed \u2066 isolated",
    "*/ # // <!-- --> `code` | pipe",
]


def escape(text):
    """The text as the inside of a string of the stack language."""
    out = []
    for character in text.replace("${", "$${"):
        if character in '"\\':
            out.append("\\" + character)
        elif character == "\n":
            out.append("\\n")
        elif character == "\t":
            out.append("\\t")
        elif ord(character) < 32 or ord(character) > 126:
            out.append(f"\\u{ord(character):04x}")
        else:
            out.append(character)
    return "".join(out)


class HostileStrings(MlstackTest):
    """Strings of the user reach Terraform as data, byte for byte."""

    def test_labels_are_data(self):
        """On Azure, the cloud whose tags hold anything."""
        self.need_terraform()
        for number, text in enumerate(HOSTILE):
            with self.subTest(text):
                self.write("main.mlstack",
                           stack(f'  labels = {{ note = "{escape(text)}" }}', clouds="azure"))
                tree = self.folder / f"tree-{number}"
                self.build("main.mlstack", tree)
                values = tree / "environments/dev/azure/terraform.tfvars"
                self.assertEqual(self.evaluate(values, 'var.labels["note"]'), text)

    def test_a_description_cannot_break_out(self):
        """Newlines and control characters too: in the README it is one paragraph of plain text."""
        text = 'first\n## heading\n```\n<script>alert(1)</script> ${x} \u202e \u0007'
        self.write("main.mlstack", stack(f'  description = "{escape(text)}"'))
        self.build("main.mlstack", "tree")
        readme = (self.folder / "tree/README.md").read_text()
        self.assertNotIn("\n## heading", readme)
        self.assertNotIn("<script>", readme)
        self.assertNotIn("\u202e", readme)

    def test_control_characters_in_labels_are_refused(self):
        self.write("main.mlstack", stack('  labels = { note = "a\\u0007" }'))
        result = self.mlstack("check", "main.mlstack", code=1)
        self.assertIn("MLS1009", result.err)

    def evaluate(self, values, expression):
        """What Terraform itself reads from a file of values."""
        folder = tempfile.mkdtemp(dir=self.folder)
        with open(os.path.join(folder, "main.tf"), "w") as file:
            file.write('variable "labels" { type = map(string) }\n'
                       f'output "read" {{ value = base64encode({expression}) }}\n')
        run = subprocess.run(
            [terraform(), "apply", "-auto-approve", "-no-color", f"-var-file={values}"], cwd=folder,
            capture_output=True, text=True, timeout=60, env=terraform_environment())
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        shown = subprocess.run([terraform(), "output", "-raw", "read"], cwd=folder,
                               capture_output=True, text=True, timeout=60,
                               env=terraform_environment())
        return base64.b64decode(shown.stdout).decode()


def disk_that_holds(limit):
    """In the child: no file may grow past `limit` bytes, and writing past it is an error."""

    def apply():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return apply


class OutputFolder(MlstackTest):
    def setUp(self):
        super().setUp()
        self.write("main.mlstack", stack("  storage models {}"))

    def test_parent_is_a_file(self):
        self.write("file", "mine")
        result = self.mlstack("build", "main.mlstack", "-o", "file/tree", code=3)
        self.assertEqual(result.err.count("error["), 1, result.err)
        self.assertEqual((self.folder / "file").read_text(), "mine")

    def test_is_a_file(self):
        self.write("tree", "mine")
        result = self.mlstack("build", "main.mlstack", "-o", "tree", code=3)
        self.assertIn("error[MLS4005]", result.err)
        self.assertEqual((self.folder / "tree").read_text(), "mine")

    def test_cannot_be_written(self):
        # The kernel's own folder: even root cannot make files there.
        result = self.mlstack("build", "main.mlstack", "-o", "/proc/mlstack", code=3)
        self.assertEqual(result.err.count("error["), 1, result.err)
        self.assertIn("error[MLS4007]", result.err)

    def test_full_disk(self):
        """No file may grow past a few bytes: writing fails as on a full disk, at any file."""
        for limit in (0, 700, 3000):
            with self.subTest(limit):
                tree = self.folder / f"full-{limit}"
                result = self.mlstack(
                    "build", "main.mlstack", "-o", tree, code=3,
                    preexec_fn=disk_that_holds(limit))
                self.assertEqual(result.err.count("error["), 1, result.err)
                self.assertFalse(tree.exists())

    def test_full_disk_leaves_an_older_tree_alone(self):
        tree = self.folder / "tree"
        self.build("main.mlstack", tree)
        before = snapshot(tree)
        self.write("main.mlstack", stack("  storage models {}\n  database metadata {}"))
        self.mlstack(
            "build", "main.mlstack", "-o", tree, code=3,
            preexec_fn=disk_that_holds(1000))
        self.assertEqual(snapshot(tree), before)


if __name__ == "__main__":
    unittest.main()
