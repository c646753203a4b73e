"""The modals of an audit's course: reopen a stage, give more time, be away."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal, stage_choices
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def reopen_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Which closed stage, and why."""
    closed = [key for key, stage in scene.audit.stages.items() if stage.status == "closed"]
    ask = Inputs(scene.say, "reopen")
    blocks = [
        *section(scene.say("reopen-what")),
        ask.select("stage", stage_choices(scene.framework, closed), meta.stage),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "reopen", meta, blocks)


def extend_modal(scene: ViewContext, meta: ModalMetadata, said: str, until: date) -> View:
    """More time for one duty (`said`)."""
    return modal(scene.say, "extend", meta, [*section(said), Inputs(scene.say, "extend").day("until", until)])
