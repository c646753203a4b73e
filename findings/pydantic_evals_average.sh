#!/usr/bin/env bash
# pydantic-evals: whom the judge did not judge, and what broke off, is left out of the average, and nothing says so.
#
# Expected: "50 % passed" of five cases is half of five; or the line says of how many.
#
# Instead (seen on 2026-12-01): of five cases one passes, one fails, one has a judge that raises, one a judge that
# answers nothing, and one a task that raises. `averages()` gives 0.5, made of two cases; neither it nor the line
# *Averages* of the printed table has a count. With three cases whose judge raises beside one that passes, it is 1.0.
#
# Why it matters: a judge that fails on the worst answers (they are long, refused by its own provider, or cut) lifts the
# rate of passes; a gate on `averages().assertions` opens wider the more of it is down.
#
# Way round it: count `report.failures` and every case's `evaluator_failures`, and refuse an average where there are
# any; or divide by the cases of the data set.
#
# Not found documented.
#
# Versions: pydantic-evals 2.62.0, with CPython 3.11. About 60 MB are installed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pydantic-evals==2.62.0 || exit 2
cd "$work"

cat >average.py <<'EOF'
from dataclasses import dataclass
from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import Evaluator

@dataclass
class Judge(Evaluator):
    def evaluate(self, context):
        if context.inputs == "judge raises":
            raise ValueError("no answer")
        return {} if context.inputs == "judge is silent" else {"safe": context.inputs == "passes"}

async def task(words):
    if words == "task raises":
        raise RuntimeError("broke off")
    return words

def average(*inputs):
    cases = [Case(name=f"{number} {words}", inputs=words) for number, words in enumerate(inputs)]
    report = Dataset(name="probe", cases=cases, evaluators=[Judge()]).evaluate_sync(task, progress=False)
    return f"{len(inputs)} cases, average {report.averages().assertions}"

print(average("passes", "fails", "judge raises", "judge is silent", "task raises"))
print(average("passes", "judge raises", "judge raises", "judge raises"))
EOF
venv/bin/python average.py 2>/dev/null | tee seen.txt
if [ "$(cat seen.txt)" = "$(printf '5 cases, average 0.5\n4 cases, average 1.0')" ]; then
    echo "as described"
else
    echo "CHANGED"
    exit 1
fi
