"""Erasing a text that is on record: who asks, who agrees, what may not go, and what goes with it.

Owns the rules of redaction (Z1 to Z3). That the words are gone from rows, files and messages is tried where those are.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.state import ServedModel
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import AnswerEnd, ProposeEnd
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.events import ContentRedacted, RedactionAgreed, RedactionProposed
from bot.domain.redaction.rules import protected_words
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RecordSummary, RequestSummary
from bot.domain.reflection.state import Statement
from bot.domain.roster.commands import DeclineRole, RecordGone
from bot.slack.decision.decision_card import decision_card, removed_words
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.block_kit import section
from bot.slack.redaction.messages import confirm_redaction
from tests.builders import (
    AUDITOR,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    SAFETY,
    STRANGER,
    TEAM,
    built_in,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at
from tests.slack.outbound.view_contexts import context_of, says, shown, shown_home

DIGEST = "sha256:" + "b" * 64


def ask(play: Branch, who: str, **more: Any) -> list[object]:
    return list(play.do(ProposeRedaction, who, content=DIGEST, reason=play.text("A name is in it."), **more))


def agree(play: Branch, who: str) -> list[object]:
    return list(play.do(ConfirmRedaction, who, content=DIGEST))


@pytest.mark.parametrize(("one", "other"), [(LEAD, LEGAL), (LEGAL, LEAD), (DEPUTY, LEGAL), (LEGAL, DEPUTY)])
def test_lead_and_legal_erase_together(one: str, other: str) -> None:
    play = audit_at("mapping")
    assert [type(e) for e in ask(play, one)] == [RedactionProposed]
    [event] = agree(play, other)
    assert isinstance(event, ContentRedacted)
    assert (play.audit.redactions[0].by, play.audit.redactions[0].done_by) == (one, other)
    assert agree(play, other) == []


@pytest.mark.parametrize(("one", "other"), [(LEAD, DEPUTY), (DEPUTY, LEAD)])
def test_lead_and_deputy_are_one_side(one: str, other: str) -> None:
    play = audit_at("mapping")
    ask(play, one)
    with pytest.raises(NotAllowed):
        agree(play, other)


def test_one_person_who_is_both_still_needs_another() -> None:
    play = audit_at("mapping")
    play.reassign(legal=(LEAD, LEGAL))
    ask(play, LEAD)
    with pytest.raises(NotIndependent):
        agree(play, LEAD)
    with pytest.raises(NotAllowed):
        agree(play, DEPUTY)
    assert agree(play, LEGAL)


def test_what_somebody_asked_who_lost_the_role_is_asked_anew() -> None:
    play = audit_at("mapping")
    ask(play, DEPUTY)
    play.do(DeclineRole, DEPUTY, role="deputy")
    with pytest.raises(NotNow):
        agree(play, LEAD)
    assert ask(play, LEAD)
    assert len(play.audit.redactions) == 1
    assert agree(play, LEGAL)


def test_an_admin_erases_alone() -> None:
    play = audit_at("mapping")
    assert [type(e) for e in ask(play, STRANGER, actor_admin=True)] == [ContentRedacted]


def test_an_admin_may_finish_what_the_lead_asked() -> None:
    play = audit_at("mapping")
    ask(play, LEAD)
    ask(play, STRANGER, actor_admin=True)
    [redaction] = play.audit.redactions
    assert (redaction.by, redaction.done_by) == (LEAD, STRANGER)


def test_erasing_takes_a_reason_and_spares_the_framework() -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid):
        play.do(ProposeRedaction, LEAD, content=DIGEST, reason=play.text(" "))
    with pytest.raises(Invalid):
        play.do(ProposeRedaction, LEAD, content=play.audit.framework, reason=play.text("It is long."))


def test_a_sealed_ballot_is_not_erased_before_it_is_counted() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(1))
    assert play.audit.ballot
    sealed = play.audit.ballot.sealed[BOARD[0]]
    with pytest.raises(NotNow):
        play.do(ProposeRedaction, STRANGER, actor_admin=True, content=sealed, reason=play.text("A name is in it."))


def voted(framework: Framework | None = None) -> Branch:
    play = audit_at("post-audit", framework=framework)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1))
    play.reveal()
    return play


def words_of(play: Branch, who: str) -> str:
    assert play.audit.ballot
    return play.audit.ballot.opened[who].reason


def asked_of(play: Branch) -> set[str]:
    owed = duties_of(play.audit, play.framework, play.today)
    return {d.person for d in owed if d.kind == "confirm-redaction"}


def gone(play: Branch) -> list[str]:
    return [r.content for r in play.audit.redactions if r.done_by]


@pytest.mark.parametrize("edition", [first_edition, built_in])
def test_erasing_the_words_of_an_opened_ballot_erases_the_sealed_paper_they_stand_in(
    edition: Callable[[], Framework],
) -> None:
    play = voted(edition())
    assert play.audit.ballot
    reason, sealed = words_of(play, BOARD[0]), play.audit.ballot.sealed[BOARD[0]]
    play.do(ProposeRedaction, LEAD, content=reason, reason=play.text("A name is in it."))
    play.do(ConfirmRedaction, LEGAL, content=reason)
    if play.audit.rules > 1:
        play.do(ConfirmRedaction, BOARD[0], content=reason)
    assert gone(play) == [reason, sealed]


@pytest.mark.parametrize("order", list(itertools.permutations((LEGAL, BOARD[0]))))
def test_words_of_a_ballot_wait_for_their_author_and_for_the_other_side_in_any_order(order: tuple[str, ...]) -> None:
    play = voted()
    words = words_of(play, BOARD[0])
    play.do(ProposeRedaction, LEAD, content=words, reason=play.text("A name is in it."))
    assert asked_of(play) == {LEGAL, BOARD[0]}
    play.do(ConfirmRedaction, order[0], content=words)
    assert not gone(play)
    assert asked_of(play) == {order[1]}
    assert play.do(ConfirmRedaction, order[0], content=words) == []
    play.do(ConfirmRedaction, order[1], content=words)
    assert words in gone(play)
    assert not asked_of(play)


@pytest.mark.parametrize("other", [DEPUTY, BOARD[1], SAFETY, STRANGER])
def test_nobody_else_speaks_for_the_author_of_a_ballot(other: str) -> None:
    play = voted()
    words = words_of(play, BOARD[0])
    play.do(ProposeRedaction, LEAD, content=words, reason=play.text("A name is in it."))
    play.do(ConfirmRedaction, LEGAL, content=words)
    with refused_with("redact-protected-author-only"):
        play.do(ConfirmRedaction, other, content=words)


def test_an_admin_asks_for_the_words_of_a_ballot_and_its_author_decides() -> None:
    play = voted()
    words = words_of(play, BOARD[0])
    why = play.text("A name is in it.")
    asking = {"content": words, "reason": why, "actor_admin": True}
    assert [type(e) for e in play.do(ProposeRedaction, STRANGER, **asking)] == [RedactionProposed]
    assert play.do(ProposeRedaction, STRANGER, **asking) == []
    assert asked_of(play) == {BOARD[0]}
    assert [type(e) for e in play.do(ConfirmRedaction, BOARD[0], content=words)] == [
        RedactionAgreed,
        ContentRedacted,
        ContentRedacted,
    ]


def test_for_an_author_who_left_every_other_seat_of_the_round_agrees() -> None:
    play = voted()
    words = words_of(play, BOARD[0])
    play.do(RecordGone, SYSTEM, person=BOARD[0])
    play.do(ProposeRedaction, STRANGER, content=words, reason=play.text("A name is in it."), actor_admin=True)
    assert asked_of(play) == {BOARD[1], BOARD[2]}
    play.do(ConfirmRedaction, BOARD[1], content=words)
    assert not gone(play)
    play.do(ConfirmRedaction, BOARD[2], content=words)
    assert words in gone(play)


def test_the_decision_says_whose_words_are_gone_and_who_agreed() -> None:
    play = voted()
    play.cool_off()
    words = words_of(play, BOARD[0])
    play.do(ProposeRedaction, LEAD, content=words, reason=play.text("A name is in it."))
    for who in (LEGAL, BOARD[0]):
        assert not removed_words(context_of(play), 1)
        play.do(ConfirmRedaction, who, content=words)
    [line] = removed_words(context_of(play), 1)
    read = shown_home(section(line))
    assert all(f"@{who.partition(':')[2]}" in read for who in (BOARD[0], LEAD, LEGAL))
    assert read in shown(decision_card(context_of(play)))


def test_the_record_of_an_audit_that_is_over_can_still_be_redacted_and_that_alone_is_owed() -> None:
    play = audit_at("mapping")
    play.do(ProposeEnd, LEAD, reason=play.text("The use conflicts with the principles."))
    play.do(AnswerEnd, SAFETY, confirm=True)
    ask(play, LEAD)
    owed = duties_of(play.audit, play.framework, play.today)
    assert [(d.kind, d.person) for d in owed] == [("confirm-redaction", LEGAL)]
    play.later(days=9)
    assert duties_of(play.audit, play.framework, play.today)[0].due == owed[0].due
    assert agree(play, LEGAL)


def test_a_stranger_may_not_even_ask() -> None:
    for who in (STRANGER, ENGINEER, f"{TEAM}:UNOBODY"):
        with pytest.raises(NotAllowed):
            ask(audit_at("mapping"), who)


def test_whoever_agrees_reads_what_becomes_of_files_and_of_what_was_signed() -> None:
    play = audit_at("testing")
    ask(play, LEAD)
    served = ServedModel(provider=DIGEST, endpoint="sha256:0b", since=play.today, by=ENGINEER, at=play.now)
    for audit, told in ((play.audit, False), (play.audit.replace(served=served), True)):
        context = context_of(play)
        context = replace(context, loaded=replace(context.loaded, audit=audit))
        duty = next(d for d in context.duties if d.kind == "confirm-redaction")
        read = " ".join(confirm_redaction(context, duty).detail)
        assert says(read, "ask-confirm-redaction-files")
        assert says(read, "ask-confirm-redaction-served") is told


def objected() -> tuple[Branch, str]:
    """A published summary in which Safety objects and the engineer disputes a line; and its digest."""
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    lines = (a_line("s1", AUDITOR), a_line("s2", SAFETY, dissent=True))
    record = {"number": 1, "content": play.text("{}"), "discussion": DIGEST, "origin": "excerpts", "statements": lines}
    play.do(RecordSummary, SYSTEM, **record)
    play.do(PublishSummary, LEAD, number=1, removed=())
    assert play.audit.published
    assert play.audit.published.content
    return play, play.audit.published.content


def a_line(id: str, who: str, *, dissent: bool = False) -> Statement:
    said = Source(channel="C1", ts="1.0")
    return Statement(id=id, question="expectations", person=who, source=said, dissent=dissent)


@pytest.mark.parametrize("admin", [False, True])
def test_nobody_erases_a_published_dissent_without_its_author(admin: bool) -> None:
    play, summary = objected()
    asker = STRANGER if admin else LEAD
    play.do(ProposeRedaction, asker, content=summary, reason=play.text("A name."), actor_admin=admin)
    if not admin:
        play.do(ConfirmRedaction, LEGAL, content=summary)
    assert not gone(play)
    assert asked_of(play) == {SAFETY}
    with refused_with("redact-protected-author-only"):
        play.do(ConfirmRedaction, AUDITOR, content=summary)
    play.do(ConfirmRedaction, SAFETY, content=summary)
    assert summary in gone(play)


def test_for_an_objector_who_left_every_seat_of_the_board_agrees() -> None:
    play, summary = objected()
    play.do(RecordGone, SYSTEM, person=SAFETY)
    play.do(ProposeRedaction, STRANGER, content=summary, reason=play.text("A name."), actor_admin=True)
    assert asked_of(play) == set(BOARD)
    for who in BOARD:
        assert not gone(play)
        play.do(ConfirmRedaction, who, content=summary)
    assert summary in gone(play)


def test_a_summary_in_which_nobody_objects_goes_as_any_text() -> None:
    play, summary = objected()
    statements = (play.audit.summaries[0].statements[0],)
    kept = play.audit.summaries[0].replace(statements=statements)
    assert protected_words(play.audit.replace(summaries=(kept,)), summary) is None


def test_the_words_of_a_dispute_wait_for_whoever_disputes() -> None:
    play, _ = objected()
    words = play.text("I said the opposite.")
    play.do(AnswerStatements, AUDITOR, number=1, statements=("s1",), verdict="dispute", reason=words)
    play.do(ProposeRedaction, LEAD, content=words.digest, reason=play.text("A name."))
    play.do(ConfirmRedaction, LEGAL, content=words.digest)
    assert words.digest not in gone(play)
    play.do(ConfirmRedaction, AUDITOR, content=words.digest)
    assert words.digest in gone(play)


def test_whoever_agrees_is_told_what_it_is_and_may_see_it_first() -> None:
    play = audit_at("testing")
    card = play.audit.artifacts["model-card"][-1]
    assert card.content
    play.do(ProposeRedaction, LEAD, content=card.content, reason=play.text("A name."))
    duty = next(d for d in context_of(play).duties if d.kind == "confirm-redaction")
    ask = confirm_redaction(context_of(play), duty)
    assert f"Model card* v{card.number}" in " ".join(ask.detail)
    assert [b.action_id for b in ask.buttons] == [ActionId.SEE_REMOVAL, ActionId.CONFIRM_REDACTION]
