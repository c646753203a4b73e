"""Stages: closing in order, keeping what they closed with, reopening.

Owns the course from stage to stage. What a signature or a document needs is tried in their own files.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import RequestChanges
from bot.domain.duties.commands import ExtendDuty, ProceedWithout
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import AnswerReopened, ChangeDue, CloseStage, ReopenStage, UndoClosing
from bot.domain.lifecycle.events import StageClosed, StageOpened, StageReady, StageReopened
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import DeclineRole
from bot.domain.sign_offs.rules import answering, tally
from tests.builders import AUDITOR, BOARD, DEPUTY, ENGINEER, LEAD, PRODUCT, an_audit, refused_with
from tests.engine.played_audits import Branch, audit_at, audit_ready


def reopen(play: Branch, stage: str) -> list[object]:
    return list(play.do(ReopenStage, LEAD, stage=stage, reason=play.text("A new use came up.")))


def waits(play: Branch, stage: str) -> list[str]:
    return [o.kind for o in obstacles(play.audit, play.framework, stage, play.today)]


def test_the_first_stage_opens_with_the_audit_and_is_due_in_working_days() -> None:
    play = an_audit()
    assert play.audit.open_stages() == ["scoping"]
    assert play.audit.stages["scoping"].due == MONDAY_TO_FRIDAY.add(play.clock.now().date(), 5)


def test_a_stage_lists_everything_it_waits_for() -> None:
    play = an_audit()
    found = obstacles(play.audit, play.framework, "scoping", play.clock.now().date())
    roles = [o.role for o in found if o.kind == "role-empty"]
    assert roles == ["auditor", "engineering", "product", "safety", "legal", "board"]
    assert [o.kind for o in found].count("document-missing") == 6
    assert [o.role for o in found if o.kind == "sign-off"] == ["lead", "legal", "product"]


def test_scoping_does_not_close_without_the_roles_an_audit_needs() -> None:
    play = audit_ready("scoping")
    play.signatures("scoping")
    play.do(DeclineRole, BOARD[2], role="board")
    assert waits(play, "scoping") == ["role-empty"]
    with pytest.raises(NotNow):
        play.do(CloseStage, LEAD, stage="scoping")


def test_a_stage_closes_with_exactly_what_was_accepted_and_the_next_one_opens() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    closed, opened = play.do(CloseStage, LEAD, stage="mapping")
    assert isinstance(closed, StageClosed)
    assert closed.closed_with == {"stakeholder-map": 1, "interview-notes": 1, "system-map": 1, "fmea-draft": 1}
    assert isinstance(opened, StageOpened)
    assert opened.stage == "collection"


def test_a_closed_stage_keeps_what_it_closed_with() -> None:
    play = audit_at("collection")
    before = play.audit.stages["mapping"]
    play.hand_in("system-map", ENGINEER)
    play.accept("system-map")
    after = play.audit.stages["mapping"]
    assert (after.closed_with, after.closed_evidence) == (before.closed_with, before.closed_evidence)


def test_closing_twice_changes_nothing() -> None:
    play = audit_at("mapping")
    assert play.do(CloseStage, LEAD, stage="scoping") == []


def test_a_stage_that_has_not_begun_does_not_close() -> None:
    with pytest.raises(NotNow):
        audit_at("mapping").do(CloseStage, LEAD, stage="testing")


def test_a_required_document_must_be_accepted() -> None:
    play = audit_ready("mapping")
    play.signatures("mapping")
    play.do(RequestChanges, AUDITOR, artifact="system-map", version=1, what=play.text("Too coarse."))
    assert set(waits(play, "mapping")) == {"document-missing", "changes-open", "sign-off"}


def test_a_document_is_required_only_from_the_form_that_needs_it() -> None:
    low, high = audit_at("testing", asked_form=3), audit_at("testing", asked_form=4)
    wanted = [
        [o.artifact for o in obstacles(p.audit, p.framework, "testing", p.today) if o.artifact] for p in (low, high)
    ]
    assert ("tamper-record" in wanted[0], "tamper-record" in wanted[1]) == (False, True)


def test_a_stage_is_ready_once_when_its_last_document_is_accepted() -> None:
    play = audit_ready("mapping")
    assert sum(isinstance(e, StageReady) and e.stage == "mapping" for e in play.history) == 1


def test_the_reflection_closes_only_with_a_published_summary() -> None:
    play = audit_at("reflection")
    play.documents("reflection")
    assert "summary-missing" in waits(play, "reflection")


def test_the_ballot_stage_is_closed_by_nobody() -> None:
    with pytest.raises(NotNow):
        audit_at("post-audit").do(CloseStage, LEAD, stage="post-audit")


def test_reopening_asks_per_later_stage_and_takes_a_reason() -> None:
    play = audit_at("testing")
    with pytest.raises(Invalid):
        play.do(ReopenStage, LEAD, stage="scoping", reason=play.text(" "))
    event, ready = reopen(play, "scoping")
    assert isinstance(event, StageReopened)
    assert isinstance(ready, StageReady)
    assert event.questioned == ("mapping", "collection")
    asked = [d.stage for d in duties_of(play.audit, play.framework, play.today) if d.kind == "answer-reopened"]
    assert list(dict.fromkeys(asked)) == ["mapping", "collection"]


def test_only_a_closed_stage_is_reopened() -> None:
    for stage in ("testing", "reflection", "post-audit"):
        with pytest.raises(NotNow):
            reopen(audit_at("testing"), stage)


def test_what_was_signed_before_still_counts_after_reopening_while_the_evidence_is_the_same() -> None:
    play = audit_at("collection")
    reopen(play, "mapping")
    assert all(t.met for t in tally(play.audit, play.framework, "mapping", play.today))


def test_closing_a_reopened_stage_opens_nothing_beyond_the_one_that_is_open() -> None:
    play = audit_at("collection")
    reopen(play, "scoping")
    play.do(CloseStage, LEAD, stage="scoping")
    assert play.audit.open_stages() == ["collection"]


def test_a_later_stage_does_not_close_while_an_earlier_one_is_open() -> None:
    play = audit_ready("collection")
    play.signatures("collection")
    reopen(play, "scoping")
    assert waits(play, "collection") == ["earlier-stage"]


def test_reopening_the_stage_before_last_and_closing_both_opens_the_next() -> None:
    play = audit_at("collection")
    reopen(play, "mapping")
    play.do(CloseStage, LEAD, stage="mapping")
    play.complete("collection")
    assert play.audit.open_stages() == ["testing"]


def test_still_stands_or_reopened_too() -> None:
    play = audit_at("testing")
    reopen(play, "scoping")
    with refused_with("reopened-signer-only"):
        play.do(AnswerReopened, LEAD, stage="mapping", stands=True)
    play.stands("mapping")
    [signer, *_] = answering(play.audit, play.framework, "collection", play.today)
    play.do(AnswerReopened, signer, stage="collection", stands=False)
    assert play.audit.open_stages() == ["scoping", "collection", "testing"]
    assert not any(s.questioned for s in play.audit.stages.values())
    assert play.do(AnswerReopened, signer, stage="mapping", stands=True) == []


def test_no_ballot_opens_until_each_later_stage_is_answered() -> None:
    play = audit_at("post-audit")
    reopen(play, "collection")
    play.do(CloseStage, LEAD, stage="collection")
    with pytest.raises(NotNow):
        play.do(OpenBallot, LEAD)
    play.stands("testing", "reflection")
    assert play.do(OpenBallot, LEAD)


def test_what_the_lead_went_on_without_is_asked_for_again_when_the_stage_reopens() -> None:
    play = audit_ready("scoping")
    play.later(days=20)
    play.do(ProceedWithout, LEAD, duty="sign:scoping:legal", reason=play.text("No answer."))
    play.approve("scoping", "lead", LEAD)
    play.approve("scoping", "product", PRODUCT)
    play.do(CloseStage, LEAD, stage="scoping")
    reopen(play, "scoping")
    assert waits(play, "scoping") == ["sign-off"]
    assert "sign:scoping:legal" in {d.key for d in duties_of(play.audit, play.framework, play.today)}


def test_more_time_given_before_does_not_outlive_the_reopening() -> None:
    play = audit_ready("scoping")
    play.signatures("scoping")
    play.do(
        ExtendDuty, LEAD, duty="close-stage:scoping", until=play.today + timedelta(days=1), reason=play.text("Ill.")
    )
    play.do(CloseStage, LEAD, stage="scoping")
    play.later(days=30)
    reopen(play, "scoping")
    [close] = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "close-stage"]
    assert close.due == play.audit.stages["scoping"].due


def test_a_due_date_moves_and_never_into_the_past() -> None:
    play = audit_at("mapping")
    until = play.today + timedelta(days=30)
    play.do(ChangeDue, DEPUTY, stage="mapping", due=until)
    assert play.audit.stages["mapping"].due == until
    with pytest.raises(Invalid):
        play.do(ChangeDue, LEAD, stage="mapping", due=play.today - timedelta(days=1))


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(NotNow):
        audit_at("mapping").do(ChangeDue, LEAD, stage="coda", due=an_audit().clock.now().date())


def test_a_closing_is_undone_while_nothing_followed_and_both_stay_on_record() -> None:
    play = audit_at("mapping")
    play.do(UndoClosing, LEAD, stage="scoping")
    assert [play.audit.stages[key].status for key in ("scoping", "mapping")] == ["open", "waiting"]
    assert {"StageClosed", "ClosingUndone"} <= {event.type for event in play.history}
    play.do(CloseStage, LEAD, stage="scoping")
    play.hand_in("stakeholder-map")
    with refused_with("undo-something-followed"):
        play.do(UndoClosing, LEAD, stage="scoping")
