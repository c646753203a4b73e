"""What one person could do to the roles alone, and cannot any more.

Owns plays that ended in a decision, or in a signature, by the first edition of the rules; each is played by it, too.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import CallHold
from bot.domain.documents.commands import AcceptArtifact
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import NotAllowed, NotIndependent
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole
from bot.domain.sign_offs.commands import WithdrawSignature
from bot.domain.sign_offs.rules import tally
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    SAFETY,
    STRANGER,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at, audit_ready

FRIENDS = (STRANGER, f"{STRANGER}2")


def proposed(play: Branch) -> Branch:
    """The board's result, two for it and one against, not final yet."""
    play.do(OpenBallot, LEAD)
    for who, forms in zip(BOARD, ((1,), (1,), ()), strict=True):
        play.vote(who, play.paper(*forms))
    play.reveal()
    assert play.audit.proposal
    return play


def test_the_lead_puts_somebody_in_the_place_of_safety_who_signs() -> None:
    before = audit_ready("mapping", framework=first_edition())
    before.do(AssignRoles, LEAD, roles={"safety": (STRANGER,)})
    assert before.approve("mapping", "safety", STRANGER)
    with refused_with("role-kept", NotAllowed):
        audit_ready("mapping").do(AssignRoles, LEAD, roles={"safety": (STRANGER,)})


def test_the_lead_names_a_second_safety_who_signs_alone() -> None:
    before = audit_ready("mapping", framework=first_edition())
    before.do(AssignRoles, LEAD, roles={"safety": (STRANGER, SAFETY)})
    assert before.approve("mapping", "safety", STRANGER)
    play = audit_ready("mapping")
    play.do(AssignRoles, LEAD, roles={"safety": (STRANGER, SAFETY)})
    with pytest.raises(NotAllowed):
        play.approve("mapping", "safety", STRANGER)


def test_a_board_seat_helps_the_lead_to_a_second_safety_who_signs_alone() -> None:
    play = audit_ready("mapping")
    play.reassign(safety=(SAFETY, STRANGER))
    assert STRANGER not in {d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "sign"}
    with refused_with("first-holder-signs", NotIndependent):
        play.approve("mapping", "safety", STRANGER)
    play.approve("mapping", "safety", SAFETY)
    assert play.approve("mapping", "safety", STRANGER)
    seen = evidence_of(play.audit, play.framework, "mapping")
    play.do(WithdrawSignature, SAFETY, stage="mapping", role="safety", reason=play.text("I was wrong."))
    assert seen == evidence_of(play.audit, play.framework, "mapping")
    [safety] = [t for t in tally(play.audit, play.framework, "mapping", play.today) if t.rule.role == "safety"]
    assert not safety.met


def test_a_board_seat_helps_the_lead_to_one_more_auditor_who_signs_alone() -> None:
    before = audit_ready("testing", framework=first_edition())
    before.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, STRANGER)})
    before.do(AcceptRole, STRANGER, role="auditor")
    assert before.approve("testing", "auditor", STRANGER)
    play = audit_ready("testing")
    play.reassign(auditor=(AUDITOR, AUDITOR_2, STRANGER))
    with refused_with("first-holder-signs", NotIndependent):
        play.approve("testing", "auditor", STRANGER)
    twin = play.branch()
    for who in (AUDITOR, AUDITOR_2):
        twin.do(DeclineRole, who, role="auditor")
    assert twin.approve("testing", "auditor", STRANGER)
    play.approve("testing", "auditor", AUDITOR)
    assert play.approve("testing", "auditor", STRANGER)


def test_who_joined_safety_late_calls_nothing_supporting() -> None:
    play = audit_at("collection")
    play.reassign(safety=(SAFETY, STRANGER))
    version = play.hand_in("rate-limits")
    with refused_with("first-holder-supports", NotIndependent):
        play.do(AcceptArtifact, STRANGER, artifact="rate-limits", version=version, supports=True)
    twin = play.branch()
    assert twin.do(AcceptArtifact, STRANGER, artifact="rate-limits", version=version, supports=False)
    play.do(DeclineRole, SAFETY, role="safety")
    assert play.do(AcceptArtifact, STRANGER, artifact="rate-limits", version=version, supports=True)


def test_the_deputy_makes_himself_lead() -> None:
    roles = {"lead": (DEPUTY,), "deputy": ()}
    before = audit_at("testing", framework=first_edition())
    before.do(AssignRoles, DEPUTY, roles=roles)
    assert before.audit.lead == DEPUTY
    play = audit_at("testing")
    play.do(AssignRoles, DEPUTY, roles=roles)
    assert play.audit.lead == LEAD


def engineer_on_the_board(framework: Framework | None) -> Branch:
    """The engineer of every document so far builds no more, and votes."""
    play = audit_at("post-audit", framework=framework)
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD[:2], ENGINEER)})
    play.do(AcceptRole, ENGINEER, role="board")
    play.do(OpenBallot, LEAD)
    play.vote(ENGINEER, play.paper(0, 1, 2, 3))
    return play


def test_an_engineer_is_moved_to_the_board_and_votes() -> None:
    assert engineer_on_the_board(first_edition()).audit.ballot
    with refused_with("roles-conflict"):
        engineer_on_the_board(None)


def test_the_lead_swaps_two_seats_after_a_hold() -> None:
    roles = {"board": (BOARD[0], *FRIENDS)}
    before = proposed(audit_at("post-audit", framework=first_edition()))
    before.do(CallHold, LEAD, round=1, reason=before.text("I do not like it."))
    before.do(AssignRoles, LEAD, roles=roles)
    before.do(OpenBallot, LEAD)
    for who in FRIENDS:
        before.do(AcceptRole, who, role="board")
        before.vote(who, before.paper(1, 2, 3))
    play = proposed(audit_at("post-audit"))
    play.do(CallHold, BOARD[0], round=1, reason=play.text("I do not like it."))
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles=roles)


def test_a_dissenting_seat_is_removed_while_the_decision_cools_off() -> None:
    roles = {"board": (*BOARD[:2], STRANGER)}
    before = proposed(audit_at("post-audit", framework=first_edition()))
    before.do(AssignRoles, LEAD, roles=roles)
    with pytest.raises(NotAllowed):
        before.do(CallHold, BOARD[2], round=1, reason=before.text("Not on this evidence."))
    play = proposed(audit_at("post-audit"))
    with refused_with("role-kept", NotAllowed):
        play.do(AssignRoles, LEAD, roles=roles)
    assert play.do(CallHold, BOARD[2], round=1, reason=play.text("Not on this evidence."))
