"""Who a person is: the same one in a click, a command, an event and a list of members.

Owns that sentence. What Slack's payloads look like is tried in `tests.slack.inbound.test_payload_parsing`.
"""

import ast
from pathlib import Path

import pytest

from bot.slack.kit.identity import identify
from bot.slack.kit.payloads import read_event, read_press, read_slash
from bot.slack.kit.people import read_profile

SLACK = Path(__file__).parents[3] / "bot" / "slack"


def test_one_person_is_the_same_in_a_click_a_command_and_an_event() -> None:
    click = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U7", "team_id": "T1"},
        "actions": [{"action_id": "status", "value": "A-1"}],
    }
    command = {"team_id": "T1", "user_id": "U7", "command": "/audit"}
    event = {"team_id": "T1", "event_id": "Ev1", "event": {"type": "message", "user": "U7"}}
    who = {read_press(click).origin.who, read_slash(command).origin.who, read_event(event).origin.who}
    assert who == {identify("T1", "U7")}


def test_an_event_tells_the_team_that_slack_names_for_the_person_in_a_shared_channel_or_an_organizations() -> None:
    for shared in ({"is_ext_shared_channel": True}, {}):
        told = {
            "team_id": "T1",
            "event_id": "Ev1",
            **shared,
            "event": {"type": "message", "user": "U7", "user_team": "T9"},
        }
        assert read_event(told).origin.team == "T9"


def grid(*teams: str, enterprise: str = "E1") -> dict[str, object]:
    """What Slack adds to a user object of somebody on an Enterprise Grid."""
    return {"enterprise_user": {"enterprise_id": enterprise, "teams": list(teams)}}


@pytest.mark.parametrize(
    ("told", "who", "full_member"),
    [
        ({"team_id": "T1"}, "T1:U7", True),
        ({}, "T1:U7", True),
        ({"team_id": "T2", **grid("T2", "T1")}, "T1:U7", True),
        ({"team_id": "E1", **grid("T2", "T1")}, "T1:U7", True),
        (grid("T2", "T1"), "T1:U7", True),
        ({"team_id": "E1"}, "T1:U7", False),
        ({"team_id": "T2", **grid("T2", "T3")}, "T2:U7", False),
        ({"team_id": "T2"}, "T2:U7", False),
        (grid("T8", enterprise="E9"), "T8:U7", False),
        ({"team_id": "E9", "is_stranger": True}, "E9:U7", False),
    ],
    ids=[
        "of the workspace",
        "of no named team",
        "at home elsewhere in the organization",
        "at home in the organization itself",
        "of named workspaces only",
        "of an organization that names no workspace",
        "of the organization but not of this workspace",
        "of another company",
        "of another company on a grid",
        "a stranger",
    ],
)
def test_somebody_is_of_the_workspace_unless_slack_tells_for_certain_of_another(
    told: dict[str, object], who: str, full_member: bool
) -> None:
    profile = read_profile("T1", {"id": "U7", "name": "somebody", **told})
    assert (profile.person, profile.full_member) == (who, full_member)


@pytest.mark.parametrize("told", [{"team_id": "T2", **grid("T2", "T1")}, {"team_id": "T2"}, {"team_id": "E1"}])
def test_whoever_runs_another_workspace_runs_nothing_here(told: dict[str, object]) -> None:
    assert not read_profile("T1", {"id": "U7", "is_admin": True, "is_owner": True, **told}).admin


def test_a_click_in_a_channel_of_several_workspaces_belongs_to_the_one_with_the_bot() -> None:
    click = {
        "type": "block_actions",
        "team": {"id": "T2"},
        "api_app_id": "A1",
        "user": {"id": "U7", "team_id": "T2"},
        "message": {"app_id": "A1", "team": "T1", "ts": "1.0"},
        "actions": [{"action_id": "status", "value": "A-1"}],
    }
    assert read_press(click).origin.workspace == "T1"


def test_no_other_place_in_slack_puts_a_person_together() -> None:
    elsewhere = []
    for path in SLACK.rglob("*.py"):
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module == "bot.domain.kernel.people"
            for alias in node.names
        }
        if "person" in names and path.name != "identity.py":
            elsewhere.append(str(path))
    assert not elsewhere, "Ask bot.slack.kit.identity."
