"""How quickly a click is committed and answered, beside a bare Bolt app and the least a durable click can cost.

Owns the comparison: every server gets the same signed requests from the same client in the same run, at 1, 16 and 64
connections, over 200 audits in testing.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import user_of
from bot.wiring.system import SystemClock
from tests.bench import peers, seed
from tests.bench.another_build import THIS, Build, build_of, plant
from tests.bench.load import Measured, run, signed
from tests.builders import SAFETY, TEAM

AUDITS = 200

CONNECTIONS = (1, 16, 64)

TURNS = 3

SERVERS = (
    ("(a) bare Bolt, defaults", "bare", "bare"),
    ("(b) raw asyncpg, 5 statements", "durable", "durable"),
    ("(c) raw sqlite3, 5 statements", "durable-sqlite", "durable-sqlite"),
    ("smactr, PostgreSQL", "ours", "postgres"),
    ("smactr, SQLite", "ours", "sqlite"),
)
"""Title, what is served, and where its record is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    server: str
    what: str
    connections: int
    measured: Measured


def clicks(audits: list[Audit], seen: dict[str, str], start: int) -> Iterator[bytes]:
    """Safety's approvals and withdrawals, audit by audit in turn: each one changes the record."""
    approve = {"verdict": {"verdict": {"type": "radio_buttons", "selected_option": {"value": "approve"}}}}
    withdraw = {"reason": {"reason": {"type": "plain_text_input", "value": "A new result came in."}}}
    for number in itertools.count(start):
        turn, index = divmod(number, len(audits))
        audit = audits[index].key
        callback, state = ("sign", approve) if turn % 2 == 0 else ("withdraw", withdraw)
        meta = {"q": f"q{number}", "a": audit, "s": "testing", "r": "safety", "e": seen[audit]}
        yield signed({"payload": json.dumps(submission(callback, meta, state))})


def submission(callback: str, meta: dict[str, str], state: object) -> dict[str, object]:
    """A modal's submission as Slack sends it."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": user_of(SAFETY), "username": "safety", "team_id": TEAM},
        "api_app_id": "A01",
        "token": "unused",
        "trigger_id": "1.2.3",
        "view": {
            "id": "V01",
            "team_id": TEAM,
            "type": "modal",
            "private_metadata": json.dumps(meta),
            "callback_id": callback,
            "state": {"values": state},
            "hash": "1.abc",
            "app_id": "A01",
            "app_installed_team_id": TEAM,
            "blocks": [],
        },
    }


def statuses(audits: list[Audit]) -> Iterator[bytes]:
    """`/audit status KEY`, audit by audit in turn."""
    for number in itertools.count():
        yield slash(f"status {audits[number % len(audits)].key}")


def slash(words: str) -> bytes:
    """`/audit` with these words behind it, as Safety types it."""
    return signed(
        {
            "command": "/audit",
            "text": words,
            "team_id": TEAM,
            "user_id": user_of(SAFETY),
            "channel_id": "C00001",
            "trigger_id": "1.2.3",
            "response_url": "http://127.0.0.1:9/none",
        }
    )


@asynccontextmanager
async def served(kind: str, url: str, folder: Path, build: Build = THIS) -> AsyncIterator[int]:
    """A server in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ("-m", "tests.bench.server", kind, url or "-", str(folder), str(port))
    process = await asyncio.create_subprocess_exec(build.python, *arguments, cwd=build.folder)
    try:
        for _ in range(300):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            except OSError:
                await asyncio.sleep(0.1)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def measure(postgres: str, seconds: float, against: str) -> list[Row]:
    """Every server at every number of connections. `postgres`: URL of an empty database; `against`: a commit whose
    build on SQLite is measured beside them, empty for none.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("postgres", "sqlite"):
            (folder / part).mkdir()
        audits = await _plant(postgres, folder / "postgres")
        await _plant("", folder / "sqlite")
        await peers.prepare(postgres, AUDITS, audits[0].model_dump_json())
        peers.prepare_sqlite(folder / "peer.db", AUDITS, audits[0].model_dump_json())
        play = seed.ready_to_sign()
        seen = {a.key: evidence_of(a, play.framework, "testing") for a in audits}
        places = {"bare": ("-", folder), "durable": (postgres, folder), "postgres": (postgres, folder / "postgres")}
        places |= {"sqlite": ("", folder / "sqlite"), "durable-sqlite": ("-", folder)}
        async with AsyncExitStack() as stack:
            loads = [
                _Load(title, await stack.enter_async_context(served(kind, *places[place])), clicks(audits, seen, 0))
                for title, kind, place in SERVERS
            ]
            if against:
                build = await stack.enter_async_context(build_of(against))
                (folder / "against").mkdir()
                shown = await plant(build, folder / "against")
                port = await stack.enter_async_context(served("ours", "", folder / "against", build))
                loads.append(_Load(against, port, clicks(audits, shown, 0)))
            return await _measure(loads, audits, seconds)


@dataclass(frozen=True, slots=True)
class _Load:
    """A server with the clicks it has yet to get."""

    title: str
    port: int
    clicks: Iterator[bytes]


async def _measure(loads: list[_Load], audits: list[Audit], seconds: float) -> list[Row]:
    """Server by server in short turns, so that whatever else the machine does is shared by all."""
    for load in loads:
        await run(load.port, load.clicks, 4, 1.0)
        await run(load.port, statuses(audits), 4, 1.0)
    rows: dict[tuple[str, str, int], list[Measured]] = {}
    for what, connections, _ in itertools.product(("click", "status"), CONNECTIONS, range(TURNS)):
        for load in loads:
            requests = load.clicks if what == "click" else statuses(audits)
            measured = await run(load.port, requests, connections, seconds / TURNS)
            rows.setdefault((load.title, what, connections), []).append(measured)
    return [Row(*key, _middle(turns)) for key, turns in sorted(rows.items(), key=lambda row: (row[0][1], row[0][2]))]


def _middle(turns: list[Measured]) -> Measured:
    """The median of every figure over the turns; refusals added up."""
    return Measured(
        p50=statistics.median(m.p50 for m in turns),
        p99=statistics.median(m.p99 for m in turns),
        rate=statistics.median(m.rate for m in turns),
        refused=sum(m.refused for m in turns),
    )


async def _plant(url: str, folder: Path) -> list[Audit]:
    async with seed.record(url, folder, SystemClock()) as storage:
        play = seed.ready_to_sign()
        audits = [await seed.plant(storage, play, number) for number in range(1, AUDITS + 1)]
        await seed.know_everybody(storage, audits[0])
        await seed.stand_cards(storage, SystemClock())
    return audits
