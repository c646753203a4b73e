"""The modals about published statements: dispute some, and see what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.domain.reflection.state import DraftStatement, Summary, SummaryDraft
from bot.slack.kit.block_kit import section
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.summary import number_of, statement


def dispute_modal(
    scene: ViewContext, meta: ModalMetadata, statements: Sequence[DraftStatement], chosen: Sequence[str]
) -> View:
    """Which statements are not right, and why."""
    ask = Inputs(scene.say, "dispute")
    blocks = [
        *section(scene.say("dispute-what")),
        ask.several("statements", [(s.id, f"{number_of(s)}. {s.text}") for s in statements], chosen),
        ask.text("reason", lines=True),
    ]
    return modal(scene.say, "dispute", meta, blocks)


def removed_modal(scene: ViewContext, meta: ModalMetadata, summary: Summary) -> View:
    """The statements that the lead left out."""
    draft = scene.draft(summary)
    gone = [s for s in statements_of(draft) if s.id in summary.removed]
    shown = "\n".join(statement(scene, summary, s) for s in gone) or scene.say("text-removed")
    return modal(scene.say, "removed", meta, section(shown), submits=False)


def statements_of(draft: SummaryDraft | None) -> list[DraftStatement]:
    """Every statement of a draft, in order."""
    return list(draft.statements()) if draft else []
