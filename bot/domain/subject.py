"""The exact model an audit is about.

Owns its name; the fingerprint of its weights is beside it in the state. Must not know anything of the audit.
"""

from __future__ import annotations

from bot.domain.content import Frozen


class Subject(Frozen):
    """The exact model the audit is about."""

    model: str
    version: str

    def __str__(self) -> str:
        return f"{self.model} {self.version}".strip()
