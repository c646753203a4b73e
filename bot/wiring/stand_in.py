"""`smactr sandbox`: a workspace for a bot that runs elsewhere.

Owns who is in it where nobody says, and what is printed. Must not know what the bot does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Literal

from bot.sandbox import PersonSpec, Sandbox, WorkspaceSpec
from bot.settings import CannotRun
from bot.wiring.texts import read_texts


async def stand_in(
    port: int,
    delivery: Literal["socket", "http"],
    bot_url: str,
    description: Path | None,
    tell: Callable[[str], None],
) -> None:
    """The sandbox, until it is interrupted; what the bot needs to find it is printed. Raises CannotRun."""
    roles = ("lead", "deputy", "auditor", "auditor-two", "engineering", "product", "safety", "legal", "board-one")
    people = tuple(PersonSpec(name=name) for name in (*roles, "board-two", "board-three"))
    spec = _described(description) if description else WorkspaceSpec(people=people)
    async with AsyncExitStack() as stack:
        try:
            running = await stack.enter_async_context(Sandbox(spec, port=port, delivery=delivery, bot_url=bot_url))
        except OSError as problem:
            why = problem.strerror or str(problem)
            raise CannotRun(read_texts()("sandbox-port-unusable", port=str(port), problem=why)) from problem
        tell(read_texts()("sandbox-page", address=running.page_url))
        tell(f"SLACK_API_URL={running.api_url}\nSLACK_BOT_TOKEN={running.bot_token}")
        if delivery == "socket":
            tell(f"SLACK_APP_TOKEN={running.app_token}")
        else:
            tell(f"SLACK_SIGNING_SECRET={running.signing_secret}")
        await asyncio.Event().wait()


def _described(path: Path) -> WorkspaceSpec:
    """An own workspace, from its file. Raises CannotRun."""
    try:
        return WorkspaceSpec.from_file(path)
    except (OSError, ValueError) as problem:
        raise CannotRun(read_texts()("sandbox-not-described", file=str(path), problem=str(problem))) from problem
