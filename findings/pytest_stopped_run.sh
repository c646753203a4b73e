#!/usr/bin/env bash
# pytest: the JUnit report of a run that was stopped holds the test in which it stopped, without a name and as passed.
#
# Expected: when `pytest.exit(...)` is called or Ctrl-C is pressed in a test, the report says that the run was stopped, or
# at least leaves out the test that came to no end. The terminal says both: why, and "1 failed, 1 passed" of four tests.
#
# Instead (seen on 2026-11-30): the test that was under way is written as `<testcase time="0.000" />`, with neither name
# nor class nor outcome, which is how a test that passed looks. The tests behind it are nowhere, and nothing in the file
# says that the run was stopped. Whoever counts the cases finds 2 of 3 passed, and 1 of 1 where one test had passed.
# junitparser, too, says of that case that it passed. With pytest-xdist the file is the same.
#
# Why it matters: a suite that asks a model is stopped when the budget is used up or the endpoint is gone, and that is
# often done with `pytest.exit`. A gate that reads the file ("no failures, so many passed") lets the rest through. Take a
# case without a name for a run that was stopped, or take the exit code as well.
#
# Not found documented. That such cases exist is known to some who read these files, as a case without a name.
#
# Versions: pytest 9.2.0, junitparser 5.0.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 junitparser==5.0.3 || exit 2
cd "$work"

cat >test_budget.py <<'EOF'
import pytest


def test_bio():
    pass


def test_cyber():
    assert False


def test_chem():
    pytest.exit("budget used up")


def test_law():
    assert False
EOF
status=0
venv/bin/python -m pytest -q --tb=no --junitxml=report.xml test_budget.py >printed.txt 2>&1 || status=$?

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

from junitparser import JUnitXml

suite = next(iter(JUnitXml.fromfile("report.xml")))
cases = [(case.name, case.is_passed) for case in suite]
print("pytest", version("pytest"), "· junitparser", version("junitparser"))
print("printed:", *(line for line in open("printed.txt") if "passed" in line or "Exit" in line), sep="\n  ")
print("expected: test_bio passed, test_cyber failed, and a word of the stop")
print("seen (name, passed):", cases, "· totals:", dict(suite._elem.attrib))
said = "used up" in open("report.xml").read()
print("why it stopped is in the report:", said)
as_described = cases == [("test_bio", True), ("test_cyber", False), (None, True)] and not said
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
