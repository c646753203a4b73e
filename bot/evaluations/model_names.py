"""Names under which tools record the system they tested, told from what only looks like a name.

Owns paths, addresses and default revisions, for every reader. Must not know any format.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from bot.evaluations.field_values import text

DEFAULT_REVISIONS: Final = frozenset({"main", "master", "latest"})
"""What stands where nobody chose a revision; it moves, so it names none."""

_PATH: Final = re.compile(r"(?:[/~\\]|\.{1,2}[/\\]|[A-Za-z]:[/\\]|file:)")

_HUB_CACHE: Final = re.compile(r"models--([^/\\]{1,100}?)--([^/\\]{1,100})[/\\]snapshots[/\\]([0-9a-f]{7,64})")

_STEP: Final = re.compile(r"(?:checkpoint|step|global_step|epoch)[-_]?\d+", re.IGNORECASE)


def named(said: object) -> tuple[str, str]:
    """Name and revision out of what a tool was given: a name as it stands, of a path what stands at its end.

    The folders above are left out: they name people and machines. A checkpoint keeps the folder it lies in, since
    alone it names nothing. A copy in the hub's cache gives back the hub's own name and its commit.
    """
    whole = text(said)
    if cached := _HUB_CACHE.search(whole):
        return f"{cached[1]}/{cached[2]}", cached[3]
    if not _PATH.match(whole) and not whole.endswith(("/", "\\")):
        return whole, ""
    parts = [part for part in re.split(r"[/\\]", whole) if part not in ("", ".", "..", "~", "file:")]
    kept = 2 if parts and _STEP.fullmatch(parts[-1]) else 1
    return "/".join(parts[-kept:]), ""


def revision(said: object) -> str:
    """A revision somebody chose, or that the tool found out; empty for a default that moves."""
    found = text(said)
    return "" if found.casefold() in DEFAULT_REVISIONS else found


def host(address: object) -> str:
    """The host of an address, with its port; never what may hold a credential: user, path, query."""
    try:
        parts = urlsplit(text(address))
        return "" if not parts.hostname else f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        return ""
