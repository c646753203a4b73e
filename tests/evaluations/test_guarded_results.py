"""A test that failed and was run again behind changed filters or another system prompt: who says so, what it carries.

Owns that word, and the ways in which it could be bent: filters stand before whoever calls a model, and before nobody
who holds its weights.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.ballot.standing_problems import standing_problems
from bot.domain.ballot.support import support
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AdmitResult, AnswerGuardedResult
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.roster.commands import RecordGone
from bot.slack.evaluations.messages import second_guarded_result
from bot.slack.evaluations.standings import standing_lines
from bot.slack.kit.action_ids import ActionId
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    SAFETY,
    built_in,
    measured,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of

SIZE = 500


def failed(*, framework: Framework | None = None, asked_form: int = 4) -> Branch:
    """A test of R1 fails."""
    play = audit_at("testing", asked_form=asked_form, framework=framework)
    play.admit(play.reading(ENGINEER), "R1", 0.4, samples=SIZE)
    return play


def guarded(play: Branch, value: float = 0.01, who: str = AUDITOR, by: str = ENGINEER, **more: Any) -> int:
    """A reviewer says that a newer run was made behind changed filters."""
    number = play.reading(by)
    said = measured(value, **{"samples": SIZE, **more})
    guard = play.text("A filter of prompts about weapons was added.")
    play.do(AdmitResult, who, number=number, risk="R1", measured=said, guard=guard)
    return number


def agree(play: Branch, number: int, who: str = SAFETY, *, confirm: bool = True) -> None:
    play.do(AnswerGuardedResult, who, number=number, confirm=confirm)
    play.open_thresholds("R1")


def blocked(play: Branch) -> list[int]:
    """The forms that R1 stops."""
    return [form for form in range(1, play.audit.asked_form + 1) if support(play.audit, play.framework, form).risks]


def asked(play: Branch) -> list[str]:
    found = duties_of(play.audit, play.framework, play.today)
    return [d.person for d in found if d.kind == "second-guarded-result"]


def without_guards() -> Framework:
    said = built_in().model_dump(mode="json")
    return Framework.model_validate({**said, "evidence": {"late_up_to": 3, "residual_up_to": 3}})


def test_it_takes_the_place_of_the_failed_run_for_what_is_served_behind_filters_alone() -> None:
    play = failed()
    assert blocked(play) == [1, 2, 3, 4]
    agree(play, guarded(play))
    assert blocked(play) == [4]
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"
    assert [(p.about, p.forms) for p in standing_problems(play.audit, play.framework)] == [("R1", (4, 5, 6, 7, 8))]


def test_one_reviewer_alone_does_not_say_so() -> None:
    play = failed()
    number = guarded(play)
    assert (blocked(play), asked(play)) == ([1, 2, 3, 4], [AUDITOR_2])
    with refused_with("guard-second"):
        agree(play, number, AUDITOR)
    for who in (ENGINEER, LEAD, BOARD[0]):
        with refused_with("result-reviewer-only"):
            agree(play, number, who)
    assert blocked(play) == [1, 2, 3, 4]


def test_who_handed_it_in_is_none_of_the_two() -> None:
    play = failed()
    with refused_with("result-own"):
        guarded(play, who=AUDITOR, by=AUDITOR)
    number = guarded(play, who=AUDITOR, by=AUDITOR_2)
    assert asked(play) == [SAFETY]
    with refused_with("result-own"):
        agree(play, number, AUDITOR_2)


def test_where_another_reviewer_does_not_agree_it_speaks_to_nothing() -> None:
    play = failed()
    number = guarded(play)
    agree(play, number, confirm=False)
    assert play.audit.results[-1].status == "offered"
    with refused_with("guard-settled"):
        agree(play, number)
    play.admit(number, "R1", 0.01, samples=SIZE)
    assert blocked(play) == [1, 2, 3, 4]


def test_where_who_said_it_first_reviews_no_longer_it_is_said_anew() -> None:
    play = failed()
    number = guarded(play)
    play.do(RecordGone, SYSTEM, person=AUDITOR)
    assert asked(play) == []
    with refused_with("guard-first-gone"):
        agree(play, number)


@pytest.mark.parametrize("more", [{"samples": SIZE - 1}, {"task": "another.test"}])
def test_a_smaller_run_or_another_test_takes_its_place_for_no_form(more: dict[str, Any]) -> None:
    play = failed()
    agree(play, guarded(play, **more))
    assert blocked(play) == [1, 2, 3, 4]


def test_a_run_from_before_the_failed_one_takes_its_place_for_no_form() -> None:
    play = audit_at("testing", asked_form=4)
    agree(play, guarded(play))
    assert blocked(play) == [4]
    play.admit(play.reading(ENGINEER), "R1", 0.4, samples=SIZE)
    assert blocked(play) == [1, 2, 3, 4]


def test_one_that_fails_counts_for_every_form() -> None:
    play = audit_at("testing", asked_form=4)
    play.admit(play.reading(ENGINEER), "R1", 0.01, samples=SIZE)
    assert blocked(play) == []
    agree(play, guarded(play, 0.4))
    assert blocked(play) == [1, 2, 3, 4]


def logged(play: Branch) -> None:
    words = play.text("It answers what it should not.")
    common = {"stage": "testing", "severity": "severe", "text": words, "risk": "R1"}
    play.do(LogFinding, AUDITOR, **common, blocks=(1, 2, 3, 4))


def test_its_problem_blocks_what_is_served_behind_filters_no_more_and_one_found_since_does() -> None:
    play = failed()
    logged(play)
    play.later(days=1)
    agree(play, guarded(play))

    def problems() -> list[int]:
        return [form for form in range(1, 5) if support(play.audit, play.framework, form).findings]

    assert problems() == [4]
    play.later(days=1)
    logged(play)
    assert problems() == [1, 2, 3, 4]


def test_a_framework_of_before_knows_no_such_run() -> None:
    play = failed(framework=without_guards())
    with refused_with("guard-not-here"):
        guarded(play)


def test_what_was_changed_is_evidence_of_the_stage_and_printed() -> None:
    play = failed()
    number = guarded(play)
    before = evidence_of(play.audit, play.framework, "testing")
    context = context_of(play)
    ask = second_guarded_result(context, next(d for d in context.duties if d.kind == "second-guarded-result"))
    assert [b.action_id for b in ask.buttons] == [ActionId.GUARDED, ActionId.NOT_GUARDED]
    assert "about weapons" in json.dumps(ask.detail)
    agree(play, number)
    said = play.audit.results[-1].speaks[0]
    assert (said.guarded_by, said.by) == (AUDITOR, SAFETY)
    assert evidence_of(play.audit, play.framework, "testing") != before
    assert "behind changed filters" in "".join(standing_lines(context_of(play)))
