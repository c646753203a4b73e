"""The doctor's look at the key that signs decisions: is it there, does it answer, is it the one that signs.

Owns these checks. Must not make a key: looking leaves no trace.
"""

from __future__ import annotations

from typing import Final

from bot.domain.kernel.text import OperatorProblem
from bot.governance.attestation.signers import KEY_FILE
from bot.operations.doctor.finding import Finding
from bot.ports.clock import Clock
from bot.ports.store import Unavailable
from bot.settings import Settings
from bot.slack.kit.localization import Texts, plain_words
from bot.wiring.decision_files import DecisionSigning
from storage import Storage

PATIENCE: Final = 10.0
"""Seconds that a command has for one signature while the doctor waits."""


async def check_signer(
    say: Texts, settings: Settings, storage: Storage, clock: Clock, patience: float = PATIENCE
) -> list[Finding]:
    """Whether decisions can be signed, with the key that signs in every workspace of the record."""
    signing = DecisionSigning.of(storage, clock, settings, patience)
    workspaces = sorted({workspace for workspace, _ in await storage.attack_tables.audits()})
    try:
        if not settings.signer and not (settings.data_dir / KEY_FILE).exists():
            signed = [workspace for workspace in workspaces if (await signing.keys(workspace)).keys]
            if not signed:
                return [Finding.of(say, "note", "doctor-signer-none")]
            return [Finding.of(say, "problem", "doctor-signer-gone", file=str(settings.data_dir / KEY_FILE))]
        key = await signing.try_key(workspaces)
    except (OperatorProblem, Unavailable) as problem:
        return [Finding.of(say, "problem", "doctor-signer-wrong", problem=plain_words(problem.text, say))]
    # what a device or a service raises is not documented
    except Exception as problem:
        return [Finding.of(say, "problem", "doctor-signer-wrong", problem=f"{type(problem).__name__}: {problem}")]
    return [Finding.of(say, "ok", "doctor-signer-ok", signing=key)]
