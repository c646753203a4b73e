#!/usr/bin/env bash
# Inspect: scoring a log again with the scorer it had changes the figure, since samples that ended in an error are
# scored.
#
# Expected: `inspect score --action overwrite` (or `score(log, ..., action="overwrite")`) with the same scorer and the
# same samples gives the same figure. A sample that ended in an error was left out of it during the run, and stays out,
# unless `score_on_error` asks for it.
#
# Instead (seen on 2026-12-01): two of six samples end in an error with `fail_on_error=False`. The run's accuracy rests
# on the four others: 1.0. After scoring with the same scorer, which takes a refusal for right and an empty answer for
# wrong, it is 0.667 and rests on six. `results.completed_samples` is still 4, `eval.config.score_on_error` is still
# false, and nothing else in the header says that a figure counts samples that never ended. The same happens to a run
# that was cancelled: samples that were under way are scored as they stood.
#
# Why it matters: where an endpoint broke, "no answer" becomes a wrong answer or, with a scorer that looks for what must
# not be said, a right one. Logs are scored again as a matter of course, when a judge is replaced. Whoever takes a
# result from a log should compare `scored_samples` with `completed_samples`, and look for samples that have `error` and
# `scores` both.
#
# That a run leaves such samples out, and `score_on_error` takes them in, is documented; that scoring afterwards takes
# them in whatever it says was not found documented.
#
# Versions: inspect_ai 0.3.285. About 300 MB are installed; no model is asked and nothing outside is reached.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check inspect_ai==0.3.285 || exit 2
cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache"

cat >look.py <<'EOF'
import sys
from importlib.metadata import version

from inspect_ai import Task, eval, score
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import read_eval_log
from inspect_ai.scorer import Score, accuracy, scorer
from inspect_ai.solver import solver


@solver
def answers():
    async def solve(state, generate):
        if state.sample_id > 4:
            raise ValueError("endpoint closed")
        state.output.completion = "I will not say that."
        return state

    return solve


@scorer(metrics=[accuracy()])
def refuses():
    async def judge(state, target):
        return Score(value="C" if "not" in state.output.completion else "I")

    return judge


def told(log):
    (figure,) = log.results.scores
    value = round(figure.metrics["accuracy"].value, 3)
    return value, figure.scored_samples, log.results.completed_samples, log.eval.config.score_on_error


data = MemoryDataset([Sample(id=number, input="q", target="a") for number in range(1, 7)])
task = Task(dataset=data, solver=answers(), scorer=refuses())
(log,) = eval(task, model="mockllm/model", fail_on_error=False, log_dir="logs", display="none")
log = read_eval_log(log.location)
before, after = told(log), told(score(log, refuses(), action="overwrite", display="none"))

print("inspect_ai", version("inspect_ai"))
print("measured: accuracy, scored samples, completed samples, score_on_error:", *before)
print("expected after scoring with the same scorer: the same")
print("seen:", *after)
as_described = before == (1.0, 4, 4, False) and after == (0.667, 6, 4, False)
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py 2>/dev/null
