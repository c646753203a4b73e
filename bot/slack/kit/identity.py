"""Who a user id stands for.

Owns that answer, for clicks, commands, events, pickers and rosters alike: one person must be one person wherever they
are met. Must not ask Slack anything, nor know what a person may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.kernel.people import Person, person


def identify(workspace: str, user: str, *, company: str = "") -> Person:
    """The person behind a user id, as met in a workspace where the bot is installed.

    `company`: the team of somebody who is certainly of another company (`company_in`). Everybody else belongs to the
    installation's workspace, whichever team a payload names: on Enterprise Grid a click carries one fixed home
    workspace, or the organization, where commands and events carry the workspace (bolt-js#1875).
    """
    return person(company or workspace, user)


def company_in(workspace: str, user: Mapping[str, Any]) -> str:
    """The team of somebody of another company, as Slack's user object tells; empty for whoever may be one of ours.

    Certain it is where Slack calls them a stranger, or where the workspace is none of the teams it names.
    """
    teams = _teams(user)
    if user.get("is_stranger") is True or (teams and workspace not in teams):
        return next(iter(teams), "") or _organization(user)
    return ""


def is_member(workspace: str, user: Mapping[str, Any]) -> bool:
    """Whether the workspace is one of the teams a user object names. One that names no team at all is of ours."""
    teams = _teams(user)
    return workspace in teams if teams else not _organization(user)


def named_team(body: Mapping[str, Any]) -> str:
    """The team an object names for a person (`team_id`); empty where it names none."""
    team = body.get("team_id")
    return team if isinstance(team, str) else ""


def team_in_event(event: Mapping[str, Any]) -> str:
    """The team an event names for the person, which may be another than ours: of another company in a shared channel,
    of the same organization in a channel that several of its workspaces share.

    Empty where it names none; whose it is, the directory knows.
    """
    teams = (event.get("user_team"), event.get("source_team"), event.get("team"))
    return next((team for team in teams if isinstance(team, str) and team), "")


def _teams(user: Mapping[str, Any]) -> list[str]:
    """The workspaces a user object names, their home first; an organization (`E…`) is none."""
    shared = user.get("enterprise_user")
    teams = shared.get("teams") if isinstance(shared, dict) else None
    named = [named_team(user), *(teams if isinstance(teams, list) else ())]
    return [team for team in dict.fromkeys(named) if isinstance(team, str) and team.startswith("T")]


def _organization(user: Mapping[str, Any]) -> str:
    """The organization (`E…`) a user object names, where it names one."""
    shared = user.get("enterprise_user")
    named = shared.get("enterprise_id") if isinstance(shared, dict) else ""
    return named if isinstance(named, str) and named else named_team(user)
