"""Socket Mode: envelopes over WebSockets the bot has opened, each to one of them, and the acknowledgements back.

Owns the connections. Must not know what an envelope is about.
"""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.delivery import Receipt, Sort
from bot.sandbox.workspace import Workspace

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    """One open socket; `retired` once the bot was told to come anew, when it may still answer by the next one."""

    socket: WebSocket
    retired: bool = False


class SocketMode:
    """The transport over sockets; an envelope not acknowledged within `ack_timeout` seconds has failed."""

    def __init__(self, workspace: Workspace, ack_timeout: float) -> None:
        self._workspace = workspace
        self._ack_timeout = ack_timeout
        self._tickets: set[str] = set()
        self._turn = 0
        self._waiting: dict[str, tuple[Connection, asyncio.Future[Any]]] = {}
        self.connections: list[Connection] = []

    @property
    def reachable(self) -> bool:
        """Whether a socket is open."""
        return bool(self.connections)

    def new_url(self) -> str:
        """An address good for one connection."""
        ticket = self._workspace.ids.secret()
        self._tickets.add(ticket)
        base = self._workspace.base_url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self._workspace.app.id}"

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until either side ends it."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4001)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        if len(self.connections) >= MOST_CONNECTIONS:
            await self._say_goodbye(socket, "too_many_websockets")
            return
        connection = Connection(socket)
        await socket.send_json(self._hello())
        self.connections.append(connection)
        self._workspace.changes.wake()
        try:
            while True:
                self._answered(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):  # starlette raises RuntimeError where we closed it ourselves
            pass
        finally:
            self._lost(connection)

    async def send(self, sort: Sort, payload: dict[str, Any], *, attempt: int, reason: str) -> Receipt:
        """Give an envelope to the connection whose turn it is."""
        if not self.connections:
            return Receipt("dispatch_failed" if sort != "events_api" else "connection_failed")
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        envelope_id = self._workspace.ids.new("env-")
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": sort,
            "accepts_response_payload": sort != "events_api",
        }
        if sort == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = connection, answer
        try:
            await connection.socket.send_text(json.dumps(envelope))
            return Receipt(body=await asyncio.wait_for(answer, self._ack_timeout))
        except TimeoutError:
            return Receipt("operation_timeout" if sort != "events_api" else "timeout")
        except (ConnectionError, RuntimeError, WebSocketDisconnect):
            return Receipt("dispatch_failed" if sort != "events_api" else "connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to come anew, and end it, as Slack does every few hours."""
        for connection in list(self.connections):
            self.connections.remove(connection)
            connection.retired = True
            await self._say_goodbye(connection.socket, reason)

    async def cut(self) -> None:
        """End every connection without a word."""
        for connection in list(self.connections):
            self._lost(connection)
            await self._close(connection.socket, 1011)

    async def _say_goodbye(self, socket: WebSocket, reason: str) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        await self._close(socket, 1000)

    async def _close(self, socket: WebSocket, code: int) -> None:
        """Close a socket that may be gone already."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await socket.close(code)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._workspace.app.id},
        }

    def _answered(self, text: str) -> None:
        """Take an acknowledgement; whichever connection it comes by, as the bot may have changed sockets."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        known = self._waiting.get(message.get("envelope_id", ""))
        if known is not None and not known[1].done():
            known[1].set_result(message.get("payload"))

    def _lost(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        for holder, answer in self._waiting.values():
            if holder is connection and not connection.retired and not answer.done():
                answer.set_exception(ConnectionError("the socket went away"))
        self._workspace.changes.wake()
