"""The modal in which builders answer a stage's statements of fact."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def respond_modal(scene: Scene, meta: Meta) -> View:
    """Facts correct, or which one is wrong."""
    say, ask = scene.say, Inputs(scene.say, "respond")
    choices = [("facts-correct", say("respond-correct")), ("factual-error", say("respond-error"))]
    blocks = [
        *section(say("respond-what", stage=scene.stage_title(meta.stage))),
        ask.radio("verdict", choices),
        ask.text("text", lines=True, optional=True),
    ]
    return modal(say, "respond", meta, blocks)
