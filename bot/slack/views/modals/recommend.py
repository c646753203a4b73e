"""The release form an auditor recommends to the board."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.kit.block_kit import divider, section
from bot.slack.kit.modal import Inputs, form_choices, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.matrix import matrix_text


def recommend_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """The matrix, a form up to the one asked for, and the reason."""
    ask = Inputs(scene.say, "recommend")
    blocks: list[Block] = [
        *section(scene.say("recommend-what", model=scene.model, form=scene.form_title(scene.audit.asked_form))),
        *section(matrix_text(scene)),
        divider(),
        ask.select("form", form_choices(scene.framework, most=scene.audit.asked_form)),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "recommend", meta, blocks)
