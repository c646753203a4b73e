"""Effects of duties: the work outside that their events cause.

Owns the tables from event to effects and to new cards. Must not know how any of it is carried out, nor what it looks
like.
"""

from __future__ import annotations

from bot.domain.duties.events import ExtensionRefused, RemindersSent
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Card, DailyCard, dm
from bot.domain.kernel.duty import read_duty_id
from bot.domain.kernel.effects import Effect, PostNotice
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import ExtensionRefusedNotice
from bot.domain.kernel.registry import Cards, Effects

EFFECTS = Effects()

CARDS = Cards()


@CARDS.add
def _reminded(a: Audit, f: Framework, x: RemindersSent) -> list[Card]:
    """The list of that day, which each audit in it wishes for."""
    return [DailyCard(x.person, x.day)] if x.day else []


@EFFECTS.add
def _extension_refused(a: Audit, f: Framework, x: ExtensionRefused) -> list[Effect]:
    _, asked_by = read_duty_id(x.duty)
    return [PostNotice(place=dm(asked_by), notice=ExtensionRefusedNotice(person=x.by, duty=x.duty))]
