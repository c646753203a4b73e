"""Fixtures: a running sandbox with a client, and a workspace alone.

Owns these two. Must not start Bolt: tests that need it say so.
"""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import CountingIds, Sandbox
from bot.sandbox.workspace import Workspace
from tests.sandbox.running import WORKSPACE, client_of


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
