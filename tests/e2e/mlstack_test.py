"""What the end-to-end tests share: running the compiler in a folder of its own."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("MLSTACK_BINARY", str(ROOT / "build/asan/mlstack"))
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*/*.mlstack"))
CLOUDS = ("aws", "gcp", "azure")
SANITIZER_MARKS = ("AddressSanitizer", "LeakSanitizer", "runtime error:")


def example(name):
    return ROOT / "examples" / name / f"{name}.mlstack"


def terraform():
    return shutil.which("terraform")


def terraform_environment():
    """Nothing of the user's own configuration, whose warnings would be read as terraform's answer."""
    return dict(os.environ, TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1")


def snapshot(folder):
    """Every file below a folder with the hash of its bytes and its time of change."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class MlstackTest(unittest.TestCase):
    """A test with a folder of its own and no sanitizer report in any run."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mlstack-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text)
        return path

    def mlstack(self, *arguments, code=None, stdin=None, path=None, timeout=300, **options):
        """Runs the compiler; `code` is the exit code that is expected."""
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        environment.pop("NO_COLOR", None)
        if path is not None:
            environment["PATH"] = path
        result = subprocess.run(
            [BINARY, *map(str, arguments)],
            cwd=self.folder,
            env=environment,
            input=stdin if stdin is not None else b"",
            capture_output=True,
            timeout=timeout,
            **options,
        )
        result.out = result.stdout.decode(errors="replace")
        result.err = result.stderr.decode(errors="replace")
        for mark in SANITIZER_MARKS:
            self.assertNotIn(mark, result.err)
        if code is not None:
            self.assertEqual(result.returncode, code, result.out + result.err)
        return result

    def need_terraform(self):
        if terraform() is None:
            if os.environ.get("MLSTACK_REQUIRE_TERRAFORM") == "1":
                self.fail("terraform is not on PATH, and MLSTACK_REQUIRE_TERRAFORM is set")
            self.skipTest("terraform is not on PATH")

    def build(self, stack, tree, *arguments, code=0):
        return self.mlstack("build", "--no-validate", stack, "-o", tree, *arguments, code=code)
