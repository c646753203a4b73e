"""What somebody typed after `/audit` (or after the bot's name): a sub-command and perhaps an audit's key."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"[A-Za-z]{1,3}-?\d{1,9}")

_MENTION = re.compile(r"<@[^<>]*>")

_GROUP = re.compile(r"<!subteam\^(\w+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Words:
    """A typed line, taken apart."""

    name: str = ""
    """The sub-command, lower-case."""
    audit: str = ""
    """The audit's key as it is written (`A-12`)."""
    rest: str = ""
    """The word after the sub-command, lower-case."""
    said: str = ""
    """All that follows the sub-command but the audit's key, as it was typed."""
    groups: tuple[str, ...] = ()
    """The ids of user groups that are named."""


def read_words(text: str) -> Words:
    """`remind a-12 please` as sub-command and key; the key may come first, and what follows is not read."""
    groups = tuple(_GROUP.findall(text))
    typed = _MENTION.sub(" ", _GROUP.sub(" ", text)).split()
    key = next((word for word in typed[:3] if _KEY.fullmatch(word)), "")
    if key:
        typed.remove(key)
    name, *said = typed or [""]
    rest = said[0].lower() if said else ""
    return Words(name=name.lower(), audit=written(key), rest=rest, said=" ".join(said), groups=groups)


def written(key: str) -> str:
    """A typed key as keys are written: `a12` means `A-12`."""
    letters = key.rstrip("0123456789").rstrip("-").upper()
    return f"{letters}-{int(key[len(key.rstrip('0123456789')) :])}" if key else ""
