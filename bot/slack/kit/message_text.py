"""What people wrote, and what in it looks like a document.

Owns the look-up of a message's words and writer (kept by us, else asked of Slack once) and the marks of a document in
a reply: a file, a link, a text that says something. Must not know whose turn it is.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, NamedTuple

import structlog
from slack_sdk.errors import SlackClientError

from bot.domain.kernel.people import Person
from bot.ports.discussion import Message
from bot.slack.kit.identity import identify
from bot.slack.kit.modal_state import FileRef, read_files
from bot.slack.kit.mrkdwn import unescape
from bot.slack.kit.payloads import word
from bot.slack.kit.request_context import RequestContext

log = structlog.get_logger(__name__)

LONG = 80
"""Characters from which a text may be a document: a full line. Shorter ones are thanks, questions and promises."""

SEVERAL_LINES = 3

_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>")

_VERDICT = re.compile(
    r"^\W*(lgtm|approved?|ship it|looks good( to me)?|i approve|\+1|ok(ay)? from me)\W*$", re.IGNORECASE
)


class Written(NamedTuple):
    """A message's words as they were typed, and who wrote them; neither when it is gone, or we cannot look."""

    text: str = ""
    writer: Person | None = None


async def written_in(ctx: RequestContext, channel: str, ts: str, thread: str = "") -> Written:
    """What a message says."""
    kept = await ctx.deps.discussion.message(ctx.workspace, channel, ts)
    if kept is not None:
        return Written() if kept.deleted else Written(as_typed(kept.text), kept.person)
    try:
        async with asyncio.timeout(ctx.deps.patience.look_up):
            answer = await ctx.bot.client.conversations_replies(
                channel=channel, ts=thread or ts, oldest=ts, limit=2, inclusive=True
            )
    except (SlackClientError, TimeoutError, OSError) as problem:
        log.info("message.not-read", workspace=ctx.workspace, channel=channel, problem=type(problem).__name__)
        return Written()
    messages: list[dict[str, Any]] = answer.get("messages") or []
    found = next((m for m in messages if word(m, "ts") == ts), {})
    user = word(found, "user")
    return Written(as_typed(word(found, "text")), identify(ctx.workspace, user) if user else None)


async def files_of(ctx: RequestContext, raw: object) -> tuple[FileRef, ...]:
    """The files of a message. Those of another company, in a channel shared with it, come without name, size and
    uploader (`file_access: check_file_info`) and are looked up.
    """
    told = read_files(raw)
    return tuple(await asyncio.gather(*(_told(ctx, file) for file in told)))


async def _told(ctx: RequestContext, file: FileRef) -> FileRef:
    return file if file.name else await file_of(ctx, file.id)


async def file_of(ctx: RequestContext, file: str) -> FileRef:
    """A file's name, size and uploader; its id stands for the name where Slack does not say."""
    try:
        async with asyncio.timeout(ctx.deps.patience.look_up):
            answer = await ctx.bot.client.files_info(file=file)
    except (SlackClientError, TimeoutError, OSError) as problem:
        log.info("file.not-named", workspace=ctx.workspace, file=file, problem=type(problem).__name__)
        return FileRef(id=file, name=file)
    return next(iter(read_files([answer.get("file")])), FileRef(id=file, name=file))


def as_typed(text: str) -> str:
    """Slack's markup of a message back to what a person sees: addresses instead of links, signs instead of entities."""
    return unescape(_LINK.sub(lambda found: found[1], text))


def links_in(text: str) -> list[str]:
    """The addresses in a message."""
    return [unescape(found) for found in _LINK.findall(text)]


def is_long(text: str) -> bool:
    """Whether a text is long enough to be a document; a single question is not, however long."""
    typed = as_typed(text).strip()
    several = len([line for line in typed.splitlines() if line.strip()]) >= SEVERAL_LINES
    return several or (len(typed) >= LONG and not typed.endswith("?"))


def is_verdict(text: str) -> bool:
    """Whether somebody says in a word that they approve."""
    return bool(_VERDICT.match(text.strip()))


def newest_document_of(messages: list[Message], who: str, before: str) -> Message | None:
    """The newest earlier message of a person in a thread that has a file or is long."""
    own = [m for m in messages if m.person == who and m.ts < before and not m.deleted]
    return next((m for m in reversed(own) if m.files or is_long(m.text)), None)
