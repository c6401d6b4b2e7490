"""The tests in every generated root: they pass as built, and notice a promise that is broken by hand."""
import gzip
import json
import re
import shutil
import subprocess
import unittest

from mlstack_test import BINARY, ROOT, MlstackTest, example, terraform_environment

# Cloud, file, what stands there (the first of them is taken), what takes its place, and the reason that
# the failing test has to give. The production roots of examples/fraud-serving are the ones to notice.
BREAKS = [
    ("aws", "modules/foundation/aws/main.tf", "enable_key_rotation     = true",
     "enable_key_rotation     = false", "The key does not rotate"),
    ("aws", "modules/networking/aws/main.tf", "cidr_block = var.network.cidr",
     'cidr_block = "10.99.0.0/16"', "The network does not have the range 10.98.0.0/16"),
    ("aws", "modules/kubernetes/aws/main.tf", "endpoint_public_access  = length(var.cluster.api_access) > 0",
     "endpoint_public_access  = true", "The Kubernetes API is not private"),
    ("aws", "modules/kubernetes/aws/node_pools.tf", 'http_tokens                 = "required"',
     'http_tokens                 = "optional"', "Pods can read the credentials of their node"),
    ("aws", "modules/storage/aws/main.tf", "kms_master_key_id = var.foundation.key_arn", "",
     "A bucket is not encrypted with the stack's own key"),
    ("aws", "modules/database/aws/main.tf", 'multi_az               = var.database.high_availability == "zone-redundant"',
     "multi_az               = false", "The database has no standby in another zone"),
    ("aws", "modules/cache/aws/main.tf", 'transit_encryption_mode    = "required"',
     'transit_encryption_mode    = "preferred"', "The cache accepts connections without TLS"),
    ("aws", "environments/prod/aws/terraform.tfvars", 'cidr  = "10.20.0.0/16"', 'cidr  = "10.98.0.0/16"',
     "The network is not 10.20.0.0/16 as planned"),
    ("aws", "modules/storage/aws/main.tf", '"aws:SecureTransport" = "false"', '"aws:SecureTransport" = "true"',
     "A bucket answers requests without TLS"),
    ("gcp", "modules/networking/gcp/main.tf", 'source_ranges = ["0.0.0.0/0"]', 'source_ranges = ["10.0.0.0/8"]',
     "What no other rule admits is not denied"),
    ("gcp", "modules/kubernetes/gcp/main.tf", "deletion_protection   = var.cluster.deletion_protection",
     "deletion_protection   = false", "The cluster can be deleted by mistake"),
    ("gcp", "modules/kubernetes/gcp/node_pools.tf", "total_max_node_count = each.value.nodes.max",
     "total_max_node_count = each.value.nodes.max + 1", "A node pool differs from the stack file in its sizes"),
    ("gcp", "modules/storage/gcp/main.tf", 'public_access_prevention    = "enforced"',
     'public_access_prevention    = "inherited"', "A bucket can be opened to the public"),
    ("gcp", "modules/database/gcp/main.tf", "encryption_key_name = var.foundation.key_id", "",
     "The database is not encrypted with the stack's own key"),
    ("gcp", "modules/cache/gcp/main.tf", "replica_count = var.cache.nodes - 1", "replica_count = 0",
     "The cache does not have 2 nodes"),
    ("azure", "modules/networking/azure/main.tf", 'address_prefixes     = [local.ranges["nodes"]]',
     'address_prefixes     = ["10.97.0.0/18"]', "The subnet of the nodes does not have the range"),
    ("azure", "modules/kubernetes/azure/main.tf", "private_cluster_enabled             = local.private",
     "private_cluster_enabled             = false", "The Kubernetes API is not private"),
    ("azure", "modules/kubernetes/azure/node_pools.tf", '[for taint in each.value.taints : "${taint.key}=${taint.value}:${taint.effect}"]',
     "[]", "A GPU pool lacks the label or the taint"),
    ("azure", "modules/database/azure/main.tf", "public_network_access_enabled = false",
     "public_network_access_enabled = true", "The database has a public address"),
    ("azure", "modules/database/azure/main.tf", "tags = var.foundation.tags",
     'tags = merge(var.foundation.tags, { environment = "dev" })', "The database does not carry the tags of the stack"),
    ("azure", "modules/cache/azure/main.tf", 'var.cache.deletion_protection ? toset(["keep"]) : toset([])',
     "toset([])", "The cache can be deleted by mistake"),
    ("azure", "environments/prod/azure/terraform.tfvars", 'version             = "1.35"',
     'version             = "1.33"', "The cluster is not asked for Kubernetes 1.35."),
]

# A reference to another resource as a whole argument or item, not as a part of a text.
REFERENCE = re.compile(r"(?<!\$\{)(?<!data\.)\b((?:google|azurerm)_\w+)\.\w+(?:\[[^\]]*\])?\.(\w+)")


def computed(cloud_provider):
    """Of each resource type, the attributes that only the provider knows."""
    path, = (ROOT / "stdlib/schemas").glob(f"{cloud_provider}-*.json.gz")
    types = json.loads(gzip.decompress(path.read_bytes()))["resource_schemas"]
    return {name: {attribute for attribute, schema in kind["block"]["attributes"].items()
                   if schema.get("computed") and (attribute == "id" or not schema.get("optional"))}
            for name, kind in types.items()}


class Mocks(MlstackTest):
    """Without the real providers of two clouds at hand: what they check for its form has one."""

    def test_what_another_resource_reads_has_a_form(self):
        self.build(example("fraud-serving"), "tree", "--no-validate")
        for cloud, provider in (("gcp", "google"), ("azure", "azurerm")):
            root = (self.folder / f"tree/environments/prod/{cloud}/tests/stack.tftest.hcl").read_text()
            mocks = dict(re.findall(r'mock_resource "(\w+)" \{\n(.*?)\n  \}', root, re.S))
            known_late = computed(provider)
            read = {(kind, attribute)
                    for tested in re.findall(r'source = "\.\./\.\./\.\./(modules/.*?)"', root)
                    for path in (self.folder / "tree" / tested).glob("*.tf") if path.name != "outputs.tf"
                    for line in path.read_text().splitlines() if not line.lstrip().startswith("#")
                    for kind, attribute in REFERENCE.findall(line) if attribute in known_late.get(kind, ())}
            self.assertGreater(len(read), 5)
            for kind, attribute in sorted(read):
                with self.subTest(kind, attribute=attribute):
                    self.assertRegex(mocks.get(kind, ""), rf"\b{attribute} += ")


class Promises(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()

    def test_every_root_keeps_its_promises(self):
        for name, roots in (("fraud-serving", 9), ("ml-infrastructure", 6)):
            with self.subTest(name):
                self.build(example(name), name)
                out = self.mlstack("validate", "--test", name, code=0).out
                passed = re.findall(r"^environments/\S+ +valid +(\d+) of (\d+) ", out, re.M)
                self.assertEqual(len(passed), roots, out)
                for count, of in passed:
                    self.assertEqual(count, of)
                    self.assertGreater(int(count), 5)

    def test_a_broken_promise_fails_with_its_reason(self):
        self.build(example("fraud-serving"), "tree")
        for environment in ("dev", "staging"):
            shutil.rmtree(self.folder / "tree/environments" / environment)
        for _, name, kept, broken, _ in BREAKS:
            path = self.folder / "tree" / name
            text = path.read_text()
            self.assertIn(kept, text, name)
            path.write_text(text.replace(kept, broken, 1))
        err = self.mlstack("validate", "--test", "tree", code=1).err
        failed = re.findall(r"^tree/environments/prod/(\w+)/tests/stack\.tftest\.hcl:.*Test assertion failed: (.*)$",
                            err, re.M)
        for cloud, name, _, broken, reason in BREAKS:
            with self.subTest(name, broken=broken):
                self.assertTrue(any(root == cloud and text.startswith(reason) for root, text in failed), err)
        self.assertEqual(len(failed), len(BREAKS), err)

    def test_the_users_own_terraform_test(self):
        """As in their CI: no account in the values, no state, nothing of mlstack's validate."""
        self.build(example("fraud-serving"), "tree")
        result = subprocess.run(
            [BINARY, "serve", "--", "sh", "-c",
             "terraform init -backend=false -input=false && terraform test -no-color"],
            cwd=self.folder / "tree/environments/dev/azure", env=terraform_environment(),
            capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("Success! 7 passed, 0 failed.", result.stdout)


if __name__ == "__main__":
    unittest.main()
