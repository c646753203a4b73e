"""Who somebody is: persons, seats, delegations.

Owns how a person is identified. Knows nothing of Slack profiles: names, time zones and membership belong to the
Directory port. What a person may do in an audit is in `bot.domain.roles`.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

Person = str
"""A person: their own team and their user id, joined by a colon (`T01:U01`). Slack Connect brings people of other
teams into a workspace, so the user id alone would be ambiguous."""

SYSTEM: Person = "smactr"
"""The actor of commands nobody gave: a deadline passed, a file was fetched, a model answered."""


def person(team: str, user: str) -> Person:
    """Join a team id and a user id into a person."""
    return f"{team}:{user}"


def user_of(who: Person) -> str:
    """The Slack user id of a person."""
    return who.rpartition(":")[2]


def team_of(who: Person) -> str:
    """The Slack team a person belongs to; empty for the system itself."""
    return who.rpartition(":")[0]


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
