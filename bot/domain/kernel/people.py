"""Who a person is: a workspace and a user id in one text, or the bot itself.

Owns how the two are put together and taken apart. Must not know roles.
"""

from __future__ import annotations

from typing import Literal

Person = str
"""A person: their own team and their user id, joined by a colon (`T01:U01`). Slack Connect brings people of other
teams into a workspace, so the user id alone would be ambiguous."""

Membership = Literal["member", "guest", "bot", "gone", "unknown"]
"""What somebody is in a workspace, as its directory says: a full member; a guest, or of another company; an app;
deactivated; not to be found."""

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
