"""The modals that start an audit and change its details.

Owns opening, drawing and reading them, and the button that approves a smaller kind. Must not know rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import rfc8785
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import user_of
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import (
    AnswerAudience,
    ApproveVariant,
    ChangeDetails,
    ChangeDue,
    NarrowAudience,
    RefuseVariant,
    StartAudit,
    UpgradeAudit,
)
from bot.domain.lifecycle.state import Subject
from bot.ports.store import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.calendar_inputs import CalendarInputs, calendar_line
from bot.slack.kit.concurrent_edits import (
    change_line,
    clashing_fields,
    fields_shown,
    is_changed,
    redrawn_with_changes,
    shown_again,
    with_new_request,
)
from bot.slack.kit.form import Form, users_in
from bot.slack.kit.identity import identify
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal import Inputs, form_choices, modal, reason_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press, request_of_step
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.parsing import numbers
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

FEWER = "fewer"

AUDIENCES = ("other", FEWER)
"""What a change of the description is: something else, or the same for fewer people."""

FULL = "full"
"""The value of the choice that is no smaller audit."""


class StartForm(Form):
    """The start of an audit, which is about no audit yet."""

    callback = "start"
    input_of = {"deputy": "lead"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Any full member may start an audit, or those of a group; the person is suggested as its lead."""
        if not (await ctx.profile()).full_member:
            raise NotAllowed("start-guest")
        await ctx.must_be_a_starter()
        return Open(await self._drawn(ctx, metadata_for(ctx, value), ModalState()))

    async def redraw(self, ctx: RequestContext, press: Press) -> Response:
        """Other working days, or another country: what depends on it appears."""
        return DONE if press.meta is None else Redraw(await self._drawn(ctx, press.meta, press.form))

    async def _drawn(self, ctx: RequestContext, meta: ModalMetadata, filled: ModalState) -> View:
        deps, days = ctx.deps, await _calendar_inputs(ctx)
        return self.view(ctx.say, deps.framework, deps.kinds, meta, user_of(ctx.who), days, filled)

    def view(
        self,
        say: Texts,
        framework: Framework,
        kinds: Mapping[str, Framework],
        meta: ModalMetadata,
        lead: str,
        days: CalendarInputs,
        filled: ModalState,
    ) -> View:
        """Model, description, release form, lead and deputy, channels, working days; perhaps which kind.

        `lead` is the user id suggested. `kinds` are the smaller audits beside the full one, by key.
        """
        ask = Inputs(say, self.callback)
        return modal(
            say,
            self.callback,
            meta,
            [
                ask.text("model"),
                ask.text("description", lines=True),
                ask.text("reach", lines=True, optional=True),
                ask.select("asked_form", form_choices(framework)),
                ask.select("next_form", form_choices(framework, 1), optional=True),
                ask.people("lead", [lead] if lead else [], most=2, optional=False),
                ask.channel("channel", optional=True),
                ask.channel("decision_channel"),
                ask.text("made_from", optional=True),
                *days.blocks(say, ask, filled),
                *_kind(say, ask, kinds),
                *small(say("start-private-hint")),
            ],
        )

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """Start it, and show where it will be. There is no audit to load, so the form's own order of things holds."""
        await ctx.must_be_a_starter()
        author = await ctx.author(users_in(submission.form))
        kind = submission.form.choice("kind") if ctx.deps.kinds else ""
        calendar = (await _calendar_inputs(ctx)).read(submission.form)
        command = self._command(submission, author, ctx.deps.kinds.get(kind, ctx.deps.framework), calendar)
        for block, channel in (("channel", command.channel), ("decision_channel", command.decision_channel)):
            await _must_be_usable(ctx, block, channel)
        await _known_audits(ctx, command.made_from)
        done = await ctx.execute(command)
        context = ctx.bare_view_context(Loaded(done.audit, done.framework, "", owed=done.owed))
        return Redraw(started_modal(context, with_new_request(ctx, submission.meta)))

    def _command(self, submission: Submission, author: Author, framework: Framework, calendar: Calendar) -> StartAudit:
        """The last word of the first input is the version, where there is more than one word."""
        form, meta = submission.form, submission.meta
        team = form.users("lead")
        if not team:
            raise Invalid("input-missing", field="lead")
        asked = numbers((form.choice("asked_form"),)) if form.choice("asked_form") else ()
        if not asked:
            raise Invalid("input-missing", field="asked_form")
        return StartAudit(
            **author.common("", meta.request),
            subject=subject(form.text("model")),
            description=author.prose(form.text("description")),
            asked_form=asked[0],
            framework=author.prose(frozen(framework)),
            reason=author.prose_if(form.text("reason")),
            made_from=audit_keys(form.text("made_from")),
            reach=author.prose_if(form.text("reach")),
            next_form=_next_form(form),
            lead=author.person(team[0]),
            deputy=author.person(team[1]) if len(team) > 1 else None,
            channel=form.channel("channel") or None,
            decision_channel=form.channel("decision_channel"),
            calendar=calendar,
        )


def _next_form(form: ModalState) -> int:
    """What is asked for if the release form asked for is not allowed; 0 where nothing was chosen."""
    chosen = form.choice("next_form")
    return numbers((chosen,))[0] if chosen else 0


async def _calendar_inputs(ctx: RequestContext, present: Calendar | None = None) -> CalendarInputs:
    """What is offered where the person is; `present`: what the audit goes by so far."""
    return CalendarInputs(ctx.deps.calendars, (await ctx.profile()).tz, ctx.today.year, present)


class DetailsForm(Form):
    """What the start said of an audit, to be corrected."""

    callback = "details"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Correct what the start said; the due date is that of the stage under way."""
        loaded, context = await audit_in_view(ctx, value)
        stage = next(iter(loaded.audit.open_stages()), "")
        meta = metadata_for(ctx, value, stage=stage, seen=fields_shown(details_shown(context, stage)))
        return Open(self.view(context, meta, await _calendar_inputs(ctx, loaded.audit.calendar)))

    async def redraw(self, ctx: RequestContext, press: Press) -> Response:
        """Other working days, or another country: what depends on it appears."""
        if press.meta is None:
            return DONE
        loaded, context = await audit_in_view(ctx, ButtonValue(audit=press.meta.audit))
        days = await _calendar_inputs(ctx, loaded.audit.calendar)
        return Redraw(self.view(context, press.meta, days, press.form))

    def view(
        self, context: ViewContext, meta: ModalMetadata, days: CalendarInputs, filled: ModalState | None = None
    ) -> View:
        """Description, release form, decision channel, working days; `meta.stage` is the open stage whose date may
        move.
        """
        audit, ask = context.audit, Inputs(context.say, self.callback)
        blocks: list[Block] = [
            ask.text("description", initial=context.raw(audit.description) or "", lines=True),
            ask.select("asked_form", form_choices(context.framework), str(audit.asked_form)),
            ask.channel("decision_channel", audit.decision_channel),
        ]
        if audit.rules > 1 and (less_open := form_choices(context.framework, 1, audit.asked_form - 1)):
            blocks.insert(2, ask.select("next_form", less_open, str(audit.next_form or ""), optional=True))
        if audit.rules > 1:
            blocks.insert(
                1, ask.radio("audience", [(key, context.say(f"audience-{key}")) for key in AUDIENCES], AUDIENCES[0])
            )
            blocks.insert(2, ask.text("reach", initial=context.raw(audit.reach) or "", lines=True, optional=True))
            blocks.append(ask.text("made_from", initial=", ".join(audit.made_from), optional=True))
        if meta.stage:
            blocks.append(ask.day("due", audit.stages[meta.stage].due, optional=True))
        blocks += days.blocks(context.say, ask, filled or ModalState())
        return modal(context.say, self.callback, meta, blocks)

    async def execute(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Not of audits that nobody knows; then the working days, which take a look at their country."""
        await _known_audits(ctx, audit_keys(submission.form.text("made_from")))
        days = await _calendar_inputs(ctx, loaded.audit.calendar)
        calendar = days.read(submission.form)
        answer = await super().execute(ctx, submission, loaded)
        if calendar != loaded.audit.calendar:
            author, request = await ctx.author(), request_of_step(submission.meta.request, 3)
            await ctx.execute(ChangeDetails(**author.common(loaded.audit.key, request), calendar=calendar))
        return answer

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """The details once more, where somebody else changed them since they were opened."""
        form, meta = submission.form, submission.meta
        context = await ctx.view_context(loaded)
        now = details_shown(context, meta.stage)
        due = form.day("due")
        sent = {
            "description": form.text("description"),
            "asked_form": form.choice("asked_form"),
            "decision_channel": form.channel("decision_channel"),
            **({"made_from": ", ".join(audit_keys(form.text("made_from")))} if loaded.audit.rules > 1 else {}),
            **({"reach": form.text("reach")} if loaded.audit.rules > 1 else {}),
            **({"next_form": str(_next_form(form))} if loaded.audit.rules > 1 else {}),
            **({"due": due.isoformat() if due else ""} if meta.stage else {}),
        }
        clash = clashing_fields(meta.seen, sent, now)
        if not clash:
            return None
        words = {
            "description": "\n" + context.quoted(loaded.audit.description),
            "asked_form": context.form_title(loaded.audit.asked_form),
            "next_form": context.form_title(loaded.audit.next_form) if loaded.audit.next_form else "",
            "decision_channel": f"<#{now['decision_channel']}>" if now["decision_channel"] else "",
            "due": now.get("due", ""),
            "made_from": mrkdwn.escape(now.get("made_from", "")),
            "reach": "\n" + context.quoted(loaded.audit.reach) if loaded.audit.reach else "",
        }
        lines = [change_line(context, ctx.say(f"input-details-{field}"), words[field]) for field in clash]
        meta = meta.replace(seen=shown_again(meta.seen, clash, now))
        days = await _calendar_inputs(ctx, loaded.audit.calendar)
        return redrawn_with_changes(ctx, self.view(context, with_new_request(ctx, meta), days, form), lines)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What this person changed; a due date is a command of its own, and first, since it may be refused."""
        form, meta = submission.form, submission.meta
        stage, due = meta.stage, form.day("due")
        commands: list[Command] = []
        if stage and due and due != audit.stages[stage].due and is_changed(meta.seen, "due", due.isoformat()):
            commands.append(
                ChangeDue(**author.common(audit.key, request_of_step(meta.request, 1)), stage=stage, due=due)
            )
        asked_form, decision_channel = form.choice("asked_form"), form.channel("decision_channel")
        asked = numbers((asked_form,)) if is_changed(meta.seen, "asked_form", asked_form) and asked_form else ()
        moved = (
            is_changed(meta.seen, "decision_channel", decision_channel) and decision_channel != audit.decision_channel
        )
        text, keys = form.text("description"), audit_keys(form.text("made_from"))
        reach = form.text("reach")
        described = author.prose_if(text) if is_changed(meta.seen, "description", text) else None
        if described and form.choice("audience") == FEWER:
            commands.append(
                NarrowAudience(**author.common(audit.key, request_of_step(meta.request, 2)), description=described)
            )
            described = None
        commands.append(
            ChangeDetails(
                **author.common(audit.key, meta.request),
                description=described,
                asked_form=next((number for number in asked if number != audit.asked_form), None),
                decision_channel=decision_channel if moved else None,
                next_form=_next_form(form)
                if audit.rules > 1 and is_changed(meta.seen, "next_form", str(_next_form(form)))
                else None,
                reach=author.prose_if(reach) if audit.rules > 1 and is_changed(meta.seen, "reach", reach) else None,
                made_from=keys if audit.rules > 1 and is_changed(meta.seen, "made_from", ", ".join(keys)) else None,
            )
        )
        return tuple(commands)


def fewer_people(press: Press, author: Author, audit: Audit) -> Command:
    """[For fewer people]: a reviewer agrees."""
    return _answer_audience(press, author, audit, confirm=True)


def not_fewer_people(press: Press, author: Author, audit: Audit) -> Command:
    """[Not for fewer]: the description stays."""
    return _answer_audience(press, author, audit, confirm=False)


def _answer_audience(press: Press, author: Author, audit: Audit, *, confirm: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerAudience(**common, description=press.value.key, confirm=confirm)


def _kind(say: Texts, ask: Inputs, kinds: Mapping[str, Framework]) -> list[Block]:
    """A full audit, or a smaller one and why that is enough."""
    if not kinds:
        return []
    choices = [(FULL, say("start-full")), *((key, framework.variant.title) for key, framework in kinds.items())]
    return [ask.select("kind", choices, FULL), ask.text("reason", optional=True)]


def started_modal(context: ViewContext, meta: ModalMetadata) -> View:
    """Where it will be, and the button to assign people."""
    audit, say = context.audit, context.say
    where = mrkdwn.channel(audit.channel) if audit.channel else mrkdwn.code(f"#{audit.wants_channel}")
    key = "started-here" if audit.channel else "started-channel"
    blocks = [
        *section(say(key, name=context.name, where=where)),
        *small(mrkdwn.escape(calendar_line(say, audit.calendar))),
        *actions(button(say("button-people"), ActionId.PEOPLE, ButtonValue(audit=audit.key), "primary")),
    ]
    return modal(say, "started", meta, blocks, submits=False)


def approve_variant(press: Press, author: Author, audit: Audit) -> Command:
    """The reason for a smaller audit is good."""
    return ApproveVariant(**author.common(audit.key, request_of_press(press, audit)))


class RefuseVariantForm(Form):
    """Why a smaller audit is not enough."""

    callback = "refuse-variant"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The reason of the smaller audit, and room for why it is not enough."""
        _, context = await audit_in_view(ctx, value)
        said = f"{context.quoted(context.audit.variant_reason)}\n{context.say('refuse-variant-what')}"
        return Open(reason_modal(context, self.callback, metadata_for(ctx, value), said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """It needs a full audit, with the reason."""
        common = author.common(audit.key, submission.meta.request)
        return (RefuseVariant(**common, reason=author.prose(submission.form.text("reason"))),)


async def upgrade(ctx: RequestContext, press: Press) -> Response:
    """Go on as a full audit, by the framework in force now."""
    loaded = await ctx.audit(press.value.audit)
    author = await ctx.author()
    common = author.common(loaded.audit.key, request_of_press(press, loaded.audit))
    command = UpgradeAudit(**common, framework=author.prose(frozen(ctx.deps.framework)))
    await ctx.execute(command, known=loaded)
    return DONE


def frozen(framework: Framework) -> str:
    """A framework as an audit keeps it: canonical JSON."""
    return rfc8785.dumps(framework.model_dump(mode="json")).decode()


def audit_keys(typed: str) -> tuple[str, ...]:
    """Keys of audits as somebody lists them: `A-3, A-7`, once each."""
    return tuple(dict.fromkeys(key.upper() for key in re.split(r"[\s,;]+", typed) if key))


async def _must_be_usable(ctx: RequestContext, block: str, channel: str | None) -> None:
    """Refuse a channel in which the audit could not be carried, before anybody waits for its decision there."""
    match await ctx.access.unusable(ctx.workspace, channel) if channel else None:
        case "channel-not-reached":
            raise Invalid("channel-not-reached", field=block, bot=identify(ctx.workspace, ctx.bot.bot_user))
        case "channel-restricted":
            raise Invalid("channel-restricted", field=block)


async def _known_audits(ctx: RequestContext, keys: tuple[str, ...]) -> None:
    """Refuse keys of audits that are not there."""
    there = {line.key for line in await ctx.deps.store.audits(ctx.workspace, keys=keys)} if keys else set()
    if missing := [key for key in keys if key not in there]:
        raise Invalid("origin-audit-unknown", audits=missing, field="made_from")


def subject(typed: str) -> Subject:
    """`Foo-7B 1.0` as a model and its version. Refuses a missing version: the audit is about exactly one."""
    model, _, version = typed.strip().rpartition(" ")
    if not model:
        raise Invalid("start-version-missing", field="model")
    return Subject(model=model.strip(), version=version)


def details_shown(context: ViewContext, stage: str) -> dict[str, str]:
    """What the modal of details shows, by its inputs."""
    audit = context.audit
    due = audit.stages[stage].due if stage else None
    return {
        "description": (context.raw(audit.description) or "").strip(),
        "asked_form": str(audit.asked_form),
        "decision_channel": audit.decision_channel,
        **({"made_from": ", ".join(audit.made_from)} if audit.rules > 1 else {}),
        **({"reach": (context.raw(audit.reach) or "").strip()} if audit.rules > 1 else {}),
        **({"next_form": str(audit.next_form)} if audit.rules > 1 else {}),
        **({"due": due.isoformat() if due else ""} if stage else {}),
    }
