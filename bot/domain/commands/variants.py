"""Commands about the kind of an audit.

Owns their shapes; whether they are granted is decided in `bot.domain.variants`.
"""

from __future__ import annotations

from bot.domain.kernel.content import Prose
from bot.domain.kernel.registry import Command


class ApproveVariant(Command):
    """An independent person approves the reason for a smaller audit."""


class UpgradeAudit(Command):
    """Go on as a full audit."""

    framework: Prose
    """Canonical JSON of the framework in force from now on."""
