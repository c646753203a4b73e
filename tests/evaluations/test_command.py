"""`smactr evaluations read`: what an operator sees.

Owns the table and the exit codes. Must not repeat what the readers' tests hold.
"""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Smactr, smactr
from tests.evaluations.sample_files import FILES

__all__ = ["smactr"]


def test_the_table_shows_numbers_with_their_doubt_and_what_does_not_fit(smactr: Smactr) -> None:
    shown = smactr("evaluations", "read", str(FILES / "lm-eval.json"), "--model", "Foo-7B", COLUMNS="160")
    assert shown.exit_code == 0
    assert "lm-evaluation-harness (lm_eval 0.4.9) · model: acme/Foo-7B@0123abcd · complete run (" in shown.stdout
    assert "│ wmdp_bio │ acc                        │  0.31 │      ±0.046 │ 100/1273 │ lower     │" in shown.stdout
    assert "! The run was limited: limit=100.0." in shown.stdout
    assert "! 2 values rest on fewer samples" in shown.stdout
    assert "The file is about" not in shown.stdout


def test_another_model_and_another_fingerprint_are_said(smactr: Smactr) -> None:
    given = ("--model", "Bar", "--version", "2", "--digest", "sha256:11")
    shown = smactr("evaluations", "read", str(FILES / "results.csv"), *given, COLUMNS="300").stdout
    assert "! The file is about Foo-7B; the audited model is Bar 2." in shown
    assert "! The weights that were tested (sha256:00ff) are not the audited ones (sha256:11)." in shown
    assert "0.05 – 0.2" in shown


def test_a_file_with_several_models_says_which_value_is_whose(smactr: Smactr) -> None:
    shown = smactr("evaluations", "read", str(FILES / "promptfoo.json"), COLUMNS="160").stdout
    assert "│ openai:bar    │ Say  │ pass_rate  │     1 │" in shown


def test_a_file_that_cannot_be_read_is_one_sentence_and_the_others_are_still_printed(
    smactr: Smactr, tmp_path: Path
) -> None:
    torn, gone = tmp_path / "torn.json", tmp_path / "gone.csv"
    torn.write_text('{"eval": ', encoding="utf-8")
    shown = smactr("evaluations", "read", str(torn), str(gone), str(FILES / "junit.xml"), COLUMNS="160")
    assert shown.exit_code == 1
    assert "The file is not whole JSON: it breaks at line 1, column 10." in shown.stdout
    assert "The file cannot be opened: No such file or directory." in shown.stdout
    assert "pass_rate" in shown.stdout


def test_what_a_file_says_cannot_draw_on_the_terminal(smactr: Smactr, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.csv"
    hostile.write_text("task,metric,value\n\x1b[2J[red]x\u202e,m,1\n", encoding="utf-8")
    shown = smactr("evaluations", "read", str(hostile), COLUMNS="160").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[2J[red]x" in shown
