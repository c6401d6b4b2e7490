"""Plans, applies and tests by the real terraform with the providers that mlstack stands in for."""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

from mlstack_test import BINARY, CLOUDS, MlstackTest, example, snapshot, terraform_environment

# How many resources the roots of examples/fraud-serving have. A template that adds one changes
# these on purpose.
COUNTS = {
    "dev/aws": 108, "dev/azure": 81, "dev/gcp": 65,
    "prod/aws": 112, "prod/azure": 86, "prod/gcp": 67,
    "staging/aws": 112, "staging/azure": 81, "staging/gcp": 67,
}
ACCOUNTS = {"aws": "444455556666", "azure": "11111111-2222-4333-8444-555555555555"}

# What the outputs of every root must look like, by cloud.
ENDPOINTS = {
    "aws": r"https://[0-9a-f]{32}\.gr7\.[a-z0-9-]+\.eks\.amazonaws\.com",
    "azure": r"https://.+\.hcp\.[a-z0-9]+\.azmk8s\.io:443",
    "gcp": r"https://10(\.[0-9]+){3}",
}
DATABASES = {
    "aws": r"fraud-serving-.+\.[a-z0-9-]+\.rds\.amazonaws\.com",
    "azure": r"fraud-serving-.+\.postgres\.database\.azure\.com",
    "gcp": r"10(\.[0-9]+){3}",
}
SECRETS = {
    "aws": r"arn:aws:secretsmanager:[a-z0-9-]+:444455556666:secret:.+",
    "azure": r"/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/.+",
    "gcp": r".+@acme-fraud\.iam\.gserviceaccount\.com",
}

PROVIDERS = """\
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    random = {
      source = "hashicorp/random"
    }
  }
}

"""


class PlanTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()

    def served(self, root, *arguments, code=0, timeout=300):
        """Runs terraform in a root with the providers served."""
        result = subprocess.run(
            [BINARY, "serve", "--", "terraform", f"-chdir={root}", *arguments], cwd=self.folder,
            env=dict(terraform_environment(), TF_INPUT="0", TF_CLI_ARGS="-no-color"),
            capture_output=True, text=True, timeout=timeout)
        self.assertNotIn("AddressSanitizer", result.stderr)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result.stdout

    def outputs(self, root):
        return {name: output["value"]
                for name, output in json.loads(self.served(root, "output", "-json")).items()}


class Rehearsal(PlanTest):
    """mlstack validate --plan --test."""

    def test_every_root_of_a_stack_with_its_own_values(self):
        self.build(example("fraud-serving"), "tree")
        before = snapshot(self.folder / "tree")
        out = self.mlstack("validate", "--plan", "tree", code=0).out
        for root, count in COUNTS.items():
            self.assertRegex(out, rf"environments/{root} +valid +{count} to add ")
        self.assertEqual(snapshot(self.folder / "tree"), before)

    def test_what_only_a_plan_finds(self):
        self.write("tree/main.tf", 'variable "n" {\n  type = number\n\n  validation {\n'
                   '    condition     = var.n > 1\n    error_message = "More than one, please."\n'
                   '  }\n}\n')
        self.mlstack("validate", "tree", code=0)
        self.write("tree/terraform.tfvars", "n = 1\n")
        result = self.mlstack("validate", "--plan", "tree", code=1)
        self.assertIn("More than one, please.", result.err)
        self.assertRegex(result.out, r"\. +1 error +- ")

    def test_state_backend_and_variables_of_the_users_own(self):
        self.write("tree/main.tf", PROVIDERS + 'terraform {\n  backend "s3" {\n    bucket = "b"\n'
                   '    key    = "k"\n    region = "eu-west-1"\n  }\n}\n\n'
                   'provider "aws" {\n  region = "eu-west-1"\n}\n\n'
                   'variable "account" {\n  type = string\n\n  validation {\n'
                   '    condition     = can(regex("^[0-9]{12}$", var.account))\n'
                   '    error_message = "Twelve digits."\n  }\n}\n\n'
                   'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n')
        before = snapshot(self.folder)
        result = self.mlstack("validate", "--plan", "tree", code=0)
        self.assertRegex(result.out, r"\. +valid +1 to add ")
        self.assertEqual(snapshot(self.folder), before)

    def test_tests_of_a_root(self):
        self.write("tree/main.tf", PROVIDERS + 'resource "aws_vpc" "main" {\n'
                   '  cidr_block = "10.0.0.0/16"\n}\n\n'
                   'output "id" {\n  value = aws_vpc.main.id\n}\n')
        run = 'run "%s" {\n  assert {\n    condition     = %s\n    error_message = "It is %s."\n  }\n}\n\n'
        self.write("tree/tests/id.tftest.hcl",
                   run % ("good", 'startswith(output.id, "vpc-")', "no VPC"))
        self.write("tree/tests/mock.tftest.hcl",
                   'mock_provider "aws" {}\n\n' + run % ("mocked", 'output.id != ""', "nothing"))
        result = self.mlstack("validate", "--test", "tree", code=0)
        self.assertRegex(result.out, r"\. +valid +2 of 2 ")
        self.write("tree/tests/bad.tftest.hcl", run % ("bad", 'output.id == "x"', "not x"))
        result = self.mlstack("validate", "--test", "tree", code=1)
        self.assertRegex(result.out, r"\. +1 error +2 of 3 ")
        self.assertIn("tree/tests/bad.tftest.hcl:3:21: error[MLS5001]", result.err)
        self.assertIn("It is not x.", result.err)

    def test_without_terraform(self):
        self.write("tree/main.tf", 'variable "x" {}\n')
        for option in ("--plan", "--test"):
            result = self.mlstack("validate", option, "tree", code=3, path="/nowhere")
            self.assertIn("error[MLS5003]", result.err)

    def test_no_connection_leaves_the_machine(self):
        if shutil.which("strace") is None:
            self.skipTest("strace is not on PATH")
        self.write("tree/main.tf", PROVIDERS + 'resource "aws_vpc" "main" {\n'
                   '  cidr_block = "10.0.0.0/16"\n}\n')
        trace = self.folder / "trace"
        environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
        subprocess.run(["strace", "-f", "-e", "trace=connect,sendto,sendmsg", "-o", trace, BINARY,
                        "validate", "--plan", "tree"], cwd=self.folder, env=environment,
                       check=True, capture_output=True, timeout=300)
        calls = trace.read_text()
        self.assertIn("AF_UNIX", calls)
        self.assertNotIn("AF_INET", calls)


class LifeOfARoot(PlanTest):
    """Apply, nothing to do, change, nothing to do, destroy."""

    def check_outputs(self, cloud, outputs):
        self.assertRegex(outputs["cluster"]["endpoint"], f"^{ENDPOINTS[cloud]}$")
        self.assertEqual(sorted(outputs["buckets"]), ["data", "models"])
        database = outputs["databases"]["metadata"]
        self.assertRegex(database["host"], f"^{DATABASES[cloud]}$")
        self.assertRegex(database["secret"], f"^{SECRETS[cloud]}$")
        self.assertEqual(database["port"], 5432)
        self.assertIn(outputs["caches"]["predictions"]["port"], (6379, 10000))

    def live(self, environment, cloud):
        root = f"tree/environments/{environment}/{cloud}"
        account = ACCOUNTS.get(cloud)
        values = [f"-var=account={account}"] if account else []
        change = ["apply", "-auto-approve", *values]
        nothing = ["plan", "-detailed-exitcode", *values]
        self.served(root, "init")
        self.assertIn(f"{COUNTS[f'{environment}/{cloud}']} added, 0 changed, 0 destroyed",
                      self.served(root, *change)[-3000:])
        self.check_outputs(cloud, self.outputs(root))
        self.served(root, *nothing)
        variables = self.folder / root / "terraform.tfvars"
        variables.write_text(variables.read_text().replace("cc-1042", "cc-2000"))
        self.assertRegex(self.served(root, *change)[-3000:],
                         r"Resources: 0 added, [1-9][0-9]* changed, 0 destroyed")
        self.served(root, *nothing)
        self.assertRegex(self.served(root, "apply", "-destroy", "-auto-approve", *values)[-80:],
                         r"Resources: 0 added, 0 changed, [1-9][0-9]* destroyed")

    def test_development_and_production_on_every_cloud(self):
        self.build(example("fraud-serving"), "tree")
        for environment in ("dev", "prod"):
            for cloud in CLOUDS:
                with self.subTest(environment=environment, cloud=cloud):
                    self.live(environment, cloud)


class Served(PlanTest):
    """mlstack serve, and how providers behave that it stands in for."""

    def write_root(self, name="main", secret="first"):
        self.write("root/main.tf", PROVIDERS + f'resource "aws_s3_bucket" "main" {{\n'
                   f'  bucket = "{name}"\n}}\n\n'
                   'ephemeral "random_password" "main" {\n  length = 32\n}\n\n'
                   'resource "aws_ssm_parameter" "main" {\n  name             = "main"\n'
                   '  type             = "SecureString"\n'
                   f'  value_wo         = "{secret}-${{ephemeral.random_password.main.result}}"\n'
                   '  value_wo_version = 1\n}\n\n'
                   'output "arn" {\n  value = aws_s3_bucket.main.arn\n}\n')

    def test_same_configuration_has_same_values(self):
        self.write_root()
        self.served("root", "init")
        states = []
        for _ in range(2):
            self.served("root", "apply", "-auto-approve")
            states.append(json.loads(self.served("root", "show", "-json"))["values"])
            self.served("root", "apply", "-destroy", "-auto-approve")
        self.assertEqual(states[0], states[1])
        self.assertEqual(states[0]["outputs"]["arn"]["value"], "arn:aws:s3:::main")

    def test_a_new_name_replaces(self):
        self.write_root()
        self.served("root", "init")
        self.served("root", "apply", "-auto-approve")
        self.write_root(name="other")
        out = self.served("root", "plan")
        self.assertIn("# forces replacement", out)
        self.assertIn("Plan: 1 to add, 0 to change, 1 to destroy.", out)
        self.served("root", "apply", "-auto-approve")
        self.assertEqual(self.outputs("root"), {"arn": "arn:aws:s3:::other"})

    def test_write_only_values_are_in_no_state(self):
        self.write_root(secret="hush-hush")
        self.served("root", "init")
        self.served("root", "apply", "-auto-approve")
        self.assertNotIn("hush", (self.folder / "root/terraform.tfstate").read_text())

    def test_import(self):
        self.write_root()
        self.served("root", "init")
        self.served("root", "import", "aws_s3_bucket.main", "main")
        self.assertEqual(self.outputs("root"), {"arn": "arn:aws:s3:::main"})
        state = json.loads(self.served("root", "show", "-json"))
        self.assertEqual(state["values"]["root_module"]["resources"][0]["values"]["id"], "main")

    def test_exit_code_and_arguments_are_the_commands(self):
        result = self.mlstack("serve", "--", "sh", "-c", 'printf "%s" "$1"; exit 7', "x", "--help",
                              code=7)
        self.assertEqual(result.out, "--help")
        self.assertIn("a command is expected", self.mlstack("serve", code=2).err)
        self.assertIn("cannot be run", self.mlstack("serve", "--", "/nowhere/x", code=3).err)

    def test_a_signal_ends_the_command_and_leaves_nothing(self):
        scratch = self.folder / "scratch"
        scratch.mkdir()
        mark = self.folder / "mark"
        process = subprocess.Popen(
            [BINARY, "serve", "--", "sh", "-c", f"echo $$ > {mark}; exec sleep 600"],
            cwd=self.folder, env=dict(os.environ, TMPDIR=str(scratch)))
        while not mark.exists() or not mark.read_text():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=10), 128 + signal.SIGTERM)
        self.assertEqual(os.listdir(scratch), [])
        with self.assertRaises(ProcessLookupError):
            os.kill(int(mark.read_text()), 0)


if __name__ == "__main__":
    unittest.main()
