"""Roles that somebody acts in without ever having said yes to them.

Owns whole plays: what the first edition of the rules let whoever was named do at once, and the second does not.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import AcceptArtifact
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import NotAllowed, RoleNotAccepted
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import CloseStage, PauseAudit, ProposeEnd
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import AcceptRole, AssignRoles, DelegateRole, ProposeWaiver, SecondWaiver
from bot.domain.roster.roles import holders
from bot.domain.sign_offs.commands import Respond, SignOff
from bot.domain.sign_offs.rules import tally
from tests.builders import (
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    PRODUCT,
    STRANGER,
    an_audit,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at, audit_ready

EDITIONS = (first_edition, lambda: None)


def named(role: str, framework: Framework | None, stage: str = "") -> Branch:
    """An audit in which a stranger was just named for a role beside whoever has it."""
    play = audit_at(stage, framework=framework) if stage else Branch(an_audit(framework=framework).staffed())
    held = tuple(s.person for s in play.audit.roster[role])
    play.do(AssignRoles, LEAD, roles={role: (*held, STRANGER)})
    return play


def does(framework: Framework | None, act: str) -> None:
    """Somebody who was named and never accepted does what only the role may do."""
    if act == "sign":
        play = named("legal", framework)
        play.documents("scoping")
        seen = evidence_of(play.audit, play.framework, "scoping")
        play.do(SignOff, STRANGER, stage="scoping", role="legal", verdict="approve", seen=seen)
    elif act == "review":
        play = named("auditor", framework)
        play.hand_in("audit-scope")
        play.do(AcceptArtifact, STRANGER, artifact="audit-scope", version=1, supports=None)
    elif act == "hand in":
        named("engineering", framework).hand_in("ai-principles", STRANGER)
    elif act == "respond":
        play = named("engineering", framework, "testing")
        play.do(Respond, STRANGER, stage="testing", verdict="facts-correct")
    elif act == "lead":
        an_audit(framework=framework).do(PauseAudit, DEPUTY, reason=an_audit().text("A week off."))
    elif act == "delegate":
        play = named("legal", framework)
        play.do(DelegateRole, STRANGER, role="legal", to=STRANGER + "2", until=play.today)
    elif act == "second":
        play = Branch(an_audit(framework=framework))
        play.do(AssignRoles, LEAD, roles={"board": BOARD})
        why = play.text("There are few of us.")
        play.do(ProposeWaiver, LEAD, person=AUDITOR_2, roles=("auditor", "board"), reason=why)
        play.do(SecondWaiver, BOARD[0], person=AUDITOR_2, roles=("auditor", "board"))


@pytest.mark.parametrize("act", ["sign", "review", "hand in", "respond", "lead", "delegate", "second"])
def test_who_was_named_acts_once_they_accepted(act: str) -> None:
    does(first_edition(), act)
    with pytest.raises(NotAllowed):
        does(None, act)


def test_the_refusal_names_the_role_to_accept() -> None:
    with pytest.raises(RoleNotAccepted) as refused:
        does(None, "sign")
    assert refused.value.role == "legal"


def test_who_was_named_for_another_role_is_refused_as_anybody() -> None:
    play = named("legal", None)
    play.hand_in("audit-scope")
    with refused_with("power-not-yours"):
        play.do(AcceptArtifact, STRANGER, artifact="audit-scope", version=1, supports=None)


def test_a_named_seat_counts_and_is_not_asked_to_sign() -> None:
    play = named("legal", None)
    play.documents("scoping")
    waiting = {who for t in tally(play.audit, play.framework, "scoping", play.today) for who in t.waiting}
    assert LEGAL in waiting
    assert STRANGER not in waiting
    owed = {d.kind for d in duties_of(play.audit, play.framework, play.today) if d.person == STRANGER}
    assert owed == {"accept-role"}


def test_independence_counts_who_was_named() -> None:
    play = named("board", None)
    with refused_with("roles-conflict"):
        play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR_2, STRANGER)})


def test_voting_is_not_over_before_a_seat_that_was_named_had_its_time() -> None:
    play = Branch(an_audit(board=BOARD))
    play.staffed()
    play.do(AssignRoles, LEAD, roles={"board": (*BOARD, STRANGER)})
    for stage in [s.key for s in play.framework.stages if not s.ballot]:
        play.complete(stage)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(0))
    assert [b.status for b in play.audit.ballots] == ["open"]
    with pytest.raises(RoleNotAccepted):
        play.vote(STRANGER, play.paper(0))
    play.do(AcceptRole, STRANGER, role="board")
    play.vote(STRANGER, play.paper(0))
    assert [b.status for b in play.audit.ballots] == ["closed"]


def test_nobody_leads_before_a_lead_accepted() -> None:
    play = named("deputy", None)
    assert STRANGER not in holders(play.audit, "deputy", play.today)
    with pytest.raises(RoleNotAccepted):
        play.do(ProposeEnd, STRANGER, reason=play.text("It is over."))


def test_a_stage_is_closed_by_whoever_accepted_to_lead() -> None:
    play = audit_ready("scoping")
    play.signatures("scoping")
    play.do(AssignRoles, LEAD, roles={"deputy": (DEPUTY, STRANGER)})
    with pytest.raises(RoleNotAccepted):
        play.do(CloseStage, STRANGER, stage="scoping")
    play.do(AcceptRole, STRANGER, role="deputy")
    assert play.do(CloseStage, STRANGER, stage="scoping")


def test_a_builder_who_accepted_answers() -> None:
    assert audit_at("testing").do(Respond, ENGINEER, stage="testing", verdict="facts-correct")


def test_who_never_accepted_signs_nothing() -> None:
    with pytest.raises(RoleNotAccepted):
        does(None, "sign")


def test_builders_who_have_not_accepted_yet_are_waited_for() -> None:
    play = audit_ready("testing")
    play.signatures("testing")
    play.do(AssignRoles, LEAD, roles={"engineering": (STRANGER,)})
    play.do(Respond, PRODUCT, stage="testing", verdict="facts-correct")
    [waits] = obstacles(play.audit, play.framework, "testing", play.today)
    assert (waits.kind, waits.role, waits.people) == ("response-awaited", "engineering", (STRANGER,))
