"""The line from the bot to Slack: every request goes over it, is recorded, and goes wrong where that was ordered.

Owns how faults of calls look to the bot. Must not know what is asked.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.faults import Fault
from bot.sandbox.platform import Platform

Cut = Callable[[Scope], None]


@dataclass(frozen=True)
class Done:
    """A request carried out: the answer to send, what of it is recorded, and "ok" or the error."""

    response: Response
    answer: Any
    outcome: str


class CutConnection(Response):
    """No answer at all: the connection is torn."""

    def __init__(self, cut: Cut) -> None:
        super().__init__()
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tear it, and wait until it is torn: nothing may be sent before."""
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


class Line:
    """Carries requests; `cut` tears the connection a request came by."""

    def __init__(self, platform: Platform, cut: Cut) -> None:
        self._platform = platform
        self._cut = cut
        self._later: set[asyncio.Task[None]] = set()

    async def carry(self, name: str, arguments: dict[str, Any], act: Callable[[], Done]) -> Response:
        """Do `act` and answer, unless a fault for `name` is due (see `faults` for what each kind does)."""
        started = time.monotonic()
        fault = self._platform.faults.for_call(name)
        done = act() if fault is None else await self._disturbed(fault, act)
        outcome = done.outcome
        if fault:
            outcome = fault.kind if outcome == "ok" else f"{fault.kind}: {outcome}"
        seconds = time.monotonic() - started
        self._platform.traffic.record("to_slack", name, arguments, done.answer, outcome, seconds)
        return done.response

    async def close(self) -> None:
        """Drop effects that are not due yet."""
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)

    async def _disturbed(self, fault: Fault, act: Callable[[], Done]) -> Done:
        torn = CutConnection(self._cut)
        match fault.kind:
            case "slow":
                await asyncio.sleep(fault.seconds)
                return act()
            case "lost_reply":
                done = act()
                return Done(torn, done.answer, done.outcome)
            case "late":
                self._do_later(act, fault.seconds)
                return Done(torn, None, "ok")
            case "lost_request":
                return Done(torn, None, "ok")
            case "ratelimited":
                return too_often(max(1, round(fault.seconds)))
            case "server_error":
                return Done(PlainTextResponse("Internal Server Error", status_code=fault.status), None, "ok")
            case _:
                answer = {"ok": False, "error": fault.error}
                return Done(JSONResponse(answer), answer, fault.error)

    def _do_later(self, act: Callable[[], Done], seconds: float) -> None:
        async def wait() -> None:
            await asyncio.sleep(seconds)
            act()

        task = asyncio.create_task(wait())
        self._later.add(task)
        task.add_done_callback(self._later.discard)


def too_often(retry_after: int) -> Done:
    """429, with the seconds to wait."""
    answer = {"ok": False, "error": "ratelimited"}
    headers = {"Retry-After": str(retry_after)}
    return Done(JSONResponse(answer, status_code=429, headers=headers), answer, "ratelimited")
