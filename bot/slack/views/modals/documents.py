"""The modal that lists the documents of an audit, stage by stage."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.modal import MODAL_BLOCKS, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.documents import document_line


def documents_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Each document with its state; those that are there can be opened, the others handed in."""
    blocks: list[Block] = []
    for stage in scene.framework.stages:
        if stage.artifacts:
            number = scene.stage_number(stage.key)
            blocks += section(mrkdwn.bold(f"{number} {mrkdwn.escape(stage.title)}"))
        for spec in stage.artifacts:
            latest = scene.audit.latest(spec.key)
            value = ButtonValue(audit=scene.audit.key, artifact=spec.key, number=latest.number if latest else 0)
            accessory = (
                button(scene.say("button-open-document"), ActionId.DOCUMENT, value)
                if latest
                else button(scene.say("button-submit"), ActionId.SUBMIT, value)
            )
            blocks += section(document_line(scene, spec, latest), accessory)
    if len(blocks) > MODAL_BLOCKS:
        shown = blocks[: MODAL_BLOCKS - 1]
        blocks = [*shown, *small(scene.say("documents-more", count=len(blocks) - len(shown)))]
    return modal(scene.say, "documents", meta, blocks, submits=False)
