"""What Slack keeps for the bot in one string, to be handed back: a button's value, a modal's memory.

Owns its spelling: one letter a field, what is empty left out, because Slack limits how long it may be. Must not know
what is kept. Buttons live for years in old messages: a letter keeps its meaning for ever.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from pydantic import ValidationError

from bot.domain.kernel.models import Frozen


class CompactFields(Frozen):
    """Base of what is kept. Ids only, never prose: whoever can see the button can read it."""

    letters: ClassVar[dict[str, str]]
    """The letter of each field."""

    def written(self) -> str:
        """As Slack keeps it."""
        short = {self.letters[name]: part for name, part in self.model_dump(exclude_defaults=True).items()}
        return json.dumps(short, separators=(",", ":"), sort_keys=True)

    @classmethod
    def read(cls, raw: str) -> Self:
        """As it came back. Raises ValueError for anything this bot did not write."""
        names = {letter: name for name, letter in cls.letters.items()}
        kept: Any = json.loads(raw)
        if not isinstance(kept, dict) or not set(kept) <= set(names):
            raise ValueError("not written by this bot")
        try:
            return cls.model_validate({names[letter]: part for letter, part in kept.items()})
        except ValidationError as problem:
            raise ValueError("not written by this bot") from problem
