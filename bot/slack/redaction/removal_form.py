"""What is to be removed, shown to whoever is asked to agree: nobody decides on a fingerprint.

Owns opening, drawing and reading this modal. What it shows stands in no message, so nothing is copied that may go. Must
not know rules.
"""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.registry import Command
from bot.domain.redaction.commands import ConfirmRedaction
from bot.domain.redaction.state import Redaction
from bot.domain.redaction.texts import named_contents, names_of_files
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.form import Form
from bot.slack.kit.modal import A_TEXT, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.redaction.commands import is_hidden, names_of
from bot.slack.redaction.event_words import event_words, people_in

MOST_SHOWN: Final = 9000
"""Characters of a text that are shown."""


class RemovalForm(Form):
    """The text that somebody asked to remove, what it is and why it is to go; submitting it agrees."""

    callback = "see-removal"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The text with this digest (`key`), for those whose word is asked for or who asked for it."""
        loaded, context = await audit_in_view(ctx, value)
        asked = waiting(loaded.audit, value.key)
        owed = {d.person for d in context.duties if d.kind == "confirm-redaction" and d.of == value.key}
        if ctx.who not in {*owed, *asked.consents}:
            raise NotAllowed("redact-not-yours", person=asked.by)
        history = [recorded.event for recorded in await ctx.deps.store.history(ctx.workspace, loaded.audit.key)]
        named = next((each for each in named_contents(loaded.audit, history) if each.content == asked.content), None)
        if named is None:
            raise NotNow("redact-not-asked")
        happened = event_words(context, named.event, await names_of(ctx, people_in(named.event)))
        if is_hidden(ctx, context, named):
            shown = section(context.say("see-removal-hidden"))
        else:
            name = names_of_files(loaded.audit).get(asked.content)
            texts = await ctx.deps.store.texts(ctx.workspace, [name or asked.content], loaded.audit.key)
            shown = _text(context, texts.get(name or asked.content, ""), is_file=bool(name))
        return Open(self.view(context, metadata_for(ctx, value), asked, happened, shown))

    def view(
        self, context: ViewContext, meta: ModalMetadata, asked: Redaction, happened: str, shown: list[Block]
    ) -> View:
        """What the record says it is, the text itself, and why it is to go. `shown`: blocks of the text."""
        why = context.say("see-removal-asked", by=context.mention(asked.by))
        blocks = [
            *section(mrkdwn.bold(mrkdwn.escape(happened))),
            *shown,
            *section(f"{why}\n{context.quoted(asked.reason)}"),
            *small(context.say("ask-confirm-redaction-files")),
        ]
        return modal(context.say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Agree to remove it, having seen it."""
        meta = submission.meta
        return (ConfirmRedaction(**author.common(audit.key, meta.request), content=meta.key),)


def waiting(audit: Audit, content: str) -> Redaction:
    """The request to remove a content that is still open. Refuses where there is none."""
    asked = next((r for r in audit.redactions if r.content == content and not r.done_by), None)
    if asked is None:
        raise NotNow("redact-not-asked")
    return asked


def _text(context: ViewContext, text: str, *, is_file: bool) -> list[Block]:
    if not text or text == A_TEXT:
        return section(context.say("see-removal-gone"))
    blocks = section(mrkdwn.quote(text[:MOST_SHOWN]))
    if is_file:
        return [*section(context.say("see-removal-file")), *blocks]
    return [*blocks, *(small(context.say("see-removal-more", count=MOST_SHOWN)) if len(text) > MOST_SHOWN else ())]
