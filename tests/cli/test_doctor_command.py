"""The doctor as an operator runs it: the real command, on an installation in which ten things are wrong.

Owns what is printed. Each finding by itself, and those that leave no record to look at, are in `test_doctor`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.domain.decision.events import DecisionReached
from bot.domain.kernel.conversation import DailyCard, HomeCard
from bot.governance.attestation.key_place import KeyPlace
from bot.sandbox import AppSpec, ChannelSpec, PersonSpec, Sandbox, WorkspaceSpec
from bot.wiring.decision_files import DecisionSigning
from tests.builders import BOARD, LEAD
from tests.cli.typed import typed
from tests.clock import ManualClock
from tests.contract.record import Record, opened
from tests.contract.test_contents import cast, described
from tests.house.tree import ROOT
from tests.slack.outbound.view_contexts import say, says

WORKSPACE = "T01"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A workspace in which the bot was taken out of the one channel of an audit, and all others are gone."""
    manifest = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
    channels = (ChannelSpec(name="general", bot=True), ChannelSpec(name="audit", id="C0LEFT"))
    spec = WorkspaceSpec(id=WORKSPACE, people=(PersonSpec(name="lead"),), channels=channels)
    async with Sandbox(spec, app=AppSpec.from_manifest(manifest)) as running:
        yield running


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """The data folder of a record that was begun two days ahead, with a sealed ballot and a decision."""
    folder, clock = tmp_path / "data", ManualClock(datetime.now(UTC))
    async with opened("", folder, clock) as storage:
        record = Record(storage, clock, "", folder)
        await record.begin(channel="C0LEFT")
        await record.begin("A-2")
        ballot, words = record.prose("Not yet.", sealed=True), record.prose("A chat model.")
        await record.move(*cast(record, ballot), contents=(ballot,))
        reached = DecisionReached(at=clock.now(), by=LEAD, round=1, form=0, ticks={}, blocked=(), dissenters=())
        await record.move(reached, key="A-2")
        await DecisionSigning(storage, clock, KeyPlace(folder)).signer(WORKSPACE)
        listed = DailyCard(LEAD, clock.now().date())
        await storage.outbox.wish(WORKSPACE, "", listed, clock.now())
        job = next(each for each in await record.claim_cards() if each.card == listed)
        await storage.outbox.park_card(job, "file_uploads_disabled", clock.now())
        await storage.outbox.wish(WORKSPACE, "", HomeCard(LEAD), clock.now() - timedelta(minutes=12))
        clock.forward(timedelta(days=2))
        await record.move(described(record, words), contents=(words,))
    return folder


async def ran(*words: str, sandbox: Sandbox, data: Path, **env: str) -> tuple[int | None, list[str]]:
    """The command's exit code and its lines."""
    given = {"SLACK_API_URL": sandbox.api_url, "SLACK_BOT_TOKEN": sandbox.bot_token}
    given |= {"SLACK_APP_TOKEN": sandbox.app_token, "SMACTR_DATA_DIR": str(data)}
    done = await typed(*words, folder=data.parent, settings={**given, **env})
    print(done.out, done.err)
    assert done.err == ""
    return done.code, done.out.splitlines()


def broken_framework(folder: Path) -> str:
    """Where a framework lies that nobody can read."""
    folder.mkdir()
    (folder / "framework.toml").write_text("key = ", encoding="utf-8")
    return str(folder)


def open_to_others(*paths: Path) -> None:
    """As an earlier build, or a careless copy, leaves them."""
    for path in paths:
        path.chmod(0o755)


FAULTS: Mapping[str, tuple[str, ...]] = {
    "doctor-framework-wrong": ("framework.toml",),
    "doctor-folder-open": ("smactr.db",),
    "doctor-sealed-lost": ("A-1", BOARD[0].split(":")[1]),
    "doctor-signer-gone": ("signing.key",),
    "doctor-list-missing": (WORKSPACE,),
    "doctor-clock-behind-record": ("A-1",),
    "doctor-channel-out": ("A-1", "C0LEFT"),
    "doctor-channel-gone": ("A-1", "CDECISIONS"),
    "doctor-work-parked": ("file_uploads_disabled",),
    "doctor-work-waiting": (),
}
"""What is wrong, and what its line names."""


def printed(lines: list[str], key: str, named: tuple[str, ...]) -> bool:
    """Whether a finding is printed as a problem, with what it names, and beneath it what to do about it."""
    level = say()("level-problem")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        found = line.startswith(level) and says(line, key) and all(each in line for each in named)
        if found and says(below, f"{key}-fix"):
            return True
    return False


async def test_of_ten_faults_each_is_printed_with_what_it_is_about_and_how_to_mend_it(
    sandbox: Sandbox, data: Path, tmp_path: Path
) -> None:
    (data / "seal.key").unlink()
    assert (await ran("keys", "--seal-key-lost", sandbox=sandbox, data=data))[0] == 0
    (data / "signing.key").unlink()
    open_to_others(data, data / "smactr.db")
    framework = broken_framework(tmp_path / "framework")
    code, lines = await ran("doctor", sandbox=sandbox, data=data, SMACTR_FRAMEWORK=framework)
    assert [key for key, named in FAULTS.items() if not printed(lines, key, named)] == []
    assert code == 1
    assert sandbox.bot_token not in "\n".join(lines)


@pytest.mark.parametrize("instead", ["none", "another"])
async def test_where_the_seal_key_is_lost_what_stays_closed_is_told_before_it_is_given_up(
    sandbox: Sandbox, data: Path, instead: str
) -> None:
    kept = (data / "seal.key").read_text()
    (data / "seal.key").unlink()
    more: dict[str, Any] = {} if instead == "none" else {"SMACTR_SEAL_KEY": Fernet.generate_key().decode()}
    code, lines = await ran("doctor", sandbox=sandbox, data=data, **more)
    assert code == 1
    assert printed(lines, "doctor-key-wrong", ("smactr keys --seal-key-lost",))
    assert printed(lines, "doctor-sealed-lost", FAULTS["doctor-sealed-lost"])
    assert not (data / "seal.key").exists()
    _, again = await ran("doctor", sandbox=sandbox, data=data, SMACTR_SEAL_KEY=kept)
    assert not printed(again, "doctor-sealed-lost", ())
    assert any(says(line, "doctor-database-ok") for line in again)


async def test_a_setting_with_a_slip_in_its_name_is_told_with_the_one_that_comes_closest(
    sandbox: Sandbox, data: Path
) -> None:
    (data.parent / ".env").write_text("SMACTR_NOBODY_READS=1\n", encoding="utf-8")
    given = {"SMACTR_DATABASE": "postgresql://smactr:hidden@db/smactr", "SMACTR_STATUS_TOKEN": "the gate's"}
    code, lines = await ran("doctor", sandbox=sandbox, data=data, **given)
    assert code == 1
    assert printed(lines, "doctor-setting-meant", ("SMACTR_DATABASE ",))
    assert any(says(line, "doctor-setting-meant-fix", meant="SMACTR_DATABASE_URL") for line in lines)
    assert printed(lines, "doctor-setting-unknown", ("SMACTR_NOBODY_READS",))
    assert not [line for line in lines if "hidden" in line or "SMACTR_STATUS_TOKEN" in line]
