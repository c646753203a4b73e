"""The state of duties, as an audit holds it.

Owns what of them is no duty itself: wishes for more time, what a daily list named. Must not know the audit around them.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.kernel.content import Digest
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person


class AskedExtension(Frozen):
    """Whoever owes something asks for more time."""

    by: Person
    at: datetime
    until: date
    reason: Digest


class Listed(Frozen):
    """What the daily list of a person named of an audit. `day`: theirs; `duties`: by their ids."""

    day: date
    duties: tuple[str, ...]
