"""The modals of risks and thresholds.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import rfc8785
from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import RecordRisk, SetThreshold, ThresholdPaper
from bot.domain.evaluations.expectations import without_threshold
from bot.domain.evaluations.late_risks import all_risks, latest_risk
from bot.domain.evaluations.state import Direction, Risk, Terms
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.evaluations.measurements import samples_line
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Choice, Inputs, form_choices, modal, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata, ModalState
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

NEW = "new"

SCALE: tuple[Choice, ...] = tuple((str(n), str(n)) for n in range(1, 6))

DIRECTIONS: dict[str, Direction] = {"at-most": "at-most", "at-least": "at-least"}


class RiskForm(Form):
    """A risk, or another word on one."""

    callback = "risk"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Put a risk on record, or change one."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """A new risk; or, where some are on record, perhaps one of them (`meta.key` chosen beforehand)."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = [*section(say("risk-what"))]
        if there := all_risks(context.audit):
            blocks.append(ask.select("risk", [(NEW, say("risk-new")), *risks_of(context, there)], meta.key or NEW))
        blocks += [
            ask.text("title", optional=bool(there)),
            ask.select("likelihood", _scale(context, "likelihood")),
            ask.select("severity", _scale(context, "severity")),
            ask.radio("priority", [("yes", say("risk-priority")), ("no", say("risk-no-priority"))], "yes"),
            *(self._concerns(context, ask, meta) if context.audit.rules > 1 else []),
        ]
        return modal(say, self.callback, meta, blocks)

    def _concerns(self, context: ViewContext, ask: Inputs, meta: ModalMetadata) -> list[Block]:
        """From which form on it counts, and whether tampering could bring it about."""
        say, known = context.say, latest_risk(context.audit, meta.key) if meta.key else None
        forms = [choice for choice in form_choices(context.framework) if choice[0] != "0"]
        could = [("yes", say("risk-tamperable")), ("no", say("risk-not-tamperable"))]
        return [
            ask.select("least_form", forms, str(known.least_form if known else 1)),
            ask.radio("tamperable", could, "yes" if known is None or known.tamperable else "no"),
        ]

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A risk, put on record or changed; without a title, a risk that is there keeps its own."""
        form, meta = submission.form, submission.meta
        chosen = form.choice("risk")
        return (
            RecordRisk(
                **author.common(audit.key, meta.request),
                risk="" if chosen == NEW else chosen,
                title=author.prose_if(form.text("title")),
                likelihood=_step(form, "likelihood"),
                severity=_step(form, "severity"),
                priority=one_of(form.choice("priority"), ("yes", "no"), "priority") == "yes",
                least_form=next(iter(numbers((form.choice("least_form"),))), 1) if form.choice("least_form") else 1,
                tamperable=form.choice("tamperable") != "no",
            ),
        )


class ThresholdForm(Form):
    """What a risk's results are held against."""

    callback = "threshold"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Set a threshold for a risk."""
        loaded, context = await audit_in_view(ctx, value)
        if not all_risks(loaded.audit):
            raise NotNow("risk-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """What a risk's results are held against: sealed, except for the metric. It begins with what is expected."""
        say, ask = context.say, Inputs(context.say, self.callback)
        directions = [(d, say(f"direction-{d}")) for d in ("at-most", "at-least")]
        risk = latest_risk(context.audit, meta.key) if meta.key else None
        wanted = without_threshold(context.audit, context.framework, risk) if risk else []
        begun = next(iter(wanted), None)
        blocks: list[Block] = [
            *section(say("threshold-what")),
            ask.select("risk", risks_of(context, all_risks(context.audit)), meta.key),
            ask.text("metric", initial=begun.metric if begun else ""),
            ask.radio("direction", directions, begun.terms.direction if begun else "at-most"),
            ask.text("limit", initial=f"{begun.terms.value:g}" if begun else ""),
            ask.text("margin", optional=True),
            *small(say("threshold-sealed")),
            *(actions(self._correction(context)) if context.audit.rules > 1 and _thresholds(context.audit) else []),
        ]
        return modal(say, self.callback, meta, blocks)

    def _correction(self, context: ViewContext) -> ButtonElement:
        """The way to one that was set by mistake."""
        value = ButtonValue(audit=context.audit.key)
        return button(context.say("button-correct-threshold"), ActionId.CORRECT_THRESHOLD, value)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A threshold, sealed."""
        form, meta = submission.form, submission.meta
        paper = ThresholdPaper(metric=form.text("metric"), terms=terms_in(form))
        sealed = author.prose(rfc8785.dumps(paper.model_dump(mode="json")).decode(), sealed=True)
        common = author.common(audit.key, meta.request)
        return (SetThreshold(**common, risk=form.choice("risk"), paper=paper, sealed=sealed),)

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Sealed; and how many samples it takes, to whoever set it alone: the number would give the value away."""
        if loaded.audit.rules < 2:
            return DONE
        said = section(ctx.say("threshold-set")) + section(samples_line(ctx.say, terms_in(submission.form)))
        return Redraw(text_modal(ctx.say, said, ctx.say("modal-threshold")))


def _thresholds(audit: Audit) -> bool:
    return any(risk.thresholds for risk in all_risks(audit))


def terms_in(form: ModalState) -> Terms:
    """What a threshold asks for, as it was typed."""
    direction = DIRECTIONS[one_of(form.choice("direction"), tuple(DIRECTIONS), "direction")]
    margin = figure_in(form, "margin") if form.text("margin") else None
    return Terms(direction=direction, value=figure_in(form, "limit"), margin=margin)


def _scale(context: ViewContext, kind: str) -> list[Choice]:
    return [(value, context.say("scale", number=value, words=context.say(f"{kind}-{value}"))) for value, _ in SCALE]


def risks_of(context: ViewContext, risks: Sequence[Risk] | None = None) -> list[Choice]:
    """Risks with their keys."""
    return [
        (r.key, context.say("risk-option", risk=r.key, title=context.raw(r.title) or context.say("removed-plain")))
        for r in (context.audit.risks if risks is None else risks)
    ]


def _step(form: ModalState, block: str) -> int:
    if not form.choice(block):
        raise Invalid("input-missing", field=block)
    return numbers((form.choice(block),))[0]


def figure_in(form: ModalState, block: str) -> float:
    """A typed number; per cent are understood, and a decimal comma."""
    typed = form.text(block).replace(",", ".").strip()
    percent = typed.endswith("%")
    try:
        value = float(typed.removesuffix("%").strip())
    except ValueError:
        raise Invalid("number-unreadable", field=block) from None
    if not math.isfinite(value):
        raise Invalid("number-unreadable", field=block)
    return value / 100 if percent else value
