"""--format and --color: what reaches which stream, and whether programs can read it."""
import json
import os
import pty
import re
import subprocess
import unittest
import urllib.parse

from mlstack_test import BINARY, MlstackTest

FINE = "stack demo { clouds = [aws] }\n"
WRONG = 'stack demo {\n  clouds = [aws]\n  regio = us-east\n  owner = "a"\n  owner = "b"\n}\n'
STRANGE_NAME = "50%, a:b\n\\é.mlstack"

# SARIF 2.1.0 (OASIS Standard): of each object the members that are required, all that we use with
# their types, and the section that says so. What is not listed here may not appear.
SARIF = {
    "sarifLog": {  # 3.13
        "version": (True, "string"),
        "runs": (True, ["run"]),
        "$schema": (False, "string"),
    },
    "run": {  # 3.14
        "tool": (True, "tool"),
        "columnKind": (False, "string"),
        "results": (False, ["result"]),
    },
    "tool": {"driver": (True, "toolComponent")},  # 3.18
    "toolComponent": {  # 3.19
        "name": (True, "string"),
        "version": (False, "string"),
        "rules": (False, ["reportingDescriptor"]),
    },
    "reportingDescriptor": {  # 3.49
        "id": (True, "string"),
        "name": (False, "string"),
        "shortDescription": (False, "message"),
        "defaultConfiguration": (False, "reportingConfiguration"),
    },
    "reportingConfiguration": {"level": (False, "level")},  # 3.50
    "message": {"text": (True, "string")},  # 3.11; 3.12 for descriptions of rules
    "result": {  # 3.27; message is its one required member
        "message": (True, "message"),
        "ruleId": (False, "string"),
        "ruleIndex": (False, "integer"),
        "level": (False, "level"),
        "locations": (False, ["location"]),
        "relatedLocations": (False, ["location"]),
        "fixes": (False, ["fix"]),
    },
    "location": {  # 3.28
        "id": (False, "integer"),
        "physicalLocation": (False, "physicalLocation"),
        "message": (False, "message"),
    },
    "physicalLocation": {  # 3.29; artifactLocation or address
        "artifactLocation": (True, "artifactLocation"),
        "region": (False, "region"),
    },
    "artifactLocation": {"uri": (True, "string")},  # 3.4; uri or index
    "region": {  # 3.30; startLine, charOffset or byteOffset
        "startLine": (True, "integer"),
        "startColumn": (False, "integer"),
        "endLine": (False, "integer"),
        "endColumn": (False, "integer"),
        "byteOffset": (False, "integer"),
        "byteLength": (False, "integer"),
    },
    "fix": {  # 3.55
        "artifactChanges": (True, ["artifactChange"]),
        "description": (False, "message"),
        "properties": (False, "propertyBag"),
    },
    "artifactChange": {  # 3.56
        "artifactLocation": (True, "artifactLocation"),
        "replacements": (True, ["replacement"]),
    },
    "replacement": {  # 3.57
        "deletedRegion": (True, "region"),
        "insertedContent": (False, "artifactContent"),
    },
    "artifactContent": {"text": (False, "string")},  # 3.3
}
SARIF_SCALARS = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int and value >= 0,
    "level": lambda value: value in ("none", "note", "warning", "error"),  # 3.27.10
    "propertyBag": lambda value: isinstance(value, dict),  # 3.8
}


class FormatTest(MlstackTest):
    def sarif(self, text):
        """The run of a SARIF document, after holding every object of it to the table."""
        log = json.loads(text)
        self.check_sarif(log, "sarifLog", "$")
        self.assertEqual(log["version"], "2.1.0")
        self.assertEqual(len(log["runs"]), 1)
        run = log["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        for result in run["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
        return run

    def check_sarif(self, value, kind, path):
        if isinstance(kind, list):
            self.assertIsInstance(value, list, path)
            for index, item in enumerate(value):
                self.check_sarif(item, kind[0], f"{path}[{index}]")
        elif kind in SARIF_SCALARS:
            self.assertTrue(SARIF_SCALARS[kind](value), f"{path}: {value!r} is not a {kind}")
        else:
            members = SARIF[kind]
            self.assertIsInstance(value, dict, path)
            for name, (is_required, _) in members.items():
                self.assertTrue(name in value or not is_required, f"{path} lacks {name}")
            for name, member in value.items():
                self.assertIn(name, members, path)
                self.check_sarif(member, members[name][1], f"{path}.{name}")
        if kind == "region":  # 3.30.5 to 3.30.8: they count from 1
            places = ("startLine", "startColumn", "endLine", "endColumn")
            self.assertTrue(all(value[name] >= 1 for name in places), f"{path}: {value}")

    def check_forms(self, *arguments, code):
        """The same run in every form; returns standard output by form."""
        outputs = {}
        for form in ("json", "sarif", "github"):
            result = self.mlstack(*arguments, "--format", form, code=code)
            outputs[form] = result.stdout.decode()
        return outputs

    # ---- streams and exit codes ----

    def test_text_is_on_standard_error(self):
        stack = self.write("wrong.mlstack", WRONG)
        for arguments in ([], ["--format", "text"], ["--format=text"]):
            result = self.mlstack("check", stack.name, *arguments, code=1)
            self.assertEqual(result.out, "")
            self.assertIn("error[MLS1002]", result.err)

    def test_other_forms_have_standard_output_to_themselves(self):
        stack = self.write("wrong.mlstack", WRONG)
        for form in ("json", "sarif", "github"):
            result = self.mlstack("check", "--format", form, stack.name, code=1)
            self.assertEqual(result.err, "")
            self.assertIn("MLS1002", result.out)

    def test_nothing_to_report(self):
        stack = self.write("fine.mlstack", FINE)
        outputs = self.check_forms("check", stack.name, code=0)
        self.assertEqual(outputs["json"], "")
        self.assertEqual(outputs["github"], "")
        self.assertEqual(self.sarif(outputs["sarif"])["results"], [])

    def test_an_unknown_form_is_bad_usage(self):
        result = self.mlstack("check", "--format", "xml", "a.mlstack", code=2)
        self.assertEqual(result.out, "")
        self.assertIn("--format takes text|json|sarif|github, not 'xml'", result.err)

    def test_every_form_that_help_lists_is_taken(self):
        stack = self.write("fine.mlstack", FINE)
        shown = re.search(r"--format (\S+)", self.mlstack("check", "--help", code=0).out).group(1)
        for form in shown.split("|"):
            self.mlstack("check", "--format", form, stack.name, code=0)
        self.assertIn("sarif", shown.split("|"))

    def test_two_runs_give_the_same_bytes(self):
        stack = self.write("wrong.mlstack", WRONG)
        first = self.check_forms("check", stack.name, code=1)
        self.assertEqual(first, self.check_forms("check", stack.name, code=1))

    def test_a_missing_file_has_no_place(self):
        outputs = self.check_forms("check", "gone.mlstack", code=1)
        diagnostic = json.loads(outputs["json"])
        self.assertEqual((diagnostic["file"], diagnostic["begin"]), (None, None))
        self.assertEqual(self.sarif(outputs["sarif"])["results"][0]["locations"], [])
        self.assertRegex(outputs["github"], r"\A::error title=MLS4001 [^\n]*::[^\n]*\n\Z")

    # ---- what programs read ----

    def test_json_and_sarif_point_to_the_bytes(self):
        text = 'stack demo {\n  clouds = [aws]\n  labels = { team = "日本 😀" }; regio = us-east\n}\n'
        stack = self.write("wide.mlstack", text)
        outputs = self.check_forms("check", stack.name, code=1)
        raw = text.encode()
        lines = text.split("\n")
        for line in outputs["json"].splitlines():
            found = json.loads(line)
            begin, end = found["begin"], found["end"]
            part = raw[begin["byte"] : end["byte"]].decode()
            self.assertEqual(lines[begin["line"] - 1][begin["column"] - 1 :][: len(part)], part)
        for result in self.sarif(outputs["sarif"])["results"]:
            region = result["locations"][0]["physicalLocation"]["region"]
            part = raw[region["byteOffset"] :][: region["byteLength"]].decode()
            units = lines[region["startLine"] - 1].encode("utf-16-le")
            begin, end = 2 * region["startColumn"] - 2, 2 * region["endColumn"] - 2
            self.assertEqual(units[begin:end].decode("utf-16-le"), part)

    def test_fixes_can_be_made_from_json(self):
        stack = self.write("fixable.mlstack", "stack demo {\n  clouds = [aws]\n  owner = 'me@b.c'\n}\n")
        result = self.mlstack("check", "--format", "json", stack.name, code=1)
        raw = stack.read_bytes()
        edits = [
            edit
            for line in result.out.splitlines()
            for fix in json.loads(line)["fixes"]
            if fix["safe"]
            for edit in fix["edits"]
        ]
        self.assertTrue(edits)
        for edit in sorted(edits, key=lambda edit: edit["begin"]["byte"], reverse=True):
            replacement = edit["replacement"].encode()
            raw = raw[: edit["begin"]["byte"]] + replacement + raw[edit["end"]["byte"] :]
        stack.write_bytes(raw)
        self.mlstack("check", stack.name, code=0)

    def test_a_second_place_is_related(self):
        stack = self.write("wrong.mlstack", WRONG)
        outputs = self.check_forms("check", stack.name, code=1)
        related = [
            location
            for result in self.sarif(outputs["sarif"])["results"]
            for location in result.get("relatedLocations", [])
        ]
        self.assertEqual([one["physicalLocation"]["region"]["startLine"] for one in related], [4])
        self.assertIn("%0Awrong.mlstack:4:3: first set here", outputs["github"])

    def test_a_strange_name_survives(self):
        self.write(STRANGE_NAME, WRONG)
        outputs = self.check_forms("check", STRANGE_NAME, code=1)
        for line in outputs["json"].splitlines():
            self.assertEqual(json.loads(line)["file"], STRANGE_NAME)
        for result in self.sarif(outputs["sarif"])["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            self.assertRegex(uri, r"\A[A-Za-z0-9._~%/-]+\Z")
            self.assertEqual(urllib.parse.unquote(uri), STRANGE_NAME)
        for line in outputs["github"].splitlines():
            self.assertEqual(github_command(line)["file"], STRANGE_NAME)

    def test_a_path_is_relative_to_the_folder_one_is_in(self):
        self.write("stacks/wrong.mlstack", WRONG)
        for path, expected in (
            ("stacks/wrong.mlstack", "stacks/wrong.mlstack"),
            ("./stacks/wrong.mlstack", "stacks/wrong.mlstack"),
            (self.folder / "stacks/wrong.mlstack", f"file://{self.folder}/stacks/wrong.mlstack"),
        ):
            result = self.mlstack("check", "--format", "sarif", path, code=1)
            for one in self.sarif(result.out)["results"]:
                uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                self.assertEqual(uri, expected)

    def test_github_gets_ten_of_each_level(self):
        lets = "".join(f"let a{number} = 1\n" for number in range(14))
        stack = self.write("many.mlstack", lets + FINE)
        result = self.mlstack("check", "--format", "github", stack.name, code=0)
        lines = result.out.splitlines()
        self.assertEqual([github_command(line)["command"] for line in lines[:10]], ["warning"] * 10)
        self.assertEqual(len(lines), 11)
        self.assertIn("::4 more not shown", lines[10])

    # ---- build and validate ----

    def test_build_says_its_own_on_standard_error(self):
        stack = self.write("demo.mlstack", FINE)
        for arguments in (["--dry-run"], ["--no-validate"], ["--check"]):
            result = self.mlstack("build", "--format", "sarif", *arguments, stack.name, code=0)
            self.sarif(result.out)
            self.assertTrue(result.err or arguments == ["--check"])

    def test_build_lists_changes_on_standard_error(self):
        stack = self.write("demo.mlstack", FINE)
        result = self.mlstack("build", "--format", "json", "--check", stack.name, code=1)
        self.assertEqual(result.out, "")
        self.assertIn("create terraform/", result.err)

    def test_build_is_one_document_with_the_verdict(self):
        stack = self.write("demo.mlstack", "let unused = 1\n" + FINE)
        self.mlstack("build", "--no-validate", stack.name, code=0)
        override = "terraform/environments/dev/aws/wrong_override.tf"
        self.write(override, 'resource "aws_nonsense" "a" {}\n')
        nowhere = str(self.folder / "nowhere")
        result = self.mlstack("build", "--format", "sarif", stack.name, path=nowhere, code=1)
        run = self.sarif(result.out)
        places = {
            one["ruleId"]: one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for one in run["results"]
        }
        self.assertEqual(places["MLS3001"], "demo.mlstack")
        self.assertEqual(places["MLS5017"], override)
        self.assertIn("ROOT", result.err)

    def test_validate_keeps_the_table_off_standard_output(self):
        self.write("tree/main.tf", 'resource "aws_nonsense" "a" {}\n')
        nowhere = str(self.folder / "nowhere")
        result = self.mlstack("validate", "--format", "github", "tree", path=nowhere, code=1)
        commands = [github_command(line) for line in result.out.splitlines()]
        self.assertEqual([command["file"] for command in commands], ["tree/main.tf"])
        self.assertIn("VERDICT", result.err)
        plain = self.mlstack("validate", "tree", path=nowhere, code=1)
        self.assertIn("VERDICT", plain.out)

    def test_bad_usage_prints_no_document(self):
        for verb in ("build", "validate"):
            result = self.mlstack(verb, "--format", "sarif", "--jobs", "none", "a", code=2)
            self.assertEqual(result.out, "")

    # ---- colour ----

    def on_a_terminal(self, *arguments, **variables):
        """Standard output and standard error of a run on a pseudo-terminal."""
        environment = {**os.environ, "TERM": "xterm", **variables}
        if "NO_COLOR" not in variables:
            environment.pop("NO_COLOR", None)
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [BINARY, *arguments], cwd=self.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        read = b""
        try:
            while block := os.read(ours, 4096):
                read += block
        except OSError:  # the other side is closed
            pass
        os.close(ours)
        self.assertEqual(process.wait(timeout=60), 1)
        return read.decode()

    def test_colour_on_a_terminal(self):
        self.write("wrong.mlstack", WRONG)
        check = ("check", "wrong.mlstack")
        self.assertIn("\033[1;31merror[MLS1002]", self.on_a_terminal(*check))
        self.assertIn("\033[", self.on_a_terminal(*check, NO_COLOR=""))
        self.assertIn("\033[", self.on_a_terminal(*check, "--color=always", NO_COLOR="1"))
        self.assertNotIn("\033[", self.on_a_terminal(*check, NO_COLOR="1"))
        self.assertNotIn("\033[", self.on_a_terminal(*check, TERM="dumb"))
        self.assertNotIn("\033[", self.on_a_terminal(*check, "--color", "never"))

    def test_colour_elsewhere_is_on_request(self):
        self.write("wrong.mlstack", WRONG)
        self.assertNotIn("\033[", self.mlstack("check", "wrong.mlstack", code=1).err)
        asked = self.mlstack("check", "--color=always", "wrong.mlstack", code=1)
        self.assertIn("\033[1;31merror[MLS1002]", asked.err)

    def test_other_forms_have_no_colour(self):
        self.write("wrong.mlstack", WRONG)
        for form in ("json", "sarif", "github"):
            shown = self.on_a_terminal("check", "--color=always", "--format", form, "wrong.mlstack")
            self.assertNotIn("\033", shown)


def github_command(line):
    """A workflow command as the runner reads it: its name, properties and message."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    command = {"command": match[1], "message": github_unescape(match[3])}
    for item in match[2].split(","):
        name, value = item.split("=", 1)
        command[name] = github_unescape(value, is_property=True)
    return command


def github_unescape(text, is_property=False):
    escapes = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if is_property else {})}
    for escape, meaning in escapes.items():
        text = text.replace(escape, meaning)
    return text.replace("%25", "%")


if __name__ == "__main__":
    unittest.main()
