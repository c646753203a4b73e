"""The modals by which due dates move: whoever owes something asks for more time, and the lead moves any date.

Owns opening, drawing and reading them, and the button that leaves a date as it is. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.views import View

from bot.domain.duties.commands import AskExtension, ExtendDuty, RefuseExtension
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.duty_lines import due_line, duty_line
from bot.slack.kit.error_handling import plain
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MOST_OPTIONS, Choice, Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import chosen_day, needed
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext

_MORE_TIME = 3
"""Working days after its date that are suggested."""

_LONGEST_VALUE = 150
"""Characters of an option's value in Slack."""


class AskExtensionForm(Form):
    """Until when somebody would need more time, and why."""

    callback = "ask-extension"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """For something of one's own that has no fixed date."""
        loaded, context = await audit_in_view(ctx, value)
        duty = next((d for d in context.duties if d.id == value.key and d.person == ctx.who), None)
        if duty is None:
            raise NotNow("duty-done-already")
        until = loaded.audit.calendar_of(ctx.who).add(max(duty.due, ctx.today_in(loaded.audit)), _MORE_TIME)
        return Open(self.view(context, metadata_for(ctx, value), duty, until))

    def view(self, context: ViewContext, meta: ModalMetadata, duty: Duty, until: date) -> View:
        """The thing, another date, the reason."""
        ask = Inputs(context.say, self.callback)
        said = context.say("extension-what", what=due_line(context, duty), lead=context.lead)
        return modal(
            context.say, self.callback, meta, [*section(said), ask.day("until", until), ask.text("reason", lines=True)]
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead is asked."""
        common = author.common(audit.key, submission.meta.request)
        reason, until = author.prose(submission.form.text("reason")), chosen_day(submission, "until")
        return (AskExtension(**common, duty=submission.meta.key, until=until, reason=reason),)


class MoveDueForm(Form):
    """Another date for anything that somebody owes."""

    callback = "move-due"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The lead picks what; a ballot's deadline stays."""
        loaded, context = await audit_in_view(ctx, value)
        if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
            raise NotAllowed("move-due-lead-only", person=loaded.audit.lead or "")
        movable = [d for d in context.duties if not d.fixed and len(d.key) <= _LONGEST_VALUE]
        if not movable:
            raise NotNow("move-due-none")
        until = loaded.audit.calendar.add(ctx.now, _MORE_TIME)
        offered = {d.key: f"{context.mention(d.person)} {duty_line(context, d)}" for d in movable[:MOST_OPTIONS]}
        choices = [(key, await plain(ctx.deps, ctx.workspace, label)) for key, label in offered.items()]
        return Open(self.view(context, metadata_for(ctx, value), choices, until))

    def view(self, context: ViewContext, meta: ModalMetadata, choices: Sequence[Choice], until: date) -> View:
        """What, until when, why. `choices`: by the keys of duties."""
        ask = Inputs(context.say, self.callback)
        blocks = [ask.select("duty", choices), ask.day("until", until), ask.text("reason", lines=True)]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead moves the date, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        duty, until = needed(submission.form.choice("duty"), "duty"), chosen_day(submission, "until")
        reason = author.prose(submission.form.text("reason"))
        return (ExtendDuty(**common, duty=duty, until=until, reason=reason),)


def refuse_extension(press: Press, author: Author, audit: Audit) -> Command:
    """The lead leaves the date as it is."""
    return RefuseExtension(**author.common(audit.key, request_of_press(press, audit)), duty=press.value.key)
