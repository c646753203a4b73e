"""What a person sees once their audit has started: its key, and the next step."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack import mrkdwn
from bot.slack.buttons import Act, Value
from bot.slack.metadata import Meta
from bot.slack.views.blocks import actions, button, section
from bot.slack.views.modals.frame import modal
from bot.slack.views.scene import Scene


def started_modal(scene: Scene, meta: Meta) -> View:
    """Where it will be, and the button to assign people."""
    audit, say = scene.audit, scene.say
    where = mrkdwn.channel(audit.channel) if audit.channel else mrkdwn.code(f"#{audit.wants_channel}")
    key = "started-here" if audit.channel else "started-channel"
    blocks = [
        *section(say(key, name=scene.name, where=where)),
        *actions(button(say("button-people"), Act.PEOPLE, Value(audit=audit.key), "primary")),
    ]
    return modal(say, "started", meta, blocks, submits=False)
