"""The demo's folder: a reset throws away what a demo left, and nothing at all where something runs or lies there.

Owns these rules. How the command says them: `tests/acceptance/test_demo.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.demo.folder import demo_folder
from bot.settings import CannotRun
from storage import lock_file
from tests.slack.outbound.view_contexts import says, words

RECORD = "smactr.db"


def a_demo(folder: Path) -> Path:
    """A folder in which a demo was, with its record, its workspace, and a note of somebody's own."""
    with demo_folder(folder):
        (folder / "workspace").mkdir()
        for name in (RECORD, f"{RECORD}-wal", "clock.json", "notes.txt"):
            (folder / name).write_text(name)
    return folder


def what_is_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_a_reset_throws_away_what_a_demo_left_and_nothing_else(tmp_path: Path) -> None:
    with demo_folder(a_demo(tmp_path), reset=True):
        assert what_is_in(tmp_path) == {"demo.json", "notes.txt"}


def test_without_a_reset_everything_is_kept(tmp_path: Path) -> None:
    before = what_is_in(a_demo(tmp_path))
    with demo_folder(tmp_path):
        assert what_is_in(tmp_path) == before


@pytest.mark.parametrize("database", ["", "sqlite:///elsewhere.db"])
@pytest.mark.parametrize("reset", [True, False])
def test_while_a_demo_runs_nothing_begins_there_and_nothing_is_gone(reset: bool, database: str, tmp_path: Path) -> None:
    before = what_is_in(a_demo(tmp_path))
    with (
        demo_folder(tmp_path, database),
        pytest.raises(CannotRun, match=re.escape(words("demo-running"))) as refused,
        demo_folder(tmp_path, reset=reset),
    ):
        pass
    assert str(tmp_path) in str(refused.value)
    assert what_is_in(tmp_path) == before


def test_a_record_that_another_command_has_open_is_not_thrown_away(tmp_path: Path) -> None:
    before = what_is_in(a_demo(tmp_path))
    refusal = pytest.raises(CannotRun, match=re.escape(words("demo-record-in-use")))
    with lock_file(tmp_path / RECORD), refusal, demo_folder(tmp_path, reset=True):
        pass
    assert what_is_in(tmp_path) == before


def test_a_reset_throws_away_no_database(tmp_path: Path) -> None:
    before = what_is_in(a_demo(tmp_path))
    with (
        pytest.raises(CannotRun, match=re.escape(words("demo-reset-database"))),
        demo_folder(tmp_path, "postgresql://there", reset=True),
    ):
        pass
    assert what_is_in(tmp_path) == before


def test_a_folder_with_anything_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text("a record that matters")
    with pytest.raises(CannotRun, match=re.escape(words("demo-folder-of-others"))), demo_folder(tmp_path, reset=True):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [RECORD]


def test_a_folder_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path) -> None:
    there = tmp_path / "a-file"
    there.touch()
    for folder in (there, there / "below"):
        with pytest.raises(CannotRun) as refused, demo_folder(folder):
            pass
        assert says(str(refused.value), "demo-folder-unusable", folder=str(folder))
