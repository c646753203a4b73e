"""What the open pages are told as it happens: messages at once, counts and panels gathered up.

Owns the connections of pages, and who is told what. Must not know how a page draws it.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.changes import Change
from bot.sandbox.channels import Channel
from bot.sandbox.errors import NeverHappened, SandboxError
from bot.sandbox.page.presentation import Shown
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

GATHER = 0.08
"""Seconds in which counts and panels are gathered, so that a burst of messages is one update of them."""

GOODBYE = 0.5
"""Seconds a page gets to go when the workspace stops."""

BACKLOG = 5000
"""Messages a page may be behind; one further behind is cut off, and loads anew."""

ON_MESSAGE = frozenset(
    {
        "message_posted",
        "message_changed",
        "reaction_added",
        "reaction_removed",
        "pin_added",
        "pin_removed",
    }
)


@dataclass(eq=False)
class Page:
    """One open page, the person it acts as, and what it has not been sent yet."""

    socket: WebSocket
    person: str
    waiting: asyncio.Queue[Json] = field(default_factory=lambda: asyncio.Queue(BACKLOG))
    lost: bool = False
    told_to_go: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, news: Json) -> None:
        """Queue one piece of news."""
        try:
            self.waiting.put_nowait(news)
        except asyncio.QueueFull:
            self.lost = True


class Live:
    """Tells every open page what its person sees. `status` says how the app is doing."""

    def __init__(self, workspace: Workspace, shown: Shown, status: Callable[[], Json]) -> None:
        self._workspace = workspace
        self._shown = shown
        self._status = status
        self._gathering: asyncio.TimerHandle | None = None
        self.pages: set[Page] = set()
        workspace.changes.subscribe(self._hear)

    async def serve(self, socket: WebSocket) -> None:
        """Hold one page's connection until it ends."""
        await socket.accept()
        page = Page(socket, self._workspace.bot.id)
        self.pages.add(page)
        works = (self._send(page), self._listen(page), self._watch(page), page.told_to_go.wait())
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(work) for work in works]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.pages.discard(page)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.close()
            page.gone.set()

    async def close(self) -> None:
        """End every connection."""
        if self._gathering is not None:
            self._gathering.cancel()
        for page in list(self.pages):
            page.told_to_go.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(page.gone.wait(), GOODBYE)

    def refresh(self) -> None:
        """Bring counts and panels up to date soon."""
        if self.pages and self._gathering is None:
            self._gathering = asyncio.get_running_loop().call_later(GATHER, self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        sides: dict[str, Json] = {}
        for page in self.pages:
            if page.person not in sides:
                sides[page.person] = self._shown.side(page.person)
            page.tell({"type": "side", "who": page.person, "side": sides[page.person]})
            page.tell({"type": "panels"})

    async def _listen(self, page: Page) -> None:
        """A page says who it acts as; everything else it asks for over HTTP."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                try:
                    wanted = json.loads(await page.socket.receive_text())
                    page.person = self._workspace.person(str(wanted["who"])).id
                except (ValueError, KeyError, TypeError, SandboxError):
                    return
                page.tell({"type": "following", "who": page.person})
                page.tell({"type": "modals", "who": page.person, "modals": self._shown.modals(page.person)})
                self.refresh()

    async def _send(self, page: Page) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while not page.lost:
                await page.socket.send_text(json.dumps(await page.waiting.get()))

    async def _watch(self, page: Page) -> None:
        """Say how the app is doing, now and whenever that changes."""
        while True:
            said = self._status()
            page.tell({"type": "status", **said})
            with contextlib.suppress(NeverHappened):
                await self._workspace.until(lambda known=said: self._status() != known, timeout=3600)  # type: ignore[misc]

    # what happened, to whom it matters

    def _hear(self, change: Change) -> None:
        if not self.pages:
            return
        channel = self._workspace.channels.get(change.channel or "")
        if channel is not None and change.ts is not None:
            self._tell_message(change, channel)
        elif change.kind in ("view_opened", "view_changed", "view_closed"):
            self._tell(change.user, lambda p: {"type": "modals", "who": p, "modals": self._shown.modals(p)})
        elif change.kind == "home_published":
            self._tell(change.user, lambda p: {"type": "home", "who": p, "home": self._shown.home(p)})
        elif change.kind.startswith("person"):
            everybody = [self._shown.person(person) for person in self._workspace.people.values()]
            self._tell(None, lambda _: {"type": "people", "people": everybody})
        self.refresh()

    def _tell_message(self, change: Change, channel: Channel) -> None:
        ts = change.ts or ""
        message = channel.messages.get(ts)
        if change.kind.startswith("ephemeral"):
            self._tell(change.user, lambda p: self._whispered(channel, p, ts))
        elif message is None:
            thread_ts = change.detail.get("previous", {}).get("thread_ts")
            self._tell_onlookers(channel, lambda _: self._gone(channel, ts))
            if thread_ts in channel.messages:
                self._show(channel, thread_ts)
        elif change.kind in ON_MESSAGE or change.kind == "message_deleted":
            self._show(channel, ts)
            if message.is_reply and message.thread_ts in channel.messages:
                self._show(channel, message.thread_ts or "")

    def _show(self, channel: Channel, ts: str) -> None:
        message = channel.messages[ts]
        self._tell_onlookers(
            channel, lambda p: {"type": "message", "who": p, "message": self._shown.message(channel, message, p)}
        )

    def _gone(self, channel: Channel, ts: str) -> Json:
        return {"type": "gone", "channel": channel.id, "ts": ts}

    def _whispered(self, channel: Channel, person: str, ts: str) -> Json:
        for shown in channel.ephemerals:
            if shown.ts == ts and shown.to == person:
                return {"type": "message", "who": person, "message": self._shown.ephemeral(channel, shown)}
        return self._gone(channel, ts)

    def _tell_onlookers(self, channel: Channel, news: Callable[[str], Json]) -> None:
        self._tell(None, news, lambda person: self._workspace.may_see(channel, person))

    def _tell(
        self, only: str | None, news: Callable[[str], Json], may: Callable[[str], bool] = lambda person: True
    ) -> None:
        made: dict[str, Json] = {}
        for page in self.pages:
            if only not in (None, page.person) or not may(page.person):
                continue
            if page.person not in made:
                made[page.person] = news(page.person)
            page.tell(made[page.person])
