"""The promises of docs/security.md, held against the generated trees of all three clouds.

A promise is a piece of HCL that must stand in every resource of a type. Many have no check in the
public scanners. Each is also tried the other way: taken out of the tree, it must be missed.
"""
import functools
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from mlstack_test import BINARY, CLOUDS, MlstackTest, example
from security_promises import ALWAYS, COMPANIONS, NEVER


def flat(text):
    """Without comments, and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"^\s*#.*$", "", text, flags=re.M)).strip()


def resources(text):
    """Address -> body of every resource."""
    return {f"{kind}.{name}": flat(body)
            for kind, name, body in re.findall(r'^resource "(\w+)" "(\w+)" \{\n(.*?)^\}', text,
                                               re.M | re.S)}


def missing(address, pieces, found):
    """Addresses of the kind that have none of the pieces; the kind itself when nothing is of it."""
    chosen = [known for known in found if address in (known, known.split(".")[0])]
    return [known for known in chosen
            if not any(piece in found[known] for piece in pieces)] if chosen else [address]


def without(body, pieces):
    for piece in pieces:
        body = body.replace(piece, "")
    return body


def values(text):
    """The literals of a terraform.tfvars."""
    tokens = re.findall(r'"(?:\\.|[^"\\])*"|[{}\[\]=,]|[^\s{}\[\]=,]+',
                        re.sub(r"^\s*#.*$", "", text, flags=re.M))
    tokens.append("}")

    def value():
        token = tokens.pop(0)
        if token == "{":
            return members()
        if token == "[":
            items = []
            while tokens[0] != "]":
                items.append(value())
                if tokens[0] == ",":
                    tokens.pop(0)
            tokens.pop(0)
            return items
        if token.startswith('"'):
            return token[1:-1]
        return {"true": True, "false": False}.get(token, token if not token.isdigit() else int(token))

    def members():
        found = {}
        while tokens[0] != "}":
            if tokens[0] == ",":
                tokens.pop(0)
                continue
            key = tokens.pop(0).strip('"')
            tokens.pop(0)
            found[key] = value()
        tokens.pop(0)
        return found

    return members()


@functools.cache
def trees():
    """The examples that between them have every component, built once: (cloud, file) -> text."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="mlstack-security-"))
    try:
        texts = {}
        for name in ("fraud-serving", "feature-store"):
            subprocess.run([BINARY, "build", "--no-validate", example(name), "-o", folder / name],
                           check=True, capture_output=True, timeout=300)
            texts[name] = {str(path.relative_to(folder / name)): path.read_text()
                           for path in sorted((folder / name).rglob("*.tf*"))}
        return texts
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def setUpModule():
    """A build that fails is one failure, not one for each promise."""
    trees()


@functools.cache
def found(cloud):
    """The resources of each tree's modules for one cloud."""
    return [resources("\n".join(text for path, text in tree.items()
                                if re.match(rf"modules/\w+/{cloud}/", path)))
            for tree in trees().values()]


class Always(MlstackTest):
    def promises(self):
        for promise, clouds in ALWAYS.items():
            for cloud, addresses in clouds.items():
                for address, pieces in addresses.items():
                    for piece in pieces:
                        yield (promise, cloud, address,
                               piece if isinstance(piece, tuple) else (piece,))

    def test_promises_are_kept(self):
        for promise, cloud, address, pieces in self.promises():
            with self.subTest(promise, cloud=cloud, address=address):
                # Redis on Google Cloud is in one of the two trees only.
                somewhere = [tree for tree in found(cloud)
                             if any(address in (known, known.split(".")[0]) for known in tree)]
                self.assertTrue(somewhere, f"no {address}")
                for tree in somewhere:
                    self.assertEqual(missing(address, pieces, tree), [], pieces)

    def test_a_broken_promise_is_noticed(self):
        for promise, cloud, address, pieces in self.promises():
            with self.subTest(promise, cloud=cloud, address=address):
                for tree in found(cloud):
                    broken = {known: without(body, pieces) for known, body in tree.items()}
                    self.assertTrue(missing(address, pieces, broken), pieces)

    def test_what_is_never_there(self):
        for name, tree in trees().items():
            for path, text in tree.items():
                for what, pattern in NEVER.items():
                    with self.subTest(what, tree=name, path=path):
                        self.assertNotRegex(re.sub(r"(?m)^\s*#.*$", "", text),
                                            re.compile(pattern, re.M))

    def test_companions(self):
        for cloud in CLOUDS:
            for tree in found(cloud):
                for kind, companions in COMPANIONS.items():
                    names = {known.split(".")[1] for known in tree if known.split(".")[0] == kind}
                    for companion in companions:
                        for name in names:
                            self.assertIn(f"{companion}.{name}", tree)

    def test_nothing_comes_in_from_anywhere(self):
        """What names the whole internet either denies or leads out."""
        for cloud in CLOUDS:
            for tree in found(cloud):
                for address, body in tree.items():
                    if "0.0.0.0/0" in body and 'direction = "INGRESS"' in body:
                        self.assertIn('deny { protocol = "all" }', body, address)
                    elif "0.0.0.0/0" in body:
                        self.assertTrue(address.startswith("aws_route."), address)
                    if 'access = "Allow"' in body:
                        self.assertNotRegex(body, r'source_address_prefix = "(\*|Internet)"')

    def test_default_security_group_has_no_rules(self):
        for tree in found("aws"):
            self.assertNotRegex(tree["aws_default_security_group.closed"], r"\b(ingress|egress) ")

    def test_every_azure_subnet_has_a_security_group(self):
        for tree in found("azure"):
            joined = {body.split("subnet_id = azurerm_subnet.")[1].split(".")[0]
                      for address, body in tree.items()
                      if address.startswith("azurerm_subnet_network_security_group_association.")}
            self.assertEqual(joined, {address.split(".")[1] for address in tree
                                      if address.startswith("azurerm_subnet.")})

    def test_outputs_hand_out_no_secret(self):
        for tree in trees().values():
            for path, text in tree.items():
                if path.endswith("outputs.tf"):
                    self.assertNotRegex(text, r"(kube_config_raw|kube_admin_config|client_key|auth_string\b)")


class Environments(MlstackTest):
    """fraud-serving's terraform.tfvars: what prod adds, what dev relaxes."""

    def read(self, environment, cloud):
        return values(trees()["fraud-serving"][f"environments/{environment}/{cloud}/terraform.tfvars"])

    def test_prod(self):
        for cloud in CLOUDS:
            with self.subTest(cloud):
                prod = self.read("prod", cloud)
                database, cache = prod["databases"]["metadata"], prod["caches"]["predictions"]
                self.assertEqual(prod["network"]["nat"], "per-zone")
                self.assertEqual(len(prod["network"]["zones"]), 3)
                self.assertEqual(len(prod["cluster"]["zones"]), 3)
                self.assertEqual(len(prod["pools"]["general"]["zones"]), 3)
                self.assertGreaterEqual(prod["pools"]["general"]["nodes"]["min"], 3)
                self.assertIs(prod["pools"]["general"]["spot"], False)
                self.assertIs(prod["foundation"]["protected"], True)
                self.assertGreaterEqual(prod["foundation"]["key_deletion_days"], 30)
                self.assertGreaterEqual(prod["foundation"]["audit_log_days"], 365)
                self.assertIs(prod["cluster"]["highly_available"], True)
                self.assertIs(prod["cluster"]["deletion_protection"], True)
                self.assertNotEqual(database["high_availability"], "none")
                self.assertGreaterEqual(database["backup_days"], 7)
                self.assertIs(database["deletion_protection"], True)
                self.assertEqual(cache["nodes"], 2)
                for field in ("high_availability", "persistence", "deletion_protection"):
                    self.assertIs(cache[field], True)
                for bucket in prod["storage"]["buckets"].values():
                    self.assertIs(bucket["force_destroy"], False)

    def test_dev(self):
        for cloud in CLOUDS:
            with self.subTest(cloud):
                dev = self.read("dev", cloud)
                database, cache = dev["databases"]["metadata"], dev["caches"]["predictions"]
                self.assertEqual(dev["network"]["nat"], "single")
                self.assertIs(dev["pools"]["general"]["spot"], True)
                self.assertIs(dev["foundation"]["protected"], False)
                self.assertIs(dev["cluster"]["deletion_protection"], False)
                self.assertEqual(database["high_availability"], "none")
                self.assertIs(database["deletion_protection"], False)
                self.assertEqual(cache["nodes"], 1)
                self.assertIs(cache["deletion_protection"], False)
                for bucket in dev["storage"]["buckets"].values():
                    self.assertIs(bucket["force_destroy"], True)

    def test_every_environment(self):
        for environment in ("dev", "staging", "prod"):
            for cloud in CLOUDS:
                with self.subTest(environment, cloud=cloud):
                    given = self.read(environment, cloud)
                    self.assertEqual(given["cluster"]["api_access"], [])
                    self.assertGreater(given["network"]["flow_log_days"], 0)
                    self.assertGreater(given["foundation"]["log_days"], 0)
                    self.assertGreaterEqual(given["foundation"]["key_deletion_days"], 7)
                    for bucket in given["storage"]["buckets"].values():
                        self.assertIs(bucket["versioning"], True)
                    gpu = given["pools"]["inference"]
                    self.assertEqual(gpu["nodes"]["min"], 0)
                    self.assertEqual([taint["key"] for taint in gpu["taints"]], ["nvidia.com/gpu"])
                    if cloud == "azure":
                        self.assertGreaterEqual(given["cluster"]["system_pool"]["nodes"]["min"], 2)


class Waivers(MlstackTest):
    """One resource, one rule, one reason."""

    def test_checkov(self):
        for tree in trees().values():
            for path, text in tree.items():
                for line in re.findall(r"^.*checkov:skip.*$", text, re.M):
                    with self.subTest(line, path=path):
                        self.assertRegex(line, r"^  # checkov:skip=CKV2?_[A-Z]+_\d+:\w.*\.$")
                        self.assertGreaterEqual(len(line.split(":", 2)[2].split()), 3)

    def test_trivy(self):
        """The line above says why, the line below is the resource."""
        for tree in trees().values():
            for path, text in tree.items():
                lines = text.split("\n")
                for number, line in enumerate(lines):
                    if "trivy:ignore" not in line:
                        continue
                    with self.subTest(line, path=path):
                        self.assertRegex(line, r"^#( trivy:ignore:[A-Z]{3}-\d{4})+$")
                        self.assertRegex(lines[number - 1], r"^# .*[.:]$")
                        self.assertRegex(lines[number + 1], r'^resource "')

    def test_no_blanket(self):
        for tree in trees().values():
            for path in tree:
                self.assertNotRegex(path, r"trivyignore|\.checkov|\.tflint|\.tfsec")


if __name__ == "__main__":
    unittest.main()
