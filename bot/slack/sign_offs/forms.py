"""The modals of approvals: signing, withdrawing, responding.

Owns opening, drawing and reading them, and what changed while one was open. Must not know rules.
"""

from __future__ import annotations

from typing import cast, get_args

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.ballot.state import When
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.evidence import evidence_of, origin_stage
from bot.domain.kernel.framework import StageSpec
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.duties import CloseStageDuty
from bot.domain.roster.roles import is_named
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from bot.domain.sign_offs.rules import says_what_is_left_out
from bot.domain.sign_offs.state import ResponseVerdict, Verdict
from bot.ports.store import Loaded
from bot.slack.documents.lines import document_line
from bot.slack.evaluations.kind_lines import kind_lines
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, divider, lines, section, small
from bot.slack.kit.concurrent_edits import redrawn_with_changes, with_new_request
from bot.slack.kit.earlier_audits import origin_line
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, document_choices, modal, reason_modal, signed_modal
from bot.slack.kit.modal_opening import audit_in_view, known_stage, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

VERDICTS = ("approve", "approve-if", "request-changes")


class SignForm(Form):
    """The verdict of one role on a stage."""

    callback = "sign"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The verdict of one role on a stage, bound to its evidence as it stands now."""
        loaded, context = await audit_in_view(ctx, value)
        stage = known_stage(loaded, value.stage)
        role = _signing_role(ctx, loaded, stage, value.role)
        evidence = evidence_of(loaded.audit, loaded.framework, stage)
        return Open(self.view(context, metadata_for(ctx, value, role=role, seen=evidence)))

    def view(self, context: ViewContext, meta: ModalMetadata, verdict: str = "") -> View:
        """The comment's input appears in place once a verdict needs one. `meta.seen` is the evidence shown."""
        say, ask = context.say, Inputs(context.say, self.callback)
        spec = context.framework.stage(meta.stage)
        blocks: list[Block] = [
            *section(say("sign-title", stage=mrkdwn.escape(spec.title), name=context.name)),
            *_documents(context, spec),
            *lines(_problems(context, meta.stage), say("sign-problems")),
            *lines(_thresholds(context, spec), say("sign-thresholds")),
            *lines(kind_lines(context) if spec.risk_kinds else (), say("sign-kinds")),
            *small(say("sign-evidence", fingerprint=mrkdwn.fingerprint(meta.seen))),
            divider(),
            *_origin(context, spec),
            *_benefits(context, spec),
            *section(_statement(context, spec, meta.role)),
            ask.radio("verdict", [(v, say(f"sign-{v}")) for v in VERDICTS], verdict, redraws=True),
        ]
        if verdict == "approve-if":
            blocks.append(ask.text("condition", lines=True))
            if context.audit.rules > 1:
                whens = [(when, say(f"sign-when-{when}")) for when in get_args(When)]
                blocks.append(ask.select("when", whens, "before", optional=True))
        if verdict in ("approve", "approve-if") and says_what_is_left_out(context.framework, meta.stage, meta.role):
            blocks.append(ask.text("left-out", lines=True, optional=True))
        if verdict == "request-changes":
            there = [a for a in spec.artifacts if context.audit.latest(a.key)]
            blocks += [ask.select("artifact", document_choices(context.framework, there or spec.artifacts))]
            blocks += [ask.text("what", lines=True)]
        return modal(say, self.callback, meta, blocks, title=spec.title)

    async def redraw(self, ctx: RequestContext, press: Press) -> Response:
        """A verdict was chosen: its input appears. The memory stays, and with it the evidence that was shown."""
        if press.meta is None:
            return DONE
        _, context = await audit_in_view(ctx, ButtonValue(audit=press.meta.audit))
        chosen = press.form.choice("verdict")
        return Redraw(self.view(context, press.meta, chosen if chosen in VERDICTS else ""))

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """The approval once more, where the evidence changed since it was opened."""
        meta = submission.meta
        if meta.stage not in loaded.audit.stages or loaded.audit.stages[meta.stage].status != "open":
            return None
        evidence = evidence_of(loaded.audit, loaded.framework, meta.stage)
        if meta.seen == evidence:
            return None
        context = await ctx.view_context(loaded)
        chosen = submission.form.choice("verdict")
        meta = meta.replace(seen=evidence)
        view = self.view(context, with_new_request(ctx, meta), chosen if chosen in VERDICTS else "")
        return redrawn_with_changes(ctx, view, [ctx.say("meanwhile-evidence", stage=context.stage_title(meta.stage))])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A verdict on the evidence the modal showed. The comment is the condition, or what is wrong."""
        form, meta = submission.form, submission.meta
        verdict = cast(Verdict, one_of(form.choice("verdict"), get_args(Verdict), "verdict"))
        return (
            SignOff(
                **author.common(audit.key, meta.request),
                stage=meta.stage,
                role=meta.role,
                verdict=verdict,
                seen=meta.seen,
                condition=author.prose_if(form.text("condition")) if verdict == "approve-if" else None,
                condition_when=cast(When, one_of(form.choice("when") or "before", get_args(When), "when")),
                artifact=form.choice("artifact") if verdict == "request-changes" else "",
                what=author.prose_if(form.text("what")) if verdict == "request-changes" else None,
                left_out=author.prose_if(form.text("left-out")) if verdict != "request-changes" else None,
            ),
        )

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Recorded, with the way to take it back, and to close the stage where it was the last; a request for changes
        needs none.
        """
        if submission.form.choice("verdict") == "request-changes":
            return DONE
        context = ctx.bare_view_context(loaded)
        to_close = (d for d in context.duties if isinstance(d, CloseStageDuty) and d.stage == submission.meta.stage)
        closes = any(duty.person == ctx.who for duty in to_close)
        return Redraw(signed_modal(context, with_new_request(ctx, submission.meta), closes=closes))


def _benefits(context: ViewContext, spec: StageSpec) -> list[Block]:
    """Why the auditors say that the benefits outweigh the risks: whoever signs this stage signs that."""
    given = [r for r in context.audit.recommendations if r.benefits] if spec.recommended_by else []
    return [
        block
        for r in given
        for block in section(
            context.say("sign-benefits", who=context.mention(r.person), form=context.form_title(r.form))
            + f"\n{context.quoted(r.benefits)}"
        )
    ]


def _thresholds(context: ViewContext, spec: StageSpec) -> list[str]:
    """What anybody signs of thresholds: the metric of each and the fingerprint of what is sealed; no value."""
    shown = spec.risks and context.audit.rules > 1
    return [
        context.say(
            "sign-threshold", risk=risk.key, metric=mrkdwn.code(t.metric), fingerprint=mrkdwn.fingerprint(t.sealed)
        )
        for risk in (context.audit.risks if shown else ())
        for t in risk.thresholds
    ]


def _origin(context: ViewContext, spec: StageSpec) -> list[Block]:
    """What reviewers confirm with the first stage that they sign."""
    asked = context.audit.rules > 1 and spec.key == origin_stage(context.framework)
    return section(origin_line(context)) if asked else []


def _signing_role(ctx: RequestContext, loaded: Loaded, stage: str, wanted: str) -> str:
    """The role in which a person signs: the button's, or the first of theirs that may. Refuses who has none."""
    asked = (rule.role for rule in loaded.framework.stage(stage).sign_offs)
    able = [role for role in asked if is_named(loaded.audit, role, ctx.who, ctx.today_in(loaded.audit))]
    if not able:
        raise NotAllowed("sign-no-role", person=loaded.audit.lead or "")
    return wanted if wanted in able else able[0]


class WithdrawForm(Form):
    """Why an approval is taken back."""

    callback = "withdraw"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Take back an approval."""
        _, context = await audit_in_view(ctx, value)
        said = context.say("withdraw-what", stage=context.stage_title(value.stage), role=context.role_title(value.role))
        return Open(reason_modal(context, self.callback, metadata_for(ctx, value), said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Take back an approval, with a reason."""
        meta = submission.meta
        common = author.common(audit.key, meta.request)
        reason = author.prose(submission.form.text("reason"))
        return (WithdrawSignature(**common, stage=meta.stage, role=meta.role, reason=reason),)


class RespondForm(Form):
    """What builders answer to the facts of a stage."""

    callback = "respond"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Builders answer the facts of a stage."""
        loaded, context = await audit_in_view(ctx, value)
        known_stage(loaded, value.stage)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Facts correct, or which one is wrong."""
        say, ask = context.say, Inputs(context.say, self.callback)
        choices = [("facts-correct", say("respond-correct")), ("factual-error", say("respond-error"))]
        blocks = [
            *section(say("respond-what", stage=context.stage_title(meta.stage))),
            ask.radio("verdict", choices),
            ask.text("text", lines=True, optional=True),
        ]
        return modal(say, self.callback, meta, blocks, title=context.framework.stage(meta.stage).title)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A builder answers a stage's statements of fact."""
        form, meta = submission.form, submission.meta
        verdict = cast(ResponseVerdict, one_of(form.choice("verdict"), get_args(ResponseVerdict), "verdict"))
        common = author.common(audit.key, meta.request)
        return (Respond(**common, stage=meta.stage, verdict=verdict, text=author.prose_if(form.text("text"))),)


def _documents(context: ViewContext, spec: StageSpec) -> list[Block]:
    """What is signed, each with the button to read it."""
    blocks: list[Block] = []
    for a in spec.artifacts:
        version = context.audit.accepted(a.key) or context.audit.latest(a.key)
        if version:
            value = ButtonValue(audit=context.audit.key, artifact=a.key, number=version.number)
            opened = button(context.say("button-open-document"), ActionId.DOCUMENT, value)
            blocks += section(document_line(context, a, version), opened)
    return [*section(context.say("stage-card-documents")), *blocks] if blocks else []


def _problems(context: ViewContext, stage: str) -> list[str]:
    """Open problems of this stage: those of restricted documents without their words."""
    found = [f for f in context.audit.findings if f.disposition == "open" and f.stage == stage]
    return [
        context.say("finding-open", number=f.number, severity=context.say(f"severity-{f.severity}"))
        + "\n"
        + context.quoted_about(f.artifact, f.text)
        for f in found
    ]


def _statement(context: ViewContext, spec: StageSpec, role: str) -> str:
    rule = next((rule for rule in spec.sign_offs if rule.role == role), None)
    stated = mrkdwn.escape(rule.statement) if rule else context.say("a-stage")
    return context.say("sign-statement", role=context.role_title(role), statement=stated)


def still_approve(press: Press, author: Author, audit: Audit) -> Command:
    """[Still approve], of exactly the evidence the message showed."""
    value = press.value
    return SignOff(
        **author.common(audit.key, request_of_press(press, audit)),
        stage=value.stage,
        role=value.role,
        verdict="approve",
        seen=value.seen,
    )


def close_condition(press: Press, author: Author, audit: Audit) -> Command:
    """Its author says a condition is met."""
    return CloseCondition(**author.common(audit.key, request_of_press(press, audit)), condition=press.value.number)


def carry_condition(press: Press, author: Author, audit: Audit) -> Command:
    """The lead carries an open condition onto the ballot."""
    return CarryCondition(**author.common(audit.key, request_of_press(press, audit)), condition=press.value.number)
