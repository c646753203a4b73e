"""Taking single values out of what a file holds, whatever type they turn out to have.

Owns the doubt: nothing here raises for a wrong type. Texts come out on one line, cut, without control characters, so
that a file cannot draw on a terminal or break a table. Must not know any format.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

LONGEST_TEXT: Final = 200

LARGEST_COUNT: Final = 2**53

TRUE: Final = frozenset({"true", "yes", "y", "1"})

FALSE: Final = frozenset({"false", "no", "n", "0"})


FIRST_YEAR: Final = 1980
"""Some tools write the year 1 or 1970 where they know no date."""


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> Sequence[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else ()


def entries(value: object) -> Sequence[Any]:
    """The entries of a list, or the only one, before which people forget the dash in YAML."""
    return [value] if mapping(value) else sequence(value)


def text(value: object) -> str:
    """A name or word; empty for anything that is not text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and abs(value) > LARGEST_COUNT:
        return ""
    shown = "".join(_plain(sign) for sign in str(value)[: 4 * LONGEST_TEXT])
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"


def arguments(given: Mapping[str, Any]) -> str:
    """What something was called with, sorted by name: `cot=true, levels=[1, 2], seed=1`."""
    return text(", ".join(f"{text(name)}={_argument(given[name])}" for name in sorted(given)))


def _argument(value: object) -> str:
    """A name or number as `text`; true, false, lists and objects as JSON writes them."""
    if not isinstance(value, bool | list | dict):
        return text(value)
    try:
        return text(json.dumps(value, ensure_ascii=False, sort_keys=True))
    except RecursionError:
        return "…"


def number(value: object) -> float | None:
    """A finite number, also where it is written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or (isinstance(value, str) and "_" in value):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def count(value: object) -> int | None:
    """A whole number from 0 on; None for anything else."""
    found = number(value)
    if found is None or found < 0 or found > LARGEST_COUNT or found != int(found):
        return None
    return int(found)


def truth(value: object) -> bool | None:
    """True or false, also in words; None for anything else."""
    if isinstance(value, bool):
        return value
    word = text(value).casefold()
    return True if word in TRUE else False if word in FALSE else None


def moment(value: object) -> datetime | None:
    """A moment in UTC, from ISO 8601 (UTC where no zone is given) or from seconds since 1970, not before FIRST_YEAR."""
    try:
        found = _moment(value)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found and found.year >= FIRST_YEAR else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, str):
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    seconds = number(value)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _plain(sign: str) -> str:
    """Control characters, direction marks and half characters become spaces."""
    return " " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign
