"""The modal that asks to remove texts that came from one message."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Choice, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def redact_modal(scene: ViewContext, meta: ModalMetadata, contents: Sequence[Choice]) -> View:
    """Which of them, and why. The reason stays in the record."""
    ask = Inputs(scene.say, "redact")
    blocks = [
        *section(scene.say("redact-what", name=scene.name)),
        ask.several("contents", contents[:10], [value for value, _ in contents[:10]]),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "redact", meta, blocks)
