"""Events of redaction: what can have happened.

Owns the shape of these facts (what is erased, why, and who agreed). A released class keeps its name and its meaning.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Event


class RedactionProposed(Event):
    """Somebody asked to erase a content."""

    type: Literal["RedactionProposed"] = "RedactionProposed"
    content: Digest
    reason: Digest
    admin: bool = Field(default=False, exclude_if=lambda admin: not admin)
    """Asked by an admin of the workspace, where that alone does not erase: the words of a ballot."""


class RedactionAgreed(Event):
    """Somebody agreed to erase the words of a ballot: lead or legal, its author, or another seat of its round."""

    type: Literal["RedactionAgreed"] = "RedactionAgreed"
    content: Digest


class ContentRedacted(Event):
    """A content was erased; its digest stays."""

    type: Literal["ContentRedacted"] = "ContentRedacted"
    redraws = frozenset({"decisions", "results"})
    content: Digest
    reason: Digest
