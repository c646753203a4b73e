"""The modal that makes a message a document: which one is it?"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, document_choices, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.modals.submit import afterwards, behalf


def use_as_modal(scene: ViewContext, meta: ModalMetadata, name: str) -> View:
    """`name` is the file's name or the first line of the message; `meta.artifact` is the guess."""
    ask = Inputs(scene.say, "use-as")
    shown = mrkdwn.code(name) or scene.say("text-removed")
    return modal(
        scene.say,
        "use-as",
        meta,
        [
            *section(scene.say("use-as-what", name=shown)),
            ask.select("artifact", document_choices(scene.framework), meta.artifact),
            *behalf(scene, "", ask),
            ask.several("afterwards", [afterwards(scene)]),
        ],
    )
