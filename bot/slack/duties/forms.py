"""The modals for a duty that is overdue: more time, or going on without; and the button that asks for peace today.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.models.views import View

from bot.domain.decision.state import MotionKind
from bot.domain.duties.commands import AnswerMotion, ExtendDuty, MakeMotion, ProceedWithout
from bot.domain.duties.rules import OverdueDuty
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal, reason_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import chosen_day, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Reply, Response
from bot.slack.kit.view_context import ViewContext

_MORE_TIME = 3
"""Working days suggested when more time is given."""


class ExtendForm(Form):
    """More time for something overdue, or for what somebody asks more time for."""

    callback = "extend"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The date and the reason of whoever asks for it stand there already."""
        loaded, context = await audit_in_view(ctx, value)
        until = loaded.audit.calendar.add(ctx.now, _MORE_TIME)
        said = _said(context, "extend-what", _late(context.duties, value.key))
        asked = loaded.audit.asked_extensions.get(value.key)
        if asked is None:
            return Open(self.view(context, metadata_for(ctx, value), said, until))
        said = context.say("extend-what", who=context.mention(asked.by))
        why = context.raw(asked.reason) or ""
        return Open(self.view(context, metadata_for(ctx, value), said, asked.until, why))

    def view(self, context: ViewContext, meta: ModalMetadata, said: str, until: date, why: str = "") -> View:
        """More time for one duty (`said`)."""
        ask = Inputs(context.say, self.callback)
        blocks = [*section(said), ask.day("until", until), ask.text("reason", initial=why, lines=True)]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead gives a duty more time, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        reason = author.prose_if(submission.form.text("reason"))
        until = chosen_day(submission, "until")
        return (ExtendDuty(**common, duty=submission.meta.key, until=until, reason=reason),)


class ProceedForm(Form):
    """Why the audit goes on without something that never came."""

    callback = "proceed"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Go on without something that never came."""
        _, context = await audit_in_view(ctx, value)
        late = _late(context.duties, value.key)
        return Open(
            reason_modal(context, self.callback, metadata_for(ctx, value), _said(context, "proceed-what", late))
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead goes on without an answer that never came, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        reason = author.prose(submission.form.text("reason"))
        return (ProceedWithout(**common, duty=submission.meta.key, reason=reason),)


def make_motion(press: Press, author: Author, audit: Audit) -> Command:
    """A seat asks the others for what the button's key names."""
    kind = one_of(press.value.key, get_args(MotionKind), "key")
    common = author.common(audit.key, request_of_press(press, audit))
    of = press.value.stage if kind == "close-stage" else ""
    return MakeMotion(**common, kind=cast(MotionKind, kind), round=press.value.number, of=of)


def agree_motion(press: Press, author: Author, audit: Audit) -> Command:
    """Another seat agrees."""
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerMotion(**common, motion=press.value.number, agree=True)


def refuse_motion(press: Press, author: Author, audit: Audit) -> Command:
    """Another seat does not agree."""
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerMotion(**common, motion=press.value.number, agree=False)


async def postpone(ctx: RequestContext, press: Press) -> Response:
    """No daily list before tomorrow, in the person's own zone."""
    await ctx.deps.reminders.postpone(ctx.workspace, ctx.who, _next_midnight(ctx.now, (await ctx.profile()).tz))
    return Reply(ctx.say("tomorrow-then"))


def _next_midnight(now: datetime, tz: str) -> datetime:
    try:
        zone = ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    local = now.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=zone).astimezone(now.tzinfo)


def _late(duties: Iterable[Duty], key: str) -> Duty | None:
    return next((d for d in duties if isinstance(d, OverdueDuty) and d.of == key), None)


def _said(context: ViewContext, key: str, late: Duty | None) -> str:
    return context.say(key, who=context.mention(late.about) if late and late.about else context.say("somebody"))
