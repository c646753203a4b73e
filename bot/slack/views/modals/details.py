"""The modal that corrects what the start said, and moves the due date of the open stage."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.kit.modal import Inputs, form_choices, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def details_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Description, release form, decision channel; `meta.stage` is the open stage whose date may move."""
    audit, ask = scene.audit, Inputs(scene.say, "details")
    blocks: list[Block] = [
        ask.text("description", initial=scene.raw(audit.description) or "", lines=True),
        ask.select("asked_form", form_choices(scene.framework), str(audit.asked_form)),
        ask.channel("decision_channel", audit.decision_channel),
    ]
    if meta.stage:
        blocks.append(ask.day("due", audit.stages[meta.stage].due, optional=True))
    return modal(scene.say, "details", meta, blocks)
