"""What the acceptance tests share: a stage, arranged for each test, and taken down with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.acceptance.stage import Stage, arranged

Arrange = Callable[..., Awaitable[Stage]]


@pytest.fixture
async def arrange(tmp_path: Path) -> AsyncIterator[Arrange]:
    """Arrange a stage: `await arrange(at="testing", delivery="http")`, as in `stage.arranged`."""
    async with AsyncExitStack() as stack:

        async def arrange(**wanted: object) -> Stage:
            return await stack.enter_async_context(arranged(tmp_path, **wanted))  # type: ignore[arg-type]

        yield arrange
