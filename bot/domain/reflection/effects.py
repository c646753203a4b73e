"""Effects of the reflection: the work outside that its events cause.

Owns the tables from event to effects and to new cards (the summary, from request to answers). Must not know how any
of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Card, DisputesCard, dm
from bot.domain.kernel.effects import DraftSummary, Effect, PostNotice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import SummaryFailedNotice
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Cards, Effects
from bot.domain.reflection.events import StatementsAnswered, SummaryFailed, SummaryPublished, SummaryRequested
from bot.domain.reflection.rules import summary_card
from bot.domain.roster.roles import lead_or_deputy

EFFECTS = Effects()

CARDS = Cards()


@EFFECTS.add
def _requested(a: Audit, f: Framework, x: SummaryRequested) -> list[Effect]:
    return [DraftSummary(number=x.number)]


@EFFECTS.add
def _not_drafted(a: Audit, f: Framework, x: SummaryFailed) -> list[Effect]:
    asked = a.summaries[x.number - 1].requested_by
    to = lead_or_deputy(a) if asked == SYSTEM else asked
    if x.by == to:
        # stopped by whoever would hear of it: the stage's card shows what they did
        return []
    return [PostNotice(place=dm(to), notice=SummaryFailedNotice(number=x.number))]


@CARDS.add
def _published(a: Audit, f: Framework, x: SummaryPublished) -> list[Card]:
    return [summary_card(f)]


@CARDS.add
def _answered(a: Audit, f: Framework, x: StatementsAnswered) -> list[Card]:
    """The lead hears what is disputed, unless it is by themselves; who leads no more hears nothing."""
    to = lead_or_deputy(a)
    return [] if x.verdict != "dispute" or x.by == to else [DisputesCard(x.number, to)]
