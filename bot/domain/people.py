"""Who somebody is: persons, seats, delegations.

Owns how a person is identified. Knows nothing of Slack profiles: names, time zones and membership belong to the
Directory port. What a person may do in an audit is in `bot.domain.roles`.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from bot.domain.kernel.people import Person


class Delegation(BaseModel):
    """Somebody acts for a seat until the end of `until` (a calendar day, UTC)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: Person
    until: date


class Seat(BaseModel):
    """One person in one role. `accepted` is None until they answered the invitation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Person
    accepted: bool | None = None
    since: date | None = None
    """The day (UTC) on which they were asked."""
    delegation: Delegation | None = None
