"""Log lines are JSON outside a terminal, carry ids, and never words or secrets.

Owns what may not be in a line. Must not know who logs what.
"""

from __future__ import annotations

import ast
import io
import json
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog
from slack_bolt.logger.messages import warning_token_skipped

from bot.operations.logs import configure
from tests.house.tree import ROOT, module_paths


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    configure(stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers[:], logging.getLogger().level = before


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_has_its_event_its_level_its_time_and_the_ids_that_are_bound(out: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(workspace="T1", audit="A-1"):
        structlog.get_logger("x").info("effect.done", effect=3)
    [line] = lines(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "effect.done", "level": "info", "workspace": "T1", "audit": "A-1", "effect": 3}


@pytest.mark.parametrize(
    "secret",
    ["xoxb-12-34-abcdef", "xoxe.xoxp-1-abc", "xapp-1-A2-3-abc", "sk-abcdefghijklmnopqrstuv", "Bearer abc.def"],
)
def test_what_looks_like_a_token_is_blackened_wherever_it_stands(out: io.StringIO, secret: str) -> None:
    structlog.get_logger("x").info(f"with {secret}", nested={"deep": [f"a {secret} b"]})
    logging.getLogger("some.library").warning("said %s", secret)
    assert secret not in out.getvalue()
    assert out.getvalue().count("[secret]") == 3


def test_a_password_in_an_address_is_blackened(out: io.StringIO) -> None:
    structlog.get_logger("x").info("no database at postgresql://me:hunter2@db.example/smactr")
    assert "hunter2" not in out.getvalue()
    assert "db.example" in out.getvalue()


def test_a_password_is_blackened_that_reaches_over_the_end_of_what_is_told(out: io.StringIO) -> None:
    address = "postgresql://smactr:aaaa-bbbb-cccc-dddd@db.internal/smactr"
    log = structlog.get_logger("x")
    for before in range(250, 300):
        sent = "." * before + address
        log.warning("odd", at=sent, deep=[{"at": sent}])
        try:
            raise ValueError(sent)
        except ValueError:
            log.exception("broke")
    assert "aaaa" not in out.getvalue()


def test_peoples_words_are_left_out_by_name(out: io.StringIO) -> None:
    structlog.get_logger("x").info("heard", text="a secret thought", payload={"a": 1}, more={"blocks": [1], "ts": "1"})
    assert [(line.get("text"), line.get("payload"), line["more"]) for line in lines(out)] == [(None, None, {"ts": "1"})]


def test_of_an_error_only_the_first_line_of_its_message_is_kept(out: io.StringIO) -> None:
    typed = "a secret thought"
    try:
        try:
            raise ValueError(f"1 validation error\ninput_value={typed}")
        except ValueError as cause:
            raise RuntimeError(f"broke\n[parameters: {typed}]") from cause
    except RuntimeError:
        structlog.get_logger("x").exception("worker.broke")
    [line] = lines(out)
    assert typed not in out.getvalue()
    assert "RuntimeError: broke" in line["exception"]
    assert "caused by" in line["exception"]
    assert "test_logs.py" in line["exception"]


def test_bolt_does_not_warn_of_the_token_it_leaves_to_the_bot(out: io.StringIO) -> None:
    bolt = logging.getLogger("slack_bolt.AsyncApp")
    bolt.warning(warning_token_skipped())
    bolt.warning("Something else.")
    assert [line["event"] for line in lines(out)] == ["Something else."]


def test_libraries_are_heard_from_warning(out: io.StringIO) -> None:
    logging.getLogger("some.library").info("chatter")
    logging.getLogger("some.library").warning("trouble")
    assert [(line["event"], line["logger"]) for line in lines(out)] == [("trouble", "some.library")]


SENT = "x" * 200_000


def nested(depth: int) -> list[Any]:
    """A list in a list in a list …"""
    found: list[Any] = [SENT]
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    "sent",
    [
        SENT,
        SENT.encode(),
        10 ** len(SENT),
        ValueError(SENT),
        [SENT] * 50,
        {SENT, SENT[1:]},
        (SENT.encode(),) * 50,
        [[[SENT] * 50] * 50] * 50,
        [list(range(50))] * 50,
        {SENT + str(n): SENT for n in range(50)},
        {n: {n: ValueError(SENT)} for n in range(50)},
        nested(10_000),
        "\ud800" * len(SENT),
        Path(SENT),
    ],
    ids=lambda sent: type(sent).__name__,
)
def test_whatever_somebody_sends_a_line_stays_short(out: io.StringIO, sent: object) -> None:
    structlog.get_logger("x").warning("action.unknown", sent=sent)
    structlog.get_logger("x").warning(sent)
    logging.getLogger("some.library").warning("said %s", SENT)
    assert max(map(len, out.getvalue().splitlines())) < 3_000
    assert len(lines(out)) == 3


def test_what_is_short_is_told_as_it_is(out: io.StringIO) -> None:
    given: dict[str, Any] = {
        "count": 3,
        "share": 0.5,
        "none": None,
        "yes": True,
        "list": ["a", 1],
        "more": {"a": {"b": []}},
    }
    structlog.get_logger("x").info("told", **given)
    [line] = lines(out)
    assert {key: line[key] for key in given} == given


def test_a_traceback_without_end_is_told_by_its_innermost_frames(out: io.StringIO) -> None:
    def deeper(depth: int) -> None:
        if not depth:
            raise ValueError(SENT)
        deeper(depth - 1)

    try:
        deeper(500)
    except ValueError:
        structlog.get_logger("x").exception("listener.broke")
    [line] = lines(out)
    assert len(line["exception"]) < 10_000
    assert "raise ValueError(SENT)" in line["exception"]


RUNBOOK = (ROOT / "deploy" / "runbook.md").read_text(encoding="utf-8")

ALARMS = re.findall(r"`(\w+\.\w+)`", RUNBOOK.partition("- Worth an alarm:")[2].partition("\n\n")[0])


@cache
def sources() -> list[str]:
    """What is shipped."""
    return [(ROOT / path).read_text(encoding="utf-8") for path in module_paths() if path.parts[0] != "tests"]


def levels(event: str) -> set[str]:
    """The levels at which a line with this event is written."""
    calls = (
        node
        for text in sources()
        if f'"{event}"' in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    return {
        call.func.attr
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == event
        if isinstance(call.func, ast.Attribute)
    }


def test_what_the_runbook_calls_an_alarm_is_a_line_of_level_error_wherever_it_is_written() -> None:
    assert len(ALARMS) > 4
    for alarm in ALARMS:
        assert levels(alarm)
        assert levels(alarm) <= {"error", "exception"}, alarm
