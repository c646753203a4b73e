"""`python -m tests`: every check, the quickest to fail first, and a non-zero exit when any of them failed.

`--quick` is the first feedback, within a minute: lint, types and the quick tests of the rules. `--long` also
repeats: more kills, the whole story in every weather, ten times as many generated cases.

All begin at once, for the tests often wait while a core is free; what each says comes in one piece, in their order.

Owns which checks there are, their order, and what they run in: temporary files lie in memory where there is room, and
byte code is kept, since the tests start many processes. pytest comes last, so that its closing line ends the output.
Must not know how a check is configured: that is said in pyproject.toml.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.order import FIRST, NO_RULES

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes that must be free there: PostgreSQL and two browsers take about one GB."""

LINT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    ("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("import contracts", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
    ("mypy --strict", (PYTHON, "-m", "mypy", "--strict")),
)
# one test at a time for whoever is free: the longest are as long as hundreds. Two workers left a third of two cores
# idle, waiting for what is to happen: hence three
PYTEST = (PYTHON, "-m", "pytest", "-n", "3", "--maxschedchunk", "1", "-rsR")
QUICK = (*FIRST, "-k", f"not ({' or '.join(NO_RULES)})", "-m", "not slow")
LONG = ("--kills", "50", "--whole", "--hypothesis-profile", "long")


def checks(*, quick: bool, long: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The checks of a run, in order."""
    colours = ("--color=yes",) if sys.stdout.isatty() else ()
    return (*LINT, ("pytest", (*PYTEST, *colours, *(QUICK if quick else ()), *(LONG if long else ()))))


def surroundings() -> dict[str, str]:
    """The environment of the checks."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if "TMPDIR" not in given and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        given["TMPDIR"] = str(MEMORY)
    return given


def begin(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start a check; what it says waits in a pipe until its turn."""
    return subprocess.Popen(
        command, cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
    )


def passes(name: str, check: subprocess.Popen[bytes], begun: float) -> bool:
    """Say under its heading what a check says, as it comes, and whether it passed. `begun`: by the monotonic clock."""
    print(f"\n=== {name} ===", flush=True)
    assert check.stdout
    while said := check.stdout.read(65536):
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()
    passed = check.wait() == 0
    if name != "pytest":
        print(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - begun:.1f} s)", flush=True)
    return passed


def main() -> int:
    """Run them all; name those that failed on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests", description="Run every check.")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="the first feedback: lint, types, the tests of the rules")
    length.add_argument("--long", action="store_true", help="repeat what depends on chance many times more")
    wanted = parser.parse_args()
    begun = time.monotonic()
    under_way = [(name, begin(command)) for name, command in checks(quick=wanted.quick, long=wanted.long)]
    failed = [name for name, check in under_way if not passes(name, check, begun)]
    if failed:
        print("Failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
