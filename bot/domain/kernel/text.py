"""Texts by id: what a rule has a person read, without the words.

Owns the id and its arguments. Must not know any language, nor where a text is shown: the words stand in
`prompts/texts/<locale>/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Text:
    """A text of the catalogue and what it is filled with: persons, dates, numbers, words of people, further texts.

    Two with the same id and arguments are equal. An id that the catalogue lacks, or an argument that is missing or too
    many, fails the tests of the catalogue.
    """

    __slots__ = ("id", "params")

    def __init__(self, id: str, /, **params: Any) -> None:
        self.id = id
        self.params: Mapping[str, Any] = params

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.id, self.params) == (other.id, other.params)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"Text({self.id!r}, {self.params!r})"


class Typed(str):
    """Words a person typed, as an argument: shown as they stand, even where they look like somebody's id."""

    __slots__ = ()


class Joined:
    """Texts and names one after the other, as an argument: `by` is a mark or a line's end, never a word.

    Two of the same texts with the same mark are equal.
    """

    __slots__ = ("by", "texts")

    def __init__(self, texts: Sequence[Text | Joined | str], by: str) -> None:
        self.texts = tuple(texts)
        self.by = by

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Joined) and (self.texts, self.by) == (other.texts, other.by)

    def __hash__(self) -> int:
        return hash(self.texts)

    def __repr__(self) -> str:
        return f"Joined({self.texts!r}, {self.by!r})"


class OperatorProblem(Exception):
    """Something that whoever runs the bot can mend: its text says what is wrong, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def either(names: Sequence[str]) -> Text | str:
    """One of these names, as an argument of a text: "A", "A or B", "A or B or C"; empty of none."""
    said: Text | str = names[0] if names else ""
    for name in names[1:]:
        said = Text("either", first=said, second=name)
    return said
