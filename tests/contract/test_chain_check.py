"""The quick check of the record: chains alone, in pages.

Owns what `verify --chain-only` promises, and what it leaves to the whole check. Damages rows on purpose.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.domain.kernel.text import OperatorProblem
from bot.domain.lifecycle.events import DetailsChanged
from storage import Report, chain_check
from tests.builders import LEAD, TEAM
from tests.contract.record import Record


@pytest.fixture
async def filled(record: Record, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A record of two audits, read in several pages."""
    monkeypatch.setattr(chain_check, "PAGE", 7)
    for key in ("A-1", "A-2"):
        await record.begin(key)
        for form in range(10):
            await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=form % 8), key=key)
    return record


async def damage(record: Record, statement: str) -> Report:
    """Change something behind the record's back, and check its chains."""
    await record.storage.database.execute(text(statement))
    return await record.storage.verify_chains()


def found(report: Report) -> list[tuple[str, str]]:
    return [(problem.kind, problem.audit) for problem in report.problems]


async def test_it_counts_and_finds_as_the_whole_check_does_and_compares_no_content(filled: Record) -> None:
    whole, quick = await filled.storage.verify(), await filled.storage.verify_chains()
    assert quick.problems == []
    assert [(a.audit, a.events, a.head) for a in quick.audits] == [(a.audit, a.events, a.head) for a in whole.audits]
    assert {a.contents for a in quick.audits} == {0}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (
            "UPDATE events SET body = replace(body, 'asked_form', 'asked_firm') WHERE audit = 'A-2' AND seq = 9",
            "event-changed",
        ),
        ("DELETE FROM events WHERE audit = 'A-2' AND seq = 9", "event-missing"),
        ("DELETE FROM events WHERE audit = 'A-2' AND seq > 8", "head"),
    ],
)
async def test_what_was_changed_or_taken_out_of_a_chain_is_named(filled: Record, statement: str, kind: str) -> None:
    assert found(await damage(filled, statement)) == [(kind, "A-2")]


async def test_a_state_that_is_not_the_fold_is_left_to_the_whole_check(filled: Record) -> None:
    report = await damage(filled, "DELETE FROM snapshots")
    assert report.problems == []


async def test_one_audit_is_checked_alone_and_one_nobody_knows_is_said_so(filled: Record) -> None:
    assert [a.audit for a in (await filled.storage.verify_chains(TEAM, "A-2")).audits] == ["A-2"]
    assert found(await filled.storage.verify_chains(None, "A-9")) == [("no-audit", "A-9")]


async def test_a_published_head_is_looked_for_in_every_chain(filled: Record) -> None:
    head = (await filled.store.load(TEAM, "A-2")).head
    assert (await filled.storage.verify_chains(head=head)).problems == []
    assert found(await filled.storage.verify_chains(head="0" * 64)) == [("head-missing", "")]
    with pytest.raises(OperatorProblem):
        await filled.storage.verify_chains(head=head[:12])
