"""What people say of a question in their own word, as it is shown: the buttons, and who said what.

Owns these lines. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.domain.reflection.state import StanceWord
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.view_context import ViewContext

WORDS: tuple[StanceWord, ...] = ("against", "for", "only-if")


def stance_buttons(context: ViewContext, question: str) -> list[ButtonElement]:
    """*Against · For · Only if …*"""
    say, value = context.say, ButtonValue(audit=context.audit.key, key=question)
    return [
        button(say("button-against"), ActionId.AGAINST, value),
        button(say("button-in-favour"), ActionId.IN_FAVOUR, value),
        button(say("button-only-if"), ActionId.ONLY_IF, value),
    ]


def stances(context: ViewContext, question: str) -> list[str]:
    """Who is against, for, or for it on a condition: each word with how many and who; conditions as typed."""
    lines = []
    taken = [one for one in context.audit.stances if one.question == question]
    for said in WORDS:
        people = [one.person for one in taken if one.word == said]
        if people:
            lines.append(context.say(f"stance-{said}", count=len(people), people=context.mentions(people)))
        for one in (one for one in taken if one.word == said and one.condition):
            lines.append(f"{context.mention(one.person)}\n{context.quoted(one.condition)}")
    return lines
