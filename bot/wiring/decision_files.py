"""`smactr decision`: a decision signed, as files, without Slack.

Owns where the key comes from. What is signed is `bot.governance.attestation`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.kernel.text import Text
from bot.governance.attestation.files import decision_files
from bot.governance.attestation.signing import StatementSigner
from bot.settings import CannotRun, Settings
from bot.wiring.open_record import Surroundings, plainly, reading
from bot.wiring.report_files import save_files, workspace_of
from bot.wiring.texts import words


async def written_decision(
    settings: Settings, audit: str, workspace: str, targets: tuple[str, ...], folder: Path
) -> list[Path]:
    """Sign an audit's decision as it stands and write it into a folder; its files. Raises CannotRun."""
    around = Surroundings()
    async with reading(settings, around) as storage:
        loaded = await storage.store.load(await workspace_of(storage, audit, workspace), audit)
        if loaded.audit.decision is None:
            raise CannotRun(words(Text("decision-unsigned", audit=audit)))
        with plainly():
            signer = await asyncio.to_thread(StatementSigner.from_folder, settings.data_dir)
        made = await decision_files(storage.store, storage.files, signer, loaded, around.clock.now(), targets)
    return await asyncio.to_thread(save_files, folder, made)
