"""The modal of one row of a document, an input a column.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.domain.documents.commands import KeepRow
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Column
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.documents.rows_form import HERE, list_view, readable_rows
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button
from bot.slack.kit.contents import drafted
from bot.slack.kit.form import Form
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import LONGEST_TEXT, VALUE, Inputs, modal
from bot.slack.kit.modal_opening import document, metadata_for
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

_HINT: Final = 150


_LONG_CELL: Final = 100


class RowForm(Form):
    """One row of a document."""

    callback = "row"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The row that the button names (`key`), in place of the list; or a new one."""
        loaded, spec = await readable_rows(ctx, value)
        base, rows = await drafted(ctx, loaded, spec.key)
        new = value.key in ("", HERE)
        cells = {} if new else dict(rows).get(value.key)
        if cells is None:
            return Redraw(await list_view(ctx, loaded, spec))
        meta = metadata_for(ctx, value, number=base, key="" if new else value.key)
        view = self.view(ctx.bare_view_context(loaded), meta, spec, cells)
        return Redraw(view) if value.key else Open(view)

    def view(self, context: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, cells: Mapping[str, str]) -> View:
        """The form of one row (`meta.key`, empty for a new one), an input a column."""
        say = context.say
        blocks: list[Block] = [_input(context, column, cells.get(column.key, "")) for column in spec.columns]
        if meta.key:
            value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=meta.number, key=meta.key)
            blocks += actions(button(say("button-remove-row"), ActionId.REMOVE_ROW, value, "danger"))
        return modal(say, self.callback, meta, blocks, title=spec.title)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """One row as it was filled in; empty cells are left out."""
        meta = submission.meta
        cells = {block: cell for block in submission.form.inputs if (cell := _cell(submission.form, block))}
        return (
            KeepRow(
                **author.common(audit.key, meta.request),
                artifact=meta.artifact,
                cells=author.prose(json.dumps(cells, ensure_ascii=False)),
                row=meta.key,
                base=meta.number,
            ),
        )

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """A row was kept: all of them, with the way to hand them in."""
        return Redraw(await list_view(ctx, loaded, with_arms(document(loaded, submission.meta.artifact))))


def _input(context: ViewContext, column: Column, cell: str) -> Block:
    ask = Inputs(context.say, "row")
    optional = not column.required
    if column.kind == "choice":
        choices = [(choice, choice) for choice in column.choices]
        block = ask.select(column.key, choices, cell, optional=optional, label=column.title)
    elif column.kind == "date":
        block = ask.day(column.key, date.fromisoformat(cell) if cell else None, optional=optional, label=column.title)
    else:
        block = InputBlock(
            block_id=column.key,
            label=PlainTextObject(text=column.title),
            element=_element(column, cell),
            optional=optional,
        )
    hint = column.hint or (context.say("row-person-hint") if column.kind == "person" else "")
    if hint and isinstance(block, InputBlock):
        block.hint = PlainTextObject(text=shortened(hint, _HINT))
    return block


def _element(column: Column, cell: str) -> InputInteractiveElement:
    if column.kind == "number":
        return NumberInputElement(
            action_id=VALUE,
            is_decimal_allowed=not column.whole,
            initial_value=cell or None,
            min_value=None if column.least is None else f"{column.least:g}",
            max_value=None if column.most is None else f"{column.most:g}",
        )
    several = column.kind == "text" and (len(cell) > _LONG_CELL or "\n" in cell or not column.names)
    return PlainTextInputElement(
        action_id=VALUE, multiline=several, initial_value=cell[:LONGEST_TEXT] or None, max_length=2000
    )


def _cell(form: ModalState, block: str) -> str:
    """Whatever kind of input the column has."""
    day = form.day(block)
    return day.isoformat() if day else form.choice(block) or form.text(block)
