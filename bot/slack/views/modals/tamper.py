"""The modal of a tamper record: the claim, what was attacked, and the arms as a table; or the whole as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.tamper_record import ARMS, CLAIM, KINDS
from bot.domain.kernel.columns import Row
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.tables import to_markdown
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.modal import LONGEST_TEXT, Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.modals.testing import risks_of

DRAFT = "draft"
"""Key of a modal that takes its arms from the rows of the draft."""


def tamper_modal(
    scene: ViewContext,
    meta: ModalMetadata,
    spec: ArtifactSpec,
    said: Mapping[str, str] | None = None,
    arms: Sequence[Row] = (),
) -> View:
    """A line for each part of the claim (`said` beforehand), and a table that is begun: one arm of each kind.

    With `meta.key` DRAFT the arms are the rows that were put together (`arms`).
    """
    say, ask, said = scene.say, Inputs(scene.say, "tamper"), said or {}
    drafted = meta.key == DRAFT
    blocks: list[Block] = [
        *section(say("tamper-what", document=mrkdwn.escape(spec.title))),
        *([] if drafted else [ask.file("file")]),
        ask.select("risk", risks_of(scene), said.get("risk", ""), optional=True),
    ]
    blocks += [ask.text(key, initial=said.get(key, ""), optional=True) for key, _ in CLAIM if key != "risk"]
    if drafted:
        blocks += section(say("tamper-drafted", count=len(arms)))
    else:
        blocks.append(ask.text("arms", initial=_begun(arms), lines=True, optional=True))
    return modal(say, "tamper", meta, [*blocks, *small(say("tamper-how"))])


def _begun(arms: Sequence[Row]) -> str:
    written = to_markdown(ARMS, arms).strip() if arms else ""
    if written and len(written) <= LONGEST_TEXT:
        return written
    head = "| " + " | ".join(column.title for column in ARMS) + " |"
    rule = "|" + " --- |" * len(ARMS)
    rows = [f"| {kind} |" + "  |" * (len(ARMS) - 1) for kind in KINDS]
    return "\n".join((head, rule, *rows))
