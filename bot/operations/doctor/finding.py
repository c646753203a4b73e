"""One thing the doctor has to say.

Owns its shape. Must not know what was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.slack.kit.localization import Texts

Level = Literal["ok", "note", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence, and what to do about it. `note`: worth knowing, nothing is broken."""

    level: Level
    key: str
    text: str
    fix: str = ""

    @classmethod
    def of(cls, say: Texts, level: Level, key: str, **params: str | int) -> Finding:
        """The finding of a text's key; its fix is the text KEY-fix, where there is one."""
        fix = f"{key}-fix"
        return cls(level, key, say(key, **params), say(fix, **params) if fix in say else "")
