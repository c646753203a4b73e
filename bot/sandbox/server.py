"""The sandbox as one running thing: workspace, Web API, deliveries and people, on one loopback port.

Owns the assembly and its lifetime. Must not hold rules of its own.
"""

import asyncio
import contextlib
import socket
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Scope

from bot.sandbox.admin import Admin
from bot.sandbox.app import App
from bot.sandbox.changes import PATIENCE
from bot.sandbox.clock import Clock, Ids, RandomIds
from bot.sandbox.delivery import RETRY_DELAYS, Courier, Transport
from bot.sandbox.driver import Driver
from bot.sandbox.events import EventFeed
from bot.sandbox.http_events import HttpEvents
from bot.sandbox.interactions import Interactions
from bot.sandbox.limits import Limits
from bot.sandbox.loopback import LoopbackOnly
from bot.sandbox.manifest import AppSpec
from bot.sandbox.page.routes import PageServer
from bot.sandbox.persistence import KEY, Keeping
from bot.sandbox.platform import Platform
from bot.sandbox.routes import routes_of
from bot.sandbox.side_panels import Panel
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.spec import WorkspaceSpec
from bot.sandbox.transport import Line
from bot.sandbox.triggers import TRIGGER_SECONDS
from bot.sandbox.workspace import Workspace

KEEP_ALIVE = 75
"""Seconds that a connection stays open between two calls: longer than a client keeps it (aiohttp's 15), for a call that
is sent while it is being closed is lost."""


class Server(uvicorn.Server):
    """uvicorn inside a running program: no signal handlers, no ticking, and a word when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.stopping = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals to the program around."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Run until told to stop."""
        await self.on_tick(0)
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop at once: whoever ends a sandbox waits for nobody's last words."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.close()
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Sandbox:
    """A Slack workspace on loopback with one app installed.

    `delivery` is how the bot hears of things: "socket" (it connects) or "http" (signed requests to `bot_url`).
    `limits` None never rate-limits. `ack_timeout` and `retry_delays` are in seconds, as Slack has them by default; a
    trigger id lives as long as an answer is waited for, and never shorter than in Slack.
    `routes` are further Starlette routes, `panels` what the page shows at its side. `keep_in` is a folder from which
    the workspace is taken up, if it was kept there before, and in which it is kept.
    """

    def __init__(
        self,
        spec: WorkspaceSpec | None = None,
        *,
        app: AppSpec | None = None,
        port: int = 0,
        delivery: Literal["socket", "http"] = "socket",
        bot_url: str = "",
        bot_token: str = "",
        app_token: str = "",
        signing_secret: str = "",
        clock: Clock | None = None,
        ids: Ids | None = None,
        limits: Limits | None = None,
        ack_timeout: float = 3.0,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        routes: Sequence[BaseRoute] = (),
        panels: Sequence[Panel] = (),
        keep_in: Path | None = None,
    ) -> None:
        ids = ids or RandomIds()
        installed = App.new(app or AppSpec(), ids, bot_token=bot_token, app_token=app_token, secret=signing_secret)
        self.workspace = Workspace(spec, installed, clock=clock, ids=ids)
        self._keeping = Keeping(self.workspace, keep_in) if keep_in else None
        self.platform = Platform(self.workspace, limits, max(ack_timeout, TRIGGER_SECONDS))
        self.faults, self.traffic = self.platform.faults, self.platform.traffic
        self.panels = {panel.name: panel for panel in panels}
        self.sockets = SocketMode(self.workspace, ack_timeout)
        self.platform.new_socket_url = self.sockets.new_url
        self.http = HttpEvents(self.workspace, bot_url, ack_timeout)
        transport: Transport = self.sockets if delivery == "socket" else self.http
        self.courier = Courier(self.platform, transport, retry_delays)
        self.feed = EventFeed(self.workspace, self.courier.post_event)
        self.interactions = Interactions(self.platform, self.courier)
        self.admin = Admin(self.workspace)
        key = keep_in / KEY if keep_in else None
        self.page = PageServer(self.interactions, self.courier, self.panels, lambda: transport.reachable, key)
        self._line = Line(self.platform, self._cut)
        self._port = port
        self._routes = routes
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens, such as http://127.0.0.1:40001 (once it does)."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What the bot takes for https://slack.com/api/."""
        return f"{self.url}/api/"

    @property
    def page_url(self) -> str:
        """Where a person opens the page; the key in it is good for this run only."""
        return f"{self.url}/?key={self.page.door.key}"

    @property
    def bot_token(self) -> str:
        """The bot's token (xoxb-…)."""
        return self.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode (xapp-…)."""
        return self.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        """What HTTP deliveries are signed with."""
        return self.workspace.app.signing_secret

    def driver(self, who: str) -> Driver:
        """Act as a person, named by handle or id."""
        return Driver(self.workspace, self.interactions, self.workspace.person(who).id)

    async def __aenter__(self) -> Self:
        listener = listen(self._port)
        self.workspace.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        application = Starlette(
            routes=[*routes_of(self.platform, self._line, self.sockets), *self.page.routes, *self._routes]
        )
        application.state.sandbox = self
        config = uvicorn.Config(
            LoopbackOnly(application),
            lifespan="off",
            log_level="warning",
            date_header=False,
            ws="websockets-sansio",
            timeout_keep_alive=KEEP_ALIVE,
        )
        self._server = Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.listening.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.page.live.close()
        await self.courier.close()
        await self._line.close()
        await self.sockets.cut()
        await self.http.close()
        if self._server is not None and self._serving is not None:
            self._server.stopping.set()
            await self._serving
        if self._keeping is not None:
            self._keeping.write()

    async def connected(self, count: int = 1, *, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until the bot holds at least `count` sockets."""
        await self.workspace.until(lambda: len(self.sockets.connections) >= count, timeout=timeout)

    async def settled(self, *, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until nothing is on its way to the bot (events waiting for a retry do not count)."""
        await asyncio.sleep(0)  # an event posted just now has not set out yet
        await self.workspace.until(lambda: self.courier.in_flight == 0, timeout=timeout)

    def _cut(self, scope: Scope) -> None:
        """Tear the connection of a request, so that its sender never hears back."""
        if self._server is None:
            return
        for connection in list(self._server.server_state.connections):
            if getattr(connection, "client", None) == tuple(scope["client"]):
                connection.transport.abort()


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 lets the system choose one."""
    # asyncio switches Nagle's delay off only where the protocol is named; left on, each answer takes 40 ms more.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener
