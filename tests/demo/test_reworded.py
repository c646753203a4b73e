"""The demo's people press by action id and find messages by what they are: a reworded text stops nobody.

Owns the rewording, and that a story is played to its end with it. What the story is does not matter here.
"""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable
from datetime import UTC, datetime
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
