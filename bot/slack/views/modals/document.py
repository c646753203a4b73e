"""The modal that shows one version of a document to somebody who may open it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InteractiveElement
from slack_sdk.models.views import View

from bot.domain.documents.state import Version
from bot.domain.evaluations.tampering import record_of
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.evaluations.tamper_record import tampering_blocks
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.message_parts import what_changed
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.documents import document_line

_MOST_SHOWN = 40
"""Sections of its text: Slack takes 100 blocks in a modal, and 250,000 characters of JSON."""


def document_modal(
    scene: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, version: Version, body: str | None, link: str
) -> View:
    """`body` is its text, None when it is no text (or gone); `link` (mrkdwn) leads to the message it came from."""
    say = scene.say
    digest = mrkdwn.fingerprint(version.content) if version.content else say("document-no-fingerprint")
    blocks: list[Block] = [
        *section(document_line(scene, spec, version)),
        *small(say("document-facts", by=scene.mention(version.by), size=version.size, fingerprint=digest)),
        *actions(*_buttons(scene, spec, version)),
    ]
    if link:
        blocks += section(link)
    if record := record_of(scene.audit, spec.key, version.number):
        blocks += tampering_blocks(scene, record)
    if version.detail:
        blocks += section(scene.quoted(version.detail))
    if body is None:
        return modal(say, "document", meta, [*blocks, *section(say("document-not-shown"))], submits=False)
    shown = section(mrkdwn.escape(body) or say("text-removed"))
    blocks += shown[:_MOST_SHOWN]
    if len(shown) > _MOST_SHOWN:
        blocks += small(say("document-longer"))
    return modal(say, "document", meta, blocks, submits=False)


def _earlier(scene: ViewContext, spec: ArtifactSpec, version: Version) -> int:
    """The version before this one that arrived; 0 without one."""
    versions = reversed(scene.audit.artifacts.get(spec.key, ()))
    there = (v.number for v in versions if v.number < version.number and v.status not in ("failed", "pointer"))
    return next(there, 0)


def _buttons(scene: ViewContext, spec: ArtifactSpec, version: Version) -> list[InteractiveElement]:
    value = ButtonValue(audit=scene.audit.key, artifact=spec.key, number=version.number)
    earlier = _earlier(scene, spec, version)
    if scene.audit.over:
        return []
    return [
        button(scene.say("button-review"), ActionId.REVIEW, value),
        button(scene.say("button-changes"), ActionId.CHANGES, value),
        button(scene.say("button-new-version"), ActionId.SUBMIT, value),
        *([what_changed(scene, spec.key, earlier, version.number)] if earlier else []),
        *([button(scene.say("button-show-rows"), ActionId.SHOW_ROWS, value)] if spec.columns else []),
    ]
