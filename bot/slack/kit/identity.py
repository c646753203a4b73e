"""Who a user id stands for.

Owns that answer, for clicks, commands, events, pickers and rosters alike: one person must be one person wherever they
are met. Must not ask Slack anything, nor know what a person may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.kernel.people import Person, person


def identify(workspace: str, user: str, *, team: str = "") -> Person:
    """The person behind a user id, as met in a workspace where the bot is installed.

    `team`: their own team, where Slack's payload names one. People of another company, met in a shared channel, are
    known by it; everybody else belongs to the installation's workspace.
    """
    return person(team or workspace, user)


def team_in_event(body: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """The team of the person in an event, where it may be another than ours: only a shared channel brings such people.

    Empty everywhere else.
    """
    if body.get("is_ext_shared_channel") is not True:
        return ""
    teams = (event.get("user_team"), event.get("source_team"), event.get("team"))
    return next((team for team in teams if isinstance(team, str) and team.startswith("T")), "")
