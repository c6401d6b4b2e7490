"""check --parity: what each cloud gives, side by side."""
import unittest

from mlstack_test import MlstackTest, example

WIDTH = 80


class ParityTest(MlstackTest):
    def report(self, text):
        return self.mlstack("check", "--parity", self.write("s.mlstack", text), code=0).out

    def test_fits_a_terminal(self):
        report = self.mlstack("check", "--parity", example("fraud-serving"), code=0).out
        self.assertTrue(report.startswith("fraud-serving, cloud by cloud\n"))
        for line in report.splitlines():
            self.assertLessEqual(len(line), WIDTH, line)

    def test_services_and_why_one_differs(self):
        report = self.report("stack s {\n clouds = [aws, azure]\n cache sessions {}\n}\n")
        heads = report.splitlines()[2]
        self.assertEqual(heads.split(), ["AWS", "Azure"])
        self.assertIn("ElastiCache", report)
        self.assertRegex(report, r"cache sessions: engine +valkey +redis")
        self.assertRegex(" ".join(report.split()), r"- cache sessions: .*Azure sells no Valkey")

    def test_only_what_the_stack_uses(self):
        report = self.report("stack s {\n clouds = [aws, gcp]\n}\n")
        self.assertIn("cluster", report)
        self.assertNotIn("database", report)
        self.assertNotIn("spot", report)

    def test_environments_that_differ_are_named(self):
        report = " ".join(
            self.report("stack s {\n clouds = [aws, gcp]\n database {}\n}\n").split()
        )
        self.assertIn("7 days (dev, staging), 14 days (prod)", report.replace("  ", " "))

    def test_nothing_when_there_are_errors(self):
        path = self.write("bad.mlstack", "stack s {\n clouds = [aws]\n nonsense {}\n}\n")
        self.assertEqual(self.mlstack("check", "--parity", path, code=1).out, "")


if __name__ == "__main__":
    unittest.main()
