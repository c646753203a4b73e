"""What our click is measured beside: a bare Bolt app, and the least a durable click can cost.

Owns the three peers. (a) Bolt with its defaults, doing nothing; (b) Bolt that answers after one transaction of five raw
statements: inbox, load, event, state, outbox; (c) the same on SQLite, in the one thread that has its connection.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.load import SECRET


async def authorize(**_: Any) -> AuthorizeResult:
    """An installation without asking Slack."""
    return AuthorizeResult(enterprise_id=None, team_id="T01", bot_token="xoxb-bench", bot_user_id="UBOT")


def _web(app: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def bare() -> Starlette:
    """(a) Bolt as its documentation begins: acknowledge, nothing else."""
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, request_verification_enabled=True)

    @app.view(re.compile("sign|withdraw"))
    async def click(ack: Any) -> None:
        await ack()

    @app.command("/audit")
    async def status(ack: Any) -> None:
        await ack("ok")

    return _web(app)


STATEMENTS = (
    "INSERT INTO peer_inbox (request) VALUES ($1)",
    "SELECT seq, state FROM peer_audits WHERE key = $1 FOR UPDATE",
    "INSERT INTO peer_events (key, seq, body) VALUES ($1, $2, $3)",
    "UPDATE peer_audits SET seq = seq + 1, state = $2 WHERE key = $1",
    "INSERT INTO peer_outbox (key, body) VALUES ($1, $2)",
)
TABLES = """
CREATE TABLE IF NOT EXISTS peer_inbox (request text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS peer_audits (key text PRIMARY KEY, seq int NOT NULL, state text NOT NULL);
CREATE TABLE IF NOT EXISTS peer_events (key text, seq int, body text NOT NULL, PRIMARY KEY (key, seq));
CREATE TABLE IF NOT EXISTS peer_outbox (id bigserial PRIMARY KEY, key text, body text NOT NULL);
"""


async def prepare(url: str, audits: int, state: str) -> None:
    """Tables and rows for (b), with a state as large as ours."""
    connection = await asyncpg.connect(url)
    await connection.execute(TABLES)
    rows = [(f"A-{n}", 0, state) for n in range(1, audits + 1)]
    await connection.executemany("INSERT INTO peer_audits VALUES ($1, $2, $3)", rows)
    await connection.close()


def durable(url: str) -> Starlette:
    """(b) The same handler answering after five statements and one commit; and `status` after one SELECT."""
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    pools: list[asyncpg.Pool[asyncpg.Record]] = []

    async def pool() -> asyncpg.Pool[asyncpg.Record]:
        if not pools:
            pools.append(await asyncpg.create_pool(url, min_size=10, max_size=10))
        return pools[0]

    @app.view(re.compile("sign|withdraw"))
    async def click(ack: Any, body: dict[str, Any]) -> None:
        meta = json.loads(body["view"]["private_metadata"])
        event = json.dumps({"type": "Signed", "by": body["user"]["id"], "request": meta["q"]})
        async with (await pool()).acquire() as connection, connection.transaction():
            await connection.execute(STATEMENTS[0], meta["q"])
            row = await connection.fetchrow(STATEMENTS[1], meta["a"])
            assert row is not None
            await connection.execute(STATEMENTS[2], meta["a"], row["seq"] + 1, event)
            await connection.execute(STATEMENTS[3], meta["a"], row["state"])
            await connection.execute(STATEMENTS[4], meta["a"], event)
        await ack()

    @app.command("/audit")
    async def status(ack: Any, command: dict[str, Any]) -> None:
        async with (await pool()).acquire() as connection:
            row = await connection.fetchrow("SELECT seq FROM peer_audits WHERE key = $1", command["text"].split()[-1])
        await ack(f"{row}")

    return _web(app)


def prepare_sqlite(file: Path, audits: int, state: str) -> None:
    """Tables and rows for (c)."""
    connection = _connected(file)
    connection.executescript(TABLES.replace("bigserial", "integer"))
    rows = [(f"A-{n}", 0, state) for n in range(1, audits + 1)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO peer_audits VALUES (?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def durable_sqlite(file: Path) -> Starlette:
    """(c) The least durable handler on SQLite: five statements and one commit in one trip to one thread."""
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    connection, thread = _connected(file), ThreadPoolExecutor(1)
    statements = [re.sub(r"\$\d", "?", each.replace(" FOR UPDATE", "")) for each in STATEMENTS]
    # state and key stand the other way round in the fourth one
    change = "UPDATE peer_audits SET seq = seq + 1, state = ? WHERE key = ?"

    def committed(key: str, request: str, event: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(statements[0], (request,))
            seq, state = connection.execute(statements[1], (key,)).fetchone()
            connection.execute(statements[2], (key, seq + 1, event))
            connection.execute(change, (state, key))
            connection.execute(statements[4], (key, event))
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def known(key: str) -> Any:
        return connection.execute("SELECT seq FROM peer_audits WHERE key = ?", (key,)).fetchone()

    @app.view(re.compile("sign|withdraw"))
    async def click(ack: Any, body: dict[str, Any]) -> None:
        meta = json.loads(body["view"]["private_metadata"])
        event = json.dumps({"type": "Signed", "by": body["user"]["id"], "request": meta["q"]})
        await asyncio.get_running_loop().run_in_executor(thread, committed, meta["a"], meta["q"], event)
        await ack()

    @app.command("/audit")
    async def status(ack: Any, command: dict[str, Any]) -> None:
        row = await asyncio.get_running_loop().run_in_executor(thread, known, command["text"].split()[-1])
        await ack(f"{row}")

    return _web(app)
