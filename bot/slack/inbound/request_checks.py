"""The gate before Bolt: size, age, signature, and whether a body can be read and kept at all.

Owns what is refused before anybody looks at it: Bolt parses a body before it verifies it, PostgreSQL keeps no NULs, and
canonical JSON (RFC 8785) has neither lone surrogates nor integers beyond 2^53. Must not know what a payload means.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk import signature
from slack_sdk.signature import SignatureVerifier

from bot.ports.clock import Clock

LARGEST = 1_000_000
"""Bytes of a body."""

DEEPEST = 64
"""Levels of nesting."""

_SAFE_NUMBER = 2**53


class Unsigned(Exception):
    """The signature is missing or wrong, or the timestamp is too old (or from the future)."""


class Malformed(Exception):
    """The body cannot be read, or holds something that cannot be kept."""


class SignedNow(signature.Clock):
    """The time a signature is held against, in seconds since 1970, told by our own clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        """Now, as slack_sdk asks for it."""
        return self._clock.now().timestamp()


def check_headers(headers: Mapping[str, str]) -> None:
    """Raise Unsigned where a signature or its time is missing, so that nothing is read of what nobody signed."""
    if not (headers.get("x-slack-signature") and headers.get("x-slack-request-timestamp")):
        raise Unsigned("signature missing")


def check_signature(verifier: SignatureVerifier, headers: Mapping[str, str], body: bytes) -> None:
    """Raise Unsigned unless Slack signed exactly these bytes within five minutes of now; Malformed if not UTF-8."""
    try:
        signed = verifier.is_valid_request(body, dict(headers))
    except UnicodeDecodeError as problem:
        raise Malformed("not UTF-8") from problem
    except (ValueError, OverflowError, TypeError):  # a timestamp that is no number of seconds, a signature beyond ASCII
        signed = False
    if not signed:
        raise Unsigned("signature missing or wrong, or its time more than five minutes off")


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
