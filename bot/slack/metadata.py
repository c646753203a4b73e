"""What a modal remembers between its opening and its submission: its `private_metadata`.

Owns writing and reading it. Ids only, never prose, and always a request id minted when the modal was opened: the same
submission sent twice is one request. Must not know which modal it belongs to.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from bot.domain.content import Frozen


class Meta(Frozen):
    """The memory of one modal."""

    request: str
    audit: str = ""
    stage: str = ""
    role: str = ""
    artifact: str = ""
    number: int = 0
    """A version, request, condition, finding, summary or ballot round."""
    key: str = ""
    """An offer, a duty, a statement, a digest or a person."""
    seen: str = ""
    """What the person was shown: the evidence's digest, how a version stood, or the fields (`bot.slack.compared`)."""
    channel: str = ""
    ts: str = ""
    """The message the modal is about."""
    thread: str = ""
    file: str = ""


_SHORT = {
    "request": "q",
    "audit": "a",
    "stage": "s",
    "role": "r",
    "artifact": "d",
    "number": "n",
    "key": "k",
    "seen": "e",
    "channel": "c",
    "ts": "t",
    "thread": "h",
    "file": "f",
}
_LONG = {short: name for name, short in _SHORT.items()}


def write_meta(meta: Meta) -> str:
    """A modal's memory as Slack keeps it (at most 3,000 characters)."""
    kept = {_SHORT[name]: part for name, part in meta.model_dump(exclude_defaults=True).items()}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True)


def read_meta(raw: str) -> Meta:
    """A modal's memory as it came back. Raises ValueError for anything this bot did not write."""
    kept: Any = json.loads(raw)
    if not isinstance(kept, dict) or not set(kept) <= set(_LONG):
        raise ValueError("not the memory of this bot's modals")
    try:
        return Meta(**{_LONG[short]: part for short, part in kept.items()})
    except ValidationError as problem:
        raise ValueError("not the memory of this bot's modals") from problem
