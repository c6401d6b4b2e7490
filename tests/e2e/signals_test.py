"""Runs that are ended at any moment leave no process, no socket and no folder behind.

A hundred times, at moments spread over the run: a signal to mlstack, SIGKILL to one of the terraform
processes that it runs, SIGKILL to mlstack itself. After the last the next run cleans up.
"""
import concurrent.futures
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time
import unittest

from mlstack_test import BINARY, SANITIZER_MARKS, MlstackTest, example

SEED = 5
ROUNDS = 100
PARALLEL = 2
PATIENCE = 20  # seconds for what should happen at once

INTERRUPT, TERMINATE, KILL_CHILD, KILL = "interrupt", "terminate", "kill a child", "kill mlstack"
KINDS = (INTERRUPT, TERMINATE, KILL_CHILD, KILL)


def fields_of(pid):
    """State, parent and session of a process; None when there is none."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, parent, _, session = stat[stat.rindex(")") + 2:].split()[:4]
    return state, int(parent), int(session)


def processes():
    """Every process that is alive, by its number; one that only waits to be taken note of is not."""
    found = {int(name): fields_of(name) for name in os.listdir("/proc") if name.isdigit()}
    return {pid: fields for pid, fields in found.items() if fields and fields[0] not in "ZX"}


def works_in(pid, folder):
    try:
        return f"TMPDIR={folder}".encode() in pathlib.Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def is_terraform(pid):
    """By its name: the leak check of a sanitized binary has a helper process, which is to be left alone."""
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text() == "terraform\n"
    except OSError:
        return False


def children(pid):
    return [child for child, (_, parent, _) in processes().items() if parent == pid]


class Run:
    """One run in a session and with a folder for temporary files of its own."""

    def __init__(self, command, folder, scratch, **environment):
        self.scratch = scratch
        self.errors = scratch.with_suffix(".errors")
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen([BINARY, *command], cwd=folder, start_new_session=True,
                                            env=dict(os.environ, TMPDIR=str(scratch), **environment),
                                            stdout=subprocess.DEVNULL, stderr=errors)

    def kill_child(self, chosen):
        """Kills one of the terraform processes, waiting for one to be there. False when the run ended first."""
        while self.process.poll() is None:
            found = [child for child in children(self.process.pid) if is_terraform(child)]
            if found:
                try:
                    os.kill(chosen.choice(found), signal.SIGKILL)
                    return True
                except ProcessLookupError:
                    continue
            time.sleep(0.001)
        return False

    def end(self, kind, chosen):
        if kind == KILL_CHILD:
            return self.kill_child(chosen)
        number = {INTERRUPT: signal.SIGINT, TERMINATE: signal.SIGTERM, KILL: signal.SIGKILL}[kind]
        self.process.send_signal(number)
        return self.process.returncode is None

    def wait(self):
        try:
            code = self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            states = {pid: processes().get(pid) for pid in self.leftover_processes()}
            raise AssertionError(f"{self.process.args} goes on: {states}") from None
        return code, self.errors.read_text(errors="replace")

    def leftover_processes(self):
        """Those of the session, and those that have its folder in their environment."""
        return [pid for pid, (_, _, session) in processes().items()
                if session == self.process.pid or works_in(pid, self.scratch)]


class Signals(MlstackTest):
    def setUp(self):
        super().setUp()
        self.need_terraform()
        shutil.copy(example("single-cloud-aws"), self.folder / "stack.mlstack")
        self.build("stack.mlstack", "tree")
        self.commands = (("build", "stack.mlstack", "-o", "tree"), ("validate", "--plan", "tree"))

    def scratch(self, name):
        folder = self.folder / name
        folder.mkdir()
        return folder

    def duration(self, command, name):
        started = time.monotonic()
        code, errors = Run(command, self.folder, self.scratch(name)).wait()
        self.assertEqual(code, 0, errors)
        return time.monotonic() - started

    def check_code(self, kind, struck, code, errors):
        """The exit code of a run that was struck; it may have come to its end just before."""
        for mark in SANITIZER_MARKS:
            self.assertNotIn(mark, errors)
        expected = {INTERRUPT: -signal.SIGINT, TERMINATE: -signal.SIGTERM, KILL_CHILD: 3, KILL: -signal.SIGKILL}
        self.assertIn(code, (0, expected[kind]) if struck else (0,), errors)
        if code == 3:
            self.assertIn("error[MLS5004]", errors)
            self.assertIn("it was ended by signal 9", errors)

    def check_nothing_is_left(self, run, kind):
        if kind == KILL:
            # The system ends the children; nobody waits for them but init.
            deadline = time.monotonic() + PATIENCE
            while run.leftover_processes() and time.monotonic() < deadline:
                time.sleep(0.01)
        self.assertEqual(run.leftover_processes(), [])
        left = os.listdir(run.scratch)
        if kind == KILL and left:
            code, errors = Run(("serve", "--", "true"), self.folder, run.scratch).wait()
            self.assertEqual(code, 0, errors)
        self.assertEqual(os.listdir(run.scratch), [])
        return bool(left)

    def strike(self, number, durations):
        chosen = random.Random(SEED * 1000 + number)
        kind, command = KINDS[number % len(KINDS)], number // len(KINDS) % len(self.commands)
        run = Run(self.commands[command], self.folder, self.scratch(f"run{number:03}"))
        time.sleep(chosen.uniform(0, durations[command]))
        struck = run.end(kind, chosen)
        code, errors = run.wait()
        self.check_code(kind, struck, code, errors)
        left = self.check_nothing_is_left(run, kind)
        return kind, code != 0, left

    def test_nothing_is_left_behind(self):
        durations = [self.duration(command, f"first{index}") for index, command in enumerate(self.commands)]
        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
            outcomes = list(pool.map(lambda number: self.strike(number, durations), range(ROUNDS)))
        for kind in KINDS:
            hits = sum(hit for name, hit, _ in outcomes if name == kind)
            self.assertGreater(hits, ROUNDS / len(KINDS) / 3, f"too few runs were still going: {kind}")
        self.assertTrue(any(left for _, _, left in outcomes), "no killed run left a folder to clean up")

    def test_a_child_that_would_go_on_ends_with_mlstack(self):
        program = self.write("bin/terraform", "#!/bin/sh\nexec sleep 600\n")
        program.chmod(0o755)
        run = Run(("validate", "tree"), self.folder, self.scratch("tmp"),
                  PATH=f"{program.parent}:{os.environ['PATH']}")
        while not children(run.process.pid):
            self.assertIsNone(run.process.poll())
            time.sleep(0.001)
        run.end(KILL, random)
        self.assertEqual(run.wait()[0], -signal.SIGKILL)
        self.check_nothing_is_left(run, KILL)


if __name__ == "__main__":
    unittest.main()
