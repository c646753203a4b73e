"""The Slack manifest asks for what the bot uses, and for nothing else.

Owns the match between the manifest and the code. Must not know what a permission is for.
"""

from __future__ import annotations

from typing import Any

import yaml

from bot.operations.doctor.slack import SCOPES
from bot.sandbox import AppSpec
from bot.slack.inbound.shortcuts import SHORTCUTS
from bot.slack.inbound.workspace_events import IMPERSONAL, PERSONAL
from tests.house.tree import ROOT

DEPLOY = ROOT / "deploy"


def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "slack-manifest.yaml").read_text(encoding="utf-8"))
    return loaded


def test_the_doctor_looks_for_exactly_the_permissions_asked_for() -> None:
    assert manifest()["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert list(SCOPES) == sorted(SCOPES)


def test_what_the_listeners_know_is_what_slack_is_asked_to_tell() -> None:
    asked = set(manifest()["settings"]["event_subscriptions"]["bot_events"])
    heard = PERSONAL.keys() | IMPERSONAL.keys()
    assert asked == heard - {"message"} | {"message.channels", "message.groups", "message.im"}


def test_the_shortcuts_are_those_that_are_answered() -> None:
    assert {s["callback_id"] for s in manifest()["features"]["shortcuts"]} == SHORTCUTS.keys()


def test_names_fit_what_slack_takes() -> None:
    features = manifest()["features"]
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    [command] = features["slash_commands"]
    assert len(command["description"]) <= 2000
    assert len(manifest()["display_information"]["description"]) <= 140
    assert 174 <= len(manifest()["display_information"]["long_description"]) <= 4000


def test_the_sandbox_reads_the_same_manifest() -> None:
    spec = AppSpec.from_manifest(manifest())
    assert spec.commands == frozenset({"/audit"})
    assert spec.shortcuts == frozenset({"use_as_document", "remove_text", "start_audit"})
    assert spec.home_enabled
    assert spec.messages_enabled


def test_the_compose_file_gives_the_bot_longer_to_stop_than_it_takes() -> None:
    from bot.worker.timing import Timing

    bot = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["bot"]
    grace = int(bot["stop_grace_period"].removesuffix("s"))
    assert grace > Timing().drain.total_seconds() + 5
