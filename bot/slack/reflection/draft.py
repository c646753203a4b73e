"""The draft of a summary as whoever leads reads it: section by section, beneath each what may be left out.

Owns its blocks, and whether a modal takes all of them. Must not know how it is published.
"""

from __future__ import annotations

import json
from typing import Final

from slack_sdk.models.blocks import Block

from bot.domain.reflection.state import DraftSection, Summary, SummaryDraft
from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import divider, section, small
from bot.slack.kit.modal import MODAL_BLOCKS, MOST_OPTIONS, Choice, Inputs
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.summary import languages, number_of, opening, origin, statements

MOST: Final = MODAL_BLOCKS - 2
"""Blocks of a draft in a modal: beneath them stands what may be left out, and that it goes on."""

MOST_TEXT: Final = 200_000
"""Characters of them, as JSON: Slack opens no modal of more than 250 kB (`view_too_large`)."""


def draft_blocks(context: ViewContext, summary: Summary, draft: SummaryDraft) -> tuple[list[Block], bool]:
    """The blocks, and whether they are all of it. Dissent is on no list of what may be left out."""
    asked = {q.key: q.text for s in context.framework.stages for q in s.questions}
    blocks: list[Block] = section(origin(context, summary))
    for paragraph in (*opening(context, summary, draft), *languages(context, summary, draft)):
        blocks += section(paragraph)
    blocks += _withheld(context, draft)
    for number, part in enumerate(draft.sections):
        entry = _section(context, summary, part, asked.get(part.question, part.question), number)
        if len(blocks) + len(entry) > MOST or _length(blocks) + _length(entry) > MOST_TEXT:
            return blocks, False
        blocks += entry
    return blocks, True


def _length(blocks: list[Block]) -> int:
    return len(json.dumps([block.to_dict() for block in blocks]))


def _withheld(context: ViewContext, draft: SummaryDraft) -> list[Block]:
    """What could not be verified, for the lead alone: it may tell them what to look for, and is no fact."""
    if not draft.not_verified:
        return []
    rows = "\n".join(f"• {mrkdwn.escape(text)}" for text in draft.not_verified)
    return small(f"{context.say('publish-not-verified', count=len(draft.not_verified))}\n{rows}")


def _section(context: ViewContext, summary: Summary, part: DraftSection, question: str, number: int) -> list[Block]:
    said = statements(context, summary, part)
    blocks: list[Block] = [
        divider(),
        *section("\n".join((mrkdwn.bold(mrkdwn.escape(question)), *said))),
    ]
    removable: list[Choice] = [
        (s.id, f"{number_of(s)}. {s.text}") for s in part.statements if not (s.dissent or s.unread)
    ]
    for start in range(0, len(removable), MOST_OPTIONS):
        # "removed" is the name a refusal uses; every further picker has its own block
        block = f"removed-{number}-{start}" if number or start else "removed"
        chosen = removable[start : start + MOST_OPTIONS]
        blocks.append(Inputs(context.say, "publish").several(block, chosen, label=context.say("publish-leave-out")))
    return blocks
