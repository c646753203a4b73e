"""Who a person is: the same one in a click, a command, an event and a list of members.

Owns that sentence. What Slack's payloads look like is tried in `tests.slack.inbound.test_payload_parsing`.
"""

import ast
from pathlib import Path

from bot.slack.kit.identity import identify, team_in_event
from bot.slack.kit.payloads import read_event, read_press, read_slash

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


def test_somebody_of_another_company_is_known_by_their_own_team_in_a_shared_channel_only() -> None:
    event = {"user": "U7", "user_team": "T9"}
    assert team_in_event({"is_ext_shared_channel": True}, event) == "T9"
    assert team_in_event({}, event) == ""


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
