"""`smactr framework check`: what is wrong with a folder, with its place; what is otherwise than in the built-in one.

Owns that command.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import prompts
from bot.cli_commands import app
from tests.slack.outbound.view_contexts import says

BUILT_IN = Path(next(iter(prompts.__path__))) / "framework" / "smactr"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in framework."""
    return Path(shutil.copytree(BUILT_IN, tmp_path / "own"))


def check(folder: Path) -> Result:
    return CliRunner().invoke(app, ["framework", "check", str(folder)])


def with_other(folder: Path, file: str, *changes: tuple[str, str]) -> Result:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    for instead_of, comes in changes:
        assert instead_of in text
        text = text.replace(instead_of, comes, 1)
    path.write_text(text, encoding="utf-8")
    return check(folder)


def test_a_copy_is_the_built_in_framework(folder: Path) -> None:
    assert check(folder).exit_code == 0
    assert says(check(folder).stdout, "framework-check-same")


def test_other_words_are_no_difference(folder: Path) -> None:
    said = with_other(folder, "stages/1-scoping.toml", ('title = "Scoping"', 'title = "Umfang"'))
    assert says(said.stdout, "framework-check-same")


def test_a_cause_that_cancels_is_told_by_what_it_decides_and_never_as_code(folder: Path) -> None:
    changed = (
        'title = "An incident: somebody was harmed, or nearly"\nstage = "testing"',
        'title = "Harm"\nstage = "mapping"',
    )
    said = with_other(folder, "framework.toml", changed).stdout
    assert "incident (stage: mapping)" in said
    assert "incident (stage: testing)" in said
    assert "{" not in said


@pytest.mark.wording("whole lines as a terminal prints them, file and place among the words")
@pytest.mark.parametrize(
    ("file", "instead_of", "comes", "said"),
    [
        ("stages/1-scoping.toml", "days = 5", "days = 9", "stage 'scoping': working days 9, not 5"),
        ("framework.toml", "rules = 2\n", "", "rules: edition 1, not 2"),
        ("framework.toml", "threshold = [2, 3]", "threshold = [3, 4]", "the board's rule: threshold 3, 4, not 2, 3"),
        ("framework.toml", "hold_days = 5", "hold_days = 6", "after the reveal: hold days 6, not 5"),
        ("framework.toml", "minimum = 2", "minimum = 3", "role 'auditor': minimum 3, not 2"),
        ("framework.toml", "escalate_after = 2", "escalate_after = 4", "reminders: escalate after 4, not 2"),
        (
            "framework.toml",
            '"content-filters", ',
            "",
            "release form 'hosted': needs weight-security, abuse-response, "
            "not weight-security, content-filters, abuse-response",
        ),
        (
            "stages/1-scoping.toml",
            'role = "legal"',
            'role = "safety"',
            "approval 'scoping: safety': not in the built-in framework",
        ),
        ("stages/4-testing.toml", "tampering = true", "", "'tamper-record': judged as a tamper record no, not yes"),
        ("stages/5-reflection.toml", "tracked = true", "", "'remediation-plan': rows followed up no, not yes"),
        (
            "stages/2-mapping.toml",
            'title = "Severity", required = true, scored = true',
            'title = "Severity", required = true',
            "'fmea-draft': column severity number 1 to 10, required, not number 1 to 10, required, scored blind",
        ),
        (
            "stages/2-mapping.toml",
            'ranked_by = ["severity", "occurrence", "detection"]',
            'ranked_by = ["detection"]',
            "'fmea-draft': ranked by detection, not severity, occurrence, detection",
        ),
        ("stages/4-testing.toml", "required_from = 4", "required_from = 2", "required from form 2, not 4"),
        (
            "variants/light.toml",
            "most_open = 3",
            "most_open = 2",
            "variant 'light': release form 'inference-api': missing",
        ),
    ],
)
def test_what_differs_is_said(folder: Path, file: str, instead_of: str, comes: str, said: str) -> None:
    found = with_other(folder, file, (instead_of, comes))
    assert found.exit_code == 0, found.stderr
    assert said in found.stdout


def test_what_is_wrong_is_said_with_file_and_place_and_exit_code_1(folder: Path) -> None:
    found = with_other(folder, "stages/1-scoping.toml", ('role = "legal"', 'role = "lawyer"'))
    assert found.exit_code == 1
    assert "stages/1-scoping.toml" in found.stderr
    assert says(found.stderr, "framework-signer-unknown", role="lawyer")
    assert says(found.stderr, "framework-check-wrong", problems=1)


def test_a_wrong_variant_is_wrong_too(folder: Path) -> None:
    found = with_other(folder, "variants/light.toml", ('"audit-scope"', '"audit-skope"'))
    assert (found.exit_code, "variants/light.toml" in found.stderr) == (1, True)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert says(check(tmp_path / "nowhere").stderr, "framework-no-folder")


def test_what_a_smaller_audit_takes_from_the_full_one_is_said_once(folder: Path) -> None:
    said = with_other(folder, "framework.toml", ("hold_days = 5", "hold_days = 6")).stdout
    assert said.count("hold days 6") == 1
