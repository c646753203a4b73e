#!/usr/bin/env bash
# pytest-xdist: where a worker dies, its test is a failure on the terminal and an error "on setup" in the JUnit report,
# and with restarting disabled the tests behind it are nowhere.
#
# Expected: terminal and JUnit report count alike. Of a run that could not go on, the report says that some of the six
# tests that were collected were not run, or that it has fewer tests than there are.
#
# Instead (seen on 2026-12-01): the process is killed in the body of the third of six tests, as happens where memory
# runs out. The terminal says "1 failed, 2 passed". The report says `tests="3" errors="1" failures="0"`, and of the
# third test "failed on setup", though its set-up had ended. The three tests that were never run stand in neither count.
# That the worker was not replaced is a line on the terminal, which `-q` leaves out, and nothing in the file.
#
# Why it matters: `--max-worker-restart=0` is what many set in CI, so that a run that eats memory ends. A gate that asks
# for "failures = 0", or a share of tests that passed, then takes 2 of 3 where 2 of 6 were measured. Compare the number
# of tests with that of `pytest --collect-only`, and take a case that speaks of a crashed worker for a run that was cut
# short.
#
# That restarting can be disabled is documented, and that the other tests are marked neither way has been noticed by
# users; that the report counts otherwise than the terminal was not found documented.
#
# Versions: pytest 9.2.0, pytest-xdist 3.8.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 pytest-xdist==3.8.0 || exit 2
cd "$work"

cat >test_answers.py <<'EOF'
import os
import signal

import pytest


@pytest.mark.parametrize("number", range(6))
def test_answers(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
EOF
venv/bin/python -m pytest -q -n 1 --max-worker-restart 0 -p no:cacheprovider --junitxml=report.xml \
    >terminal.txt 2>&1 || true

cat >look.py <<'EOF'
import sys
from pathlib import Path
from xml.etree import ElementTree

terminal = Path("terminal.txt").read_text()
(suite,) = ElementTree.parse("report.xml").getroot()
counts = {name: int(suite.get(name)) for name in ("tests", "errors", "failures")}
(error,) = suite.iter("error")
(last,) = (line for line in terminal.splitlines() if " passed in " in line)
print("expected: of 6 collected tests some are told as not run, and terminal and report count alike")
print("seen: terminal:", last)
print("seen: report:", counts, "·", error.get("message"))
as_described = (
    last.startswith("1 failed, 2 passed")
    and counts == {"tests": 3, "errors": 1, "failures": 0}
    and error.get("message").startswith("failed on setup")
    and "disabled" not in terminal
)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
