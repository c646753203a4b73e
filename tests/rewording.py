"""The texts of the house in other words, so that whatever looks for anything by its words is found out.

Owns how they are reworded, which of them are, and where they are then read from. Must not know who reads them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from re import compile as pattern
from string import ascii_letters, ascii_lowercase, ascii_uppercase
from tempfile import mkdtemp
from zlib import crc32

from fluent.syntax import ast, parse, serialize
from fluent.syntax.visitor import Transformer

from bot.slack.kit.localization import Texts
from bot.wiring import text_files, texts

PROMPTS = Path(__file__).parents[1] / "prompts"

ENGLISH = PROMPTS / "texts" / "en"

TWENTY = 20

_KEY = pattern(r"(?m)^([a-zA-Z][\w-]*) *=")
"""How a text begins. Which there are is asked where tests are collected, and parsing takes seconds."""

_STAYS = pattern(r":[a-z][a-z0-9_+-]*:(?!//)|https?://\S+|<[@#!][^>|\s]*|&[a-z]+;|(?<!\S)/[a-z]+\b")
"""Emoji codes, addresses, Slack's markup, entities, and commands to be typed."""


class OtherWords(Transformer):
    """Every letter is another one, in every text in another way; arguments, attributes, marks and lengths stay.

    What is to be typed stays too: it stands between backticks, around arguments or not.
    """

    def __init__(self, key: str) -> None:
        by = 1 + crc32(key.encode()) % 25
        turned = "".join(abc[by:] + abc[:by] for abc in (ascii_lowercase, ascii_uppercase))
        self._letters = str.maketrans(ascii_letters, turned)
        self._typed = False

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        return ast.TextElement(self._turned(node.value))

    def visit_Placeable(self, node: ast.Placeable) -> ast.Placeable:
        if isinstance(node.expression, ast.StringLiteral):
            return ast.Placeable(ast.StringLiteral(self._turned(node.expression.value)))
        return self.generic_visit(node)

    def _turned(self, text: str) -> str:
        parts = []
        for each in pattern("(`)").split(text):
            self._typed ^= each == "`"
            parts.append(each if self._typed else self._words(each))
        return "".join(parts)

    def _words(self, text: str) -> str:
        done, parts = 0, []
        for token in _STAYS.finditer(text):
            parts += [text[done : token.start()].translate(self._letters), token[0]]
            done = token.end()
        return "".join([*parts, text[done:].translate(self._letters)])


def english() -> dict[str, str]:
    """Every file of texts by its name, as it stands in the tree."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(ENGLISH.glob("*.ftl"))}


def keys() -> list[str]:
    """The ids of all texts, in order."""
    return sorted(key for source in english().values() for key in _KEY.findall(source))


def chosen_by(wish: str) -> Callable[[str], bool]:
    """Which texts are reworded: `all`, or `SEED[:COUNT]`, the seed of chance and how many (twenty).

    Raises ValueError for any other wish.
    """
    if wish == "all":
        return lambda key: True
    seed, _, count = wish.partition(":")
    some = frozenset(random.Random(int(seed)).sample(keys(), int(count or TWENTY)))
    return lambda key: key in some


def reworded_sources(chosen: Callable[[str], bool]) -> dict[str, str]:
    """Every file of texts by its name, with the chosen texts in other words."""
    sources = {}
    for name, resource in _parsed().items():
        for entry in resource.body:
            if isinstance(entry, ast.Message) and chosen(entry.id.name):
                OtherWords(entry.id.name).visit(entry)
        sources[name] = serialize(resource)
    return sources


def reworded_texts(chosen: Callable[[str], bool]) -> Texts:
    """The catalogue with the chosen texts in other words; as in life, a gap is shown."""
    return Texts(reworded_sources(chosen).values(), strict=False)


def reword_everything_read(wish: str) -> Callable[[], None]:
    """From now on this process, and those it starts, read the texts of `chosen_by(wish)` in other words.

    Answers with what takes the files away again.
    """
    folder = Path(mkdtemp(prefix="reworded-"))
    shutil.copytree(PROMPTS, folder / "prompts")
    for name, source in reworded_sources(chosen_by(wish)).items():
        (folder / "prompts" / "texts" / text_files.LOCALE / name).write_text(source, encoding="utf-8")
    text_files.TEXTS = folder / "prompts" / "texts"
    texts.read_texts.cache_clear()
    # before the folder a process starts in, which has the texts of the tree
    os.environ["PYTHONSAFEPATH"] = "1"
    before = filter(None, [os.environ.get("PYTHONPATH")])
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), str(PROMPTS.parent), *before])
    return lambda: shutil.rmtree(folder)


def _parsed() -> dict[str, ast.Resource]:
    return {name: parse(source) for name, source in english().items()}
