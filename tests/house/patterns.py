"""Every pattern of the house, how it is used, and texts that could make it look again and again.

Owns finding them: in the modules themselves, so that a new pattern is found without being listed. Must not measure.
"""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import _constants as ops  # type: ignore[attr-defined]  # what a pattern consists of is said nowhere else
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.house.tree import ROOT, module_paths

USES = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")

LONGEST_PUMP = 24

CHARACTERS = "a1 <*-.:,|#_\n\t(;\"'>" + string.printable + "é—\u2e80\ue000\ue001\ue100\ue101\u202a\0"


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern and one way in which it is used."""

    pattern: re.Pattern[Any]
    """Of texts, or of bytes."""
    use: str

    def run(self, text: str) -> None:
        """Use it on a text, to the end."""
        given = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        if self.use in ("match", "fullmatch", "search"):
            getattr(self.pattern, self.use)(given)
        else:
            for _ in self.pattern.finditer(given):
                pass


@cache
def patterns() -> Mapping[str, Used]:
    """Every pattern in `bot` and `storage`, by the module that uses it, the use, and what it looks for."""
    found: dict[str, Used] = {}
    for path in module_paths():
        if path.parts[0] in ("bot", "storage") and path.name != "__main__.py" and "migrations" not in path.parts:
            source = (ROOT / path).read_text(encoding="utf-8")
            if not any(f".{use}(" in source for use in USES):
                continue
            module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
            for used in _used_in(module, ast.parse(source)):
                found[f"{module}.{used.use} {used.pattern.pattern[:60]}"] = used
    return found


def _used_in(module: str, tree: ast.Module) -> Iterator[Used]:
    names = vars(importlib.import_module(module))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES:
            holder = node.func.value
            if isinstance(holder, ast.Name) and names.get(holder.id) is re:
                pattern = _literal(node, names)
            else:
                pattern = _held(holder, names)
            if pattern is not None:
                yield Used(pattern, node.func.attr)


def _held(holder: ast.expr, names: Mapping[str, Any]) -> re.Pattern[Any] | None:
    """The pattern behind a name of the module, or behind a function without arguments that makes one."""
    held = names.get(holder.id) if isinstance(holder, ast.Name) else None
    if isinstance(holder, ast.Call) and isinstance(holder.func, ast.Name) and not holder.args:
        made = names.get(holder.func.id)
        makes = callable(made) and "Pattern" in str(getattr(made, "__annotations__", {}).get("return", ""))
        held = made() if makes and callable(made) else None
    return held if isinstance(held, re.Pattern) else None


def _literal(node: ast.Call, names: Mapping[str, Any]) -> re.Pattern[str] | None:
    """The pattern that stands where it is used; a name in the middle of one stands for a word."""
    said, flags = node.args[0], 0
    for more in (*node.args[1:], *(keyword.value for keyword in node.keywords)):
        if ast.unparse(more).startswith("re."):
            flags |= eval(ast.unparse(more), {"re": re})
    if isinstance(said, ast.Constant):
        return re.compile(str(said.value), flags)
    if isinstance(said, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "abc" for part in said.values)
        return re.compile("".join(map(str, parts)), flags)
    return None


def pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Short texts that a pattern, or a part of it, fits: repeated, they are what it has most to do with."""
    found = set[str]()
    _parts(parser.parse(pattern.pattern, pattern.flags), found)
    return sorted(pump for pump in found if 0 < len(pump) <= LONGEST_PUMP)


def _parts(tree: Any, found: set[str]) -> None:
    items = list(tree)
    for start, (op, value) in enumerate(items):
        for end in range(start + 1, len(items) + 1):
            found.add(_sample(items[start:end]))
        for inner in _inner(op, value):
            _parts(inner, found)


def _inner(op: Any, value: Any) -> tuple[Any, ...]:
    if op is ops.BRANCH:
        return tuple(value[1])
    if op is ops.SUBPATTERN:
        return (value[3],)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return (value[2],)
    return (value,) if op is ops.ATOMIC_GROUP else ()


def _sample(tree: Any) -> str:
    """A text that fits."""
    return "".join(map(_sample_of, tree))


def _sample_of(item: tuple[Any, Any]) -> str:
    op, value = item
    if op is ops.LITERAL:
        return chr(value)
    if op in (ops.NOT_LITERAL, ops.ANY):
        return "b" if value == ord("a") else "a"
    if op is ops.IN:
        return next((sign for sign in CHARACTERS if _fits(value, sign)), "a")
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _sample(value[2]) * int(max(1, min(value[0], 3)))
    inner = _inner(op, value)
    return _sample(inner[0]) if inner else ""


CATEGORIES = {
    ops.CATEGORY_DIGIT: r"\d",
    ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s",
    ops.CATEGORY_NOT_SPACE: r"\S",
    ops.CATEGORY_WORD: r"\w",
    ops.CATEGORY_NOT_WORD: r"\W",
}


def _fits(members: Any, sign: str) -> bool:
    fits = False
    for op, value in members:
        fits |= op is ops.LITERAL and ord(sign) == value
        fits |= op is ops.RANGE and value[0] <= ord(sign) <= value[1]
        fits |= op is ops.CATEGORY and bool(re.match(CATEGORIES[value], sign))
    return fits != (members[0][0] is ops.NEGATE)
