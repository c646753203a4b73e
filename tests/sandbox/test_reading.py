"""Descriptions read from files, and blocks read by people.

Owns spec, manifest and text. Must not start a server.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.sandbox import AppSpec, CommandSpec, ShortcutSpec, WorkspaceSpec, readable
from bot.sandbox.clock import Timestamps
from bot.sandbox.workspace import Workspace

TOML = """
name = "Lab"
[[people]]
name = "lead"
tz = "Asia/Tokyo"
[[people]]
name = "guest"
guest = "multi_channel"
[[channels]]
name = "general"
bot = true
[[channels]]
name = "board"
private = true
members = ["lead"]
[[groups]]
handle = "owners"
members = ["lead"]
"""


def test_a_workspace_is_described_in_toml(tmp_path: Path) -> None:
    path = tmp_path / "workspace.toml"
    path.write_text(TOML)
    workspace = Workspace(WorkspaceSpec.from_file(path))
    assert workspace.name == "Lab"
    lead, guest = workspace.person("lead"), workspace.person("@guest")
    assert workspace.channel("#general").members == [lead.id, workspace.app.user_id]
    assert workspace.channel("board").members == [lead.id]
    assert lead.to_json(datetime(2026, 1, 1, tzinfo=UTC))["tz_offset"] == 9 * 3600
    assert guest.is_restricted
    assert not guest.is_ultra_restricted


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "workspace.toml"
    path.write_text('[[people]]\nname = "lead"\ntimezone = "UTC"\n')
    with pytest.raises(ValidationError, match="timezone"):
        WorkspaceSpec.from_file(path)


def test_a_manifest_says_what_the_app_may_do_and_wants_to_hear() -> None:
    spec = AppSpec.from_manifest(
        {
            "display_information": {"name": "smactr"},
            "features": {
                "app_home": {"home_tab_enabled": True, "messages_tab_read_only_enabled": True},
                "bot_user": {"display_name": "smactr"},
                "slash_commands": [{"command": "/audit", "should_escape": True, "description": "x"}],
                "shortcuts": [{"name": "Use", "type": "message", "callback_id": "use"}],
            },
            "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
        }
    )
    assert spec == AppSpec(
        name="smactr",
        scopes=frozenset({"chat:write", "commands"}),
        events=frozenset({"app_mention"}),
        commands=frozenset({"/audit"}),
        escaping_commands=frozenset({"/audit"}),
        shortcuts=frozenset({"use"}),
        command_specs=(CommandSpec(command="/audit", description="x"),),
        shortcut_specs=(ShortcutSpec(callback_id="use", name="Use"),),
        messages_enabled=False,
    )


def test_a_manifest_can_be_kept_as_json(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text('{"display_information": {"name": "smactr"}}')
    assert AppSpec.from_file(path).name == "smactr"


def test_blocks_read_as_lines() -> None:
    option = {"text": {"type": "plain_text", "text": "Yes"}, "value": "y"}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Audit"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<@U1> in <#C1>: <https://x.test|docs> &amp; <!here>"}},
        {"type": "divider"},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]},
        {
            "type": "input",
            "label": {"type": "plain_text", "text": "Verdict"},
            "element": {"type": "radio_buttons", "options": [option]},
            "optional": True,
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}, {"type": "plain_text", "text": "print"}]},
    ]
    assert readable(blocks, {"U1": "lead", "C1": "general"}).splitlines() == [
        "Audit",
        "@lead in #general: docs & @here",
        "———",
        "[Go]",
        "Verdict (optional)",
        "( ) Yes",
        "small print",
    ]


def test_timestamps_never_repeat_even_when_the_clock_stands_still() -> None:
    class Still:
        def now(self) -> datetime:
            return datetime(2026, 1, 1, tzinfo=UTC)

    stamps = Timestamps(Still())
    made = [stamps.next() for _ in range(50)]
    assert made == sorted(set(made))
    assert made[0].startswith(str(int(Still().now().timestamp())))
