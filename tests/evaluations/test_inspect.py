"""Inspect logs that differ in one place: how whole their run was.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

import pytest

from bot.domain.evaluations.measurement import SystemUnderTest
from bot.evaluations.readers import read
from tests.evaluations.archives import deflated
from tests.evaluations.sample_files import ours


@pytest.mark.parametrize(
    ("before", "after", "run", "kinds"),
    [
        (b'"completed_samples": 38', b'"completed_samples": 40', "complete", []),
        (b'"status": "success"', b'"status": "error"', "failed", []),
        (b'"status": "success"', b'"status": "cancelled"', "partial", []),
        (b'"invalidated": false', b'"invalidated": true', "failed", ["invalidated"]),
    ],
)
def test_an_inspect_run_is_complete_only_when_all_speaks_for_it(
    before: bytes, after: bytes, run: str, kinds: list[str]
) -> None:
    result = read(ours("inspect.json").replace(before, after))
    assert result.completeness.status == run
    assert [note.kind for note in result.notes if note.kind != "not-numbers"] == kinds


def test_an_inspect_archive_without_a_header_is_of_a_run_that_has_not_ended() -> None:
    result = read(deflated(journal=b'{"version": 2, "eval": {"task": "uplift", "model": "m"}}'))
    assert (result.models, result.measurements) == ((SystemUnderTest(name="m"),), ())
    assert (result.completeness.status, result.completeness.reason) == ("partial", "not-ended")
