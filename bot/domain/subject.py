"""The exact model an audit is about.

Owns its name, and what a fingerprint of weights looks like; the one that was stated is in the state. Must not know
anything of the audit.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.kernel.models import Frozen

_FINGERPRINT: Final = re.compile(r"([a-z0-9]{2,12}:)?[0-9a-f]{2,128}")


def is_fingerprint(stated: str) -> bool:
    """Whether a text can be the fingerprint of weights: hexadecimal digits, with or without the name of their kind."""
    return _FINGERPRINT.fullmatch(stated.strip().casefold()) is not None


class Subject(Frozen):
    """The exact model the audit is about."""

    model: str
    version: str

    def __str__(self) -> str:
        return f"{self.model} {self.version}".strip()
