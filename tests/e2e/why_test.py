"""`mlstack why`: every generated line is led back to its template line and to the stack file."""
import random
import re
import unittest

from mlstack_test import ROOT, MlstackTest, example

HOLE = re.compile(r"@(?:raw)?\{[^}]*\}")
SAMPLE = 60


def squeeze(line):
    """What formatting may change is the blanks."""
    return re.sub(r"\s+", "", line)


def could_give(template_line, line):
    """Whether the line of a template gives the line: what its holes write may be anything."""
    parts = [re.escape(squeeze(part)) for part in HOLE.split(template_line.replace("@@", "@"))]
    return re.fullmatch(".*".join(parts), squeeze(line)) is not None


def template_line_of(output):
    path, number = re.search(r"^template +(\S+):(\d+)$", output, re.M).groups()
    return (ROOT / path).read_text().splitlines()[int(number) - 1]


class Why(MlstackTest):
    def setUp(self):
        super().setUp()
        (self.folder / ".git").mkdir()
        self.stack = self.folder / "fraud-serving.mlstack"
        self.stack.write_text(example("fraud-serving").read_text())
        self.mlstack("build", "--no-validate", "fraud-serving.mlstack", code=0)
        self.tree = self.folder / "terraform"

    def find(self, path, text):
        """ "terraform/PATH:LINE" of the first line that has the text. """
        lines = (self.tree / path).read_text().splitlines()
        number = next(i for i, line in enumerate(lines, 1) if text in line)
        return f"terraform/{path}:{number}"

    def why(self, path, text):
        return self.mlstack("why", self.find(path, text), code=0).out

    def stack_line(self, output):
        """The line of the stack file that the answer names first."""
        number = int(re.search(r"fraud-serving\.mlstack:(\d+):", output).group(1))
        return self.stack.read_text().splitlines()[number - 1].strip()

    def test_every_line_is_led_to_the_template_line_that_gives_it(self):
        lines = [(path.relative_to(self.folder), number, line)
                 for path in sorted(self.tree.rglob("*")) if path.suffix in (".tf", ".tfvars", ".hcl", ".md")
                 for number, line in enumerate(path.read_text().splitlines(), 1) if line.strip()]
        for path, number, line in random.Random(7).sample(lines, SAMPLE):
            with self.subTest(place=f"{path}:{number}"):
                result = self.mlstack("why", f"{path}:{number}", code=0)
                given_by = template_line_of(result.out)
                # What one hole writes may be several lines, of which none is the template's.
                several_lines = re.search(r"^value .* = a (record|list) of ", result.out, re.M)
                self.assertTrue(could_give(given_by, line) or several_lines,
                                f"{line!r} from {given_by!r}")

    def test_a_value_is_led_to_what_it_was_made_from(self):
        tfvars = "environments/dev/aws/terraform.tfvars"
        for text, stack_line in [
                ("region  ", 'on aws { region = "us-west-2" }'),
                ("cost-center", 'labels       = { cost-center = "cc-1042" }'),
                ("nat  ", "network  { nat = single }"),
                ("version             = \"1.35\"", "kubernetes = 1.35"),
                ("api_access", "cluster  { api_access = [] }"),
                ("    usw2-az1 = {", "network { cidr = 10.20.0.0/16, zones = 3, nat = per-zone }"),
        ]:
            with self.subTest(text=text):
                self.assertEqual(self.stack_line(self.why(tfvars, text)), stack_line)

    def test_a_line_without_a_value_is_led_to_what_its_file_is_for(self):
        for path, text, stack_line in [
                ("modules/database/aws/main.tf", "vpc_security_group_ids", "database metadata {"),
                ("modules/networking/gcp/main.tf", 'resource "google_compute_network"',
                 "network { cidr = 10.20.0.0/16, zones = 3, nat = per-zone }"),
                ("environments/prod/azure/main.tf", "cache      = each.value",
                 "cache predictions { engine = valkey, memory = 6GiB }"),
                ("environments/dev/azure/providers.tf", "subscription_id", "environment dev {"),
                ("environments/staging/azure/providers.tf", "subscription_id", "stack fraud-serving {"),
        ]:
            with self.subTest(path=path, text=text):
                self.assertEqual(self.stack_line(self.why(path, text)), stack_line)

    def test_the_conditions_and_includes_of_a_line_are_told(self):
        output = self.why("environments/prod/aws/main.tf", 'module "cache"')
        self.assertRegex(output, r"because +uses\.cache = true, from fraud-serving\.mlstack:46:3")
        output = self.why("modules/kubernetes/gcp/variables.tf", 'variable "cluster"')
        self.assertRegex(output, r"included +by templates/modules/kubernetes/CLOUD/variables\.tf:\d+")

    def test_an_edited_file_is_led_to_its_component_and_said_to_differ(self):
        path = self.tree / "modules/database/aws/main.tf"
        path.write_text("# edited\n" + path.read_text())
        result = self.mlstack("why", self.find("modules/database/aws/main.tf", "# edited"), code=0)
        self.assertEqual(self.stack_line(result.out), "database metadata {")
        self.assertIn("now gives another text", result.err)

    def test_what_others_wrote_cannot_drive_the_terminal(self):
        hostile = "\\u001b]0;owned\\u0007\u202e"
        text = self.stack.read_text().replace('"Real-time fraud scoring"', f'"{hostile}"')
        self.stack.write_text(text)
        self.mlstack("build", "--no-validate", "fraud-serving.mlstack", code=0)
        path = self.tree / "modules/database/aws/main.tf"
        path.write_text("# \x1b]0;owned\x07\n" + path.read_text())
        output = self.why("modules/database/aws/main.tf", "# \x1b")
        output += self.why("README.md", "owned")
        self.assertIn("owned", output)
        for mark in ("\x1b", "\x07", "\u202e"):
            self.assertNotIn(mark, output)

    def test_what_cannot_be_answered_is_one_clear_error(self):
        (self.folder / "other.tf").write_text("locals {}\n")
        for operand, code, text in [
                ("terraform/README.md", 2, "why takes a generated file with a line"),
                ("terraform/README.md:0", 2, "why takes a generated file with a line"),
                ("terraform/README.md:2", 2, "has nothing on line 2"),
                ("terraform/absent.tf:1", 1, "MLS4001"),
                ("other.tf:1", 1, "MLS4009"),
        ]:
            with self.subTest(operand=operand):
                result = self.mlstack("why", operand, code=code)
                self.assertIn(text, result.err)

    def test_the_answer_is_the_same_from_inside_the_tree(self):
        from_the_top = self.why("modules/database/aws/main.tf", "vpc_security_group_ids")
        place = self.find("modules/database/aws/main.tf", "vpc_security_group_ids")
        self.folder = self.tree / "modules/database/aws"
        output = self.mlstack("why", place.split("/")[-1], code=0).out
        self.assertEqual(output.replace("../../../../", "").replace("main.tf:", place.split(":")[0] + ":", 1),
                         from_the_top)

    def test_a_stack_file_in_another_folder_of_the_repository_is_found(self):
        place = self.find("README.md", "# fraud-serving")
        (self.folder / "stacks/fraud").mkdir(parents=True)
        self.stack.rename(self.folder / "stacks/fraud/fraud-serving.mlstack")
        self.assertIn("stacks/fraud/fraud-serving.mlstack:", self.mlstack("why", place, code=0).out)
        self.write("stacks/other/fraud-serving.mlstack", "stack other {}\n")
        self.assertIn("MLS4009", self.mlstack("why", place, code=1).err)

    def test_the_stack_file_may_be_elsewhere(self):
        place = self.find("README.md", "# fraud-serving")
        self.stack.rename(self.folder / "moved.mlstack")
        self.assertIn("MLS4009", self.mlstack("why", place, code=1).err)
        self.mlstack("why", place, "moved.mlstack", code=0)


if __name__ == "__main__":
    unittest.main()
