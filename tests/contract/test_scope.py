"""The watch over workspaces: it finds a statement that forgets, and the list of exceptions stays honest.

Owns the trust in `tests.contract.scope`, under which every test of the contract runs.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import and_, bindparam, delete, insert, literal, select, update

import storage
from storage.scope import ACROSS_WORKSPACES, across
from storage.tables import AUDITS, CARDS, EVENTS, METADATA
from tests.contract.scope import forgets

PARENT = CARDS.alias("parent")
HERE = AUDITS.c.workspace == bindparam("w")


@pytest.mark.parametrize(
    "statement",
    [
        select(AUDITS.c.key),
        select(AUDITS.c.key).where(AUDITS.c.key == "A-1"),
        select(AUDITS.c.key, EVENTS.c.seq).where(HERE, EVENTS.c.audit == AUDITS.c.key),
        select(AUDITS.c.key).where(HERE, select(EVENTS.c.seq).where(EVENTS.c.audit == "A-1").exists()),
        select(AUDITS.c.key).join(PARENT, PARENT.c.audit == AUDITS.c.key).where(HERE),
        update(AUDITS).where(AUDITS.c.key == "A-1").values(seq=1),
        delete(AUDITS).where(AUDITS.c.key == "A-1"),
        insert(AUDITS).values(key="A-1"),
        insert(AUDITS).from_select(["workspace", "key"], select(EVENTS.c.workspace, EVENTS.c.audit)),
        select(update(AUDITS).values(seq=1).returning(literal(1).label("n")).cte("moved").c.n),
    ],
)
def test_a_statement_that_forgets_is_found(statement: object) -> None:
    assert forgets(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "statement",
    [
        select(AUDITS.c.key).where(HERE),
        select(AUDITS.c.key, EVENTS.c.seq).where(HERE, EVENTS.c.workspace == AUDITS.c.workspace),
        select(AUDITS.c.key).join(PARENT, and_(PARENT.c.workspace == AUDITS.c.workspace)).where(HERE),
        update(AUDITS).where(HERE).values(seq=1),
        insert(AUDITS).values(workspace="T01", key="A-1"),
        select(update(AUDITS).where(HERE).values(seq=1).returning(literal(1).label("n")).cte("moved").c.n),
    ],
)
def test_a_statement_that_names_its_workspace_passes(statement: object) -> None:
    assert not forgets(statement)  # type: ignore[arg-type]


def test_every_table_belongs_to_a_workspace_and_its_key_begins_with_it() -> None:
    for table in METADATA.sorted_tables:
        assert next(iter(table.primary_key.columns)).name == "workspace", table.name


def test_only_what_is_on_the_list_may_look_across_and_all_of_it_does() -> None:
    with pytest.raises(LookupError):
        across("just this once", select(AUDITS.c.key))
    [folder] = storage.__path__
    sources = "".join(path.read_text() for path in Path(folder).rglob("*.py") if path.name != "scope.py")
    for name in ACROSS_WORKSPACES:
        assert f'"{name}"' in sources, name
