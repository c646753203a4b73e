#!/usr/bin/env bash
# Inspect: scoring the log of a run that was stopped makes its `total_samples` what is left, so that it looks whole.
#
# Expected: `inspect score` changes scores and figures. How many samples the run was to have is a fact about the run:
# `results.total_samples` is six for a run of six samples that was stopped, before and after.
#
# Instead (seen on 2026-12-01): a run of six samples is interrupted in its fourth. Its log says `total_samples` 6 and
# `completed_samples` 3. After `score(log, ...)` it says 4 and 3, since the total is now the number of samples that are
# in the file.
#
# Why it matters: "completed of total" is what a reader of results holds against a rule such as "at least 95 % of the
# samples". A run stopped at 500 of 1000 would be 499 of 500 after it was scored again. Take the number from
# `eval.dataset.samples` (times epochs, or what `eval.config.limit` leaves of it), and look at `status`.
#
# Not found documented: `total_samples` is described as "Total samples in eval (dataset samples * epochs)".
#
# Versions: inspect_ai 0.3.285. About 300 MB are installed; no model is asked and nothing outside is reached.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check inspect_ai==0.3.285 || exit 2
cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"

cat >stop.py <<'PY'
import os
import signal

import anyio
from inspect_ai import Task, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import accuracy, includes
from inspect_ai.solver import solver


@solver
def answers():
    async def solve(state, generate):
        if state.sample_id == 4:
            os.kill(os.getpid(), signal.SIGINT)
            await anyio.sleep_forever()
        return state

    return solve


data = MemoryDataset([Sample(id=number, input="q", target="a") for number in range(1, 7)])
task = Task(dataset=data, solver=answers(), scorer=includes())
eval(task, model="mockllm/model", max_samples=1, log_dir="logs", display="none")
PY
cat >look.py <<'PY'
import sys
from importlib.metadata import version

from inspect_ai import score
from inspect_ai.log import list_eval_logs, read_eval_log
from inspect_ai.scorer import includes


def told(log):
    return log.status, (log.results.total_samples, log.results.completed_samples), log.eval.dataset.samples


print("inspect_ai", version("inspect_ai"))
(found,) = list_eval_logs("logs")
log = read_eval_log(found.name)
before, after = told(log), told(score(log, includes(), action="overwrite", display="none"))
print("expected: total and completed are the same before and after")
print("seen: status, (total, completed), samples of the data set:", before)
print("seen: scored again:", after)
as_described = (before, after) == (("cancelled", (6, 3), 6), ("cancelled", (4, 3), 6))
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
PY
venv/bin/python stop.py >stop.log 2>&1 || true
venv/bin/python look.py
