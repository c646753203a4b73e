"""Proofs: a keyed digest beside every row that no event explains.

What came from outside (people, channels, messages, where a card was posted) or is only laid down (receipts, work,
kept states) cannot be rebuilt from the history. So whoever writes such a row writes a proof of it, made with a key that
is not in the database; a row changed by hand has none. Owns which columns a proof covers, and the key. Whoever has the
database and the key could make proofs: it is the operator's to keep them apart.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, select, update

from storage.scope import across
from storage.tables import (
    ATTACKS,
    CARDS,
    CHANNELS,
    CONTENTS,
    DISCUSSION,
    DRAFTING,
    EFFECTS,
    FORMER_PLACES,
    INBOX,
    MEMBERS,
    PEOPLE,
    SNAPSHOTS,
)

_PROFILE: Final = ("workspace", "person", "name", "tz", "full_member", "admin", "deleted", "bot")

PROVEN: Final[dict[Table, tuple[str, ...]]] = {
    SNAPSHOTS: ("workspace", "audit", "seq", "release", "state"),
    CONTENTS: ("workspace", "digest", "name", "media_type"),
    INBOX: ("workspace", "request", "audit", "first", "last", "at"),
    EFFECTS: ("workspace", "audit", "kind", "body", "lane", "place", "place_key", "paced"),
    CARDS: ("workspace", "audit", "key", "channel", "ts"),
    FORMER_PLACES: ("workspace", "audit", "card", "channel", "ts"),
    DISCUSSION: ("workspace", "channel", "ts", "thread_ts", "person", "text", "edited_ts", "deleted", "files"),
    DRAFTING: ("workspace", "audit", "key", "text"),
    ATTACKS: ("workspace", "framework", "seats", "found"),
    PEOPLE: (*_PROFILE, "known_at", "dm_channel"),
    CHANNELS: ("workspace", "channel", "name", "private", "archived", "bot_in", "synced_at", "formerly"),
    MEMBERS: ("workspace", "channel", "person"),
}
"""Per table the columns that its proof covers."""

SAYING_SOMETHING: Final[dict[Table, ColumnElement[bool]]] = {
    CONTENTS: and_(CONTENTS.c.blob.is_not(None), CONTENTS.c.erased_at.is_(None)),
    CARDS: CARDS.c.ts.is_not(None),
}
"""Of some tables, the rows that need a proof: nothing follows from the others."""

_NAMES: Final = {FORMER_PLACES: CARDS.name}
"""A place where a card stood keeps the proof of the card."""


class Prover:
    """Makes proofs and checks them. `keys`: those of `storage.sealing`; the first makes, all check."""

    def __init__(self, keys: str) -> None:
        own = (base64.urlsafe_b64decode(key.strip()) for key in keys.split(","))
        self._keys = [hashlib.sha256(b"proofs:" + key).digest() for key in own]

    def proof(self, table: Table, row: Mapping[str, Any]) -> str:
        """The proof of a row: 64 hexadecimal digits."""
        return _digest(self._keys[0], _said(table, [row[name] for name in PROVEN[table]]))

    def holds(self, table: Table, row: Any) -> bool:
        """Whether a fetched row has a proof of what it says."""
        said = _said(table, [getattr(row, name) for name in PROVEN[table]])
        return any(hmac.compare_digest(_digest(key, said), row.proof) for key in self._keys)

    def with_proof(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row to be written, with its proof."""
        return {**row, "proof": self.proof(table, row)}


def _said(table: Table, values: Sequence[Any]) -> bytes:
    plain = [_moment(value) if isinstance(value, datetime) else value for value in values]
    return orjson.dumps([_NAMES.get(table, table.name), *plain])


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _digest(key: bytes, said: bytes) -> str:
    return hmac.digest(key, said, "sha256").hex()


def move(
    connection: Connection, prover: Prover, table: Table, change: Mapping[str, Any], *where: ColumnElement[bool]
) -> None:
    """Change some rows and their proofs with them, inside a transaction. A row that had no proof gets none."""

    def after(row: Any) -> str:
        return prover.proof(table, {**row._mapping, **change}) if prover.holds(table, row) else ""

    _prove(connection, table, select(table).where(*where), after, change)


def prove_all(connection: Connection, prover: Prover) -> None:
    """Give every row its proof: once, when a release that knows proofs comes to a record of before."""
    for table in PROVEN:

        def own(row: Any, table: Table = table) -> str:
            return prover.proof(table, row._mapping)

        _prove(connection, table, across("prove", select(table)), own, {})


def _prove(
    connection: Connection, table: Table, rows: Select[Any], proof: Callable[[Any], str], change: Mapping[str, Any]
) -> None:
    keys = [column.name for column in table.primary_key]
    made = [
        {f"which_{key}": getattr(row, key) for key in keys} | {"made": proof(row)} for row in connection.execute(rows)
    ]
    if made:
        one = [table.c[key] == bindparam(f"which_{key}") for key in keys]
        connection.execute(update(table).where(*one).values({**change, "proof": bindparam("made")}), made)
