"""A language nobody speaks: every text of the house in marks, every letter of it accented.

Owns how it is made of the English texts. Arguments, emoji codes, addresses and Slack's markup stay as they are. Must
not know where a text is shown.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from fluent.syntax import ast, parse, serialize
from fluent.syntax.visitor import Transformer

from bot.slack.kit.localization import Texts

ENGLISH = Path(__file__).parents[2] / "prompts" / "texts" / "en"

OPEN, CLOSE = "⟦", "⟧"

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ",
)

_STAYS = re.compile(r":[a-z][a-z0-9_+-]*:(?!//)|https?://\S+|<[@#!][^>|\s]*|&[a-z]+;")
"""Emoji codes, addresses, Slack's markup, entities."""

_LONG, _SHORT = 16, 75
"""Characters of a label that may be near the most Slack takes: its marks replace letters, so that it still fits."""


def accented(text: str) -> str:
    """A text in the other letters; it stays as long as it is."""
    done, parts = 0, []
    for token in _STAYS.finditer(text):
        parts += [text[done : token.start()].translate(_LETTERS), token[0]]
        done = token.end()
    return "".join([*parts, text[done:].translate(_LETTERS)])


class _Accented(Transformer):
    """Every text between arguments, in every plural; what an argument is called or chosen by stays."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        return ast.TextElement(accented(node.value))

    def visit_Placeable(self, node: ast.Placeable) -> ast.Placeable:
        if isinstance(node.expression, ast.StringLiteral):
            return ast.Placeable(ast.StringLiteral(accented(node.expression.value)))
        return self.generic_visit(node)


def pseudo(source: str) -> str:
    """A file of texts in this language."""
    resource = parse(source)
    for entry in resource.body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            _Accented().visit(entry.value)
            entry.value.elements = _marked(entry.value.elements)
    return serialize(resource)


def _marked(elements: list[ast.TextElement | ast.Placeable]) -> list[ast.TextElement | ast.Placeable]:
    if len(elements) == 1 and isinstance(only := elements[0], ast.TextElement):
        text = only.value
        if _LONG < len(text) <= _SHORT and text[0].isalpha() and text[-1].isalpha():
            return [ast.TextElement(OPEN + text[1:-1] + CLOSE)]
    return [ast.TextElement(OPEN), *elements, ast.TextElement(CLOSE)]


@cache
def _sources() -> dict[str, str]:
    return {path.name: pseudo(path.read_text(encoding="utf-8")) for path in sorted(ENGLISH.glob("*.ftl"))}


def pseudo_texts() -> Texts:
    """The catalogue in this language. Strict: an unknown key or a missing argument raises."""
    return Texts(_sources().values())


def pseudo_files(folder: Path) -> None:
    """Write the same into a folder, as a locale has its files."""
    folder.mkdir(parents=True)
    for name, source in _sources().items():
        (folder / name).write_text(source, encoding="utf-8")
