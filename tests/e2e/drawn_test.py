"""Stacks drawn at random: what the check takes, terraform takes, and its generated tests pass.

MLSTACK_DRAWN=FIRST..LAST draws others than those of CI.
"""
import os
import random
import unittest

from mlstack_test import CLOUDS, MlstackTest

NAMES = ("a", "models", "data-lake", "x9", "very-long-name-for-a-thing-here", "embeddings-v2", "prod")
REGIONS = ("us-east", "us-west", "eu-west", "eu-central", "uk", "ap-northeast", "ca")
SIZES = ("small", "medium", "large")
FLAGS = ("true", "false")

# What may be written for each field.
NETWORK = {
    "cidr": ("10.0.0.0/16", "172.16.0.0/16", "10.64.0.0/18"),
    "zones": ("1", "2", "3"),
    "nat": ("single", "per-zone", "none"),
    "flow_logs": ("true", "false", "30d", "400d"),
}
CLUSTER = {
    "size": SIZES,
    "nodes": ("1..1", "2..5", "3..20"),
    "disk": ("64GiB", "1TiB"),
    "spot": FLAGS,
    "api_access": ("[]", "[203.0.113.0/24]", "[203.0.113.7/32, 198.51.100.0/24]"),
}
POOL = {
    "size": SIZES,
    "nodes": ("0..3", "2..9"),
    "spot": FLAGS,
    "labels": ('{ tier = "edge", role = "x" }',),
    "taints": ('["team=search:NoSchedule"]', '["a=b:NoExecute", "c=d:NoSchedule"]'),
}
GPU = {"type": ("t4", "l4", "a10g", "a100-80gb"), "nodes": ("0..2", "1..4"), "spot": FLAGS}
STORAGE = {
    "versioning": FLAGS,
    "expire_noncurrent": ("1d", "90d"),
    "expire": ("400d", "3650d"),
    "tiers": ("{ cool = 30d }", "{ archive = 180d }", "{ cool = 60d, archive = 365d }"),
}
DATABASE = {
    "version": ("16", "17"),
    "size": SIZES,
    "storage": ("20GiB", "33GiB", "1TiB", "16TiB"),
    "ha": FLAGS,
    "backups": ("1d", "35d"),
    "replicas": ("0", "1", "5"),
    "deletion_protection": FLAGS,
}
CACHE = {
    "engine": ("redis", "valkey"),
    "memory": ("256MiB", "6GiB", "50GiB"),
    "ha": FLAGS,
    "persistence": FLAGS,
}
BLOCKS = ("tiers",)


def settings(draw, fields):
    """About half of the fields, each with one of its values."""
    chosen = [field for field in fields if draw.random() < 0.5]
    return [f"{field} {draw.choice(fields[field])}" if field in BLOCKS
            else f"{field} = {draw.choice(fields[field])}" for field in chosen]


def block(draw, header, fields, inside=()):
    return "\n".join([f"{header} {{", *settings(draw, fields), *inside, "}"])


def several(draw, component, fields):
    names = draw.sample(NAMES, draw.randint(0, 2))
    return [block(draw, f"{component} {name}", fields) for name in names]


def draw_stack(seed):
    draw = random.Random(seed)
    pools = several(draw, "pool", POOL) + draw.choice([[], [block(draw, "gpu training", GPU)]])
    return "\n".join([
        f"stack drawn-{seed} {{",
        f"clouds = [{draw.choice(CLOUDS)}]",
        "environments = [dev, prod]",
        f"region = {draw.choice(REGIONS)}",
        'labels = { team = "ml", cost-center = "CC 12/\u00e4" }',
        block(draw, "network", NETWORK),
        block(draw, "cluster", CLUSTER, pools),
        *several(draw, "storage", STORAGE),
        *several(draw, "database", DATABASE),
        *several(draw, "cache", CACHE),
        "environment dev {",
        block(draw, "network", {"zones": NETWORK["zones"], "nat": NETWORK["nat"]}),
        "}",
        "}",
    ]) + "\n"


class DrawnStacks(MlstackTest):
    def test_terraform_takes_them_and_they_keep_their_promises(self):
        self.need_terraform()
        first, last = map(int, os.environ.get("MLSTACK_DRAWN", "1..8").split(".."))
        built = 0
        for seed in range(first, last + 1):
            stack = self.write(f"drawn-{seed}.mlstack", draw_stack(seed))
            tree = self.folder / f"tree-{seed}"
            result = self.mlstack("build", "--no-validate", "-o", tree, stack)
            self.assertIn(result.returncode, (0, 1), result.err)
            if result.returncode == 1:
                self.assertRegex(result.err, r"error\[MLS2\d{3}\]")  # a fact, such as no GPU there
                continue
            built += 1
            with self.subTest(seed=seed, stack=stack.read_text()):
                self.mlstack("validate", "--test", tree, code=0)
        self.assertGreater(built, (last - first) / 2)


if __name__ == "__main__":
    unittest.main()
