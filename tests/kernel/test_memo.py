"""A memo asks again where something that was read has changed, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.memo import Memo
from tests.builders import LEAD, SAFETY
from tests.engine.played_audits import audit_at


class Asked:
    """A question that counts how often it is answered."""

    def __init__(self, read: str) -> None:
        self.read = read
        self.times = 0

    def __call__(self, audit: Audit, *given: object) -> Iterator[object]:
        self.times += 1
        match self.read:
            case "stage":
                yield audit.stages["scoping"].status
            case "method":
                yield audit.open_stages()
            case "copy":
                yield audit.replace(paused=None).lead
            case _:
                yield getattr(audit, self.read)


def answered(read: str, before: Audit, after: Audit) -> tuple[object, int]:
    """The answer about the later state, and how many answers it took for both."""
    memo, asked = Memo(), Asked(read)
    memo.ask(asked, before)
    [found] = memo.ask(asked, after)
    return found, asked.times


def test_what_was_not_read_may_change() -> None:
    before = audit_at("scoping").audit
    assert answered("lead", before, before.replace(seq=before.seq + 1, gone=before.gone)) == (LEAD, 1)


def test_what_was_read_by_a_method_of_the_audit_is_seen() -> None:
    before = audit_at("scoping").audit
    assert answered("lead", before, before.replace(gone=(LEAD,))) == (None, 2)


def test_a_stage_is_read_field_by_field() -> None:
    before = audit_at("scoping").audit
    stage = before.stages["scoping"]
    due = before.replace(stages={**before.stages, "scoping": stage.replace(due=None)})
    shut = before.replace(stages={**before.stages, "scoping": stage.replace(status="closed")})
    assert answered("stage", before, due) == ("open", 1)
    assert answered("stage", before, shut) == ("closed", 2)
    assert answered("method", before, shut) == ([], 2)


def test_whoever_copies_an_audit_may_read_all_of_it() -> None:
    before = audit_at("scoping").audit
    assert answered("copy", before, before.replace(seq=before.seq + 1)) == (LEAD, 2)


def test_another_question_is_asked_for_other_values() -> None:
    memo, asked, audit = Memo(), Asked("lead"), audit_at("scoping").audit
    memo.ask(asked, audit, SAFETY)
    memo.ask(asked, audit, SAFETY)
    memo.ask(asked, audit, LEAD)
    memo.ask(asked, audit, LEAD, of="scoping")
    assert asked.times == 3
