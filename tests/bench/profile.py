"""Where the time of a click goes: what runs is looked at every few milliseconds that the processor works for us.

Owns that measurement: signed requests go through the ASGI application in this process, over the real record. A sample
counts for the innermost function that is a part of its own in `PARTS`, in whichever thread it ran.
"""

from __future__ import annotations

import itertools
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final

from starlette.applications import Starlette

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.evidence import evidence_of
from bot.wiring.system import SystemClock
from tests.bench import seed
from tests.bench.ack import clicks, statuses
from tests.bench.load import SECRET
from tests.bench.ours import application

AUDITS: Final = 20

EVERY: Final = 0.004
"""Seconds of processor time between two looks: as often as Linux tells."""

PARTS: Final = (
    ("tests.bench.profile", "", "the measurement"),
    ("starlette", "", "Starlette"),
    ("slack_bolt", "", "Bolt"),
    ("bot.slack.inbound.request_checks", "", "size, signature, body"),
    ("bot.slack.inbound.dispatch", "_answer", "the answer"),
    ("bot.slack.inbound", "", "dispatch"),
    ("bot.slack.kit.payloads", "", "the payload is read"),
    ("bot.slack", "", "forms and access"),
    ("bot.domain.engine.decide", "decide", "rules"),
    ("bot.domain.engine.fold", "fold", "fold"),
    ("bot.domain.duties.rules", "duties_of", "duties"),
    ("bot.domain.engine.timers", "next_alarm", "the next alarm"),
    ("bot.domain.engine.commit_plan", "", "what follows: cards, effects"),
    ("bot.service", "", "service"),
    ("storage.prepared", "", "statements that write"),
    ("storage.sqlite_threads", "_read", "statements that read"),
    ("storage.sqlite_threads", "_transact", "begin and commit"),
    ("storage.snapshots", "values", "snapshot"),
    ("storage.history", "chained", "canonical JSON and hashes"),
    ("storage", "", "rows to be written"),
    ("concurrent.futures", "submit", "trips between threads"),
)
"""Module (or package), function, and what it is called in the table; the first that fits."""

IDLE: Final = {("concurrent.futures.thread", "_worker"), ("threading", "wait"), ("selectors", "select")}
"""Innermost functions of threads that wait."""


@dataclass
class Samples:
    """What was seen, and the processor time it took, in seconds."""

    requests: int
    seconds: float = 0.0
    of_others: float = 0.0
    """What of it threads beside the loop's took: a sample of theirs may be counted for what the loop does next."""
    parts: Counter[str] = field(default_factory=Counter)
    functions: Counter[str] = field(default_factory=Counter)
    """By whatever stood on the stack, each once."""

    @property
    def seen(self) -> int:
        """Samples altogether."""
        return sum(self.parts.values())

    def milliseconds(self, samples: int) -> float:
        """What so many samples are of one request."""
        return samples / self.seen * self.seconds / self.requests * 1000

    def look(self, _signal: int, frame: FrameType | None) -> None:
        """Count what runs now."""
        others = (each for thread, each in sys._current_frames().items() if thread != threading.get_ident())
        stacks = [_stack(each) for each in (frame, *others)]
        # a thread that waits for the loop's is counted when the loop waits; where all wait, one of them is switched to
        stack = next((each for each in stacks if each and each[0] not in IDLE), stacks[0])
        self.parts[_part(stack)] += 1
        self.functions.update({f"{module}.{function}" for module, function in stack})


def _stack(frame: FrameType | None) -> list[tuple[str, str]]:
    """Module and function of each frame, the innermost first."""
    found = []
    while frame is not None:
        found.append((str(frame.f_globals.get("__name__", "")), frame.f_code.co_name))
        frame = frame.f_back
    return found


def _part(stack: list[tuple[str, str]]) -> str:
    for module, function in stack:
        for prefix, name, title in PARTS:
            if (module == prefix or module.startswith(f"{prefix}.")) and name in ("", function):
                return title
    return "asyncio and the rest"


async def measure(folder: Path, requests: int, what: str) -> Samples:
    """So many clicks (or statuses) one after the other, on SQLite."""
    async with seed.record("", folder, SystemClock()) as storage:
        play = seed.ready_to_sign()
        audits = [await seed.plant(storage, play, number) for number in range(1, AUDITS + 1)]
        await seed.know_everybody(storage, audits[0])
        await seed.stand_cards(storage, SystemClock())
        app = application(storage, SECRET)
        seen = {a.key: evidence_of(a, play.framework, "testing") for a in audits}
        made = _requests(audits, seen, what)
        for raw in itertools.islice(made, 3 * AUDITS):
            await send(app, raw)
        samples, ready = Samples(requests), list(itertools.islice(made, requests))
        before = signal.signal(signal.SIGPROF, samples.look)
        begun, loop_begun = time.process_time(), time.thread_time()
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            for raw in ready:
                await send(app, raw)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            samples.seconds = time.process_time() - begun
            samples.of_others = samples.seconds - (time.thread_time() - loop_begun)
            signal.signal(signal.SIGPROF, before)
        return samples


def _requests(audits: list[Audit], seen: dict[str, str], what: str) -> Iterator[bytes]:
    return clicks(audits, seen, 0) if what == "click" else statuses(audits)


async def send(app: Starlette, raw: bytes) -> None:
    """One request through an application. Raises RuntimeError where it is not answered with 200."""
    head, body = raw.split(b"\r\n\r\n", 1)
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/slack/events",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in lines],
    }
    answered: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    await app(scope, receive, send)
    if answered != [200]:
        raise RuntimeError(f"answered {answered}")
