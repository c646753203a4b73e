"""The modal to hand in a document: a file, a text or a link."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack import mrkdwn
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.choices import documents
from bot.slack.views.modals.frame import Choice, Inputs, modal
from bot.slack.views.scene import Scene


def submit_modal(scene: Scene, meta: Meta) -> View:
    """Which document (`meta.artifact` is chosen beforehand), then one of three ways to give it."""
    say, ask = scene.say, Inputs(scene.say, "submit")
    blocks: list[Block] = []
    if meta.artifact and scene.framework.has_artifact(meta.artifact):
        blocks += section(mrkdwn.escape(scene.framework.artifact(meta.artifact).why))
    blocks += [
        ask.select("artifact", documents(scene.framework), meta.artifact),
        ask.file("file"),
        ask.text("text", lines=True, optional=True),
        ask.link("link"),
        ask.several("afterwards", [afterwards(scene)]),
    ]
    return modal(say, "submit", meta, blocks)


def afterwards(scene: Scene) -> Choice:
    """The box for what was written after the fact."""
    return ("yes", scene.say("offer-afterwards"))
