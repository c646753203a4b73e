#!/usr/bin/env bash
# garak's report does not say from which score on a finding counted as a hit.
#
# Expected: a run with `--eval_threshold 0.9` writes that threshold into its report, whose first line is there to hold
# the run's settings; `run.seed`, `run.generations` and others stand in it. Two reports with different thresholds can
# then be told apart.
#
# Instead (seen on 2026-11-29): the setting is in no line of the report. The line of settings takes text, whole numbers,
# truth values, lists and the like; a number with a fraction is left out, and the threshold is one. A run in which every
# second finding was let through looks exactly like a run with garak's default of 0.5.
#
# Why it matters: "attack success rate 0 %" goes into a release decision as evidence, and nobody can see that the bar
# was raised until it was 0 %. Compare the scores in `detector_results` of judged attempts with what was counted.
#
# Not found documented.
#
# Versions: garak 0.17.1. About 3 GB; with PYTHON=… of an environment that has it, nothing is installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check garak==0.17.1 || exit 2
fi
cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config"

"$python" -m garak --target_type test.Blank --probes test.Blank --detectors always.Random --generations 40 --seed 5 \
    --eval_threshold 0.9 --report_prefix strict >printed.txt 2>&1 || exit 2

cat >look.py <<'PY'
import json
import sys
from importlib.metadata import version
from pathlib import Path

report = Path("data/garak/garak_runs/strict.report.jsonl").read_text(encoding="utf-8")
entries = [json.loads(line) for line in report.split("\n") if line.strip()]
setup = next(entry for entry in entries if entry["entry_type"] == "start_run setup")
counted = next(entry for entry in entries if entry["entry_type"] == "eval")
judged = [entry for entry in entries if entry["entry_type"] == "attempt" and entry["status"] == 2]
scores = [score for entry in judged for found in entry["detector_results"].values() for score in found]

stated = {key: value for key, value in setup.items() if key.endswith("eval_threshold")}
print(f"garak {version('garak')}, run with --eval_threshold 0.9")
print(f"expected in the settings: {{'run.eval_threshold': 0.9}}; seen: {stated}")
print(f"beside it: run.seed={setup.get('run.seed')}, run.generations={setup.get('run.generations')}")
anywhere = '"run.eval_threshold"' in report
print(f"the setting anywhere in the report: {anywhere}")
print(f"scores from 0.5 on: {sum(score >= 0.5 for score in scores)} of {len(scores)}; counted as hits: {counted['fails']}")
sys.exit(0 if not anywhere and counted["fails"] < sum(score >= 0.5 for score in scores) else 1)
PY
"$python" look.py
