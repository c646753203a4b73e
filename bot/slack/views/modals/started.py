"""What a person sees once their audit has started: its key, and the next step."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def started_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Where it will be, and the button to assign people."""
    audit, say = scene.audit, scene.say
    where = mrkdwn.channel(audit.channel) if audit.channel else mrkdwn.code(f"#{audit.wants_channel}")
    key = "started-here" if audit.channel else "started-channel"
    blocks = [
        *section(say(key, name=scene.name, where=where)),
        *actions(button(say("button-people"), ActionId.PEOPLE, ButtonValue(audit=audit.key), "primary")),
    ]
    return modal(say, "started", meta, blocks, submits=False)
