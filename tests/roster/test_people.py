"""Who holds which role: invitations, independence, waivers, delegation, people who leave.

Owns the rules of the roster. Who may change it is tried in `test_roles`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import AcceptArtifact, OfferDocument
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import SignOffRule
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import PauseAudit
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    RecordGone,
    SecondWaiver,
    SetAway,
)
from bot.domain.roster.events import RoleAssigned, RoleDeclined, RoleUnassigned
from bot.domain.roster.roles import holders, roles_of
from bot.domain.sign_offs.commands import SignOff
from bot.domain.sign_offs.events import Signed
from bot.domain.sign_offs.rules import tally
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    TEAM,
    an_audit,
    first_edition,
)
from tests.engine.played_audits import Branch, audit_at, audit_ready, with_rule

NEWCOMER = f"{TEAM}:UNEWCOMER"

TWO_OF_LEGAL = with_rule("scoping", SignOffRule(role="legal", quorum=2, statement="Lawful."))


def delegate(play: Branch, holder: str, role: str, to: str, days: int = 2) -> None:
    play.do(DelegateRole, holder, role=role, to=to, until=play.today + timedelta(days=days))


def test_for_each_role_named_exactly_these_people_hold_it() -> None:
    play = audit_at("mapping")
    events = play.do(AssignRoles, LEAD, roles={"engineering": (NEWCOMER,)})
    assert [(type(e), e.person) for e in events if isinstance(e, RoleAssigned | RoleUnassigned)] == [
        (RoleUnassigned, ENGINEER),
        (RoleAssigned, NEWCOMER),
    ]
    play.do(AcceptRole, NEWCOMER, role="engineering")
    assert holders(play.audit, "engineering", play.today) == [NEWCOMER]
    assert holders(play.audit, "safety", play.today) == [SAFETY]


def test_a_role_keeps_to_its_seats() -> None:
    with pytest.raises(Invalid) as told:
        audit_at("mapping").do(AssignRoles, LEAD, roles={"deputy": (DEPUTY, NEWCOMER, STRANGER)})
    assert told.value.field == "deputy"


def test_there_is_always_exactly_one_lead() -> None:
    with pytest.raises(Invalid):
        audit_at("mapping").do(AssignRoles, LEAD, roles={"lead": ()})


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(Invalid):
        audit_at("mapping").do(AssignRoles, LEAD, roles={"emperor": (NEWCOMER,)})


def test_one_seat_against_the_rules_refuses_the_whole_list() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={"external": (NEWCOMER,), "board": (*BOARD, ENGINEER)})
    assert holders(play.audit, "external", play.today) == [EXTERNAL]


def test_somebody_who_declined_can_be_asked_again() -> None:
    play = audit_at("scoping")
    play.do(DeclineRole, LEGAL, role="legal")
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)})
    assert play.audit.roster["legal"][0].accepted is None


@pytest.mark.parametrize("builder", ["engineering", "product"])
@pytest.mark.parametrize("judge", ["lead", "deputy", "auditor", "safety", "board"])
def test_builders_do_not_judge_in_the_same_audit(builder: str, judge: str) -> None:
    who = ENGINEER if builder == "engineering" else PRODUCT
    kept = (
        () if judge in ("lead", "deputy") else {"auditor": (AUDITOR, AUDITOR_2), "safety": (SAFETY,)}.get(judge, BOARD)
    )
    with pytest.raises(NotIndependent):
        audit_at("mapping").do(AssignRoles, LEAD, roles={judge: (*kept, who)})


@pytest.mark.parametrize("who", [LEAD, DEPUTY, AUDITOR])
def test_who_leads_or_audits_does_not_sit_on_the_board(who: str) -> None:
    with pytest.raises(NotIndependent):
        audit_at("mapping").do(AssignRoles, LEAD, roles={"board": (*BOARD, who)})


def test_other_roles_may_be_held_together() -> None:
    play = audit_at("mapping")
    play.reassign(legal=(LEGAL, SAFETY))
    assert roles_of(play.audit, SAFETY, play.today) == ["safety", "legal"]


def test_both_roles_given_at_once_are_checked_together() -> None:
    with pytest.raises(NotIndependent):
        an_audit().do(AssignRoles, LEAD, roles={"engineering": (NEWCOMER,), "safety": (NEWCOMER,)})


def test_a_role_given_up_in_the_same_list_does_not_stand_in_the_way() -> None:
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER, NEWCOMER)})
    play.reassign(engineering=(ENGINEER,), safety=(SAFETY, NEWCOMER))
    assert roles_of(play.audit, NEWCOMER, play.today) == ["safety"]


def test_a_declined_role_does_not_stand_in_the_way_until_it_is_wanted_back() -> None:
    play = audit_at("scoping")
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER, NEWCOMER)})
    play.do(DeclineRole, NEWCOMER, role="engineering")
    play.do(AssignRoles, LEAD, roles={"safety": (SAFETY, NEWCOMER)})
    with pytest.raises(NotIndependent):
        play.do(AcceptRole, NEWCOMER, role="engineering")


def test_a_waiver_takes_the_lead_and_a_board_member() -> None:
    play = audit_at("scoping")
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("Nobody else knows."))
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={"board": (*BOARD, AUDITOR)})
    play.do(SecondWaiver, BOARD[0], person=AUDITOR, roles=("auditor", "board"))
    play.reassign(board=(*BOARD, AUDITOR))
    assert "board" in roles_of(play.audit, AUDITOR, play.today)
    [waiver] = play.audit.waivers
    assert (waiver.proposed_by, waiver.seconded_by) == (LEAD, BOARD[0])


def test_a_waiver_is_the_same_whichever_role_is_named_first() -> None:
    play = audit_at("mapping")
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("Nobody else knows."))
    play.do(SecondWaiver, BOARD[0], person=AUDITOR, roles=("board", "auditor"))
    assert play.audit.waived(AUDITOR, "board", "auditor")


def test_a_waiver_covers_one_person_and_one_pair_of_roles() -> None:
    play = audit_at("scoping")
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("Nobody else knows."))
    play.do(SecondWaiver, BOARD[0], person=AUDITOR, roles=("auditor", "board"))
    for roles in ({"board": (*BOARD, AUDITOR_2)}, {"engineering": (ENGINEER, AUDITOR)}):
        with pytest.raises(NotIndependent):
            play.do(AssignRoles, LEAD, roles=roles)


def test_nobody_waives_their_own_independence() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotIndependent):
        play.do(ProposeWaiver, LEAD, person=LEAD, roles=("lead", "board"), reason=play.text("I know best."))
    play.do(ProposeWaiver, LEAD, person=BOARD[0], roles=("board", "auditor"), reason=play.text("Nobody else knows."))
    with pytest.raises(NotIndependent):
        play.do(SecondWaiver, BOARD[0], person=BOARD[0], roles=("board", "auditor"))


def test_roles_that_may_be_held_together_need_no_waiver() -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid):
        play.do(ProposeWaiver, LEAD, person=SAFETY, roles=("safety", "legal"), reason=play.text("To be safe."))


def test_a_waiver_nobody_asked_for_cannot_be_seconded() -> None:
    with pytest.raises(NotNow):
        audit_at("mapping").do(SecondWaiver, BOARD[0], person=AUDITOR, roles=("auditor", "board"))


def test_an_invited_person_might_act_before_they_answered_in_an_audit_of_before() -> None:
    play = an_audit(framework=first_edition())
    play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2)})
    assert play.hand_in("audit-scope", AUDITOR) == 1


def test_a_declined_seat_carries_no_rights() -> None:
    play = audit_at("scoping")
    play.do(DeclineRole, ENGINEER, role="engineering", suggests=NEWCOMER)
    with pytest.raises(NotAllowed):
        play.hand_in("ai-principles", ENGINEER)


def test_a_decline_can_be_taken_back() -> None:
    play = audit_at("scoping")
    play.do(DeclineRole, ENGINEER, role="engineering")
    play.do(AcceptRole, ENGINEER, role="engineering")
    assert roles_of(play.audit, ENGINEER, play.today) == ["engineering"]


def test_only_who_was_named_answers() -> None:
    for kind in (AcceptRole, DeclineRole):
        with pytest.raises(NotAllowed):
            audit_at("scoping").do(kind, STRANGER, role="auditor")


@pytest.mark.parametrize("status", ["open", "closed"])
def test_a_seat_that_votes_cannot_be_declined_until_the_ballots_are_open(status: str) -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for who in BOARD if status == "closed" else ():
        play.vote(who, play.paper(1))
    with pytest.raises(NotNow):
        play.do(DeclineRole, BOARD[0], role="board")


def test_a_declined_board_seat_cannot_come_back_in_the_middle_of_a_vote() -> None:
    play = audit_at("post-audit")
    play.do(DeclineRole, BOARD[2], role="board")
    play.do(OpenBallot, LEAD)
    with pytest.raises(NotNow):
        play.do(AcceptRole, BOARD[2], role="board")


def test_a_lead_who_declined_is_nobody_to_be_asked() -> None:
    play = audit_at("scoping")
    play.do(DeclineRole, LEAD, role="lead")
    assert play.audit.lead is None
    with pytest.raises(NotAllowed):
        play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    assert {d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "reassign"} == {DEPUTY}


def test_a_delegate_acts_until_the_end_of_the_day_named() -> None:
    play = audit_ready("scoping")
    delegate(play, LEGAL, "legal", NEWCOMER, days=2)
    assert play.branch().approve("scoping", "legal", NEWCOMER)
    play.later(days=2)
    assert play.branch().approve("scoping", "legal", NEWCOMER)
    play.later(days=1)
    with pytest.raises(NotAllowed):
        play.approve("scoping", "legal", NEWCOMER)


def test_what_a_delegate_signed_in_time_stands_when_the_delegation_is_over() -> None:
    play = audit_ready("scoping")
    delegate(play, LEGAL, "legal", NEWCOMER, days=1)
    [signed] = play.approve("scoping", "legal", NEWCOMER)
    assert isinstance(signed, Signed)
    assert signed.seat == LEGAL
    play.later(days=3)
    [legal] = [t for t in tally(play.audit, play.framework, "scoping", play.today) if t.rule.role == "legal"]
    assert [s.person for s in legal.valid] == [NEWCOMER]


def test_a_role_handed_over_is_taken_back_by_naming_oneself_and_what_was_signed_stands() -> None:
    play = audit_ready("mapping")
    delegate(play, SAFETY, "safety", STRANGER)
    seen = evidence_of(play.audit, play.framework, "mapping")
    play.do(SignOff, STRANGER, stage="mapping", role="safety", verdict="approve", seen=seen)
    delegate(play, SAFETY, "safety", SAFETY)
    assert holders(play.audit, "safety", play.today) == [SAFETY]
    tallied = next(t for t in tally(play.audit, play.framework, "mapping", play.today) if t.rule.role == "safety")
    assert tallied.met
    with pytest.raises(Invalid):
        delegate(play, SAFETY, "safety", SAFETY)


def test_a_delegates_signature_falls_with_the_seat_it_was_given_in() -> None:
    play = audit_ready("scoping")
    delegate(play, LEGAL, "legal", NEWCOMER)
    play.approve("scoping", "legal", NEWCOMER)
    play.reassign(legal=(STRANGER,))
    [legal] = [t for t in tally(play.audit, play.framework, "scoping", play.today) if t.rule.role == "legal"]
    assert not legal.valid
    assert legal.waiting == (STRANGER,)


def test_a_seat_and_its_delegate_count_once() -> None:
    play = audit_ready("scoping", framework=TWO_OF_LEGAL)
    delegate(play, LEGAL, "legal", NEWCOMER)
    play.approve("scoping", "legal", LEGAL)
    play.approve("scoping", "legal", NEWCOMER)
    [legal] = [t for t in tally(play.audit, play.framework, "scoping", play.today) if t.rule.role == "legal"]
    assert len(legal.valid) == 1
    assert not legal.met


def test_a_delegate_does_not_fill_a_second_seat() -> None:
    play = an_audit()
    play.reassign(auditor=(AUDITOR,))
    play.do(DelegateRole, AUDITOR, role="auditor", to=NEWCOMER, until=play.clock.now().date())
    short = obstacles(play.audit, play.framework, "scoping", play.clock.now().date())
    assert [o.number for o in short if o.kind == "role-empty" and o.role == "auditor"] == [1]


def test_a_delegate_judges_nothing_that_the_seat_itself_handed_in() -> None:
    play = audit_at("mapping")
    version = play.hand_in("stakeholder-map", AUDITOR)
    delegate(play, AUDITOR, "auditor", NEWCOMER)
    with pytest.raises(NotIndependent):
        play.do(AcceptArtifact, NEWCOMER, artifact="stakeholder-map", version=version)


def test_a_delegate_is_as_independent_as_a_holder() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotIndependent):
        delegate(play, AUDITOR, "auditor", ENGINEER)
    delegate(play, AUDITOR, "auditor", NEWCOMER)
    with pytest.raises(NotIndependent):
        play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER, NEWCOMER)})
    with pytest.raises(NotIndependent):
        delegate(play, ENGINEER, "engineering", NEWCOMER)


def test_a_delegation_that_is_over_binds_nobody() -> None:
    play = audit_at("mapping")
    delegate(play, AUDITOR, "auditor", NEWCOMER, days=1)
    play.later(days=2)
    assert roles_of(play.audit, NEWCOMER, play.today) == []
    play.reassign(legal=(LEGAL, NEWCOMER))
    assert roles_of(play.audit, NEWCOMER, play.today) == ["legal"]


def test_a_board_seat_cannot_be_handed_over() -> None:
    play = audit_at("mapping")
    delegate(play, BOARD[0], "board", NEWCOMER)
    assert roles_of(play.audit, NEWCOMER, play.today) == []


def test_nothing_is_handed_over_backwards_in_time_or_to_oneself() -> None:
    with pytest.raises(Invalid):
        delegate(audit_at("mapping"), LEGAL, "legal", NEWCOMER, days=-1)
    with pytest.raises(Invalid):
        delegate(audit_at("mapping"), LEGAL, "legal", LEGAL)


def test_only_a_holder_hands_over_and_a_delegate_does_not_hand_on() -> None:
    play = audit_at("mapping")
    delegate(play, LEGAL, "legal", NEWCOMER)
    with pytest.raises(NotAllowed):
        delegate(play, NEWCOMER, "legal", STRANGER)


def test_nothing_is_handed_over_to_somebody_who_left() -> None:
    play = audit_at("mapping")
    play.do(RecordGone, SYSTEM, person=EXTERNAL)
    with pytest.raises(Invalid):
        delegate(play, LEGAL, "legal", EXTERNAL)


def test_who_left_has_no_rights_and_owes_nothing() -> None:
    play = audit_at("scoping")
    play.do(RecordGone, SYSTEM, person=ENGINEER)
    with pytest.raises(NotAllowed):
        play.hand_in("ai-principles", ENGINEER)
    duties = duties_of(play.audit, play.framework, play.today)
    assert not [d for d in duties if d.person == ENGINEER]
    assert [(d.person, d.about) for d in duties if d.kind == "reassign"] == [(LEAD, ENGINEER)]


def test_who_left_cannot_be_given_a_role() -> None:
    play = audit_at("scoping")
    play.do(RecordGone, SYSTEM, person=ENGINEER)
    with pytest.raises(Invalid):
        play.do(AssignRoles, LEAD, roles={"legal": (LEGAL, ENGINEER)})


def test_a_delegate_who_left_acts_no_more() -> None:
    play = audit_at("scoping")
    delegate(play, LEGAL, "legal", NEWCOMER)
    play.do(RecordGone, SYSTEM, person=NEWCOMER)
    assert holders(play.audit, "legal", play.today) == [LEGAL]


def test_who_left_is_not_asked_about_what_they_began_without_a_role_today() -> None:
    play = audit_ready("reflection")
    play.do(
        OfferDocument,
        PRODUCT,
        offer="o1",
        source={"channel": "C", "ts": "1.1"},
        kind="text",
        artifact="remediation-plan",
        name=play.text("plan"),
    )
    play.do(AssignRoles, LEAD, roles={"product": (NEWCOMER,)})
    play.do(RecordGone, SYSTEM, person=PRODUCT)
    assert not [d for d in duties_of(play.audit, play.framework, play.today) if d.person == PRODUCT]


def test_a_stranger_who_left_is_no_news() -> None:
    assert audit_at("scoping").do(RecordGone, SYSTEM, person=STRANGER) == []


def test_while_the_lead_is_away_the_deputy_has_the_desk() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    play.do(SetAway, LEAD, until=play.today)
    checkpoints = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "close-stage"]
    play.later(days=1)
    later = [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "close-stage"]
    assert (checkpoints, later) == ([DEPUTY], [LEAD])


def test_away_ends_today_at_the_earliest() -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid):
        play.do(SetAway, LEAD, until=play.today - timedelta(days=1))


def test_a_signature_in_a_role_that_was_lost_stays_on_record_and_counts_no_more() -> None:
    play = audit_ready("scoping")
    play.approve("scoping", "legal", LEGAL)
    play.do(AssignRoles, LEAD, roles={"legal": (NEWCOMER,)})
    [legal] = [t for t in tally(play.audit, play.framework, "scoping", play.today) if t.rule.role == "legal"]
    assert not legal.valid
    assert [s.person for s in play.audit.stages["scoping"].signatures] == [LEGAL]


def test_signing_again_in_a_seat_of_ones_own_counts_anew() -> None:
    play = audit_ready("scoping")
    delegate(play, LEGAL, "legal", NEWCOMER)
    play.approve("scoping", "legal", NEWCOMER)
    play.reassign(legal=(NEWCOMER,))
    assert play.approve("scoping", "legal", NEWCOMER)
    assert all(t.met for t in tally(play.audit, play.framework, "scoping", play.today) if t.rule.role == "legal")
    assert evidence_of(play.audit, play.framework, "scoping") == play.audit.stages["scoping"].signatures[0].evidence


def test_a_decline_says_who_could_do_it_instead() -> None:
    [event] = audit_at("scoping").do(DeclineRole, LEGAL, role="legal", suggests=NEWCOMER)
    assert isinstance(event, RoleDeclined)
    assert event.suggests == NEWCOMER
