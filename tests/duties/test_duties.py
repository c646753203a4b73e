"""Who owes what: every kind of duty appears, for one person, with one identity, and goes.

Owns the derivation of duties. What answering them does is tried in the file of each subject.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.domain.documents.commands import RequestChanges
from bot.domain.duties.commands import ProceedWithout
from bot.domain.duties.rules import asks_of, duties_of
from bot.domain.kernel.conversation import dm, stage_thread
from bot.domain.kernel.duty import Duty, ask_card, ask_place, own_ask_card
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import ReopenStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import AssignRoles, DeclineRole, DelegateRole, ProposeWaiver, RecordGone
from bot.domain.sign_offs.commands import SignOff
from bot.domain.sign_offs.rules import SignDuty
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    Play,
    an_audit,
    built_in,
)
from tests.engine.played_audits import audit_at, audit_ready


def owed(play: Play, *kinds: str) -> list[Duty]:
    today = play.clock.now().date()
    return [d for d in duties_of(play.audit, play.framework, today) if not kinds or d.kind in kinds]


def who(play: Play, kind: str) -> list[str]:
    return [d.person for d in owed(play, kind)]


def asks(play: Play) -> list[Duty]:
    return asks_of(play.audit, play.framework, play.clock.now().date())


def test_a_new_audit_asks_its_lead_to_find_people() -> None:
    assert [(d.person, d.role) for d in owed(an_audit(), "reassign")] == [(LEAD, "auditor")]
    assert owed(audit_at("mapping"), "reassign") == []


def test_an_invitation_is_due_two_working_days_after_it_was_sent() -> None:
    play = audit_at("collection")
    play.later(days=20)
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    [duty] = owed(play, "accept-role")
    assert (duty.person, duty.due) == (STRANGER, MONDAY_TO_FRIDAY.add(play.today, 2))


def test_a_declined_seat_is_the_leads_to_fill() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, LEGAL, role="legal")
    [duty] = owed(play, "reassign")
    assert (duty.person, duty.role, duty.about) == (LEAD, "legal", LEGAL)


def test_a_waiver_is_put_to_one_board_member_and_keeps_its_date() -> None:
    play = audit_at("mapping")
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("Nobody else knows."))
    [duty] = owed(play, "second-waiver")
    assert (duty.person, duty.about, duty.number) == (BOARD[0], AUDITOR, 1)
    play.later(days=1)
    assert owed(play, "second-waiver") == [duty]


def test_one_person_is_asked_for_each_missing_document() -> None:
    play = audit_at("mapping")
    assert {d.artifact: d.person for d in owed(play, "submit")} == {
        "stakeholder-map": AUDITOR,
        "interview-notes": AUDITOR,
        "system-map": ENGINEER,
        "fmea-draft": ENGINEER,
    }


def test_what_the_form_asked_for_needs_is_asked_last_and_everything_else_optional_of_nobody() -> None:
    play = audit_at("collection")
    assert {d.artifact: d.person for d in owed(play, "submit")} == {
        "audit-checklist": AUDITOR,
        "model-card": ENGINEER,
        "datasheet": ENGINEER,
        "weight-security": ENGINEER,
        "content-filters": ENGINEER,
        "abuse-response": PRODUCT,
        "rate-limits": ENGINEER,
        "usage-logging": ENGINEER,
        "access-vetting": PRODUCT,
    }
    assert [d.artifact for d in owed(play, "submit") if d.person == ENGINEER][:2] == ["model-card", "datasheet"]
    play.documents("collection")
    assert not any(
        o.kind == "document-missing" for o in obstacles(play.audit, play.framework, "collection", play.today)
    )
    play.later(days=40)
    play.do(ProceedWithout, LEAD, duty="submit:access-vetting", reason=play.text("It is open to everybody."))
    assert {d.artifact for d in owed(play, "submit")} == {
        "content-filters",
        "abuse-response",
        "rate-limits",
        "usage-logging",
    }


def test_of_two_documents_that_would_do_none_is_asked_for_where_one_is_required() -> None:
    play = audit_at("collection", asked_form=4)
    assert "provider-controls" not in {d.artifact for d in owed(play, "submit")}
    play = audit_at("testing", asked_form=7)
    assert {"tamper-record", "marginal-risk-cards", "external-review"} <= {d.artifact for d in owed(play, "submit")}


def test_one_reviewer_is_asked_and_never_who_handed_it_in() -> None:
    play = audit_at("mapping")
    for artifact in ("stakeholder-map", "interview-notes"):
        play.hand_in(artifact, AUDITOR)
    people = who(play, "review")
    assert len(people) == 2
    assert AUDITOR not in people


def test_a_reviewer_who_is_needed_elsewhere_is_spared_while_others_can() -> None:
    play = audit_at("mapping")
    for artifact in ("stakeholder-map", "interview-notes", "system-map", "fmea-draft"):
        play.hand_in(artifact)
    assert len(set(who(play, "review"))) > 1
    assert LEAD not in who(play, "review")


def test_rework_is_asked_of_who_wrote_it() -> None:
    play = audit_at("mapping")
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER, ENGINEER)})
    play.hand_in("system-map", ENGINEER)
    play.do(RequestChanges, SAFETY, artifact="system-map", version=1, what=play.text("Too coarse."))
    [duty] = owed(play, "rework")
    assert (duty.person, duty.about, duty.number) == (ENGINEER, SAFETY, 1)


def test_everybody_who_could_sign_is_asked_until_the_quorum_is_met() -> None:
    play = audit_ready("mapping")
    assert who(play, "sign") == [AUDITOR, AUDITOR_2, SAFETY]
    play.approve("mapping", "safety", SAFETY)
    assert who(play, "sign") == [AUDITOR, AUDITOR_2]


def test_nobody_is_asked_to_sign_before_the_documents_are_there() -> None:
    assert owed(audit_at("mapping"), "sign") == []


def test_the_author_of_a_condition_is_asked_whether_it_is_met() -> None:
    play = audit_ready("mapping")
    play.do(
        SignOff,
        SAFETY,
        stage="mapping",
        role="safety",
        verdict="approve-if",
        condition=play.text("Add bio risks."),
        seen=evidence_of(play.audit, play.framework, "mapping"),
    )
    assert who(play, "close-condition") == [SAFETY]


def test_a_stage_that_has_everything_is_the_leads_to_close() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    assert who(play, "close-stage") == [LEAD]


def test_the_ballot_is_the_leads_to_open_until_it_is_open() -> None:
    play = audit_at("post-audit")
    assert who(play, "open-ballot") == [LEAD]
    play.do(OpenBallot, LEAD)
    assert who(play, "open-ballot") == []


def test_without_a_lead_and_deputy_the_desk_is_empty_and_nothing_breaks() -> None:
    play = audit_at("mapping")
    for gone in (LEAD, DEPUTY):
        play.do(RecordGone, SYSTEM, person=gone)
    assert not {d.kind for d in owed(play)} & {"close-stage", "reassign", "overdue"}


@pytest.mark.parametrize("stage", [s.key for s in built_in().stages])
def test_a_duty_has_one_identity_in_every_stage(stage: str) -> None:
    play = audit_at(stage)
    for ready in (False, True):
        if ready and stage != "post-audit":
            play.documents(stage)
        ids = [d.id for d in owed(play)]
        assert len(ids) == len(set(ids))
        assert all(d.id == f"{d.key}@{d.person}" for d in owed(play))


def test_a_duty_stays_the_same_from_day_to_day() -> None:
    play = audit_at("mapping")
    before = owed(play)
    play.later(days=1)
    assert owed(play) == before


def test_one_ask_per_person_at_a_time() -> None:
    play = audit_at("mapping")
    people = [card.person for card in {ask_card(d) for d in asks(play)}]
    assert sorted(people) == sorted({AUDITOR, ENGINEER})


def test_invitations_and_private_questions_stand_beside_the_one_ask() -> None:
    play = audit_ready("reflection")
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, AUDITOR_2)})
    kinds = {d.kind for d in asks(play) if d.person == AUDITOR_2}
    assert kinds == {"accept-role", "sign"}


def test_only_kinds_with_an_ask_are_asked() -> None:
    play = audit_at("mapping")
    play.do(DeclineRole, LEGAL, role="legal")
    assert owed(play, "reassign")
    assert all(d.asking != "listed" for d in asks(play))


def test_what_is_private_is_asked_in_private_and_the_rest_in_the_thread_of_its_stage() -> None:
    due = an_audit().clock.now().date()
    vote = VoteDuty(person=SAFETY, due=due, stage="post-audit", number=1)
    sign = SignDuty(person=SAFETY, due=due, stage="mapping", role="safety")
    assert (ask_place(vote), ask_place(sign)) == (dm(SAFETY), stage_thread("mapping"))
    assert ask_card(sign).key == f"asks:approve:mapping@{SAFETY}"
    assert own_ask_card(sign).key == f"ask:sign:mapping:safety@{SAFETY}"


def test_a_person_with_two_roles_is_asked_once_per_role() -> None:
    play = audit_ready("reflection")
    play.reassign(legal=(AUDITOR_2,))
    assert sorted(d.key for d in owed(play, "sign") if d.person == AUDITOR_2) == [
        "sign:reflection:auditor",
        "sign:reflection:legal",
    ]


def test_both_builders_are_asked_for_the_facts() -> None:
    play = audit_ready("testing")
    assert who(play, "respond") == [ENGINEER, PRODUCT]
    assert {d.due for d in owed(play, "respond")} == {MONDAY_TO_FRIDAY.add(play.today, 3)}


def test_a_delegate_is_asked_beside_the_seat() -> None:
    play = audit_ready("mapping")
    play.do(DelegateRole, SAFETY, role="safety", to=STRANGER, until=play.today + timedelta(days=1))
    assert who(play, "sign") == [AUDITOR, AUDITOR_2, SAFETY, STRANGER]
    play.approve("mapping", "safety", STRANGER)
    assert who(play, "sign") == [AUDITOR, AUDITOR_2]


def soon(play: Play) -> object:
    return MONDAY_TO_FRIDAY.add(play.clock.now().date(), 2)


def test_who_is_asked_when_a_stage_is_late_already_still_has_two_working_days() -> None:
    play = audit_at("mapping")
    play.later(days=40)
    play.hand_in("system-map", ENGINEER)
    assert {d.due for d in owed(play, "review")} == {soon(play)}
    play.accept("system-map")
    play.documents("mapping")
    assert {d.due for d in owed(play, "sign")} == {soon(play)}


def test_who_signed_before_a_late_change_has_two_working_days_to_look_again() -> None:
    play = audit_ready("mapping")
    play.approve("mapping", "safety", SAFETY)
    play.later(days=40)
    play.hand_in("system-map", ENGINEER)
    play.accept("system-map")
    assert {d.due for d in owed(play, "still-approve")} == {soon(play)}


def test_the_author_of_a_late_condition_has_two_working_days() -> None:
    play = audit_ready("mapping")
    play.later(days=40)
    play.do(
        SignOff,
        SAFETY,
        stage="mapping",
        role="safety",
        verdict="approve-if",
        condition=play.text("Add bio risks."),
        seen=evidence_of(play.audit, play.framework, "mapping"),
    )
    assert {d.due for d in owed(play, "close-condition")} == {soon(play)}


def test_who_asked_for_changes_has_two_working_days_from_the_new_version() -> None:
    play = audit_at("mapping")
    play.hand_in("system-map", ENGINEER)
    play.do(RequestChanges, SAFETY, artifact="system-map", version=1, what=play.text("Too coarse."))
    play.later(days=40)
    play.hand_in("system-map", ENGINEER)
    assert {d.due for d in owed(play, "answer-changes")} == {soon(play)}


def test_whether_a_later_stage_stands_is_due_with_the_stage_that_was_reopened() -> None:
    play = audit_at("testing")
    play.later(days=40)
    play.do(ReopenStage, LEAD, stage="scoping", reason=play.text("A new use came up."))
    due = play.audit.stages["scoping"].due
    assert {d.due for d in owed(play, "answer-reopened")} == {due}
