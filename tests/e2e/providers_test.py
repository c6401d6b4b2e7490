"""Real providers in place of the served ones: what terraform is told, and what it cannot have.

No test may reach a network. Verdicts by a real provider are in aws_provider_test.py.
"""
import os
import shutil
import subprocess
import unittest

from mlstack_test import MlstackTest, snapshot

NULL = 'terraform {\n  required_providers {\n    null = {\n      source = "hashicorp/null"\n    }\n  }\n}\n'

# A terraform that writes a lock file as the real one does, and says what it was given.
RECORDER = """#!/bin/sh
test "$1" = version && echo '{"terraform_version":"1.11.4","terraform_outdated":false}' && exit 0
root=${1#-chdir=}
if test "$2" = init; then
  cat "$root/.terraform.lock.hcl" >> "%(record)s/locks" 2> /dev/null
  echo chosen > "$root/.terraform.lock.hcl"
fi
echo "$@" >> "%(record)s/commands"
env | sort > "%(record)s/environment"
cat "$TF_CLI_CONFIG_FILE" > "%(record)s/configuration"
ls "$(dirname "$TF_CLI_CONFIG_FILE")/mirror/" > "%(record)s/mirror" 2> /dev/null
echo '{"valid":true}'
"""


class ProvidersTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.scratch = self.folder / "scratch"
        self.scratch.mkdir()
        self.addCleanup(lambda: self.assertEqual(os.listdir(self.scratch), []))
        os.environ["TMPDIR"] = str(self.scratch)
        self.addCleanup(os.environ.pop, "TMPDIR")

    def validate(self, *arguments, code=0, **options):
        """Judges the folder tree, in which nothing may change."""
        before = snapshot(self.folder / "tree")
        result = self.mlstack("validate", "tree", *arguments, code=code, **options)
        self.assertEqual(snapshot(self.folder / "tree"), before)
        return result


class Arguments(ProvidersTest):
    def setUp(self):
        super().setUp()
        self.write("tree/main.tf", NULL)

    def test_what_is_neither_a_word_nor_a_folder(self):
        result = self.validate("--providers", "registy", code=2)
        self.assertIn("--providers takes built-in, registry or a folder, and 'registy' is none",
                      result.err)
        self.assertIn("'tree/main.tf' is none",
                      self.validate("--providers", "tree/main.tf", code=2).err)

    def test_a_plan_would_need_an_account(self):
        for providers in ("registry", "tree"):
            result = self.validate("--plan", "--providers", providers, code=2)
            self.assertIn("--plan works with the built-in providers only", result.err)

    def test_real_providers_need_terraform(self):
        result = self.validate("--providers", "registry", code=3, path="/nowhere")
        self.assertIn("error[MLS5003]: neither 'terraform' nor 'tofu' is on PATH", result.err)

    def test_build_takes_them_too(self):
        self.write("demo.mlstack", "stack demo { clouds = [aws], environments = [dev] }\n")
        result = self.mlstack("build", "demo.mlstack", "--providers", "absent", code=2)
        self.assertIn("and 'absent' is none", result.err)
        self.assertFalse((self.folder / "terraform").exists())


class Surroundings(ProvidersTest):
    """By a terraform that only records."""

    def setUp(self):
        super().setUp()
        self.record = self.folder / "record"
        self.record.mkdir()
        program = self.write("bin/terraform", RECORDER % {"record": self.record})
        program.chmod(0o755)
        self.program = program

    def judge(self, *arguments, **options):
        self.record_of = {}
        result = self.validate("--terraform", self.program, *arguments, **options)
        for path in self.record.iterdir():
            self.record_of[path.name] = path.read_text()
            path.unlink()
        return result

    def test_built_in_providers_are_served_and_none_is_downloaded(self):
        self.write("tree/main.tf", 'variable "x" {}\n')
        # This one writes into the tree, which terraform itself does not with -lockfile=readonly.
        self.mlstack("validate", "tree", "--terraform", self.program, code=0)
        self.assertIn("-lockfile=readonly", (self.record / "commands").read_text())
        self.assertIn("TF_REATTACH_PROVIDERS={", (self.record / "environment").read_text())
        configuration = (self.record / "configuration").read_text()
        self.assertIn("filesystem_mirror", configuration)
        self.assertIn("services = {}", configuration)

    def test_registry(self):
        self.write("tree/main.tf", NULL)
        os.environ.update(HTTPS_PROXY="http://proxy:3128", AWS_SECRET_ACCESS_KEY="hush-hush")
        self.addCleanup(os.environ.pop, "HTTPS_PROXY")
        self.addCleanup(os.environ.pop, "AWS_SECRET_ACCESS_KEY")
        result = self.judge("--providers", "registry")
        self.assertIn("judged by terraform 1.11.4 with real providers", result.out)
        self.assertNotIn("provider_installation", self.record_of["configuration"])
        self.assertNotIn("services", self.record_of["configuration"])
        self.assertIn("plugin_cache_dir", self.record_of["configuration"])
        environment = self.record_of["environment"]
        self.assertNotIn("TF_REATTACH_PROVIDERS", environment)
        self.assertNotIn("hush-hush", environment)
        for line in ("HTTPS_PROXY=http://proxy:3128", "AWS_EC2_METADATA_DISABLED=true",
                     "ARM_USE_MSI=false", "GCE_METADATA_HOST=127.0.0.1:1"):
            self.assertIn(line + "\n", environment)

    def test_folder(self):
        self.write("tree/main.tf", NULL)
        self.write('a "mirror" of ${ours}/registry.terraform.io/readme', "")
        os.environ["HTTPS_PROXY"] = "http://proxy:3128"
        self.addCleanup(os.environ.pop, "HTTPS_PROXY")
        self.judge("--providers", 'a "mirror" of ${ours}')
        self.assertEqual(self.record_of["mirror"], "registry.terraform.io\n")
        self.assertIn("filesystem_mirror", self.record_of["configuration"])
        self.assertNotIn("direct", self.record_of["configuration"])
        self.assertIn("services = {}", self.record_of["configuration"])
        self.assertNotIn("TF_REATTACH_PROVIDERS", self.record_of["environment"])
        self.assertNotIn("HTTPS_PROXY", self.record_of["environment"])
        self.assertNotIn("-lockfile", self.record_of["commands"])

    def test_lock_files_are_heeded_and_stay_as_they_are(self):
        for name, text in (("dev", "one\n"), ("prod", "two\n"), ("test", "two\n")):
            self.write(f"tree/{name}/main.tf", NULL)
            self.write(f"tree/{name}/.terraform.lock.hcl", text)
        result = self.judge("--providers", "registry")
        # Equal texts with different locks are different roots.
        self.assertEqual(self.record_of["locks"], "one\ntwo\n")
        self.assertRegex(result.out, r"test +valid +same text as prod")
        self.assertRegex(result.out, r"prod +valid +terraform 1\.11\.4")


class Fetching(ProvidersTest):
    """By the real terraform, which cannot have what it asks for."""

    def setUp(self):
        super().setUp()
        self.need_terraform()
        # Whatever the machine, no connection gets further than this.
        os.environ["HTTPS_PROXY"] = "http://127.0.0.1:1"
        self.addCleanup(os.environ.pop, "HTTPS_PROXY")

    def expect_failure(self, providers, *words):
        result = self.validate("--providers", providers, code=3)
        self.assertEqual(result.err.count("error["), 1, result.err)
        self.assertRegex(result.err, r"error\[MLS5004\]: '(terraform|tofu) -chdir=tree\S* init' failed")
        for word in words:
            self.assertIn(word, result.err)
        self.assertEqual(result.out, "")

    def test_provider_that_no_registry_gives(self):
        for name in ("dev", "prod"):
            self.write(f"tree/{name}/main.tf", f"# {name}\n" + NULL)
        self.expect_failure("registry", "provider packages", "hashicorp/null", "proxyconnect")

    def test_provider_that_is_not_in_the_folder(self):
        self.write("tree/main.tf", NULL)
        (self.folder / "mirror").mkdir()
        self.expect_failure("mirror", "note: Error: Failed to query available provider packages",
                            "hashicorp/null was not found", "/mirror")

    def test_module_that_no_registry_gives(self):
        self.write("tree/main.tf", 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n')
        self.expect_failure("registry", 'note: 1: module "vpc" {')

    def test_modules_are_not_fetched_with_a_folder(self):
        self.write("tree/main.tf", 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n')
        (self.folder / "mirror").mkdir()
        result = self.validate("--providers", "mirror", code=1)
        self.assertIn("tree/main.tf:2:12: error[MLS5007]", result.err)

    def test_module_from_a_repository(self):
        if shutil.which("git") is None:
            self.skipTest("git is not on PATH")
        text = 'variable "name" {\n  type = string\n}\n\noutput "x" {\n  value = var.%s\n}\n'
        self.write("repository/main.tf", text % "name")
        self.write("tree/main.tf", 'module "net" {\n'
                   f'  source = "git::file://{self.folder}/repository"\n  name   = "x"\n}}\n')
        self.commit("repository")
        self.assertIn("1 of 1 roots valid", self.validate("--providers", "registry").out)
        self.write("repository/main.tf", text % "nam")
        self.commit("repository")
        result = self.validate("--providers", "registry", code=1)
        self.assertRegex(result.err, r"modules/net/main\.tf:6:11: error\[MLS5001\]")

    def test_a_mistake_in_the_configuration_is_no_failure(self):
        self.write("tree/main.tf", NULL + 'variable "x" {}\nvariable "x" {}\n')
        result = self.validate("--providers", "registry", code=1)
        self.assertIn("tree/main.tf:9:1: error[MLS5001]: Duplicate variable", result.err)
        self.assertIn("0 of 1 roots valid", result.out)

    def commit(self, folder):
        for command in (["init", "-q"], ["add", "."],
                        ["-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-qm", "x"]):
            subprocess.run(["git", *command], cwd=self.folder / folder, check=True)


if __name__ == "__main__":
    unittest.main()
