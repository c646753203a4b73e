"""The files of a decision: statements signed, as envelope and bundle, with the manifest and the key that checks them.

Owns what is read of the record for them, and their names. Must not know who asked for them.
"""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import datetime
from typing import Any, Final

from bot.domain.evaluations.encrypted_files import tied_manifests
from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.audit import Audit
from bot.gate.cosigned import what_seats_sign
from bot.governance.attestation.keys import KeyRing
from bot.governance.attestation.signing import StatementSigner
from bot.governance.attestation.statements import Decided, release_statement, status_statement, verification_summary
from bot.ports.files import Files
from bot.ports.store import Loaded, Store

STATUS_FILE: Final = "decisions.sigstore.json"


async def decision_files(
    store: Store, files: Files, signer: StatementSigner, loaded: Loaded, now: datetime, targets: tuple[str, ...] = ()
) -> dict[str, bytes]:
    """By name, what others need of an audit's decision as it stands; empty where there is none.

    `targets`: the only places the files may go.
    """
    decided = await _decided(store, files, signer, loaded, now, targets)
    return await asyncio.to_thread(_written, decided, signer) if decided else {}


async def decision_list(
    store: Store, files: Files, signer: StatementSigner, ring: KeyRing, workspace: str, now: datetime
) -> dict[str, Any] | None:
    """The statement of what became of all decisions of a workspace; None where there is none."""
    found = [
        await _decided(store, files, signer, await store.load(workspace, line.key), now, ())
        for line in await store.audits(workspace)
    ]
    decisions = [decided for decided in found if decided]
    return status_statement(decisions, ring, now) if decisions else None


async def _decided(
    store: Store, files: Files, signer: StatementSigner, loaded: Loaded, now: datetime, targets: tuple[str, ...]
) -> Decided | None:
    audit = loaded.audit
    if audit.decision is None:
        return None
    told = [digest for served in [audit.served] if served for digest in (served.provider, served.endpoint)]
    return Decided(
        audit=audit,
        framework=loaded.framework,
        decision=audit.decision,
        head=await store.head_at(audit.workspace, audit.key, audit.decision.seq),
        now_head=loaded.head,
        issued=now,
        pseudonym=signer.pseudonym,
        key_id=signer.key_id,
        manifests=await _manifests(store, files, audit),
        texts=await store.texts(audit.workspace, told),
        targets=targets,
    )


async def _manifests(store: Store, files: Files, audit: Audit) -> dict[str, bytes]:
    """By fingerprint, the decided files by name and the encrypted ones, pasted or handed in as a file."""
    weights = audit.decision.weights if audit.decision else ""
    stated = [m for m in audit.manifests if m.status == "stated" and m.fingerprint == weights]
    found = {}
    for manifest in (*stated, *tied_manifests(audit, weights)):
        data = await _data(store, files, audit, manifest)
        if data is not None:
            found[manifest.fingerprint] = data
    return found


async def _data(store: Store, files: Files, audit: Audit, manifest: Manifest) -> bytes | None:
    """None where it was erased, or the fingerprint alone was given."""
    if manifest.content is None:
        return None
    if pasted := (await store.texts(audit.workspace, [manifest.content])).get(manifest.content):
        return pasted.encode()
    try:
        return (await files.read(audit.workspace, manifest.content))[1]
    except KeyError:
        return None


def _written(decided: Decided, signer: StatementSigner) -> dict[str, bytes]:
    key = decided.audit.key
    statement = release_statement(decided)
    signed = signer.sign(statement)
    found = {
        f"{key}.statement.json": signed.payload,
        f"{key}.dsse.json": signed.envelope,
        f"{key}.sigstore.json": signed.bundle,
        f"{key}.decision.json": what_seats_sign(statement["predicate"]),
    }
    for form in decided.forms or (0,):
        found[f"{key}.vsa-form-{form}.sigstore.json"] = signer.sign(verification_summary(decided, form)).bundle
    for fingerprint, data in decided.manifests.items():
        of = "" if fingerprint == decided.decision.weights else f"encrypted-{fingerprint.removeprefix('sha256:')[:16]}."
        found[f"{key}.{of}manifest.json"] = data
    return {**found, "key.pem": signer.public_key(decided.verifier)}


def says_as_much(published: bytes, made: dict[str, Any]) -> bool:
    """Whether a list of ours that is published says what a statement would, and was issued no earlier."""
    said = json.loads(base64.b64decode(json.loads(published)["dsseEnvelope"]["payload"]))["predicate"]
    mine = made["predicate"]
    # RFC 3339 in UTC sorts as time does
    return said["issued"] >= mine["issued"] and all(said[part] == mine[part] for part in ("decisions", "keys"))
