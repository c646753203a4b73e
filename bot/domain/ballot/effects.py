"""Effects of the board's vote: the work outside that its events cause.

Owns the table from event to effects (recommendation, rounds of voting, their result). Must not know how any of it is
carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.ballot.events import (
    BallotClosed,
    BallotExtended,
    BallotsRevealed,
    BallotVoided,
    NoDecisionReached,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import CHANNEL, ballot_thread, decision_place, dm
from bot.domain.kernel.effects import Effect, OpenSealed, PostFiles, PostNotice, Rendering
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import BallotExtendedNotice, BallotsRevealedNotice, BallotVoidNotice, NoDecisionNotice
from bot.domain.kernel.registry import Effects

EFFECTS = Effects()


def ballot_pages(a: Audit, number: int) -> list[Effect]:
    """Each seat gets the page it votes by as files of its own, from the second edition of the rules on."""
    found = next((b for b in a.ballots if b.number == number and b.status == "open"), None)
    if a.rules < 2 or found is None:
        return []
    seats = (seat for seat in found.seats if seat not in a.gone)
    return [PostFiles(place=dm(s), rendering=Rendering(kind="ballot-page", number=number, person=s)) for s in seats]


@EFFECTS.add
def _extended(a: Audit, f: Framework, x: BallotExtended) -> list[Effect]:
    return [PostNotice(place=ballot_thread(f), notice=BallotExtendedNotice(round=x.round))]


@EFFECTS.add
def _voided(a: Audit, f: Framework, x: BallotVoided) -> list[Effect]:
    return [PostNotice(place=ballot_thread(f), notice=BallotVoidNotice(round=x.round, cause=x.cause))]


@EFFECTS.add
def _vote_closed(a: Audit, f: Framework, x: BallotClosed) -> list[Effect]:
    return [OpenSealed(round=x.round)]


@EFFECTS.add
def _revealed(a: Audit, f: Framework, x: BallotsRevealed) -> list[Effect]:
    if any(p.round == x.round for p in a.proposals):
        return []  # the card of the proposal shows them
    return [PostNotice(place=CHANNEL, notice=BallotsRevealedNotice(round=x.round))]


@EFFECTS.add
def _undecided(a: Audit, f: Framework, x: NoDecisionReached) -> list[Effect]:
    return [
        PostNotice(place=place, notice=NoDecisionNotice(round=x.round, seq=a.seq))
        for place in dict.fromkeys((CHANNEL, decision_place(f)))
    ]
