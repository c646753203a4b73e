"""What changed between two versions of a document, as a modal.

Owns opening and drawing it. How texts are compared is `bot.domain.documents.differences`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.differences import RowChange, TextChanges, text_changes
from bot.domain.documents.rules import may_open
from bot.domain.documents.state import Version
from bot.domain.documents.stored import row_changes_of
from bot.domain.evaluations.tamper_record import table_columns
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.contents import confined, words
from bot.slack.kit.form import Form
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import document_title, modal
from bot.slack.kit.modal_opening import audit_in_view, check_reader, document, known_stage, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

_MOST_BLOCKS = 60

_MOST_ROWS = 60

_LINE = 400

_CELL = 200

_NAME = 120

_MARKS = {"added": "➕", "removed": "➖", "changed": "✏️"}

Changes = TextChanges | list[RowChange] | Literal["closed", "unlike"]
"""closed: this person may not open the document · unlike: one of the two is no text, so it cannot be compared here."""


class DifferenceForm(Form):
    """Two versions of a document; it is read, not submitted."""

    callback = "difference"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What changed from one version of a document (`key`) to another (`number`), for its readers alone."""
        loaded, context = await audit_in_view(ctx, value)
        spec = document(loaded, value.artifact)
        check_reader(ctx, loaded, spec)
        before = context.version(spec.key, int(value.key) if value.key.isdecimal() else 0)
        after = context.version(spec.key, value.number)
        if before is None or after is None:
            raise NotNow("document-not-there")
        compared = Compared(spec, before.number, after, await _changes_between(ctx, spec, before, after))
        return Open(self.view(context, metadata_for(ctx, value), [compared]))

    def view(self, context: ViewContext, meta: ModalMetadata, compared: Sequence[Compared]) -> View:
        """Each document with what changed in it."""
        blocks: list[Block] = []
        for one in compared:
            title, by, day = (
                mrkdwn.escape(one.spec.title),
                context.mention(one.after.by),
                context.audit.calendar.day(one.after.at),
            )
            numbers = {"before": one.before, "after": one.after.number}
            blocks += section(context.say("difference-facts", document=title, by=by, day=day, **numbers))
            blocks += _changes(context, one.changes)
        blocks = blocks or section(context.say("difference-no-document"))
        if len(blocks) > _MOST_BLOCKS:
            blocks = [*blocks[:_MOST_BLOCKS], *small(context.say("difference-more"))]
        return modal(context.say, self.callback, meta, blocks, submits=False, title=document_title(context, meta))


class SinceSignedForm(DifferenceForm):
    """The documents of a stage, since this person signed it."""

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What changed in the documents of a stage since this person signed it."""
        loaded, context = await audit_in_view(ctx, value)
        stage = known_stage(loaded, value.stage)
        given = [s for s in context.stage_state(stage).signatures if (s.person, s.role) == (ctx.who, value.role)]
        signed = given[-1].versions if given else {}
        compared = []
        for spec in loaded.framework.stage(stage).artifacts:
            before = context.version(spec.key, signed.get(spec.key, 0))
            after = loaded.audit.accepted(spec.key)
            if before and after and before.number != after.number:
                may = may_open(loaded.audit, loaded.framework, spec.key, ctx.who, ctx.today_in(loaded.audit))
                changes: Changes = await _changes_between(ctx, spec, before, after) if may else "closed"
                compared.append(Compared(spec, before.number, after, changes))
        return Open(self.view(context, metadata_for(ctx, value), compared))


async def _changes_between(ctx: RequestContext, spec: ArtifactSpec, before: Version, after: Version) -> Changes:
    """The rows that changed, else the lines."""
    if before.rows and after.rows:
        old, new = [await words(ctx, version, version.size, spec.columns) or "" for version in (before, after)]
        return await confined(ctx, row_changes_of, spec.columns, old, before.rows, new, after.rows)
    said, says = [await words(ctx, version, columns=table_columns(spec)) for version in (before, after)]
    return await confined(ctx, text_changes, said, says) if said and says else "unlike"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a document and what changed between them."""

    spec: ArtifactSpec
    before: int
    after: Version
    changes: Changes


def _changes(context: ViewContext, changes: Changes) -> list[Block]:
    if changes == "closed":
        return section(context.say("text-restricted"))
    if changes == "unlike":
        return section(context.say("difference-not-shown"))
    return _text(context, changes) if isinstance(changes, TextChanges) else _rows(context, changes)


def _text(context: ViewContext, changes: TextChanges) -> list[Block]:
    if not changes.lines:
        return section(context.say("difference-long" if changes.more else "difference-none"))
    marks = {"-": "➖", "+": "➕", "…": "⋯"}
    told = [f"{marks[sign]} {mrkdwn.escape(shortened(line, _LINE))}".rstrip() for sign, line in changes.lines]
    shown = section("\n".join(told))
    return shown + (small(context.say("difference-more")) if changes.more else [])


def _rows(context: ViewContext, changes: list[RowChange]) -> list[Block]:
    say = context.say
    if not changes:
        return section(say("difference-none"))
    counted = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "removed", "changed")}
    blocks = section(say("difference-rows", **counted))
    blocks += lines(_row(context, change) for change in changes[:_MOST_ROWS])
    return blocks + (small(say("difference-more")) if len(changes) > _MOST_ROWS else [])


def _row(context: ViewContext, change: RowChange) -> str:
    name = mrkdwn.bold(mrkdwn.escape(shortened(" ".join(change.name.split()), _NAME)))
    cells = [
        context.say(
            "difference-cell", column=mrkdwn.escape(title), before=_cell(context, old), after=_cell(context, new)
        )
        for title, old, new in change.cells
    ]
    return "\n".join([f"{_MARKS[change.kind]} {name}", *(f"> {cell}" for cell in cells)])


def _cell(context: ViewContext, cell: str) -> str:
    joined = " ".join(cell.split())
    return mrkdwn.escape(shortened(joined, _CELL)) if joined else context.say("difference-nothing")
