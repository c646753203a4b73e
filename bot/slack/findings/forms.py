"""The modals of problems found: logging, answering, disposing.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from typing import cast, get_args

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.state import ChangeRequest
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding, SecondDisposition
from bot.domain.findings.rules import finding_with
from bot.domain.findings.state import Cause, Disposition, Finding, Severity
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.registry import Command
from bot.slack.documents.lines import lacking
from bot.slack.evaluations.risk_forms import risks_of
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, document_choices, form_choices, modal, stage_choices
from bot.slack.kit.modal_opening import audit_in_view, document, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.mrkdwn import unescape
from bot.slack.kit.parsing import numbers, one_of
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Reply, Response
from bot.slack.kit.view_context import ViewContext

SEVERITIES = ("low", "medium", "high", "severe")

CAUSES = ("gap", "test", "conflict", "other")

DISPOSITIONS = ("fixed", "mitigated", "accepted", "open")


class FindingForm(Form):
    """A problem found."""

    callback = "finding"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Log a problem; with a number, in place of another round of changes."""
        loaded, context = await audit_in_view(ctx, value)
        request = next((r for r in loaded.audit.requests if r.number == value.number), None)
        number = request.number if request else 0
        return Open(self.view(context, metadata_for(ctx, value, number=number), request))

    def view(self, context: ViewContext, meta: ModalMetadata, instead_of: ChangeRequest | None) -> View:
        """A problem: where, how severe, what, and which release forms it blocks while it is open and severe."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = []
        if instead_of:
            said = say("finding-instead", document=context.document_title(instead_of.artifact))
            blocks += section(f"{said}\n{context.quoted_about(instead_of.artifact, instead_of.what)}")
        stage, cause = meta.stage or context.stage, "test" if meta.key else "other"
        blocks += [
            ask.select("stage", stage_choices(context.framework), stage),
            ask.radio("severity", [(s, say(f"severity-{s}")) for s in SEVERITIES]),
            ask.text("text", lines=True),
            ask.select("artifact", document_choices(context.framework), meta.artifact, optional=True),
            ask.person("owner", optional=True),
            ask.select("cause", [(cause, say(f"cause-{cause}")) for cause in CAUSES], cause, optional=True),
            *([ask.select("risk", risks_of(context), meta.key, optional=True)] if context.audit.risks else []),
            ask.several("blocks", form_choices(context.framework, least=1)),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Put a problem on record; with a number in the modal's memory, in place of another round of changes."""
        form, meta = submission.form, submission.meta
        return (
            LogFinding(
                **author.common(audit.key, meta.request),
                stage=form.choice("stage") or meta.stage,
                severity=cast(Severity, one_of(form.choice("severity"), get_args(Severity), "severity")),
                text=author.prose(form.text("text")),
                artifact=form.choice("artifact") or meta.artifact,
                blocks=numbers(form.choices("blocks")),
                request_number=meta.number or None,
                cause=cast(Cause, form.choice("cause") or "other"),
                risk=form.choice("risk"),
                owner=author.person(form.user("owner")) if form.user("owner") else None,
            ),
        )


class AnswerFindingForm(Form):
    """What was done about a problem."""

    callback = "answer-finding"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The owner of a problem says what was done about it."""
        loaded, context = await audit_in_view(ctx, value)
        finding = finding_with(loaded.audit, value.number)
        return Open(self.view(context, metadata_for(ctx, value), finding, owner=finding.owner == ctx.who))

    def view(self, context: ViewContext, meta: ModalMetadata, finding: Finding, *, owner: bool) -> View:
        """What was done about a problem. Of one about a restricted document its owner alone reads the words here."""
        say = context.say
        said = context.quoted(finding.text) if owner else context.quoted_about(finding.artifact, finding.text)
        severity = say(f"severity-{finding.severity}")
        blocks = section(f"{say('finding-open', severity=severity, number=finding.number)}\n{said}")
        return modal(say, self.callback, meta, [*blocks, Inputs(say, self.callback).text("text", lines=True)])

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The owner of a problem says what was done about it."""
        common = author.common(audit.key, submission.meta.request)
        text = author.prose(submission.form.text("text"))
        return (AnswerFinding(**common, finding=submission.meta.number, text=text),)


class DisposeForm(Form):
    """What became of a problem."""

    callback = "dispose"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say what became of a problem."""
        loaded, context = await audit_in_view(ctx, value)
        if not loaded.audit.findings:
            raise NotNow("finding-none")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Which problem (`meta.number` is chosen beforehand), what became of it, and why."""
        say, ask = context.say, Inputs(context.say, self.callback)
        found = [(str(f.number), _label(context, f)) for f in context.audit.findings]
        blocks = [
            ask.select("finding", found, str(meta.number)),
            ask.radio("disposition", [(d, say(f"dispose-{d}")) for d in DISPOSITIONS]),
            ask.text("why", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Say what became of a problem."""
        form, meta = submission.form, submission.meta
        picked = numbers((form.choice("finding"),)) if form.choice("finding") else ()
        disposition = one_of(form.choice("disposition"), get_args(Disposition), "disposition")
        return (
            DisposeFinding(
                **author.common(audit.key, meta.request),
                finding=picked[0] if picked else meta.number,
                disposition=cast(Disposition, disposition),
                why=author.prose(form.text("why")),
            ),
        )


def second_disposition(press: Press, author: Author, audit: Audit) -> Command:
    """Another person agrees that a severe problem is lowered."""
    return _answer(press, author, audit, confirm=True)


def refuse_disposition(press: Press, author: Author, audit: Audit) -> Command:
    """Another person leaves a severe problem open."""
    return _answer(press, author, audit, confirm=False)


def _answer(press: Press, author: Author, audit: Audit, *, confirm: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return SecondDisposition(**common, finding=press.value.number, confirm=confirm)


async def log_missing(ctx: RequestContext, pressed: Press) -> Response:
    """Parts of a document are missing: a problem found, until somebody says what became of it."""
    loaded = await ctx.audit(pressed.value.audit)
    spec = document(loaded, pressed.value.artifact)
    versions = loaded.audit.artifacts.get(spec.key, ())
    version = next((v for v in versions if v.number == pressed.value.number), None)
    if version is None or not version.missing:
        raise NotNow("missing-nothing")
    parts = unescape(lacking(spec, version))
    words = ctx.say("missing-logged", document=spec.title, number=version.number, parts=parts)
    logged = [f.text for f in loaded.audit.findings if f.artifact == spec.key]
    if words in (await ctx.deps.store.texts(ctx.workspace, logged)).values():
        return Reply(ctx.say("missing-already"))
    author = await ctx.author()
    await ctx.execute(
        LogFinding(
            **author.common(loaded.audit.key, request_of_press(pressed, loaded.audit)),
            stage=loaded.framework.stage_of(spec.key).key,
            severity="medium",
            text=author.prose(words),
            artifact=spec.key,
        ),
        known=loaded,
    )
    return Reply(ctx.say("missing-on-record"))


def _label(context: ViewContext, finding: Finding) -> str:
    restricted = bool(finding.artifact) and context.restricted(finding.artifact)
    words = "" if restricted else context.raw(finding.text) or ""
    severity = context.say(f"severity-{finding.severity}")
    return mrkdwn.unescape(context.say("finding-label", number=finding.number, severity=severity, text=words))
