"""A threshold that was a mistake, in Slack: the modal in which a reviewer says so, and the second one's answer.

Owns both. Must not know rules.
"""

from __future__ import annotations

import rfc8785
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import AnswerThresholdCorrection, CorrectThreshold, ThresholdPaper
from bot.domain.evaluations.late_risks import all_risks, lies_beside
from bot.domain.evaluations.state import Risk, Threshold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.evaluations.measurements import figure
from bot.slack.evaluations.risk_forms import terms_in
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MOST_OPTIONS, Inputs, modal, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

HOW = ("replace", "withdraw")


class CorrectThresholdForm(Form):
    """A reviewer would withdraw a threshold, or have another one in its place."""

    callback = "correct-threshold"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say which threshold was a mistake."""
        loaded, context = await audit_in_view(ctx, value)
        if not any(risk.thresholds for risk in all_risks(loaded.audit)):
            raise NotNow("threshold-correction-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The thresholds that count or lie beside, and what one of them was meant to be."""
        say, ask = context.say, Inputs(context.say, self.callback)
        thresholds = [(_key(r, t), _label(context, r, t)) for r in all_risks(context.audit) for t in r.thresholds]
        blocks: list[Block] = [
            *section(say("correct-threshold-what")),
            ask.select("threshold", thresholds[-MOST_OPTIONS:]),
            ask.radio("how", [(how, say(f"correct-threshold-{how}")) for how in HOW], HOW[0]),
            ask.text("metric", optional=True),
            ask.radio("direction", [(d, say(f"direction-{d}")) for d in ("at-most", "at-least")], "at-most"),
            ask.text("limit", optional=True),
            ask.text("margin", optional=True),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """What is to stand in its place, sealed; or nothing."""
        form, meta = submission.form, submission.meta
        key, _, number = form.choice("threshold").partition("#")
        common = {
            **author.common(audit.key, meta.request),
            "risk": key,
            "number": next(iter(numbers((number,))), 0),
            "why": author.prose(form.text("why")),
        }
        if one_of(form.choice("how"), HOW, "how") == "withdraw":
            return (CorrectThreshold(**common),)
        found = (t for r in all_risks(audit) for t in r.thresholds if _key(r, t) == form.choice("threshold"))
        metric = form.text("metric") or next((t.metric for t in found), "")
        paper = ThresholdPaper(metric=metric, terms=terms_in(form))
        sealed = author.prose(rfc8785.dumps(paper.model_dump(mode="json")).decode(), sealed=True)
        return (CorrectThreshold(**common, paper=paper, sealed=sealed),)

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """A second is asked."""
        return Redraw(
            text_modal(ctx.say, section(ctx.say("correct-threshold-asked")), ctx.say("modal-correct-threshold"))
        )


def _key(risk: Risk, threshold: Threshold) -> str:
    return f"{risk.key}#{threshold.number}"


def _label(context: ViewContext, risk: Risk, threshold: Threshold) -> str:
    """Its value, where it was opened."""
    say, terms, number = context.say, threshold.terms, threshold.number
    if lies_beside(context.audit, risk.key, number):
        return say("correct-threshold-option-beside", risk=risk.key, metric=threshold.metric, number=number)
    if terms is None:
        return say("correct-threshold-option-sealed", risk=risk.key, metric=threshold.metric, number=number)
    value = figure(terms.value)
    return say(
        "correct-threshold-option-open",
        risk=risk.key,
        metric=threshold.metric,
        direction=terms.direction,
        value=value,
        number=number,
    )


def agree(press: Press, author: Author, audit: Audit) -> Command:
    """[It was a mistake]: a second agrees."""
    return _answer(press, author, audit, confirm=True)


def refuse(press: Press, author: Author, audit: Audit) -> Command:
    """[It stays]: the threshold counts as it is."""
    return _answer(press, author, audit, confirm=False)


def _answer(press: Press, author: Author, audit: Audit, *, confirm: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerThresholdCorrection(**common, number=press.value.number, confirm=confirm)
