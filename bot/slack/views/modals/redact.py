"""The modal that asks to remove texts that came from one message."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.frame import Choice, Inputs, modal
from bot.slack.views.scene import Scene


def redact_modal(scene: Scene, meta: Meta, contents: Sequence[Choice]) -> View:
    """Which of them, and why. The reason stays in the record."""
    ask = Inputs(scene.say, "redact")
    blocks = [
        *section(scene.say("redact-what", name=scene.name)),
        ask.several("contents", contents[:10], [value for value, _ in contents[:10]]),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "redact", meta, blocks)
