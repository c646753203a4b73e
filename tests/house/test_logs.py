"""Log lines are JSON outside a terminal, carry ids, and never words or secrets.

Owns what may not be in a line. Must not know who logs what.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from slack_bolt.logger.messages import warning_token_skipped

from bot.operations.logs import configure


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
