"""A history that is kept for good: what is owed after a decision is handed on and done.

Owns what it goes through. The framework it was played with is the built-in one with something that recurs.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import HandOnUpkeep, RecordUpkeep
from bot.domain.decision.upkeep import owed_upkeep
from bot.domain.kernel.decision_rules import Recurring
from tests.builders import BOARD, LEAD, LEGAL, SAFETY
from tests.engine.played_audits import Branch, audit_at


def kept_up() -> Branch:
    """A report that is due every half year: handed on once, and made."""
    play = audit_at("post-audit")
    play.needs(2)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(2))
    play.reveal()
    play.cool_off()
    each = Recurring(key="model-report", title="An updated Model Report", months=6, role="legal")
    rules = play.framework.decision.model_copy(update={"recurring": (each,)})
    play.framework = play.framework.model_copy(update={"decision": rules})
    play.clock.forward(timedelta(days=170))
    (owed,) = owed_upkeep(play.audit, play.framework, play.today)
    play.do(HandOnUpkeep, LEGAL, of=owed.of, owner=SAFETY)
    play.do(RecordUpkeep, SAFETY, of=owed.of, due=owed.due, words=play.text("Sent on Monday."))
    return play
