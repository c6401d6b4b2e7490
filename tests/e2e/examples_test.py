"""Every example builds, is formatted, and is valid in the eyes of the real terraform."""
import itertools
import re
import subprocess
import unittest

from mlstack_test import CLOUDS, EXAMPLES, MlstackTest, example, terraform, terraform_environment

FEATURES = {
    "gpu": "  cluster { gpu inference { type = t4 } }",
    "storage": "  storage models {}",
    "database": "  database metadata {}",
    "cache": "  cache predictions {}",
}


def verdicts(text):
    """Root -> verdict, from the table that build and validate print."""
    return dict(re.findall(r"^(environments/\S+) +(valid|\d+ errors?)", text, re.M))


class Examples(MlstackTest):
    def test_every_example_is_valid(self):
        self.need_terraform()
        for path in EXAMPLES:
            with self.subTest(path.stem):
                tree = self.folder / path.stem
                result = self.mlstack("build", path, "-o", tree, "--require-terraform", code=0)
                roots = verdicts(result.out)
                on_disk = {str(folder.relative_to(tree)) for folder in tree.glob("environments/*/*")}
                self.assertEqual(set(roots), on_disk)
                self.assertEqual(set(roots.values()), {"valid"})
                self.assertIn("judged by terraform", result.out)

    def test_every_example_is_formatted(self):
        self.need_terraform()
        for path in EXAMPLES:
            with self.subTest(path.stem):
                tree = self.folder / path.stem
                self.build(path, tree)
                run = subprocess.run([terraform(), "fmt", "-check", "-diff", "-recursive", str(tree)],
                                     capture_output=True, text=True, timeout=120,
                                     env=terraform_environment())
                self.assertEqual(run.stdout + run.stderr, "")
                self.assertEqual(run.returncode, 0)

    def test_fraud_serving_has_nine_roots_and_six_modules_on_three_clouds(self):
        tree = self.folder / "tree"
        self.build(example("fraud-serving"), tree)
        self.assertEqual(len(list(tree.glob("environments/*/*/main.tf"))), 9)
        self.assertEqual(
            sorted(str(path.relative_to(tree / "modules")) for path in tree.glob("modules/*/*")),
            sorted(f"{component}/{cloud}" for cloud in CLOUDS for component in
                   ("cache", "database", "foundation", "kubernetes", "networking", "storage")))

    def test_what_is_not_generated_is_said(self):
        result = self.build(example("fraud-serving"), self.folder / "tree")
        for component in ("ingress", "monitoring", "budget"):
            self.assertRegex(result.err, rf"warning\[MLS4008\].*'{component}'")


class Subsets(MlstackTest):
    """Only what the stack uses is generated, and every on/off combination is valid."""

    def test_every_subset_on_every_cloud(self):
        self.need_terraform()
        for size in range(len(FEATURES) + 1):
            for subset in itertools.combinations(FEATURES, size):
                with self.subTest("+".join(subset) or "nothing"):
                    self.check_subset(subset)

    def check_subset(self, subset):
        name = "s" + "".join(feature[0] for feature in subset)
        self.write(f"{name}.mlstack", f"stack {name} {{\n  clouds = [aws, gcp, azure]\n"
                   "  environments = [dev]\n  region = us-central\n" +
                   "\n".join(FEATURES[feature] for feature in subset) + "\n}\n")
        result = self.mlstack("build", f"{name}.mlstack", "-o", name, "--require-terraform", code=0)
        self.assertEqual(verdicts(result.out),
                         {f"environments/dev/{cloud}": "valid" for cloud in CLOUDS})
        for component in ("storage", "database", "cache"):
            there = (self.folder / name / "modules" / component).exists()
            self.assertEqual(there, component in subset)
        texts = "".join(path.read_text()
                        for path in (self.folder / name).rglob("environments/**/main.tf"))
        for component in ("storage", "database", "cache"):
            self.assertEqual(f'module "{component}"' in texts, component in subset)


class Judges(MlstackTest):
    """Terraform's verdict, and the lesser one where there is no terraform."""

    def misspell(self):
        tree = self.folder / "tree"
        self.build(example("single-cloud-aws"), tree)
        path = tree / "modules/storage/aws/main.tf"
        text = path.read_text()
        self.assertIn("force_destroy", text)
        path.write_text(text.replace("force_destroy", "force_destory", 1))
        line = text[:text.index("force_destroy")].count("\n") + 1
        return tree, f"modules/storage/aws/main.tf:{line}:"

    def test_terraform_finds_a_misspelling(self):
        self.need_terraform()
        tree, place = self.misspell()
        result = self.mlstack("validate", tree, "--require-terraform", code=1)
        self.assertIn(place, result.err)
        self.assertIn("Unsupported argument", result.err)
        self.assertIn("force_destory", result.err)

    def test_the_lesser_check_finds_it_too(self):
        tree, place = self.misspell()
        result = self.mlstack("validate", tree, path="/nonexistent", code=1)
        self.assertIn(place, result.err)
        self.assertIn("force_destory", result.err)
        self.assertIn("lesser check", result.out)

    def test_without_terraform_a_build_still_ends_with_a_verdict(self):
        result = self.mlstack("build", example("fraud-serving"), "-o", "tree", path="/nonexistent",
                              code=0)
        self.assertIn("9 of 9 roots valid", result.out)
        self.assertIn("lesser check", result.out)

    def test_terraform_can_be_required(self):
        self.mlstack("build", example("minimal"), "-o", "tree", "--require-terraform",
                     path="/nonexistent", code=3)

    def test_identical_roots_are_judged_once(self):
        self.need_terraform()
        result = self.mlstack("build", example("minimal"), "-o", "tree", code=0)
        self.assertIn("same text as environments/", result.out)


if __name__ == "__main__":
    unittest.main()
