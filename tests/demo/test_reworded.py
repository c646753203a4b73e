"""The demo and the tests press by action id and find messages by what they are: a reworded text stops nobody.

Owns the rewording, that a story is played to its end with it, and that no test finds a message, a modal or an option by
words of the catalogue. What the story is does not matter here.
"""

from __future__ import annotations

import ast as python
import codecs
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from fluent.syntax import ast, parse, serialize
from fluent.syntax.visitor import Transformer
from rich.console import Console

from bot.demo.director import unattended
from bot.demo.scenarios import end
from bot.slack.kit.localization import Texts
from bot.wiring.texts import read_texts

SOURCES = Path(__file__).parents[2] / "prompts" / "texts" / "en"

START = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""A Wednesday morning."""

SEED = 20261128

LABEL = "button-"
"""How the keys of the buttons' labels begin."""

TWENTY = frozenset(random.Random(SEED).sample(sorted(read_texts().keys), 20))
"""As many texts, chosen at random."""


class OtherWords(Transformer):
    """Every letter is another one; arguments, marks and lengths stay."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        return ast.TextElement(codecs.encode(node.value, "rot13"))


def reworded(chosen: Callable[[str], bool]) -> Texts:
    """The texts of the house, those of the chosen keys in other words."""
    sources = []
    for path in sorted(SOURCES.glob("*.ftl")):
        resource = parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Message) and chosen(entry.id.name):
                OtherWords().visit(entry)
        sources.append(serialize(resource))
    return Texts(sources, strict=False)


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda key: key.startswith(LABEL) or key in TWENTY, id="twenty at random, and every label"),
        pytest.param(lambda key: True, id="every text"),
    ],
)
async def test_a_story_is_played_to_its_end_in_other_words(chosen: Callable[[str], bool], tmp_path: Path) -> None:
    said, texts = StringIO(), reworded(chosen)
    console = Console(file=said, width=160)
    await unattended(data_dir=tmp_path / "demo", scenario=end.SCENARIO, start=START, console=console, texts=texts)
    assert "confirms the end" in said.getvalue()


def test_in_other_words_nothing_is_called_as_before() -> None:
    said, other = read_texts(), reworded(lambda key: True)
    assert said("button-submit") == "Hand in a document"
    assert other("button-submit") == "Unaq va n qbphzrag"
    assert all(said.fixed(key) != other.fixed(key) for key in ("not-saved", "notice-audit-ended", "files-report"))


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
    texts = read_texts()
    return frozenset(part.strip() for key in texts.keys for part in texts.fixed(key))


def is_ours(words: str) -> bool:
    """Whether these are words of the catalogue: some of a text's, or all of a text's among others."""
    return any(words.strip() in part or (len(part) > 9 and " " in part and part in words) for part in fixed_words())


def test_no_test_finds_anything_by_words_of_the_catalogue() -> None:
    root = SOURCES.parents[2]
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
