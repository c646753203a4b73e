"""Changes called without effect, so that nobody has to look at them: two reviewers say so, and never of everything.

Owns whole plays, by the rules of before and of now.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import MarkWithoutEffect
from bot.domain.documents.duties import SecondNoEffectDuty
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.framework import Framework
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from tests.builders import AUDITOR, LEAD, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of

MAP = "system-map"


def changed_late(framework: Framework | None = None, document: str = MAP, *, stage: str = "collection") -> Branch:
    """A new version of a document whose stage is closed, accepted by Safety."""
    play = audit_at(stage, framework=framework)
    play.hand_in(document)
    play.accept(document, by=SAFETY)
    return play


def mark(play: Branch, *people: str, document: str = MAP) -> Branch:
    latest = play.audit.latest(document)
    assert latest
    for who in people:
        play.do(MarkWithoutEffect, who, artifact=document, version=latest.number)
    return play


def is_without_effect(play: Branch) -> bool:
    latest = play.audit.latest(MAP)
    assert latest
    return latest.no_effect


def test_one_reviewer_does_not_call_a_change_without_effect() -> None:
    assert is_without_effect(mark(changed_late(first_edition()), SAFETY))
    assert not is_without_effect(mark(changed_late(), SAFETY, SAFETY))
    assert is_without_effect(mark(changed_late(), SAFETY, AUDITOR))


def test_what_came_late_without_effect_counts_and_opens_no_stage() -> None:
    play = mark(changed_late(), SAFETY, AUDITOR)
    assert play.audit.stages["mapping"].status == "closed"
    assert play.audit.stages["mapping"].closed_with[MAP] == 2
    assert moved_stages(play.audit, play.framework) == []
    counting = play.audit.accepted(MAP)
    assert counting
    assert counting.number == 2
    assert all(s.carried for s in play.audit.stages["mapping"].signatures)


def test_the_lead_calls_no_change_without_effect() -> None:
    assert is_without_effect(mark(changed_late(first_edition()), LEAD))
    with refused_with("no-effect-reviewer-only", NotAllowed):
        mark(changed_late(), LEAD)


def needed_by_a_form(framework: Framework | None = None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.bring("content-filters")
    play.hand_in("content-filters")
    play.accept("content-filters", by=SAFETY)
    return mark(play, SAFETY, document="content-filters")


def test_no_change_of_what_a_need_rests_on_is_without_effect() -> None:
    needed_by_a_form(first_edition())
    with refused_with("no-effect-rested-on", NotNow):
        needed_by_a_form()


def test_while_the_board_decides_nothing_is_called_without_effect() -> None:
    play = changed_late(stage="post-audit")
    play.do(OpenBallot, LEAD)
    with refused_with("late-waits", NotNow):
        mark(play, SAFETY)


@pytest.mark.parametrize("document", ["tamper-record"])
def test_no_change_of_a_tamper_record_is_without_effect(document: str) -> None:
    play = audit_at("testing", asked_form=4)
    play.hand_in(document)
    play.accept(document)
    with refused_with("no-effect-rested-on", NotNow):
        mark(play, SAFETY, document=document)


def test_another_reviewer_is_asked_whether_they_agree() -> None:
    play = mark(changed_late(), SAFETY)
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if isinstance(d, SecondNoEffectDuty)]
    assert duty.person != SAFETY
    assert ActionId.NO_EFFECT in buttons(blocks_of(ask(context_of(play), duty, duty.key)))
