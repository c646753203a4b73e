"""What `smactr` prints, and the exit codes scripts rely on.

Owns the surface of the command line. Must not look inside.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.folder import demo_folder
from bot.settings import described, settings_table
from tests.cli.conftest import Smactr
from tests.house.tree import ROOT
from tests.slack.outbound.view_contexts import say, says

HEAVY = ("slack_bolt", "slack_sdk", "sqlalchemy", "sqlmodel", "langchain", "langchain_core", "pydantic", "apscheduler")


def test_help_imports_nothing_heavy() -> None:
    asks = (
        "import sys; sys.argv = ['smactr', '--help']; from bot.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "Usage: smactr" in shown
    assert shown.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["fingerprint", "."], (*HEAVY, "typer", "rich.console", "numpy", "bot.settings")),
        (["compare", ".", "."], (*HEAVY, "typer", "rich.console", "bot.settings")),
        (["gate", "."], (*HEAVY, "typer", "rich", "fluent", "bot.domain", "bot.settings")),
    ],
)
def test_what_a_pipeline_calls_imports_no_bot(words: list[str], heavy: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"x")
    asks = (
        "import sys; from bot.cli import main\n"
        f"sys.argv = ['smactr', *{words}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", asks]
    shown = subprocess.run(asked, cwd=tmp_path, env=here, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


def test_serve_imports_nothing_that_no_request_needs_at_once() -> None:
    reports = ("jinja2", "bot.reports.formats", "numpy", "openpyxl")
    others = ("bot.governance.attack", "bot.llm.langchain_model", "langchain_core", "holidays", "alembic", "bot.demo")
    asks = f"import sys, bot.wiring.serving; print([name for name in {reports + others} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == ["[]"]


@pytest.mark.parametrize("module", ["bot.wiring.record_heads", "bot.wiring.report_files"])
def test_whoever_verifies_or_signs_imports_neither_slack_nor_what_reads_files_and_draws(module: str) -> None:
    slack = ("slack_sdk", "slack_bolt", "aiohttp", "bot.worker.worker", "structlog")
    late = (*slack, "jinja2", "bot.confinement", "bot.evaluations", "bot.reports.report")
    asks = f"import sys, {module}; print([name for name in {late} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == ["[]"]


def test_settings_shows_every_one_without_markup(smactr: Smactr) -> None:
    shown = smactr("settings").stdout
    assert all(setting.name in shown for setting in described())
    assert "`" not in shown


def test_settings_as_markdown_is_the_readmes_table(smactr: Smactr) -> None:
    assert smactr("settings", "--markdown").stdout == settings_table()


def test_a_wrong_setting_is_one_line_and_exit_code_2(smactr: Smactr) -> None:
    result = smactr("migrate", SMACTR_PORT="many")
    assert result.exit_code == 2
    assert says(result.stderr, "setting-problem", name="SMACTR_PORT")
    assert len(result.stderr.splitlines()) == 1


def test_a_data_folder_that_cannot_be_used_is_one_line_with_the_way_out(smactr: Smactr, tmp_path: Path) -> None:
    there = tmp_path / "a-file"
    there.touch()
    result = smactr("migrate", SMACTR_DATA_DIR=str(there / "below"))
    assert result.exit_code == 2
    assert says(result.stderr, "data-dir-unusable", folder=str(there / "below"))
    assert len(result.stderr.splitlines()) == 1


def test_a_port_that_somebody_else_has_is_one_line_with_the_way_out(smactr: Smactr) -> None:
    with closing(socket.socket()) as theirs:
        theirs.bind(("127.0.0.1", 0))
        theirs.listen()
        port = str(theirs.getsockname()[1])
        result = smactr("sandbox", "--port", port)
    assert result.exit_code == 2
    assert says(result.stderr, "sandbox-port-unusable", port=port)


def test_a_port_that_there_is_not_is_refused(smactr: Smactr) -> None:
    for command in ("demo", "sandbox"):
        result = smactr(command, "--port", "99999")
        assert (result.exit_code, "Traceback" in result.stderr) == (2, False)


def test_serve_without_tokens_says_which_one_is_missing(smactr: Smactr) -> None:
    result = smactr("serve")
    assert result.exit_code == 2
    assert says(result.stderr, "setting-problem", name="SLACK_BOT_TOKEN")


def test_serve_logs_a_setting_with_a_slip_in_its_name_without_its_value(smactr: Smactr) -> None:
    logged = smactr("serve", SMACTR_DATABASE="postgresql://smactr:hidden@db/smactr").output
    [line] = [line for line in logged.splitlines() if "setting.unknown" in line]
    assert all(name in line for name in ("SMACTR_DATABASE", "SMACTR_DATABASE_URL"))
    assert "hidden" not in logged


def test_serve_does_not_begin_where_a_demo_was(smactr: Smactr, tmp_path: Path) -> None:
    with demo_folder(tmp_path / "data"):
        pass
    result = smactr("serve", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert result.exit_code == 2
    assert says(result.stderr, "serve-folder-of-demo", folder="data")


def test_a_framework_with_a_mistake_is_said_with_file_and_place(smactr: Smactr, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    result = smactr(
        "serve", SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SMACTR_FRAMEWORK=str(tmp_path / "mine")
    )
    assert result.exit_code == 2
    assert "framework.toml" in result.stderr


def test_migrate_makes_a_record_and_may_be_repeated(smactr: Smactr, tmp_path: Path) -> None:
    assert smactr("migrate").exit_code == 0
    assert smactr("migrate").exit_code == 0
    assert (tmp_path / "data" / "smactr.db").exists()


def test_verify_without_a_record_says_where_it_looked_and_makes_none(smactr: Smactr, tmp_path: Path) -> None:
    result = smactr("verify")
    assert result.exit_code == 2
    assert says(result.stderr, "record-none")
    assert not (tmp_path / "data").exists()


def test_verify_of_a_database_that_was_never_set_up_says_how(smactr: Smactr, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "smactr.db").touch()
    result = smactr("verify")
    assert result.exit_code == 2
    assert says(result.stderr, "record-of-another-release")


def test_verify_of_an_empty_record_says_that_nothing_was_verified(smactr: Smactr) -> None:
    smactr("migrate")
    result = smactr("verify")
    assert result.exit_code == 3
    assert says(result.stdout, "verify-nothing")
    assert says(result.stdout, "verify-nothing")


def test_verify_tells_of_its_exit_codes(smactr: Smactr) -> None:
    told = " ".join(smactr("verify", "--help", COLUMNS="200").stdout.split())
    assert " ".join(say()("cli-verify").split()) in told


def test_verify_finds_what_is_left_of_an_audit_that_is_gone(smactr: Smactr, tmp_path: Path) -> None:
    smactr("migrate")
    digest = "sha256:" + "0" * 64
    with sqlite3.connect(tmp_path / "data" / "smactr.db") as connection:
        connection.execute(
            "INSERT INTO contents (workspace, digest, audit, salt, text, name, media_type, size, bound, stored_at)"
            " VALUES ('T01', ?, 'A-1', '', 'words', '', '', 5, TRUE, '2026-11-23 09:00:00.000000')",
            (digest,),
        )
    connection.close()
    result = smactr("verify")
    assert result.exit_code == 1
    assert (
        "A-1: " + say()("verify-content-unnamed", content=digest, audit="A-1", workspace="T01", gone="yes")
        in result.stdout
    )
    assert says(result.stdout, "verify-broken", problems=1, events=0)


def test_verify_knows_no_audit_and_no_head_that_is_not_there(smactr: Smactr) -> None:
    smactr("migrate")
    assert smactr("verify", "A-1").exit_code == 1
    missing = smactr("verify", "--head", "0" * 64)
    assert missing.exit_code == 1
    assert says(missing.stdout, "verify-head-missing", head="0" * 64)
    assert smactr("verify", "--head", "0123456789abcdef").exit_code == 2


def test_a_database_that_is_in_use_is_said_plainly(smactr: Smactr, tmp_path: Path) -> None:
    import fcntl

    smactr("migrate")
    with (tmp_path / "data" / "smactr.db.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = smactr("migrate")
        assert result.exit_code == 2
        assert says(result.stderr, "record-locked")
        assert smactr("verify").exit_code == 3
