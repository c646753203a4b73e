"""The Chat port: claimed effects and cards become calls of Slack's Web API.

Owns the port's front. Effects are carried out by `message_sender`, cards by `card_sync`, channels, downloads and
uploads by theirs; the subjects draw their messages and cards. Must not know rules, nor when a thing is due: the worker
does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.ports.chat import DeliveryError, TryAgain, Unclear
from bot.ports.clock import Clock
from bot.ports.confinement import Confinement
from bot.ports.directory import Directory
from bot.ports.files import MEGABYTE, File
from bot.ports.outbox import CardJob, EffectJob, Outbox, Sent
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded, Store
from bot.slack.kit.localization import Texts
from bot.slack.kit.slack_errors import Refused
from bot.slack.kit.view_context_loader import Progress, Searched, ViewContextLoader, no_progress, not_searched
from bot.slack.outbound import channels
from bot.slack.outbound.card_sync import CardSync
from bot.slack.outbound.destinations import Destinations
from bot.slack.outbound.downloads import fetch_file
from bot.slack.outbound.message_sender import MessageSender
from bot.slack.outbound.uploads import Uploader
from bot.slack.outbound.web_api import WebApi

MAX_FILE = 25 * MEGABYTE


class SlackChat:
    """Delivers to every workspace the bot is installed in. `webs` by workspace."""

    def __init__(
        self,
        webs: Mapping[str, WebApi],
        say: Texts,
        store: Store,
        outbox: Outbox,
        directory: Directory,
        clock: Clock,
        confinement: Confinement,
        max_file_bytes: int = MAX_FILE,
        progress: Progress = no_progress,
        searched: Searched = not_searched,
    ) -> None:
        self._destinations = Destinations(webs, outbox, directory, clock)
        view_contexts = ViewContextLoader(store, outbox, say, clock, progress, searched, max_file_bytes // MEGABYTE)
        self._message_sender = MessageSender(self._destinations, view_contexts)
        self._uploader = Uploader(self._destinations, view_contexts)
        self._card_sync = CardSync(self._destinations, view_contexts, confinement)
        self._say = say
        self._max_file_bytes = max_file_bytes

    async def deliver(self, job: EffectJob, loaded: Loaded | None) -> Sent | None:
        """Carry out an effect that only speaks; where its message is."""
        try:
            return await self._message_sender.carry_out(job, loaded)
        except Refused as refused:
            raise refused.meaning() from refused
        except TryAgain as later:
            raise _still(job, later) from later

    async def find_files(self, job: EffectJob, loaded: Loaded) -> Sent | None:
        """The message an earlier attempt shared its files with; None where it shared none."""
        try:
            return await self._uploader.find(job, loaded.audit)
        except Refused as refused:
            raise refused.meaning() from refused

    async def post_files(self, job: EffectJob, loaded: Loaded, files: Sequence[RenderedFile]) -> Sent | None:
        """Upload files and share them as one message; where it is, if Slack says so."""
        try:
            return await self._uploader.post(job, loaded, files)
        except Refused as refused:
            raise refused.meaning() from refused

    async def delete_files(self, workspace: str, files: Sequence[str], sent: Sent | None) -> None:
        """Delete files the bot uploaded, and the message they were shared with."""
        try:
            await self._uploader.delete(workspace, files, sent)
        except Refused as refused:
            raise refused.meaning() from refused

    async def draw(self, job: CardJob, loaded: Loaded | None) -> tuple[Sent | None, str]:
        """Send or update a card as the state stands now; its place and fingerprint."""
        try:
            return await self._card_sync.draw(job, loaded)
        except Refused as refused:
            raise refused.meaning() from refused
        except TryAgain as later:
            raise _still(job, later) from later

    async def ensure_channel(self, job: EffectJob, loaded: Loaded) -> str:
        """The audit's channel, created or joined, with its people invited; its id."""
        audit, web = loaded.audit, self._destinations.web(job.workspace)
        topic = self._say("channel-topic", audit=audit.key, model=str(audit.subject))
        try:
            return await channels.ensure(
                web, audit, self._destinations.directory, topic, self._destinations.clock.now()
            )
        except Refused as refused:
            raise refused.meaning() from refused

    async def fetch(self, workspace: str, file: str) -> File:
        """Open a file of the workspace. Raises FileProblem."""
        try:
            return await fetch_file(self._destinations.web(workspace), file, self._max_file_bytes)
        except Refused as refused:
            raise refused.meaning() from refused


def _still(job: EffectJob | CardJob, later: TryAgain) -> DeliveryError:
    """What an earlier attempt did stays unknown until a look-up is through, whatever this attempt did not do."""
    return Unclear(later.problem) if job.ambiguous else later
