"""garak reports that were cut.

Owns these variations. What a whole file says is compared in `tests.evaluations.conformance`.
"""

from __future__ import annotations

from bot.evaluations.readers import read
from tests.evaluations.sample_files import ours


def test_garak_without_its_completion_is_partial_and_a_torn_last_line_is_said() -> None:
    whole = ours("garak.jsonl")
    without = read(b"".join(whole.splitlines(keepends=True)[:-1]))
    torn = read(whole[:-20])
    assert (without.completeness.status, [note.kind for note in without.notes]) == ("partial", ["unanswered"])
    assert (torn.completeness.status, [note.kind for note in torn.notes]) == ("partial", ["cut-off", "unanswered"])
