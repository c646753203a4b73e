"""What anybody owes in one state of an audit, worked out once for everybody who looks at it.

Owns how long what was worked out is believed: for the same state, rules and day. A commit works it out anyway; the
cards that it has drawn, Homes and lists look at the same state and ask again. Must not know what is owed: `rules` says
so.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask, at_once


class _Known(NamedTuple):
    """An answer, and what it is an answer to."""

    audit: Audit
    framework: Framework
    day: date
    duties: tuple[Duty, ...]


class Owed:
    """Kept beside a state. Two threads that ask at once work it out twice, and find the same."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: _Known | None = None

    def by(self, audit: Audit, framework: Framework, day: date, ask: Ask = at_once) -> tuple[Duty, ...]:
        """What `duties_of` says."""
        known = self._known
        if known is not None and known.audit is audit and known.framework is framework and known.day == day:
            return known.duties
        duties = tuple(duties_of(audit, framework, day, ask))
        self.remember(audit, framework, day, duties)
        return duties

    def remember(self, audit: Audit, framework: Framework, day: date, duties: tuple[Duty, ...]) -> None:
        """Note what was worked out elsewhere."""
        self._known = _Known(audit, framework, day, duties)
