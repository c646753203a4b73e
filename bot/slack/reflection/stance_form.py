"""Answering a question in one word: the buttons, the modal of a condition, and signs on the question.

Owns what each of them asks for. Must not know rules.
"""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import QuestionCard, read_card
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.registry import Command
from bot.domain.reflection.commands import TakeStance, WithdrawStance
from bot.domain.reflection.state import StanceWord
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Event, Press, Submission, part, word
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

SIGNS: dict[str, StanceWord] = {
    "-1": "against",
    "thumbsdown": "against",
    "x": "against",
    "no_entry": "against",
    "no_entry_sign": "against",
    "+1": "for",
    "thumbsup": "for",
    "white_check_mark": "for",
    "heavy_check_mark": "for",
}
"""What a sign on a question says; any other says nothing."""


class OnlyIfForm(Form):
    """On what condition somebody would be for it."""

    callback = "only-if"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The condition."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The question, and the condition."""
        asked = next((q.text for s in context.framework.stages for q in s.questions if q.key == meta.key), "")
        ask = Inputs(context.say, self.callback)
        blocks: list[Block] = [*section(mrkdwn.escape(asked)), ask.text("condition", lines=True)]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """For it on a condition."""
        form, meta = submission.form, submission.meta
        common = author.common(audit.key, meta.request)
        said = author.prose_if(form.text("condition"))
        return (TakeStance(**common, question=meta.key, word="only-if", condition=said),)


def against(press: Press, author: Author, audit: Audit) -> Command:
    """[Against]."""
    return TakeStance(**_common(press, author, audit), word="against")


def in_favour(press: Press, author: Author, audit: Audit) -> Command:
    """[For]."""
    return TakeStance(**_common(press, author, audit), word="for")


def _common(press: Press, author: Author, audit: Audit) -> dict[str, Any]:
    return {**author.common(audit.key, request_of_press(press, audit)), "question": press.value.key}


async def signed(ctx: RequestContext, event: Event) -> None:
    """A sign was put on a message, or taken back: on a question it is its giver's word, like the button."""
    item, sign = part(event.body, "item"), word(event.body, "reaction").partition("::")[0]
    said = SIGNS.get(sign)
    spot = await ctx.deps.store.spot(ctx.workspace, word(item, "channel"), word(item, "ts")) if said else None
    card = read_card(spot.card) if spot else None
    if not said or spot is None or not isinstance(card, QuestionCard):
        return
    author = await ctx.author()
    # of people of another company, Slack's reactions name no team
    common = author.common(spot.audit, event.id) | {"actor": (await ctx.profile()).person}
    command: Command = WithdrawStance(**common, question=card.question, sign=sign)
    if event.type == "reaction_added":
        command = TakeStance(**common, question=card.question, word=said, sign=sign)
    try:
        await ctx.execute(command)
    except Refusal:
        return  # whoever has no role, or comes too late: Slack has no place to say so, and the buttons do
