"""The YAML in front of a model card or a dataset card, and what a hub reads in it.

Owns finding it. Must not know what is measured, nor how YAML is parsed: `syntax` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.documents.reading import Stated
from bot.domain.kernel.lines import filled_in
from bot.evaluations.field_values import entries, mapping, sequence, text
from bot.evaluations.reading_limits import MAX_FRONT_MATTER
from bot.evaluations.syntax import yaml_value
from bot.ports.result_reader import UnreadableResult

MARK: Final = "---"

_KEY: Final = re.compile(r"\s{0,9}[\w-]{1,60}:\s")

_NULLS: Final = frozenset({"~", "null"})
"""What YAML writes for no value."""

_MOST_VALUES: Final = 10

_LONGEST_VALUE: Final = 120


def front_matter(card: str) -> str:
    """The YAML in front of a card. Raises UnreadableResult where it does not end, is too long, or comes twice."""
    begin = _begin(card)
    end = _end(card, begin) if begin else -1
    if end < 0:
        raise UnreadableResult("front-matter-open")
    if end - begin > MAX_FRONT_MATTER:
        raise UnreadableResult("front-matter-long", most=MAX_FRONT_MATTER)
    if _again(card[end:]):
        raise UnreadableResult("front-matter-twice")
    return card[begin:end]


def front_values(card: str) -> object:
    """What stands in front of a card, as objects, lists and texts. Raises UnreadableResult."""
    return yaml_value(front_matter(card), first_line=2)


def _again(behind: str) -> bool:
    """Whether another front matter follows the mark that closes the first; a rule alone is none."""
    _, _, rest = behind.partition("\n")
    begin = _begin(rest)
    return bool(begin) and bool(_KEY.match(rest, begin)) and _end(rest, begin) >= 0


def _begin(card: str) -> int:
    """Where the line behind the opening mark begins; 0 where a card does not open with one."""
    start = len(card) - len(card.lstrip())
    end = card.find("\n", start)
    return end + 1 if end >= 0 and _is_mark(card[start:end]) else 0


def _end(card: str, begin: int) -> int:
    """Where the line with the closing mark begins; negative without one."""
    before = begin - 1
    while (before := card.find(f"\n{MARK}", before)) >= 0:
        start, end = before + 1, card.find("\n", before + 1)
        if _is_mark(card[start : end if end >= 0 else len(card)]):
            return start
        before = start
    return -1


def _is_mark(line: str) -> bool:
    return line.rstrip(" \t\r") == MARK


def stated(card: str) -> Stated:
    """What a card states in front; nothing for one without front matter."""
    if not _begin(card):
        return Stated()
    try:
        front = front_matter(card)
    except UnreadableResult as problem:
        return Stated(problem=problem.problem)
    try:
        said = mapping(yaml_value(front, first_line=2))
    except UnreadableResult as problem:
        # to YAML, the placeholders of a template are maps of maps
        return Stated(problem=problem.problem if filled_in(front) == front else "unfilled")
    licence = _values(said, "license")
    return Stated(
        licence=(_values(said, "license_name") if licence == ("other",) else ()) or licence,
        base_model=_values(said, "base_model"),
        datasets=_values(said, "datasets"),
        languages=_values(said, "language"),
        results=sum(len(entries(mapping(entry).get("results"))) for entry in entries(said.get("model-index"))),
    )


def _values(said: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """One value or several, as texts on one line."""
    value = said.get(field)
    values = [value] if isinstance(value, str) else sequence(value)
    found = (text(each) for each in values[:_MOST_VALUES])
    return tuple(
        value[:_LONGEST_VALUE] for value in found if filled_in(value).strip() and value.casefold() not in _NULLS
    )
