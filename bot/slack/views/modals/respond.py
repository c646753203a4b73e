"""The modal in which builders answer a stage's statements of fact."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def respond_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Facts correct, or which one is wrong."""
    say, ask = scene.say, Inputs(scene.say, "respond")
    choices = [("facts-correct", say("respond-correct")), ("factual-error", say("respond-error"))]
    blocks = [
        *section(say("respond-what", stage=scene.stage_title(meta.stage))),
        ask.radio("verdict", choices),
        ask.text("text", lines=True, optional=True),
    ]
    return modal(say, "respond", meta, blocks)
