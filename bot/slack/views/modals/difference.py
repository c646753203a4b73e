"""The modal that shows what changed between two versions of a document, to somebody who may open them.

Owns the drawing. Must not know how versions are compared: `bot.domain.documents.differences` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.differences import RowChange, TextChanges
from bot.domain.documents.state import Version
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext

_MOST_BLOCKS = 60

_MOST_ROWS = 60

_LINE = 400

_CELL = 200

_NAME = 120

_MARKS = {"added": "➕", "removed": "➖", "changed": "✏️"}

Changes = TextChanges | list[RowChange] | Literal["closed", "unlike"]
"""closed: this person may not open the document · unlike: one of the two is no text, so it cannot be compared here."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a document and what changed between them."""

    spec: ArtifactSpec
    before: int
    after: Version
    changes: Changes


def difference_modal(scene: ViewContext, meta: ModalMetadata, compared: Sequence[Compared]) -> View:
    """Each document with what changed in it."""
    blocks: list[Block] = []
    for one in compared:
        title, by, day = mrkdwn.escape(one.spec.title), scene.mention(one.after.by), one.after.at.date()
        numbers = {"before": one.before, "after": one.after.number}
        blocks += section(scene.say("difference-facts", document=title, by=by, day=day, **numbers))
        blocks += _changes(scene, one.changes)
    blocks = blocks or section(scene.say("difference-no-document"))
    if len(blocks) > _MOST_BLOCKS:
        blocks = [*blocks[:_MOST_BLOCKS], *small(scene.say("difference-more"))]
    return modal(scene.say, "difference", meta, blocks, submits=False)


def _changes(scene: ViewContext, changes: Changes) -> list[Block]:
    if changes == "closed":
        return section(scene.say("text-restricted"))
    if changes == "unlike":
        return section(scene.say("difference-not-shown"))
    return _text(scene, changes) if isinstance(changes, TextChanges) else _rows(scene, changes)


def _text(scene: ViewContext, changes: TextChanges) -> list[Block]:
    if not changes.lines:
        return section(scene.say("difference-long" if changes.more else "difference-none"))
    marks = {"-": "➖", "+": "➕", "…": "⋯"}
    told = [f"{marks[sign]} {mrkdwn.escape(shortened(line, _LINE))}".rstrip() for sign, line in changes.lines]
    shown = section("\n".join(told))
    return shown + (small(scene.say("difference-more")) if changes.more else [])


def _rows(scene: ViewContext, changes: list[RowChange]) -> list[Block]:
    say = scene.say
    if not changes:
        return section(say("difference-none"))
    counted = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "removed", "changed")}
    blocks = section(say("difference-rows", **counted))
    blocks += lines(_row(scene, change) for change in changes[:_MOST_ROWS])
    return blocks + (small(say("difference-more")) if len(changes) > _MOST_ROWS else [])


def _row(scene: ViewContext, change: RowChange) -> str:
    name = mrkdwn.bold(mrkdwn.escape(shortened(" ".join(change.name.split()), _NAME)))
    cells = [
        scene.say("difference-cell", column=mrkdwn.escape(title), before=_cell(scene, old), after=_cell(scene, new))
        for title, old, new in change.cells
    ]
    return "\n".join([f"{_MARKS[change.kind]} {name}", *(f"> {cell}" for cell in cells)])


def _cell(scene: ViewContext, cell: str) -> str:
    joined = " ".join(cell.split())
    return mrkdwn.escape(shortened(joined, _CELL)) if joined else scene.say("difference-nothing")
