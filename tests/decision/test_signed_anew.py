"""When a decision is signed anew, and the list of all of them: whenever a pipeline would be told something else.

Owns the moments. What is signed is tested in `tests/governance`.
"""

from __future__ import annotations

import functools

from bot.domain.decision.commands import AnswerReport, ClaimDone, ReportCancelling, VerifyDone
from bot.domain.engine.effects import effects_of
from bot.domain.engine.fold import fold
from bot.domain.kernel.effects import PostFiles, PublishDecisions
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PassTime
from tests.builders import AUDITOR_2, ENGINEER, LEAD, SAFETY, first_edition, kind_of
from tests.decision.test_bent_conditions import after_release, decided, named
from tests.decision.test_bent_decisions import API, decides
from tests.engine.played_audits import Branch, audit_at


def signed(play: Branch) -> list[str]:
    """After which events it is signed, each with the card beneath which that is posted."""
    found = []
    for number, event in enumerate(play.history, 1):
        if not type(event).__module__.startswith("bot.domain.decision"):
            continue
        follows = effects_of(fold(play.history[:number]), play.framework, event)
        published = any(isinstance(each, PublishDecisions) for each in follows)
        drawn = [each for each in follows if isinstance(each, PostFiles) and each.rendering.kind == "signed-decision"]
        assert published is bool(drawn), "the list of decisions says what the newest files do, at once"
        found += [f"{event.type} {each.place.key}" for each in drawn]
    return found


@functools.lru_cache
def _api(framework: Framework | None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.bring(*API)
    decides(play, 3)
    return play


def api(framework: Framework | None = None) -> Branch:
    return _api(framework).branch()


def test_it_is_signed_when_it_is_posted_and_when_it_is_suspended() -> None:
    play = api()
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was harmed."))
    play.do(AnswerReport, LEAD, report=1, happened=True, why=play.text("It is so."))
    assert signed(play) == ["DecisionReached decision", "DecisionSuspended decision"]


def test_it_is_signed_when_it_expires() -> None:
    play = api()
    play.later(days=400)
    play.do(PassTime, SYSTEM)
    assert signed(play)[1:] == ["DecisionExpired decision"]


def test_it_is_signed_when_a_late_condition_stops_it_and_when_it_is_in_force_again() -> None:
    play = after_release(None)
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
    play.do(VerifyDone, AUDITOR_2, round=1, item="C1", done=True, words=play.text("Seen."))
    assert signed(play)[1:] == ["ReleaseStopped decision", "ReleaseResumed decision"]


def test_it_is_signed_when_what_had_to_come_before_is_met() -> None:
    play = decided()
    play.later(hours=1)
    named(play, ENGINEER)
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
    play.do(VerifyDone, AUDITOR_2, round=1, item="C1", done=True, words=play.text("Seen."))
    assert signed(play)[1:] == ["ConditionsMet decision"]


def test_of_a_practice_audit_and_of_one_by_the_first_edition_nothing_goes_out() -> None:
    assert signed(api(first_edition())) == []
    play = api()
    play.framework = kind_of("practice")
    assert signed(play) == []
