#!/usr/bin/env bash
# garak ends as complete, with exit status 0, when a detector that was asked for could not be loaded.
#
# Expected: a run in which a detector cannot be loaded (its model cannot be fetched, its key is missing) ends with an
# error, or its report names that detector as one that judged nothing.
#
# Instead (seen on 2026-11-30): "detector load failed: …, skipping" stands on the screen and in the log. The report ends
# with its `completion`, exit status 0, and holds values of the other detectors alone; of the missing one there is no
# entry at all. That holds for detectors named with `--detectors` and for those that a probe brings along.
#
# Why it matters: most probes' own detectors are models from a hub. Behind a firewall the toxicity detector is silently
# left out, and a report without a single toxic finding goes into a release decision. Compare `plugins.detector_spec` of
# the report's first line, or `primary_detector` and `extended_detectors` of its `plugin_cache` entries, with the
# detectors of its `eval` entries.
#
# Not found documented.
#
# Versions: garak 0.17.1. About 3 GB; with PYTHON=… of an environment that has it, nothing is installed. The detector that
# cannot be loaded is one whose model is on a hub, with the hub switched off (HF_HUB_OFFLINE).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check garak==0.17.1 || exit 2
fi
cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" HF_HUB_OFFLINE=1

status=0
"$python" -m garak --target_type test.Repeat --target_name chat --spec probes.test.Blank --generations 2 \
    --detectors always.Fail,unsafe_content.ToxicCommentModel --report_prefix skipped >printed.txt 2>&1 || status=$?

cat >look.py <<'PY'
import json
import sys
from importlib.metadata import version
from pathlib import Path

status = int(sys.argv[1])
report = Path("data/garak/garak_runs/skipped.report.jsonl").read_text(encoding="utf-8")
entries = [json.loads(line) for line in report.split("\n") if line.strip()]
setup = next(entry for entry in entries if entry["entry_type"] == "start_run setup")
judged = sorted({entry["detector"] for entry in entries if entry["entry_type"] == "eval"})
ended = any(entry["entry_type"] == "completion" for entry in entries)
asked = sorted(setup["plugins.detector_spec"].split(","))
print(f"garak {version('garak')}; asked for: {asked}")
print(f"expected: values of both, or a run that failed; seen: values of {judged}, completion: {ended}, exit status {status}")
print("on the screen:", next((line.strip() for line in open("printed.txt") if "load failed" in line), "nothing"))
sys.exit(0 if ended and status == 0 and judged == ["always.Fail"] and len(asked) == 2 else 1)
PY
"$python" look.py "$status"
