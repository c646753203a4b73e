"""The modal in which a requester says what a new version still lacks."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.documents.state import ChangeRequest
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def still_not_modal(scene: ViewContext, meta: ModalMetadata, request: ChangeRequest) -> View:
    """With what was asked for the last time."""
    said = scene.say("still-not-before", document=scene.document_title(request.artifact))
    before = section(f"{said}\n{scene.quoted_about(request.artifact, request.what)}")
    return modal(scene.say, "still-not", meta, [*before, Inputs(scene.say, "still-not").text("what", lines=True)])
