"""Verdicts and plans with the real AWS provider, where there is one: it knows more than its schema says.

Names, enumerations, policies and arguments that exclude each other are refused in a plan only. Nothing leaves
the machine: a plan of new resources asks AWS only who is asking, and that is answered here.
"""
import contextlib
import http.server
import json
import os
import pathlib
import re
import subprocess
import threading
import unittest

from mlstack_test import MlstackTest, example, snapshot, terraform_environment

ACCOUNT = "123456789012"
PROVIDER = "registry.terraform.io/hashicorp/aws"

# Where terraform itself looks for plugins that it need not download.
PLUGIN_FOLDERS = [
    os.environ.get("MLSTACK_AWS_PROVIDER_DIR"),
    "~/.terraform.d/plugins",
    "~/.local/share/terraform/plugins",
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
]

# Arguments that came with version 6; the trees are written for it, and an older provider does without.
SINCE_6 = {
    "modules/kubernetes/aws/main.tf": "deletion_protection",
    "modules/kubernetes/aws/node_pools.tf": "update_strategy",
}

# Every name as long as it gets, and what the examples leave out.
LONG_NAMES = """stack recommendations-of-the-whole-european-marketplace {
  clouds       = [aws]
  environments = [production-of-europe-west]
  region       = eu-west
  owner        = "team@example.com"
  network { nat = none, flow_logs = 45d }
  cluster {
    pool preparation-of-training-data-at-night { nodes = 0..2, spot = true }
    gpu inference-of-large-language-models-only { type = a10g, count = 1, nodes = 0..2 }
  }
  storage everything-that-anybody-ever-trained-on { tiers { cool = 30d, archive = 60d }, expire = 90d }
  database registry-of-all-models-and-experiments { replicas = 2 }
  cache features-of-the-online-recommendations { engine = redis }
  cache locks-of-the-pipelines-for-preparation { engine = valkey, persistence = false }
}
"""


def find_provider():
    """The plugin folder and the newest version of the provider in it."""
    for folder in filter(None, PLUGIN_FOLDERS):
        folder = pathlib.Path(folder).expanduser()
        versions = [tuple(map(int, path.name.split("."))) for path in (folder / PROVIDER).glob("*")
                    if re.fullmatch(r"\d+\.\d+\.\d+", path.name)]
        if versions:
            return folder, max(versions)
    return None, None


class Identity(http.server.BaseHTTPRequestHandler):
    """Answers sts:GetCallerIdentity, and keeps whatever else is asked."""

    ANSWER = (
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
        "<GetCallerIdentityResult>"
        f"<Arn>arn:aws:iam::{ACCOUNT}:user/planner</Arn>"
        f"<UserId>AIDAPLANNER</UserId><Account>{ACCOUNT}</Account>"
        "</GetCallerIdentityResult></GetCallerIdentityResponse>"
    ).encode()

    def do_POST(self):
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        known = b"Action=GetCallerIdentity" in asked
        if not known:
            self.server.unexpected.append(asked)
        self.send_response(200 if known else 400)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        self.wfile.write(self.ANSWER if known else b"<Error/>")

    def do_GET(self):
        self.server.unexpected.append(self.path.encode())
        self.send_error(400)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def identity_service():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Identity) as server:
        server.unexpected = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class AwsProviderTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()
        self.plugins, self.version = find_provider()
        if self.plugins is None:
            self.skipTest("no folder with the AWS provider; name one in MLSTACK_AWS_PROVIDER_DIR")


class Validate(AwsProviderTest):
    """mlstack validate --providers DIR."""

    def write_root(self, block):
        self.write("tree/main.tf", 'terraform {\n  required_providers {\n    aws = {\n'
                   '      source = "hashicorp/aws"\n    }\n  }\n}\n\n'
                   f'resource "aws_vpc" "main" {{\n  cidr_block = "{block}"\n}}\n\n'
                   'output "id" {\n  value = aws_vpc.main.id\n}\n')

    def validate(self, *arguments, code):
        before = snapshot(self.folder / "tree")
        result = self.mlstack("validate", "tree", "--providers", self.plugins, *arguments, code=code)
        self.assertEqual(snapshot(self.folder / "tree"), before)
        return result

    def test_what_only_the_provider_itself_knows(self):
        self.write_root("10.0.0.0/33")
        self.mlstack("validate", "tree", code=0)
        result = self.validate(code=1)
        self.assertIn("tree/main.tf:10:16: error[MLS5001]: expected cidr_block", result.err)

    def test_tests_with_a_mock(self):
        self.write_root("10.0.0.0/16")
        self.write("tree/tests/id.tftest.hcl", 'mock_provider "aws" {}\n\nrun "mocked" {\n'
                   '  assert {\n    condition     = output.id != ""\n'
                   '    error_message = "No id."\n  }\n}\n')
        result = self.validate("--test", code=0)
        self.assertRegex(result.out, r"\. +valid +1 of 1 +terraform 1.* with real providers")


class Plans(AwsProviderTest):
    """Trees of stacks, planned."""

    def fit_to_provider(self, tree):
        """Lets the tree take the provider that is there."""
        for path in tree.glob("**/aws/versions.tf"):
            text = re.sub(r'^( +)version = .*$', rf'\1version = "{".".join(map(str, self.version))}"',
                          path.read_text(), flags=re.M)
            path.write_text(text)
        for name, argument in SINCE_6.items() if self.version < (6,) else ():
            path = tree / name
            path.write_text(re.sub(rf"^ +{argument} += .*\n", "", path.read_text(), flags=re.M))
        for path in tree.glob("environments/*/aws/tests/*") if self.version < (6,) else ():
            asserts = r"\n  assert \{\n(?:(?!\n  \}).)*aws_eks_cluster\.cluster\.deletion_protection.*?\n  \}\n"
            path.write_text(re.sub(asserts, "", path.read_text(), flags=re.S))

    def terraform(self, root, *arguments):
        with identity_service() as server:
            environment = dict(
                terraform_environment(),
                AWS_ENDPOINT_URL=f"http://127.0.0.1:{server.server_port}",
                AWS_ACCESS_KEY_ID="planner",
                AWS_SECRET_ACCESS_KEY="planner",
                AWS_EC2_METADATA_DISABLED="true",
                AWS_CONFIG_FILE=os.devnull,
                AWS_SHARED_CREDENTIALS_FILE=os.devnull,
                TF_VAR_account=ACCOUNT,
            )
            result = subprocess.run(["terraform", f"-chdir={root}", *arguments], env=environment,
                                    capture_output=True, text=True, timeout=120)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertEqual(server.unexpected, [])
        return result.stdout

    def plan(self, stack, environment):
        """The planned resources of one environment, by address."""
        tree = self.folder / "tree"
        self.build(stack, tree)
        self.fit_to_provider(tree)
        root = tree / "environments" / environment / "aws"
        self.terraform(root, "init", "-input=false", f"-plugin-dir={self.plugins}")
        shown = self.terraform(root, "plan", "-input=false", "-no-color", "-out=plan")
        self.assertNotIn("Warning:", shown)
        plan = json.loads(self.terraform(root, "show", "-json", "plan"))
        return {change["address"]: change["change"]["after"] for change in plan["resource_changes"]
                if change["mode"] == "managed"}

    def check_tags(self, resources, stack):
        """What can carry tags has those of the stack."""
        tagged = {address: resource["tags_all"] for address, resource in resources.items()
                  if resource.get("tags_all")}
        self.assertGreater(len(tagged), 30)
        for address, tags in tagged.items():
            self.assertEqual(tags.get("stack"), stack, address)

    def test_production_with_replicas_and_both_engines(self):
        resources = self.plan(example("feature-store"), "prod")
        self.check_tags(resources, "feature-store")
        self.assertIn('module.database["registry"].aws_db_instance.replica["replica-1"]', resources)

    def test_development_with_gpus(self):
        resources = self.plan(example("ml-infrastructure"), "dev")
        self.check_tags(resources, "ml-infrastructure")
        pool = resources['module.kubernetes.aws_eks_node_group.pool["inference"]']
        self.assertEqual(pool["ami_type"], "AL2023_x86_64_NVIDIA")

    def test_generated_tests(self):
        """The mocks know the form of what the provider reads; a user needs no account and no mlstack."""
        tree = self.folder / "tree"
        self.build(example("feature-store"), tree)
        self.fit_to_provider(tree)
        root = tree / "environments/dev/aws"
        self.terraform(root, "init", "-backend=false", "-input=false", f"-plugin-dir={self.plugins}")
        self.assertIn("Success! 9 passed, 0 failed.", self.terraform(root, "test", "-no-color"))

    def test_long_names(self):
        resources = self.plan(self.write("long.mlstack", LONG_NAMES), "production-of-europe-west")
        logs = resources['module.networking.aws_cloudwatch_log_group.flow_logs["vpc"]']
        self.assertEqual(logs["retention_in_days"], 60)


if __name__ == "__main__":
    unittest.main()
