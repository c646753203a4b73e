"""The modals in which rows are scored blind, and the scores shown after the reveal.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import rfc8785
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import RevealScores, ScoreRows
from bot.domain.documents.scoring import WIDE, Spread, scored_columns, scoring_of, spreads
from bot.domain.documents.state import Scoring
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row, row_name
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.slack.documents.rows_form import HERE
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.contents import newest_with_rows, rows
from bot.slack.kit.form import Form
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import Inputs, document_title, modal
from bot.slack.kit.modal_opening import check_reader, document, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Reply, Response
from bot.slack.kit.view_context import ViewContext

PER_INPUT: Final = 100
"""Rows of one input: a line each, within the 3,000 characters Slack takes."""

MOST: Final = 500

_NAME = 90

_MOST_SPREADS = 60

_LINE = re.compile(r"\s*(\d{1,4})\s*[:.)]\s*(.*)")

_APART = re.compile(r"[\s,;/]+")


class ScoreForm(Form):
    """A reviewer's scores, which nobody sees before the reveal."""

    callback = "score"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A paper of their own, for the newest rows of a document."""
        loaded = await ctx.audit(value.audit)
        spec = document(loaded, value.artifact)
        check_reader(ctx, loaded, spec)
        number = newest_with_rows(loaded, spec.key)
        found = await rows(ctx, loaded, spec.key, number)
        if not found:
            raise NotNow("score-no-rows")
        view = self.view(ctx.bare_view_context(loaded), metadata_for(ctx, value, number=number, key=""), spec, found)
        return Redraw(view) if value.key == HERE else Open(view)

    def view(self, context: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, rows: Sequence[Row]) -> View:
        """Every row by its number and name, without anybody's scores; a line of numbers a row to fill in."""
        say = context.say
        titles = ", ".join(mrkdwn.escape(column.title) for column in scored_columns(spec))
        bounds = next((f"{c.least:g}–{c.most:g}" for c in scored_columns(spec) if c.least is not None and c.most), "")
        named = [f"{n}. {mrkdwn.escape(_name(spec, row))}" for n, row in enumerate(rows[:MOST], 1)]
        blocks: list[Block] = [*section(say("score-how", columns=titles, bounds=bounds)), *lines(named)]
        for start in range(0, min(len(rows), MOST), PER_INPUT):
            blank = "\n".join(f"{n}: " for n in range(start + 1, min(start + PER_INPUT, len(rows), MOST) + 1))
            label = say("input-score-rows", first=start + 1, last=min(start + PER_INPUT, len(rows), MOST))
            ask = Inputs(say, self.callback)
            blocks.append(ask.text(f"scores-{start}", initial=blank, lines=True, optional=True, label=label))
        return modal(say, self.callback, meta, blocks, title=document_title(context, meta))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A reviewer's paper, sealed. Rows without numbers are left out."""
        meta = submission.meta
        paper: dict[str, list[int]] = {}
        for block in submission.form.inputs:
            for line in submission.form.text(block).splitlines():
                read = _read(block, line)
                if read:
                    paper[str(read[0])] = read[1]
        if not paper:
            raise Invalid("score-nothing", field=next(iter(submission.form.inputs), ""))
        sealed = author.prose(rfc8785.dumps(paper).decode(), sealed=True)
        common = author.common(audit.key, meta.request)
        return (ScoreRows(**common, artifact=meta.artifact, version=meta.number, paper=sealed),)


class ScoresForm(Form):
    """Everybody's scores; it is read, not submitted."""

    callback = "scores"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Everybody's scores, after the reveal."""
        loaded = await ctx.audit(value.audit)
        spec = document(loaded, value.artifact)
        check_reader(ctx, loaded, spec)
        scoring = scoring_of(loaded.audit, spec.key, value.number)
        if scoring is None or scoring.status != "revealed":
            raise NotNow("score-sealed")
        found = await rows(ctx, loaded, spec.key, value.number)
        view = self.view(ctx.bare_view_context(loaded), metadata_for(ctx, value), spec, found, scoring)
        return Redraw(view) if value.key == HERE else Open(view)

    def view(
        self, context: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, rows: Sequence[Row], scoring: Scoring
    ) -> View:
        """What everybody gave, the widest apart first."""
        say = context.say
        found = spreads(spec, scoring.scores)
        wide = sum(one.width > WIDE for one in found)
        people = context.mentions(scoring.scores)
        blocks: list[Block] = [*section(say("scores-facts", people=people, count=wide, wide=WIDE))]
        blocks += lines(_line(context, spec, rows, one) for one in found[:_MOST_SPREADS])
        if len(found) > _MOST_SPREADS:
            blocks += small(say("scores-more", count=len(found) - _MOST_SPREADS))
        return modal(say, self.callback, meta, blocks, submits=False, title=document_title(context, meta))


async def reveal(ctx: RequestContext, pressed: Press) -> Response:
    """Open all scores together; they are there as soon as the papers were unsealed."""
    loaded = await ctx.audit(pressed.value.audit)
    common = (await ctx.author()).common(loaded.audit.key, request_of_press(pressed, loaded.audit))
    command = RevealScores(**common, artifact=pressed.value.artifact, version=pressed.value.number)
    await ctx.execute(command, known=loaded)
    return Reply(ctx.say("score-revealing"))


def _line(context: ViewContext, spec: ArtifactSpec, rows: Sequence[Row], one: Spread) -> str:
    row = rows[one.row - 1] if one.row <= len(rows) else {}
    mark = "⚠️ " if one.width > WIDE else ""
    given = ", ".join(map(str, one.given))
    name, column = mrkdwn.escape(_name(spec, row)), mrkdwn.escape(one.column.title)
    return f"{mark}{one.row}. {name} · {context.say('scores-given', column=column, given=given, width=one.width)}"


def _name(spec: ArtifactSpec, row: Row) -> str:
    return shortened(" ".join(row_name(spec.columns, row).split()), _NAME)


def _read(block: str, line: str) -> tuple[int, list[int]] | None:
    """(row, scores) of a line; None for one without scores."""
    found = _LINE.fullmatch(line)
    values = [part for part in _APART.split(found[2] if found else line) if part]
    if not values:
        return None
    if found is None or not all(value.isdecimal() and len(value) < 4 for value in values):
        raise Invalid("score-not-read", field=block, line=line.strip()[:60])
    return int(found[1]), [int(value) for value in values]
