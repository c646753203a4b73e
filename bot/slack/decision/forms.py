"""The modals of the decision: a hold, what would cancel it, a release in steps, a decision taken elsewhere.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    LiftHold,
    PostDecision,
    ProposeOutside,
    ReportCancelling,
    StageRelease,
)
from bot.domain.decision.external_decision import most_supported
from bot.domain.decision.rules import hold_refusal, may_hold, proposal_of
from bot.domain.decision.state import Decision, Proposal, Report
from bot.domain.decision.suspension import (
    answering,
    cancelling_conditions,
    cannot_be_recalled,
    may_overrule,
    needs_decision,
    stage_for,
)
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power
from bot.ports.store import Loaded
from bot.slack.decision.suspension import cause_title, report_with
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, form_choices, modal, reason_modal, stage_choices
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata, ParseProblem
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class HoldForm(Form):
    """Why a decision is not to be posted yet."""

    callback = "hold"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The reason for a hold; of the standing proposal where the button names none."""
        loaded, context = await audit_in_view(ctx, value)
        standing = loaded.audit.proposal
        proposal = proposal_of(loaded.audit, value.number or (standing.round if standing else 0))
        if not may_hold(loaded.audit, loaded.framework, ctx.who, ctx.now):
            raise hold_refusal(loaded.audit, proposal)
        said = context.say(
            "hold-what",
            name=context.name,
            until=proposal.until,
            days=loaded.framework.decision.hold_days,
        )
        return Open(reason_modal(context, self.callback, metadata_for(ctx, value, number=proposal.round), said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Stop the posting, with the reason."""
        meta = submission.meta
        common = author.common(audit.key, meta.request)
        return (CallHold(**common, round=meta.number, reason=author.prose(submission.form.text("reason"))),)


class HappenedForm(Form):
    """What would cancel the decision in force; open to whoever reads that decision."""

    callback = "happened"

    async def load(self, ctx: RequestContext, audit: str) -> Loaded:
        """A decided audit, for whoever may read its decision."""
        return await ctx.decision(audit)

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Something happened that would cancel the decision in force: whoever reads it may say so."""
        loaded = await self.load(ctx, value.audit)
        return Open(self.view(ctx.bare_view_context(loaded), metadata_for(ctx, value), needs_decision(loaded.audit)))

    def view(self, context: ViewContext, meta: ModalMetadata, decision: Decision) -> View:
        """What happened, and how one knows."""
        say, ask = context.say, Inputs(context.say, self.callback)
        causes = [(c.key, c.title) for c in cancelling_conditions(context.framework, decision.forms)]
        blocks: list[Block] = [
            *section(say("happened-what", name=context.name, form=context.form_title(decision.form))),
            ask.select("cause", causes),
            ask.text("text", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Something happened that would cancel the decision."""
        form, common = submission.form, author.common(audit.key, submission.meta.request)
        return (ReportCancelling(**common, cause=form.choice("cause"), text=author.prose(form.text("text"))),)


class AnswerReportForm(Form):
    """Whether what was reported happened, and what follows."""

    callback = "answer-report"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Whether it happened."""
        loaded, context = await audit_in_view(ctx, value)
        decision, found = needs_decision(loaded.audit), report_with(context, value.number)
        overrules = found is not None and may_overrule(loaded.audit, loaded.framework, found, ctx.who, ctx.now)
        if found is None or (found.status != "open" and not overrules):
            raise NotNow("report-answered")
        able = answering(loaded.audit, loaded.framework, found, ctx.today_in(loaded.audit))
        if not overrules and ctx.who not in able:
            raise NotAllowed("report-lead-only", person=able[0] if able else loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), found, decision.form))

    def view(self, context: ViewContext, meta: ModalMetadata, found: Report, form: int) -> View:
        """Whether it happened; if so, where it is looked at again and who sees to containment."""
        say, ask = context.say, Inputs(context.say, self.callback)
        back = [s.key for s in context.framework.stages if not s.ballot]
        gone = cannot_be_recalled(context.framework, form)
        said = say("answer-report-what", who=context.mention(found.by), cause=cause_title(context, found.cause))
        blocks: list[Block] = [
            *section(f"{said}\n{context.quoted(found.text)}"),
            *(section(say("decision-not-recalled")) if gone else []),
            ask.radio("happened", [("yes", say("answer-report-yes")), ("no", say("answer-report-no"))]),
            ask.select(
                "stage",
                stage_choices(context.framework, back),
                stage_for(context.framework, found.cause),
                optional=True,
            ),
            ask.person("containment", optional=True),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Whether it happened."""
        form, meta = submission.form, submission.meta
        happened = one_of(form.choice("happened"), ("yes", "no"), "happened") == "yes"
        common = author.common(audit.key, meta.request)
        contained = form.user("containment")
        return (
            AnswerReport(
                **common,
                report=meta.number,
                happened=happened,
                why=author.prose(form.text("why")),
                stage=form.choice("stage") if happened else "",
                containment=author.person(contained) if happened and contained else None,
            ),
        )


class StageReleaseForm(Form):
    """A release in steps."""

    callback = "stage-release"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A release in steps."""
        loaded, context = await audit_in_view(ctx, value)
        decided = None if loaded.audit.ended else loaded.audit.proposal or loaded.audit.in_force
        if decided is None:
            raise NotNow("stage-release-none")
        if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
            raise NotAllowed("followed-lead-only", person=loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), decided))

    def view(self, context: ViewContext, meta: ModalMetadata, decided: Decision | Proposal) -> View:
        """Which more open form is not reconsidered before a day; of no release, what would reopen the question."""
        say, ask, known = context.say, Inputs(context.say, self.callback), context.audit.staging
        more = form_choices(context.framework, least=decided.form + 1)
        initial = str(known.form) if known and known.form is not None else ""
        blocks: list[Block] = [
            *section(say("stage-release-what", form=context.form_title(decided.form))),
            *([ask.select("form", more, initial, optional=True)] if more else []),
            ask.day("not_before", known.not_before if known else None, optional=True),
            ask.text("words", initial=(context.raw(known.words) or "") if known else "", lines=True, optional=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A release in steps; of no release, what would reopen the question."""
        form, common = submission.form, author.common(audit.key, submission.meta.request)
        chosen = form.choice("form")
        return (
            StageRelease(
                **common,
                form=_number(chosen) if chosen else None,
                not_before=form.day("not_before"),
                words=author.prose_if(form.text("words")),
            ),
        )


class OutsideForm(Form):
    """A decision taken outside the audit."""

    callback = "outside"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A decision taken outside the audit."""
        loaded, context = await audit_in_view(ctx, value)
        if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
            raise NotAllowed("outside-lead-only", person=loaded.audit.lead or "")
        return Open(self.view(context, metadata_for(ctx, value), most_supported(loaded.audit, loaded.framework)))

    def view(self, context: ViewContext, meta: ModalMetadata, supported: int) -> View:
        """What was decided elsewhere, by whom, and why not here."""
        say, ask = context.say, Inputs(context.say, self.callback)
        what = "outside-what" if context.audit.rules < 2 else "outside-what-statement"
        blocks: list[Block] = [
            *section(say(what, name=context.name, supported=context.form_title(supported))),
            ask.select("form", form_choices(context.framework)),
            ask.text("words", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The lead asks to record a decision taken outside."""
        form, common = submission.form, author.common(audit.key, submission.meta.request)
        number = _number(form.choice("form"))
        return (ProposeOutside(**common, form=number, words=author.prose(form.text("words"))),)


def lift_hold(press: Press, author: Author, audit: Audit) -> Command:
    """Whoever called a hold lifts it."""
    number = press.value.key
    if not number.isdigit():
        raise ParseProblem("the button names no hold")
    return LiftHold(
        **author.common(audit.key, request_of_press(press, audit)), round=press.value.number, hold=int(number)
    )


def post_decision(press: Press, author: Author, audit: Audit) -> Command:
    """The lead posts what no hold stops any more."""
    return PostDecision(**author.common(audit.key, request_of_press(press, audit)), round=press.value.number)


def _number(chosen: str) -> int:
    return next(iter(numbers((chosen,))), -1)


def second_outside(press: Press, author: Author, audit: Audit) -> Command:
    """A board member seconds it."""
    return AnswerOutside(**author.common(audit.key, request_of_press(press, audit)), confirm=True)


def refuse_outside(press: Press, author: Author, audit: Audit) -> Command:
    """A board member refuses it."""
    return AnswerOutside(**author.common(audit.key, request_of_press(press, audit)), confirm=False)
