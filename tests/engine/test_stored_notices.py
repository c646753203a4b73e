"""Notices as rows of the outbox. Owns that the rows of earlier builds are understood, and written as they were."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from pydantic import ValidationError

from bot.domain.kernel.conversation import CHANNEL
from bot.domain.kernel.effects import EFFECT, PostNotice
from bot.domain.kernel.notices import DecisionHeldNotice, Notice, RoleDeclinedNotice, ThresholdsOpenedNotice

EMPTY = {"stage": "", "artifact": "", "number": 0, "person": "", "statement": "", "seq": 0, "next": ""}


def row(kind: str, **fields: str | int) -> str:
    """An effect as it was stored before notices had classes."""
    notice = {"kind": kind, **EMPTY, **fields}
    effect = {"effect": "post-notice", "place": {"kind": "channel", "key": ""}, "notice": notice}
    return json.dumps(effect, separators=(",", ":"))


@pytest.mark.parametrize(
    ("stored", "notice"),
    [
        (
            row("role-declined", stage="legal", person="T01:U1", statement="T01:U2"),
            RoleDeclinedNotice(person="T01:U1", role="legal", suggests="T01:U2"),
        ),
        (
            row("decision-held", number=2, person="T01:U1", statement="1", seq=90),
            DecisionHeldNotice(round=1, hold=2, person="T01:U1", seq=90),
        ),
        (row("thresholds-opened", stage="testing", statement="R1"), ThresholdsOpenedNotice(stage="testing", risk="R1")),
    ],
)
def test_an_old_row_is_read_and_written_byte_for_byte(stored: str, notice: Notice) -> None:
    assert EFFECT.validate_json(stored) == PostNotice(place=CHANNEL, notice=notice)
    assert PostNotice(place=CHANNEL, notice=notice).model_dump_json() == stored


def test_every_kind_writes_the_same_fields() -> None:
    for kind in get_args(Notice):
        written = kind.model_validate({**EMPTY, "statement": "1"}).model_dump()
        assert list(written) == ["kind", *EMPTY]


def test_a_kind_of_no_class_is_refused() -> None:
    with pytest.raises(ValidationError):
        EFFECT.validate_json(row("weather"))
