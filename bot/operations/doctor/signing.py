"""The doctor's look at the key that signs decisions (is it there, does it answer, is it the one) and at their list.

Owns these checks. Must not make a key: looking leaves no trace.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.domain.kernel.text import OperatorProblem
from bot.gate.statement import StatementProblem, signed_data
from bot.governance.attestation.files import decided_audits
from bot.governance.attestation.heads import pinned_keys
from bot.governance.attestation.key_place import COMMAND, KEY_FILE
from bot.operations.doctor.finding import Finding, Level
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
    return [_signs(say, settings, key)]


def _signs(say: Texts, settings: Settings, key: str) -> Finding:
    """By which of the ways it signs. `key`: SHA-256 of the public key, by which gates name it."""
    if not settings.signer:
        return Finding.of(say, "ok", "doctor-signer-ok", signing=key, file=str(settings.data_dir / KEY_FILE))
    scheme, _, place = settings.signer.partition(":")
    if settings.signer.startswith(COMMAND):
        return Finding.of(say, "ok", "doctor-signer-command-ok", signing=key, command=place)
    return Finding.of(say, "ok", "doctor-signer-device-ok", signing=key, scheme=scheme)


async def check_list(say: Texts, settings: Settings, storage: Storage, clock: Clock) -> list[Finding]:
    """When the list of decisions of each workspace was issued, and whether gates believe it still."""
    signing = DecisionSigning.of(storage, clock, settings)
    workspaces = sorted({workspace for workspace, _ in await storage.attack_tables.audits()})
    try:
        return [found for each in workspaces for found in await _listed(say, signing, each, clock)]
    except (OperatorProblem, Unavailable) as problem:
        return [Finding.of(say, "problem", "doctor-list-wrong", problem=plain_words(problem.text, say))]


async def _listed(say: Texts, signing: DecisionSigning, workspace: str, clock: Clock) -> list[Finding]:
    data, ring = await signing.published(workspace), await signing.keys(workspace)
    if data is None:
        decided = await decided_audits(signing.storage.store, workspace)
        return [Finding.of(say, "problem", "doctor-list-missing", workspace=workspace)] if decided else []
    try:
        found = signed_data(data, workspace, pinned_keys(ring, workspace)).statement["predicate"]
    except StatementProblem:
        return [Finding.of(say, "problem", "doctor-list-unsigned", workspace=workspace)]
    old = datetime.fromisoformat(found["until"]) < clock.now()
    level: Level = "problem" if old else "ok"
    told = {"workspace": workspace, "issued": found["issued"], "until": found["until"]}
    return [Finding.of(say, level, "doctor-list-old" if old else "doctor-list-ok", **told)]
