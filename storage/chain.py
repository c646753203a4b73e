"""The hash chain: canonical text, and how each event is tied to the one before.

Owns what exactly is hashed. Pure: it must not know the database. The text is RFC 8785, stored as it was hashed and
verified as it is stored, so no database's idea of JSON can change it.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import rfc8785

EMPTY = ""
"""The head of a chain without events."""


def canonical(value: Any) -> str:
    """The RFC 8785 text of a JSON value. Raises ValueError for what JSON cannot say (2^53 and above, lone halves)."""
    return rfc8785.dumps(value).decode()


def record_text(workspace: str, audit: str, seq: int, schema_version: int, body: str) -> str:
    """The canonical text of a whole record, its body given as canonical text: names in order, no spaces."""
    return (
        f'{{"audit":{_quoted(audit)},"body":{body},"schema_version":{schema_version},'
        f'"seq":{seq},"workspace":{_quoted(workspace)}}}'
    )


@lru_cache(maxsize=1_000)
def _quoted(key: str) -> str:
    """The canonical text of a key: every event of an audit has the same ones."""
    return canonical(key)


def link(previous: str, record: str) -> str:
    """The hash of a record: SHA-256 over the hash before it and its own text, hexadecimal."""
    return hashlib.sha256((previous + record).encode()).hexdigest()
