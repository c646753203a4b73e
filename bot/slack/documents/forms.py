"""The modals in which documents are handed in: a submission, a reply that is one, a template.

Owns opening, drawing and reading them. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.documents.commands import DismissOffer, MarkWithoutEffect, SubmitArtifact
from bot.domain.documents.state import Offer
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Column
from bot.domain.kernel.content import Source, SubmissionKind
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.registry import Command
from bot.domain.kernel.tables import to_csv, to_markdown
from bot.ports.store import Loaded
from bot.slack.documents.list_form import OF_LIST, back_to_list
from bot.slack.documents.messages import how_to_submit
from bot.slack.evaluations.tamper_forms import TamperForm
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import AFTER_DECISION, ButtonValue
from bot.slack.kit.block_kit import lines, section, small
from bot.slack.kit.form import Form
from bot.slack.kit.message_text import file_of, written_in
from bot.slack.kit.modal import A_TEXT, Choice, Inputs, document_choices, document_title, modal
from bot.slack.kit.modal_opening import audit_in_view, document, metadata_for, request_of_press
from bot.slack.kit.modal_state import FileRef, ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Reply, Response
from bot.slack.kit.view_context import ViewContext


class SubmitForm(Form):
    """A document: a text, a file or a link."""

    callback = "submit"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Hand in a document; which one may be chosen already."""
        loaded, context = await audit_in_view(ctx, value)
        memory = metadata_for(ctx, value, number=0)
        if value.artifact and document(loaded, value.artifact).tampering:
            return Open(await TamperForm().newest_view(ctx, loaded, context, memory))
        view = self.view(context, memory)
        return Redraw(view) if value.key == OF_LIST else Open(view)

    def view(self, context: ViewContext, meta: ModalMetadata) -> View:
        """Which document (`meta.artifact` is chosen beforehand), then one of three ways to give it."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = []
        if meta.artifact and context.framework.has_artifact(meta.artifact):
            blocks += section(mrkdwn.escape(context.framework.artifact(meta.artifact).why))
        blocks += [
            ask.select("artifact", document_choices(context.framework), meta.artifact),
            ask.file("file"),
            ask.text("text", lines=True, optional=True),
            ask.link("link"),
            *outside(context, meta.artifact, ask),
            ask.several("afterwards", [afterwards(context)]),
        ]
        known = context.framework.has_artifact(meta.artifact)
        title = context.framework.artifact(meta.artifact).title if known else ""
        return modal(say, self.callback, meta, blocks, title=title)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Hand in a document: a text, a file or a link, exactly one of them."""
        form, meta = submission.form, submission.meta
        text, link, files = form.text("text"), form.text("link"), form.files("file")
        if sum(map(bool, (text, link, files))) > 1:
            raise Invalid("submit-one-of-three", field="text")
        kind: SubmissionKind = "file" if files else "link" if link else "text"
        name = files[0].name if files else link or A_TEXT
        return (
            SubmitArtifact(
                **author.common(audit.key, meta.request),
                artifact=form.choice("artifact") or meta.artifact,
                kind=kind,
                name=author.prose(name),
                text=None if files else author.prose(text or link),
                source=Source(channel=meta.channel, ts="", file=files[0].id) if files else None,
                size=files[0].size if files else 0,
                written_afterwards=bool(form.choices("afterwards")),
                behalf=author.prose_if(form.text("behalf")),
                ties=author.prose_if(form.text("ties")),
            ),
        )

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Whoever goes through the list of documents finds it again."""
        return await back_to_list(ctx, submission, loaded)


class UseAsForm(Form):
    """Which document a message is."""

    callback = "use-as"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """[Something else]: the reply is a document, but which?"""
        loaded, context = await audit_in_view(ctx, value)
        offer = offer_with(loaded.audit, value.key)
        return Open(self.view(context, metadata_for(ctx, value), context.raw(offer.name) or ""))

    def view(self, context: ViewContext, meta: ModalMetadata, name: str) -> View:
        """`name` is the file's name or the first line of the message; `meta.artifact` is the guess."""
        ask = Inputs(context.say, self.callback)
        shown = mrkdwn.code(name) or context.say("text-removed")
        return modal(
            context.say,
            self.callback,
            meta,
            [
                *section(context.say("use-as-what", name=shown)),
                ask.select("artifact", document_choices(context.framework), meta.artifact),
                *outside(context, "", ask),
                ask.several("afterwards", [afterwards(context)]),
            ],
        )

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """With the message's words or its file."""
        meta = submission.meta
        if meta.key:
            return await _offer_author(ctx, offer_with(loaded.audit, meta.key))
        if meta.file:
            return await ctx.author(file=await file_of(ctx, meta.file))
        words, writer = await written_in(ctx, meta.channel, meta.ts, meta.thread)
        return await ctx.author(said=words, writer=writer)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A message (an offered one, or one chosen by shortcut) becomes the document picked from the list."""
        form, meta = submission.form, submission.meta
        artifact, afterwards = form.choice("artifact"), bool(form.choices("afterwards"))
        if meta.key:
            command = _from_offer(offer_with(audit, meta.key), artifact, afterwards, author, meta.request, audit)
        else:
            source = Source(channel=meta.channel, ts=meta.ts, thread_ts=meta.thread, file=meta.file)
            command = submit_message(source, artifact, afterwards, author, meta.request, audit)
        ties = author.prose_if(form.text("ties"))
        return (command.replace(behalf=author.prose_if(form.text("behalf")), ties=ties),)


class TemplateForm(Form):
    """The template of a document; it is read, not submitted."""

    callback = "template"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The template of a document."""
        loaded, context = await audit_in_view(ctx, value)
        return Open(self.view(context, metadata_for(ctx, value), document(loaded, value.artifact)))

    def view(self, context: ViewContext, meta: ModalMetadata, spec: ArtifactSpec) -> View:
        """The template as it is written, and how to give it back."""
        text = mrkdwn.escape(spec.template) or context.say("template-none")
        blocks = [
            *section(mrkdwn.bold(mrkdwn.escape(spec.title))),
            *section(text),
            *_table(context, spec),
            *small(" ".join(how_to_submit(context, spec))),
        ]
        return modal(context.say, self.callback, meta, blocks, submits=False, title=document_title(context, meta))


def outside(context: ViewContext, artifact: str, ask: Inputs) -> list[Block]:
    """For whom it is recorded and what ties them to us, where the document (any, where none is chosen) may be the word
    of an outsider.
    """
    framework = context.framework
    specs = [framework.artifact(artifact)] if framework.has_artifact(artifact) else framework.artifacts()
    if not any(spec.recorded_for for spec in specs):
        return []
    ties = [ask.text("ties", lines=True, optional=True)] if context.audit.rules > 1 else []
    return [ask.text("behalf", optional=True), *ties]


def afterwards(context: ViewContext) -> Choice:
    """The box for what was written after the fact."""
    return ("yes", context.say("offer-afterwards"))


def _table(context: ViewContext, spec: ArtifactSpec) -> list[Block]:
    """A document of rows is given as a table: its header, as Markdown and as CSV, and what its cells take."""
    if not spec.columns:
        return []
    say = context.say
    markdown, separated = to_markdown(spec.columns).strip(), to_csv(spec.columns).strip()
    return [
        *section(f"{say('template-markdown')}\n```{mrkdwn.escape(markdown)}```"),
        *section(f"{say('template-csv')}\n```{mrkdwn.escape(separated)}```"),
        *lines((_column(context, column) for column in spec.columns), say("template-columns")),
    ]


def _column(context: ViewContext, column: Column) -> str:
    say = context.say
    choices = ", ".join(mrkdwn.escape(choice) for choice in column.choices)
    takes = say(f"column-{column.kind}", choices=choices) if column.kind != "text" else ""
    if column.least is not None and column.most is not None:
        takes = say("column-between", least=f"{column.least:g}", most=f"{column.most:g}")
    needed = say("column-required") if column.required else ""
    said = "; ".join(part for part in (needed, takes, mrkdwn.escape(column.hint)) if part)
    return f"• {mrkdwn.escape(column.title)}" + (f": {said}" if said else "")


def offer_with(audit: Audit, key: str) -> Offer:
    """The offer a button is about. Refuses one that was answered already."""
    found = next((offer for offer in audit.offers if offer.key == key), None)
    if found is None:
        raise NotNow("offer-answered")
    return found


async def use_offer(ctx: RequestContext, press: Press) -> Response:
    """[Use this]: the reply becomes the document it was taken for."""
    loaded = await ctx.audit(press.value.audit)
    audit, offer = loaded.audit, offer_with(loaded.audit, press.value.key)
    author, request = await _offer_author(ctx, offer), request_of_press(press, audit)
    afterwards = bool(press.form.choices(AFTER_DECISION))
    command = _from_offer(offer, press.value.artifact or offer.artifact, afterwards, author, request, audit)
    await ctx.execute(command, known=loaded)
    return Reply(ctx.say("offer-used"), replace=True) if press.ephemeral else DONE


async def _offer_author(ctx: RequestContext, offer: Offer) -> Author:
    """The person, with the words or the file of the reply that an offer is about."""
    if offer.kind == "file":
        names = await ctx.deps.store.texts(ctx.workspace, [offer.name])
        uploader = (await file_of(ctx, offer.source.file)).by
        return await ctx.author(file=FileRef(id=offer.source.file, name=names.get(offer.name, ""), by=uploader))
    words, writer = await written_in(ctx, offer.source.channel, offer.source.ts, offer.source.thread_ts)
    return await ctx.author(said=words, writer=writer)


def just_talk(press: Press, author: Author, audit: Audit) -> Command:
    """[Just talk]: it is no document."""
    return DismissOffer(**author.common(audit.key, request_of_press(press, audit)), offer=press.value.key)


def no_effect(press: Press, author: Author, audit: Audit) -> Command:
    """A reviewer marks a change as without effect on what was signed."""
    common = author.common(audit.key, request_of_press(press, audit))
    return MarkWithoutEffect(**common, artifact=press.value.artifact, version=press.value.number)


def submit_message(
    source: Source, artifact: str, afterwards: bool, author: Author, request: str, audit: Audit
) -> SubmitArtifact:
    """A message as a document: its file, or its words (`author.said`)."""
    if not source.file and not author.said.strip():
        raise NotNow("message-gone")
    return SubmitArtifact(
        **author.common(audit.key, request),
        artifact=artifact,
        kind="file" if source.file else "text",
        name=author.prose(author.file.name if source.file and author.file else A_TEXT),
        text=None if source.file else author.prose(author.said),
        source=source,
        size=author.file.size if source.file and author.file else 0,
        written_afterwards=afterwards,
        writer=author.writer,
    )


def _from_offer(
    offer: Offer, artifact: str, afterwards: bool, author: Author, request: str, audit: Audit
) -> SubmitArtifact:
    is_text = offer.kind != "file"
    if is_text and not author.said.strip():
        raise NotNow("message-gone")
    words = offer.source.url if offer.kind == "link" else author.said
    names = {"file": author.file.name if author.file else "", "link": words, "text": A_TEXT}
    return SubmitArtifact(
        **author.common(audit.key, request),
        artifact=artifact,
        kind=offer.kind,
        name=author.prose(names[offer.kind]),
        text=author.prose(words) if is_text else None,
        source=offer.source,
        size=author.file.size if author.file else 0,
        written_afterwards=afterwards,
        writer=author.writer,
        offer=offer.key,
    )
