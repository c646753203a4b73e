#!/usr/bin/env bash
# Inspect: scores appended with another epochs reducer change what the log says of the figures that were there.
#
# Expected: `score(log, ..., epochs_reducer="max", action="append")` adds a figure and leaves what the log says of the
# others as it was. `eval.config` is what the run was started with.
#
# Instead (seen on 2026-11-30): the appended figure has its reducer beside it, and `eval.config.epochs_reducer` is changed
# from none to `["max"]`. The earlier figure is still the mean over the epochs, its own `reducer` is still null, and its
# value is still that of the mean. So the only reducer that the log names for it is "max": 0.375 reads as the share of
# samples solved in any of two epochs, which is 0.75. `log_updates` is empty, and nothing else says that the config is not
# that of the run.
#
# Why it matters: "solved at least once in k tries" and "solved on average" are two figures that a threshold must not mix
# up; for a dangerous capability the first is the one that counts. Where one score of a log has a reducer of its own, take
# those that have none for the mean, whatever the config says.
#
# Not found documented.
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
from inspect_ai.log import read_eval_log, write_eval_log
from inspect_ai.scorer import Score, accuracy, scorer
from inspect_ai.solver import solver


@solver
def silent():
    async def solve(state, generate):
        return state

    return solve


@scorer(metrics=[accuracy()])
def second_time():
    async def judge(state, target):
        return Score(value="C" if state.epoch == 2 and state.sample_id > 1 else "I")

    return judge


def told(log):
    figures = [(each.name, each.reducer, each.metrics["accuracy"].value) for each in log.results.scores]
    return log.eval.config.epochs_reducer, figures


data = MemoryDataset([Sample(id=number, input="q", target="a") for number in range(1, 5)])
task = Task(dataset=data, solver=silent(), scorer=second_time())
(log,) = eval(task, model="mockllm/model", epochs=2, log_dir="logs", display="none")
before = told(log)
log = score(read_eval_log(log.location), second_time(), epochs_reducer="max", action="append", display="none")
write_eval_log(log, "again.eval")
after, updates = told(read_eval_log("again.eval", header_only=True)), bool(log.log_updates)

print("inspect_ai", version("inspect_ai"))
print("before: config.epochs_reducer, (score, reducer, accuracy):", *before)
print("expected after: the first figure as before, and config.epochs_reducer still", before[0])
print("seen after:", *after, "· told in log_updates:", updates)
as_described = before == (None, [("second_time", None, 0.375)]) and after == (
    ["max"],
    [("second_time", None, 0.375), ("second_time1", "max", 0.75)],
)
print("as described" if as_described and not updates else "CHANGED")
sys.exit(0 if as_described and not updates else 1)
EOF
venv/bin/python look.py 2>/dev/null
