"""The modals that ask for a reason and nothing else: withdraw, pause, end, proceed without."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def reason_modal(scene: Scene, callback: str, meta: Meta, said: str) -> View:
    """`said` is what the reason is for."""
    return modal(scene.say, callback, meta, [*section(said), Inputs(scene.say, callback).text("reason", lines=True)])
