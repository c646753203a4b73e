"""The doctor, against a stand-in for Slack: every finding with its fix.

Owns what is found. Must not know how it is printed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.demo.folder import demo_folder
from bot.domain.decision.events import DecisionReached
from bot.domain.kernel.conversation import DailyCard, HomeCard
from bot.gate.statement import key_digest
from bot.governance.attestation.key_place import KeyPlace
from bot.governance.attestation.signers import statement_signer
from bot.operations.doctor import examine
from bot.operations.doctor.audits import check_moments
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.record import check_model
from bot.operations.doctor.signing import check_list, check_signer
from bot.ports.store import Loaded
from bot.sandbox import AppSpec, ChannelSpec, PersonSpec, Sandbox, WorkspaceSpec
from bot.settings import CannotRun, Settings, read_settings
from bot.wiring.backup import migrate
from bot.wiring.decision_files import DecisionSigning
from bot.wiring.open_record import Surroundings, opened
from bot.wiring.texts import read_texts
from bot.wiring.workspace import signed_in
from tests.builders import LEAD, an_audit
from tests.clock import MONDAY, ManualClock
from tests.contract import record as contract_record
from tests.grid import on_a_grid
from tests.house.tree import ROOT
from tests.slack.outbound.view_contexts import says


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    manifest = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
    spec = WorkspaceSpec(people=(PersonSpec(name="lead"),), channels=(ChannelSpec(name="general"),))
    async with Sandbox(spec, app=AppSpec.from_manifest(manifest)) as running:
        yield running


def settings_for(sandbox: Sandbox, folder: Path, **more: Any) -> Settings:
    tokens = {"SLACK_BOT_TOKEN": sandbox.bot_token, "SLACK_APP_TOKEN": sandbox.app_token}
    return read_settings(None, **{**tokens, "SLACK_API_URL": sandbox.api_url, "SMACTR_DATA_DIR": str(folder), **more})


def found(findings: list[Finding]) -> dict[str, str]:
    return {finding.key.removeprefix("doctor-"): finding.level for finding in findings}


def test_what_is_on_record_and_still_to_happen_is_told() -> None:
    play, say = an_audit(), read_texts(strict=True)
    loaded = Loaded(play.audit, play.framework, "", MONDAY + timedelta(days=2))
    assert found(check_moments(say, [loaded], MONDAY)) == {"clock-behind-record": "problem"}
    assert check_moments(say, [loaded], MONDAY + timedelta(days=2)) == []


async def test_an_installation_that_is_well(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = settings_for(sandbox, tmp_path)
    await migrate(settings)
    findings = found(await examine(settings))
    assert {key for key, level in findings.items() if level != "ok"} == {"model-none", "signer-none"}
    assert {"slack-ok", "scopes-ok", "socket-ok", "database-ok", "key-ok", "channels-ok", "work-ok"} <= set(findings)


async def test_every_problem_comes_with_a_fix() -> None:
    say = read_texts()
    keys = {key for key in say.keys if key.startswith("doctor-") and not key.endswith("-fix")}
    without = {key for key in keys if f"{key}-fix" not in say}
    assert {key for key in without if not key.endswith(("-ok", "-none", "-empty", "-resumed"))} == set()


async def test_a_folder_in_which_a_demo_was_is_none_for_real_audits(sandbox: Sandbox, tmp_path: Path) -> None:
    with demo_folder(tmp_path / "data"):
        pass
    findings = found(await examine(settings_for(sandbox, tmp_path / "data")))
    assert findings["folder-of-demo"] == "problem"


async def test_a_fresh_folder_is_looked_at_without_leaving_a_trace(sandbox: Sandbox, tmp_path: Path) -> None:
    findings = found(await examine(settings_for(sandbox, tmp_path / "data")))
    assert findings["database-empty"] == "note"
    assert findings["key-none"] == "note"
    assert not (tmp_path / "data").exists()


async def test_missing_and_needless_permissions_are_named(tmp_path: Path) -> None:
    app = AppSpec(scopes=frozenset({"chat:write", "users:read.email"}))
    async with Sandbox(WorkspaceSpec.of("lead"), app=app) as sandbox:
        findings = await examine(settings_for(sandbox, tmp_path))
    [missing] = [f for f in findings if f.key == "doctor-scopes-missing"]
    assert "pins:write" in missing.text
    assert "chat:write" not in missing.text
    assert "users:read.email" in next(f.text for f in findings if f.key == "doctor-scopes-more")


async def test_a_refused_token_ends_the_look_at_slack(sandbox: Sandbox, tmp_path: Path) -> None:
    findings = await examine(settings_for(sandbox, tmp_path, SLACK_BOT_TOKEN="xoxb-not-this-one"))
    assert found(findings)["slack-refused"] == "problem"
    assert "invalid_auth" in next(f.text for f in findings if f.key == "doctor-slack-refused")


@pytest.mark.parametrize(
    ("app", "key"),
    [
        (AppSpec(org_deploy_enabled=True), "slack-organization"),
        (AppSpec(token_rotation_enabled=True), "slack-token-expires"),
    ],
)
async def test_an_installation_the_bot_cannot_live_by_is_said_here_and_refused_at_the_start(
    tmp_path: Path, app: AppSpec, key: str
) -> None:
    async with Sandbox(on_a_grid(WorkspaceSpec.of("lead")), app=app) as sandbox:
        settings = settings_for(sandbox, tmp_path)
        assert found(await examine(settings))[key] == "problem"
        with pytest.raises(CannotRun) as refused:
            async with signed_in(settings.slack()):
                pass
    assert says(str(refused.value), f"doctor-{key}")
    assert says(str(refused.value), f"doctor-{key}-fix")


async def test_permissions_that_slack_does_not_tell_are_not_called_missing(tmp_path: Path) -> None:
    async def told(request: web.Request) -> web.Response:
        who = {"ok": True, "team": "Example", "user": "smactr", "team_id": "T1", "user_id": "U1"}
        return web.json_response(who)

    app = web.Application()
    app.router.add_post("/api/{method}", told)
    async with TestServer(app) as slack:
        given = {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": "s",
            "SLACK_API_URL": str(slack.make_url("/api/")),
        }
        findings = found(await examine(read_settings(None, SMACTR_DATA_DIR=str(tmp_path), **given)))
    assert findings["scopes-not-known"] == "note"
    assert "scopes-missing" not in findings


@pytest.mark.parametrize(("organization", "level", "key"), [("E0", "problem", "people-split"), ("", "ok", "people-ok")])
async def test_whoever_was_written_down_under_another_workspace_of_the_organization_is_named(
    tmp_path: Path, organization: str, level: str, key: str
) -> None:
    at_home, outside = ("T01", "") if organization else ("", "T01")
    lead = PersonSpec(name="lead", id="ULEAD", home=at_home, team=outside)
    async with Sandbox(WorkspaceSpec(id="T02", enterprise=organization, people=(lead,))) as sandbox:
        settings = settings_for(sandbox, tmp_path)
        await migrate(settings)
        async with contract_record.opened("", tmp_path, ManualClock()) as storage:
            await contract_record.Record(storage, ManualClock(), "", tmp_path).begin(workspace="T02", channel="C1")
        assert found(await examine(settings))[key] == level


async def test_a_refused_app_token_is_said(sandbox: Sandbox, tmp_path: Path) -> None:
    findings = found(await examine(settings_for(sandbox, tmp_path, SLACK_APP_TOKEN="xapp-not-this-one")))
    assert findings["socket-refused"] == "problem"


async def test_slack_out_of_reach_is_said(tmp_path: Path, sandbox: Sandbox) -> None:
    findings = found(await examine(settings_for(sandbox, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/")))
    assert findings["slack-unreachable"] == "problem"


async def test_over_http_what_cannot_be_seen_is_said(sandbox: Sandbox, tmp_path: Path) -> None:
    findings = found(await examine(settings_for(sandbox, tmp_path, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="s")))
    assert findings["http-note"] == "note"


async def test_a_database_out_of_reach_is_said(sandbox: Sandbox, tmp_path: Path) -> None:
    url = "postgresql://smactr@127.0.0.1:9/smactr"
    assert found(await examine(settings_for(sandbox, tmp_path, SMACTR_DATABASE_URL=url)))["database-gone"] == "problem"


async def test_a_file_store_out_of_reach_is_said(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = settings_for(sandbox, tmp_path)
    await migrate(settings)
    bucket = settings.model_copy(update={"blobs": "http://127.0.0.1:9/bucket"})
    assert found(await examine(bucket))["files-gone"] == "problem"


async def test_parked_work_is_listed_and_tried_again_on_request(sandbox: Sandbox, tmp_path: Path) -> None:
    settings, clock = settings_for(sandbox, tmp_path), ManualClock()
    around = Surroundings(clock=clock)
    async with opened(settings, around) as storage:
        await storage.outbox.wish("T1", "", DailyCard("T1:U1", clock.now().date()), clock.now())
        [job] = await storage.outbox.claim_cards(clock.now(), 1, timedelta(seconds=30))
        await storage.outbox.park_card(job, "user_disabled", clock.now())
    [parked] = [f for f in await examine(settings, around=around) if f.key == "doctor-work-parked"]
    assert "user_disabled" in parked.text
    assert says(parked.fix, "doctor-work-parked-fix")
    assert found(await examine(settings, resume=True, around=around))["work-resumed"] == "ok"
    assert found(await examine(settings, around=around))["work-ok"] == "ok"


async def test_work_that_waits_too_long_is_said(sandbox: Sandbox, tmp_path: Path) -> None:
    settings, clock = settings_for(sandbox, tmp_path), ManualClock()
    around = Surroundings(clock=clock)
    async with opened(settings, around) as storage:
        await storage.outbox.wish("T1", "", HomeCard("T1:U1"), clock.now())
    clock.forward(timedelta(minutes=12))
    [waiting] = [f for f in await examine(settings, around=around) if f.key == "doctor-work-waiting"]
    assert says(waiting.text, "doctor-work-waiting", minutes=12)


TEN = {
    "scopes-missing": "problem",
    "scopes-more": "note",
    "socket-refused": "problem",
    "people-split": "problem",
    "channel-archived": "problem",
    "channel-restricted": "problem",
    "work-parked": "problem",
    "work-waiting": "problem",
    "folder-open": "problem",
    "model-wrong": "problem",
}


def opened_to_everybody(*paths: Path) -> None:
    for path in paths:
        path.chmod(0o755)


async def test_of_ten_faults_at_once_each_is_named_with_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    manifest = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
    app = AppSpec.from_manifest(manifest)
    app = app.model_copy(update={"scopes": (app.scopes - {"pins:write"}) | {"users:read.email"}})
    channels = (
        ChannelSpec(name="audit", id="C1", archived=True, bot=True),
        ChannelSpec(name="decisions", id="CDECISIONS", limited="read_only", bot=True),
    )
    people = (PersonSpec(name="lead", id="ULEAD", home="T01"),)
    spec = WorkspaceSpec(id="T02", enterprise="E0", people=people, channels=channels)
    async with Sandbox(spec, app=app) as sandbox:
        given = {"SLACK_APP_TOKEN": "xapp-not-this-one", "SMACTR_MODEL": "openai:gpt-5-mini"}
        settings, clock = settings_for(sandbox, tmp_path, **given), ManualClock()
        await migrate(settings)
        async with contract_record.opened("", tmp_path, clock) as storage:
            await contract_record.Record(storage, clock, "", tmp_path).begin(workspace="T02", channel="C1")
            await storage.outbox.wish("T02", "", DailyCard("T02:U1", clock.now().date()), clock.now())
            [job] = await storage.outbox.claim_cards(clock.now(), 1, timedelta(seconds=30))
            await storage.outbox.park_card(job, "file_uploads_disabled", clock.now())
            await storage.outbox.wish("T02", "", HomeCard("T02:U1"), clock.now())
        clock.forward(timedelta(minutes=12))
        opened_to_everybody(tmp_path, tmp_path / "smactr.db")
        findings = await examine(settings, around=Surroundings(clock=clock))
    wrong = {key: level for key, level in found(findings).items() if key in TEN}
    assert wrong == TEN
    assert all(finding.fix for finding in findings if finding.key.removeprefix("doctor-") in TEN)


@pytest.fixture
async def keyed(sandbox: Sandbox, tmp_path: Path) -> Path:
    """The public key of the data folder of a record with one audit, whose key signs."""
    await migrate(settings_for(sandbox, tmp_path))
    async with contract_record.opened("", tmp_path, ManualClock()) as storage:
        await contract_record.Record(storage, ManualClock(), "", tmp_path).begin()
        signing = DecisionSigning(storage, ManualClock(), KeyPlace(tmp_path))
        public = (await signing.signer("T01")).pem
    path = tmp_path / "public.pem"
    path.write_text(public)
    return path


def id_of(path: Path) -> str:
    key = load_pem_public_key(path.read_bytes())
    assert isinstance(key, EllipticCurvePublicKey)
    return key_digest(key).hex()


async def signer(settings: Settings, patience: float = 10.0) -> tuple[str, str]:
    """What is found of the key that signs, and in which words."""
    async with opened(settings, Surroundings(), upgrade=False, reader=True) as storage:
        [found] = await check_signer(read_texts(), settings, storage, ManualClock(), patience)
    return found.key.removeprefix("doctor-signer-"), found.text


async def test_a_key_that_signs_is_found_and_none_is_made(sandbox: Sandbox, keyed: Path) -> None:
    settings, key = settings_for(sandbox, keyed.parent), keyed.with_name("signing.key")
    assert (await signer(settings))[0] == "ok"
    key.unlink()
    assert ((await signer(settings))[0], key.exists()) == ("gone", False)


async def listed(settings: Settings, clock: ManualClock) -> list[str]:
    async with opened(settings, Surroundings(), upgrade=False, reader=True) as storage:
        findings = await check_list(read_texts(strict=True), settings, storage, clock)
    return [finding.key.removeprefix("doctor-list-") for finding in findings]


async def test_the_list_of_decisions_is_issued_believed_and_of_a_key_that_counts(sandbox: Sandbox, keyed: Path) -> None:
    settings, clock, folder = settings_for(sandbox, keyed.parent), ManualClock(), keyed.parent
    assert await listed(settings, clock) == []
    async with contract_record.opened("", folder, clock) as storage:
        record = contract_record.Record(storage, clock, "", folder)
        reached = DecisionReached(at=clock.now(), by=LEAD, round=1, form=0, ticks={}, blocked=(), dissenters=())
        await record.move(reached)
    assert await listed(settings, clock) == ["missing"]
    async with contract_record.opened("", folder, clock) as storage:
        signing = DecisionSigning(storage, clock, KeyPlace(folder))
        await signing.publish("T01")
        assert await listed(settings, clock) == ["ok"]
        clock.forward(timedelta(days=4))
        assert await listed(settings, clock) == ["old"]
        await signing.revoke("T01", (await signing.keys("T01")).current.id, "Lost.")
        assert await listed(settings, clock) == ["unsigned"]


async def test_before_the_first_decision_no_key_is_missed(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = settings_for(sandbox, tmp_path)
    await migrate(settings)
    assert ((await signer(settings))[0], (tmp_path / "signing.key").exists()) == ("none", False)


async def test_a_key_that_is_not_the_newest_of_the_record_is_told(sandbox: Sandbox, keyed: Path) -> None:
    keyed.with_name("signing.key").unlink()
    statement_signer(KeyPlace(keyed.parent), b"")
    found, text = await signer(settings_for(sandbox, keyed.parent))
    assert (found, id_of(keyed) in text) == ("wrong", True)


COMMANDS = {
    "openssl dgst -sha256 -sign signing.key": "command-ok",
    "false": "wrong",
    "no-such-command": "wrong",
    "tail -f /dev/null": "wrong",
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_that_signs_is_asked_for_one_signature(sandbox: Sandbox, keyed: Path, command: str) -> None:
    command_here = command.replace("signing.key", str(keyed.with_name("signing.key")))
    more = {"SMACTR_SIGNER": f"exec:{command_here}", "SMACTR_SIGNER_PUBLIC_KEY": str(keyed)}
    found, said = await signer(settings_for(sandbox, keyed.parent, **more), 0.3 if "tail" in command else 10.0)
    assert found == COMMANDS[command]
    assert (id_of(keyed) in said) is (found == "command-ok")
    assert command_here in said


@pytest.mark.parametrize("allowed", [True, False])
def test_whoever_traces_what_a_model_is_asked_is_told(monkeypatch: pytest.MonkeyPatch, allowed: bool) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    settings = Settings.model_construct(model="openai:gpt-5-mini", model_timeout=7, tracing=allowed)
    found = {finding.key: finding for finding in check_model(read_texts(), settings)}
    told = "doctor-model-traced" if allowed else "doctor-model-not-traced-ok"
    assert set(found) == {"doctor-model-ok", "doctor-model-patience-ok", told}
    assert found[told].text == read_texts()(told, names="LANGSMITH_TRACING")
