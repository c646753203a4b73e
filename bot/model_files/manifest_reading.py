"""A manifest from its JSON, ours or that of OpenSSF Model Signing, by whomever it was made.

Owns what is refused of one. Apart from the manifest itself: only who reads one needs pydantic.
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.kernel.text import Text
from bot.model_files.manifest import PREDICATE, Manifest, ModelFile, joined
from bot.model_files.problems import ModelFilesProblem

MOST_BYTES: Final = 64 * 2**20
"""Of a manifest's text, some 300,000 files."""


def read_manifest(text: str | bytes) -> Manifest:
    """A manifest from its JSON, ours or that of Model Signing, checked against its own digest.

    Raises ModelFilesProblem.
    """
    if len(text) > MOST_BYTES:
        raise ModelFilesProblem(Text("model-files-manifest-large", most=MOST_BYTES // 2**20))
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except ModelFilesProblem:
        raise
    except (ValueError, RecursionError):
        raise ModelFilesProblem(Text("model-files-manifest-no-json")) from None
    return of_statement(raw)


def of_statement(raw: Any) -> Manifest:
    """A manifest from an in-toto statement. Raises ModelFilesProblem."""
    if not isinstance(raw, dict) or raw.get("predicateType") != PREDICATE:
        raise ModelFilesProblem(Text("model-files-manifest-another-kind", expected=PREDICATE))
    try:
        statement = _Statement.model_validate(raw)
    except ValidationError as wrong:
        place = ".".join(map(str, wrong.errors()[0]["loc"]))
        raise ModelFilesProblem(Text("model-files-manifest-malformed", place=place)) from None
    [subject] = statement.subject
    if strays := [r.name for r in statement.predicate.resources if {"", ".", ".."} & set(r.name.split("/"))]:
        raise ModelFilesProblem(Text("model-files-manifest-outside", name=strays[0]))
    files = [ModelFile(r.name, r.digest, r.size, r.format, r.within) for r in statement.predicate.resources]
    if subject.digest.get("sha256") != joined(file.sha256 for file in files):
        raise ModelFilesProblem(Text("model-files-manifest-inconsistent"))
    return Manifest.of(subject.name, files)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ModelFilesProblem(Text("model-files-manifest-key-twice", key=key))
        found[key] = value
    return found


class _Part(BaseModel):
    """Fields of a later version are passed over, as the predicate's own description asks for."""

    model_config = ConfigDict(extra="ignore", strict=True)


class _Subject(_Part):
    name: str
    digest: dict[str, str] = Field(min_length=1)


class _Resource(_Part):
    name: str = Field(min_length=1, pattern=r"^[^\\\x00-\x1f]+$")
    algorithm: str = Field(pattern="^sha256$")
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    size: int | None = Field(default=None, ge=0)
    format: str = Field(default="", max_length=40)
    within: tuple[str, ...] = Field(default=(), max_length=40, strict=False)


class _Predicate(_Part):
    resources: list[_Resource]


class _Statement(_Part):
    subject: list[_Subject] = Field(min_length=1, max_length=1)
    predicate: _Predicate
