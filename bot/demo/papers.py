"""The words of the demo: documents as somebody would write them, and what is said in the reflection.

Owns the reading of `words.toml`. Must not know who hands them in, nor when.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(files("bot.demo").joinpath("words.toml").read_text("utf-8"))


def paper(key: str, version: str = "text") -> str:
    """The words of a document, by its key in the framework. Raises KeyError where the demo has none."""
    return str(_WORDS[key][version]).strip()


def paper_or_placeholder(key: str, title: str, why: str, *, again: bool = False) -> str:
    """The same for any framework: a document the demo does not know says that it stands for a real one."""
    known = _WORDS.get(key)
    if known is None or (again and "rework" not in known):
        told = "What was asked for is now in it." if again else why
        return f"{title}\n\nAn example, in place of the real document. {told}"
    return paper(key, "rework" if again else "text")


def said() -> list[dict[str, str]]:
    """What people say to the questions of the reflection: `who`, beneath which `question`, `text`."""
    return list(_WORDS["said"])
