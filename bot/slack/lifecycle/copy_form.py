"""The modal that copies from an earlier audit: its risks, thresholds that are open, documents; never a signature.

Owns which of them is offered, and to whom; what is copied is given anew by whoever copies it, and is accepted and
signed anew. People are suggested where they are assigned. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import rfc8785
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.documents.state import Version
from bot.domain.evaluations.commands import RecordRisk, SetThreshold, ThresholdPaper
from bot.domain.evaluations.events import RiskRecorded
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.state import Risk
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.roster.roles import holds_power, roles_of
from bot.ports.store import Loaded
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import MOST_OPTIONS, Choice, Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Response
from bot.slack.kit.view_context import ViewContext

LOOKED_THROUGH: Final = 10
"""Audits that are looked at, the newest first, until one has something to copy."""


@dataclass(frozen=True, slots=True)
class Found:
    """What of another audit somebody may copy."""

    earlier: ViewContext
    risks: tuple[Risk, ...] = ()
    documents: tuple[tuple[ArtifactSpec, Version], ...] = ()


class CopyForm(Form):
    """Which risks and documents of an earlier audit are copied."""

    callback = "copy"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The newest other audit that has something which this person may give here: of this model before others."""
        loaded, context = await audit_in_view(ctx, value)
        found = await _newest(ctx, loaded)
        if found is None:
            raise NotNow("copy-nothing")
        return Open(self.view(context, metadata_for(ctx, value, key=found.earlier.audit.key), found))

    def view(self, context: ViewContext, meta: ModalMetadata, found: Found) -> View:
        """What there is, all of it ticked. `meta.key` is the audit it comes from."""
        say, ask = context.say, Inputs(context.say, self.callback)
        risks, documents = _risk_choices(found), _document_choices(found)
        blocks: list[Block] = section(say("copy-what", audit=found.earlier.name))
        blocks += [ask.several("risks", risks, [key for key, _ in risks])] if risks else []
        blocks += [ask.several("documents", documents, [key for key, _ in documents])] if documents else []
        return modal(say, self.callback, meta, blocks)

    async def submit(self, ctx: RequestContext, submission: Submission) -> Response:
        """One command after the other, as its giver's own. Sent again after one of them failed, it goes on there."""
        loaded = await self.load(ctx, submission.meta.audit)
        earlier, request = await ctx.view_context(await ctx.audit(submission.meta.key)), submission.meta.request
        begun = [await ctx.deps.store.seen(ctx.workspace, _of_risk(request, r)) for r in all_risks(earlier.audit)]
        found = may_be_copied(loaded, earlier, ctx.who, ctx.today_in(loaded.audit), begun=any(begun))
        author, form = await ctx.author(), submission.form
        risks = [risk for risk in found.risks if risk.key in form.choices("risks")]
        documents = [each for each in found.documents if each[0].key in form.choices("documents")]
        texts = await ctx.deps.store.texts(ctx.workspace, [v.content for _, v in documents if v.content])
        for risk in risks:
            here = await self._copied_risk(ctx, loaded, found, risk, author, _of_risk(request, risk))
            for number, paper in _papers(risk):
                sealed = author.prose(rfc8785.dumps(paper.model_dump(mode="json")).decode(), sealed=True)
                common = author.common(loaded.audit.key, f"{_of_risk(request, risk)}:{number}")
                await ctx.execute(SetThreshold(**common, risk=here, paper=paper, sealed=sealed))
        for spec, version in documents:
            common = author.common(loaded.audit.key, f"{request}:doc:{spec.key}")
            await ctx.execute(_handed_in(spec, version, found, author, common, texts.get(version.content or "", "")))
        return DONE

    async def _copied_risk(
        self, ctx: RequestContext, loaded: Loaded, found: Found, risk: Risk, author: Author, request: str
    ) -> str:
        """Put a risk on record; its key here."""
        done = await ctx.execute(
            RecordRisk(
                **author.common(loaded.audit.key, request),
                title=author.prose(found.earlier.raw(risk.title) or ""),
                likelihood=risk.likelihood,
                severity=risk.severity,
                priority=risk.priority,
                least_form=risk.least_form,
                tamperable=risk.tamperable,
            )
        )
        return next(event.risk for event in done.events if isinstance(event, RiskRecorded))


def _of_risk(request: str, risk: Risk) -> str:
    """The id of the command that copies a risk: of what it copies, so that a second press means the same."""
    return f"{request}:risk:{risk.key}"


def _handed_in(
    spec: ArtifactSpec, version: Version, found: Found, author: Author, common: dict[str, object], words: str
) -> Command:
    """The document as it was, in the name of whoever copies it; whoever wrote it stays one of its authors."""
    source = version.source.replace(ts="", thread_ts="") if version.source else None
    return SubmitArtifact.model_validate(
        {
            **common,
            "artifact": spec.key,
            "kind": version.kind,
            "name": author.prose(found.earlier.raw(version.name) or spec.title),
            "text": author.prose(words) if version.kind == "text" else None,
            "source": source if version.kind == "file" else None,
            "size": version.size if version.kind == "file" else 0,
            "written_afterwards": version.written_afterwards,
            "writer": version.by,
        }
    )


async def _newest(ctx: RequestContext, loaded: Loaded) -> Found | None:
    lines = [line for line in await ctx.access.lines(ctx.workspace, ctx.who) if line.key != loaded.audit.key]
    today, model, made_from = ctx.today_in(loaded.audit), loaded.audit.subject.model, loaded.audit.made_from
    nearest = sorted(lines, key=lambda line: not (line.key in made_from or line.model.startswith(model)))
    for line in nearest[:LOOKED_THROUGH]:
        found = may_be_copied(loaded, await ctx.view_context(await ctx.audit(line.key)), ctx.who, today)
        if found.risks or found.documents:
            return found
    return None


def may_be_copied(loaded: Loaded, earlier: ViewContext, who: Person, today: date, *, begun: bool = False) -> Found:
    """What is not here yet and this person may give: risks where there are none yet, who reviews;
    documents, whose role hands them in. `begun`: those that are here came by this very submission, in part.
    """
    audit, framework = loaded.audit, loaded.framework
    may = holds_power(audit, framework, who, "review", today) and (begun or not all_risks(audit))
    risks = [r for r in all_risks(earlier.audit) if earlier.raw(r.title)] if may else []
    documents = _documents(loaded, earlier, roles_of(audit, who, today))
    return Found(earlier, tuple(risks), tuple(documents))


def _documents(loaded: Loaded, earlier: ViewContext, roles: Sequence[str]) -> Iterator[tuple[ArtifactSpec, Version]]:
    """Those accepted there that everybody may read, here and there, and that are still about this: nothing measured on
    other weights.
    """
    audit, same = loaded.audit, bool(loaded.audit.weights) and loaded.audit.weights == earlier.audit.weights
    for spec in loaded.framework.artifacts():
        there = earlier.framework.artifact(spec.key) if earlier.framework.has_artifact(spec.key) else None
        version = earlier.audit.accepted(spec.key) if there and not there.restricted_to else None
        own = spec.restricted_to or spec.recorded_for or spec.tampering or (spec.about_version and not same)
        mine = set(roles) & set(spec.owners) and audit.current(spec.key) is None
        if version and version.kind != "link" and mine and not own:
            yield spec, version


def _papers(risk: Risk) -> list[tuple[int, ThresholdPaper]]:
    """Its thresholds that were opened, by their numbers; what is still sealed nobody reads."""
    return [(t.number, ThresholdPaper(metric=t.metric, terms=t.terms)) for t in risk.thresholds if t.terms]


def _risk_choices(found: Found) -> list[Choice]:
    say = found.earlier.say
    return [
        (
            risk.key,
            say("copy-risk", title=found.earlier.raw(risk.title) or "", thresholds=len(_papers(risk))),
        )
        for risk in found.risks[:MOST_OPTIONS]
    ]


def _document_choices(found: Found) -> list[Choice]:
    return [(spec.key, spec.title) for spec, _ in found.documents[:MOST_OPTIONS]]
