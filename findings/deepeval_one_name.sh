#!/usr/bin/env bash
# deepeval: two metrics of one class become one row with one pass rate, and an error is a failure here and none there.
#
# Expected: `evaluate(cases, [PatternMatchMetric(pattern="n.*"), PatternMatchMetric(pattern=".*")])` reports two metrics,
# or refuses two of one name. And its table and the file it saves agree on how many metrics failed.
#
# Instead (seen on 2026-11-29): metrics are summed up by name, and the name is the class's. One metric that half of the
# cases pass and one that all of them pass are printed, and saved under `metricsScores`, as a single one: 4 scores on 2
# cases, 75 %. Neither of the two rates is anywhere. And where a metric raises and errors are ignored, the table says
# "passed=1 | failed=1" of two cases while the file saved by the same run says 1 pass, 0 fails, 1 error.
#
# Why it matters: checking one answer against several patterns (names nobody, gives no dose) is one class used several
# times. A strict check that fails is diluted by lax ones that pass, and a gate on the rate lets the model through. Take
# the rates from `metricsData` of each test case, by position within the case, and leave out what has an `error`.
#
# Not found documented.
#
# Versions: deepeval 4.3.1. About 150 MB are installed; no model is asked and nothing outside is reached.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check deepeval==4.3.1 || exit 2
cd "$work"
export HOME="$work" DEEPEVAL_TELEMETRY_OPT_OUT=YES DEEPEVAL_UPDATE_WARNING_OPT_OUT=YES

cat >look.py <<'EOF'
import contextlib
import io
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

from deepeval import evaluate
from deepeval.evaluate import AsyncConfig, CacheConfig, DisplayConfig, ErrorConfig
from deepeval.metrics import BaseMetric, PatternMatchMetric
from deepeval.test_case import LLMTestCase


class Short(BaseMetric):
    threshold, async_mode, strict_mode, evaluation_model = 0.5, False, False, "none"
    __name__ = "Short"

    def measure(self, case, *args, **kwargs):
        if case.actual_output == "no":
            raise ValueError("cannot tell")
        self.score, self.success = 1.0, True
        return self.score

    async def a_measure(self, case, *args, **kwargs):
        return self.measure(case)

    def is_successful(self):
        return self.success


def run(folder, metrics):
    cases = [LLMTestCase(input="q", actual_output=answer) for answer in ("no", "yes")]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        evaluate(
            cases,
            metrics,
            async_config=AsyncConfig(run_async=False),
            cache_config=CacheConfig(write_cache=False),
            display_config=DisplayConfig(show_indicator=False, results_folder=folder),
            error_config=ErrorConfig(ignore_errors=True),
        )
    (saved,) = Path(folder).glob("test_run_*.json")
    rows = re.findall(r"passed=(\d+) \| failed=(\d+)", printed.getvalue())
    return json.loads(saved.read_text())["metricsScores"], rows


pooled, rows = run("two", [PatternMatchMetric(pattern="n.*"), PatternMatchMetric(pattern=".*")])
erred, told = run("error", [Short()])
print("deepeval", version("deepeval"))
print("expected: two metrics, passed by 1 of 2 and by 2 of 2")
print("seen:", [(each["metric"], each["scores"]) for each in pooled], "printed (passed, failed):", rows)
print("expected: the same failures in the table and in the file")
print("seen: printed (passed, failed):", told, "saved:", [(each["passes"], each["fails"], each["errors"]) for each in erred])
one_row = len(pooled) == 1 and len(pooled[0]["scores"]) == 4 and rows == [("3", "1")]
two_words = told == [("1", "1")] and [(e["passes"], e["fails"], e["errors"]) for e in erred] == [(1, 0, 1)]
print("as described" if one_row and two_words else "CHANGED")
sys.exit(0 if one_row and two_words else 1)
EOF
venv/bin/python look.py
