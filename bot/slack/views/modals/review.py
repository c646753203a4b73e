"""The modal to review a version: accept it, or say what is wrong."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.state import Version
from bot.domain.evaluations.tampering import record_of
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.evaluations.tamper_record import tampering_blocks
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.documents import document_line


def review_modal(
    scene: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, version: Version | None, verdict: str
) -> View:
    """`verdict` (accept, changes or empty) is chosen beforehand."""
    say, ask = scene.say, Inputs(scene.say, "review")
    blocks: list[Block] = [
        *section(document_line(scene, spec, version)),
        ask.radio("verdict", [("accept", say("review-accept")), ("changes", say("review-changes"))], verdict),
    ]
    if record := record_of(scene.audit, spec.key, version.number) if version else None:
        blocks[1:1] = tampering_blocks(scene, record)
    if spec.verdict:
        choices = [("yes", say("review-supports")), ("no", say("review-supports-not"))]
        blocks.append(ask.radio("supports", choices, optional=True))
    blocks.append(ask.text("what", lines=True, optional=True))
    return modal(say, "review", meta, blocks)
