"""Somebody never answers: extend, proceed without, replace, and what cannot be done without.

Owns what the lead may do about silence. When silence becomes the lead's business is tried in `test_reminders`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.commands import ExtendDuty, ProceedWithout, RecordReminders
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import AssignRoles, DeclineRole
from bot.domain.sign_offs.rules import tally
from tests.builders import AUDITOR_2, BOARD, DEPUTY, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY, STRANGER
from tests.engine.played_audits import Branch, audit_at, audit_ready


def owed(play: Branch, kind: str) -> list[Duty]:
    return [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == kind]


def escalate(play: Branch, duty: Duty) -> None:
    play.do(RecordReminders, SYSTEM, person=duty.person, duties=(duty.id,), escalated=(duty.id,))


def proceed(play: Branch, duty: str, words: str = "No answer.", who: str = LEAD) -> list[object]:
    return list(play.do(ProceedWithout, who, duty=duty, reason=play.text(words)))


def late(stage: str = "mapping") -> Branch:
    """Everything is there but the signatures, and the stage is long overdue."""
    play = audit_ready(stage)
    play.later(days=40)
    return play


def test_what_was_escalated_is_put_to_the_lead_with_whom_and_what() -> None:
    play = audit_ready("mapping")
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    [overdue] = owed(play, "overdue")
    assert (overdue.person, overdue.about, overdue.of, overdue.role) == (LEAD, SAFETY, sign.id, "safety")


def test_when_the_lead_is_the_late_one_the_deputy_is_asked() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    [close] = owed(play, "close-stage")
    escalate(play, close)
    assert [(d.person, d.about) for d in owed(play, "overdue")] == [(DEPUTY, LEAD)]


def test_when_the_lead_does_not_answer_about_somebody_else_the_deputy_is_asked() -> None:
    play = audit_ready("mapping")
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    escalate(play, owed(play, "overdue")[0])
    assert [(d.person, d.about) for d in owed(play, "overdue")] == [(DEPUTY, SAFETY)]


def test_when_the_late_one_answered_nobody_is_asked_about_them() -> None:
    play = audit_ready("mapping")
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    play.approve("mapping", "safety", SAFETY)
    assert owed(play, "overdue") == []


def test_an_overdue_task_keeps_its_date() -> None:
    play = audit_ready("mapping")
    escalate(play, owed(play, "sign")[0])
    before = owed(play, "overdue")
    play.later(days=1)
    assert owed(play, "overdue") == before


@pytest.mark.parametrize("by_person", [False, True], ids=["named by its key", "named with its person"])
def test_more_time_moves_the_date_and_ends_the_escalation(by_person: bool) -> None:
    play = audit_ready("mapping")
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    until = play.today + timedelta(days=60)
    play.do(ExtendDuty, LEAD, duty=sign.id if by_person else sign.key, until=until, reason=play.text("Ill."))
    assert owed(play, "overdue") == []
    assert {d.due for d in owed(play, "sign") if d.person == SAFETY} == {until}
    assert play.do(ExtendDuty, LEAD, duty=sign.key, until=until, reason=play.text("Ill.")) == []


def test_more_time_is_not_in_the_past_and_not_for_what_is_done() -> None:
    play = audit_ready("mapping")
    with pytest.raises(Invalid):
        play.do(
            ExtendDuty, LEAD, duty="sign:mapping:safety", until=play.today - timedelta(days=1), reason=play.text("Ill.")
        )
    play.approve("mapping", "safety", SAFETY)
    with pytest.raises(NotNow):
        play.do(ExtendDuty, LEAD, duty="sign:mapping:safety", until=play.today, reason=play.text("Ill."))


def test_a_vote_gets_no_more_time_than_the_ballot() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    with pytest.raises(NotNow):
        play.do(ExtendDuty, LEAD, duty="vote:1", until=play.today + timedelta(days=30), reason=play.text("Ill."))


def test_nobody_goes_on_without_somebody_who_still_has_time() -> None:
    play = audit_ready("mapping")
    with pytest.raises(NotNow):
        proceed(play, "sign:mapping:safety")


@pytest.mark.parametrize("by_person", [False, True], ids=["named by its key", "named with its person"])
def test_going_on_without_a_signature_is_kept_with_its_reason(by_person: bool) -> None:
    play = late()
    proceed(play, f"sign:mapping:safety@{SAFETY}" if by_person else "sign:mapping:safety")
    [rule] = [t for t in tally(play.audit, play.framework, "mapping", play.today) if t.rule.role == "safety"]
    assert (rule.met, rule.waived, rule.valid) == (True, True, ())
    assert list(play.audit.proceeded_duties) == ["sign:mapping:safety"]
    assert not [d for d in owed(play, "sign") if d.person == SAFETY]
    assert proceed(play, "sign:mapping:safety") == []


def test_once_escalated_the_lead_need_not_wait_longer() -> None:
    play = audit_ready("mapping")
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    assert proceed(play, sign.id)


def test_going_on_without_takes_a_reason() -> None:
    with pytest.raises(Invalid):
        proceed(late(), "sign:mapping:safety", " ")


def test_one_independent_approval_of_a_stage_must_remain() -> None:
    play = late()
    proceed(play, "sign:mapping:safety")
    with pytest.raises(NotNow):
        proceed(play, "sign:mapping:auditor")
    play.approve("mapping", "auditor", AUDITOR_2)
    assert not obstacles(play.audit, play.framework, "mapping", play.today)


def test_a_commitment_is_not_the_independent_approval_that_must_remain() -> None:
    play = late("scoping")
    proceed(play, "sign:scoping:lead")
    with pytest.raises(NotNow):
        proceed(play, "sign:scoping:legal")
    assert proceed(play, "sign:scoping:product")


def test_the_only_rule_of_a_stage_cannot_be_left_out() -> None:
    with pytest.raises(NotNow):
        proceed(late("collection"), "sign:collection:auditor")


def test_an_approval_that_fell_and_was_not_given_again_can_be_left_out_too() -> None:
    play = audit_ready("mapping")
    play.approve("mapping", "safety", SAFETY)
    play.hand_in("system-map", ENGINEER)
    play.accept("system-map")
    play.later(days=40)
    proceed(play, f"still-approve:mapping:safety@{SAFETY}")
    [rule] = [t for t in tally(play.audit, play.framework, "mapping", play.today) if t.rule.role == "safety"]
    assert rule.waived
    assert owed(play, "still-approve") == []


def test_a_required_document_cannot_be_left_out() -> None:
    play = audit_at("mapping")
    play.later(days=40)
    with pytest.raises(NotNow):
        proceed(play, "submit:system-map")


def test_a_board_seat_cannot_be_left_out() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    play.later(days=2)
    for duty in ("vote:1", f"vote:1@{BOARD[0]}"):
        with pytest.raises(NotNow):
            proceed(play, duty)
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD, STRANGER)})
    play.later(days=40)
    with pytest.raises(NotNow):
        proceed(play, "accept-role:board")


def test_an_invitation_nobody_answered_can_be_left_alone() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    play.later(days=40)
    proceed(play, "accept-role:legal")
    assert owed(play, "accept-role") == []


def test_replacing_is_assigning_anew_and_asks_the_new_person() -> None:
    play = late()
    [sign] = [d for d in owed(play, "sign") if d.person == SAFETY]
    escalate(play, sign)
    play.later(days=7)
    play.reassign(safety=(STRANGER,))
    assert owed(play, "overdue") == []
    assert STRANGER in {d.person for d in owed(play, "sign")}


def test_somebody_asked_anew_is_not_overdue_at_once() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    escalate(play, owed(play, "accept-role")[0])
    play.do(DeclineRole, STRANGER, role="legal")
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    assert owed(play, "overdue") == []


def test_a_stage_still_waits_for_conditions_when_it_goes_on_without_a_signature() -> None:
    play = late("scoping")
    play.approve("scoping", "lead", LEAD)
    play.approve("scoping", "product", PRODUCT)
    proceed(play, "sign:scoping:legal")
    assert not obstacles(play.audit, play.framework, "scoping", play.today)
    assert LEGAL not in {s.person for s in play.audit.stages["scoping"].signatures}
