"""What every event carries."""

from __future__ import annotations

from datetime import datetime

from bot.domain.content import Frozen
from bot.domain.people import Person


class Event(Frozen):
    """When (aware UTC) and by whom. `by` is `smactr` where time or an effect's outcome moved the audit."""

    type: str
    """The class by its name, as it is stored."""
    at: datetime
    by: Person
