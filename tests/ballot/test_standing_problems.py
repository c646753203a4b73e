"""Severe problems that stand by themselves, with the forms that each blocks, and where people read them.

Owns that list. That such a form is not supported is `test_bent_support` and `tests/decision/test_bent_decisions`.
"""

from __future__ import annotations

from bot.domain.ballot.standing_problems import standing_problems
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.findings.commands import LogFinding
from bot.slack.ballot.known import problem_lines
from bot.slack.lifecycle.stage_card import stage_card
from tests.builders import AUDITOR, SAFETY, Play, a_record, an_arm, first_edition
from tests.decision.test_bent_decisions import HARD, recorded
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, shown


def listed(play: Play) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(each.kind, each.about, each.forms) for each in standing_problems(play.audit, play.framework)]


def failing(*, rules: int = 2, least_form: int = 1) -> Branch:
    """A risk whose result fails, and a problem of it that is called low."""
    play = audit_at("mapping", framework=None if rules > 1 else first_edition())
    facts = {"title": play.text("Harmful advice."), "likelihood": 3, "severity": 4, "priority": True}
    play.do(RecordRisk, SAFETY, **facts, **({"least_form": least_form} if rules > 1 else {}))
    play.threshold("R1")
    for stage in ("mapping", "collection"):
        play.complete(stage)
    play.weighed()
    play.admit(play.reading(), "R1", 0.9, samples=5000)
    said = {"stage": "testing", "text": play.text("Not so bad."), "risk": "R1", "cause": "test"}
    play.do(LogFinding, AUDITOR, severity="low", blocks=(), **said)
    return play


def test_a_risk_that_fails_stands_by_itself_whatever_its_problem_is_called() -> None:
    assert listed(failing()) == [("risk", "R1", (1, 2, 3, 4, 5, 6, 7, 8))]
    assert listed(failing(rules=1)) == []


def test_it_stands_on_the_forms_that_the_risk_concerns() -> None:
    assert listed(failing(least_form=3)) == [("risk", "R1", (3, 4, 5, 6, 7, 8))]


def test_it_goes_with_what_it_comes_from() -> None:
    play = failing()
    play.new_version()
    assert [kind for kind, _, _ in listed(play)] == ["risk"]
    play.admit(play.reading(), "R1", 0.0, samples=5000)
    assert listed(play) == []


def test_a_tamper_record_that_fails_stands_on_the_forms_that_need_one_that_supports_them() -> None:
    play = audit_at("testing", asked_form=6)
    recorded(play, a_record(an_arm("untouched"), an_arm(harm="0.6", **HARD)))
    assert listed(play) == [("tampering", "tamper-record", (4, 6, 7, 8))]


def test_not_on_a_fine_tuning_api_where_controls_of_the_provider_support_it() -> None:
    play = audit_at("testing", asked_form=6)
    recorded(play, a_record(an_arm("untouched"), an_arm(harm="0.6", **HARD)))
    play.bring("provider-controls")
    assert listed(play) == [("tampering", "tamper-record", (6, 7, 8))]


def test_it_is_read_among_the_problems_and_on_the_card_of_the_stage_with_results() -> None:
    play = failing()
    context = context_of(play)
    [first, *_] = problem_lines(context)
    assert "R1" in first
    assert "1, 2, 3" in first
    assert first in shown(stage_card(context, "testing"))
    assert first not in shown(stage_card(context, "mapping"))
