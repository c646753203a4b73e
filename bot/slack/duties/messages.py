"""What the lead is asked of a duty that is overdue.

Owns this message. Pure.
"""

from __future__ import annotations

from bot.domain.duties.rules import OverdueDuty
from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.duty_lines import ITEM_DUTIES, duty_line
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(OverdueDuty)
def overdue(context: ViewContext, duty: Duty) -> Ask:
    """Somebody never answered: the lead replaces, extends or proceeds without."""
    say = context.say
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, role=duty.role, key=duty.of)
    missing = next((d for d in context.duties if d.id == duty.of), None)
    if isinstance(missing, ITEM_DUTIES):
        return _overdue_item(context, duty, missing)
    detail = (
        (say("ask-overdue", about=context.mention(duty.about), what=duty_line(context, missing)),) if missing else ()
    )
    return Ask(
        (
            button(say("button-replace"), ActionId.REPLACE, value),
            button(say("button-extend"), ActionId.EXTEND, value),
            button(say("button-proceed"), ActionId.PROCEED, value, "danger"),
        ),
        detail,
    )


def _overdue_item(context: ViewContext, duty: Duty, missing: Duty) -> Ask:
    """A condition or mitigation nobody saw to: another owner, or more time; there is no going on without."""
    say = context.say
    about = ButtonValue(audit=context.audit.key, number=missing.number, key=missing.of)
    detail = say("ask-overdue", about=context.mention(duty.about), what=duty_line(context, missing))
    return Ask(
        (
            button(say("button-name-owner"), ActionId.NAME_OWNER, about),
            button(say("button-extend"), ActionId.EXTEND, ButtonValue(audit=context.audit.key, key=duty.of)),
        ),
        (detail,),
    )
