"""Decisions signed: as files of `smactr decision`, for the thread of a decision, and the list that is published.

Owns where the key comes from, that it is the one that signs for the workspace, which of the files people get in Slack,
and which are published. What is signed is `bot.governance.attestation`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.domain.kernel.text import Text
from bot.domain.roster.roles import fixed_seats
from bot.gate.cosigned import co_signers
from bot.gate.statement import STATEMENT, StatementProblem
from bot.governance.attestation.files import STATUS_FILE, decided_audits, decision_files, decision_list, says_as_much
from bot.governance.attestation.key_place import PATIENCE, KeyPlace
from bot.governance.attestation.keys import KeyRing, keep_ring, key_ring, needs_current
from bot.governance.attestation.signing import StatementSigner
from bot.ports.clock import Clock
from bot.ports.renderer import RenderedFile
from bot.ports.store import Loaded
from bot.settings import CannotRun, Settings
from bot.wiring.texts import words
from storage import Storage

_HANDED_IN: Final = (".manifest.json", ".sig")
"""What people handed in: those are contents, which may have to go."""

_POSTED: Final = (".sigstore.json", ".decision.json", "key.pem", *_HANDED_IN)
"""What a gate takes: the decision, the key, what seats sign, the files by name, what seats signed. `smactr decision`
writes the rest."""

_LOOKS: Final = 5
"""How often a list is written before the next tick is left to do it."""

PSEUDONYMS: Final = "pseudonyms"


@dataclass(frozen=True, slots=True)
class DecisionSigning:
    """Signs what the record says, with the key that an operator chose.

    Everything raises OperatorProblem where that cannot be used, and Unavailable.
    """

    storage: Storage
    clock: Clock
    place: KeyPlace
    publishing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def of(cls, storage: Storage, clock: Clock, settings: Settings, patience: float = PATIENCE) -> DecisionSigning:
        """As the settings have it. `patience`: seconds that a command may take for one signature."""
        pin = settings.signer_pin.get_secret_value()
        place = KeyPlace(settings.data_dir, settings.signer, settings.signer_public_key, pin, patience)
        return cls(storage, clock, place)

    async def files(
        self, loaded: Loaded, targets: tuple[str, ...] = (), as_of: datetime | None = None
    ) -> dict[str, bytes]:
        """The files of a decision as it stands, by name; none where there is no decision.

        `as_of`: the moment of an audit that is loaded as it stood earlier.
        """
        audit, storage = loaded.audit, self.storage
        if audit.decision is None:
            return {}
        signer, now = await self.signer(audit.workspace), self.clock.now()
        seats = fixed_seats(audit, loaded.framework)
        attack = await storage.attack_tables.found(audit.workspace, audit.framework, seats)
        return await decision_files(storage.store, storage.files, signer, loaded, now, targets, as_of, attack)

    async def signer(self, workspace: str) -> StatementSigner:
        """What signs for a workspace now."""
        return (await self._ring(workspace))[0]

    async def status(self, workspace: str) -> dict[str, bytes]:
        """The signed list of a workspace's decisions, by name."""
        signer, ring = await self._ring(workspace)
        store, now = self.storage.store, self.clock.now()
        made = await decision_list(store, signer, ring, await decided_audits(store, workspace), now)
        return {STATUS_FILE: (await asyncio.to_thread(signer.sign, made)).bundle} if made else {}

    async def publish(self, workspace: str) -> None:
        """The list, where everybody with its token reads it; nothing where nothing was decided.

        Whoever wrote it looks once more: another process may have written meanwhile, or the record have moved on. So
        the last one that writes leaves what the record says, whoever's clock is ahead.
        """
        store, now = self.storage.store, self.clock.now()
        async with self.publishing:
            for _ in range(_LOOKS):
                audits = await decided_audits(store, workspace)
                if not audits:
                    return
                signer, ring = await self._ring(workspace)
                made = await decision_list(store, signer, ring, audits, now)
                there = await self.published(workspace)
                if made is None or (there and says_as_much(there, made)):
                    return
                signed = await asyncio.to_thread(signer.sign, made)
                await self.storage.published.write(workspace, STATUS_FILE, signed.bundle)

    async def published(self, workspace: str) -> bytes | None:
        """The list as it was published last; None before there is one."""
        try:
            return await self.storage.published.read(workspace, STATUS_FILE)
        except KeyError:
            return None

    async def rendered(self, loaded: Loaded) -> tuple[RenderedFile, ...]:
        """The files that are posted beneath a decision; all of ours are published."""
        found = await self.files(loaded)
        for name, data in found.items():
            if not name.endswith(_HANDED_IN):
                kept = f"{loaded.audit.key}/{name}"
                await self.storage.published.write(loaded.audit.workspace, kept, data)
        posted = {name: data for name, data in found.items() if name.endswith(_POSTED) and ".vsa-" not in name}
        return tuple(RenderedFile(name, name, data) for name, data in posted.items())

    async def keys(self, workspace: str) -> KeyRing:
        """Every key that ever signed."""
        return await key_ring(self.storage.published, workspace)

    async def rotate(self, workspace: str) -> KeyRing:
        """The key of the settings signs from now on."""
        signer = await self._made()
        ring = (await self.keys(workspace)).rotated(signer.key_id, signer.pem, self.clock.now())
        await keep_ring(self.storage.published, workspace, ring)
        return ring

    async def revoke(self, workspace: str, key: str, why: str) -> KeyRing:
        """Nothing that a key signed counts any more."""
        ring = (await self.keys(workspace)).revoked(key, self.clock.now(), why)
        await keep_ring(self.storage.published, workspace, ring)
        return ring

    def token(self, workspace: str) -> str:
        """What the published list of a workspace is read with. 64 hex digits; it opens nothing else."""
        return self.storage.secret(f"decisions:{workspace}").hex()

    async def check(self, workspace: str) -> None:
        """Whether this process signs with the key of its workspace, where one signed already."""
        if (await self.keys(workspace)).keys:
            await self._ring(workspace)

    async def try_key(self, workspaces: Sequence[str]) -> str:
        """The id of the key, once it signed a statement that allows nothing and is the newest of these workspaces."""
        signer = await self._made()
        said = {"_type": STATEMENT, "subject": [], "predicateType": "urn:smactr:signer-check/v1", "predicate": {}}
        await asyncio.to_thread(signer.sign, said)
        for workspace in workspaces:
            await self.check(workspace)
        return signer.key_id

    async def _ring(self, workspace: str) -> tuple[StatementSigner, KeyRing]:
        signer = await self._made()
        now, published = self.clock.now(), self.storage.published
        return signer, await needs_current(published, workspace, signer.key_id, signer.pem, now)

    async def _made(self) -> StatementSigner:
        return await asyncio.to_thread(_statement_signer, self.place, self.storage.secret(PSEUDONYMS))


def _statement_signer(place: KeyPlace, secret: bytes) -> StatementSigner:
    # what knows devices and services is loaded where something is signed, beside the loop, and not at every start
    from bot.governance.attestation.signers import statement_signer

    return statement_signer(place, secret)


def seats_that_signed(folder: Path, audit: str, allowed: Path) -> str:
    """Which of the allowed signers signed the decision in a folder, as a line. Raises CannotRun."""
    path = folder / f"{audit}.decision.json"
    try:
        found = co_signers(path, path.read_bytes(), allowed)
    except OSError as problem:
        raise CannotRun(words(Text("signers-unreachable", reason=str(problem)))) from None
    except StatementProblem:
        raise CannotRun(words(Text("signers-unreachable", reason=str(allowed)))) from None
    return words(Text("decision-co-signed", count=len(found), who=found))
