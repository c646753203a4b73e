"""What kind of audit people look at, where it is not a full one: in its name, on its cards, on its decision.

Owns these marks. Must not know what a kind consists of: the framework says so.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.lifecycle.variants import unapproved
from bot.slack import mrkdwn
from bot.slack.views.blocks import small
from bot.slack.views.limits import Drawing, Message
from bot.slack.views.scene import Scene


def variant_title(scene: Scene) -> str:
    """The title of the kind, escaped; empty for a full audit."""
    return mrkdwn.escape(scene.framework.variant.title)


def variant_lines(scene: Scene) -> list[str]:
    """What kind it is and what follows from that, why, and who approved the reason; nothing for a full audit."""
    variant, audit, say = scene.framework.variant, scene.audit, scene.say
    if not variant.key:
        return []
    said = [say("variant-mark", kind=variant_title(scene), means=mrkdwn.escape(variant.means))]
    if audit.variant_reason:
        said.append(scene.quoted(audit.variant_reason))
    if audit.variant_approved_by:
        said.append(say("variant-approved", by=scene.mention(audit.variant_approved_by)))
    elif unapproved(audit, scene.framework):
        said.append(say("variant-unapproved"))
    return said


def marked(scene: Scene, drawing: Drawing) -> Drawing:
    """A drawing as it is posted: of a practice audit, every message says so first."""
    if not scene.framework.variant.practice:
        return drawing
    mark = small(scene.say("practice-mark"))
    return tuple(Message(message.text, (*mark, *message.blocks)) for message in drawing)


def marked_view(scene: Scene, view: View) -> View:
    """A modal as it is opened: of a practice audit, it says so first."""
    if scene.framework.variant.practice:
        view.blocks = [*small(scene.say("practice-mark")), *(view.blocks or [])]
    return view
