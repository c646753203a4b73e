"""The course of an audit as a whole: starting, correcting, pausing, ending.

Owns the start and the end. What a ballot does to the course is tried in `test_ballots`, erasing in `tests/redaction`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import asks_of, duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow, Refusal, UnknownAudit
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    BindChannel,
    ChangeDetails,
    CloseStage,
    PauseAudit,
    ProposeEnd,
    ResumeAudit,
    StartAudit,
)
from bot.domain.lifecycle.events import AuditEnded, AuditStarted, StageOpened
from bot.domain.lifecycle.rules import channel_name
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole
from tests.builders import AUDITOR, BOARD, DEPUTY, LEAD, LEGAL, SAFETY, STRANGER, an_audit, built_in, first_edition
from tests.clock import MONDAY
from tests.engine.played_audits import Branch, audit_at


def start(**changes: Any) -> StartAudit:
    play = an_audit()
    fields: dict[str, Any] = {
        "subject": Subject(model="Foo-7B", version="1.2"),
        "description": play.text("An assistant."),
        "asked_form": 3,
        "framework": play.text("{}"),
        "lead": LEAD,
        "deputy": DEPUTY,
        "channel": None,
        "decision_channel": "CD",
    }
    command = play.command(StartAudit, LEAD, **{**fields, **changes})
    assert isinstance(command, StartAudit)
    return command


def propose(play: Branch, who: str = LEAD) -> list[object]:
    return list(play.do(ProposeEnd, who, reason=play.text("The use conflicts with the principles.")))


def test_an_audit_starts_with_its_first_stage_open() -> None:
    started, opened = decide(None, built_in(), start(), MONDAY)
    assert isinstance(started, AuditStarted)
    assert isinstance(opened, StageOpened)
    assert (opened.stage, started.wants_channel) == ("scoping", "audit-a1-foo-7b-1-2")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": Subject(model=" ", version="1")}, "model"),
        ({"description": Prose(salt="00", text=" ")}, "description"),
        ({"asked_form": 9}, "asked_form"),
        ({"deputy": LEAD}, "deputy"),
    ],
)
def test_what_is_missing_at_the_start_is_said_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        decide(None, built_in(), start(**wrong), MONDAY)
    assert told.value.field == field


def test_a_guest_does_not_start_an_audit() -> None:
    with pytest.raises(NotAllowed):
        decide(None, built_in(), start(actor_full_member=False), MONDAY)


def test_starting_an_audit_that_exists_changes_nothing() -> None:
    assert decide(audit_at("mapping").audit, built_in(), start(), MONDAY) == []


def test_where_there_is_no_audit_nothing_else_is_done() -> None:
    with pytest.raises(UnknownAudit):
        decide(None, built_in(), audit_at().command(OpenBallot, LEAD), MONDAY)


def test_a_chosen_channel_is_not_created() -> None:
    started = decide(None, built_in(), start(channel="C1"), MONDAY)[0]
    assert isinstance(started, AuditStarted)
    assert (started.channel, started.wants_channel) == ("C1", "")


def test_a_channel_name_is_one_slack_takes() -> None:
    assert channel_name("A-12", "Foo 7B (final!)" + "x" * 99) == ("audit-a12-foo-7b-final-" + "x" * 99)[:80]


def test_who_starts_an_audit_as_its_lead_has_accepted_and_who_is_named_has_not() -> None:
    assert [s.accepted for s in an_audit().audit.roster["lead"]] == [True]
    other = decide(None, built_in(), start(lead=LEAD, actor=STRANGER), MONDAY)
    assert [s.accepted for s in fold(other).roster["lead"]] == [None]


def test_only_what_is_named_changes() -> None:
    play = audit_at("mapping")
    play.do(ChangeDetails, LEAD, asked_form=5)
    assert (play.audit.asked_form, play.audit.decision_channel) == (5, "CDECISIONS")
    assert play.do(ChangeDetails, LEAD, asked_form=5) == []
    with pytest.raises(Invalid):
        play.do(ChangeDetails, LEAD, asked_form=12)


def test_a_channel_gets_a_new_id_where_slack_gave_it_one() -> None:
    play = audit_at("mapping")
    play.do(BindChannel, SYSTEM, channel="C1")
    play.do(BindChannel, SYSTEM, channel="C2")
    assert play.audit.channel == "C2"
    assert play.do(BindChannel, SYSTEM, channel="C2") == []


def test_while_paused_nobody_is_asked_and_nothing_closes() -> None:
    play = audit_at("mapping")
    assert asks_of(play.audit, play.framework, play.today)
    with pytest.raises(Invalid):
        play.do(PauseAudit, LEAD, reason=play.text(" "))
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    assert play.do(PauseAudit, LEAD, reason=play.text("Holidays.")) == []
    assert duties_of(play.audit, play.framework, play.today) == []
    with pytest.raises(NotNow):
        play.do(CloseStage, LEAD, stage="mapping")


def test_resuming_brings_everything_back() -> None:
    play = audit_at("mapping")
    before = duties_of(play.audit, play.framework, play.today)
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    play.do(ResumeAudit, LEAD)
    assert duties_of(play.audit, play.framework, play.today) == before
    assert play.do(ResumeAudit, LEAD) == []


def test_a_paused_audit_may_still_be_ended() -> None:
    play = audit_at("mapping")
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    propose(play)
    play.do(AnswerEnd, SAFETY, confirm=True)
    assert play.audit.ended


def test_it_takes_two_to_end_an_audit() -> None:
    play = audit_at("mapping")
    propose(play)
    assert not play.audit.ended
    asked = {d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "confirm-end"}
    assert asked == {SAFETY, *BOARD}
    [event] = play.do(AnswerEnd, SAFETY, confirm=True)
    assert isinstance(event, AuditEnded)
    assert event.stage == "mapping"


def test_a_lead_cancels_an_audit_alone_while_nobody_else_accepted_a_role() -> None:
    play = Branch(an_audit())
    propose(play)
    assert play.audit.ended
    joined = Branch(an_audit())
    joined.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR,)})
    joined.do(AcceptRole, AUDITOR, role="auditor")
    propose(joined)
    assert not joined.audit.ended


def test_who_left_again_keeps_the_lead_from_cancelling_what_they_saw() -> None:
    play = Branch(an_audit())
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)})
    play.do(AcceptRole, LEGAL, role="legal")
    play.do(DeclineRole, LEGAL, role="legal")
    propose(play)
    assert not play.audit.ended


def test_who_proposes_the_end_does_not_confirm_it() -> None:
    play = an_audit(framework=first_edition()).at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": (SAFETY,)})
    play.do(ProposeEnd, SAFETY, reason=play.text("The use conflicts with the principles."))
    with pytest.raises(NotIndependent):
        play.do(AnswerEnd, SAFETY, confirm=True)


def test_a_refused_end_goes_on_and_may_be_proposed_again() -> None:
    play = audit_at("mapping")
    propose(play)
    play.do(AnswerEnd, BOARD[0], confirm=False)
    with pytest.raises(NotNow):
        play.do(AnswerEnd, BOARD[0], confirm=True)
    assert propose(play)


def test_the_end_takes_a_reason_and_is_proposed_once() -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid):
        play.do(ProposeEnd, LEAD, reason=play.text(" "))
    propose(play)
    assert propose(play) == []


def test_after_the_end_nothing_moves_and_nothing_is_owed() -> None:
    play = audit_at("mapping")
    propose(play)
    play.do(AnswerEnd, SAFETY, confirm=True)
    assert duties_of(play.audit, play.framework, play.today) == []
    assert play.do(AnswerEnd, SAFETY, confirm=True) == []
    for kind, fields in (
        (AssignRoles, {"roles": {"external": (STRANGER,)}}),
        (CloseStage, {"stage": "mapping"}),
        (AcceptRole, {"role": "lead"}),
        (OpenBallot, {}),
    ):
        with pytest.raises(Refusal):
            play.do(kind, LEAD, **fields)
