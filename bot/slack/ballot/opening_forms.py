"""Opening a ballot: at once, or after what has to be said first; and one on form 0 alone.

Owns these two modals and the button before them. Must not know rules.
"""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.rules import only_form_0_can_win, open_ballot
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.ballot.matrix import matrix_text
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Response
from bot.slack.kit.view_context import ViewContext


class OpenBallotForm(Form):
    """Only form 0 can win: said, with what each form needs, before the board is asked all the same."""

    callback = "open-ballot"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The matrix, with what is in the way of every form."""
        loaded = await ctx.audit(value.audit)
        context = await ctx.view_context(loaded, [StageCard(key) for key in loaded.audit.stages])
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """That only form 0 can win, and why."""
        form = context.form_title(0)
        blocks: list[Block] = [
            *section(context.say("open-ballot-only-form-0", form=form)),
            *section(matrix_text(context)),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Ask the board all the same."""
        return (OpenBallot(**author.common(audit.key, submission.meta.request)),)


class Form0BallotForm(Form):
    """The board is to be asked at once, and only whether nothing is released."""

    callback = "form-0-ballot"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What such a ballot is."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """What it decides, and what it does not."""
        said = context.say("form-0-ballot-what", name=context.name, form=context.form_title(0))
        return modal(context.say, self.callback, meta, section(said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Ask the board about form 0 alone."""
        return (OpenBallot(**author.common(audit.key, submission.meta.request), form_0_alone=True),)


def is_said_first(loaded: Loaded, command: OpenBallot, now: datetime) -> bool:
    """Whether a ballot would open in which only form 0 can win. Refuses one that may not open at all."""
    granted = open_ballot(loaded.audit, loaded.framework, command, now)
    return bool(granted) and only_form_0_can_win(loaded.audit, loaded.framework)


async def open_ballot_or_say_first(ctx: RequestContext, press: Press) -> Response:
    """Ask the board to vote; where only form 0 can win, that is said before it is asked."""
    loaded = await ctx.audit(press.value.audit)
    author = await ctx.author()
    command = OpenBallot(**author.common(loaded.audit.key, request_of_press(press, loaded.audit)))
    if is_said_first(loaded, command, ctx.now):
        return await OpenBallotForm().open(ctx, press.value)
    await ctx.execute(command, known=loaded)
    return DONE
