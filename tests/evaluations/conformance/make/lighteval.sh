#!/usr/bin/env bash
# Runs lighteval on tiny made-up tasks with its own dummy model, and leaves the results files in FOLDER.
#
#   bash tests/evaluations/conformance/make/lighteval.sh FOLDER [PYTHON]
#
# PYTHON has lighteval 0.13.0 installed; without it a virtual environment is made in a temporary folder (2 GB). Outside
# CI. The table of each run is kept beside its file as NAME.txt: it is what `lighteval.toml` calls the truth.
set -euo pipefail

folder=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${2:-$work/venv/bin/python}
if [ -z "${2:-}" ]; then
    python3 -m venv "$work/venv"
    "$python" -m pip install --quiet lighteval==0.13.0 'xxhash<4'
fi

cd "$work"
export HOME="$work" HF_HUB_OFFLINE=1
cat >tasks.py <<'PY'
import json
from pathlib import Path

from lighteval.metrics.metrics import Metrics
from lighteval.tasks.lighteval_task import LightevalTaskConfig
from lighteval.tasks.requests import Doc

Path("questions").mkdir(exist_ok=True)
ROWS = [{"q": f"question {n}?", "gold": n % 3} for n in range(12)]
Path("questions/test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))


def prompt(line, task_name=""):
    return Doc(task_name=task_name, query=line["q"], choices=["yes", "no", "maybe"], gold_index=line["gold"])


TASKS_TABLE = [
    LightevalTaskConfig(
        name=name,
        prompt_function=prompt,
        hf_repo="questions",
        hf_subset="default",
        metrics=[Metrics.loglikelihood_acc],
        hf_avail_splits=["test"],
        evaluation_splits=["test"],
    )
    for name in ("pick:a", "pick:b", "other")
]
PY
cat >run.py <<'PY'
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import requests
from huggingface_hub import HfApi

# Every task of lighteval is loaded at each start: one of them fetches a file, another asks the hub for a judge, with an
# argument that newer releases of huggingface_hub do not know. Nothing here needs either.
requests.get = lambda *_, **__: SimpleNamespace(status_code=404)
HfApi.list_models = lambda *_, **__: [SimpleNamespace(id="flowaicom/Flow-Judge-v0.1")]

from lighteval.logging.evaluation_tracker import EvaluationTracker
from lighteval.models.dummy.dummy_model import DummyModelConfig
from lighteval.pipeline import ParallelismManager, Pipeline, PipelineParameters

name, model, tasks, limit, target = sys.argv[1:]
pipeline = Pipeline(
    tasks=tasks,
    pipeline_parameters=PipelineParameters(
        launcher_type=ParallelismManager.NONE,
        custom_tasks_directory="tasks.py",
        max_samples=int(limit) or None,
    ),
    evaluation_tracker=EvaluationTracker(output_dir=f"out/{name}"),
    model_config=DummyModelConfig(model_name=model, seed=7),
)
pipeline.evaluate()
pipeline.save_and_push_results()
pipeline.show_results()
(found,) = Path(f"out/{name}").rglob("results_*.json")
shutil.copy(found, f"{target}/{name}.json")
PY
"$python" run.py lighteval-averages acme/chat-1 'pick:a|0,pick:b|0,other|0' 0 "$folder" >"$folder/lighteval-averages.txt"
"$python" run.py lighteval-limit-above /models/acme/chat-1 'other|0' 50 "$folder" >"$folder/lighteval-limit-above.txt"
