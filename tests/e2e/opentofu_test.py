"""OpenTofu as the judge, where it is installed."""
import re
import shutil
import unittest

from mlstack_test import MlstackTest, example


class OpenTofu(MlstackTest):
    def setUp(self):
        super().setUp()
        if shutil.which("tofu") is None:
            self.skipTest("no tofu on PATH")

    def test_generated_tests_pass(self):
        """Its mocks want every attribute of an object, and its asserts see values as they are written."""
        self.build(example("fraud-serving"), "tree", "--no-validate")
        out = self.mlstack("validate", "--test", "--terraform", "tofu", "tree", code=0).out
        self.assertEqual(len(re.findall(r" valid +7 of 7 ", out)), 9, out)


if __name__ == "__main__":
    unittest.main()
