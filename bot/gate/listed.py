"""What became of a decision since it was signed, by the signed list of decisions.

Owns reading the list, from a file or an address, and what it says against a release. Must not judge the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from .statement import STATUS, PinnedKey, Signed, StatementProblem, moment, predicate_of, signed, signed_data
from .verdict import Finding, what_went_wrong

CLOCKS_APART: Final = timedelta(minutes=10)
"""How far the clock here may be behind that of the bot."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where the list is. `where`: a file, or its address; `days`: how old it may be."""

    where: Path | str
    token: str
    days: int


def as_listed(lookup: Lookup, key: PinnedKey, decision: Signed, now: datetime) -> Iterable[Finding]:
    """What the list says against a release by this decision; that it cannot be had, where it cannot."""
    try:
        listed = _listed(lookup, key)
    except StatementProblem as problem:
        return [what_went_wrong(problem)]
    except OSError as problem:
        said: dict[str, object] = {"file": lookup.where, "reason": problem.strerror or str(problem)}
        return [Finding("status-unreadable", "unknown", said)]
    return _said(lookup, listed, key, decision, now)


def _said(lookup: Lookup, listed: Signed, key: PinnedKey, signed_decision: Signed, now: datetime) -> Iterator[Finding]:
    predicate, decision = predicate_of(listed, STATUS, lookup.where), signed_decision.statement["predicate"]
    yield from of_whom(predicate, key)
    issuances = {(listed.key_id, predicate["issued"]), (signed_decision.key_id, decision["issued"])}
    yield from _once(found for each in sorted(issuances) for found in _of_the_key(*each, predicate["keys"]))
    issued = moment(predicate["issued"])
    oldest = now - timedelta(days=lookup.days)
    if issued > now + CLOCKS_APART:
        yield Finding("clock", "unknown", {"now": now.date(), "issued": predicate["issued"]})
    if issued < oldest or now > moment(predicate["until"]):
        yield Finding("status-old", "unknown", {"issued": predicate["issued"], "days": lookup.days})
    found = [each for each in predicate["decisions"] if each["audit"] == decision["audit"]]
    if len(found) != 1:
        yield Finding("status-silent", "unknown", {"audit": decision["audit"]})
    elif found[0]["event"] != decision["chain"]["event"] or _signed_before(decision, found[0].get("since", 0)):
        yield Finding("not-in-force", "refused", {"state": "replaced"})
    elif found[0]["state"] != "in-force":
        yield Finding("not-in-force", "refused", {"state": found[0]["state"]})


def _listed(lookup: Lookup, key: PinnedKey) -> Signed:
    where = str(lookup.where)
    if "://" not in where:
        return signed(Path(where), key)
    # only here: a client of the network is a third of what the gate imports, and a pipeline waits for each
    from .fetch import fetched

    return signed_data(fetched(where, lookup.token), where, key)


def _signed_before(decision: dict[str, Any], event: int) -> bool:
    """Whether a decision was signed before files were taken out of it that it still allows."""
    return bool(event) and decision["chain"]["signed_event"] < event


def _once(findings: Iterable[Finding]) -> list[Finding]:
    found = list(findings)
    return [finding for place, finding in enumerate(found) if finding not in found[:place]]


def _of_the_key(key_id: str, issued: str, keys: list[dict[str, Any]]) -> Iterator[Finding]:
    """Whether a key signed when it was the one that signs, as the list has it."""
    found = next((each for each in keys if each["key"] == key_id), None)
    if found is None:
        yield Finding("key-unlisted", "unknown", {"key": key_id})
    elif found["revoked"]:
        yield Finding("key-revoked", "refused", {"key": key_id})
    elif found["until"] and moment(issued) > moment(found["until"]):
        yield Finding("key-ended", "refused", {"key": key_id, "until": found["until"]})


def of_whom(predicate: dict[str, Any], key: PinnedKey) -> Iterator[Finding]:
    """Whether a statement is by whoever the key is pinned for."""
    verifier = predicate["verifier"]["id"]
    if verifier != key.verifier:
        yield Finding("verifier-another", "refused", {"found": verifier, "expected": key.verifier})
