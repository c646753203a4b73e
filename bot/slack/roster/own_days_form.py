"""The modal of a person's own working days: their holidays and weekend, said to each of their audits.

Owns opening, drawing and reading it. Must not know what they move.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.days_off import own_days
from bot.domain.kernel.errors import NotNow
from bot.domain.roster.commands import SetOwnDays
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.calendar_inputs import CalendarInputs
from bot.slack.kit.form import Form
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.roster.own_audits import say_to_each


class OwnDaysForm(Form):
    """Whose holidays somebody keeps, and which days of the week are theirs."""

    callback = "own-days"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What is known of where they live, or somewhere else."""
        return Open(self.view(ctx.say, metadata_for(ctx, value), await _inputs(ctx), ModalState()))

    async def redraw(self, ctx: RequestContext, press: Press) -> Response:
        """Another place: what depends on it appears."""
        if press.meta is None:
            return DONE
        return Redraw(self.view(ctx.say, press.meta, await _inputs(ctx), press.form))

    def view(self, say: Texts, meta: ModalMetadata, days: CalendarInputs, filled: ModalState) -> View:
        """Country, part of it, zone and weekend."""
        blocks = [*section(say("own-days-what")), *days.blocks(say, Inputs(say, self.callback), filled)]
        return modal(say, self.callback, meta, blocks)

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """Said to every audit of the person that is still going on; so there is no single one to load."""
        days = own_days((await _inputs(ctx)).read(submission.form), ctx.now)
        nowhere = NotNow("own-days-no-audit")
        said = await say_to_each(ctx, submission, lambda common: SetOwnDays(**common, calendar=days), nowhere)
        return said.answer(ctx)


async def _inputs(ctx: RequestContext) -> CalendarInputs:
    return CalendarInputs(ctx.deps.calendars, (await ctx.profile()).tz, ctx.today.year)
