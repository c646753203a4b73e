"""The release form an auditor recommends to the board."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.metadata import Meta
from bot.slack.views.blocks import divider, section
from bot.slack.views.matrix import matrix_text
from bot.slack.views.modals.choices import forms
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def recommend_modal(scene: Scene, meta: Meta) -> View:
    """The matrix, a form up to the one asked for, and the reason."""
    ask = Inputs(scene.say, "recommend")
    blocks: list[Block] = [
        *section(scene.say("recommend-what", model=scene.model, form=scene.form_title(scene.audit.asked_form))),
        *section(matrix_text(scene)),
        divider(),
        ask.select("form", forms(scene.framework, most=scene.audit.asked_form)),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "recommend", meta, blocks)
