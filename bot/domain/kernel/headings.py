"""The header of a table: which column of a document each heading means, and what else may stand beside them.

Owns how a heading is told, the columns that only count, and the product of the scores that an FMEA carries. Must not
know where a header was found: that is `bot.domain.kernel.table_search`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from math import prod
from typing import Final

from bot.domain.kernel.columns import Column, Row, short
from bot.domain.kernel.lines import without
from bot.domain.kernel.text import Joined, Text, Typed

COUNTS: Final = ""
"""In place of a column's key: a heading whose column only counts the rows."""

UNNAMED: Final = "*"
"""In place of a column's key: a column without a heading, in which there may be numbers that count the rows."""

_NUMBERING: Final = frozenset(("", "no", "nr", "number", "row", "id", "item", "item no", "ref"))

_PRODUCT: Final = "*product"
"""In place of a column's key: the product of the scored columns, an FMEA's risk priority number (RPN)."""

_PRODUCT_AFTER: Final = "*product-after"
"""The same with the rescored values."""

_PRODUCTS: Final = frozenset(("rpn", "risk priority number", "s o d", "sxoxd"))

_AFTER: Final = frozenset(("after", "new", "rescored", "revised", "final", "action", "actions", "mitigation"))
"""Words that tell a rescored product from the first one."""

_TOTALS: Final = frozenset(
    (
        "total",
        "totals",
        "grand total",
        "sum",
        "subtotal",
        "sub total",
        "average",
        "averages",
        "avg",
        "mean",
        "median",
        "ø",
    )
)
"""What a row is called that sums up the others."""

_WHOLE: Final = re.compile(r"[+]?(\d{1,12})([.,]0{1,9})?")

_FIGURE: Final = re.compile(r"[\s*_]{0,9}[$€£]?\s?[+-]?\d[\d.,' \u00a0]{0,20}\s?[%$€£]?[\s*_]{0,9}")
"""What stands beneath a column that is summed up."""

_COUNT: Final = re.compile(r"[\w.-]{0,8}")

_MARKS: Final = re.compile(r"[^\w]+")


class HeadingProblem(Exception):
    """A header that is not taken: it has unknown headings, one twice, or lacks one that is needed."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.id)
        self.text = text


class Headings:
    """The columns of a document by what they may be called in a header."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.titles = {column.key: column.title for column in columns}
        self._names = {name: column.key for column in columns for name in (_bare(column.title), _bare(column.key))}
        self._short_names = tuple(_shortened(columns, signs) for signs in (1, 3))

    @cached_property
    def _factors(self) -> tuple[str, ...]:
        """The scored columns, whose product a table may carry; none where there is only one."""
        scored = tuple(column.key for column in self.columns if column.scored)
        return scored if len(scored) > 1 else ()

    @cached_property
    def _rescored(self) -> Mapping[str, str]:
        """Column -> the one whose value stands for it where it is filled."""
        return {column.stands_for: column.key for column in self.columns if column.stands_for}

    @property
    def telling(self) -> str:
        """A word, in small letters, that stands in every header with all columns that are needed."""
        needed = [column for column in self.columns if column.required and not column.scored] or self.columns
        words = [word for column in needed if (word := _bare(column.key)) in _bare(column.title)]
        return max(words, key=len) if words else _bare(needed[0].title)

    def fit(self, said: list[str]) -> int:
        """How well headings fit, as `bot.domain.kernel.table_search` asks it."""
        if not self._are_known(said):
            return 2 if self.speak_of_rows(said) else 0
        names = self._names_in(said)
        found = {key for heading in said if (key := names.get(_bare(heading)))}
        if all(column.key in found for column in self.columns if column.required):
            return 3
        return min(len(found), 2)

    def are_of_rows(self, said: list[str]) -> bool:
        """Whether a table with these headings is one of the document's: most are known, or they name its rows."""
        return self._are_known(said) or self.name_rows(said)

    def speak_of_rows(self, said: list[str]) -> bool:
        """Whether headings say in other or more words what rows these are, as those of another handbook's FMEA do.

        They do where each score is among them, and what names a row: `SEV`, `Potential Failure Mode`.
        """
        bare = {_bare(heading) for heading in said}
        headings = [frozenset(heading.split()) for heading in bare]
        scores = [frozenset(_bare(column.title).split()) for column in self.columns if column.scored]
        names = [frozenset(_bare(column.title).split()) for column in self.columns if column.names]
        scored = all(any(score <= heading for heading in headings) for score in scores)
        others = [heading for heading in headings if not any(score <= heading for score in scores)]
        named = any(name <= heading for name in names for heading in others)
        return bool(scores) and named and (scored or any(short and short.keys() <= bare for short in self._short_names))

    def name_rows(self, said: list[str]) -> bool:
        """Whether one of the headings is what tells a row from every other."""
        found = {self._names.get(_bare(heading)) for heading in said}
        return any(column.names and column.key in found for column in self.columns)

    def are_kept(self, said: list[str]) -> list[bool]:
        """Whether what stands beneath each heading is kept: it is a column, and neither counts nor multiplies."""
        names = self._names_in(said)
        return [_bare(heading) in names for heading in said]

    def _names_in(self, said: list[str]) -> Mapping[str, str]:
        """What the columns are called in this header; scores go by their first letters where all of them do."""
        bare = {_bare(heading) for heading in said}
        short = next((names for names in self._short_names if names and names.keys() <= bare), {})
        return {**short, **self._names}

    def _are_known(self, said: list[str]) -> bool:
        """Whether at least half of the headings are known, or half of the columns are there."""
        bare = [name for heading in said if (name := _bare(heading)) not in _NUMBERING]
        names = self._names_in(said)
        hits = sum(name in names for name in bare)
        return hits > 0 and (2 * hits >= len(bare) or 2 * hits >= len(self.titles))

    def keys(self, said: list[str]) -> list[str]:
        """The column of each heading, or what stands in its place. Raises HeadingProblem."""
        names = self._names_in(said)
        keys = {heading: self._key(heading, names) for heading in said}
        if unknown := [heading.strip() for heading, key in keys.items() if key is None]:
            said_so = Typed(" ".join(", ".join(unknown).split())[:200])
            raise HeadingProblem(Text("columns-unknown", columns=said_so, known=list(self.titles.values())))
        found = [keys[heading] or COUNTS for heading in said]
        twice = [key for key in dict.fromkeys(found) if found.count(key) > 1 and key not in (COUNTS, UNNAMED)]
        if twice:
            raise HeadingProblem(Text("columns-repeated", columns=[self.titles.get(key, "RPN") for key in twice]))
        if missing := [column.title for column in self.columns if column.required and column.key not in found]:
            raise HeadingProblem(Text("columns-missing", columns=missing))
        return found

    def _key(self, heading: str, names: Mapping[str, str]) -> str | None:
        bare = _bare(heading)
        if key := names.get(bare):
            return key
        if bare in _NUMBERING:
            return COUNTS if heading.strip() else UNNAMED
        words = bare.split()
        if self._factors and " ".join(word for word in words if word not in _AFTER) in _PRODUCTS:
            return _PRODUCT_AFTER if _AFTER & set(words) else _PRODUCT
        return None

    def sums_up(self, cells: list[str]) -> bool:
        """Whether a row sums up the others: it is called a total, or their average. Where the table has no scores,
        numbers alone stand beside that: a risk or a metric may be called so.
        """
        first, *rest = [cell for cell in cells if cell.strip()] or [""]
        if _bare(first) not in _TOTALS:
            return False
        return any(column.scored for column in self.columns) or bool(rest and all(map(_FIGURE.fullmatch, rest)))

    def contradictions(self, said: Mapping[str, str], row: Row) -> list[Text]:
        """What is wrong with the products that stand in a row; they are not kept, since their factors say them.

        `said`: the cells as they were typed, by what `keys` found; `row`: as they are kept.
        """
        first = [row.get(key, "") for key in self._factors]
        newest = [row.get(self._rescored.get(key, "")) or row.get(key, "") for key in self._factors]
        return [
            *self._contradiction(said.get(_PRODUCT, ""), first),
            *self._contradiction(said.get(_PRODUCT_AFTER, ""), newest),
        ]

    def _contradiction(self, product: str, factors: list[str]) -> list[Text]:
        cell = product.strip()
        if not cell:
            return []
        titles = Joined([self.titles[key] for key in self._factors], " × ")
        if not all(factors):
            return [Text("row-product-alone", said=short(cell), titles=titles)]
        right = prod(int(float(factor)) for factor in factors)
        whole = _WHOLE.fullmatch(cell)
        if whole and int(whole[1]) == right:
            return []
        return [Text("row-product", said=short(cell), titles=titles, factors=Typed(" × ".join(factors)), right=right)]


def _shortened(columns: tuple[Column, ...], signs: int) -> Mapping[str, str]:
    """S, O and D, or SEV, OCC and DET: what an FMEA calls its scores; none where two begin alike."""
    scored = [column for column in columns if column.scored]
    found = {_bare(column.title)[:signs]: column.key for column in scored}
    return found if len(found) == len(scored) > 1 else {}


def counts(cell: str) -> bool:
    """Whether a cell may only count the rows: nothing, or a short mark such as 7, F-12 or 3.1."""
    return bool(_COUNT.fullmatch(cell.strip()))


def _bare(heading: str) -> str:
    """A heading without case, marks and what stands in brackets."""
    return _MARKS.sub(" ", without(heading, "(", ")", " ").casefold()).replace("_", " ").strip()
