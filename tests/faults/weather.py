"""Bad weather: what else than a kill can befall the bot, for the length of a block.

Owns each kind as a row of CHANCES or MISHAPS. Must not know what the bot makes of it. To add a kind: one row, and for a
mishap a function.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg

from bot.sandbox.faults import CallFault, DeliveryFault
from tests.faults.story_run import Performance

Weather = Callable[[Performance, random.Random], AbstractAsyncContextManager[None]]

Mishap = Callable[[Performance, random.Random], Awaitable[object]]

_TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'smactr' AND datname = current_database() ORDER BY random() LIMIT 1
"""


def calls_and_deliveries(chances: Mapping[CallFault | DeliveryFault, float], seconds: float = 0.05) -> Weather:
    """Calls of the Web API, or deliveries to the bot, go wrong with these probabilities."""

    @asynccontextmanager
    async def weather(performance: Performance, dice: random.Random) -> AsyncIterator[None]:
        faults = performance.sandbox.faults
        faults.at_random(dice.randrange(10**6), chances, seconds=seconds)
        try:
            yield
        finally:
            faults.clear()

    return weather


def again_and_again(befall: Mishap, least: float, most: float) -> Weather:
    """Something befalls the bot every now and then, `least` to `most` seconds apart."""

    @asynccontextmanager
    async def weather(performance: Performance, dice: random.Random) -> AsyncIterator[None]:
        async def go_on() -> None:
            while True:
                await asyncio.sleep(dice.uniform(least, most))
                await befall(performance, dice)

        going_on = asyncio.create_task(go_on())
        try:
            yield
        finally:
            going_on.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await going_on
            performance.sandbox.faults.clear()

    return weather


async def _storm(performance: Performance, dice: random.Random) -> None:
    """For a while, whatever is called is too much."""
    faults = performance.sandbox.faults
    faults.at_random(0, {"ratelimited": 1.0}, seconds=1.0)
    await asyncio.sleep(dice.uniform(0.3, 1.2))
    faults.clear()


async def _end_sockets(performance: Performance, dice: random.Random) -> None:
    """Slack asks for new connections, or they are torn."""
    sockets = performance.sandbox.sockets
    await (sockets.disconnect() if dice.random() < 0.5 else sockets.cut())


async def _end_database_connection(performance: Performance, dice: random.Random) -> None:
    """The database ends one connection of the bot, whatever it is doing."""
    connection = await asyncpg.connect(performance.environment["SMACTR_DATABASE_URL"])
    try:
        await connection.execute(_TERMINATE)
    finally:
        await connection.close()


def at_once(*kinds: Weather) -> Weather:
    """Several kinds in one run; at most one of them by probabilities, which are one table."""

    @asynccontextmanager
    async def weather(performance: Performance, dice: random.Random) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            for kind in kinds:
                await stack.enter_async_context(kind(performance, dice))
            yield

    return weather


CHANCES: Mapping[str, Mapping[CallFault | DeliveryFault, float]] = {
    "lost replies": {"lost_reply": 0.05},
    "lost requests": {"lost_request": 0.05},
    "late effects": {"late": 0.05},
    "server errors": {"server_error": 0.05},
    "duplicated and dropped deliveries": {"duplicate": 0.5, "dropped": 0.1},
}
"""What goes wrong with a call or a delivery, and how often."""

MISHAPS: Mapping[str, Weather] = {
    "storms of 429": again_and_again(_storm, 0.5, 2.0),
    "ended sockets": again_and_again(_end_sockets, 0.2, 1.0),
    "ended database connections": again_and_again(_end_database_connection, 0.1, 0.6),
}
"""What befalls the bot from time to time."""

LATE = 1.0
"""Seconds by which a late effect is late."""

EACH: Mapping[str, Weather] = {
    **{name: calls_and_deliveries(chances, seconds=LATE) for name, chances in CHANCES.items()},
    **MISHAPS,
}
"""Each kind alone: says which one it was."""

TOGETHER: Mapping[str, Weather] = {
    "calls and deliveries": calls_and_deliveries(
        {fault: chance for chances in CHANCES.values() for fault, chance in chances.items()}, seconds=LATE
    ),
    "storms and ended connections": at_once(*MISHAPS.values()),
}
"""Every kind, in two runs in place of eight."""
