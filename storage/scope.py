"""Which queries may look across workspaces, and why.

Owns the list; every other statement names its workspace, and a test that watches every statement holds it.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Executable

ACROSS_WORKSPACES: tuple[tuple[str, str], ...] = (
    ("claim effects", "one worker serves all workspaces; every row it gets says which it is of"),
    ("claim cards", "the same, for cards"),
    ("next due", "how long that worker may sleep"),
    ("alarms", "the same worker lets time pass in every audit"),
    ("claim a person", "the same worker reminds everybody"),
    ("parked", "the operator's doctor looks at the whole installation"),
    ("number rows", "the highest outbox number so far, read once when SQLite is opened"),
    ("tidy", "the nightly broom: old receipts, work that is done, files nobody refers to"),
    ("prove", "the first opening by a release that knows proofs: every row gets its own"),
    ("verify", "the operator's check of the whole record"),
    ("attack", "one worker attacks the rules of every audit there is"),
    ("find audit", "the operator names an audit by its key alone, to have its report written"),
)
OPTION = "smactr_across"

_Statement = TypeVar("_Statement", bound=Executable)


def across(name: str, statement: _Statement) -> _Statement:
    """A statement that may look across workspaces, under its name in the list."""
    if name not in dict(ACROSS_WORKSPACES):
        raise LookupError(f"{name!r} is not on the list of queries across workspaces")
    return statement.execution_options(**{OPTION: name})
