"""The modals of the model's manifest, and of a model that is only called.

Owns opening, drawing and reading them. Must not know rules, nor what a manifest looks like.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.evaluations.commands import ConfirmManifest, StateServedModel, SubmitManifest
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid
from bot.domain.kernel.registry import Command
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import audit_in_view, metadata_for, request_of_press
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext


class ManifestForm(Form):
    """The manifest of the model's files: a file, its JSON, or its fingerprint."""

    callback = "manifest"
    encrypted = False

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Hand in the manifest."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """One of three ways to give it, and how its sender knows. What it says is shown before it counts."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = [
            *section(say(f"{self.callback}-what", model=context.model)),
            ask.file("file"),
            ask.text("text", lines=True, optional=True),
            ask.text("fingerprint", optional=True),
            ask.text("how", lines=True),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """The manifest."""
        form, meta = submission.form, submission.meta
        files = form.files("file")
        return (
            SubmitManifest(
                **author.common(audit.key, meta.request),
                source=Source(channel=meta.channel, ts="", file=files[0].id) if files else None,
                text=author.prose_if(form.text("text")),
                fingerprint=form.text("fingerprint"),
                how=author.prose(form.text("how")),
                encrypted=self.encrypted,
            ),
        )


class ServedModelForm(Form):
    """What is known of a model that is only called."""

    callback = "served-model"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """State provider, endpoint and date."""
        _, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value)))

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Provider, endpoint and date; and which release forms such an audit decides."""
        say, ask = context.say, Inputs(context.say, self.callback)
        forms = [context.form_title(number) for number in context.framework.versions.called_forms]
        blocks: list[Block] = [
            *section(say("served-what", forms=", ".join(forms))),
            ask.text("provider"),
            ask.text("endpoint"),
            ask.day("since"),
        ]
        return modal(say, self.callback, meta, blocks)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Provider, endpoint and date of a model that is only called."""
        form, meta = submission.form, submission.meta
        since = form.day("since")
        if since is None:
            raise Invalid("input-missing", field="since")
        return (
            StateServedModel(
                **author.common(audit.key, meta.request),
                provider=author.prose(form.text("provider")),
                endpoint=author.prose(form.text("endpoint")),
                since=since,
            ),
        )


def confirm(press: Press, author: Author, audit: Audit) -> Command:
    """[This is the model]: what was shown back counts."""
    return _answer(press, author, audit, confirmed=True)


def drop(press: Press, author: Author, audit: Audit) -> Command:
    """[It is not]: what was shown back counts for nothing."""
    return _answer(press, author, audit, confirmed=False)


def _answer(press: Press, author: Author, audit: Audit, *, confirmed: bool) -> Command:
    common = author.common(audit.key, request_of_press(press, audit))
    return ConfirmManifest(**common, number=press.value.number, confirm=confirmed)
