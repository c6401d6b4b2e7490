"""Verdicts on trees written by hand: terraform's own judgement, offline, and the lesser check."""
import glob
import os
import shutil
import signal
import stat
import subprocess
import time
import unittest

from mlstack_test import BINARY, MlstackTest, snapshot, terraform

VERSIONS = {"aws": "~> 6.47", "google": "~> 8.0", "azurerm": "~> 5.2", "helm": "~> 3.1",
            "kubernetes": "~> 3.1", "random": "~> 3.9", "tls": "~> 4.2"}


def requires(*providers):
    """A terraform block that asks for the providers."""
    lines = [f'    {name} = {{\n      source  = "hashicorp/{name}"\n      version = "{version}"\n    }}'
             for name, version in VERSIONS.items() if name in providers]
    return "terraform {\n  required_providers {\n" + "\n".join(lines) + "\n  }\n}\n\n"


# What is right, and a wrong line in it with what terraform says of it.
CASES = {
    "aws": (
        'resource "aws_s3_bucket" "models" {\n  bucket = "models"\n}\n',
        ("bucket =", "bukket ="),
        'main.tf:11:3', 'An argument named "bukket" is not expected here. Did you mean "bucket"?',
    ),
    "google": (
        'resource "google_storage_bucket" "models" {\n  name     = "models"\n  location = "EU"\n}\n',
        ('location = "EU"', 'lokation = "EU"'),
        'main.tf:12:3', 'An argument named "lokation" is not expected here.',
    ),
    "azurerm": (
        'provider "azurerm" {\n  features {}\n}\n\n'
        'resource "azurerm_resource_group" "main" {\n  name     = "main"\n'
        '  location = "westeurope"\n}\n',
        ("location =", "locaton ="),
        'main.tf:16:3', 'An argument named "locaton" is not expected here. Did you mean "location"?',
    ),
    "helm": (
        'resource "helm_release" "gateway" {\n  name  = "gateway"\n  chart = "gateway"\n'
        '  set   = [{ name = "replicas", value = "2" }]\n}\n',
        ("set   = [{", "set   = [1, {"),
        'main.tf:13:11', "Incorrect attribute value type",
    ),
    "kubernetes": (
        'resource "kubernetes_namespace_v1" "serving" {\n  metadata {\n    name = "serving"\n  }\n}\n',
        ("metadata {", "metadatta {"),
        'main.tf:11:3', 'Blocks of type "metadatta" are not expected here. Did you mean "metadata"?',
    ),
}


def version_of(number):
    """The part of a terraform script that tells a version."""
    answer = f'{{"terraform_version":"{number}","terraform_outdated":false}}'
    return f"test \"$1\" = version && echo '{answer}' && exit 0\n"


VERSION = version_of("1.11.4")
JUDGED = r"judged by (terraform|tofu) 1\."


class ValidateTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()
        self.scratch = self.folder / "scratch"
        self.scratch.mkdir()
        # Ends the test when something is left there.
        self.addCleanup(lambda: self.assertEqual(os.listdir(self.scratch), []))
        os.environ["TMPDIR"] = str(self.scratch)
        self.addCleanup(os.environ.pop, "TMPDIR")

    def validate(self, tree="tree", *arguments, code=0, **options):
        return self.mlstack("validate", tree, *arguments, code=code, **options)

    def fake_terraform(self, script):
        """A PATH on which terraform is a shell script."""
        program = self.write("bin/terraform", "#!/bin/sh\n" + script)
        program.chmod(0o755)
        return f"{program.parent}:/usr/bin:/bin"


class Verdicts(ValidateTest):
    def test_right_configurations_of_every_provider(self):
        for provider, (text, _, _, _) in CASES.items():
            self.write(f"tree/{provider}/main.tf", requires(provider) + text)
        result = self.validate()
        self.assertIn(f"{len(CASES)} of {len(CASES)} roots valid", result.out)
        self.assertRegex(result.out, JUDGED)

    def test_what_a_provider_refuses_by_its_schema(self):
        read_only, required = "Read-only argument: '{}' is decided by", "Required argument without a value: '{}' must have"
        text = (requires("aws") +
                'resource "aws_eks_cluster" "x" {\n'
                '  name     = "x"\n'
                '  role_arn = null\n'
                '  arn      = "x"\n\n'
                '  vpc_config {\n'
                '    subnet_ids = []\n'
                '    vpc_id     = "x"\n'
                '  }\n\n'
                '  encryption_config {\n'
                '    resources = []\n\n'
                '    provider {\n'
                '      key_arn = null\n'
                '    }\n'
                '  }\n'
                '}\n\n'
                'data "aws_vpc" "x" {\n'
                '  arn = "x"\n'
                '}\n')
        self.write("tree/main.tf", text)
        err = self.validate(code=1).err
        for line, name, reason in (("  role_arn = null", "role_arn", required), ('  arn      = "x"', "arn", read_only),
                                   ('    vpc_id     = "x"', "vpc_id", read_only),
                                   ("      key_arn = null", "key_arn", required), ('  arn = "x"', "arn", read_only)):
            number = text.splitlines().index(line) + 1
            self.assertIn(f"tree/main.tf:{number}:{line.index('=') + 3}: error[MLS5001]: {reason.format(name)}", err)
        self.assertEqual(err.count("error[MLS5001]"), 5, err)

    def test_wrong_configurations_in_terraforms_words_at_their_place(self):
        for provider, (text, (right, wrong), place, words) in CASES.items():
            with self.subTest(provider):
                self.write(f"{provider}/main.tf", requires(provider) + text.replace(right, wrong))
                result = self.validate(provider, code=1)
                self.assertIn(f"{provider}/{place}: error[MLS5001]", result.err)
                self.assertIn(words, result.err)

    def test_unknown_resource_type_has_a_suggestion(self):
        self.write("tree/main.tf", requires("aws") + 'resource "aws_s3_buckett" "x" {}\n')
        result = self.validate(code=1)
        self.assertIn('Did you mean "aws_s3_bucket"?', result.err)

    def test_module_interface(self):
        self.write("tree/modules/bucket/main.tf",
                   'variable "name" {\n  type = string\n}\n\noutput "id" {\n  value = var.name\n}\n')
        self.write("tree/environments/dev/main.tf",
                   'module "bucket" {\n  source = "../../modules/bucket"\n  nam    = "x"\n}\n')
        result = self.validate(code=1)
        self.assertIn("tree/environments/dev/main.tf:3:3", result.err)
        self.assertIn('An argument named "nam" is not expected here', result.err)
        self.assertNotIn("modules/bucket", result.out)  # a module is no root

    def test_mistake_in_a_shared_module_is_reported_once(self):
        self.write("tree/modules/net/main.tf", requires("aws") +
                   'resource "aws_vpc" "main" {\n  cidr = "10.0.0.0/16"\n}\n')
        for name in ("one", "two"):
            self.write(f"tree/{name}/main.tf",
                       f'# {name}\nmodule "net" {{\n  source = "../modules/net"\n}}\n')
        result = self.validate(code=1)
        self.assertEqual(result.err.count("tree/modules/net/main.tf:11:3"), 1)
        self.assertIn("0 of 2 roots valid; 2 distinct", result.out)

    def test_equal_roots_are_judged_once(self):
        for name in ("dev", "prod"):
            self.write(f"tree/{name}/main.tf", requires("aws") + CASES["aws"][0])
            self.write(f"tree/{name}/terraform.tfvars", f'name = "{name}"\n')
        result = self.validate()
        self.assertIn("2 of 2 roots valid; 1 distinct", result.out)
        self.assertRegex(result.out, r"prod +valid +same text as dev")

    def test_a_test_counts_unless_it_is_as_it_was_generated(self):
        self.write("demo.mlstack", 'stack demo {\n  clouds = [aws]\n  owner  = "ml@acme.io"\n}\n')
        self.build("demo.mlstack", "tree")
        for place in ("tree", "."):
            self.assertIn("3 of 3 roots valid; 1 distinct", self.validate(place).out)
        test = self.folder / "tree/environments/staging/aws/tests/stack.tftest.hcl"
        test.write_text(test.read_text() + 'run "mine" {\n  comand = plan\n}\n')
        for place, words in (("tree", "2 of 3 roots valid; 2 distinct"),
                             ("tree/environments/staging/aws", "0 of 1 roots valid")):
            result = self.mlstack("validate", place, code=1)
            self.assertIn("staging/aws/tests/stack.tftest.hcl", result.err)
            self.assertIn('An argument named "comand" is not expected here.', result.err)
            self.assertIn(words, result.out)
        (self.folder / "tree/.mlstack/manifest.json").unlink()  # then nothing is known to be ours
        self.assertIn("2 of 3 roots valid; 3 distinct", self.validate(code=1).out)

    def test_ephemeral_values_and_provider_functions(self):
        self.write("tree/main.tf", requires("aws", "azurerm", "random", "tls") +
                   'ephemeral "random_password" "database" {\n  length = 32\n}\n\n'
                   'resource "tls_private_key" "node" {\n  algorithm = "ED25519"\n}\n\n'
                   'resource "aws_ssm_parameter" "password" {\n  name             = "password"\n'
                   '  type             = "SecureString"\n'
                   '  value_wo         = ephemeral.random_password.database.result\n'
                   '  value_wo_version = 1\n}\n\n'
                   'output "role" {\n'
                   '  value = provider::aws::arn_parse("arn:aws:iam::444455556666:role/x").resource\n'
                   '}\n')
        self.validate()

    def test_a_warning_of_terraform_leaves_a_root_valid(self):
        self.write("tree/main.tf", requires("aws") + 'provider "aws" {\n  version = "~> 6.0"\n}\n')
        result = self.validate()
        self.assertIn("tree/main.tf:11:13: warning[MLS5002]: Version constraints", result.err)
        self.assertIn("valid, 1 warning", result.out)

    def test_one_root_of_a_tree_finds_its_modules(self):
        self.write("tree/modules/net/main.tf", 'variable "name" {\n  type = string\n}\n')
        self.write("tree/dev/main.tf",
                   'module "net" {\n  source = "../modules/net"\n  name   = "x"\n}\n')
        result = self.validate("tree/dev")
        self.assertIn("1 of 1 roots valid", result.out)


class Refusals(ValidateTest):
    def test_module_from_elsewhere_is_not_downloaded(self):
        self.write("tree/main.tf", 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n')
        result = self.validate(code=1)
        self.assertIn("tree/main.tf:2:12: error[MLS5007]", result.err)

    def test_module_folder_that_is_not_there(self):
        self.write("tree/main.tf", 'module "net" {\n  source = "./net"\n}\n')
        result = self.validate(code=1)
        self.assertIn("tree/main.tf:2:12: error[MLS5008]", result.err)

    def test_provider_that_is_not_built_in(self):
        self.write("tree/main.tf", 'terraform {\n  required_providers {\n    null = {\n'
                   '      source = "hashicorp/null"\n    }\n  }\n}\n')
        result = self.validate(code=1)
        self.assertIn("tree/main.tf:4:16: error[MLS5009]", result.err)

    def test_folders_that_hold_nothing(self):
        (self.folder / "empty").mkdir()
        for folder in ("empty", "absent"):
            result = self.validate(folder, code=3)
            self.assertIn("error[MLS5005]", result.err)

    def test_terraform_that_cannot_be_used(self):
        self.write("tree/main.tf", 'variable "x" {}\n')
        valid = """test "$2" = validate && echo '{"valid":true}' && exit 0\n"""
        scripts = {
            "exit 7": "version -json' failed: it ended with exit code 7",
            "kill -SEGV $$": "version -json' failed: it was ended by signal 11",
            "sleep 600": "version -json' failed: it had not answered after 1 seconds",
            "echo hello": "note: hello",
            "echo '{}'": "is neither terraform nor tofu",
            version_of("1.2.9"): "is version 1.2.9, expected 1.5 or newer",
            version_of("0.15.5"): "is version 0.15.5, expected 1.5 or newer",
            version_of("soon"): "is version soon, expected 1.5 or newer",
            VERSION + "kill -SEGV $$": "init' failed: it was ended by signal 11",
            VERSION + "kill -KILL $$": "init' failed: it was ended by signal 9",
            VERSION + "sleep 600": "init' failed: it had not answered after 1 seconds",
            VERSION + 'test "$2" = init || kill -KILL $$': "validate -json' failed: it was ended by",
            VERSION + 'test "$2" = init || sleep 600': "validate -json' failed: it had not answered",
            VERSION + "exit 1": "validate -json' failed: it ended with exit code 1 and no answer",
            VERSION + "echo '{\"valid\":tr'": "ended with exit code 0 and no answer",
            VERSION + valid + "echo oh >&2; exit 4": "init' failed: it ended with exit code 4",
        }
        for script, words in scripts.items():
            with self.subTest(script):
                result = self.validate("tree", "--timeout", 1, code=3,
                                       path=self.fake_terraform(script))
                self.assertEqual(result.err.count("error["), 1, result.err)
                self.assertIn("error[MLS5004]", result.err)
                self.assertIn(words, result.err)
                self.assertEqual(result.out, "")

    def test_terraform_that_fails_in_a_plan(self):
        self.write("tree/main.tf", 'variable "x" {\n  default = 1\n}\n')
        fine = VERSION + 'test "$2" = init && exit 0\n' + (
            """test "$2" = validate && echo '{"valid":true}' && exit 0\n""")
        scripts = {
            "kill -KILL $$": "plan' failed: it was ended by signal 9",
            "sleep 600": "plan' failed: it had not answered after 1 seconds",
            "echo hello": "plan' failed: it ended with exit code 0 and no answer",
        }
        for script, words in scripts.items():
            with self.subTest(script):
                result = self.validate("tree", "--plan", "--timeout", 1, code=3,
                                       path=self.fake_terraform(fine + script))
                self.assertEqual(result.err.count("error[MLS5004]"), 1, result.err)
                self.assertIn(words, result.err)

    def test_no_place_for_temporary_files(self):
        self.write("tree/main.tf", 'variable "x" {}\n')
        os.environ["TMPDIR"] = str(self.folder / "absent")
        result = self.validate(code=3)
        self.assertIn("error[MLS5006]: a private folder cannot be made", result.err)

    def test_terraform_that_is_required_and_not_there(self):
        self.write("tree/main.tf", 'variable "x" {}\n')
        result = self.validate("tree", "--require-terraform", code=3, path="/nowhere")
        self.assertIn("error[MLS5003]", result.err)


class Program(ValidateTest):
    """--terraform."""

    def setUp(self):
        super().setUp()
        self.write("tree/main.tf", requires("aws") + CASES["aws"][0])

    def test_paths_and_names(self):
        os.symlink(terraform(), self.folder / "other")
        for named in (terraform(), "./other", f"../{self.folder.name}/other", "terraform"):
            with self.subTest(named):
                result = self.validate("tree", "--terraform", named)
                self.assertRegex(result.out, JUDGED)
        self.validate("tree", "--terraform", self.folder / "other", path="/usr/bin")

    def test_a_name_is_looked_up_on_path_only(self):
        os.symlink(terraform(), self.folder / "other")
        result = self.validate("tree", "--terraform", "other", code=3)
        self.assertIn("error[MLS5003]: no program 'other' is on PATH", result.err)
        self.validate("tree", "--terraform", "other", path=f"{self.folder}:/usr/bin")

    def test_the_program_says_itself_which_it_is(self):
        answers = VERSION.replace(',"terraform_outdated":false', "") + (
            """test "$2" = validate && echo '{"valid":true}'; exit 0\n""")
        path = self.fake_terraform(answers)
        self.assertIn("judged by tofu 1.11.4", self.validate(path=path).out)
        os.rename(self.folder / "bin/terraform", self.folder / "bin/tofu")
        alone = str(self.folder / "bin")
        self.assertIn("judged by tofu 1.11.4", self.validate(path=alone).out)
        self.fake_terraform(VERSION + """echo '{"valid":true}'\n""")
        self.assertIn("judged by terraform 1.11.4", self.validate(path=path).out)

    def test_what_is_no_program(self):
        self.write("text", "terraform")
        for named, code, words in (
                ("./absent", "MLS5003", "there is no program './absent'"),
                ("./tree", "MLS5004", "'./tree' is not a program that can be run"),
                ("./text", "MLS5004", "'./text' is not a program that can be run"),
                ("/bin/echo", "MLS5004", "'/bin/echo' is neither terraform nor tofu")):
            with self.subTest(named):
                result = self.validate("tree", "--terraform", named, code=3)
                self.assertEqual(result.err.count("error["), 1, result.err)
                self.assertIn(f"error[{code}]: {words}", result.err)
                self.assertEqual(result.out, "")

    def test_numbers_and_names_that_are_none(self):
        for option in ("--terraform=", "--timeout=0", "--timeout=soon", "--jobs=0", "--jobs=257"):
            with self.subTest(option):
                self.assertIn(option.split("=")[0], self.validate("tree", option, code=2).err)

    def test_build_takes_it_too(self):
        self.write("demo.mlstack", "stack demo { clouds = [aws], environments = [dev] }\n")
        result = self.mlstack("build", "demo.mlstack", "--terraform", "./absent", code=3)
        self.assertIn("error[MLS5003]: there is no program './absent'", result.err)
        result = self.mlstack("build", "demo.mlstack", "--terraform", terraform(), path="/usr/bin",
                              code=0)
        self.assertRegex(result.out, JUDGED)


class Manners(ValidateTest):
    def setUp(self):
        super().setUp()
        for provider, (text, _, _, _) in CASES.items():
            self.write(f"tree/{provider}/main.tf", requires(provider) + text)

    def test_nothing_in_the_tree_changes(self):
        self.write("tree/aws/.terraform.lock.hcl", "# mine\n")
        folders = [path for path in (self.folder / "tree").rglob("*") if path.is_dir()]
        for folder in folders:
            folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        try:
            before = snapshot(self.folder / "tree")
            self.validate()
            self.assertEqual(snapshot(self.folder / "tree"), before)
            self.assertEqual(glob.glob(str(self.folder / "tree/*/.terraform")), [])
        finally:
            for folder in folders:
                folder.chmod(stat.S_IRWXU)

    def test_no_connection_leaves_the_machine(self):
        if shutil.which("strace") is None:
            self.skipTest("strace is not on PATH")
        trace = self.folder / "trace"
        environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
        subprocess.run(["strace", "-f", "-e", "trace=connect,sendto,sendmsg", "-o", trace, BINARY,
                        "validate", "tree"], cwd=self.folder, env=environment, check=True,
                       capture_output=True, timeout=300)
        calls = trace.read_text()
        self.assertIn("AF_UNIX", calls)
        self.assertNotIn("AF_INET", calls)

    def test_terraform_sees_no_more_of_the_environment_than_it_needs(self):
        path = self.fake_terraform("env | cut -d= -f1 | sort | tr '\\n' ' '; exit 1\n")
        os.environ["AWS_SECRET_ACCESS_KEY"] = "hush-hush"
        self.addCleanup(os.environ.pop, "AWS_SECRET_ACCESS_KEY")
        result = self.validate(code=3, path=path)
        self.assertIn("CHECKPOINT_DISABLE GOGC GOMEMLIMIT HOME LANG", result.err)
        self.assertNotIn("AWS_SECRET_ACCESS_KEY", result.err)

    def test_a_signal_ends_the_children_and_leaves_nothing(self):
        mark = self.folder / "child"
        path = self.fake_terraform(f"echo $$ > {mark}; exec sleep 600\n")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                mark.unlink(missing_ok=True)
                process = subprocess.Popen([BINARY, "validate", "tree"], cwd=self.folder,
                                           env=dict(os.environ, PATH=path),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                while not mark.exists() or not mark.read_text():
                    self.assertIsNone(process.poll())
                    time.sleep(0.01)
                process.send_signal(number)
                self.assertEqual(process.wait(timeout=10), -number)
                self.assertEqual(os.listdir(self.scratch), [])
                with self.assertRaises(ProcessLookupError):
                    os.kill(int(mark.read_text()), 0)

    def test_several_at_once(self):
        runs = [subprocess.Popen([BINARY, "validate", "tree"], cwd=self.folder,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                for _ in range(4)]
        for run in runs:
            out, _ = run.communicate(timeout=300)
            self.assertEqual(run.returncode, 0, out)


class LesserCheck(MlstackTest):
    """The same trees without terraform on PATH."""

    def check(self, text, *words, code=1):
        self.write("tree/main.tf", text)
        result = self.mlstack("validate", "tree", code=code, path="/nowhere")
        self.assertIn("This was the lesser check", result.out)
        for word in words:
            self.assertIn(word, result.err)
        self.assertEqual(result.err.count("error["), len(words) > 0 and code == 1, result.err)

    def test_right_configurations(self):
        for provider, (text, _, _, _) in CASES.items():
            with self.subTest(provider):
                self.check(requires(provider) + text, code=0)

    def test_unknown_argument(self):
        self.check('resource "aws_s3_bucket" "x" {\n  bukket = "x"\n}\n',
                   "tree/main.tf:2:3: error[MLS5010]", "did you mean 'bucket'?")

    def test_missing_argument(self):
        self.check('resource "google_storage_bucket" "x" {\n  name = "x"\n}\n',
                   "tree/main.tf:1:10: error[MLS5011]", "lacks the argument 'location'")

    def test_null_for_a_required_argument(self):
        self.check('resource "google_storage_bucket" "x" {\n  name     = "x"\n  location = null\n}\n',
                   "tree/main.tf:3:14: error[MLS5011]", "'location' of 'google_storage_bucket' has no value")
        self.write("tree/main.tf", 'output "x" {\n  value = null\n}\n')
        self.mlstack("validate", "tree", code=0, path="/nowhere")

    def test_read_only_argument(self):
        self.check('resource "aws_vpc" "x" {\n  cidr_block = "10.0.0.0/16"\n  arn        = "x"\n}\n',
                   "tree/main.tf:3:3: error[MLS5016]")

    def test_literal_of_the_wrong_type(self):
        self.check('resource "aws_vpc" "x" {\n  cidr_block = ["10.0.0.0/16"]\n}\n',
                   "tree/main.tf:2:16: error[MLS5015]", "expects string, found a list")

    def test_block_in_the_wrong_number(self):
        self.check('resource "kubernetes_namespace_v1" "x" {}\n', "error[MLS5013]")
        self.check('resource "kubernetes_namespace_v1" "x" {\n  metadata {}\n  metadata {}\n}\n',
                   "tree/main.tf:3:3: error[MLS5014]")

    def test_blocks_made_by_dynamic(self):
        self.check('variable "names" {\n  type = list(string)\n}\n\n'
                   'resource "kubernetes_namespace_v1" "x" {\n  dynamic "metadata" {\n'
                   '    for_each = var.names\n\n    content {\n      nam = metadata.value\n'
                   '    }\n  }\n}\n', "tree/main.tf:10:7: error[MLS5010]", "did you mean 'name'?")

    def test_mistake_in_the_syntax(self):
        self.check('variable "name" {\n  default = [1\n}\n\noutput "x" {\n  value = var.nam\n}\n',
                   "tree/main.tf:2:13: error[MLS5103]")
        result = self.mlstack("validate", "tree", code=1, path="/nowhere")
        self.assertIn("0 of 1 roots valid", result.out)

    def test_repeated_blocks(self):
        self.check('resource "terraform_data" "x" {\n  for_each = ["a", "b"]\n}\n',
                   "tree/main.tf:2:14: error[MLS5015]", "toset([…])")
        self.check('resource "terraform_data" "x" {\n  count    = 1\n  for_each = var.names\n}\n\n'
                   'variable "names" {}\n', "tree/main.tf:3:3: error[MLS5021]")
        self.check('resource "terraform_data" "x" {\n  count = 2\n}\n\n'
                   'output "x" {\n  value = terraform_data.x.id\n}\n',
                   "tree/main.tf:6:11: error[MLS5018]", "are many")

    def test_names_that_blocks_bind(self):
        self.check('variable "names" {\n  type = list(string)\n}\n\n'
                   'resource "kubernetes_namespace_v1" "x" {\n  dynamic "metadata" {\n'
                   '    for_each = var.names\n    iterator = each_name\n\n    content {\n'
                   '      name = upper(each_name.value)\n    }\n  }\n\n  lifecycle {\n'
                   '    ignore_changes = [metadata[0].labels]\n\n    postcondition {\n'
                   '      condition     = self.id != ""\n      error_message = "No ID."\n    }\n  }\n}\n\n'
                   'output "all" {\n  value = [for name in var.names : name]\n}\n', code=0)

    def test_undeclared_names(self):
        self.check('variable "name" {}\n\noutput "x" {\n  value = "a-${var.nam}"\n}\n',
                   "tree/main.tf:4:16: error[MLS5018]", "did you mean 'var.name'?")

    def test_attribute_that_a_resource_does_not_have(self):
        self.check('resource "aws_vpc" "x" {\n  cidr_block = "10.0.0.0/16"\n}\n\n'
                   'output "x" {\n  value = aws_vpc.x.idd\n}\n',
                   "tree/main.tf:6:11: error[MLS5023]")

    def test_module_call(self):
        self.write("tree/modules/m/main.tf", 'variable "name" {\n  type = string\n}\n')
        self.check('module "m" {\n  source = "./modules/m"\n}\n', "tree/main.tf:1:8: error[MLS5020]",
                   "declared here")
        self.check('module "m" {\n  source = "./modules/m"\n  name   = "x"\n  nam    = "y"\n}\n',
                   "tree/main.tf:4:3: error[MLS5019]", "did you mean 'name'?")


if __name__ == "__main__":
    unittest.main()
