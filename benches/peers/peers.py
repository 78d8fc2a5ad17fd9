#!/usr/bin/env python3
"""Whole processes on the same two texts, in turns, in one run: CPU seconds (median), peak memory, and the ratio to ours.

peers.py [--words N ...] [--runs R] [--files A B]

The peers take order for granted (git, wdiff, imara-diff) or know no links, only nearest sentences (scikit-learn); a
peer that is not installed is left out, and said so. Peaks below 15 MiB are those of the Python that starts the process. Build first: cargo build --release --no-default-features
--example peers
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS, PEERS = (os.path.join(ROOT, "target/release", name) for name in ("communique", "examples/peers"))
NEAREST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nearest.py")


def tools(a, b):
    """Name and command of each tool that is there."""
    yield "communique compare --format json", [OURS, "compare", a, b, "--format", "json"]
    yield "imara-diff, histogram on words", [PEERS, "imara", a, b]
    if shutil.which("git"):
        yield "git diff --word-diff", ["git", "diff", "--no-index", "--word-diff", a, b]
    if shutil.which("wdiff"):
        yield "wdiff", ["wdiff", a, b]
    if subprocess.run([sys.executable, "-c", "import sklearn"], capture_output=True, check=False).returncode == 0:
        yield "scikit-learn, nearest sentence by TF-IDF", [sys.executable, NEAREST, a, b]
    for name in ("git", "wdiff"):
        if not shutil.which(name):
            print(f"{name} is not installed: left out")


def run(command):
    """CPU seconds, wall seconds and peak memory in MiB of one run."""
    begin = time.perf_counter()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
    # A diff ends with 1 where the texts differ.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    child.returncode = 0
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / 1024


def measure(a, b, runs):
    found = {name: [] for name, _ in tools(a, b)}
    for _ in range(runs):
        for name, command in tools(a, b):
            found[name].append(run(command))
    medians = {name: tuple(statistics.median(column) for column in zip(*all_runs)) for name, all_runs in found.items()}
    ours = next(iter(medians.values()))[0]
    print(f"{'':42}{'CPU s':>8}{'wall s':>8}{'MiB':>7}{'ours / theirs':>15}")
    for name, (cpu, wall, peak) in medians.items():
        print(f"{name:42}{cpu:8.2f}{wall:8.2f}{peak:7.0f}{ours / max(cpu, 0.005):15.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--files", nargs=2)
    wanted = parser.parse_args()
    if wanted.files:
        measure(*wanted.files, wanted.runs)
        return
    for words in wanted.words:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([PEERS, "texts", str(words), folder], check=True)
            print(f"\n{words:,} words a side")
            measure(os.path.join(folder, "a.txt"), os.path.join(folder, "b.txt"), wanted.runs)


main()
