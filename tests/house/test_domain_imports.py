"""The rules import the standard library, pydantic and each other; nothing else, no I/O, no clock, no chance.

Owns the allow-list that import-linter cannot express. Must not know what the rules say.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, module_paths

DOMAIN = ("bot", "domain")
ALLOWED = sys.stdlib_module_names | {"pydantic"}
# In the standard library, yet they reach outside: a rule is handed its facts, its time and its ids.
REACHES_OUTSIDE = frozenset(
    [
        "asyncio",
        "concurrent",
        "http",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
    ]
)
READS_THE_CLOCK = {"now", "utcnow", "today"}


def imported_modules(path: Path, tree: ast.Module) -> Iterator[str]:
    """The dotted name of every module imported anywhere in the file, relative imports made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = path.parts[: -node.level] if node.level else ()
            module = ".".join((*base, *((node.module,) if node.module else ())))
            # "from bot import service" names the package only; what is taken from it decides
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "bot" else (module,)


def complaints(path: Path, source: str) -> list[str]:
    """What in this source the rules may not do."""
    tree = ast.parse(source)
    found = []
    for module in imported_modules(path, tree):
        top = module.split(".")[0]
        own = tuple(module.split(".")[:2]) == DOMAIN
        if not own and (top not in ALLOWED or top in REACHES_OUTSIDE):
            found.append(f"imports {module}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.func.attr in READS_THE_CLOCK and name in {"date", "datetime"}:
                found.append(f"line {node.lineno} reads the clock")
    return found


def test_rules_keep_to_themselves() -> None:
    found = [
        f"{path} {complaint}"
        for path in module_paths()
        if path.parts[:2] == DOMAIN
        for complaint in complaints(path, (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        ("from datetime import datetime", True),
        ("from pydantic import BaseModel", True),
        ("from bot.domain import people", True),
        ("from . import people", True),
        ("from .people import Person", True),
        ("from .. import service", False),
        ("from bot import service", False),
        ("import bot.service", False),
        ("import slack_sdk", False),
        ("def late():\n    import sqlalchemy", False),
        ("from time import monotonic", False),
        ("import datetime\ndatetime.datetime.now()", False),
        ("from datetime import datetime\ndatetime.now()", False),
    ],
)
def test_the_list_itself(source: str, allowed: bool) -> None:
    assert (complaints(Path("bot/domain/example.py"), source) == []) is allowed
