"""Events about the course of an audit: its start, stages, pauses, end, redaction."""

from __future__ import annotations

from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Event


class RedactionProposed(Event):
    """Somebody asked to erase a content."""

    type: Literal["RedactionProposed"] = "RedactionProposed"
    content: Digest
    reason: Digest


class ContentRedacted(Event):
    """A content was erased; its digest stays."""

    type: Literal["ContentRedacted"] = "ContentRedacted"
    content: Digest
    reason: Digest
