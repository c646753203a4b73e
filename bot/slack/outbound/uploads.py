"""Files on their way: uploaded, then shared as one message, once.

Owns Slack's three steps, the look-up after a lost answer (a shared file knows its message, and its id is kept before it
is shared), and the deleting of what was shared. Must not know what a file shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import structlog

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AuditCard, DecisionCard
from bot.domain.kernel.effects import PostFiles
from bot.ports.chat import Terminal, TryAgain, Unclear
from bot.ports.outbox import EffectJob, Sent
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.slack.kit.slack_errors import PAUSE, Refused
from bot.slack.kit.view_context_loader import ViewContextLoader
from bot.slack.outbound.destinations import Destinations
from bot.slack.outbound.downloads import allowed
from bot.slack.outbound.file_notes import beside_files
from bot.slack.outbound.posting import ParentGone, Target, must_stand, remove, wait_for_lookup
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=15)
"""For the bytes of one file, in seconds."""

UNKNOWN = frozenset(["file_not_found", "file_deleted"])


@dataclass(frozen=True, slots=True)
class Uploader:
    """Posts files the bot made."""

    destinations: Destinations
    view_contexts: ViewContextLoader

    async def find(self, job: EffectJob, audit: Audit) -> Sent | None:
        """The message of an attempt whose answer was lost; None where it shared nothing. Raises Unclear."""
        wait_for_lookup(self.destinations.clock.now(), job.not_before_lookup)
        if not job.files:
            return None
        web = self.destinations.web(job.workspace)
        target = await self.destinations.target(web, audit, _posted(job).place)
        try:
            return await shared(web, job.files[0], target.channel)
        except TryAgain as later:
            raise Unclear(later.problem) from later

    async def post(self, job: EffectJob, loaded: Loaded, files: Sequence[RenderedFile]) -> Sent | None:
        """Upload and share. Raises Refused and the errors of the Chat port."""
        effect, audit = _posted(job), loaded.audit
        web = self.destinations.web(job.workspace)
        target = await self.destinations.target(web, audit, effect.place)
        context = await self.view_contexts.view_context(loaded, web.address, [AuditCard(), DecisionCard()])
        ids = tuple([await _upload(web, file) for file in files])
        if not await self.destinations.outbox.remember(job, ids):
            raise Unclear("overtaken")
        try:
            await _share(web, target, dict(zip(ids, files, strict=True)), beside_files(context, effect.rendering))
        except ParentGone as gone:
            await self.destinations.parent_gone(web, audit, effect.place, target)
            raise TryAgain("thread-gone", PAUSE) from gone
        except TryAgain as later:
            if later.problem == "ratelimited":
                await self.destinations.outbox.slow_down(
                    web.workspace, target.channel, self.destinations.clock.now() + later.after
                )
            raise
        return await self._where(web, ids[0], target)

    async def delete(self, workspace: str, files: Sequence[str], sent: Sent | None) -> None:
        """Delete files and their message; a file that somebody deleted is no failure. Raises Refused, TryAgain."""
        web = self.destinations.web(workspace)
        for file in files:
            try:
                await web.call("files.delete", repeatable=True, file=file)
            except Refused as refused:
                if refused.code not in UNKNOWN:
                    raise
        if sent:
            await remove(web, sent)

    async def _where(self, web: WebApi, file: str, target: Target) -> Sent | None:
        """The message, if Slack tells already: it may take a moment, and nothing hangs on it."""
        try:
            return await shared(web, file, target.channel)
        except (Refused, TryAgain, Unclear) as problem:
            log.info("files.place_unknown", problem=str(problem))
            return None


def _posted(job: EffectJob) -> PostFiles:
    if not isinstance(job.effect, PostFiles):
        raise Terminal(f"cannot-deliver-{job.effect.effect}")
    return job.effect


async def _upload(web: WebApi, file: RenderedFile) -> str:
    """Bring the bytes of one file to Slack; its id. Nobody sees it yet: an upload may be repeated without harm."""
    reserved = await web.call(
        "files.getUploadURLExternal",
        repeatable=True,
        filename=file.name,
        length=str(len(file.data)),
        alt_txt=file.alt or None,
    )
    url = str(reserved["upload_url"])
    if not allowed(url, web.client.base_url):
        raise Terminal("forbidden-host")
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.post(url, data=file.data, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                raise TryAgain(f"upload-http-{answer.status}", PAUSE)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise TryAgain(type(error).__name__, PAUSE) from error
    return str(reserved["file_id"])


async def _share(web: WebApi, target: Target, files: dict[str, RenderedFile], comment: str) -> None:
    """Post uploaded files as one message. Raises ParentGone, Refused, TryAgain (certainly not posted), Unclear."""
    await must_stand(web, target)
    try:
        await web.call(
            "files.completeUploadExternal",
            repeatable=False,
            files=[{"id": key, "title": file.title} for key, file in files.items()],
            channel_id=target.channel,
            thread_ts=target.thread_ts or None,
            initial_comment=comment,
        )
    except Refused as refused:
        if refused.code in ("thread_not_found", "cannot_reply_to_message") and target.thread_ts:
            raise ParentGone from refused
        raise


async def shared(web: WebApi, file: str, channel: str) -> Sent | None:
    """The message of a channel that a file was shared with. Raises Refused, TryAgain, Unclear."""
    try:
        answer = await web.call("files.info", repeatable=True, file=file)
    except Refused as refused:
        if refused.code in UNKNOWN:
            return None
        raise
    try:
        shares = (answer.get("file") or {}).get("shares") or {}
        found = [share for kind in shares.values() for share in kind.get(channel, ())]
        return Sent(channel, str(found[0]["ts"])) if found else None
    except (AttributeError, KeyError, TypeError) as odd:
        # it may be shared, and nobody knows where
        raise Unclear("answer-without-place") from odd
