#!/usr/bin/env bash
# Inspect: samples that were declared invalid count in the figures as before, also when the log is scored again.
#
# Expected: `invalidate_samples(log, uuids, provenance)` takes an author and a reason for each sample, so the figures of
# the log leave these samples out, at the latest when they are worked out anew, or each place that shows a sample says
# so.
#
# Instead (seen on 2026-12-01): with two of four samples declared invalid, which were the wrong answers, accuracy stays
# 0.5 on four samples, and `score(log, ..., action="overwrite")` gives 0.5 on four again. The header says `invalidated:
# true` and neither how many nor which; the summaries of the samples say nothing, and only each sample's own record has
# `invalidation`. After `uninvalidate_samples` nothing says that it was ever done, neither in the header's `log_updates`
# nor in the sample.
#
# Why it matters: whoever reads `results` of a log takes the figure for one without the broken samples, and whoever sees
# `invalidated: true` cannot tell one bad sample of a thousand from a bad run. Take no figure from such a log without
# its full samples.
#
# That a log says `invalidated` where any sample is, and that such samples are run again by `eval_retry` and `eval_set`,
# is documented; that the figures count them was not found documented. The list of changes of 0.3.291 names a way to
# leave samples of a finished log out of its figures, `inspect log exclude`.
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
import json
import sys
from importlib.metadata import version

from inspect_ai import Task, eval, score
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import (
    ProvenanceData,
    invalidate_samples,
    read_eval_log,
    read_eval_log_sample_summaries,
    uninvalidate_samples,
    write_eval_log,
)
from inspect_ai.scorer import Score, accuracy, scorer
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


def told(log):
    (figure,) = log.results.scores
    return log.invalidated, figure.metrics["accuracy"].value, figure.scored_samples


samples = [Sample(id=number, input="a", target=target) for number, target in enumerate("aabb", 1)]
task = Task(dataset=MemoryDataset(samples), solver=silent(), scorer=exact())
(log,) = eval(task, model="mockllm/model", log_dir="logs", display="none")
log = read_eval_log(log.location)
wrong = [sample.uuid for sample in log.samples if sample.id > 2]
log = invalidate_samples(log, wrong, ProvenanceData(author="A. Reviewer", reason="broken question"))
write_eval_log(log, "invalid.eval")
log = read_eval_log("invalid.eval")
declared, again = told(log), told(score(log, exact(), action="overwrite", display="none"))
summaries = [each.model_dump(mode="json", exclude_none=True) for each in read_eval_log_sample_summaries("invalid.eval")]
in_summaries = "broken question" in json.dumps(summaries) or any("invalidation" in each for each in summaries)
undone = uninvalidate_samples(log, "all")
write_eval_log(undone, "undone.eval")
undone = read_eval_log("undone.eval")
trace = bool(undone.log_updates) or "broken question" in undone.model_dump_json()

print("inspect_ai", version("inspect_ai"))
print("expected: accuracy 1.0 on 2 samples, or the summaries tell; an undone declaration leaves a trace")
print("seen: invalidated, accuracy, samples:", *declared, "· scored again:", *again)
print("seen: told in the summaries:", in_summaries, "· a trace when undone:", trace)
as_described = declared == again == (True, 0.5, 4) and not in_summaries and not trace
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py 2>/dev/null
