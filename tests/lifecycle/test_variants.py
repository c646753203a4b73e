"""Smaller audits: who approves their reason, what they can decide, how they become full ones.

Owns these rules. What a kind consists of is tested in `tests/framework`.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.engine.commit_plan import plan_commit
from bot.domain.engine.decide import decide
from bot.domain.kernel.conversation import CHANNEL, DECISION, decision_place
from bot.domain.kernel.effects import Effect, JoinDecisionChannel
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import ApproveVariant, ChangeDetails, RefuseVariant, StartAudit, UpgradeAudit
from bot.domain.lifecycle.stages import obstacles
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import AcceptRole, AssignRoles, RecordGone
from tests.builders import (
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    Play,
    built_in,
    kind_of,
    refused_with,
)


def light() -> Play:
    return Play(framework=kind_of("light")).staffed()


def small(play: Play) -> set[str]:
    """What the first step waits for, by kind."""
    return {o.kind for o in obstacles(play.audit, play.framework, "scoping", play.clock.now().date())}


def full(play: Play) -> Command:
    return play.command(UpgradeAudit, LEAD, framework=play.text(built_in().model_dump_json()))


def test_a_light_audit_needs_a_reason() -> None:
    play = light()
    start = play.command(
        StartAudit,
        LEAD,
        subject=Subject(model="Foo", version="1"),
        description=play.text("x"),
        asked_form=3,
        framework=play.text("{}"),
        lead=LEAD,
        decision_channel="C",
        reason=None,
    )
    with pytest.raises(Invalid) as refused:
        decide(None, kind_of("light"), start, play.clock.now())
    assert refused.value.params.get("field", getattr(refused.value, "field", "")) == "reason"


def test_a_light_audit_cannot_be_asked_for_more_than_it_can_decide() -> None:
    with pytest.raises(Invalid) as refused:
        Play(framework=kind_of("light"), asked_form=4)
    assert (refused.value.id, refused.value.params["form"]) == ("start-form-too-open", "Inference API")
    assert Play(framework=kind_of("light"), asked_form=3).audit.variant == "light"


def test_its_first_step_closes_only_once_somebody_independent_approved_the_reason() -> None:
    play = light()
    assert "variant" in small(play)
    play.do(ApproveVariant, SAFETY)
    assert play.audit.variant_approved_by == SAFETY
    assert "variant" not in small(play)
    play.complete("scoping")


def test_one_independent_person_is_asked_and_only_as_long_as_nobody_approved() -> None:
    play = light()

    def asked() -> list[str]:
        owed = duties_of(play.audit, play.framework, play.clock.now().date())
        return [d.person for d in owed if d.kind == "approve-variant"]

    assert asked() == [BOARD[0]]
    play.do(ApproveVariant, LEGAL)
    assert asked() == []


@pytest.mark.parametrize("who", [LEAD, DEPUTY, ENGINEER, PRODUCT])
def test_nobody_who_leads_or_built_approves_the_reason(who: str) -> None:
    with pytest.raises(NotAllowed):
        light().do(ApproveVariant, who)


def test_who_started_it_does_not_approve_the_reason_whatever_their_role() -> None:
    play = light()
    play.do(AssignRoles, LEAD, roles={"legal": (LEAD,)})
    play.do(AcceptRole, LEAD, role="legal")
    with pytest.raises(NotIndependent):
        play.do(ApproveVariant, LEAD)


def test_a_light_audit_is_decided_in_three_steps() -> None:
    play = light()
    play.do(ApproveVariant, SAFETY)
    play.complete("scoping")
    play.complete("testing")
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    assert play.audit.proposal
    assert play.audit.proposal.form == 0


def test_made_a_full_audit_it_keeps_its_documents_and_asks_for_approvals_again() -> None:
    play = light()
    play.do(ApproveVariant, SAFETY)
    play.complete("scoping")
    before = play.audit.artifacts
    play.execute(full(play))
    assert play.audit.artifacts == before
    assert list(play.audit.stages) == [stage.key for stage in built_in().stages]
    assert play.audit.open_stages() == ["scoping"]
    assert play.audit.stages["scoping"].signatures == ()
    assert play.audit.variant == ""
    missing = {o.artifact for o in obstacles(play.audit, play.framework, "scoping", play.clock.now().date())}
    assert {"ai-principles", "social-impact-assessment"} <= missing
    assert "audit-scope" not in missing


def test_made_a_full_audit_it_can_be_asked_for_everything_and_goes_to_its_end() -> None:
    play = light()
    play.execute(full(play))
    play.do(ChangeDetails, LEAD, asked_form=7)
    for stage in built_in().stages[:-1]:
        play.complete(stage.key)
    assert play.audit.open_stages() == ["post-audit"]


def test_nobody_makes_it_a_full_one_while_the_board_decides() -> None:
    play = light()
    play.do(ApproveVariant, SAFETY)
    play.complete("scoping")
    play.complete("testing")
    play.do(OpenBallot, LEAD)
    with pytest.raises(NotNow):
        play.execute(full(play))


def test_a_full_audit_stays_as_it_is_and_practice_stays_practice() -> None:
    play = Play().staffed()
    assert play.execute(full(play)) == []
    practice = Play(framework=kind_of("practice")).staffed()
    with pytest.raises(NotNow):
        practice.execute(full(practice))


def test_only_the_lead_or_a_deputy_makes_it_a_full_one() -> None:
    play = light()
    with pytest.raises(NotAllowed):
        play.do(UpgradeAudit, SAFETY, framework=play.text(built_in().model_dump_json()))


def test_a_practice_audit_posts_nowhere_but_in_its_own_channel() -> None:
    def effects(play: Play) -> tuple[Effect, ...]:
        return plan_commit(None, play.audit, play.history, play.framework, play.clock.now()).effects

    practice, real = Play(framework=kind_of("practice")), Play()
    assert JoinDecisionChannel() in effects(real)
    assert JoinDecisionChannel() not in effects(practice)
    assert decision_place(practice.framework) == CHANNEL
    assert decision_place(real.framework) == DECISION


def refused(play: Play, who: str = SAFETY, words: str = "Its users are children.") -> Play:
    play.do(RefuseVariant, who, reason=play.text(words))
    return play


def owed(play: Play, kind: str) -> list[str]:
    return [d.person for d in duties_of(play.audit, play.framework, play.clock.now().date()) if d.kind == kind]


def test_who_says_that_it_needs_a_full_audit_is_asked_no_more_and_the_lead_is() -> None:
    play = refused(light())
    assert owed(play, "approve-variant") == []
    assert owed(play, "make-full") == [LEAD]
    assert "variant" in small(play)


def test_once_it_is_a_full_audit_nobody_is_asked() -> None:
    play = refused(light())
    play.execute(full(play))
    assert play.audit.variant_refused is None
    assert owed(play, "make-full") == []


def test_nobody_else_is_asked_for_what_one_person_refused() -> None:
    play = refused(light())
    with refused_with("variant-refused", NotNow):
        play.do(ApproveVariant, LEGAL)
    play.do(ApproveVariant, SAFETY)
    assert owed(play, "make-full") == []
    assert "variant" not in small(play)


def passed_on(play: Play) -> Play:
    """The lead gives the role of whoever refused to somebody else, who approves."""
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    play.do(AcceptRole, STRANGER, role="legal")
    play.do(ApproveVariant, STRANGER)
    return play


def test_no_lead_is_rid_of_a_refusal_by_giving_the_role_of_its_author_to_another() -> None:
    first_edition = Framework.model_validate({**kind_of("light").model_dump(), "rules": 1})
    before = Play(framework=first_edition).staffed()
    assert passed_on(refused(before, LEGAL)).audit.variant_approved_by == STRANGER
    play = refused(light(), LEGAL)
    with refused_with("variant-refused", NotNow):
        passed_on(play)
    assert owed(play, "make-full") == [LEAD]
    assert owed(play, "approve-variant") == []


def test_a_refusal_goes_with_an_author_who_left() -> None:
    play = refused(light(), LEGAL)
    play.do(RecordGone, SYSTEM, person=LEGAL)
    assert owed(play, "make-full") == []
    play.do(ApproveVariant, SAFETY)


def test_a_refusal_does_not_count_of_somebody_who_turns_out_to_build_the_model() -> None:
    play = refused(light(), LEGAL)
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,), "engineering": (LEGAL,)})
    play.do(AcceptRole, LEGAL, role="engineering")
    play.do(ApproveVariant, SAFETY)


def test_what_was_approved_is_not_refused_afterwards() -> None:
    play = light()
    play.do(ApproveVariant, LEGAL)
    with refused_with("variant-approved-already", NotNow):
        refused(play)


def test_whoever_refuses_says_why() -> None:
    with refused_with("variant-refusal-reason-missing", Invalid):
        refused(light(), words=" ")


@pytest.mark.parametrize("who", [LEAD, ENGINEER])
def test_nobody_who_leads_or_built_refuses_it(who: str) -> None:
    with pytest.raises(NotAllowed):
        refused(light(), who)
