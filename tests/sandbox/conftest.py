"""Fixtures: a running sandbox with a client, a workspace alone, and a sandbox with the form bot in it.

Owns these. Must not test anything.
"""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import CountingIds, Driver, Sandbox
from bot.sandbox.workspace import Workspace
from tests.sandbox.form_bot import Bot
from tests.sandbox.running import WORKSPACE, by_socket, client_of


class Running(NamedTuple):
    """A sandbox and slack_sdk's client with the bot's token."""

    sandbox: Sandbox
    client: AsyncWebClient

    def channel(self, name: str) -> str:
        """A channel's id."""
        return self.sandbox.workspace.channel(name).id

    def person(self, name: str) -> str:
        """A person's id."""
        return self.sandbox.workspace.person(name).id


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    async with Sandbox(WORKSPACE, ids=CountingIds(), retry_delays=()) as sandbox:
        yield Running(sandbox, client_of(sandbox))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed() -> AsyncIterator[Running]:
    """One sandbox for a whole module of tests that leave it as it was."""
    async with Sandbox(WORKSPACE, ids=CountingIds(), retry_delays=()) as sandbox:
        yield Running(sandbox, client_of(sandbox))


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(WORKSPACE, ids=CountingIds())


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def sandbox(bot: Bot) -> AsyncIterator[Sandbox]:
    async with by_socket(bot, ack_timeout=3.0, retry_delays=()) as (sandbox, _):
        yield sandbox


@pytest.fixture
def lead(sandbox: Sandbox) -> Driver:
    return sandbox.driver("lead")
