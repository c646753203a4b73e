"""The modal in which whoever handed a file in says how its signs are to be read.

Owns opening, drawing and reading it. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.domain.documents.commands import ChooseEncoding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.encodings import ENCODINGS
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, document_title, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class EncodingForm(Form):
    """In which encoding a file is written."""

    callback = "encoding"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """One of the encodings, for a version that could not be read: to its sender, who alone may see a line of it."""
        _, context = await audit_in_view(ctx, value)
        version = context.version(value.artifact, value.number)
        if version is None or version.by != ctx.who:
            raise NotAllowed("encoding-sender-only")
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """How the first line with other signs reads in each of them, and which one is right."""
        version = context.version(meta.artifact, meta.number)
        shown = section(context.quoted(version.detail)) if version and version.detail else []
        choices = [(name, context.say("encoding-name", encoding=name)) for name in ENCODINGS]
        ask = Inputs(context.say, self.callback)
        return modal(
            context.say,
            self.callback,
            meta,
            [*shown, ask.select("encoding", choices)],
            title=document_title(context, meta),
        )

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The file is read once more."""
        meta = submission.meta
        return (
            ChooseEncoding(
                **author.common(audit.key, meta.request),
                artifact=meta.artifact,
                version=meta.number,
                encoding=submission.form.choice("encoding"),
            ),
        )
