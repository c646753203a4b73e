"""Reading manifests: whoever turns the bytes that a builder handed in into what they say of a model's files."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class ManifestSummary(NamedTuple):
    """What a manifest says of all files together. `size` in bytes, of those whose size is known."""

    fingerprint: str
    """`sha256:` and 64 digits."""
    files: int
    size: int
    parts: tuple[str, ...] = ()
    """The SHA-256 of its largest files, but for small ones: by any of them another audit of this model is found."""


class UnreadableManifest(Exception):
    """What is no manifest. `problem`: the id of a text; `params` fill it, and come from the file."""

    def __init__(self, problem: str, **params: str | int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.params = params


class Manifests(Protocol):
    """The reader of manifests, bounded in memory and time whatever the file holds."""

    async def read(self, data: bytes) -> ManifestSummary:
        """What a manifest says. Raises UnreadableManifest, and nothing else that a file could cause."""
        ...
