"""What kind of audit people look at, where it is not a full one: in its name, on its cards, on its decision.

Owns these marks. Must not know what a kind consists of: the framework says so.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.lifecycle.variants import unapproved
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import small
from bot.slack.kit.message_limits import Drawing, Message
from bot.slack.kit.view_context import ViewContext


def variant_title(context: ViewContext) -> str:
    """The title of the kind, escaped; empty for a full audit."""
    return mrkdwn.escape(context.framework.variant.title)


def variant_lines(context: ViewContext) -> list[str]:
    """What kind it is and what follows from that, why, and who approved the reason; nothing for a full audit."""
    variant, audit, say = context.framework.variant, context.audit, context.say
    if not variant.key:
        return []
    said = [say("variant-mark", kind=variant_title(context), means=mrkdwn.escape(variant.means))]
    if audit.variant_reason:
        said.append(context.quoted(audit.variant_reason))
    if audit.variant_approved_by:
        said.append(say("variant-approved", by=context.mention(audit.variant_approved_by)))
    elif unapproved(audit, context.framework):
        said.append(say("variant-unapproved"))
    return said


def mark_message(context: ViewContext, drawing: Drawing) -> Drawing:
    """A drawing as it is posted: of a practice audit, every message says so first."""
    if not context.framework.variant.practice:
        return drawing
    mark = small(context.say("practice-mark"))
    return tuple(Message(message.text, (*mark, *message.blocks)) for message in drawing)


def mark_view(context: ViewContext, view: View) -> View:
    """A modal as it is opened: of a practice audit, it says so first."""
    if context.framework.variant.practice:
        view.blocks = [*small(context.say("practice-mark")), *(view.blocks or [])]
    return view
