"""What somebody typed after `/audit` (or after the bot's name): a sub-command, perhaps an audit's key, the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"[A-Za-z]{1,3}-?\d{1,9}")
_MENTION = re.compile(r"<@[^>]*>")


@dataclass(frozen=True, slots=True)
class Words:
    """A typed line, taken apart."""

    name: str = ""
    """The sub-command, lower-case."""
    audit: str = ""
    """The audit's key as it is written (`A-12`)."""
    rest: str = ""


def read_words(text: str) -> Words:
    """`remind a-12 please` as sub-command, key and rest; the key may come first."""
    typed = _MENTION.sub(" ", text).split()
    key = next((word for word in typed[:3] if _KEY.fullmatch(word)), "")
    others = [word for word in typed if word != key]
    name = others[0].lower() if others else ""
    return Words(name=name, audit=written(key), rest=" ".join(others[1:]))


def written(key: str) -> str:
    """A typed key as keys are written: `a12` means `A-12`."""
    letters = key.rstrip("0123456789").rstrip("-").upper()
    return f"{letters}-{int(key[len(key.rstrip('0123456789')) :])}" if key else ""
