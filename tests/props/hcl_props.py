"""Escaping and formatting, judged by the real terraform.

The inputs are random but the same in every run; hcl_samples.c makes them.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unicodedata
import unittest

SAMPLES = os.environ["MLSTACK_HCL_SAMPLES"]
CORPUS = sorted((pathlib.Path(__file__).parent / "format").glob("*.tf"))
STRING_SEEDS = range(1, 6)
STRINGS = 2000
LAST_TREE = 12
DISTURBED_COPIES = 8
TERRAFORM = shutil.which("terraform")
ENVIRONMENT = dict(os.environ, TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1")


def run(*command, folder=None, code=0):
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    if code is not None and done.returncode != code:
        raise AssertionError(f"{command} gave {done.returncode}:\n{done.stdout}{done.stderr}")
    return done


def disturb(text, chance):
    """Other white space of the same meaning: indentation, runs of blanks, blanks at line ends."""
    lines = []
    for line in text.splitlines():
        if not line.strip():
            lines.append(line)
            continue
        body = line.strip()
        if "${" not in body and "#" not in body and "//" not in body:
            pieces = body.split('"')
            pieces[::2] = [
                "".join(" " * chance.randint(1, 3) if c == " " else c for c in piece)
                for piece in pieces[::2]
            ]
            body = '"'.join(pieces) if '\\"' not in body else body
        lines.append(" " * chance.randint(0, 5) + body)
    return "\n".join(lines) + "\n"


@unittest.skipUnless(TERRAFORM, "terraform is not on PATH")
class HclProperties(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mlstack-props-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def test_escaped_strings_come_back_from_terraform(self):
        for seed in STRING_SEEDS:
            folder = self.folder / str(seed)
            run(SAMPLES, "strings", str(seed), str(STRINGS), str(folder))
            run(TERRAFORM, "apply", "-auto-approve", "-no-color", folder=folder)
            found = json.loads(run(TERRAFORM, "output", "-json", "strings", folder=folder).stdout)
            wanted = json.loads((folder / "expected.json").read_text())
            # Terraform normalises every string.
            wanted = [unicodedata.normalize("NFC", text) for text in wanted]
            self.assertEqual(len(found), STRINGS)
            for pair in zip(found, wanted):
                self.assertEqual(*pair)

    def test_rendered_templates_are_formatted(self):
        run(SAMPLES, "trees", "0", str(LAST_TREE), str(self.folder))
        done = run(TERRAFORM, "fmt", "-check", "-recursive", "-diff", "-no-color", folder=self.folder, code=None)
        self.assertEqual(done.returncode, 0, done.stdout[:4000] + done.stderr[:4000])

    def assert_formatted_alike(self, texts):
        """Formats copies of the texts with both, and compares the bytes."""
        theirs = self.folder / "theirs"
        ours = self.folder / "ours"
        for name, text in texts.items():
            for top in (theirs, ours):
                (top / name).parent.mkdir(parents=True, exist_ok=True)
            (theirs / name).write_bytes(text)
            (self.folder / "input").write_bytes(text)
            run(SAMPLES, "format", str(self.folder / "input"), str(ours / name))
        run(TERRAFORM, "fmt", "-recursive", "-no-color", folder=theirs)
        for name in texts:
            with self.subTest(name):
                self.assertEqual((ours / name).read_text(), (theirs / name).read_text())

    def test_the_corpus_is_formatted_as_terraform_does(self):
        self.assertTrue(CORPUS)
        texts = {path.name: path.read_bytes() for path in CORPUS}
        for path in CORPUS:
            crlf = path.read_bytes().replace(b"\n", b"\r\n")
            texts[f"crlf_{path.name}"] = crlf
            texts[f"cut_{path.name}"] = path.read_bytes().rstrip(b"\n")
        self.assert_formatted_alike(texts)

    def test_disturbed_templates_are_formatted_as_terraform_does(self):
        run(SAMPLES, "trees", "0", "1", str(self.folder / "trees"))
        chance = random.Random(7)
        paths = sorted((self.folder / "trees").rglob("*.tf"))
        texts = {}
        for copy in range(DISTURBED_COPIES):
            for path in chance.sample(paths, 10):
                name = f"{copy}/{len(texts)}_{path.name}"
                texts[name] = disturb(path.read_text(), chance).encode()
        self.assert_formatted_alike(texts)


if __name__ == "__main__":
    unittest.main()
