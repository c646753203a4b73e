"""The matrix on its own, for whoever asks for it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.slack.kit.block_kit import divider, section
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.matrix import matrix_text, recommendation_lines


def matrix_blocks(scene: ViewContext) -> list[Block]:
    """What each form needs and how that stands; the recommendations beneath."""
    asked = scene.say("status-asked", form=scene.form_title(scene.audit.asked_form))
    blocks: list[Block] = [*section(f"{scene.say('matrix-title', name=scene.name)}\n{asked}")]
    blocks += section(matrix_text(scene))
    found = recommendation_lines(scene)
    return [*blocks, divider(), *(b for line in found for b in section(line))] if found else blocks
