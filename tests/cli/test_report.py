"""`smactr report`: an audit's report as files, from the record alone.

Owns the command. What stands in the files is tested in `tests/reports`.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.domain.lifecycle.events import DetailsChanged
from bot.domain.redaction.events import ContentRedacted, RedactionProposed
from bot.wiring.texts import read_texts
from tests.builders import LEAD, LEGAL
from tests.cli.conftest import Smactr
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.slack.outbound.view_contexts import says

EVENTS = 2
"""How many an audit of `record_in` has."""


def record_in(folder: Path, *workspaces: str) -> None:
    """A record with an audit A-1 in each workspace."""

    async def begin() -> None:
        clock = ManualClock()
        async with opened("", folder, clock) as storage:
            for workspace in workspaces:
                record = Record(storage, clock, "", folder)
                await record.begin(workspace=workspace)
                await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=3), workspace=workspace)

    folder.mkdir(exist_ok=True)
    asyncio.run(begin())


def test_the_report_is_written_in_every_form(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", "T01")
    written = smactr("report", "A-1", "--output", "out")
    assert written.exit_code == 0, written.stderr
    names = {"A-1-report.pdf", "A-1-report.html", "A-1-report.md", "A-1-design-history.html", "A-1-design-history.md"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    assert set(written.stdout.split()) == {str(Path("out") / name) for name in names}


def test_one_form_is_enough(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", "T01")
    assert smactr("report", "A-1", "--format", "md", "--output", "out").exit_code == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".md"}


def test_an_audit_that_is_not_there_is_said_plainly(smactr: Smactr, tmp_path: Path) -> None:
    assert says(smactr("report", "A-1").stderr, "record-none")
    record_in(tmp_path / "data", "T01")
    missing = smactr("report", "A-7")
    assert (missing.exit_code, says(missing.stderr, "report-no-audit", audit="A-7")) == (2, True)


def test_where_several_workspaces_have_the_key_one_is_named(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", "T01", "T02")
    assert "T01, T02" in smactr("report", "A-1").stderr
    assert smactr("report", "A-1", "--workspace", "T02", "--output", "out").exit_code == 0


def test_a_report_as_of_an_event_says_so_and_knows_nothing_later(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", "T01")
    assert smactr("report", "A-1", "--as-of", "1", "--format", "md", "--output", "then").exit_code == 0
    assert smactr("report", "A-1", "--format", "md", "--output", "now").exit_code == 0
    then, now = (tmp_path / folder / "A-1-report.md" for folder in ("then", "now"))
    told = read_texts()("report-before", event="1", count=EVENTS - 1)
    assert told in then.read_text(encoding="utf-8")
    assert told not in now.read_text(encoding="utf-8")
    heads = [re.findall(r"--head ([0-9a-f]{64})", path.read_text(encoding="utf-8")) for path in (then, now)]
    assert heads[0] != heads[1]


def test_what_was_erased_later_is_gone_from_an_earlier_report_too_which_says_by_whom_and_why(
    smactr: Smactr, tmp_path: Path
) -> None:
    async def begin() -> None:
        clock = ManualClock()
        async with opened("", tmp_path / "data", clock) as storage:
            record = Record(storage, clock, "", tmp_path / "data")
            await record.begin()
            words, why = record.prose("A support bot for Foo Ltd."), record.prose("It names a customer.")
            described = DetailsChanged(at=record.now, by=LEAD, description=words.digest)
            await record.move(described, contents=(words,))
            asked = RedactionProposed(at=record.now, by=LEAD, content=words.digest, reason=why.digest)
            await record.move(asked, contents=(why,))
            done = ContentRedacted(at=record.now, by=LEGAL, content=words.digest, reason=why.digest)
            await record.move(done, erased=(words.digest,))

    (tmp_path / "data").mkdir()
    asyncio.run(begin())
    for event in ("2", "4"):
        assert smactr("report", "A-1", "--as-of", event, "--format", "md", "--output", event).exit_code == 0
        told = (tmp_path / event / "A-1-report.md").read_text(encoding="utf-8")
        assert "Foo Ltd" not in told
        assert "It names a customer." in told


def test_between_two_events_of_one_commit_the_record_stood_at_no_moment(smactr: Smactr, tmp_path: Path) -> None:
    async def begin() -> None:
        clock = ManualClock()
        async with opened("", tmp_path / "data", clock) as storage:
            await Record(storage, clock, "", tmp_path).begin(channel="CAUDIT")

    (tmp_path / "data").mkdir()
    asyncio.run(begin())
    for command in (("report", "--format", "md", "--output", "then"), ("dossier", "--output", "whole")):
        refused = smactr(command[0], "A-1", "--as-of", "1", *command[1:])
        assert refused.exit_code == 2
        assert says(refused.stderr, "report-between-events", event="1", first="1", last="2")
    assert smactr("report", "A-1", "--as-of", "2", "--format", "md", "--output", "then").exit_code == 0


def test_an_event_that_is_not_there_is_said_plainly(smactr: Smactr, tmp_path: Path) -> None:
    record_in(tmp_path / "data", "T01")
    for number in (0, EVENTS + 1):
        refused = smactr("report", "A-1", "--as-of", str(number))
        assert refused.exit_code == 2
        assert says(refused.stderr, "report-no-event", audit="A-1", events=str(EVENTS))
