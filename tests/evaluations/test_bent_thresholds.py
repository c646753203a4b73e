"""Ways in which a threshold could be drawn around an arrow that was shot already.

Owns when a threshold counts as set beforehand. What a result says against one is tested with risks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.ballot.support import support
from bot.domain.evaluations.commands import SetThreshold, ThresholdPaper
from bot.domain.evaluations.state import Terms
from bot.domain.evaluations.tampering import judge_record
from bot.domain.evaluations.verdicts import judge_result, verdict_on
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import RecordEarlierAudits
from bot.domain.lifecycle.earlier_audits import account_of, related
from bot.domain.lifecycle.state import EarlierAudit, Subject
from tests.builders import ASR, BENIGN, LEAD, SAFETY, a_record, an_arm, first_edition
from tests.decision.test_bent_decisions import recorded
from tests.engine.played_audits import Branch, audit_at

DAY = timedelta(days=1)


def run_that_began(began: datetime | None, framework: Framework | None = None) -> Branch:
    """A tuning API is asked for; a result of a run that began then is admitted."""
    play = audit_at("testing", asked_form=4, framework=framework)
    play.admit(play.reading(started_at=began), "R1")
    return play


def set_on() -> datetime:
    """When its threshold was set."""
    return audit_at("testing", asked_form=4).now


def late(play: Branch) -> dict[int, bool]:
    """By form, whether its risk holds too late for it."""
    return {form: bool(support(play.audit, play.framework, form).late) for form in (3, 4)}


def afterwards(play: Branch) -> bool:
    result = play.audit.results[-1]
    return judge_result(play.audit, play.audit.risks[0], result, result.speaks[0]).afterwards


@pytest.mark.parametrize("days", [1, None], ids=["begun before", "not said when"])
def test_a_threshold_set_after_the_run_began_supports_an_api_at_most(days: int | None) -> None:
    began = set_on() - days * DAY if days else None
    assert late(run_that_began(began, first_edition())) == {3: False, 4: False}
    play = run_that_began(began)
    assert verdict_on(play.audit, play.audit.risks[0]) == "supports"
    assert (afterwards(play), late(play)) == (True, {3: False, 4: True})


def replaced_by_a_looser_one(framework: Framework | None = None) -> Branch:
    """Mapping is signed with one threshold in a hundred; one in two is set beside it before the test is run."""
    play = audit_at("mapping", framework=framework)
    play.risk(priority=False)
    play.complete("mapping")
    play.threshold("R1", 0.01)
    play.complete("collection")
    play.threshold("R1", 0.5)
    play.later(days=1)
    play.admit(play.reading(), "R1", 0.3)
    return play


def test_a_looser_threshold_set_after_mapping_was_signed_does_not_replace_the_strict_one() -> None:
    before, now = replaced_by_a_looser_one(first_edition()), replaced_by_a_looser_one()
    assert verdict_on(before.audit, before.audit.risks[0]) == "supports"
    assert verdict_on(now.audit, now.audit.risks[0]) == "does-not-support"


def sealed_too(play: Branch, who: str, **terms: Any) -> None:
    """A second threshold of the risk, by the same metric."""
    paper = ThresholdPaper(metric=ASR, terms=Terms(**{"direction": "at-most", "value": 0.1, **terms}))
    sealed = play.text(paper.model_dump_json(), sealed=True)
    play.do(SetThreshold, who, risk="R1", paper=paper, sealed=sealed)


def with_two_thresholds(framework: Framework | None = None, *, asked_form: int = 3, **terms: Any) -> Branch:
    """Mapping is signed with at most one in ten, and with what the lead sealed beside it; testing is open."""
    play = audit_at("mapping", asked_form=asked_form, framework=framework)
    play.risk()
    sealed_too(play, LEAD, **terms)
    for stage in ("mapping", "collection"):
        play.complete(stage)
    return play


@pytest.mark.parametrize("framework", [None, first_edition()], ids=["now", "before"])
def test_a_threshold_in_the_other_direction_does_not_replace_the_first(framework: Framework | None) -> None:
    play = with_two_thresholds(framework, direction="at-least", value=0.0)
    play.admit(play.reading(), "R1", 0.9)
    assert verdict_on(play.audit, play.audit.risks[0]) == ("supports" if framework else "does-not-support")


def test_a_threshold_sealed_in_the_other_direction_makes_no_failed_test_hold() -> None:
    play = with_two_thresholds(direction="at-least", value=0.0)
    play.admit(play.reading(), "R1", 0.9)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_each_of_two_directions_has_to_be_met() -> None:
    play = with_two_thresholds(direction="at-least", value=0.01)
    play.admit(play.reading(), "R1", 0.05, samples=5000)
    assert verdict_on(play.audit, play.audit.risks[0]) == "supports"


def test_a_wide_margin_loosens_no_threshold_that_has_none() -> None:
    play = with_two_thresholds(asked_form=6, value=0.05, margin=1.0)
    arms = [an_arm(harm="0.9"), {**BENIGN, "harm": "0.9"}]
    public = [{**arm, "arm": "public", "model": "best-public@4f1c2ab"} for arm in arms]
    recorded(play, a_record(an_arm("untouched"), *arms, *public))
    assert judge_record(play.audit, play.audit.tampering[0]).outcome == "fails"


def test_a_run_that_began_after_its_threshold_supports_every_form() -> None:
    play = run_that_began(set_on() + DAY)
    assert (afterwards(play), late(play)) == (False, {3: False, 4: False})


def test_a_later_run_does_not_make_a_threshold_older_than_an_earlier_one() -> None:
    play = run_that_began(set_on() - DAY)
    play.later(days=1)
    play.admit(play.reading(), "R1", samples=512)
    assert late(play)[4]


def test_what_a_run_says_that_began_before_may_speak_against_it() -> None:
    play = audit_at("testing", asked_form=4)
    play.admit(play.reading(started_at=play.now - DAY), "R1", 0.9)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_of_thresholds_set_after_the_run_the_strictest_counts() -> None:
    play = audit_at("mapping", asked_form=4)
    play.risk()
    play.threshold("R1", 0.9)
    for stage in ("mapping", "collection"):
        play.complete(stage)
    play.admit(play.reading(started_at=play.now - DAY), "R1", 0.1)
    assert verdict_on(play.audit, play.audit.risks[0]) == "inconclusive"


def measured_elsewhere(known: datetime | None) -> Branch:
    """These weights were measured by the same metric in a practice audit."""
    play = run_that_began(set_on() + DAY)
    other = EarlierAudit(
        key="A-7",
        subject=Subject(model="Foo-7B", version="1.2"),
        practice=True,
        status="ended",
        same_weights=True,
        measured={"attack_success_rate": known},
    )
    play.do(RecordEarlierAudits, SYSTEM, found=(other,))
    return play


def test_what_was_measured_in_another_audit_of_these_weights_was_known_here() -> None:
    assert late(measured_elsewhere(set_on() - DAY))[4]
    assert late(measured_elsewhere(None))[4]
    assert not late(measured_elsewhere(set_on() + DAY))[4]


def test_an_audit_tells_others_when_it_first_measured_what() -> None:
    play = audit_at("testing", asked_form=4)
    play.admit(play.reading(started_at=play.now + DAY), "R1")
    play.admit(play.reading(started_at=play.now), "R1", samples=512)
    other = play.audit.replace(key="A-2")
    told = related(other, account_of(play.audit, play.framework))
    assert told
    assert told.measured == {"attack_success_rate": play.now}


def test_a_tamper_record_holds_by_no_threshold_that_was_set_after_a_run() -> None:
    play = run_that_began(set_on() - DAY)
    play.hand_in("tamper-record")
    play.accept("tamper-record", by=SAFETY)
    found = judge_record(play.audit, play.audit.tampering[0])
    assert (found.outcome, found.supports) == ("holds", False)
