"""One table of what Slack refuses: the sandbox refuses the same, and the bot makes something of it.

Owns that no cell is empty and none names what is not there. The tests it names own the behaviour.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from bot.slack.kit.refusal_words import words_of_refusal
from tests.house.tree import ROOT
from tests.slack.outbound.view_contexts import say

TABLE = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))["refusal"]

COLUMNS = ("error", "method", "source", "sandbox", "bot", "people")

NOBODY = "nobody: "

REFUSALS = [pytest.param(row, id=f"{row['method']} {row['error']}") for row in TABLE]

WORD = r'"([a-z_]+)"'

SANDBOX = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "sandbox").rglob("*.py"))


@pytest.mark.parametrize("row", REFUSALS)
def test_every_refusal_has_its_source_and_both_its_tests(row: dict[str, str]) -> None:
    assert tuple(row) == COLUMNS
    assert all(row.values())
    assert row["source"].startswith("https://")
    for cell in ("sandbox", "bot"):
        module, _, function = row[cell].partition(":")
        assert function.startswith("test_")
        assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize("row", REFUSALS)
def test_what_people_read_of_a_refusal_is_the_text_the_table_names(row: dict[str, str]) -> None:
    if row["people"].startswith(NOBODY):
        return
    assert row["people"] in say().keys
    if row["people"].startswith("slack-refuses-"):
        assert words_of_refusal(say(), row["error"]) == say()(row["people"])


def test_a_refusal_stands_in_the_table_once() -> None:
    named = [(row["method"], row["error"]) for row in TABLE]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("word", sorted({row["error"] for row in TABLE if row["error"].replace("_", "").isalpha()}))
def test_the_sandbox_knows_the_word(word: str) -> None:
    kind = word.removeprefix("restricted_action_").removesuffix("_channel")
    assert f'"{word}"' in SANDBOX or f'"{kind}"' in SANDBOX


def words_in(folder: Path, pattern: str) -> set[str]:
    """Words that stand so in the Python of a folder."""
    return {word for path in folder.rglob("*.py") for word in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_word_that_the_sandbox_says_and_the_bot_tells_apart_has_its_row() -> None:
    said = words_in(ROOT / "bot" / "sandbox", r'SlackError\(\s*"([a-z_]+)"')
    told_apart = {word for house in ("slack", "wiring", "operations") for word in words_in(ROOT / "bot" / house, WORD)}
    both = said & told_apart
    assert len(both) > 30
    assert both - {row["error"] for row in TABLE} == set()
