"""The modal that lists the documents of an audit, stage by stage."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack import mrkdwn
from bot.slack.buttons import Act, Value
from bot.slack.metadata import Meta
from bot.slack.views.blocks import button, section, small
from bot.slack.views.documents import document_line
from bot.slack.views.modals.frame import MODAL_BLOCKS, modal
from bot.slack.views.scene import Scene


def documents_modal(scene: Scene, meta: Meta) -> View:
    """Each document with its state; those that are there can be opened, the others handed in."""
    blocks: list[Block] = []
    for stage in scene.framework.stages:
        if stage.artifacts:
            number = scene.stage_number(stage.key)
            blocks += section(mrkdwn.bold(f"{number} {mrkdwn.escape(stage.title)}"))
        for spec in stage.artifacts:
            latest = scene.audit.latest(spec.key)
            value = Value(audit=scene.audit.key, artifact=spec.key, number=latest.number if latest else 0)
            accessory = (
                button(scene.say("button-open-document"), Act.DOCUMENT, value)
                if latest
                else button(scene.say("button-submit"), Act.SUBMIT, value)
            )
            blocks += section(document_line(scene, spec, latest), accessory)
    if len(blocks) > MODAL_BLOCKS:
        shown = blocks[: MODAL_BLOCKS - 1]
        blocks = [*shown, *small(scene.say("documents-more", count=len(blocks) - len(shown)))]
    return modal(scene.say, "documents", meta, blocks, submits=False)
