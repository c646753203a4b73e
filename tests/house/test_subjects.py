"""A subject has one name everywhere: its rules, its Slack, its words and its tests stand in places called the same.

Owns that the cut by subjects holds. Must not know what a subject consists of.
"""

from pathlib import Path

import pytest

from tests.house.tree import ROOT, SUBJECTS

BESIDE = {"bot/domain": {"engine", "kernel"}, "bot/slack": {"inbound", "kit", "outbound"}}
"""What else may be cut out of these two: what all subjects stand on, and what stands on all of them."""
TECHNIQUES = {"asks", "modals", "notices", "parse", "views"}


def folders(path: str) -> set[str]:
    """The names of the folders in a folder of ours."""
    return {found.name for found in (ROOT / path).iterdir() if found.is_dir() and found.name != "__pycache__"}


@pytest.mark.parametrize("house", BESIDE)
def test_rules_and_slack_are_cut_by_the_same_subjects_and_by_nothing_else(house: str) -> None:
    assert folders(house) == {*SUBJECTS, *BESIDE[house]}


def test_each_has_a_file_of_texts_in_every_language() -> None:
    languages = [path for path in (ROOT / "prompts" / "texts").iterdir() if path.is_dir()]
    assert languages
    for language in languages:
        texts = {path.stem for path in language.glob("*.ftl")}
        assert set(SUBJECTS) <= texts, f"{language.name}: a subject without texts"


def test_each_has_a_folder_of_tests() -> None:
    without = [subject for subject in SUBJECTS if not list((ROOT / "tests" / subject).glob("test_*.py"))]
    assert not without, "The tests of a subject stand in tests/<subject>."


def test_no_folder_of_slack_is_named_after_a_technique() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in Path(ROOT, "bot", "slack").rglob("*")
        if path.is_dir() and path.name in TECHNIQUES
    ]
    assert not found, "A modal, an ask or a notice stands in the folder of its subject."
