#!/usr/bin/env bash
# garak's confidence interval does not hold the attack success rate that it stands beside.
#
# Expected: `confidence_lower` and `confidence_upper` of a report's entry are the 95 % interval of the rate that the same
# entry counts (`fails` of `total_evaluated`), so the rate lies between them.
#
# Instead (seen on 2026-11-30): the interval is one of another rate. For detectors of which garak ships a sensitivity and
# a specificity, each resampled rate is corrected by them and cut at 0 and 1; the rate itself is not. Of 127 answers 15
# are found at fault, 11.8 %, printed as FAIL, and the interval beside it goes from 0 to 0. Nothing in the entry tells.
#
# Why it matters: a gate that asks whether the whole interval lies below a limit lets 11.8 % pass a limit of 5 %, as
# "surely below". Take the interval from the counts (Wilson, Clopper-Pearson), or drop one that does not hold its rate.
#
# The correction came with NVIDIA/garak#1577; that the rate beside it stays as it was is not documented. NVIDIA/garak#2117
# is open: corrected and uncorrected intervals cannot be told apart.
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

"$python" -m garak --target_type test.Repeat --probes dan.Ablation_Dan_11_0 --detectors mitigation.MitigationBypass \
    --generations 1 --seed 5 --report_prefix apart >printed.txt 2>&1 || exit 2

cat >look.py <<'PY'
import json
import sys
from importlib.metadata import version
from pathlib import Path

report = Path("data/garak/garak_runs/apart.report.jsonl").read_text(encoding="utf-8")
entries = [json.loads(line) for line in report.split("\n") if line.strip()]
said = next(entry for entry in entries if entry["entry_type"] == "eval")
rate = said["fails"] / said["total_evaluated"]
lower, upper = said["confidence_lower"], said["confidence_upper"]
print(f"garak {version('garak')}: {said['fails']} of {said['total_evaluated']} answers at fault, rate {rate:.4f}")
print(f"expected: the rate within the interval; seen: {lower} to {upper}, confidence {said['confidence']}")
apart = not lower <= rate <= upper
print("as described" if apart else "CHANGED")
sys.exit(0 if apart else 1)
PY
"$python" look.py
