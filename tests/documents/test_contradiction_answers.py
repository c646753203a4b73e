"""Owns: who is asked about a contradiction, who answers, and when it is asked about no more."""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import AnswerContradiction, RecordContradictions
from bot.domain.documents.contradictions import MOST_PENDING, pending
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.redaction.events import ContentRedacted
from bot.domain.roster.commands import RecordGone
from tests.builders import ENGINEER, LEAD, SAFETY, refused_with
from tests.documents.contradicted_audits import contradicted, contradicting
from tests.engine.played_audits import Branch


def asked(play: Branch) -> list[str]:
    owed = duties_of(play.audit, play.framework, play.today)
    return [duty.person for duty in owed if duty.kind == "answer-contradictions"]


def test_the_author_of_the_later_statement_is_asked_once_for_the_document() -> None:
    assert asked(contradicted(3)) == [ENGINEER]


def test_where_the_author_left_somebody_else_is_asked() -> None:
    play = contradicted()
    play.do(RecordGone, SYSTEM, person=ENGINEER)
    assert ENGINEER not in asked(play)


@pytest.mark.parametrize(("answer", "waits"), [("mending", True), ("different", False), ("kept", False)])
def test_what_is_to_be_mended_is_asked_about_until_it_is(answer: str, waits: bool) -> None:
    play = contradicted()
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer=answer, why=play.text("Two are experimental."))
    assert bool(pending(play.audit)) == bool(asked(play)) == waits


def test_what_a_newer_version_no_longer_says_closes_by_itself() -> None:
    play = contradicted()
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="mending")
    play.do(RecordContradictions, SYSTEM, known=1, mended=(1,))
    assert (pending(play.audit), play.audit.contradictions[0].status) == ([], "mended")


def test_both_stay_for_a_reason_only() -> None:
    play = contradicted()
    with refused_with("contradiction-why-missing", Invalid):
        play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="kept", why=play.text(" "))


def test_somebody_else_does_not_answer_and_the_lead_may() -> None:
    play = contradicted()
    with refused_with("contradiction-author-only", NotAllowed):
        play.do(AnswerContradiction, SAFETY, contradiction=1, answer="different")
    assert play.do(AnswerContradiction, LEAD, contradiction=1, answer="different")


def test_what_is_answered_stays_answered() -> None:
    play = contradicted()
    play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="different")
    with refused_with("contradiction-answered", NotNow):
        play.do(AnswerContradiction, ENGINEER, contradiction=1, answer="mending")


def test_what_nobody_found_is_not_answered() -> None:
    with refused_with("contradiction-gone", NotNow):
        play = contradicted()
        play.do(AnswerContradiction, ENGINEER, contradiction=7, answer="different")


def test_only_the_newest_version_is_asked_about_and_only_so_often() -> None:
    play = contradicted(MOST_PENDING + 5)
    assert len(play.audit.contradictions) == MOST_PENDING
    other = contradicted(0)
    assert other.do(RecordContradictions, SYSTEM, known=0, found=(contradicting(other, version=7),)) == []


def test_what_is_told_twice_is_asked_about_once() -> None:
    play = contradicted(0)
    found = contradicting(play)
    assert play.do(RecordContradictions, SYSTEM, known=0, found=(found,))
    assert play.do(RecordContradictions, SYSTEM, known=0, found=(found,)) == []
    assert len(play.audit.contradictions) == 1


def test_nobody_but_the_bot_tells_of_contradictions() -> None:
    play = contradicted(0)
    with pytest.raises(NotAllowed):
        play.do(RecordContradictions, ENGINEER, known=0, found=(contradicting(play),))


def test_what_is_quoted_of_a_document_goes_with_it() -> None:
    play = contradicted()
    card = play.audit.artifacts["model-card"][0].content
    erased = play.do(ProposeRedaction, LEAD, content=card, reason=play.text("A name stood in it."), actor_admin=True)
    gone = {event.content for event in erased if isinstance(event, ContentRedacted)}
    assert play.audit.contradictions[0].later in gone
    assert play.audit.contradictions[0].earlier not in gone
