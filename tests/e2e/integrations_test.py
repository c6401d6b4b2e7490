"""What shells and editors get: completions that bash itself runs, and syntax files."""
import json
import re
import subprocess
import unittest

from mlstack_test import MlstackTest

ASK = """
source "$1"
shift
complete -p mlstack
COMP_WORDS=(mlstack "$@")
COMP_CWORD=$#
compopt() { :; }
_mlstack
printf '%s\\n' "${COMPREPLY[@]}"
"""


class CompletionsTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.script = self.write("completions.bash", self.mlstack("completions", "bash", code=0).stdout)

    def complete(self, *words):
        """What bash offers for the last of the words."""
        result = subprocess.run(
            ["bash", "-c", ASK, "bash", str(self.script), *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertEqual(result.stderr, "")
        lines = result.stdout.splitlines()
        self.assertEqual(lines[0], "complete -F _mlstack mlstack")
        return lines[1:]

    def test_verbs(self):
        self.assertEqual(self.complete("bui"), ["build"])
        listed = re.findall(r"^  ([a-z]+)  ", self.mlstack("--help", code=0).out, re.MULTILINE)
        self.assertEqual(self.complete("")[: len(listed)], listed)

    def test_help_fits_a_terminal(self):
        for verb in self.complete(""):
            if not verb.startswith("-"):
                for line in self.mlstack(verb, "--help", code=0).out.splitlines():
                    self.assertLessEqual(len(line), 80, line)

    def test_options_of_the_verb(self):
        self.assertEqual(self.complete("check", "--par"), ["--parity"])
        self.assertEqual(self.complete("doc", "--par"), [""])

    def test_values_of_options(self):
        self.assertEqual(self.complete("build", "--color", "al"), ["always"])
        self.assertEqual(self.complete("build", "--color", "=", "ne"), ["never"])
        self.assertEqual(self.complete("doc", "--format", ""), ["text", "markdown"])
        self.assertEqual(self.complete("check", "--format", "s"), ["sarif"])
        (self.folder / "out").mkdir()
        self.assertEqual(self.complete("build", "-o", "ou"), ["out"])
        (self.folder / "the mirror").mkdir()
        self.assertEqual(self.complete("validate", "--providers", ""),
                         ["built-in", "registry", "out", "the mirror"])
        self.assertEqual(self.complete("validate", "--providers", "the"), ["the mirror"])

    def test_files(self):
        self.write("a stack.mlstack", "")
        self.write("other.txt", "")
        (self.folder / "stacks").mkdir()
        self.assertEqual(self.complete("check", ""), ["a stack.mlstack", "stacks"])

    def test_components_and_codes(self):
        self.assertEqual(self.complete("doc", "database.ha"), ["database.ha"])
        self.assertIn("MLS1002", self.complete("explain", "MLS100"))

    def test_other_shells(self):
        self.assertTrue(self.mlstack("completions", "zsh", code=0).out.startswith("#compdef mlstack"))
        self.assertIn("complete -c mlstack", self.mlstack("completions", "fish", code=0).out)
        self.mlstack("completions", "csh", code=2)


class EditorsTest(MlstackTest):
    def setUp(self):
        super().setUp()
        self.mlstack("editors", "editors", code=0)
        self.text_mate = json.loads((self.folder / "editors/mlstack.tmLanguage.json").read_text())
        self.vim = (self.folder / "editors/vim/syntax/mlstack.vim").read_text()

    def scope_of(self, line, word):
        """The scope of the first rule that matches the word where it stands in the line."""
        for rule in self.text_mate["patterns"]:
            for match in re.finditer(rule.get("match", "(?!)"), line):
                if match.span() == (line.index(word), line.index(word) + len(word)):
                    return rule["name"].removesuffix(".mlstack")
        return None

    def test_text_mate_scopes(self):
        for line, word, scope in (
            ("cluster { size = medium }", "cluster", "entity.name.type.block"),
            ("gpu inference {", "gpu", "entity.name.type.block"),
            ("cluster { size = medium }", "size", "variable.other.property"),
            ("cluster { size = medium }", "medium", "constant.language"),
            ("region = us-east", "us-east", "constant.language"),
            ("use hardened", "use", "keyword.control"),
            ("nodes = 0..4", "0..4", "constant.numeric.range"),
            ("storage = 100GiB", "100GiB", "constant.numeric.size"),
            ("cidr = 10.20.0.0/16", "10.20.0.0/16", "constant.numeric.cidr"),
            ("monthly = $2500", "$2500", "constant.numeric.money"),
            ("version = 1.34", "1.34", "constant.numeric.version"),
            ("a = let.domain", "let.domain", "variable.other.reference"),
        ):
            with self.subTest(word=word):
                self.assertEqual(self.scope_of(line, word), scope)

    def test_words_of_the_schema_are_in_both(self):
        grammar = json.dumps(self.text_mate)
        for word in ("deletion_protection", "environment", "valkey", "a100-80gb", "expire_noncurrent"):
            self.assertIn(word, grammar)
            self.assertIn(word, self.vim)

    def test_vim_knows_the_files(self):
        detection = (self.folder / "editors/vim/ftdetect/mlstack.vim").read_text()
        self.assertIn("*.mlstack setfiletype mlstack", detection)


if __name__ == "__main__":
    unittest.main()
