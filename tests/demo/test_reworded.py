"""The demo and the tests press by action id and find messages by what they are: a reworded text stops nobody.

Owns that a story is played to its end in other words, that tests pass in them (`--reword`), and that no test finds a
message, a modal or an option by words of the catalogue. What the story is does not matter here.
"""

from __future__ import annotations

import ast as python
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo.director import unattended
from bot.demo.scenarios import end
from bot.slack.kit.localization import Texts
from bot.wiring.open_record import Surroundings
from bot.wiring.texts import read_texts
from tests.processes import CONFINED, FORKED
from tests.rewording import ENGLISH, chosen_by, english, reworded_texts

START = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""A Wednesday morning."""

SEED = 20261128

LABEL = "button-"
"""How the keys of the buttons' labels begin."""

TWENTY = chosen_by(str(SEED))
"""Whether a text is among as many, chosen at random."""


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda key: key.startswith(LABEL) or TWENTY(key), id="twenty at random, and every label"),
        pytest.param(chosen_by("all"), id="every text"),
    ],
)
async def test_a_story_is_played_to_its_end_in_other_words(chosen: Callable[[str], bool], tmp_path: Path) -> None:
    said, texts = StringIO(), reworded_texts(chosen)
    console = Console(file=said, width=160)
    around = Surroundings(texts=texts, processes=FORKED, confinement=CONFINED)
    await unattended(data_dir=tmp_path / "demo", scenario=end.SCENARIO, start=START, console=console, around=around)
    assert read_texts()("demo-step-confirms-end") in said.getvalue()


def test_in_other_words_nothing_is_called_as_before() -> None:
    said, other = Texts(english().values()), reworded_texts(chosen_by("all"))
    assert all(said.fixed(key) != other.fixed(key) for key in ("not-saved", "notice-audit-ended", "files-report"))


CLEAN = (
    *("ballot", "decision", "documents", "duties", "findings", "lifecycle", "redaction", "reflection", "roster"),
    *(
        "sign_offs",
        "kernel",
        "llm",
        "model_files",
        "slack",
        "worker",
        "cli",
        "reports",
        "framework",
        "wiring",
        "acceptance",
    ),
)
"""Folders whose tests all pass in other words."""

CARDS = "tests/lifecycle/test_cards.py"
DECISION = "tests/decision/test_decision_in_slack.py"
FOLLOWED = "tests/decision/test_validity_in_slack.py"
REPORT = "tests/reports/test_contents.py"

FEW = (
    "tests/lifecycle/test_start_in_slack.py::test_what_cannot_be_used_stands_beneath_its_input_and_what_was_typed_stays",
    f"{CARDS}::test_a_paused_audit_says_why_and_offers_to_go_on",
    f"{CARDS}::test_a_stage_lists_what_is_in_the_way_until_nothing_is",
    f"{DECISION}::test_the_published_summary_counts_answers_prints_disputes_and_names_who_removed_what",
    f"{DECISION}::test_the_decision_prints_form_conditions_reasons_dissents_votes_and_the_record",
    f"{FOLLOWED}::test_a_suspended_decision_says_so_first_and_what_was_reported",
    f"{FOLLOWED}::test_what_is_followed_up_lists_everything_with_its_buttons",
    "tests/duties/test_asks.py::test_a_seat_reads_what_is_asked_and_until_when_and_by_which_rule_where_it_votes",
    f"{REPORT}::test_a_decision_stands_with_reasons_dissent_and_votes",
    f"{REPORT}::test_a_document_that_the_form_asked_for_needs_is_not_called_unasked_for",
)
"""A modal that is refused in a conversation, cards, a decision and what follows it, asks, and the report."""


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_tests_pass_whatever_twenty_texts_say(request: pytest.FixtureRequest) -> None:
    whole = request.config.getoption("--whole")
    tests = [f"tests/{folder}" for folder in CLEAN] if whole else FEW
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--reword",
        "all" if whole else str(SEED),
    ]
    run = subprocess.run([*command, *tests], cwd=ENGLISH.parents[2], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-8000:]


MOST = 30
"""Tests there may be that are about the very words."""


def test_few_tests_are_about_the_very_words_and_each_says_why() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ENGLISH.parents[2] / "tests").rglob("*.py")]
    marks = [
        node
        for source in sources
        if "mark.wording" in source
        for node in python.walk(python.parse(source))
        if isinstance(node, python.Call) and python.unparse(node.func) == "pytest.mark.wording"
    ]
    assert 0 < len(marks) <= MOST
    assert all(isinstance(mark.args[0], python.Constant) and len(str(mark.args[0].value)) > 20 for mark in marks)
    assert len(marks) == sum(source.count("@pytest.mark." + "wording") for source in sources)


FINDING = {
    *("reads", "told", "sees", "find", "finds", "message", "presses", "opens", "fills", "ticks", "does", "asked"),
    *("guide", "guide_to", "get_by_role", "get_by_label", "filter"),
}
"""What tests call to find something on a screen."""

CHOOSING = {"choose", "label", "name", "has_text"}
"""By what a button or an option is found."""

TOYS = (
    "tests/sandbox/",
    *(f"tests/browser/test_{name}.py" for name in ("app", "barriers", "messages", "odd", "panels", "pressing")),
)
"""Tests of the workspace: another bot speaks there."""


def sought(tree: python.AST) -> Iterator[tuple[int, str]]:
    """(line, words) of every literal by which something is found, and of every title that is compared with one."""
    for node in python.walk(tree):
        given: list[python.expr] = []
        if isinstance(node, python.Call):
            name = node.func.attr if isinstance(node.func, python.Attribute) else ""
            given = list(node.args) if name in FINDING else []
            given += [keyword.value for keyword in node.keywords if name and keyword.arg in CHOOSING]
        elif isinstance(node, python.Compare) and getattr(node.left, "attr", "") == "title":
            given = node.comparators
        for part in given:
            words = [part.value] if isinstance(part, python.Constant) else []
            words += [each.value for each in getattr(part, "values", ()) if isinstance(each, python.Constant)]
            yield from ((part.lineno, said) for said in words if isinstance(said, str) and " " in said.strip())


@cache
def fixed_words() -> frozenset[str]:
    """What stands in any text of the house whatever fills it."""
    texts = Texts(english().values())
    return frozenset(part.strip() for key in texts.keys for part in texts.fixed(key))


def is_ours(words: str) -> bool:
    """Whether these are words of the catalogue: some of a text's, or all of a text's among others."""
    return any(words.strip() in part or (len(part) > 9 and " " in part and part in words) for part in fixed_words())


def test_no_test_finds_anything_by_words_of_the_catalogue() -> None:
    root = ENGLISH.parents[2]
    found = [
        f"{path.relative_to(root)}:{line}: {words}"
        for path in sorted((root / "tests").rglob("*.py"))
        if not path.relative_to(root).as_posix().startswith(TOYS)
        for line, words in sought(python.parse(path.read_text(encoding="utf-8")))
        if is_ours(words)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('await lead.reads("The decision is final and posted.")', ["The decision is final and posted."]),
        ('await lead.reads(f"{name} is a full audit now")', [" is a full audit now"]),
        ('lead.modal(where=lambda view: view.title == "Assign people")', ["Assign people"]),
        ('lead.click(card, "more", choose="Edit details")', ["Edit details"]),
        ('await lead.reads("Nobody in our house knows.")', []),
        ('await lead.reads(words("proposal-posted"))', []),
    ],
)
def test_what_is_found_by_words_of_the_catalogue_is_told(source: str, found: list[str]) -> None:
    assert [words for _, words in sought(python.parse(source)) if is_ours(words)] == found
