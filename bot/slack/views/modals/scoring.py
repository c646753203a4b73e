"""The modals of blind scoring: the paper of one reviewer, and everybody's scores after the reveal.

Owns these drawings. Must not know who may score: the domain decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.scoring import WIDE, Spread, scored_columns, spreads
from bot.domain.documents.state import Scoring
from bot.domain.kernel.columns import Row, row_name
from bot.domain.kernel.framework import ArtifactSpec
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.view_context import ViewContext

PER_INPUT: Final = 100
"""Rows of one input: a line each, within the 3,000 characters Slack takes."""

MOST: Final = 500

_NAME = 90

_MOST_SPREADS = 60


def score_modal(scene: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, rows: Sequence[Row]) -> View:
    """Every row by its number and name, without anybody's scores; a line of numbers a row to fill in."""
    say = scene.say
    titles = ", ".join(mrkdwn.escape(column.title) for column in scored_columns(spec))
    bounds = next((f"{c.least:g}–{c.most:g}" for c in scored_columns(spec) if c.least is not None and c.most), "")
    named = [f"{n}. {mrkdwn.escape(_name(spec, row))}" for n, row in enumerate(rows[:MOST], 1)]
    blocks: list[Block] = [*section(say("score-how", columns=titles, bounds=bounds)), *lines(named)]
    for start in range(0, min(len(rows), MOST), PER_INPUT):
        blank = "\n".join(f"{n}: " for n in range(start + 1, min(start + PER_INPUT, len(rows), MOST) + 1))
        label = say("input-score-rows", first=start + 1, last=min(start + PER_INPUT, len(rows), MOST))
        ask = Inputs(say, "score")
        blocks.append(ask.text(f"scores-{start}", initial=blank, lines=True, optional=True, label=label))
    return modal(say, "score", meta, blocks)


def scores_modal(
    scene: ViewContext, meta: ModalMetadata, spec: ArtifactSpec, rows: Sequence[Row], scoring: Scoring
) -> View:
    """What everybody gave, the widest apart first."""
    say = scene.say
    found = spreads(spec, scoring.scores)
    wide = sum(one.width > WIDE for one in found)
    people = scene.mentions(scoring.scores)
    blocks: list[Block] = [*section(say("scores-facts", people=people, count=wide, wide=WIDE))]
    blocks += lines(_line(scene, spec, rows, one) for one in found[:_MOST_SPREADS])
    if len(found) > _MOST_SPREADS:
        blocks += small(say("scores-more", count=len(found) - _MOST_SPREADS))
    return modal(say, "scores", meta, blocks, submits=False)


def _line(scene: ViewContext, spec: ArtifactSpec, rows: Sequence[Row], one: Spread) -> str:
    row = rows[one.row - 1] if one.row <= len(rows) else {}
    mark = "⚠️ " if one.width > WIDE else ""
    given = ", ".join(map(str, one.given))
    name, column = mrkdwn.escape(_name(spec, row)), mrkdwn.escape(one.column.title)
    return f"{mark}{one.row}. {name} · {scene.say('scores-given', column=column, given=given, width=one.width)}"


def _name(spec: ArtifactSpec, row: Row) -> str:
    return shortened(" ".join(row_name(spec.columns, row).split()), _NAME)
