"""Duties under the keys they are stored by. Owns that a key means what it meant, whichever build wrote it."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from bot.domain.kernel.duty import Duty, DutyKey, DutyKind, read_duty_id, read_duty_key

STORED: dict[str, DutyKey] = {
    "accept-role:legal": DutyKey("accept-role", role="legal"),
    "reassign:legal": DutyKey("reassign", role="legal"),
    "reassign:legal:T01:U1": DutyKey("reassign", role="legal", about="T01:U1"),
    "overdue:sign:mapping:safety@T01:U1": DutyKey("overdue", of="sign:mapping:safety@T01:U1"),
    "answer-offer:id7": DutyKey("answer-offer", of="id7"),
    "place-result:3": DutyKey("place-result", number=3),
    "name-risks:mapping": DutyKey("name-risks", stage="mapping"),
    "set-threshold:R1": DutyKey("set-threshold", of="R1"),
    "measure-risk:R1": DutyKey("measure-risk", of="R1"),
    "state-weights": DutyKey("state-weights"),
    "log-failure:R1": DutyKey("log-failure", of="R1"),
    "place-outdated:3": DutyKey("place-outdated", number=3),
    "submit:model-card": DutyKey("submit", artifact="model-card"),
    "answer-finding:2": DutyKey("answer-finding", number=2),
    "settle-finding:2": DutyKey("settle-finding", number=2),
    "second-disposition:2": DutyKey("second-disposition", number=2),
    "rework:1": DutyKey("rework", number=1),
    "review:model-card:2": DutyKey("review", artifact="model-card", number=2),
    "answer-contradictions:model-card:2": DutyKey("answer-contradictions", artifact="model-card", number=2),
    "answer-changes:1": DutyKey("answer-changes", number=1),
    "sign:mapping:safety": DutyKey("sign", stage="mapping", role="safety"),
    "still-approve:mapping:safety": DutyKey("still-approve", stage="mapping", role="safety"),
    "respond:mapping:engineer": DutyKey("respond", stage="mapping", role="engineer"),
    "close-condition:1": DutyKey("close-condition", number=1),
    "confirm-end": DutyKey("confirm-end"),
    "approve-variant": DutyKey("approve-variant"),
    "second-waiver:1": DutyKey("second-waiver", number=1),
    "second-role-change:1": DutyKey("second-role-change", number=1),
    "confirm-redaction:sha256:0a": DutyKey("confirm-redaction", of="sha256:0a"),
    "answer-reopened:mapping": DutyKey("answer-reopened", stage="mapping"),
    "publish-summary:1": DutyKey("publish-summary", number=1),
    "recommend:testing": DutyKey("recommend", stage="testing"),
    "check-lines:1": DutyKey("check-lines", number=1),
    "close-stage:mapping": DutyKey("close-stage", stage="mapping"),
    "open-ballot": DutyKey("open-ballot"),
    "vote:1": DutyKey("vote", number=1),
    "name-owner:0:C1": DutyKey("name-owner", number=0, of="C1"),
    "meet:1:M2": DutyKey("meet", number=1, of="M2"),
    "verify:1:C1": DutyKey("verify", number=1, of="C1"),
    "answer-report:1": DutyKey("answer-report", number=1),
    "confirm-outside": DutyKey("confirm-outside"),
    "post-decision:1": DutyKey("post-decision", number=1),
    "say-reopening:0": DutyKey("say-reopening", number=0),
}


@pytest.mark.parametrize("key", STORED)
def test_a_stored_key_is_read_back_as_what_it_was(key: str) -> None:
    assert read_duty_key(key) == STORED[key]
    assert STORED[key].key == key


def test_every_kind_of_duty_is_among_them() -> None:
    assert {found.kind for found in STORED.values()} == set(get_args(DutyKind))


@pytest.mark.parametrize("key", STORED)
def test_a_duty_stands_under_the_key_of_its_kind(key: str) -> None:
    duty = Duty.of_kind(person="T01:U9", due=date(2026, 12, 1), **STORED[key]._asdict())
    assert (duty.key, duty.id) == (key, STORED[key].by("T01:U9"))
    assert read_duty_id(duty.id) == (key, "T01:U9")


def test_a_kind_that_this_build_does_not_know_is_no_duty() -> None:
    assert read_duty_key("dance:mapping") is None


def test_of_a_key_that_stops_early_nothing_more_is_said() -> None:
    assert read_duty_key("sign:mapping") == DutyKey("sign", stage="mapping")
    assert read_duty_key("vote:next") == DutyKey("vote")
    assert read_duty_id("sign:mapping:safety") == ("sign:mapping:safety", "")
