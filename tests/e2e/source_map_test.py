"""The judge's messages arrive on the line of the stack file that caused the generated one."""
import json
import shutil
import unittest

from mlstack_test import ROOT, MlstackTest, example

# A template, what is put in place of what, the line of the stack file, and words of terraform's.
# Terraform tells of one module of a root only, so a round has one fault for each cloud at the most.
ROUNDS = (
    (
        ("modules/database/aws/main.tf", "  vpc_security_group_ids", "  vpc_security_group_idz",
         "database metadata {", "vpc_security_group_idz"),
        ("modules/database/gcp/main.tf", "  deletion_protection = var.database",
         "  deletion_protection = var.databaze", "database metadata {", "undeclared input variable"),
        ("modules/networking/azure/main.tf", "[var.network.cidr]", "[var.network.cidrr]",
         "network { cidr", 'does not have an attribute named "cidrr"'),
    ),
    (
        ("modules/cache/aws/main.tf", "auto_minor_version_upgrade = false",
         "auto_minor_version_upgrade = []", "cache predictions {", "string required"),
        ("modules/storage/gcp/main.tf", "uniform_bucket_level_access", "uniform_bucket_level_acces",
         "storage models {", "uniform_bucket_level_acces"),
        ("modules/kubernetes/azure/main.tf", "private_cluster_enabled ", "private_cluster_enbled ",
         "cluster {", "private_cluster_enbled"),
    ),
    (
        ("modules/networking/aws/main.tf", "enable_dns_support ", "enable_dns_suport ",
         "network { cidr", "enable_dns_suport"),
        ("modules/kubernetes/gcp/main.tf", "remove_default_node_pool = true",
         "remove_default_node_pool = local.absent", "cluster {", "undeclared local value"),
    ),
    (
        ("environments/ENVIRONMENT/CLOUD/main.tf", "  cluster    = var.cluster\n",
         "  clusterr   = var.cluster\n", "cluster {", "clusterr"),
    ),
    (
        ("environments/ENVIRONMENT/CLOUD/main.tf", "  cache      = each.value\n",
         "  cache      = each.valu\n", "cache predictions {", "each"),
    ),
)


class SourceMap(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()
        (self.folder / ".git").mkdir()
        self.stack = self.write("fraud-serving.mlstack", example("fraud-serving").read_text())
        self.templates = self.folder / "templates"
        shutil.copytree(ROOT / "templates", self.templates)

    def put(self, template, old, new):
        path = self.templates / template
        text = path.read_text()
        self.assertIn(old, text, template)
        path.write_text(text.replace(old, new, 1))

    def judged(self, *arguments, code=1, **options):
        """What was said: the message, and the text of the line that it is about."""
        result = self.mlstack(*arguments, "--format", "json", code=code, **options)
        found = []
        for item in map(json.loads, result.out.splitlines()):
            if item["code"] in ("MLS5001", "MLS5010", "MLS5011", "MLS5012", "MLS5013"):
                line = ""
                if item["file"]:
                    text = (self.folder / item["file"]).read_text()
                    line = text.splitlines()[item["begin"]["line"] - 1].strip()
                found.append((item, line))
        return found

    def assert_said(self, found, stack_line, words):
        for item, line in found:
            text = " ".join([item["message"], *item["notes"]])
            here = item["file"] == "fraud-serving.mlstack" and line.startswith(stack_line)
            if here and words in text:
                return
        self.fail(f"nothing about {words!r} on {stack_line!r} in\n" + "\n".join(
            f"{item['file']}: {line}: {item['message']}" for item, line in found))

    def test_ten_faults_are_told_at_the_lines_that_caused_them(self):
        for faults in ROUNDS:
            shutil.rmtree(self.templates)
            shutil.copytree(ROOT / "templates", self.templates)
            for template, old, new, _, _ in faults:
                self.put(template, old, new)
            found = self.judged("build", "--templates", "templates", "fraud-serving.mlstack")
            for template, _, _, stack_line, words in faults:
                with self.subTest(template=template):
                    self.assert_said(found, stack_line, words)
        # The same of the tree alone: its manifest says what it was built from.
        again = self.judged("validate", "--templates", "templates", "terraform")
        self.assertEqual([item["begin"] for item, _ in again], [item["begin"] for item, _ in found])

    def test_a_wrong_value_is_told_where_it_was_written(self):
        values = "environments/ENVIRONMENT/CLOUD/terraform.tfvars"
        self.put(values, "region      = @{region}", "region      = [@{region}]")
        self.mlstack("build", "--no-validate", "--templates", "templates", "fraud-serving.mlstack",
                     code=0)
        found = self.judged("validate", "--plan", "--templates", "templates",
                            "terraform/environments/dev/aws")
        self.assert_said(found, 'on aws { region = "us-west-2" }', "Invalid value for input variable")

    def test_a_fault_in_a_file_of_the_users_stays_there_and_names_its_component(self):
        self.mlstack("build", "--no-validate", "fraud-serving.mlstack", code=0)
        self.write("terraform/modules/storage/aws/extra.tf",
                   'resource "aws_sqs_queue" "models" {\n  nam = "models"\n}\n')
        for path in (None, "/usr/bin:/bin"):
            with self.subTest(path=path):
                (item, line), *_ = self.judged("validate", "terraform", path=path)
                self.assertEqual(item["file"], "terraform/modules/storage/aws/extra.tf")
                self.assertEqual(line, 'nam = "models"')
                (label,) = item["labels"]
                self.assertEqual(label["file"], "fraud-serving.mlstack")
        self.write("terraform/modules/storage/aws/extra.tf",
                   'resource "aws_sqs_queue" "models" {\n  name = "models"\n}\n')
        self.mlstack("validate", "terraform", code=0)

    def test_the_line_is_found_from_inside_a_root_too(self):
        self.put(*ROUNDS[0][0][:3])
        self.mlstack("build", "--no-validate", "--templates", "templates", "fraud-serving.mlstack",
                     code=0)
        self.folder = self.folder / "terraform/environments/dev/aws"
        found = self.judged("validate", "--templates", self.templates, ".")
        self.assertEqual([(item["file"], line) for item, line in found],
                         [("../../../../fraud-serving.mlstack", "database metadata {")])

    def test_the_lesser_check_is_mapped_too(self):
        self.put(*ROUNDS[0][0][:3])
        found = self.judged("build", "--templates", "templates", "fraud-serving.mlstack",
                            path="/usr/bin:/bin")
        self.assert_said(found, "database metadata {", "vpc_security_group_idz")

    def test_without_its_stack_file_a_tree_is_judged_at_its_own_lines(self):
        self.put(*ROUNDS[0][0][:3])
        self.mlstack("build", "--no-validate", "--templates", "templates", "fraud-serving.mlstack",
                     code=0)
        self.stack.unlink()
        found = self.judged("validate", "terraform")
        self.assertEqual({item["file"] for item, _ in found},
                         {"terraform/modules/database/aws/main.tf"})


if __name__ == "__main__":
    unittest.main()
