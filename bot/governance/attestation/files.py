"""The files of a decision: statements signed, as envelope and bundle, with the manifest and the key that checks them.

Owns what is read of the record for them, and their names. Must not know who asked for them.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from bot.domain.decision.state import Decision
from bot.domain.evaluations.encrypted_files import tied_manifests
from bot.domain.evaluations.state import Manifest
from bot.domain.kernel.audit import Audit
from bot.gate.cosigned import what_seats_sign
from bot.governance.attestation.keys import KeyRing
from bot.governance.attestation.signing import StatementSigner
from bot.governance.attestation.statements import Decided, release_statement, status_statement, verification_summary
from bot.ports.attack_tables import AttackTable
from bot.ports.files import Files
from bot.ports.store import Loaded, Store

STATUS_FILE: Final = "decisions.sigstore.json"


async def decision_files(
    store: Store,
    files: Files,
    signer: StatementSigner,
    loaded: Loaded,
    now: datetime,
    targets: tuple[str, ...] = (),
    as_of: datetime | None = None,
    attack: AttackTable | None = None,
) -> dict[str, bytes]:
    """By name, what others need of an audit's decision as it stands; empty where there is none.

    `targets`: the only places the files may go. `as_of`: the moment of an audit that is loaded as it stood earlier.
    Nothing is signed of it then that tools of others would take for what holds now. `attack`: who was found to have to
    collude.
    """
    audit = loaded.audit
    if audit.decision is None:
        return {}
    head = await store.head_at(audit.workspace, audit.key, audit.decision.seq)
    manifests = await _manifests(store, files, audit)
    decided = await _decided(store, signer, loaded, audit.decision, now)
    decided = replace(decided, head=head, targets=targets, manifests=manifests, as_of=as_of, attack=attack)
    made = await store.texts(audit.workspace, [each.signature for each in audit.decision.co_signed])
    seats = [made[each.signature] for each in audit.decision.co_signed if each.signature in made]
    signatures = {f"{audit.key}.decision.json.{n}.sig": text.encode() for n, text in enumerate(seats, 1)}
    return await asyncio.to_thread(_written, decided, signer) | signatures


async def decided_audits(store: Store, workspace: str) -> list[Loaded]:
    """Every audit of a workspace with a decision."""
    found = [await store.load(workspace, line.key) for line in await store.audits(workspace)]
    return [loaded for loaded in found if loaded.audit.decision]


async def decision_list(
    store: Store, signer: StatementSigner, ring: KeyRing, audits: Sequence[Loaded], now: datetime
) -> dict[str, Any] | None:
    """The statement of what became of the decisions of one workspace's audits; None where there is none."""
    found = [
        await _decided(store, signer, loaded, loaded.audit.decision, now) for loaded in audits if loaded.audit.decision
    ]
    return status_statement(found, ring, now) if found else None


async def _decided(store: Store, signer: StatementSigner, loaded: Loaded, decision: Decision, now: datetime) -> Decided:
    """A decision without its manifests and the head at its event: a list of decisions does not name them."""
    audit = loaded.audit
    told = [digest for served in [audit.served] if served for digest in (served.provider, served.endpoint)]
    return Decided(
        audit=audit,
        framework=loaded.framework,
        decision=decision,
        now_head=loaded.head,
        issued=now,
        pseudonym=signer.pseudonym,
        key_id=signer.key_id,
        texts=await store.texts(audit.workspace, told),
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
    for form in () if decided.as_of else decided.forms or (0,):
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
