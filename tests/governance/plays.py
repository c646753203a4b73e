"""The plays that bent a decision by the rules of before: which tests hold them, told from their source.

Owns that count, which `python -m tests.governance plays` prints by subject. A play is a test of `test_bent_*.py` that
plays it by the first edition of the rules, where it gets through, and by those of now, where it does not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]

EDITIONS = {"first_edition", "BEFORE", "before"}
"""What names the framework of before."""


def plays() -> dict[str, list[str]]:
    """Module -> its tests that are plays, by their names."""
    found = {path: list(_plays(ast.parse(path.read_text("utf-8")))) for path in sorted(TESTS.rglob("test_bent_*.py"))}
    return {f"{path.parent.name}/{path.stem.removeprefix('test_bent_')}": names for path, names in found.items()}


def _plays(module: ast.Module) -> Iterator[str]:
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    names = {name: _names(node) for name, node in functions.items()}
    reaching = {name for name, used in names.items() if used & EDITIONS}
    while more := {name for name, used in names.items() if used & reaching} - reaching:
        reaching |= more
    yield from (name for name in functions if name.startswith("test_") and name in reaching)


def _names(function: ast.FunctionDef) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
