"""The manifest of a model: every file with its SHA-256, and the fingerprint that stands for all of them.

Owns its form, which is that of OpenSSF Model Signing (an in-toto Statement v1 whose predicate type is `PREDICATE`), so
that its verifiers read it; size and format of a file stand beside what they expect. Must not touch a disk, nor read
one that somebody else made: that is `bot.model_files.manifest_reading`.

Two digests are in it. The subject's is Model Signing's own: over the digests in the order of their names, so a file
may be renamed without changing it. The *fingerprint* covers names too, and is what an audit is bound to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self

from bot.domain.kernel.text import Text
from bot.gate.folder import IGNORED, fingerprint_of, same_name
from bot.gate.terminal import apart
from bot.model_files.problems import ModelFilesProblem

STATEMENT: Final = "https://in-toto.io/Statement/v1"
PREDICATE: Final = "https://model_signing/signature/v1.0"
"""The predicate type of OpenSSF Model Signing from its release 1.0 on."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file. `name`: its path within the model, with slashes; `sha256`: 64 hex digits; `size` in bytes."""

    name: str
    sha256: str
    size: int | None = None
    format: str = ""
    """As `bot.gate.formats` names it; empty where the manifest of another tool does not say."""
    within: tuple[str, ...] = ()
    """Of an archive, the formats that are in it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a model, folder by folder in the order of their names, as Model Signing has them."""

    model: str
    """The name of the folder or file; no part of the fingerprint."""
    files: tuple[ModelFile, ...]

    @classmethod
    def of(cls, model: str, files: Iterable[ModelFile]) -> Self:
        """A manifest of these files. Raises ModelFilesProblem where there is none, or two have one name."""
        ordered = tuple(sorted(files, key=lambda file: file.name.split("/")))
        if not ordered:
            raise ModelFilesProblem(Text("model-files-none", model=model))
        if twice := same_name(file.name for file in ordered):
            one, other = apart(*twice)
            raise ModelFilesProblem(Text("model-files-name-twice", name=other, other=one))
        return cls(model, ordered)

    @property
    def fingerprint(self) -> str:
        """`sha256:` and 64 digits over the names and digests of all files, as an audit is bound to it."""
        return fingerprint_of((file.name, file.sha256) for file in self.files)

    @property
    def size(self) -> int:
        """Bytes of all files of which the size is known."""
        return sum(file.size or 0 for file in self.files)

    @property
    def subject_digest(self) -> str:
        """64 digits, as Model Signing computes them: over the files' digests in their order."""
        return joined(file.sha256 for file in self.files)

    def statement(self) -> dict[str, Any]:
        """The in-toto statement, as plain data."""
        return {
            "_type": STATEMENT,
            "subject": [{"name": self.model, "digest": {"sha256": self.subject_digest}}],
            "predicateType": PREDICATE,
            "predicate": {
                "serialization": {
                    "method": "files",
                    "hash_type": "sha256",
                    "allow_symlinks": True,
                    "ignore_paths": list(IGNORED),
                },
                "resources": [_resource(file) for file in self.files],
            },
        }

    def to_json(self) -> str:
        """The statement as text, a file a line where people compare two."""
        return json.dumps(self.statement(), indent=1, ensure_ascii=False) + "\n"


def joined(digests: Iterable[str]) -> str:
    """64 digits over digests in their order, as Model Signing computes them."""
    return hashlib.sha256(b"".join(map(bytes.fromhex, digests))).hexdigest()


def _resource(file: ModelFile) -> dict[str, Any]:
    more = {"size": file.size, "format": file.format, "within": list(file.within)}
    kept = {key: value for key, value in more.items() if value not in (None, "", [])}
    return {"name": file.name, "algorithm": "sha256", "digest": file.sha256, **kept}
