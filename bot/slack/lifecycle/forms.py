"""The modals of an audit's course: reopening, pause, end; and the buttons beside them.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    AnswerReopened,
    CloseStage,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    ResumeAudit,
    TakeIn,
    UndoClosing,
)
from bot.domain.lifecycle.rules import may_cancel
from bot.domain.roster.roles import holds_power
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal, reason_modal, stage_choices, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.status import status_blocks


class ReopenForm(Form):
    """Which closed stage is opened again, and why."""

    callback = "reopen"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Open a closed stage again."""
        loaded, context = await audit_in_view(ctx, value)
        if not any(stage.status == "closed" for stage in loaded.audit.stages.values()):
            raise NotNow("reopen-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Which closed stage, and why."""
        closed = [key for key, stage in context.audit.stages.items() if stage.status == "closed"]
        ask = Inputs(context.say, self.callback)
        blocks = [
            *section(context.say("reopen-what")),
            ask.select("stage", stage_choices(context.framework, closed), meta.stage),
            ask.text("reason", lines=True),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Open a closed stage again, with the reason."""
        form, meta = submission.form, submission.meta
        common = author.common(audit.key, meta.request)
        stage = form.choice("stage") or meta.stage
        return (ReopenStage(**common, stage=stage, reason=author.prose(form.text("reason"))),)


class PauseForm(Form):
    """Why the audit rests."""

    callback = "pause"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Let the audit rest."""
        _, context = await audit_in_view(ctx, value)
        return Open(
            reason_modal(context, self.callback, metadata_for(ctx, value), context.say("pause-what", name=context.name))
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Stop asking and reminding, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        return (PauseAudit(**common, reason=author.prose(submission.form.text("reason"))),)


class EndForm(Form):
    """Why the audit is to end."""

    callback = "end"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Propose to end the audit; the lead ends it alone while nobody else accepted a role."""
        loaded, context = await audit_in_view(ctx, value)
        what = "end-what-alone" if may_cancel(loaded.audit, ctx.who) else "end-what"
        return Open(
            reason_modal(context, self.callback, metadata_for(ctx, value), context.say(what, name=context.name))
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead proposes to end the audit, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        return (ProposeEnd(**common, reason=author.prose(submission.form.text("reason"))),)


class StatusForm(Form):
    """Where an audit stands; it is read, not submitted."""

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The same as `/audit status`."""
        loaded, context = await audit_in_view(ctx, value)
        blocks = status_blocks(context)
        if context.duties and holds_power(
            loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)
        ):
            value = ButtonValue(audit=loaded.audit.key)
            blocks = [*blocks, *actions(button(ctx.say("button-move-due"), ActionId.MOVE_DUE, value))]
        return Open(text_modal(ctx.say, blocks, loaded.audit.key))


def close_stage(press: Press, author: Author, audit: Audit) -> Command:
    """The lead closes a stage that has everything."""
    return CloseStage(**author.common(audit.key, request_of_press(press, audit)), stage=press.value.stage)


def undo_closing(press: Press, author: Author, audit: Audit) -> Command:
    """The lead takes the closing of a stage back."""
    return UndoClosing(**author.common(audit.key, request_of_press(press, audit)), stage=press.value.stage)


def take_in(press: Press, author: Author, audit: Audit) -> Command:
    """A reviewer has what came late counted."""
    return TakeIn(**author.common(audit.key, request_of_press(press, audit)), stage=press.value.stage)


def stands(press: Press, author: Author, audit: Audit) -> Command:
    """A later stage still stands after an earlier one was reopened."""
    return AnswerReopened(
        **author.common(audit.key, request_of_press(press, audit)), stage=press.value.stage, stands=True
    )


def reopen_too(press: Press, author: Author, audit: Audit) -> Command:
    """A later stage is reopened too."""
    return AnswerReopened(
        **author.common(audit.key, request_of_press(press, audit)), stage=press.value.stage, stands=False
    )


def resume(press: Press, author: Author, audit: Audit) -> Command:
    """Go on after a pause."""
    return ResumeAudit(**author.common(audit.key, request_of_press(press, audit)))


def confirm_end(press: Press, author: Author, audit: Audit) -> Command:
    """Board or safety agrees to the end."""
    return AnswerEnd(**author.common(audit.key, request_of_press(press, audit)), confirm=True)


def refuse_end(press: Press, author: Author, audit: Audit) -> Command:
    """Board or safety does not agree to the end."""
    return AnswerEnd(**author.common(audit.key, request_of_press(press, audit)), confirm=False)
