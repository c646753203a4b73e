"""The modal that shows the template of a document, to be copied and filled in."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.framework import ArtifactSpec
from bot.slack import mrkdwn
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section, small
from bot.slack.views.modals.frame import modal
from bot.slack.views.scene import Scene


def template_modal(scene: Scene, meta: Meta, spec: ArtifactSpec) -> View:
    """The template as it is written, and how to give it back."""
    text = mrkdwn.escape(spec.template) or scene.say("template-none")
    blocks = [
        *section(mrkdwn.bold(mrkdwn.escape(spec.title))),
        *section(text),
        *small(scene.say("ask-submit-restricted" if spec.restricted_to else "ask-submit-how")),
    ]
    return modal(scene.say, "template", meta, blocks, submits=False)
