#!/usr/bin/env bash
# Runs deepeval with metrics that ask no model and writes the files that deepeval.toml describes, with its own table.
#
# Usage: bash deepeval.sh FOLDER. It installs the pinned release into a temporary environment (about 150 MB). For a new
# release raise the version, run it, and compare what it prints with the description.
set -euo pipefail

into=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check deepeval==4.3.1
fi
cd "$work"
export HOME="$work" DEEPEVAL_TELEMETRY_OPT_OUT=YES DEEPEVAL_UPDATE_WARNING_OPT_OUT=YES

cat >runs.py <<'EOF'
import sys
from pathlib import Path

from deepeval import evaluate
from deepeval.evaluate import AsyncConfig, CacheConfig, DisplayConfig, ErrorConfig
from deepeval.metrics import BaseConversationalMetric, BaseMetric, ExactMatchMetric, PatternMatchMetric
from deepeval.test_case import ConversationalTestCase, LLMTestCase, Turn

into = Path(sys.argv[1])


class Length(BaseMetric):
    """The share of ten words; an answer of one word cannot be measured."""

    threshold, async_mode, include_reason, strict_mode = 0.5, False, False, False
    evaluation_model = "none"

    def measure(self, case, *args, **kwargs):
        words = len(case.actual_output.split())
        if words == 1:
            raise ValueError("one word is no answer")
        self.score = min(words, 10) / 10
        self.success = self.score >= self.threshold
        return self.score

    async def a_measure(self, case, *args, **kwargs):
        return self.measure(case)

    def is_successful(self):
        return self.success

    @property
    def __name__(self):
        return "Length"


class Says(BaseMetric):
    """Whatever it was made with."""

    async_mode, include_reason, strict_mode, evaluation_model = False, False, False, "none"

    def __init__(self, name, value, threshold=0.5):
        self.called, self.value, self.threshold = name, value, threshold

    def measure(self, case, *args, **kwargs):
        self.score = self.value
        self.success = self.score is not None and self.score >= self.threshold
        return self.score

    async def a_measure(self, case, *args, **kwargs):
        return self.measure(case)

    def is_successful(self):
        return self.success

    @property
    def __name__(self):
        return self.called


class Turns(BaseConversationalMetric):
    """The share of four turns; a conversation without an answer cannot be measured."""

    threshold, async_mode, include_reason, strict_mode = 0.5, False, False, False
    evaluation_model = "none"

    def measure(self, case, *args, **kwargs):
        if len(case.turns) < 2:
            raise ValueError("nobody answered")
        self.score = len(case.turns) / 4
        self.success = self.score >= self.threshold
        return self.score

    async def a_measure(self, case, *args, **kwargs):
        return self.measure(case)

    def is_successful(self):
        return self.success

    @property
    def __name__(self):
        return "Turns"


def run(name, answers, metrics, expected="no", names="", **more):
    wanted = [expected] * len(answers) if isinstance(expected, str) else expected
    cases = [
        LLMTestCase(name=names or f"q{i}", input="q", actual_output=said, expected_output=want)
        for i, (said, want) in enumerate(zip(answers, wanted))
    ]
    run_cases(name, cases, metrics, **more)


def run_cases(name, cases, metrics, **more):
    print("==", name)
    folder = Path(name)
    result = evaluate(
        cases,
        metrics,
        async_config=AsyncConfig(run_async=False),
        cache_config=CacheConfig(write_cache=False),
        display_config=DisplayConfig(show_indicator=False, print_results=True, results_folder=str(folder)),
        error_config=ErrorConfig(ignore_errors=True, skip_on_missing_params=True),
        **more,
    )
    for each in result.test_results:
        print("  ", each.name, each.success, [(m.name, m.score, m.success, m.error) for m in each.metrics_data])
    (written,) = folder.glob("test_run_*.json")
    written.rename(into / f"{name}.json")


run("deepeval-two-metrics", ["no", "yes", "no"], [ExactMatchMetric(), PatternMatchMetric(pattern="n.*")], hyperparameters={"model": "acme/chat-1", "temperature": 0})
run("deepeval-one-name", ["no", "yes"], [PatternMatchMetric(pattern="n.*"), PatternMatchMetric(pattern=".*")])
run("deepeval-errors", ["no", "I will not say that", "no no no no no no"], [Length(), ExactMatchMetric()], identifier="second run")
run("deepeval-skipped", ["no", "anything", "yes"], [ExactMatchMetric()], expected=["no", None, "no"])
asked, said = Turn(role="user", content="q"), Turn(role="assistant", content="no")
conversations = [[asked, said, asked, said], [asked, said], [asked], [asked, said, asked]]
run_cases(
    "deepeval-conversations",
    [ConversationalTestCase(name=f"c{i}", turns=turns) for i, turns in enumerate(conversations)],
    [Turns()],
    hyperparameters={"model": "acme/chat-1"},
)
run("deepeval-same-names", ["no", "yes", "no"], [ExactMatchMetric(threshold=0.2)], names="same")
run_cases(
    "deepeval-values",
    [LLMTestCase(input=f"i{i}", actual_output="y", expected_output="y", name=f"c{i}") for i in range(3)],
    [Says("Points", 7.5, 6), Says("Nothing", None), Says("No number", float("nan")), Says("Below zero", -0.5, -1)],
)
sometimes = Length()
sometimes.flaky = True
run("deepeval-flaky", ["no no", "I will not say that", "no no no"], [sometimes, PatternMatchMetric(pattern=".*")])
EOF
"$python" runs.py "$into"
