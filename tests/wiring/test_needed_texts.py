"""A catalogue with gaps starts no bot: the operator is told which texts are missing, and where they belong.

Owns what a catalogue has to hold. That the shipped one fits the code is in `tests/slack`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import CannotRun, read_settings
from bot.slack.kit.localization import Texts
from bot.wiring import needed_texts, text_files, texts
from bot.wiring.assembly import build
from bot.wiring.needed_texts import check_texts
from bot.wiring.open_record import Surroundings
from bot.wiring.texts import read_texts
from tests.house.tree import ROOT

ENGLISH = ROOT / "prompts" / "texts" / "en"


def without(*keys: str, locale: str = "en") -> Texts:
    """The texts of the house, but for some."""
    sources = [path.read_text(encoding="utf-8") for path in ENGLISH.glob("*.ftl")]
    for key in keys:
        sources = [re.sub(rf"(?m)^{key} =.*\n(?:[ }}].*\n)*", "", source) for source in sources]
    return Texts(sources, locale=locale, strict=False)


def told(catalogue: Texts) -> list[str]:
    with pytest.raises(CannotRun) as refused:
        check_texts(catalogue)
    return str(refused.value).splitlines()


def test_the_texts_of_the_house_are_complete() -> None:
    check_texts(read_texts())


@pytest.mark.parametrize(
    ("key", "file"),
    [
        pytest.param("proceed-without-seat", "duties", id="a refusal"),
        pytest.param("button-submit", "documents", id="a button"),
        pytest.param("modal-start-submit", "lifecycle", id="put together by code"),
        pytest.param("event-BallotClosed", "ballot", id="an event"),
        pytest.param("report-heading", "report", id="in a template"),
        pytest.param("migrate-done", "cli", id="at the command line"),
    ],
)
def test_a_missing_text_is_told_with_its_file(key: str, file: str) -> None:
    [line] = told(without(key, locale="pl"))
    assert line.startswith(f"prompts/texts/pl/{file}.ftl ")
    assert f"{key} = " in line


def test_every_missing_text_is_told_a_line_for_each_file() -> None:
    lines = told(without("event-BallotClosed", "event-BallotCast", "report-heading"))
    assert [line.split()[0] for line in lines] == ["prompts/texts/en/ballot.ftl", "prompts/texts/en/report.ftl"]
    assert "event-BallotCast, event-BallotClosed" in lines[0]


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the English files, which an operator may have changed."""
    caches = (texts.read_texts, texts.english_files, needed_texts.needed)
    monkeypatch.setattr(text_files, "TEXTS", tmp_path)
    for each in caches:
        each.cache_clear()
    yield Path(shutil.copytree(ENGLISH, tmp_path / "en"))
    for each in caches:
        each.cache_clear()


@pytest.mark.parametrize(
    ("key", "file"),
    [("proceed-without-seat", "duties"), ("event-BallotClosed", "ballot"), ("report-heading", "report")],
)
def test_what_the_code_says_is_missed_where_an_operator_took_it_out(key: str, file: str, english: Path) -> None:
    path = english / f"{file}.ftl"
    path.write_text(re.sub(rf"(?m)^{key} =.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    [line] = told(read_texts())
    assert line.startswith(f"prompts/texts/en/{file}.ftl lacks a text: {key}.")


async def test_a_bot_does_not_start_with_a_gap(tmp_path: Path) -> None:
    settings = read_settings(
        None, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SMACTR_DATA_DIR=str(tmp_path / "data")
    )
    with pytest.raises(CannotRun, match="report-heading"):
        async with build(settings, Surroundings(texts=without("report-heading"))):
            pass
    assert not (tmp_path / "data").exists()
