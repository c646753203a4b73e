"""`@smactr …` in channels and threads, where slash commands do not reach.

Owns the words understood there. The answer is for the person who asked alone, where they asked. Must not know rules.
"""

from __future__ import annotations

import re

from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.roster.roles import in_audit
from bot.slack.documents.forms import submit_message
from bot.slack.documents.suggestion import by_name
from bot.slack.duties import commands as duties_commands
from bot.slack.inbound.shortcuts import audit_of
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_text import as_typed, file_of, files_of, newest_document_of
from bot.slack.kit.modal_state import FileRef
from bot.slack.kit.payloads import Event, word
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.lifecycle import commands as lifecycle_commands
from bot.slack.reflection import commands as reflection_commands

_MENTION = re.compile(r"<@[^<>]*>")

_THIS_IS = re.compile(r"^(?:this|that) is (?:the |our |my |a |an )?(.+?)[.!]?$", re.IGNORECASE | re.DOTALL)


async def handle_mention(ctx: RequestContext, event: Event) -> Response:
    """Status, help, summarize, "this is the model card"; anything else gets the help."""
    said = _MENTION.sub(" ", word(event.body, "text")).strip()
    first = said.split(maxsplit=1)[0].lower() if said else ""
    if named := _THIS_IS.match(said):
        return await _this_is(ctx, event, named[1])
    if first == "status":
        return await lifecycle_commands.status(ctx, (await _audit_here(ctx, event)))
    if first == "summarize":
        return await reflection_commands.summarize(ctx, (await _audit_here(ctx, event)))
    if first in ("waiting", "todo"):
        return await duties_commands.waiting(ctx, "")
    text = ctx.say("mention-help", bot=f"<@{ctx.bot.bot_user}>")
    return Reply(text, tuple(section(text)))


async def _audit_here(ctx: RequestContext, event: Event) -> str:
    loaded, _ = await audit_of(ctx, event.origin.channel, event.origin.thread)
    return loaded.audit.key


async def _this_is(ctx: RequestContext, event: Event, named: str) -> Response:
    """The message's own file, or the newest thing this person gave in the thread, becomes the document named."""
    loaded, _ = await audit_of(ctx, event.origin.channel, event.origin.thread)
    if not in_audit(loaded.audit, ctx.who, ctx.today_in(loaded.audit)):
        raise NotAllowed("document-role-only", person=loaded.audit.lead or "")
    artifact = by_name(loaded.framework, named)
    if not artifact:
        raise NotNow("mention-no-document", named=named)
    source, said, file = await _given(ctx, event)
    author = await ctx.author(said=said, file=file)
    command = submit_message(source, artifact, False, author, event.id, loaded.audit)
    await ctx.execute(command)
    title = mrkdwn.escape(loaded.framework.artifact(artifact).title)
    text = ctx.say("mention-taken", document=title)
    shown = button(
        ctx.say("button-open-document"), ActionId.DOCUMENT, ButtonValue(audit=loaded.audit.key, artifact=artifact)
    )
    return Reply(text, tuple([*section(text), *actions(shown)]))


async def _given(ctx: RequestContext, event: Event) -> tuple[Source, str, FileRef | None]:
    """What "this" is: where it came from, its words or its file."""
    origin, ts = event.origin, word(event.body, "ts")
    files = await files_of(ctx, event.body.get("files"))
    if files:
        return Source(channel=origin.channel, ts=ts, thread_ts=origin.thread, file=files[0].id), "", files[0]
    thread = await ctx.deps.discussion.thread(ctx.workspace, origin.channel, origin.thread) if origin.thread else []
    earlier = newest_document_of(thread, ctx.who, ts)
    if earlier is None:
        raise NotNow("mention-nothing-given")
    file = await file_of(ctx, earlier.files[0][0]) if earlier.files else None
    source = Source(channel=earlier.channel, ts=earlier.ts, thread_ts=earlier.thread_ts, file=file.id if file else "")
    return source, "" if file else as_typed(earlier.text), file
