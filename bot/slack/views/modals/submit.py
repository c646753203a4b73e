"""The modal to hand in a document: a file, a text or a link."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Choice, Inputs, document_choices, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def submit_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Which document (`meta.artifact` is chosen beforehand), then one of three ways to give it."""
    say, ask = scene.say, Inputs(scene.say, "submit")
    blocks: list[Block] = []
    if meta.artifact and scene.framework.has_artifact(meta.artifact):
        blocks += section(mrkdwn.escape(scene.framework.artifact(meta.artifact).why))
    blocks += [
        ask.select("artifact", document_choices(scene.framework), meta.artifact),
        ask.file("file"),
        ask.text("text", lines=True, optional=True),
        ask.link("link"),
        *behalf(scene, meta.artifact, ask),
        ask.several("afterwards", [afterwards(scene)]),
    ]
    return modal(say, "submit", meta, blocks)


def behalf(scene: ViewContext, artifact: str, ask: Inputs) -> list[Block]:
    """For whom it is recorded, where the document (any, where none is chosen) may be the word of an outsider."""
    framework = scene.framework
    specs = [framework.artifact(artifact)] if framework.has_artifact(artifact) else framework.artifacts()
    return [ask.text("behalf", optional=True)] if any(spec.recorded_for for spec in specs) else []


def afterwards(scene: ViewContext) -> Choice:
    """The box for what was written after the fact."""
    return ("yes", scene.say("offer-afterwards"))
