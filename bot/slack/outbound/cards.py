"""From a card's key to its drawing, and from a drawing to what Slack takes.

Owns the registry of cards. To add a kind of card: one view, one line in CARDS. Must not know how a message is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack.decision.decision_card import decision_card
from bot.slack.decision.proposal_card import proposal_card
from bot.slack.duties.asks import ask
from bot.slack.evaluations.result_card import result_card
from bot.slack.kit.block_kit import as_json
from bot.slack.kit.duty_lines import find_duty
from bot.slack.kit.message_limits import Drawing, Message
from bot.slack.kit.variant_mark import mark_message
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.lifecycle.stage_card import stage_card
from bot.slack.reflection.summary_card import question_card, summary_card


def _ask(context: ViewContext, duty_id: str) -> Drawing:
    return ask(context, find_duty(context, duty_id), duty_id.rpartition("@")[0])


CardView = Callable[[ViewContext, str], Drawing]

CARDS: dict[str, CardView] = {
    "audit": lambda context, _: audit_card(context),
    "stage": stage_card,
    "question": question_card,
    "summary": lambda context, _: summary_card(context),
    "proposal": proposal_card,
    "decision": decision_card,
    "result": result_card,
    "ask": _ask,
}


def is_over(context: ViewContext, card: str) -> bool:
    """Whether a card asks for something that nobody owes any more."""
    kind, _, key = card.partition(":")
    return kind == "ask" and find_duty(context, key) is None


def card_drawing(context: ViewContext, card: str) -> Drawing:
    """The drawing of a card (`stage:mapping`) as the audit stands. Raises KeyError for an unknown kind."""
    kind, _, key = card.partition(":")
    return mark_message(context, CARDS[kind](context, key))


def fingerprint(drawing: Sequence[Message]) -> str:
    """What was drawn, in short: equal drawings need not be sent again. Ends in the number of its parts."""
    shown = [[message.text, as_json(message.blocks)] for message in drawing]
    return f"{_digest(shown)}/{len(drawing)}"


def fingerprint_of_blocks(blocks: Sequence[Block]) -> str:
    """The same for a Home."""
    return _digest(as_json(blocks))


def parts_sent(fingerprint_before: str) -> int:
    """How many parts the drawing with this fingerprint had; 0 for none."""
    count = fingerprint_before.rpartition("/")[2]
    return int(count) if count.isdigit() else 0


def _digest(shown: Any) -> str:
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]
