"""What `smactr framework check` tells of an older folder: what it lacks, what holds instead, what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import prompts
from bot.cli_commands import app
from bot.domain.ballot.support import support
from bot.domain.kernel.framework import Framework
from bot.framework_files import lacks
from tests.builders import RELEASED, built_in
from tests.engine.played_audits import audit_at

BUILT_IN = Path(next(iter(prompts.__path__))) / "framework" / "smactr"


def test_the_built_in_framework_lacks_nothing() -> None:
    assert not lacks(BUILT_IN)


def test_a_folder_of_the_first_release_is_told_each_thing_once() -> None:
    found = [text.id for text in lacks(RELEASED)]
    assert found == [
        "framework-lacks-rules",
        "framework-lacks-risk-kinds",
        *["framework-lacks-irrevocable"] * 3,
        "framework-lacks-approvals",
        "framework-lacks-common-need",
        "framework-lacks-ladder",
        "framework-lacks-beside-tampering",
        "framework-lacks-begin-days",
        "framework-lacks-cancelling-forms",
        "framework-lacks-versions",
        "framework-lacks-evidence",
    ]


def test_the_sentences_say_what_to_write() -> None:
    said = CliRunner().invoke(app, ["framework", "check", str(RELEASED)])
    assert said.exit_code == 0
    for written in ("rules = 2", "irrevocable = true", "ladder = [", "begin_days = 90", "late_up_to", "called_forms"):
        assert written in said.stdout


@pytest.mark.parametrize(
    ("instead_of", "comes", "lacked"),
    [
        ("rules = 2\n", "", "framework-lacks-rules"),
        ("begin_days = 90\n", "", "framework-lacks-begin-days"),
        ("irrevocable = true\n", "", "framework-lacks-irrevocable"),
        ("[evidence]\nlate_up_to = 3\nresidual_up_to = 3\nguarded_up_to = 3\n", "", "framework-lacks-evidence"),
        ("guarded_up_to = 3\n", "", "framework-lacks-guarded"),
        ("named_with_second = true\n", "", "framework-lacks-named-with-second"),
    ],
)
def test_what_is_taken_out_is_missed(tmp_path: Path, instead_of: str, comes: str, lacked: str) -> None:
    folder = Path(shutil.copytree(BUILT_IN, tmp_path / "own"))
    path = folder / "framework.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("#"))
    assert instead_of in text
    path.write_text(text.replace(instead_of, comes), encoding="utf-8")
    assert set(text.id for text in lacks(folder)) - {"framework-lacks-any-irrevocable"} == {lacked}


def with_evidence(**said: int) -> Framework:
    return Framework.model_validate({**built_in().model_dump(mode="json"), "evidence": said})


def test_a_framework_says_how_far_a_late_threshold_carries() -> None:
    def late(framework: Framework) -> tuple[str, ...]:
        play = audit_at("testing", asked_form=4, framework=framework)
        play.admit(play.reading(started_at=None), "R1")
        return support(play.audit, play.framework, 4).late

    assert late(with_evidence()) == ("R1",)
    assert late(with_evidence(late_up_to=4)) == ()
