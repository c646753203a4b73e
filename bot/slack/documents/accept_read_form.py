"""The modal in which a reviewer accepts everything they have read in one press.

Owns the list of what waits for them, and that each document is accepted, or refused and told by name, by itself. Must
not know rules: `bot.domain.documents.duties.to_read` says what is listed, and accepting asks every right anew.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import AcceptArtifact
from bot.domain.documents.duties import to_read
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow, Refusal
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.ports.store import Loaded
from bot.slack.documents.block_ids import DocumentBlock
from bot.slack.documents.lines import document_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, lines, section, small
from bot.slack.kit.error_handling import words_for
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Choice, Inputs, modal, text_modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_step
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.separate_commands import execute_each
from bot.slack.kit.view_context import ViewContext

_SUPPORTS = {"supports": True, "speaks-against": False}
"""What is said of a document with a verdict, by the value of its box."""

_MOST = 25
"""Documents in one modal: each takes three blocks, of which Slack takes 100."""


class AcceptReadForm(Form):
    """Everything that waits for this reviewer: opened here, ticked once it was read, and accepted in one press."""

    callback = "accept-read"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What this person may accept and has not."""
        loaded, context = await audit_in_view(ctx, value)
        if not to_read(loaded.audit, loaded.framework, ctx.who, ctx.today_in(loaded.audit)):
            raise NotNow("accept-read-nothing-there")
        return Open(self.view(context, metadata_for(ctx, value), ctx.who))

    def view(self, context: ViewContext, meta: ModalMetadata, who: str) -> View:
        """Each document with its line, a button that opens it, and its box; a later version is not meant by it."""
        say, ask = context.say, Inputs(context.say, self.callback)
        found = to_read(context.audit, context.framework, who, context.today)
        blocks: list[Block] = section(say("accept-read-what"))
        for spec, version in found[:_MOST]:
            value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=version.number)
            opened = button(say("button-open-document"), ActionId.DOCUMENT, value)
            blocks += section(document_line(context, spec, version), opened)
            block = DocumentBlock(spec.key, version.number)
            blocks.append(
                ask.several(block.key, _boxes(context, spec, by_itself=version.behalf is not None), label=spec.title)
            )
        if len(found) > _MOST:
            blocks += small(say("accept-read-more", count=len(found) - _MOST))
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """One acceptance for each document that was ticked, of the version that was shown."""
        found: list[Command] = []
        for block in submission.form.inputs:
            ticked = submission.form.choices(block)
            if not ticked:
                continue
            shown = DocumentBlock.of(block)
            if len({"supports", "speaks-against"} & set(ticked)) == len(_SUPPORTS):
                raise Invalid("accept-read-both", field=block)
            common = author.common(audit.key, request_of_step(submission.meta.request, len(found)))
            supports = next((_SUPPORTS[said] for said in ticked if said in _SUPPORTS), None)
            found.append(
                AcceptArtifact(
                    **common,
                    artifact=shown.artifact,
                    version=shown.version,
                    supports=supports,
                    original="original" in ticked,
                )
            )
        if not found:
            raise Invalid("accept-read-nothing-ticked", field=next(iter(submission.form.inputs), ""))
        return tuple(found)

    async def execute(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Each by itself: what cannot be accepted keeps none of the others, and is told by name."""
        commands = self.parse(submission, await self.author(ctx, submission, loaded), loaded.audit)
        refused = [_refused(ctx, loaded, *each) for each in await execute_each(ctx, commands, loaded)]
        if not refused:
            return DONE
        said = section(ctx.say("accept-read-refused", count=len(commands) - len(refused)))
        return Redraw(text_modal(ctx.say, [*said, *lines(refused)]))


def _boxes(context: ViewContext, spec: ArtifactSpec, *, by_itself: bool) -> list[Choice]:
    """What may be ticked of a document: that it was read; where it has a verdict, which; what was signed, seen."""
    say = context.say
    boxes = ["supports", "speaks-against"] if spec.verdict else ["read"]
    return [(box, say(f"accept-read-{box}")) for box in [*boxes, *(["original"] if by_itself else [])]]


def _refused(ctx: RequestContext, loaded: Loaded, command: Command, problem: Refusal) -> str:
    artifact = command.artifact if isinstance(command, AcceptArtifact) else ""
    known = loaded.framework.has_artifact(artifact)
    title = loaded.framework.artifact(artifact).title if known else artifact
    return f"• {mrkdwn.bold(mrkdwn.escape(title))}: {words_for(ctx.deps, ctx.origin, problem)}"
