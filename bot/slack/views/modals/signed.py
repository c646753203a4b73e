"""What a signer sees once a verdict is recorded: that it is, and how to take it back."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.buttons import Act, Value
from bot.slack.metadata import Meta
from bot.slack.views.blocks import actions, button, section
from bot.slack.views.modals.frame import modal
from bot.slack.views.scene import Scene


def signed_modal(scene: Scene, meta: Meta) -> View:
    """Recorded; the button withdraws it."""
    value = Value(audit=scene.audit.key, stage=meta.stage, role=meta.role)
    said = scene.say("signed", stage=scene.stage_title(meta.stage), role=scene.role_title(meta.role))
    blocks = [*section(said), *actions(button(scene.say("button-withdraw"), Act.WITHDRAW, value))]
    return modal(scene.say, "signed", meta, blocks, submits=False)
