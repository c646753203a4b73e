"""The edge: what was thrown becomes words for one person, and a line in the log.

Owns the errors' way to people, the time a listener may take, and how an answer is sent: as the response to a command,
beneath a modal's input, or as a private message. The only place in this package that catches everything. Must not know
any subject.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.kernel.errors import Conflict, Refusal, UnknownAudit, UnknownEvent
from bot.ports.store import Unavailable
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.identity import identify
from bot.slack.kit.localization import refusal_text
from bot.slack.kit.message_limits import as_json
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.mrkdwn import unescape
from bot.slack.kit.payloads import Origin
from bot.slack.kit.responses import Reply
from bot.slack.kit.slack_errors import asked_to_wait, code_of, is_temporary

log = structlog.get_logger(__name__)

T = TypeVar("T")

WHISPERS = 5
"""How many times more a person is told something that Slack had no time for; it says itself when."""

_LATER: set[asyncio.Task[None]] = set()
"""What will be said later: a task that nobody holds may vanish."""

_MENTION = re.compile(r"<@([A-Z0-9]+)>")


class NotSaved(Exception):
    """Nothing was saved, or not in time; the same once more is safe, and is worth trying."""


class AnotherWorkspace(ParseProblem):
    """A payload of a workspace in which the bot is not installed (any more)."""


async def in_time(work: Awaitable[T], seconds: float) -> T:
    """The result of some work within a time. Raises NotSaved where the record (or Slack) did not answer."""
    try:
        async with asyncio.timeout(seconds):
            return await work
    except (Unavailable, Conflict, UnknownEvent, TimeoutError, aiohttp.ClientError, OSError) as problem:
        raise NotSaved(type(problem).__name__) from problem
    except SlackApiError as problem:
        if is_temporary(problem):
            raise NotSaved(code_of(problem) or "no-answer") from problem
        raise


def words_for(deps: Dependencies, origin: Origin, problem: Exception) -> str:
    """What the person reads (mrkdwn) for whatever went wrong, with a line in the log for the operator."""
    say = deps.texts
    match problem:
        case Refusal():
            log.info("refused", workspace=origin.workspace, reason=type(problem).__name__)
            return refusal_text(problem, say)
        case UnknownAudit():
            log.info("refused", workspace=origin.workspace, reason="UnknownAudit")
            return say("audit-unknown")
        case NotSaved():
            log.warning("not-saved", workspace=origin.workspace, problem=str(problem))
            return say("not-saved")
        case AnotherWorkspace():
            log.warning("workspace.unknown", workspace=origin.workspace)
            return say("workspace-unknown")
        case ParseProblem():
            log.warning("payload.not-read", workspace=origin.workspace, problem=str(problem))
            return say("button-not-known")
    # read out over the phone, typed from a screenshot: no signs that markup would swallow
    reference = "".join(filter(str.isalnum, deps.ids.id()))[:8]
    log.error("listener.broke", workspace=origin.workspace, reference=reference, exc_info=problem)
    return say("apology", reference=reference)


async def plain(deps: Dependencies, workspace: str, text: str) -> str:
    """mrkdwn as plain text, for a modal's inputs: people by name instead of by mention."""
    names: dict[str, str] = {}
    for user in dict.fromkeys(_MENTION.findall(text)):
        try:
            profile = await deps.directory.profile(workspace, identify(workspace, user))
        except Unavailable:
            profile = None
        names[user] = f"@{profile.name}" if profile and profile.name else "@…"
    shown = _MENTION.sub(lambda found: names[found[1]], text)
    return unescape(re.sub(r"[*_`]", "", shown))


async def send_ephemeral(deps: Dependencies, origin: Origin, reply: Reply) -> None:
    """Tell one person alone, where they are: at most once, and later where Slack has no time now. Failing is logged,
    never raised.
    """
    if origin.response_url:
        thread: Mapping[str, str] = {"thread_ts": origin.thread} if origin.thread and not reply.replace else {}
        await _whisper(deps, origin, partial(_respond, origin, {**body_of(reply), **thread}))
    elif origin.channel and origin.who:
        await _whisper(deps, origin, partial(_post_ephemeral, deps, origin, reply))


async def delete_ephemeral(deps: Dependencies, origin: Origin) -> None:
    """Take away the private message whose button was pressed; later where Slack has no time now."""
    await _whisper(deps, origin, partial(_respond, origin, {"delete_original": True}))


async def _whisper(deps: Dependencies, origin: Origin, send: Callable[[], Awaitable[None]]) -> None:
    if (seconds := await _sent(deps, origin, send)) is not None:
        # what was pressed has to be acknowledged, so nobody waits for it
        later = asyncio.create_task(_whisper_later(deps, origin, send, seconds), name="whisper")
        _LATER.add(later)
        later.add_done_callback(_LATER.discard)


async def _whisper_later(deps: Dependencies, origin: Origin, send: Callable[[], Awaitable[None]], seconds: int) -> None:
    for _ in range(WHISPERS):
        await asyncio.sleep(seconds)
        again = await _sent(deps, origin, send)
        if again is None:
            return
        seconds = again
    log.warning("whisper.lost", workspace=origin.workspace, problem="ratelimited")


async def _sent(deps: Dependencies, origin: Origin, send: Callable[[], Awaitable[None]]) -> int | None:
    """The seconds after which Slack takes it; None where it was said, or is lost."""
    try:
        async with asyncio.timeout(deps.patience.whisper):
            await send()
    except SlackApiError as problem:
        if (seconds := asked_to_wait(problem)) is not None:
            return seconds
        log.warning("whisper.lost", workspace=origin.workspace, problem=code_of(problem) or type(problem).__name__)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError, ValueError) as problem:
        log.warning("whisper.lost", workspace=origin.workspace, problem=type(problem).__name__)
    return None


def body_of(reply: Reply) -> dict[str, Any]:
    """A reply as the response to a slash command or a response_url takes it."""
    body: dict[str, Any] = {"response_type": "ephemeral", "text": reply.text, "replace_original": reply.replace}
    if reply.blocks:
        body["blocks"] = as_json(reply.blocks)
    return body


async def _respond(origin: Origin, body: dict[str, Any]) -> None:
    answer = await AsyncWebhookClient(origin.response_url).send_dict(body)
    if answer.status_code != 200:
        # this client returns a refusal where the Web API's raises it
        raise SlackApiError("refused", answer)  # type: ignore[no-untyped-call]


async def _post_ephemeral(deps: Dependencies, origin: Origin, reply: Reply) -> None:
    client = deps.installations[origin.workspace].client
    await client.chat_postEphemeral(
        channel=origin.channel,
        user=origin.who.rpartition(":")[2],
        text=reply.text,
        blocks=as_json(reply.blocks) or None,
        thread_ts=origin.thread or None,
    )
