"""The modal in which a requester says what a new version still lacks."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.documents.state import ChangeRequest
from bot.slack.metadata import Meta
from bot.slack.views.blocks import section
from bot.slack.views.modals.frame import Inputs, modal
from bot.slack.views.scene import Scene


def still_not_modal(scene: Scene, meta: Meta, request: ChangeRequest) -> View:
    """With what was asked for the last time."""
    said = scene.say("still-not-before", document=scene.document_title(request.artifact))
    before = section(f"{said}\n{scene.quoted_about(request.artifact, request.what)}")
    return modal(scene.say, "still-not", meta, [*before, Inputs(scene.say, "still-not").text("what", lines=True)])
