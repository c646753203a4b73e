"""Smaller audits of a framework's folder: those that come with the bot, and what is said of a file that does not fit.

Owns the reading of `variants/`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import prompts
from bot.framework_files import FrameworkProblem, load_framework, load_kinds
from bot.wiring.texts import words

BUILT_IN = Path(next(iter(prompts.__path__))) / "framework" / "smactr"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in framework."""
    return Path(shutil.copytree(BUILT_IN, tmp_path / "own"))


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(FrameworkProblem) as found:
        load_kinds(folder)
    return tuple(map(words, found.value.problems))


def test_the_light_audit_has_three_steps_fewer_documents_and_forms_up_to_3() -> None:
    full, light = load_framework(), load_kinds()["light"]
    assert len(light.stages) == 3
    assert len(list(light.artifacts())) < len(list(full.artifacts())) / 2
    assert [option.number for option in light.options] == [0, 1, 2, 3]
    assert light.ballot.minimum_seats >= 3
    assert light.role("board").minimum >= 3


def test_every_need_of_a_form_a_kind_can_decide_can_be_handed_in() -> None:
    for kind in load_kinds().values():
        needed = {key for option in kind.options for need in kind.needs_of(option.number) for key in need.any_of}
        assert needed <= {spec.key for spec in kind.artifacts()}


def test_steps_of_a_smaller_audit_are_stages_of_the_full_one() -> None:
    keys = {stage.key for stage in load_framework().stages}
    assert all(stage.key in keys for kind in load_kinds().values() for stage in kind.stages)


def test_documents_share_their_templates() -> None:
    full = load_framework()
    assert all(spec == full.artifact(spec.key) for kind in load_kinds().values() for spec in kind.artifacts())


def test_the_practice_audit_is_the_full_one_but_for_its_mark() -> None:
    practice = load_kinds()["practice"]
    assert practice.variant.practice
    assert practice.stages == load_framework().stages


def test_a_folder_without_variants_has_the_full_audit_alone(folder: Path) -> None:
    shutil.rmtree(folder / "variants")
    assert load_kinds(folder) == {}


def test_an_organisation_may_add_a_kind_of_its_own(folder: Path) -> None:
    words = (folder / "variants" / "light.toml").read_text().replace("Light audit", "Update audit")
    (folder / "variants" / "update.toml").write_text(words)
    assert load_kinds(folder)["update"].variant.title == "Update audit"


@pytest.mark.wording("whole lines as a terminal prints them, file and place among the words")
@pytest.mark.parametrize(
    ("instead_of", "comes", "said"),
    [
        ('"audit-scope"', '"audit-skope"', "stages[0].artifacts: the full audit has no document 'audit-skope'"),
        ('key = "testing"', 'key = "tests"', "stages[1].key: the full audit has no stage 'tests'"),
        ("legal = 0", "lawyer = 0", "minimum.lawyer: the full audit has no role 'lawyer'"),
        ("legal = 0", "legal = 99", "roles[6].minimum: should be less than or equal to 25, not 99"),
        ("most_open = 3", "most_open = 33", "most_open: the full audit's most open form is 8"),
        ("most_open = 3", "most_open = 7", "release form 'fine-tuning-api' needs an artifact 'tamper-record'"),
        ("days = 4", 'days = "4"', "stages[0].days"),
        ("means =", "meens =", "meens: unknown key; did you mean 'means'?"),
        ('["board", "safety", "legal"]', '["bored"]', "approved by an unknown role 'bored'"),
        ("ballot = true", "ballot = false", "exactly the last stage must have ballot = true"),
    ],
)
def test_a_file_that_does_not_fit_is_said_with_its_place(folder: Path, instead_of: str, comes: str, said: str) -> None:
    file = folder / "variants" / "light.toml"
    file.write_text(file.read_text().replace(instead_of, comes, 1))
    found = problems(folder)
    assert any(problem.startswith("variants/light.toml: ") and said in problem for problem in found), found
