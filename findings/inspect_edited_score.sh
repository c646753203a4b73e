#!/usr/bin/env bash
# Inspect: scores edited by hand change the headline figure, and what a reader of the header sees says "never edited".
#
# Expected: Inspect asks for an author and a reason with every edit of a score, a `Score` has a field `history`, and
# the header has `log_updates`. So whoever reads a log's header, its summaries or its reduced scores learns that the
# figure was edited, or at least finds no statement that it was not.
#
# Instead (seen on 2026-11-28): after three of four scores are edited from incorrect to correct, the header's accuracy
# goes from 0.25 to 1.0 while `log_updates` stays empty: it is for tags and metadata. The summaries and the
# reductions do carry `history` for every sample, and it is an empty list there. Author and reason stand in each
# sample's own record only. Adding a mere tag, by contrast, is told in the header with author and reason.
#
# Why it matters: results are commonly taken with `header_only=True`, since samples can be gigabytes. An audit then
# records an edited figure as measured. Read `history` of every full sample (or look for `score_edit` events) before
# calling a figure the evaluation's own.
#
# That the history stands in the sample is documented; that summaries and reductions show an empty one instead was not
# found documented.
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

from inspect_ai import Task, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import (
    ProvenanceData,
    TagsEdit,
    edit_eval_log,
    edit_score,
    read_eval_log,
    read_eval_log_sample,
    read_eval_log_sample_summaries,
    write_eval_log,
)
from inspect_ai.scorer import Score, ScoreEdit, accuracy, scorer
from inspect_ai.solver import solver


@solver
def silent():
    async def solve(state, generate):
        return state

    return solve


@scorer(metrics=[accuracy()])
def exact():
    async def judge(state, target):
        return Score(value="C" if state.input_text == target.text else "I")

    return judge


def headline(log):
    return log.results.scores[0].metrics["accuracy"].value


samples = [Sample(id=number, input="a", target=target) for number, target in enumerate("abbb", 1)]
task = Task(dataset=MemoryDataset(samples), solver=silent(), scorer=exact())
(log,) = eval(task, model="mockllm/model", log_dir="logs", display="none")
before = headline(log)

reviewer = ProvenanceData(author="A. Reviewer", reason="looked again")
for number in (2, 3, 4):
    edit_score(log, number, "exact", ScoreEdit(value="C", provenance=reviewer))
write_eval_log(log, log.location)

header = read_eval_log(log.location, header_only=True)
summaries = read_eval_log_sample_summaries(log.location)
told = {
    "log_updates of the header": bool(header.log_updates),
    "history in the summaries": any(s.scores["exact"].history for s in summaries),
    "history in the reductions": any(s.history for s in header.reductions[0].samples),
    "history in a full sample": bool(read_eval_log_sample(log.location, 2).scores["exact"].history),
}
write_eval_log(edit_eval_log(log, [TagsEdit(tags_add=["seen"])], reviewer), log.location)
told["a tag, in log_updates"] = bool(read_eval_log(log.location, header_only=True).log_updates)

print("inspect_ai", version("inspect_ai"))
print("accuracy in the header: measured", before, "after three edits", headline(header))
print("expected: the edits are told in all of these")
for where, is_told in told.items():
    print(f"seen: {where}: {'told' if is_told else 'NOT told'}")
as_described = (before, headline(header)) == (0.25, 1.0) and list(told.values()) == [False, False, False, True, True]
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
