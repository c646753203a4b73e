"""Heads of an audit's chain, signed when a stage closes and when it is decided.

Owns what is signed of a head, and the file that the signed ones are kept in: a line each. A chain cannot see its own
end cut off; whoever has the record and not the key cannot make the signed heads fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.gate.statement import STATEMENT, PinnedKey, StatementProblem, signed_data
from bot.governance.attestation.keys import KeyRing
from bot.governance.attestation.predicate import moment
from bot.governance.attestation.statements import verifier_of
from bot.governance.attestation.verify import HEAD


def heads_file(audit: str) -> str:
    """Where the signed heads of an audit are published."""
    return f"{audit}/heads.jsonl"


@dataclass(frozen=True, slots=True)
class SignedHead:
    """One head. `event`: the number of the event it is the head at; `head`: 64 hex digits."""

    event: int
    head: str


def head_statement(workspace: str, audit: str, found: SignedHead, issued: datetime) -> dict[str, Any]:
    """What is signed of a head."""
    predicate = {
        "verifier": {"id": verifier_of(workspace)},
        "audit": audit,
        "event": found.event,
        "head": found.head,
        "issued": moment(issued),
    }
    subject = {"name": f"{verifier_of(workspace)}:{audit}#{found.event}", "digest": {"sha256": found.head}}
    return {"_type": STATEMENT, "subject": [subject], "predicateType": HEAD, "predicate": predicate}


def pinned_keys(ring: KeyRing, workspace: str) -> PinnedKey:
    """The keys of a ring that were not revoked: what they signed counts."""
    keys = [load_pem_public_key(key.pem.encode()) for key in ring.keys if key.revoked is None]
    return PinnedKey(tuple(k for k in keys if isinstance(k, EllipticCurvePublicKey)), verifier_of(workspace))


def signed_heads(data: bytes, ring: KeyRing, workspace: str, audit: str) -> Iterator[SignedHead | None]:
    """The heads of a file of an audit; None for a line that no key of its workspace signed. Revoked keys count not."""
    pinned = pinned_keys(ring, workspace)
    for line in data.splitlines():
        try:
            said = signed_data(line, audit, pinned).statement
        except StatementProblem:
            said = {}
        predicate = said.get("predicate", {})
        whose = (said.get("predicateType"), predicate.get("verifier"), predicate.get("audit"))
        right = whose == (HEAD, {"id": pinned.verifier}, audit)
        yield SignedHead(predicate["event"], predicate["head"]) if right else None


def heads_until(data: bytes, ring: KeyRing, workspace: str, audit: str, event: int) -> bytes:
    """The lines of a file of heads that count, up to an event; nothing tells of what came after it."""
    found = zip(data.splitlines(), signed_heads(data, ring, workspace, audit), strict=True)
    return b"".join(line + b"\n" for line, head in found if head and head.event <= event)
