"""A dossier: one folder with what there is of an audit as of an event, signed as a whole, with its own verifier.

Owns which contents the reader gets, how each of the others is accounted for, and what is signed. The verifier is
`verify.py` beside this module. Must not read the record: what it is made of comes in.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.gate.statement import STATEMENT
from bot.governance.attestation.keys import SigningKey
from bot.governance.attestation.predicate import moment
from bot.governance.attestation.signing import StatementSigner
from bot.governance.attestation.statements import verifier_of
from bot.governance.attestation.verify import ENVELOPE, HEADS, KEYS, KIND

_PLAIN_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")

_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class ShownContent:
    """A content that the reader may see, with the salt of its digest, and the file it is put into."""

    digest: Digest
    salt: str
    data: bytes
    file: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A content that is not there. `artifact`: of a restricted one, the document it belongs to."""

    digest: Digest
    why: str
    """redacted, restricted, sealed or withheld."""
    artifact: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a dossier is made of."""

    audit: Audit
    """As it stood at the event."""
    records: Sequence[str]
    """The canonical texts of its events; beyond the one it is as of, only up to the last erasure."""
    chain: Sequence[str]
    """The head of the chain at each of them."""
    shown: Sequence[ShownContent]
    gaps: Sequence[Gap]
    reports: Mapping[str, bytes]
    decision: Mapping[str, bytes]
    names: Mapping[Person, str]
    reader: str
    """The role it is for; empty: everybody who may see the audit."""
    issued: datetime
    heads: bytes = b""
    """The signed heads of its chain up to the event, a line each."""
    keys: Sequence[SigningKey] = ()
    """Every key that ever signed for the workspace, those revoked among them, as known today."""


def dossier_files(dossier: Dossier, signer: StatementSigner) -> dict[str, bytes]:
    """The files of a dossier, by their path within its folder."""
    audit, verifier = dossier.audit, verifier_of(dossier.audit.workspace)
    found = {
        "history.jsonl": "".join(f"{record}\n" for record in dossier.records).encode(),
        "contents.json": _json(_index(dossier)),
        "people.json": _json(_people(dossier, signer)),
        KEYS: _json([_key(key) for key in dossier.keys]),
        "key.pem": signer.public_key(verifier),
        "verify.py": files(__package__).joinpath("verify.py").read_bytes(),
        **{shown.file: shown.data for shown in dossier.shown},
        **{f"report/{name}": data for name, data in dossier.reports.items()},
        **{f"decision/{name}": data for name, data in dossier.decision.items()},
        **({HEADS: dossier.heads} if dossier.heads else {}),
    }
    predicate = {
        "verifier": {"id": verifier},
        "workspace": audit.workspace,
        "audit": audit.key,
        "event": audit.seq,
        "head": dossier.chain[audit.seq - 1],
        "events": len(dossier.chain),
        "last_head": dossier.chain[-1],
        "reader": dossier.reader,
        "issued": moment(dossier.issued),
    }
    subjects = [{"name": name, "digest": {"sha256": hashlib.sha256(found[name]).hexdigest()}} for name in sorted(found)]
    statement = {"_type": STATEMENT, "subject": subjects, "predicateType": KIND, "predicate": predicate}
    return {**found, ENVELOPE: signer.sign(statement).envelope}


def restricted_contents(audit: Audit, framework: Framework, reader: str) -> dict[Digest, str]:
    """The contents of documents that this role does not open, with the document each belongs to."""
    found: dict[Digest, str] = {}
    for artifact, versions in audit.artifacts.items():
        roles = framework.artifact(artifact).restricted_to if framework.has_artifact(artifact) else ()
        if roles and reader not in roles:
            found |= {digest: artifact for version in versions for digest in (version.content,) if digest}
    return found


def document_files(audit: Audit, names: Mapping[Digest, str]) -> dict[Digest, str]:
    """Where the documents go, by content: under their own name as far as any file system takes it."""
    return {
        version.content: f"documents/{artifact}-v{version.number}-{_plain(names.get(version.content, ''))}"
        for artifact, versions in audit.artifacts.items()
        for version in versions
        if version.content
    }


def of_everybody(audit: Audit) -> set[Digest]:
    """What everybody who may see an audit saw of it beside typed words: results, manifests, documents, its rules."""
    found = {digest for result in audit.results for digest in (result.content, result.reading)}
    found |= {manifest.content for manifest in audit.manifests}
    found |= {version.content for versions in audit.artifacts.values() for version in versions}
    return {digest for digest in (*found, audit.framework) if digest}


def _plain(name: str) -> str:
    return _PLAIN_NAME.sub("_", name)[-_LONGEST:].lstrip(".") or "text.txt"


def _key(key: SigningKey) -> dict[str, str | None]:
    ended, revoked = (moment(at) if at else None for at in (key.until, key.revoked))
    return {"key": key.id, "pem": key.pem, "since": moment(key.since), "until": ended, "revoked": revoked}


def _index(dossier: Dossier) -> dict[str, Any]:
    gaps = [
        {"digest": gap.digest, "why": gap.why, **({"artifact": gap.artifact} if gap.artifact else {})}
        for gap in sorted(dossier.gaps, key=lambda gap: gap.digest)
    ]
    shown = [{"digest": each.digest, "salt": each.salt, "file": each.file} for each in dossier.shown]
    return {"shown": sorted(shown, key=lambda each: each["digest"]), "gaps": gaps}


def _people(dossier: Dossier, signer: StatementSigner) -> dict[str, dict[str, str]]:
    audit = dossier.audit
    return {
        who: {"name": name, "pseudonym": signer.pseudonym(audit.workspace, audit.key, who)}
        for who, name in sorted(dossier.names.items())
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
