"""What ties whoever looks from outside to us: said before they second anything, and printed wherever people decide.

Owns that statement and the places. A word on a document has its own: `tests/documents/test_bent_support.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.evaluations.commands import AnswerThresholdCorrection, CorrectThreshold
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.roster.commands import AssignRoles, DeclineRole, SecondRoleChange, StateTies
from bot.domain.roster.events import TiesStated
from bot.reports.ballot_page import AskedBallot, pages
from bot.slack.ballot.page import page_parts
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Origin, Submission
from bot.slack.kit.request_context import Author
from bot.slack.roster.forms import TiesForm
from tests.builders import AUDITOR, AUDITOR_2, BOARD, EXTERNAL, LEAD, SAFETY, STRANGER, an_audit, refused_with
from tests.engine.played_audits import Branch, audit_at
from tests.reports.sample_audits import REPORTS, files, played
from tests.slack.outbound.view_contexts import context_of, says, shown

TIES = "A grant, in 2021."

Second = tuple[type[Command], dict[str, object]]


def lowering() -> tuple[Branch, Second]:
    """An auditor would lower a severe problem."""
    play = audit_at("testing")
    words = play.text("Nine attacks of ten work.")
    play.do(LogFinding, SAFETY, stage="testing", severity="severe", text=words, blocks=(2, 3))
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="mitigated", why=play.text("A filter stops them."))
    return play, (SecondDisposition, {"finding": 1, "confirm": True})


def withdrawing() -> tuple[Branch, Second]:
    """An auditor would withdraw a threshold."""
    play = audit_at("mapping")
    play.risk()
    play.threshold("R1", 0.001)
    number = play.audit.risks[0].thresholds[-1].number
    play.do(CorrectThreshold, AUDITOR_2, risk="R1", number=number, why=play.text("A typo."))
    return play, (AnswerThresholdCorrection, {"number": 1, "confirm": True})


def naming() -> tuple[Branch, Second]:
    """The lead would name a second person who looks from outside, and nobody else who judges is left to agree."""
    play = Branch(an_audit().staffed())
    for role in ("auditor", "safety", "board"):
        for seat in play.audit.roster[role]:
            play.do(DeclineRole, seat.person, role=role)
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    return play, (SecondRoleChange, {"number": len(play.audit.role_changes)})


ASKED: tuple[Callable[[], tuple[Branch, Second]], ...] = (lowering, withdrawing, naming)


def state(play: Branch, who: Person = EXTERNAL, words: str = TIES) -> list[object]:
    """Somebody says what ties them to us."""
    return list(play.do(StateTies, who, ties=play.text(words)))


def second(play: Branch, asked: Second, who: Person = EXTERNAL) -> list[object]:
    """Somebody agrees."""
    command, fields = asked
    return list(play.do(command, who, **fields))


def test_whoever_looks_from_outside_seconds_nothing_before_their_ties_are_known() -> None:
    for ask in ASKED:
        play, asked = ask()
        with refused_with("ties-unstated", NotNow):
            second(play, asked)


@pytest.mark.parametrize("ask", ASKED)
def test_with_their_ties_known_they_second(ask: Callable[[], tuple[Branch, Second]]) -> None:
    play, asked = ask()
    state(play)
    assert second(play, asked)


@pytest.mark.parametrize("ask", [lowering, withdrawing])
def test_a_second_from_within_is_not_asked(ask: Callable[[], tuple[Branch, Second]]) -> None:
    play, asked = ask()
    assert second(play, asked, SAFETY)


def test_not_to_agree_takes_no_ties() -> None:
    play, (command, fields) = lowering()
    assert second(play, (command, {**fields, "confirm": False}))


def test_only_whoever_looks_from_outside_states_them() -> None:
    play = audit_at("testing")
    for who in (SAFETY, STRANGER):
        with refused_with("ties-outside-only", NotAllowed):
            state(play, who)


def test_ties_are_words_and_the_same_ones_are_said_once() -> None:
    play = audit_at("testing")
    with refused_with("ties-empty", Invalid):
        state(play, words=" ")
    said = play.text(TIES)
    assert [type(event) for event in play.do(StateTies, EXTERNAL, ties=said)] == [TiesStated]
    assert play.do(StateTies, EXTERNAL, ties=said) == []
    state(play, words="A grant, and shares.")
    assert [play.prose[ties].text for ties in play.audit.ties.values()] == ["A grant, and shares."]


def test_what_was_typed_is_what_is_stated() -> None:
    author = Author(workspace="T01", who=EXTERNAL, full_member=True, admin=False, salt=lambda: "00" * 16)
    meta = ModalMetadata(request="r", audit="A-1")
    typed = Submission(Origin(workspace="T01", who=EXTERNAL), "state-ties", meta, ModalState({"ties": {"value": TIES}}))
    [command] = TiesForm().parse(typed, author, audit_at("testing").audit)
    assert isinstance(command, StateTies)
    assert command.ties.text == TIES


def test_they_stand_on_the_ballot_with_the_decision_and_in_the_report() -> None:
    play = audit_at("post-audit")
    state(play)
    play.do(OpenBallot, LEAD)
    assert says("\n".join(page_parts(context_of(play))), "outside-second", ties=TIES)
    found = play.audit.ballot
    assert found
    for page in pages(AskedBallot(played(play), found)):
        assert TIES in re.sub(r"<[^>]+>", "", page)
    for name in REPORTS:
        assert says(re.sub(r"<[^>]+>", "", files(played(play))[name]), "report-versions-ties", ties=TIES)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    play.cool_off()
    assert says(shown(decision_card(context_of(play))), "outside-second", ties=TIES)
