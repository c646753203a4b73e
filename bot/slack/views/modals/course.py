"""The modals of an audit's course: reopen a stage, give more time, be away."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def extend_modal(scene: ViewContext, meta: ModalMetadata, said: str, until: date) -> View:
    """More time for one duty (`said`)."""
    return modal(scene.say, "extend", meta, [*section(said), Inputs(scene.say, "extend").day("until", until)])
