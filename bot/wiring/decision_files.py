"""Decisions signed: as files of `smactr decision`, and for the thread of a decision.

Owns where the key comes from, and which of the files people get in Slack. What is signed is
`bot.governance.attestation`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from bot.governance.attestation.files import decision_files, decision_status
from bot.governance.attestation.signing import StatementSigner
from bot.ports.clock import Clock
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from storage import Storage

_POSTED: Final = (".sigstore.json", ".manifest.json", "key.pem")
"""What a gate takes: the decision, the files by name, the key. Everything else `smactr decision` writes."""


async def signed_files(
    storage: Storage, clock: Clock, data_dir: Path, loaded: Loaded, targets: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """The files of a decision as it stands, by name; none where there is no decision. Raises OperatorProblem."""
    if loaded.audit.decision is None:
        return {}
    signer = await asyncio.to_thread(StatementSigner.from_folder, data_dir)
    return await decision_files(storage.store, storage.files, signer, loaded, clock.now(), targets)


async def signed_status(storage: Storage, clock: Clock, data_dir: Path, workspace: str) -> dict[str, bytes]:
    """The signed list of a workspace's decisions, by name. Raises OperatorProblem."""
    signer = await asyncio.to_thread(StatementSigner.from_folder, data_dir)
    return await decision_status(storage.store, storage.files, signer, workspace, clock.now())


def signed_decision(
    storage: Storage, clock: Clock, data_dir: Path
) -> Callable[[Loaded], Awaitable[tuple[RenderedFile, ...]]]:
    """What makes the files that are posted beneath a decision."""

    async def made(loaded: Loaded) -> tuple[RenderedFile, ...]:
        found = await signed_files(storage, clock, data_dir, loaded)
        posted = {name: data for name, data in found.items() if name.endswith(_POSTED) and ".vsa-" not in name}
        return tuple(RenderedFile(name, name, data) for name, data in posted.items())

    return made
