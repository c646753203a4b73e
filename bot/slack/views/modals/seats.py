"""The modals about one seat: decline it, hand it over for a while, give it to somebody else, waive independence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.views import View

from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal, role_choices
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext


def decline_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Not me: perhaps somebody else?"""
    said = section(scene.say("decline-what", role=scene.role_title(meta.role), name=scene.name))
    return modal(
        scene.say,
        "decline-role",
        meta,
        [*said, Inputs(scene.say, "decline-role").person("suggests", optional=True)],
    )


def delegate_modal(scene: ViewContext, meta: ModalMetadata, held: Sequence[str], until: date) -> View:
    """Which role, who acts, until when."""
    ask = Inputs(scene.say, "delegate")
    first = meta.role or (held[0] if held else "")
    blocks = [ask.select("role", role_choices(scene.framework, held), first), ask.person("to"), ask.day("until", until)]
    return modal(scene.say, "delegate", meta, blocks)


def replace_modal(scene: ViewContext, meta: ModalMetadata) -> View:
    """Who takes the seat of somebody who never answered (`meta.key`)."""
    gone = scene.mention(meta.key) if meta.key else scene.say("nobody")
    said = section(scene.say("replace-what", who=gone, role=scene.role_title(meta.role)))
    return modal(scene.say, "replace", meta, [*said, Inputs(scene.say, "replace").person("to")])


def waive_modal(scene: ViewContext, meta: ModalMetadata, who: str) -> View:
    """Who may hold which two roles, and why."""
    ask, choices = Inputs(scene.say, "waive"), role_choices(scene.framework)
    blocks = [
        *section(scene.say("waive-what")),
        ask.person("person", who),
        ask.select("role", choices, meta.role),
        ask.select("other", choices),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "waive", meta, blocks)
