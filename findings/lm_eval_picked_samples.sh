#!/usr/bin/env bash
# lm-evaluation-harness's results file does not say that its samples were picked one by one.
#
# Expected: a run with `--samples '{"task": [0, 3, 5]}'` writes into its results which samples those were, or at least
# that there was such a choice, as it writes `limit` for a run with `--limit`.
#
# Instead (seen on 2026-11-30): `config.limit` is null, and the choice is in no line of the file. What is left of it is a
# count, `n-samples.task.effective` beside `original`; the table on the screen shows a value and a standard error like any
# other. Whoever picks the samples that a model gets right hands in a file that looks like one of a whole run.
#
# Why it matters: "accuracy 1.0" goes into a release decision as evidence. Compare `effective` with `original` of every
# task, and ask where the first is smaller and `limit` is null.
#
# Not found documented.
#
# Versions: lm_eval 0.4.13. About 800 MB; with PYTHON=… of an environment that has it, nothing is installed. No model is
# loaded: it is the harness's own dummy.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check lm_eval==0.4.13 || exit 2
fi
cd "$work"
export HOME="$work" HF_HOME="$work/hf" HF_HUB_OFFLINE=1

"$python" - <<'PY'
import json
from pathlib import Path

rows = [{"q": f"question {n}?", "choices": ["yes", "no", "maybe"], "gold": n % 3} for n in range(12)]
Path("questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
Path("tasks").mkdir()
task = {
    "task": "likely",
    "dataset_path": "json",
    "dataset_kwargs": {"data_files": {"test": "questions.jsonl"}},
    "output_type": "multiple_choice",
    "test_split": "test",
    "doc_to_text": "{{q}}",
    "doc_to_target": "gold",
    "doc_to_choice": "choices",
    "metric_list": [{"metric": "acc", "aggregation": "mean", "higher_is_better": True}],
}
Path("tasks/likely.yaml").write_text(json.dumps(task))
PY

run() {
    "$python" -m lm_eval run --model dummy --include_path tasks --tasks likely --output_path "$1" "${@:2}" >"$1.txt" 2>&1 || exit 2
}
run limited --limit 3
run picked --samples '{"likely": [0, 3, 5]}'

cat >look.py <<'PY'
import json
import sys
from importlib.metadata import version
from pathlib import Path


def said(folder):
    return json.loads(next(Path(folder).rglob("results_*.json")).read_text(encoding="utf-8"))


limited, picked = said("limited"), said("picked")
print("lm_eval", version("lm_eval"))
print("with --limit 3:              config.limit =", limited["config"]["limit"], "n-samples =", limited["n-samples"])
print("expected with --samples of three: which they were")
print("seen:                        config.limit =", picked["config"]["limit"], "n-samples =", picked["n-samples"])
choice = [key for key in (*picked, *picked["config"]) if key not in (*limited, *limited["config"])]
listed = "[0, 3, 5]" in json.dumps(picked) or '"samples": {"likely"' in json.dumps(picked)
print("fields that a limited run has not:", choice, "; the choice anywhere:", listed)
sys.exit(0 if picked["config"]["limit"] is None and not choice and not listed else 1)
PY
"$python" look.py
