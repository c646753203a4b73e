"""Delivery: carries events, clicks, commands and submissions to the bot, and the bot's acknowledgement back.

Owns the envelope of events, retries (events only), delivery faults and the record of every attempt. Must not know
whether a socket or HTTP carries it: that is the transport.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.sandbox.faults import Fault
from bot.sandbox.platform import Platform

Sort = Literal["events_api", "slash_commands", "interactive"]

RETRY_DELAYS = (0.0, 60.0, 300.0)


@dataclass(frozen=True)
class Receipt:
    """What came of one attempt: acknowledged with `body`, or not, and why in Slack's words."""

    error: str = ""
    body: Any = None
    retry: bool = True

    @property
    def acknowledged(self) -> bool:
        """Whether the bot took it."""
        return not self.error


class Transport(Protocol):
    """A way to the bot."""

    @property
    def reachable(self) -> bool:
        """Whether somebody seems to be there."""
        ...

    async def send(self, sort: Sort, payload: dict[str, Any], *, attempt: int, reason: str) -> Receipt:
        """Carry one payload and wait for its acknowledgement; `attempt` is 0 for the first."""
        ...


class Courier:
    """Carries things to the bot; `retry_delays` are the seconds before each repetition of an event."""

    def __init__(self, platform: Platform, transport: Transport, retry_delays: Sequence[float] = RETRY_DELAYS) -> None:
        self._platform = platform
        self._transport = transport
        self._retry_delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[None]] = set()
        self._hurry = asyncio.Event()
        self.in_flight = 0
        self.waiting_to_retry = 0

    async def deliver(self, sort: Sort, name: str, payload: dict[str, Any]) -> Receipt:
        """Carry a command, click or submission: once, whatever comes of it."""
        fault = self._platform.faults.for_delivery(name)
        return await self._attempt(sort, name, payload, fault)

    def post_event(self, event: dict[str, Any]) -> None:
        """Carry an event in the background, with Slack's retries; who is uninstalled hears no more."""
        if self._platform.workspace.app.token_state == "account_inactive" and event["type"] not in LAST_WORDS:
            return
        task = asyncio.create_task(self._carry(event["type"], self._envelope(event)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def retry_now(self) -> None:
        """Let every event that waits for its next attempt be sent at once."""
        self._hurry.set()
        self._hurry = asyncio.Event()

    async def close(self) -> None:
        """Drop what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _envelope(self, event: dict[str, Any]) -> dict[str, Any]:
        workspace = self._platform.workspace
        app = workspace.app
        channel = event.get("channel") or event.get("channel_id") or ""
        authorization = {
            "enterprise_id": workspace.enterprise or None,
            "team_id": workspace.team_id,
            "user_id": app.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        known = workspace.channels.get(channel) if isinstance(channel, str) else None
        return {
            "token": app.verification_token,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": workspace.enterprise or None,
            "api_app_id": app.id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.ids.new("Ev"),
            "event_time": workspace.seconds(),
            "authorizations": [authorization],
            "is_ext_shared_channel": bool(known and known.is_ext_shared),
            "event_context": f"4-{workspace.ids.secret()}",
        }

    async def _carry(self, name: str, envelope: dict[str, Any]) -> None:
        fault = self._platform.faults.for_delivery(name)
        receipt = await self._attempt("events_api", name, envelope, fault)
        if fault and fault.kind == "duplicate":
            await self._attempt("events_api", name, envelope)
        for attempt, delay in enumerate(self._retry_delays, start=1):
            if receipt.acknowledged or not receipt.retry:
                return
            await self._pause(delay)
            receipt = await self._attempt("events_api", name, envelope, attempt=attempt, reason=receipt.error)

    async def _pause(self, delay: float) -> None:
        if delay == 0:
            return
        self.waiting_to_retry += 1
        self._platform.workspace.changes.wake()
        try:
            await asyncio.wait_for(self._hurry.wait(), delay)
        except TimeoutError:
            return
        finally:
            self.waiting_to_retry -= 1

    async def _attempt(
        self,
        sort: Sort,
        name: str,
        payload: dict[str, Any],
        fault: Fault | None = None,
        *,
        attempt: int = 0,
        reason: str = "",
    ) -> Receipt:
        started = time.monotonic()
        self.in_flight += 1
        try:
            if fault and fault.kind == "delayed":
                await asyncio.sleep(fault.seconds)
            if fault and fault.kind == "dropped":
                receipt = Receipt("operation_timeout" if sort != "events_api" else "http_timeout")
            else:
                receipt = await self._transport.send(sort, payload, attempt=attempt, reason=reason)
        finally:
            self.in_flight -= 1
        seconds = time.monotonic() - started
        outcome = receipt.error or "ok"
        self._platform.traffic.record("to_bot", name, payload, receipt.body, outcome, seconds, attempt)
        return receipt


LAST_WORDS = ("app_uninstalled", "tokens_revoked")
