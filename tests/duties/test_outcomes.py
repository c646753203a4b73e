"""What an ask says once nobody owes it any more: what became of it, by whom, and where to go from there.

Owns these sentences and buttons, and which asks led nowhere. Must not send a message.
"""

from __future__ import annotations

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.duties import VoteDuty
from bot.domain.documents.commands import RequestChanges
from bot.domain.documents.duties import ReviewDuty, ReworkDuty, SubmitDuty
from bot.domain.kernel.conversation import AskCard, Place, dm, stage_thread
from bot.domain.kernel.duty import DutyKey
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.commands import AnswerEnd, PauseAudit, ProposeEnd
from bot.domain.lifecycle.duties import CloseStageDuty, ConfirmAudienceDuty
from bot.domain.roster.commands import AssignRoles
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.rules import SignDuty
from bot.slack.duties.asks import ask_over, leads_nowhere, what_became
from bot.slack.kit.action_ids import ActionId
from tests.builders import AUDITOR, BOARD, ENGINEER, LEAD, LEGAL, SAFETY, STRANGER, Play, an_audit
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, says, shown

SCOPE = "audit-scope"


def over(play: Play, key: DutyKey, who: Person, place: Place | None = None) -> tuple[str, list[str]]:
    """What the ask for a duty says, and its buttons; it led somewhere."""
    context = context_of(play, links={"audit": "https://example.slack.com/archives/C1/p1"})
    card = AskCard(key.key, who, place or stage_thread(key.stage or "scoping"))
    assert not leads_nowhere(context, card)
    drawing = ask_over(context, card)
    return shown(drawing), buttons(blocks_of(drawing))


def in_vain(play: Play, key: DutyKey, who: Person) -> bool:
    return leads_nowhere(context_of(play), AskCard(key.key, who, stage_thread("scoping")))


def test_who_handed_in_reads_which_version_and_opens_it() -> None:
    play = an_audit().at("scoping")
    play.hand_in(SCOPE)
    read, pressed = over(play, DutyKey(SubmitDuty, artifact=SCOPE), AUDITOR)
    assert says(read, "outcome-handed-in", document="Audit scope", version=1)
    assert pressed == [ActionId.DOCUMENT, ActionId.TAKE_BACK]


def test_a_review_says_who_accepted_which_version() -> None:
    play = an_audit().at("scoping")
    number = play.hand_in(SCOPE)
    play.accept(SCOPE)
    read, _ = over(play, DutyKey(ReviewDuty, artifact=SCOPE, number=number), SAFETY)
    assert says(read, "outcome-accepted", document="Audit scope", version=1)


def test_a_review_that_was_overtaken_names_the_version_that_took_its_place() -> None:
    play = an_audit().at("scoping")
    number = play.hand_in(SCOPE)
    play.hand_in(SCOPE)
    read, _ = over(play, DutyKey(ReviewDuty, artifact=SCOPE, number=number), SAFETY)
    assert read.startswith(say()("outcome-replaced", document="Audit scope", version=1, by=2))


def test_what_was_asked_to_be_changed_says_which_version_came() -> None:
    play = an_audit().at("mapping")
    number = play.hand_in("system-map")
    play.do(RequestChanges, SAFETY, artifact="system-map", version=number, what=play.text("Where?"))
    play.hand_in("system-map")
    request = play.audit.requests[-1].number
    read, _ = over(play, DutyKey(ReworkDuty, number=request), ENGINEER, dm(ENGINEER))
    assert "A-1: Foo-7B 1.2" in read
    assert says(read, "outcome-handed-in", version=2)


def test_an_accepted_invitation_keeps_the_way_to_the_audit_and_says_what_is_next() -> None:
    play = an_audit().staffed()
    read, pressed = over(play, DutyKey(AcceptRoleDuty, role="legal"), LEGAL, dm(LEGAL))
    assert says(read, "outcome-role-accepted", role="Legal & policy")
    assert read.endswith(say()("outcome-role-later") + "\n[" + say()("button-open-audit") + "]")
    assert pressed == [ActionId.LINK]
    read, _ = over(play, DutyKey(AcceptRoleDuty, role="auditor"), AUDITOR, dm(AUDITOR))
    assert says(read, "outcome-role-next")


def test_a_seat_that_was_given_to_somebody_else_was_asked_in_vain() -> None:
    play = an_audit()
    play.do(AssignRoles, LEAD, roles={"legal": (LEGAL,)})
    play.do(AssignRoles, LEAD, roles={"legal": (STRANGER,)})
    assert in_vain(play, DutyKey(AcceptRoleDuty, role="legal"), LEGAL)


def test_whoever_signed_reads_their_verdict_and_whom_it_was_asked_in_vain() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "safety", SAFETY)
    key = DutyKey(SignDuty, stage="mapping", role="safety")
    assert says(over(play, key, SAFETY)[0], "outcome-signed-approve", stage="Mapping", by="@USAFETY")
    assert in_vain(play, key, LEGAL)


def test_the_ask_to_close_a_stage_goes_once_that_is_posted_beneath_it_and_lists_say_when_it_was() -> None:
    play = an_audit().at("mapping")
    key = DutyKey(CloseStageDuty, stage="scoping")
    assert in_vain(play, key, LEAD)
    assert says(what_became(context_of(play), key.key, LEAD).said, "outcome-stage-closed", stage="Scoping")
    assert in_vain(play, DutyKey(CloseStageDuty, stage="mapping"), LEAD)


def test_a_ballot_has_a_receipt_that_leads_to_another_one_until_voting_ends() -> None:
    play = an_audit().at(an_audit().framework.stages[-1].key)
    play.do(OpenBallot, LEAD)
    key = DutyKey(VoteDuty, number=1)
    assert in_vain(play, key, BOARD[0])
    play.vote(BOARD[0], play.paper(1))
    read, pressed = over(play, key, BOARD[0], dm(BOARD[0]))
    assert says(read, "outcome-voted")
    assert pressed == [ActionId.VOTE]
    for seat in BOARD[1:]:
        play.vote(seat, play.paper(1))
    read, pressed = over(play, key, BOARD[0], dm(BOARD[0]))
    assert says(read, "outcome-voted-closed", number=1)
    assert pressed == []


def test_what_has_no_more_to_say_is_settled_once_nobody_owes_it() -> None:
    play = an_audit().staffed()
    key = DutyKey(ConfirmAudienceDuty)
    assert says(over(play, key, LEGAL)[0], "outcome-settled")


@pytest.mark.parametrize("rests", ["ended", "paused"])
def test_an_audit_that_rests_does_not_call_its_asks_settled_nor_takes_them_away(rests: str) -> None:
    play = an_audit().staffed()
    key = next(d for d in context_of(play).duties if d.person == AUDITOR)
    if rests == "ended":
        play.do(ProposeEnd, LEAD, reason=play.text("No."))
        play.do(AnswerEnd, SAFETY, confirm=True)
    else:
        play.do(PauseAudit, LEAD, reason=play.text("Later."))
    found = DutyKey(SubmitDuty, artifact=key.artifact)
    assert says(over(play, found, AUDITOR)[0], f"ask-over-{rests}")
