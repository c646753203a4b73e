"""The modal that starts an audit: six inputs."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.framework import Framework
from bot.slack.metadata import Meta
from bot.slack.texts import Texts
from bot.slack.views.blocks import small
from bot.slack.views.modals.choices import forms
from bot.slack.views.modals.frame import Inputs, modal


def start_modal(say: Texts, framework: Framework, meta: Meta, lead: str) -> View:
    """Model, description, release form, lead and deputy, where, decision channel. `lead` is the user id suggested."""
    ask = Inputs(say, "start")
    return modal(
        say,
        "start",
        meta,
        [
            ask.text("model"),
            ask.text("description", lines=True),
            ask.select("asked_form", forms(framework)),
            ask.people("lead", [lead] if lead else [], most=2, optional=False),
            ask.channel("channel", optional=True),
            ask.channel("decision_channel"),
            *small(say("start-private-hint")),
        ],
    )
