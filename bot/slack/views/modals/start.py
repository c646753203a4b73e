"""The modal that starts an audit: six inputs, and its kind where there are several."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.framework import Framework
from bot.slack.kit.block_kit import small
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import Inputs, form_choices, modal
from bot.slack.kit.modal_state import ModalMetadata

FULL = "full"
"""The value of the choice that is no smaller audit."""


def start_modal(
    say: Texts, framework: Framework, kinds: Mapping[str, Framework], meta: ModalMetadata, lead: str
) -> View:
    """Model, description, release form, lead and deputy, where, decision channel; which kind, where there are several.

    `lead` is the user id suggested. `kinds` are the smaller audits beside the full one, by key.
    """
    ask = Inputs(say, "start")
    return modal(
        say,
        "start",
        meta,
        [
            ask.text("model"),
            ask.text("description", lines=True),
            ask.select("asked_form", form_choices(framework)),
            ask.people("lead", [lead] if lead else [], most=2, optional=False),
            ask.channel("channel", optional=True),
            ask.channel("decision_channel"),
            *_kind(say, ask, kinds),
            *small(say("start-private-hint")),
        ],
    )


def _kind(say: Texts, ask: Inputs, kinds: Mapping[str, Framework]) -> list[Block]:
    """A full audit, or a smaller one and why that is enough."""
    if not kinds:
        return []
    choices = [(FULL, say("start-full")), *((key, framework.variant.title) for key, framework in kinds.items())]
    return [ask.select("kind", choices, FULL), ask.text("reason", optional=True)]
