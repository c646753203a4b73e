"""Shortcuts: use a message as a document, remove a text, start an audit from anywhere.

Owns which audit a message belongs to. Must not write: each opens a modal whose submission is the deed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.conversation import StageCard, read_card
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.roster.roles import in_audit
from bot.ports.discussion import Message
from bot.ports.store import Loaded
from bot.slack.documents.forms import UseAsForm
from bot.slack.documents.suggestion import guess
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.message_text import as_typed, files_of
from bot.slack.kit.modal import Choice
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.payloads import Shortcut, word
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.lifecycle.start_forms import StartForm
from bot.slack.redaction.commands import any_text, must_be_let
from bot.slack.redaction.forms import RedactForm


async def start_audit(ctx: RequestContext, shortcut: Shortcut) -> Response:
    """The modal of six inputs."""
    return await StartForm().open(ctx, ButtonValue())


async def use_as_document(ctx: RequestContext, shortcut: Shortcut) -> Response:
    """Which document is this message? Its words are kept, so that they are there when the modal comes back."""
    loaded, stage = await audit_of(ctx, shortcut.origin.channel, shortcut.origin.thread)
    if not in_audit(loaded.audit, ctx.who, ctx.today_in(loaded.audit)):
        raise NotAllowed("document-role-only", person=loaded.audit.lead or "")
    message = shortcut.message
    files, text, ts = await files_of(ctx, message.get("files")), word(message, "text"), word(message, "ts")
    if not files and not text.strip():
        raise NotNow("message-empty")
    writer = word(message, "user")
    if not files and writer:
        await ctx.deps.discussion.keep(
            Message(
                workspace=ctx.workspace,
                channel=shortcut.origin.channel,
                ts=ts,
                thread_ts=shortcut.origin.thread,
                person=(await ctx.access.people(ctx.workspace, [writer]))[writer],
                text=text,
            )
        )
    name = files[0].name if files else next(iter(as_typed(text).strip().splitlines()), "")
    meta = metadata_for(
        ctx,
        ButtonValue(
            audit=loaded.audit.key,
            artifact=guess(loaded.audit, loaded.framework, ctx.who, stage, name, ctx.today_in(loaded.audit)),
        ),
        channel=shortcut.origin.channel,
        ts=ts,
        thread=shortcut.origin.thread,
        file=files[0].id if files else "",
    )
    return Open(UseAsForm().view(await ctx.view_context(loaded), meta, name))


async def remove_text(ctx: RequestContext, shortcut: Shortcut) -> Response:
    """Which of the texts that came from this message are to be removed? Lead, legal or an admin asks."""
    loaded, _ = await audit_of(ctx, shortcut.origin.channel, shortcut.origin.thread)
    await must_be_let(ctx, loaded)
    if word(shortcut.message, "user") == ctx.bot.bot_user:
        # a card or a question of ours, on which many texts stand
        return await any_text(ctx, loaded)
    context = await ctx.view_context(loaded)
    found = came_from(loaded.audit, shortcut.origin.channel, word(shortcut.message, "ts"))
    if not found:
        raise NotNow("redact-nothing")
    choices: list[Choice] = [
        (
            content,
            f"{loaded.framework.artifact(artifact).title} v{number}: {context.raw(name) or ''}"
            if artifact
            else f"{ctx.say('result-card-title', number=number)}: {context.raw(name) or ''}",
        )
        for content, artifact, number, name in found[:10]
    ]
    return Open(RedactForm().view(context, metadata_for(ctx, ButtonValue(audit=loaded.audit.key)), choices))


def came_from(audit: Audit, channel: str, ts: str) -> list[tuple[Digest, str, int, Digest]]:
    """What a message became: (content, document, version, name), what was removed already left out.

    A result file has no document: (content, "", its number, name).
    """
    gone = {r.content for r in audit.redactions if r.done_by}
    results = [
        (r.content, "", r.number, r.name)
        for r in audit.results
        if r.content and r.content not in gone and _is(r.source, channel, ts)
    ]
    return results + [
        (v.content, artifact, v.number, v.name)
        for artifact, versions in audit.artifacts.items()
        for v in versions
        if v.content and v.content not in gone and _is(v.source, channel, ts)
    ]


def _is(source: Source | None, channel: str, ts: str) -> bool:
    return source is not None and (source.channel, source.ts) == (channel, ts)


async def audit_of(ctx: RequestContext, channel: str, thread: str) -> tuple[Loaded, str]:
    """The audit a thread (or, where that says nothing, a channel) belongs to, and the stage of the thread.

    Refuses in words where no audit is meant, or where several are and the thread does not say which.
    """
    spot = await ctx.deps.store.spot(ctx.workspace, channel, thread) if thread else None
    if spot:
        card = read_card(spot.card)
        return await ctx.audit(spot.audit), card.stage if isinstance(card, StageCard) else ""
    here = await ctx.deps.store.audits_in(ctx.workspace, channel)
    if len(here) > 1:
        raise NotNow("message-which-audit")
    if not here:
        raise NotNow("message-no-audit")
    return await ctx.audit(here[0]), ""


Shortcutter = Callable[[RequestContext, Shortcut], Awaitable[Response]]

SHORTCUTS: dict[str, Shortcutter] = {
    "start_audit": start_audit,
    "use_as_document": use_as_document,
    "remove_text": remove_text,
}
