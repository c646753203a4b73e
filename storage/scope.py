"""Which queries may look across workspaces, and why.

Owns the list; every other statement names its workspace, and a test that watches every statement holds it.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Executable

ACROSS_WORKSPACES: tuple[str, ...] = (
    # one worker serves all workspaces; every row it gets says which it is of
    "claim effects",
    # the same, for cards
    "claim cards",
    # how long that worker may sleep
    "next due",
    # the same worker lets time pass in every audit
    "alarms",
    # the same worker reminds everybody
    "claim a person",
    # the operator's doctor looks at the whole installation
    "parked",
    # the highest outbox number so far, read once when SQLite is opened
    "number rows",
    # the nightly broom: old receipts, work that is done, files nobody refers to
    "tidy",
    # the first opening by a release that knows proofs: every row gets its own
    "prove",
    # the operator's check of the whole record
    "verify",
    # one worker attacks the rules of every audit there is
    "attack",
    # a backup is of the whole record
    "backup",
    # and what it holds goes back as a whole
    "restore",
    # at the opening: is there a record, and is this the key that it was written with
    "check key",
    # the operator names an audit by its key alone, to have its report written
    "find audit",
)
OPTION = "smactr_across"

_Statement = TypeVar("_Statement", bound=Executable)


def across(name: str, statement: _Statement) -> _Statement:
    """A statement that may look across workspaces, under its name in the list."""
    if name not in ACROSS_WORKSPACES:
        raise LookupError(f"{name!r} is not on the list of queries across workspaces")
    return statement.execution_options(**{OPTION: name})
