"""The blocks of the modals that list documents and results: what a block's id says, and how it is read back.

Owns these ids: a modal may be open while the bot is renewed, so they stay as they are. Must not know what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from bot.slack.kit.parsing import numbers


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """The answer about a document, in the version that was shown."""

    artifact: str
    version: int

    @property
    def key(self) -> str:
        """As the block's id: `model-card:2`."""
        return f"{self.artifact}:{self.version}"

    @classmethod
    def of(cls, key: str) -> Self:
        """The block of an id. Raises ParseProblem where it names no version."""
        artifact, _, version = key.partition(":")
        return cls(artifact, *numbers((version,)))


@dataclass(frozen=True, slots=True)
class ResultBlock:
    """The answer about a result."""

    number: int
    kind: ClassVar[str] = "result"

    @property
    def key(self) -> str:
        """As the block's id: `result:3`."""
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True, slots=True)
class ReasonBlock:
    """Why a result still holds."""

    number: int
    kind: ClassVar[str] = "why"

    @property
    def key(self) -> str:
        """As the block's id: `why:3`."""
        return f"{self.kind}:{self.number}"


ListedBlock = DocumentBlock | ResultBlock | ReasonBlock


def block_of(key: str) -> ListedBlock:
    """The block of an id. Raises ParseProblem where it has no number."""
    named = DocumentBlock.of(key)
    kinds: tuple[type[ResultBlock | ReasonBlock], ...] = (ResultBlock, ReasonBlock)
    return next((kind(named.version) for kind in kinds if kind.kind == named.artifact), named)
