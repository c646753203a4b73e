"""The modals of results: which risk one speaks to, carrying one over, a new version of the model.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerGuardedResult,
    AnswerVersion,
    CarryResult,
    ChangeModel,
    DismissResult,
    RerunResult,
)
from bot.domain.evaluations.excerpt import Excerpt, chosen_value, compared_with, excerpt
from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.rules import guards_count
from bot.domain.evaluations.scales import on_two_scales
from bot.domain.evaluations.state import Result, Risk
from bot.domain.evaluations.verdicts import is_metric, prioritised_risks, verdict_on
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.state import Subject
from bot.ports.store import Loaded
from bot.slack.evaluations.measurements import figure, note_lines, one_line, unsure
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit.action_ids import ButtonValue, shown_version, version_in
from bot.slack.kit.block_kit import divider, section
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.contents import stored
from bot.slack.kit.form import Form
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.modal import OPTION, Choice, Inputs, modal, reason_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Response
from bot.slack.kit.view_context import ViewContext


class PlaceResultForm(Form):
    """Which risk a result speaks to."""

    callback = "place-result"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say which risk a result speaks to."""
        loaded, context = await audit_in_view(ctx, value)
        result = loaded.audit.result(value.number)
        if result is None or result.reading is None:
            raise NotNow("result-gone")
        if not loaded.audit.risks:
            raise NotNow("risk-none")
        text = await _said(ctx, result)
        wanted = tuple({t.metric for r in loaded.audit.risks for t in r.thresholds})
        found = await stored(ctx, excerpt, text, *compared_with(loaded.audit, result), wanted)
        if found is None or not found.count:
            raise NotNow("result-empty")
        if not found.offered:
            raise NotNow("result-one-name")
        return Open(self.view(context, metadata_for(ctx, value), result, found))

    def view(self, context: ViewContext, meta: ModalMetadata, result: Result, found: Excerpt) -> View:
        """Which risk a result speaks to, and through which of its values."""
        say, ask = context.say, Inputs(context.say, self.callback)
        notes = note_lines(context, found)
        blocks: list[Block] = [
            *section(one_line(context, result, found)),
            *(section("\n".join([say("place-misfits"), *notes])) if notes else []),
            divider(),
            ask.select("risk", risks_of(context, _tested_first(context))),
            ask.select("measured", values_of(found)),
            *([ask.text("why", lines=True, optional=True)] if notes else []),
            *([ask.text("scale", lines=True, optional=True)] if _may_differ_in_scale(context, found) else []),
            *([ask.text("guard", lines=True, optional=True)] if _may_be_guarded(context) else []),
        ]
        return modal(say, self.callback, meta, blocks)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """With the value that was chosen, as it is stored. Raises NotNow where the file was erased, and Invalid."""
        text = await _said(ctx, loaded.audit.result(submission.meta.number))
        chosen = await stored(ctx, chosen_value, text, submission.form.choice("measured"))
        return await ctx.author(said=chosen.model_dump_json())

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A result speaks to a risk, through one of its values. `author.said` is the one that was chosen."""
        form, meta = submission.form, submission.meta
        if not author.said:
            raise NotNow("result-empty")
        return (
            AdmitResult(
                **author.common(audit.key, meta.request),
                number=meta.number,
                risk=form.choice("risk"),
                measured=Measurement.model_validate_json(author.said),
                why=author.prose_if(form.text("why")),
                scale=author.prose_if(form.text("scale")),
                guard=author.prose_if(form.text("guard")),
            ),
        )


def _may_differ_in_scale(context: ViewContext, found: Excerpt) -> bool:
    """Whether one of the values looks like a share and a threshold that is open like per cent, or the other way."""
    return context.audit.rules > 1 and any(
        t.terms and is_metric(context.audit, risk.key, t.metric, each.label) and on_two_scales(each, t.terms)
        for risk in context.audit.risks
        for t in risk.thresholds
        for _, each in found.offered
    )


def _may_be_guarded(context: ViewContext) -> bool:
    """Whether a risk fails, and its test may be run again behind changed filters or another system prompt."""
    audit = context.audit
    fails = any(verdict_on(audit, risk) == "does-not-support" for risk in prioritised_risks(audit))
    return fails and guards_count(audit, context.framework)


class CarryResultForm(Form):
    """Why a result also speaks for the new version of the model."""

    callback = "carry-result"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Carry a result over to the new version of the model, because ..."""
        loaded, context = await audit_in_view(ctx, value)
        said = context.say("carry-what", number=value.number, model=context.model)
        meta = metadata_for(ctx, value, seen=shown_version(loaded.audit))
        return Open(reason_modal(context, self.callback, meta, said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A result of an earlier version also speaks for the new one, because ..."""
        meta, why = submission.meta, author.prose(submission.form.text("reason"))
        common, model = author.common(audit.key, meta.request), version_in(meta.seen)
        return (CarryResult(**common, number=meta.number, why=why, model=model),)


class DismissResultForm(Form):
    """Why a file is no result for this audit."""

    callback = "dismiss-result"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Leave a result out, because ..."""
        _, context = await audit_in_view(ctx, value)
        said = context.say("dismiss-what", number=value.number)
        return Open(reason_modal(context, self.callback, metadata_for(ctx, value), said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The file is left out, because ..."""
        meta, why = submission.meta, author.prose(submission.form.text("reason"))
        return (DismissResult(**author.common(audit.key, meta.request), number=meta.number, why=why),)


LINES: Final[dict[str, Literal["same-line", "another-model"]]] = {
    "same-line": "same-line",
    "another-model": "another-model",
}


class NewModelForm(Form):
    """A new version of the model."""

    callback = "new-model"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A new version of the model."""
        _, context = await audit_in_view(ctx, value)
        draw = self.declaration if context.audit.rules > 1 else self.view
        return Open(draw(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The audit goes on with a new version of the model; what becomes of the results is asked afterwards."""
        say, ask = context.say, Inputs(context.say, self.callback)
        results = [r for r in context.audit.results if r.status == "admitted"]
        blocks: list[Block] = [
            *section(say("new-model-what", model=context.model, count=len(results))),
            *([] if context.audit.weights else section(say("new-model-weights"))),
            ask.text("model", initial=context.audit.subject.model),
            ask.text("version", initial="" if context.audit.weights else context.audit.subject.version),
            ask.text("weights", optional=True),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def declaration(self, context: ViewContext, meta: ModalMetadata) -> View:
        """The same where a reviewer has to say so, too: of whose manifest, and whether it is another model."""
        say, ask = context.say, Inputs(context.say, self.callback)
        builds = dict.fromkeys(m.fingerprint for m in context.audit.manifests if m.status == "stated")
        others = [(build, build) for build in builds if build != context.audit.weights]
        lines = [(line, say(f"version-{line}")) for line in ("same-line", "another-model")]
        blocks: list[Block] = [
            *section(say("new-version-what", model=context.model)),
            ask.text("model", initial=context.audit.subject.model),
            ask.text("version"),
            *([ask.select("weights", others, optional=True)] if others else section(say("new-version-no-manifest"))),
            ask.radio("line", lines, "same-line"),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The audit goes on with a new version of the model."""
        form, meta = submission.form, submission.meta
        return (
            ChangeModel(
                **author.common(audit.key, meta.request),
                subject=Subject(model=form.text("model"), version=form.text("version")),
                weights=form.text("weights") or form.choice("weights"),
                line=LINES.get(form.choice("line"), ""),
                why=author.prose(form.text("why")),
            ),
        )


def _tested_first(context: ViewContext) -> list[Risk]:
    return sorted(context.audit.risks, key=lambda r: not r.priority)


async def _said(ctx: RequestContext, result: Result | None) -> str:
    """What a result file says, as it is stored; empty where it was erased."""
    reading = result.reading if result else None
    return (await ctx.deps.store.texts(ctx.workspace, [reading])).get(reading, "") if reading else ""


def values_of(found: Excerpt) -> list[Choice]:
    """The values that are offered, by their place in the file."""
    several = len({each.model for _, each in found.offered}) > 1
    named = [(n, _value(each, several=several)) for n, each in found.offered]
    seen = Counter(shortened(name, OPTION) for _, name in named)
    return [(str(n), f"{n + 1}. {name}" if seen[shortened(name, OPTION)] > 1 else name) for n, name in named]


def _value(each: Measurement, *, several: bool) -> str:
    """The figure first: a long name of a task is cut at its end. `several`: systems were tested."""
    whose = str(each.model) if several else ""
    parts = filter(None, (each.label, whose, each.task, str(each.dataset)))
    return f"{figure(each.value)}{unsure(each.uncertainty)} {' · '.join(parts)}"


def declare_version(press: Press, author: Author, audit: Audit) -> Command:
    """[Declare it]: a reviewer says, too, that there is a new version."""
    return _answer_version(press, author, audit, confirm=True)


def refuse_version(press: Press, author: Author, audit: Audit) -> Command:
    """[No new version]: the audit goes on with the one it is about."""
    return _answer_version(press, author, audit, confirm=False)


def _answer_version(press: Press, author: Author, audit: Audit, *, confirm: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerVersion(**common, number=press.value.number, confirm=confirm)


async def dismiss(ctx: RequestContext, press: Press) -> Response:
    """[No result, just talk]: by the first edition of the rules at once, by later ones with a reason."""
    loaded = await ctx.audit(press.value.audit)
    if loaded.audit.rules > 1:
        return await Opens(DismissResultForm()).press(ctx, press)
    common = (await ctx.author()).common(loaded.audit.key, request_of_press(press, loaded.audit))
    await ctx.execute(DismissResult(**common, number=press.value.number), known=loaded)
    return DONE


def rerun(press: Press, author: Author, audit: Audit) -> Command:
    """[Run it again]: the result of an earlier version counts no longer."""
    common, model = author.common(audit.key, request_of_press(press, audit)), version_in(press.value.seen)
    return RerunResult(**common, number=press.value.number, model=model)


def guarded(press: Press, author: Author, audit: Audit) -> Command:
    """[Yes, admit it]: another reviewer agrees that it was run behind changed filters or another system prompt."""
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerGuardedResult(**common, number=press.value.number, confirm=True)


def not_guarded(press: Press, author: Author, audit: Audit) -> Command:
    """[No]: what it speaks to has to be said anew."""
    common = author.common(audit.key, request_of_press(press, audit))
    return AnswerGuardedResult(**common, number=press.value.number, confirm=False)
