"""One interface per component and one root text, over the three clouds."""
import re
import unittest

from mlstack_test import CLOUDS, MlstackTest, example


def blocks(text, kind):
    """Top-level blocks of a kind by label, as their text. Our output closes them in column one."""
    return {match.group(1): match.group(2)
            for match in re.finditer(rf'^{kind} "([^"]+)" \{{\n(.*?)^\}}', text, re.M | re.S)}


def attribute(block, name):
    match = re.search(rf"^  {name} += (.*?)(?=^  \w+ +=|^  \w+ \{{|\Z|^  \w+ = )", block, re.M | re.S)
    return re.sub(r"\s+", " ", match.group(1)).strip() if match else None


class Interfaces(MlstackTest):
    def setUp(self):
        super().setUp()
        self.tree = self.folder / "tree"
        self.build(example("fraud-serving"), self.tree)

    def texts(self, pattern):
        return {cloud: (self.tree / pattern.replace("CLOUD", cloud)).read_text() for cloud in CLOUDS}

    def components(self):
        return sorted(path.name for path in (self.tree / "modules").iterdir())

    def test_every_component_is_there(self):
        self.assertEqual(self.components(), ["cache", "database", "foundation", "kubernetes",
                                             "networking", "storage"])

    def test_variables_are_equal(self):
        for component in self.components():
            with self.subTest(component):
                interfaces = {
                    cloud: [(name, attribute(block, "type"), attribute(block, "description"))
                            for name, block in blocks(text, "variable").items()]
                    for cloud, text in self.texts(f"modules/{component}/CLOUD/variables.tf").items()}
                self.assertTrue(interfaces["aws"])
                self.assertEqual(interfaces["aws"], interfaces["gcp"])
                self.assertEqual(interfaces["aws"], interfaces["azure"])

    def test_outputs_are_equal(self):
        """Names, meaning, and the keys of what is handed out; opaque objects are a cloud's own."""
        for component in self.components():
            with self.subTest(component):
                texts = self.texts(f"modules/{component}/CLOUD/outputs.tf")
                names = {cloud: sorted(blocks(text, "output")) for cloud, text in texts.items()}
                self.assertTrue(names["aws"])
                self.assertEqual(names["aws"], names["gcp"])
                self.assertEqual(names["aws"], names["azure"])
                for name in names["aws"]:
                    if name in ("cloud", "attachment"):
                        continue
                    keys = {cloud: self.keys(blocks(text, "output")[name])
                            for cloud, text in texts.items()}
                    self.assertTrue(keys["aws"], name)
                    self.assertEqual(keys["aws"], keys["gcp"], name)
                    self.assertEqual(keys["aws"], keys["azure"], name)

    @staticmethod
    def keys(block):
        value = block[block.index("value"):]
        return sorted(set(re.findall(r"^ {4,8}(\w+) +=", value, re.M)))

    def test_root_texts_are_equal(self):
        for environment in ("dev", "staging", "prod"):
            for file in ("main.tf", "variables.tf", "outputs.tf"):
                with self.subTest(f"{environment}/{file}"):
                    texts = self.texts(f"environments/{environment}/CLOUD/{file}")
                    neutral = {re.sub(r'(source += "\.\./\.\./\.\./modules/\w+/)\w+"', r"\1CLOUD\"", text)
                               for text in texts.values()}
                    self.assertEqual(len(neutral), 1)

    def test_tfvars_have_the_same_keys(self):
        for environment in ("dev", "staging", "prod"):
            keys = {cloud: [key for key in re.findall(r"^(\w+) +=", text, re.M) if key != "account"]
                    for cloud, text in
                    self.texts(f"environments/{environment}/CLOUD/terraform.tfvars").items()}
            self.assertEqual(keys["aws"], keys["gcp"])
            self.assertEqual(keys["aws"], keys["azure"])


if __name__ == "__main__":
    unittest.main()
