"""The gate before Bolt: size, age, signature, and whether a body can be read and kept at all.

Owns what is refused before anybody looks at it: Bolt parses a body before it verifies it, PostgreSQL keeps no NULs, and
canonical JSON (RFC 8785) has neither lone surrogates nor integers beyond 2^53. Must not know what a payload means.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.ports import Clock

LARGEST = 1_000_000
"""Bytes of a body."""
OLDEST = 300
"""Seconds between a request's timestamp and now, in either direction."""
DEEPEST = 64
"""Levels of nesting."""
_SAFE_NUMBER = 2**53


class Unsigned(Exception):
    """The signature is missing or wrong, or the timestamp is too old (or from the future)."""


class Malformed(Exception):
    """The body cannot be read, or holds something that cannot be kept."""


def check_signature(secret: str, headers: Mapping[str, str], body: bytes, clock: Clock) -> None:
    """Raise Unsigned unless Slack signed exactly these bytes within the last five minutes.

    `headers` is case-insensitive (or lower-case).
    """
    stamp = headers.get("x-slack-request-timestamp", "")
    given = headers.get("x-slack-signature", "")
    if not (stamp.isascii() and stamp.isdigit()):
        raise Unsigned("no timestamp")
    if len(stamp) > 12 or abs(clock.now().timestamp() - int(stamp)) > OLDEST:
        raise Unsigned("timestamp too old")
    base = b"v0:" + stamp.encode() + b":" + body
    expected = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), given.encode("utf-8", "surrogateescape")):
        raise Unsigned("wrong signature")


def read_body(raw: bytes) -> dict[str, Any]:
    """The payload of a request: a JSON object, the JSON object in a form's `payload`, or the form's own fields.

    Raises Malformed.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Malformed("not UTF-8") from problem
    if text.lstrip()[:1] in ("{", "["):
        payload = _json(text)
    else:
        fields = _form(text)
        payload = _json(fields["payload"]) if "payload" in fields else fields
    return check_payload(payload)


def check_payload(payload: object) -> dict[str, Any]:
    """The payload itself, when it is an object that can be kept. Raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed("not an object")
    level: list[object] = [payload]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _check_value(value)]
        if not level:
            return payload
    raise Malformed("nested too deeply")


def _check_value(value: object) -> list[object]:
    """What is inside a value, once the value itself has been found fit to keep."""
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int | float) and not -_SAFE_NUMBER <= value <= _SAFE_NUMBER:  # also true of NaN
        raise Malformed("a number beyond 2^53")
    return []


def _check_text(text: str) -> None:
    if "\0" in text:
        raise Malformed("a NUL in a text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise Malformed("a lone surrogate in a text") from problem


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Malformed("not JSON") from problem


def _form(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=100)
    except ValueError as problem:
        raise Malformed("neither JSON nor a form") from problem
    if not pairs:
        raise Malformed("empty")
    return dict(pairs)
