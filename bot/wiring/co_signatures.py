"""What seats signed beside the bot, checked against the list of keys that an operator keeps.

Owns where that list is read, and which refusal a signature that counts for nothing becomes. How signatures are read and
checked is `bot.gate.cosigned`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.kernel.errors import Invalid, NotNow
from bot.gate.cosigned import CoSigner, allowed_signers, signed_by, what_seats_sign
from bot.gate.statement import StatementProblem, bounded
from bot.governance.attestation.statements import verifier_of
from bot.ports.store import Loaded, Store


@dataclass(frozen=True, slots=True)
class SeatSignatures:
    """Checks what seats signed. `allowed`: a file of allowed signers, as `ssh-keygen` takes it; None: there is none."""

    store: Store
    allowed: Path | None

    async def key_of(self, loaded: Loaded, signature: str) -> str:
        """The key that signed the decision of an audit, `SHA256:…`. Raises Invalid, NotNow."""
        decision = loaded.audit.decision
        if decision is None:
            raise NotNow("co-sign-no-decision")
        keys = await asyncio.to_thread(self._keys)
        head = await self.store.head_at(loaded.audit.workspace, loaded.audit.key, decision.seq)
        said = what_seats_sign(
            {
                "audit": loaded.audit.key,
                "chain": {"event": decision.seq, "head": head},
                "forms": [{"form": form} for form in decision.forms if form],
                "verifier": {"id": verifier_of(loaded.audit.workspace)},
            }
        )
        found = signed_by(signature.encode(errors="replace"), said, keys)
        if isinstance(found, CoSigner):
            return found.key
        if found == "unreadable":
            raise Invalid("co-sign-unreadable", field="signature")
        if found == "kind":
            raise Invalid("co-sign-kind", field="signature")
        if found == "other":
            raise Invalid("co-sign-other", field="signature")
        raise Invalid("co-sign-unknown", field="signature")

    def _keys(self) -> Mapping[bytes, str]:
        if self.allowed is None:
            raise NotNow("co-sign-no-list")
        try:
            return allowed_signers(bounded(self.allowed))
        except (OSError, StatementProblem):
            raise NotNow("co-sign-no-list") from None
