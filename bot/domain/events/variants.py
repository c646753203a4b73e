"""Events about the kind of an audit: a light one approved, and made a full one.

Owns the shape of these events.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.domain.kernel.content import Digest
from bot.domain.kernel.registry import Event


class VariantApproved(Event):
    """An independent person finds the reason good for which this audit is a smaller one."""

    type: Literal["VariantApproved"] = "VariantApproved"


class AuditUpgraded(Event):
    """The audit goes on as a full one: another framework, the same documents, no approval carried over."""

    type: Literal["AuditUpgraded"] = "AuditUpgraded"
    framework: Digest
    stages: tuple[str, ...]
    due: date
    """Of its first stage, which is open now."""
