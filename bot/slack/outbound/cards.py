"""From a card to its drawing, and from a drawing to what Slack takes.

Owns which view draws which card. To add a kind of card: one view, one case in `_drawing` (mypy asks for it). Must not
know how a message is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, assert_never

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import (
    AskCard,
    AskListCard,
    AuditCard,
    Card,
    DailyCard,
    DecisionCard,
    DisputesCard,
    HomeCard,
    NoticeCard,
    ProposalCard,
    QuestionCard,
    ResultCard,
    StageCard,
    SummaryCard,
    UnknownCard,
)
from bot.domain.kernel.duty import Duty
from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.duties.ask_list import ask_list, list_leads_nowhere, open_duties
from bot.slack.duties.asks import ASKS, ask, ask_over, leads_nowhere
from bot.slack.evaluations.result_card import result_card
from bot.slack.kit.duty_lines import find_duty
from bot.slack.kit.message_limits import Drawing, Message, as_json
from bot.slack.kit.variant_mark import mark_message
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.outbound.notices import answerable_notice
from bot.slack.reflection.summary_card import disputes_card, question_card, summary_card


def is_over(context: ViewContext, card: Card) -> bool:
    """Whether a card asks for something that nobody owes any more."""
    match card:
        case AskCard():
            return _owed(context, card) is None
        case AskListCard():
            return not open_duties(context, card)
    return False


def may_go(context: ViewContext, card: Card) -> bool:
    """Whether a card asked in vain: nobody misses it, unless they replied to it."""
    match card:
        case AskCard():
            return is_over(context, card) and leads_nowhere(context, card)
        case AskListCard():
            return list_leads_nowhere(context, card)
    return False


def card_drawing(context: ViewContext, card: Card) -> Drawing:
    """The drawing of a card as the audit stands. Raises KeyError for one that is drawn elsewhere, or unknown."""
    return mark_message(context, _drawing(context, card))


def _drawing(context: ViewContext, card: Card) -> Drawing:
    match card:
        case AuditCard():
            return audit_card(context)
        case StageCard(stage):
            return stage_card(context, stage)
        case QuestionCard(question):
            return question_card(context, question)
        case SummaryCard():
            return summary_card(context)
        case DisputesCard(number):
            return disputes_card(context, number)
        case ProposalCard(number):
            return proposal_card(context, number)
        case DecisionCard(number):
            return decision_card(context, number)
        case ResultCard(number):
            return result_card(context, number)
        case AskCard():
            duty = _owed(context, card)
            return ask(context, duty) if duty else ask_over(context, card)
        case AskListCard():
            return ask_list(context, card, ASKS)
        case NoticeCard():
            return answerable_notice(context, card)
        case HomeCard() | DailyCard() | UnknownCard():
            raise KeyError(card.key)
        case _:
            assert_never(card)


def _owed(context: ViewContext, card: AskCard) -> Duty | None:
    return find_duty(context, card.duty, card.person)


def fingerprint(drawing: Sequence[Message]) -> str:
    """What was drawn, in short: equal drawings need not be sent again. Names each of several parts, and ends in their
    number.
    """
    shown = [[message.text, message.json] for message in drawing]
    parts = map(_digest, shown) if len(shown) > 1 else ()
    return f"{':'.join((_digest(shown), *parts))}/{len(drawing)}"


def unchanged_parts(fingerprint_before: str, drawn: str) -> frozenset[int]:
    """The numbers of the parts that two fingerprints have alike, counted from 0."""
    before, now = (each.rpartition("/")[0].split(":")[1:] for each in (fingerprint_before, drawn))
    return frozenset(number for number, (was, part) in enumerate(zip(before, now, strict=False)) if was == part)


def fingerprint_of_blocks(blocks: Sequence[Block]) -> str:
    """The same for a Home."""
    return _digest(as_json(blocks))


def parts_sent(fingerprint_before: str) -> int:
    """How many parts the drawing with this fingerprint had; 0 for none."""
    count = fingerprint_before.rpartition("/")[2]
    return int(count) if count.isdigit() else 0


def _digest(shown: Any) -> str:
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]
