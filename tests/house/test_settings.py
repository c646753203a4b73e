"""Every setting is documented, checked, and says in one line what is wrong with it.

Owns the match between the settings, their table and the README. Must not know what a setting is used for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.settings import SettingsProblem, described, environment, read_settings, settings_table
from bot.wiring.texts import words
from tests.house.tree import ROOT

BOT, APP = "xoxb-1-2-three", "xapp-1-A-2-three"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for setting in described():
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.chdir(tmp_path)


def problem(**given: Any) -> str:
    with pytest.raises(SettingsProblem) as raised:
        read_settings(**given)
    return said(raised.value)


def said(problem: SettingsProblem) -> str:
    return "\n".join(map(words, problem.problems))


def test_every_field_tells_what_its_setting_means_what_holds_without_it_and_an_example() -> None:
    told = described()
    assert [s.name for s in told if len(s.meaning.split()) < 3 or s.example == f"{s.name}="] == []
    assert [s.name for s in told if s.default in ("``", "`None`", "`0`", "`False`")] == []


def test_what_a_setting_means_is_said_nowhere_but_in_its_field() -> None:
    catalogue = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "prompts" / "texts").rglob("*.ftl"))
    assert [s.name for s in described() if s.meaning in catalogue] == []


def test_the_readme_has_the_table() -> None:
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_example_would_be_accepted(tmp_path: Path) -> None:
    for setting in described():
        name, _, value = setting.example.partition("=")
        assert name == setting.name
        given: dict[str, Any] = {name: str(tmp_path) if name in ("SMACTR_FRAMEWORK", "SMACTR_OBLIGATIONS") else value}
        read_settings(**given)


def test_nothing_set_gives_the_defaults_of_the_table() -> None:
    settings = read_settings()
    assert settings.data_dir == Path("data")
    assert (settings.host, settings.port, settings.max_file_bytes) == ("127.0.0.1", 3000, 25 * 1024 * 1024)
    assert settings.model == ""
    assert settings.framework is None


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SMACTR_PORT=4000\nSMACTR_HOST=0.0.0.0\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("SMACTR_PORT", "5000")
    settings = read_settings()
    assert (settings.port, settings.host) == (5000, "0.0.0.0")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMACTR_MODEL", "")
    monkeypatch.setenv("SLACK_APP_TOKEN", "")
    assert read_settings().model == ""


def test_an_empty_value_handed_in_unsets_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", APP)
    handed = read_settings(SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET="s", SLACK_APP_TOKEN="")
    assert handed.slack().delivery == "http"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-this-is-the-other-one"),
        ("SLACK_APP_TOKEN", "xoxb-this-is-the-other-one"),
        ("SLACK_API_URL", "emulator:5000/api"),
        ("SMACTR_DATABASE_URL", "mysql://secret-host/db"),
        ("SMACTR_SEAL_KEY", "much-too-short"),
        ("SMACTR_MODEL", "gpt-without-provider"),
        ("SMACTR_FRAMEWORK", "/no/such/folder"),
        ("SMACTR_STARTERS", "auditors"),
        ("SMACTR_CONTRADICTIONS", "french"),
        ("SMACTR_PORT", "many"),
        ("SMACTR_PORT", "70000"),
        ("SMACTR_MAX_FILE_MB", "0"),
    ],
)
def test_a_wrong_one_is_one_line_with_name_reason_and_example_and_without_its_value(name: str, value: str) -> None:
    line = problem(**{name: value})
    assert "\n" not in line
    assert line.startswith(f"{name} is ")
    assert f"Example: {name}=" in line
    assert value not in line


def test_two_wrong_ones_are_two_lines() -> None:
    assert len(problem(SMACTR_PORT="x", SMACTR_MODEL="y").splitlines()) == 2


def test_slack_needs_a_bot_token_and_a_way_to_hear() -> None:
    with pytest.raises(SettingsProblem) as no_token:
        read_settings().slack()
    assert said(no_token.value).startswith("SLACK_BOT_TOKEN is not set")
    with pytest.raises(SettingsProblem) as no_way:
        read_settings(SLACK_BOT_TOKEN=BOT).slack()
    assert said(no_way.value).startswith("SLACK_APP_TOKEN is not set, nor is SLACK_SIGNING_SECRET")


def test_an_app_token_means_socket_mode_even_beside_a_signing_secret() -> None:
    assert read_settings(SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET="s").slack().delivery == "http"
    both = read_settings(SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET="s", SLACK_APP_TOKEN=APP)
    assert both.slack().delivery == "socket"


def test_no_secret_shows_when_settings_are_printed() -> None:
    settings = read_settings(
        SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SMACTR_DATABASE_URL="postgresql://me:password1@host/db"
    )
    shown = repr(settings) + repr(settings.slack())
    assert not [secret for secret in (BOT, APP, "password1") if secret in shown]


def test_several_seal_keys_may_be_given_for_a_change_of_keys() -> None:
    keys = f"{'A' * 43}=, {'B' * 43}="
    assert read_settings(SMACTR_SEAL_KEY=keys).seal_keys.get_secret_value() == keys


def test_what_a_model_needs_may_stand_in_the_dotenv_file_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOME_KEY=one\nOTHER_KEY=file\n", encoding="utf-8")
    monkeypatch.setenv("OTHER_KEY", "environment")
    found = environment()
    assert (found["SOME_KEY"], found["OTHER_KEY"]) == ("one", "environment")
