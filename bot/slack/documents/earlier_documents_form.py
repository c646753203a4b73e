"""The modal in which a reviewer says what becomes of documents and results about an earlier version of the model.

Owns the one list of them, and that each is answered, or refused and told by name, by itself. Must not know rules:
`bot.domain.documents.duties.lines_for` says what is listed, and answering asks every right anew.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import AnswerEarlierDocument
from bot.domain.documents.duties import lines_for
from bot.domain.evaluations.commands import CarryResult, RerunResult
from bot.domain.evaluations.duties import results_for
from bot.domain.evaluations.state import Result
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow, Refusal
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.documents.block_ids import DocumentBlock, ReasonBlock, ResultBlock, block_of
from bot.slack.documents.lines import document_line
from bot.slack.evaluations.measurements import verdict_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue, shown_version, version_in
from bot.slack.kit.block_kit import button, lines, section, small
from bot.slack.kit.error_handling import words_for
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_step
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.separate_commands import execute_each
from bot.slack.kit.view_context import ViewContext

_MOST = 25
"""Lines in one modal: each takes up to three blocks, of which Slack takes 100."""


class EarlierDocumentsForm(Form):
    """What is about an earlier version of the model, line by line: it still holds, or it is made anew."""

    callback = "earlier-documents"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What this person may answer."""
        loaded, context = await audit_in_view(ctx, value)
        audit, framework = loaded.audit, loaded.framework
        asked = (audit, framework, ctx.who, ctx.today_in(audit))
        if not lines_for(*asked) and not results_for(*asked):
            raise NotNow("earlier-documents-nothing-there")
        return Open(self.view(context, metadata_for(ctx, value, seen=shown_version(audit)), ctx.who))

    def view(self, context: ViewContext, meta: ModalMetadata, who: str) -> View:
        """Each document and each result with its line and its answers; what is left open goes on waiting."""
        say, ask = context.say, Inputs(context.say, self.callback)
        documents = lines_for(context.audit, context.framework, who, context.today)
        results = results_for(context.audit, context.framework, who, context.today)
        blocks: list[Block] = section(say("earlier-documents-what", model=context.model))
        for spec, version in documents[:_MOST]:
            value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=version.number)
            opened = button(say("button-open-document"), ActionId.DOCUMENT, value)
            blocks += section(document_line(context, spec, version), opened)
            block = DocumentBlock(spec.key, version.number)
            answers = [(answer, say(f"earlier-documents-{answer}")) for answer in ("holds", "new")]
            blocks.append(ask.radio(block.key, answers, optional=True, label=spec.title))
        for result in results[: _MOST - len(documents)]:
            blocks += _result(context, ask, result)
        if (left := len(documents) + len(results) - _MOST) > 0:
            blocks += small(say("earlier-documents-more", count=left))
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """One answer for each line that has one, of the version that was shown."""
        found: list[Command] = []
        for key in submission.form.inputs:
            block, chosen = block_of(key), submission.form.choice(key)
            if isinstance(block, ReasonBlock) or not chosen:
                continue
            model = version_in(submission.meta.seen)
            common = author.common(audit.key, request_of_step(submission.meta.request, len(found)))
            if isinstance(block, DocumentBlock):
                holds = chosen == "holds"
                found.append(
                    AnswerEarlierDocument(
                        **common, artifact=block.artifact, version=block.version, holds=holds, model=model
                    )
                )
            elif chosen == "rerun":
                found.append(RerunResult(**common, number=block.number, model=model))
            elif why := submission.form.text(ReasonBlock(block.number).key):
                found.append(CarryResult(**common, number=block.number, model=model, why=author.prose(why)))
            else:
                raise Invalid("carry-reason-missing", field=ReasonBlock(block.number).key)
        if not found:
            raise Invalid("earlier-documents-nothing-said", field=next(iter(submission.form.inputs), ""))
        return tuple(found)

    async def execute(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Each by itself: what is refused keeps none of the others, and is told by name."""
        commands = self.parse(submission, await self.author(ctx, submission, loaded), loaded.audit)
        refused = await execute_each(ctx, commands, loaded)
        if not refused:
            return DONE
        said = section(ctx.say("earlier-documents-refused", count=len(commands) - len(refused)))
        told = [_refused(ctx, loaded, command, problem) for command, problem in refused]
        return Redraw(text_modal(ctx.say, [*said, *lines(told)]))


def _result(context: ViewContext, ask: Inputs, result: Result) -> list[Block]:
    say = context.say
    risks = ((context.audit.risk(said.risk), said) for said in result.speaks)
    held = [verdict_line(context, risk, result, said) for risk, said in risks if risk]
    answers = [("rerun", say("button-rerun-result")), ("carry", say("button-carry-result"))]
    title = say("result-number", number=result.number)
    return [
        *lines(held, mrkdwn.bold(title)),
        ask.radio(ResultBlock(result.number).key, answers, optional=True, label=title),
        ask.text(ReasonBlock(result.number).key, optional=True, label=say("earlier-documents-because")),
    ]


def _refused(ctx: RequestContext, loaded: Loaded, command: Command, problem: Refusal) -> str:
    """A line about what was refused: the document's title, or the number of the result."""
    if isinstance(command, AnswerEarlierDocument):
        known = loaded.framework.has_artifact(command.artifact)
        title = loaded.framework.artifact(command.artifact).title if known else command.artifact
    else:
        number = command.number if isinstance(command, CarryResult | RerunResult) else 0
        title = ctx.say("result-number", number=number)
    return f"• {mrkdwn.bold(mrkdwn.escape(title))}: {words_for(ctx.deps, ctx.origin, problem)}"
