"""Documents that consist of rows: given as a table, or put together row by row until they are handed in.

Owns what of them is admitted. The reading of a table is tried in `test_tables`.
"""

from __future__ import annotations

import json

import pytest

from bot.domain.documents.commands import DropDraft, FailArtifact, KeepRow, RemoveRow, SubmitArtifact
from bot.domain.documents.rows import draft_rows
from bot.domain.kernel.columns import Row
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow, Outdated
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.tables import read_table, to_markdown
from bot.domain.redaction.commands import ProposeRedaction
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, LEGAL, PRODUCT, refused_with, written
from tests.engine.played_audits import Branch, audit_at

MAP = "stakeholder-map"

CALLERS: dict[str, str] = {"who": "Callers", "part": "is affected", "stake": "a wrong answer"}


def keep(play: Branch, cells: Row, who: str = AUDITOR, row: str = "", base: int = 0) -> None:
    play.do(KeepRow, who, artifact=MAP, cells=play.text(json.dumps(dict(cells))), row=row, base=base)


def remove(play: Branch, row: str, base: int = 0) -> None:
    play.do(RemoveRow, AUDITOR, artifact=MAP, row=row, base=base)


def drafted(play: Branch, base: tuple[Row, ...] = ()) -> list[str]:
    texts = {digest: prose.text for digest, prose in play.prose.items()}
    return [row["who"] for _, row in draft_rows(play.audit.drafts.get(MAP), base, texts)]


def hand_in(play: Branch, words: str, *, draft: bool = False, who: str = AUDITOR) -> None:
    name, text = play.text("text"), play.text(words)
    play.do(SubmitArtifact, who, artifact=MAP, kind="text", name=name, text=text, draft=draft)


def test_a_text_with_its_table_counts_its_rows() -> None:
    play = audit_at("mapping")
    hand_in(
        play, "Our map.\n\n" + to_markdown(play.framework.artifact(MAP).columns, [CALLERS, {**CALLERS, "who": "Us"}])
    )
    latest = play.audit.latest(MAP)
    assert latest
    assert (latest.status, latest.rows) == ("submitted", 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Everybody.", ["table-none"]),
        ("who,part,stake\nCallers,watches,much\n", ["table-rows-wrong", "table-row"]),
    ],
)
def test_a_text_whose_table_does_not_fit_is_refused_with_the_rows_and_nothing_is_kept(
    words: str, said: list[str]
) -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid) as refused:
        hand_in(play, words)
    assert [text.id for text in refused.value.params["problem"].texts] == said
    assert play.audit.latest(MAP) is None


def test_a_text_of_two_tables_has_the_rows_of_both() -> None:
    play = audit_at("mapping")
    head = "|Who|Part in it|At stake for them|\n|--|--|--|\n"
    hand_in(play, f"## Inside\n\n{head}|Us|builds|much|\n\n## Outside\n\n{head}|Bystanders|is affected|safety|\n")
    latest = play.audit.latest(MAP)
    assert latest
    assert latest.rows == 2


def test_a_file_whose_rows_do_not_fit_is_not_admitted_and_says_which() -> None:
    play = audit_at("mapping")
    source = Source(channel="CAUDIT", ts="7.1", file="F1")
    play.do(SubmitArtifact, ENGINEER, artifact="fmea-draft", kind="file", name=play.text("f.csv"), source=source)
    detail = play.text("Row 300 (line 301): Severity 11 is above 10")
    play.do(FailArtifact, SYSTEM, artifact="fmea-draft", version=1, problem="rows", detail=detail)
    latest = play.audit.latest("fmea-draft")
    assert latest
    assert (latest.status, latest.problem, latest.detail) == ("failed", "rows", detail.digest)
    assert play.audit.current("fmea-draft") is None


def test_rows_are_kept_one_by_one_until_they_are_handed_in() -> None:
    play = audit_at("mapping")
    keep(play, CALLERS)
    keep(play, {**CALLERS, "who": "Board"}, who=AUDITOR_2)
    keep(play, {**CALLERS, "who": "Callers, all of them"}, row="n1")
    assert drafted(play) == ["Callers, all of them", "Board"]
    remove(play, "n2")
    assert drafted(play) == ["Callers, all of them"]
    hand_in(play, to_markdown(play.framework.artifact(MAP).columns, [CALLERS]), draft=True)
    assert play.audit.drafts == {}
    assert play.audit.latest(MAP)


def test_a_draft_begins_from_a_version_and_leaves_that_as_it_was() -> None:
    play = audit_at("mapping")
    columns = play.framework.artifact(MAP).columns
    words = to_markdown(columns, [CALLERS, {**CALLERS, "who": "Board"}])
    hand_in(play, words)
    keep(play, {**CALLERS, "who": "Board of three"}, row="b2", base=1)
    keep(play, {**CALLERS, "who": "Staff"}, base=1)
    remove(play, "b1", base=1)
    assert drafted(play, read_table(words, columns)) == ["Board of three", "Staff"]


def test_a_draft_that_somebody_began_elsewhere_meanwhile_is_not_overwritten() -> None:
    play = audit_at("mapping")
    hand_in(play, written(play.framework.artifact(MAP)))
    keep(play, CALLERS, base=1)
    with pytest.raises(Outdated):
        keep(play, CALLERS, base=0)


@pytest.mark.parametrize(
    ("cells", "field", "id"),
    [
        ({"part": "uses", "stake": "much"}, "who", "cell-wrong"),
        ({**CALLERS, "part": "watches"}, "part", "cell-wrong"),
        ({**CALLERS, "who": " Callers "}, "", "cells-not-canonical"),
        ({**CALLERS, "colour": "red"}, "", "cells-not-canonical"),
    ],
)
def test_a_cell_that_does_not_fit_is_said_beneath_it(cells: Row, field: str, id: str) -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid) as refused:
        keep(play, cells)
    assert (refused.value.id, refused.value.field) == (id, field)


@pytest.mark.parametrize("cells", ["", "who: Callers", "[]", "null"])
def test_cells_that_are_no_cells_are_refused(cells: str) -> None:
    play = audit_at("mapping")
    with refused_with("cells-not-canonical"):
        play.do(KeepRow, AUDITOR, artifact=MAP, cells=play.text(cells), row="", base=0)


@pytest.mark.parametrize("who", [ENGINEER, PRODUCT, LEGAL, LEAD])
def test_only_owners_of_the_document_keep_its_rows(who: str) -> None:
    with pytest.raises(NotAllowed):
        keep(audit_at("mapping"), CALLERS, who=who)


@pytest.mark.parametrize("row", ["n1", "b1", "n9", "x", ""])
def test_a_row_that_is_not_there_is_not_removed(row: str) -> None:
    play = audit_at("mapping")
    with pytest.raises(NotNow):
        remove(play, row)


def test_a_document_of_words_has_no_rows() -> None:
    play = audit_at("mapping")
    with pytest.raises(Invalid):
        play.do(KeepRow, AUDITOR, artifact="interview-notes", cells=play.text("{}"))


def test_a_draft_can_be_forgotten() -> None:
    play = audit_at("mapping")
    keep(play, CALLERS)
    play.do(DropDraft, AUDITOR, artifact=MAP)
    assert play.audit.drafts == {}
    assert play.do(DropDraft, AUDITOR, artifact=MAP) == []


def test_a_text_that_is_erased_is_erased_in_the_rows_it_was_made_from() -> None:
    play = audit_at("mapping")
    keep(play, CALLERS)
    row = play.audit.drafts[MAP].rows["n1"]
    hand_in(play, to_markdown(play.framework.artifact(MAP).columns, [CALLERS]), draft=True)
    latest = play.audit.latest(MAP)
    assert latest
    play.do(ProposeRedaction, LEAD, content=latest.content, reason=play.text("A name."), actor_admin=True)
    assert {r.content for r in play.audit.redactions if r.done_by} == {latest.content, row}
