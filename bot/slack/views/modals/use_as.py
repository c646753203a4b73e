"""The modal that makes a message a document: which one is it?"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack import mrkdwn
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.choices import documents
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.modals.submit import afterwards, behalf
from bot.slack.views.scene import Scene


def use_as_modal(scene: Scene, meta: Meta, name: str) -> View:
    """`name` is the file's name or the first line of the message; `meta.artifact` is the guess."""
    ask = Inputs(scene.say, "use-as")
    shown = mrkdwn.code(name) or scene.say("text-removed")
    return modal(
        scene.say,
        "use-as",
        meta,
        [
            *section(scene.say("use-as-what", name=shown)),
            ask.select("artifact", documents(scene.framework), meta.artifact),
            *behalf(scene, "", ask),
            ask.several("afterwards", [afterwards(scene)]),
        ],
    )
