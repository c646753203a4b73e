"""The keys that decisions are signed with: which one signs now, which did before, which were revoked.

Owns the key ring of a workspace, and that processes with different keys are told. Where the private keys are is
`signers`. The ring is no secret: a gate believes only the key that was given to it by hand, and what that key signed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.domain.kernel.models import Frozen
from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.published import Published

RING: Final = "signing-keys.json"


class SigningKey(Frozen):
    """One key, from when until when it signed."""

    id: str
    """SHA-256 of the public key (SubjectPublicKeyInfo, DER): 64 hex digits."""
    pem: str
    since: datetime
    until: datetime | None = None
    """From when another one signed in its place."""
    revoked: datetime | None = None
    """From when nothing that it signed counts, whenever it signed it."""
    why: str = ""


class KeyRing(Frozen):
    """Every key of a workspace, oldest first."""

    keys: tuple[SigningKey, ...] = ()

    @property
    def current(self) -> SigningKey:
        """The one that signs, of a ring with any."""
        return self.keys[-1]

    def rotated(self, key_id: str, pem: str, now: datetime) -> KeyRing:
        """Another key signs from now on. Raises OperatorProblem for one that is or was in use."""
        if any(key.id == key_id for key in self.keys):
            raise OperatorProblem(Text("signing-key-used", key=key_id))
        ended = [key if key.until else key.model_copy(update={"until": now}) for key in self.keys]
        return KeyRing(keys=(*ended, SigningKey(id=key_id, pem=pem, since=now)))

    def revoked(self, key_id: str, now: datetime, why: str) -> KeyRing:
        """Nothing that a key signed counts any more. Raises OperatorProblem for one that is not known."""
        if all(key.id != key_id for key in self.keys):
            raise OperatorProblem(Text("signing-key-unknown", key=key_id))
        said = {"revoked": now, "why": why}
        return KeyRing(keys=tuple(k.model_copy(update=said) if k.id == key_id else k for k in self.keys))


async def key_ring(published: Published, workspace: str) -> KeyRing:
    """The ring as it stands; an empty one where nothing was signed yet. Raises Unavailable, OperatorProblem."""
    try:
        return KeyRing.model_validate_json(await published.read(workspace, RING))
    except KeyError:
        return KeyRing()
    except ValueError:
        raise OperatorProblem(Text("signing-keys-unreadable", file=f"{workspace}/published/{RING}")) from None


async def keep_ring(published: Published, workspace: str, ring: KeyRing) -> None:
    """Keep a ring in place of the one that was there."""
    await published.write(workspace, RING, ring.model_dump_json(indent=1).encode())


async def needs_current(published: Published, workspace: str, key_id: str, pem: str, now: datetime) -> KeyRing:
    """The ring, where this key is the one that signs; the first key of a workspace becomes it.

    Raises OperatorProblem where another one does, or this one was revoked.
    """
    ring = await key_ring(published, workspace)
    if not ring.keys:
        ring = KeyRing(keys=(SigningKey(id=key_id, pem=pem, since=now),))
        if not await published.create(workspace, RING, ring.model_dump_json(indent=1).encode()):
            ring = await key_ring(published, workspace)
    if ring.current.id != key_id:
        raise OperatorProblem(Text("signing-key-another", expected=ring.current.id, found=key_id))
    if ring.current.revoked:
        raise OperatorProblem(Text("signing-key-revoked", key=key_id))
    return ring
