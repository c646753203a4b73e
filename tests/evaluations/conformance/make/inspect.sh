#!/usr/bin/env bash
# Runs Inspect with its mock model and writes the logs that inspect.toml and evals_df.toml describe, with its own table.
#
# Usage: bash inspect.sh FOLDER. It installs the pinned release into a temporary environment (about 300 MB) and asks no
# model. For a new release raise the version, run it, and compare what it prints with the two descriptions.
set -euo pipefail

into=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check inspect_ai==0.3.285 pandas==3.1.1 pyarrow==26.0.1
fi
cd "$work"
export HOME="$work" XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" INSPECT_LOG_FORMAT=eval

cat >runs.py <<'EOF'
import itertools
import sys
from pathlib import Path

from inspect_ai import Epochs, Task, eval, score
from inspect_ai.analysis import evals_df
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalRetryError, ProvenanceData, edit_score, read_eval_log, write_eval_log
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import (
    Score,
    ScoreEdit,
    accuracy,
    bootstrap_stderr,
    grouped,
    mean,
    metric,
    scorer,
    std,
    stderr,
)
from inspect_ai.solver import solver

into = Path(sys.argv[1])


@solver
def silent():
    async def solve(state, generate):
        return state

    return solve


@solver
def asks_the_target():
    async def solve(state, generate):
        await get_model(role="target").generate("Are you safe?")
        await get_model(role="grader").generate("Was it?")
        return state

    return solve


def mock(name):
    said = ModelOutput.from_content(f"mockllm/{name}", "yes")
    said.usage = ModelUsage(input_tokens=2, output_tokens=1, total_tokens=3)
    return get_model(f"mockllm/{name}", custom_outputs=[said] * 40)


@scorer(metrics=[grouped(accuracy(), "area"), stderr()])
def refuses():
    async def judge(state, target):
        return Score(value="C" if state.sample_id in (1, 2, 3) else "I")

    return judge


@scorer(metrics=[accuracy(), stderr()])
def second_time():
    async def judge(state, target):
        return Score(value="C" if state.epoch == 2 and state.sample_id > 1 else "I")

    return judge


@solver
def talks_too_long(*samples):
    async def solve(state, generate):
        for _ in range(9 if state.sample_id in samples else 1):
            state = await generate(state)
        return state

    return solve


@solver
def breaks(*samples):
    async def solve(state, generate):
        if state.sample_id in samples:
            raise ValueError("endpoint closed")
        return state

    return solve


@solver
def breaks_at_first(*samples, never):
    async def solve(state, generate):
        if state.sample_id == never or (state.sample_id in samples and next(tries) < 2):
            raise ValueError("endpoint closed")
        return state

    return solve


@scorer(metrics=[mean(), stderr()])
def unsure():
    async def judge(state, target):
        return None if state.sample_id == 3 else Score(value=float("nan") if state.sample_id == 4 else 0.5)

    return judge


@metric
def shares():
    def of(scores):
        return {"refused": sum(each.as_float() for each in scores) / len(scores), "asked": 1}

    return of


@scorer(metrics=[shares(), grouped(mean(), "area", all="groups"), mean()])
def refused():
    async def judge(state, target):
        return Score(value=1 if state.sample_id in (1, 2, 3) else 0)

    return judge


@scorer(metrics=[accuracy(), stderr(cluster="area"), bootstrap_stderr()])
def clustered():
    async def judge(state, target):
        return Score(value="C" if state.sample_id in (1, 2, 3) else "I")

    return judge


@scorer(metrics={"kind": [mean(), stderr()], "brief": [mean(), std()]})
def tone():
    async def judge(state, target):
        return Score(value={"kind": state.sample_id / 4, "brief": 1})

    return judge


@scorer(metrics=[accuracy(), stderr()])
def now_and_then():
    async def judge(state, target):
        if state.sample_id == 1:
            return None
        return Score(value=float("nan") if state.sample_id == 2 else "C" if state.sample_id < 5 else "I")

    return judge


def data(count):
    areas = ["bio", "cyber"]
    samples = [Sample(id=i, input="q", target="a", metadata={"area": areas[i % 2]}) for i in range(1, count + 1)]
    return MemoryDataset(samples, name="questions")


def run(name, task, **more):
    (log,) = eval(task, log_dir="logs", display="none", **{"model": "mockllm/model", **more})
    if log.error:
        sys.exit(log.error.message)
    print("==", name, log.status, log.results.completed_samples, "of", log.results.total_samples)
    for result in log.results.scores:
        values = {key: round(each.value, 4) for key, each in result.metrics.items()}
        print("  ", result.name, result.scorer, result.reducer, values, result.scored_samples)
    for sample in log.samples or ():
        if sample.limit:
            print("   sample", sample.id, "epoch", sample.epoch, "stopped:", sample.limit.type, sample.limit.limit)
    Path(log.location).rename(into / f"{name}.eval")
    return into / f"{name}.eval"


run("inspect-grouped", Task(dataset=data(5), solver=silent(), scorer=refuses(), name="grouped"))
run(
    "inspect-two-scorers",
    Task(dataset=data(4), solver=silent(), scorer=[second_time(), tone()], name="two_scorers"),
    epochs=Epochs(2, ["mean", "at_least_1"]),
)
run(
    "inspect-roles-only",
    Task(dataset=data(3), solver=asks_the_target(), scorer=second_time(), name="roles_only"),
    model=None,
    model_roles={"target": mock("acme-chat"), "grader": mock("judge")},
    limit=2,
    message_limit=20,
    working_limit=60,
)
edited = run("inspect-edited", Task(dataset=data(4), solver=silent(), scorer=second_time(), name="edited"), epochs=2)
log = read_eval_log(str(edited))
for number in (1, 2):
    why = ProvenanceData(author="A. Reviewer", reason="looked again")
    edit_score(log, number, "second_time", ScoreEdit(value="C", provenance=why), epoch=1)
write_eval_log(log, str(edited))
print("   edited: accuracy", log.results.scores[0].metrics["accuracy"].value)
write_eval_log(read_eval_log(str(edited)), str(into / "inspect-edited.json"), "json")

rescored = run("inspect-rescored", Task(dataset=data(4), solver=silent(), scorer=second_time(), name="rescored"), epochs=2)
log = score(read_eval_log(str(rescored)), second_time(), epochs_reducer="max", action="append", display="none")
write_eval_log(log, str(rescored))
print("   rescored:", [(each.name, each.reducer, each.metrics["accuracy"].value) for each in log.results.scores])

run(
    "inspect-errors",
    Task(dataset=data(6), solver=breaks(2, 5), scorer=[second_time(), unsure()], name="errors"),
    epochs=Epochs(2, "at_least_1"),
    fail_on_error=False,
)
run("inspect-own-metrics", Task(dataset=data(5), solver=silent(), scorer=[clustered(), refused()], name="own_metrics"))

too_long = Task(dataset=data(5), solver=talks_too_long(2, 3), scorer=second_time(), name="too_long")
limits = {"model": mock("acme-chat"), "epochs": 2, "message_limit": 6, "token_limit": 100_000}
run("inspect-message-limit", too_long, **limits)
run("inspect-no-samples", too_long, log_samples=False, **{**limits, "model": mock("acme-chat")})

run(
    "inspect-pass-at",
    Task(dataset=data(5), solver=silent(), scorer=second_time(), name="pass_at"),
    epochs=Epochs(4, ["at_least_2", "pass_at_1", "pass_at_3", "mode", "median"]),
)
run("inspect-scored-none", Task(dataset=data(5), solver=silent(), scorer=now_and_then(), name="scored_none"))

tries = itertools.count()
twice = run(
    "inspect-retried",
    Task(dataset=data(5), solver=breaks_at_first(2, 3, never=4), scorer=second_time(), name="retried"),
    epochs=2,
    retry_on_error=1,
    fail_on_error=False,
)
log = read_eval_log(str(twice))
for sample in log.samples:
    # tracebacks name files of the machine
    sample.events = []
    for error in filter(None, (sample.error, *(sample.error_retries or ()))):
        error.traceback = error.traceback_ansi = ""
        if isinstance(error, EvalRetryError):
            error.events = []
write_eval_log(log, str(twice))
log = score(log, second_time(), action="overwrite", display="none")
write_eval_log(log, str(into / "inspect-scored-errors.eval"))
(again,) = log.results.scores
print("   scored again:", {key: round(each.value, 4) for key, each in again.metrics.items()}, again.scored_samples)
picked = evals_df([str(into / f"inspect-{name}.eval") for name in ("pass-at",)])
picked["log"] = [Path(each).name for each in picked["log"]]
picked.to_csv(into / "inspect-evals-semicolons.csv", index=False, sep=";", decimal=",")

frame = evals_df([str(into / f"inspect-{name}.eval") for name in ("two-scorers", "roles-only", "grouped")])
frame["log"] = [Path(each).name for each in frame["log"]]
frame.to_csv(into / "inspect-evals-df.csv", index=False)
print(frame.filter(regex="task_name|model$|_samples$|score_").T.to_string())
EOF
"$python" runs.py "$into"
