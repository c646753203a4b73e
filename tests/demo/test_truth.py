"""The demo denies nothing that it says: what its reports and documents told before is found, rule by rule.

Owns the rules' own proof, on words of before that had eighteen contradictions and more. That none is left is looked at
wherever a scenario is played (`tests/acceptance`).
"""

from __future__ import annotations

import pytest

from tests.demo.truth.before import NAMES, told_before
from tests.demo.truth.rules import RULES, contradictions
from tests.demo.truth.told import Condition, Told

OF_BEFORE = [
    (1, "api", "failed_limits"),
    (1, "light", "failed_limits"),
    (2, "api", "analysis_against_tests"),
    (3, "api", "beforehand"),
    (4, "api", "strict_enough"),
    (5, "api", "named_files"),
    (6, "api", "impartial"),
    (7, "open-weights", "held"),
    (8, "open-weights", "needs"),
    (9, "open-weights", "recommended"),
    (10, "light", "unconditional"),
    (11, "api", "later_versions"),
    (12, "small-model", "verified_on_record"),
    (13, "small-model", "fitting_tests"),
    (13, "small-model", "grave_rows"),
    (14, "small-model", "costs"),
    (15, "api", "answered"),
    (16, "api", "cancelling"),
    (17, "suspend", "in_force"),
    (18, "open-weights", "scope_creep"),
]
"""What somebody found who read the reports of that day: the number in their list, the scenario, the rule."""


def found(told: Told) -> set[str]:
    """The rules that find something."""
    return {rule for rule, _ in contradictions(told)}


@pytest.mark.parametrize(("number", "scenario", "rule"), OF_BEFORE)
def test_what_a_reader_of_before_found_is_found(number: int, scenario: str, rule: str) -> None:
    assert rule in found(told_before(scenario)), f"number {number} of the reader's list"


PLANTED = [
    ("shares_add_up", {"adversarial-report": "Of the attempts 11 of 500 (4.2 %) came through."}, ""),
    (
        "verdicts_fit",
        {},
        "- tested: holds its threshold · refusals: 40 of 500 (8 %), at most 0.05 (5 %) was asked for",
    ),
    ("votes_are_ticks", {}, "Votes on 3 Other form: 3 for, 0 against, 0 absent.\nboard-9: would allow 3 Other form."),
    (
        "verified_by_others",
        {},
        "- C9, before release: It is shut. · product, by 4 May 2026 · verified by product",
    ),
    ("met_in_time", {}, "- C9, before release: Shut it. · product, by 9 May 2026 · open\n- to be begun by 4 May 2026"),
    (
        "alike_in_size",
        {"model-card": "Details: 7 billion parameters.", "tamper-record": "| public | tuned | | best-public-60m@4f1 |"},
        "",
    ),
    ("none_where_some", {}, "There are none of: results left out.\nResult 2 was left out by auditor-1."),
    (
        "same_words_same_numbers",
        {
            "model-card": "It learned from 40,000 letters of tenants.",
            "datasheet": "It learned from 90,000 letters of tenants.",
        },
        "",
    ),
]
"""The rule, documents that say something else than before, and lines that a report has more: about nothing that the
demo is about, so that no rule finds it by a word of the demo."""


def with_planted(rule: str, documents: dict[str, str], lines: str) -> Told:
    """What a scenario of before told, with a contradiction that is new in it."""
    before = told_before("api")
    report = f"{before.report}\n\n{lines}\n"
    return before.model_copy(update={"documents": {**before.documents, **documents}, "report": report})


@pytest.mark.parametrize(("rule", "documents", "lines"), PLANTED)
def test_a_contradiction_that_nobody_thought_of_is_found(rule: str, documents: dict[str, str], lines: str) -> None:
    assert rule not in found(told_before("api"))
    assert rule in found(with_planted(rule, documents, lines))


UNSEALED = Condition(
    key="C8", when="before", text="Valves cannot be opened by a plant", owner="x", check="y", state="open", words=""
)

RESTS_ON_IT = ("ballot", "It is small, and no plant may open valves.")


def test_a_vote_that_rests_on_what_is_still_to_be_done_is_found() -> None:
    told = told_before("api").model_copy(update={"conditions": [UNSEALED], "said": [RESTS_ON_IT]})
    assert "not_done_yet" in found(told)
    done = UNSEALED.model_copy(update={"state": "verified"})
    assert "not_done_yet" not in found(told.model_copy(update={"conditions": [done]}))


def test_all_eighteen_are_looked_for() -> None:
    assert {number for number, _, _ in OF_BEFORE} == set(range(1, 19))


def test_no_rule_is_there_that_finds_nothing() -> None:
    nobody = Condition(key="C1", when="before", text="It stays so.", owner="", check="", state="open", words="")
    found_by_bot = [("It knows 11 languages.", "It knows 9 languages.")]
    recalled = [("ballot", "It can be taken back.")]
    changes = {
        "conditions": [nobody, UNSEALED],
        "found": found_by_bot,
        "said": [*recalled, RESTS_ON_IT],
        "decided": 7,
    }
    worse = told_before("api").model_copy(update=changes)
    planted = (found(with_planted(*each)) for each in PLANTED)
    everything = found(worse).union(*(found(told_before(name)) for name in NAMES), *planted)
    assert everything == {rule.__name__ for rule in RULES}
