"""The one direct message of a person's working day: everything due to them, over all their audits.

Owns the drawing of that list. Must not know what is due when: `bot.domain.duties.reminders` says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.kernel.duty import Duty
from bot.slack.duties.home import home_row
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section
from bot.slack.kit.localization import Texts
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext


def daily(say: Texts, due: Sequence[tuple[ViewContext, Duty]]) -> Drawing:
    """The list, each duty with its buttons, and "Tomorrow"; empty where nothing is due any more."""
    if not due:
        return ()
    title = say("daily-title", count=len(due))
    blocks: list[Block] = section(title)
    for context, duty in sorted(due, key=lambda found: (found[1].due, found[0].audit.key, found[1].key)):
        blocks += home_row(context, duty)
    blocks += [divider(), *actions(button(say("button-tomorrow"), ActionId.TOMORROW, ButtonValue()))]
    return messages(title, blocks)
