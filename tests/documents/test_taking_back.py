"""A hand-in is taken back by whoever handed it in, until somebody has reviewed it; a line of it stays.

Owns this rule. What a reviewer may do with a version stands in `test_documents`.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import (
    AcceptArtifact,
    RequestChanges,
    ResolveChanges,
    StoreArtifact,
    SubmitArtifact,
    TakeBack,
)
from bot.domain.documents.state import TAKEN_BACK
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import NotAllowed, NotNow
from bot.domain.kernel.people import SYSTEM
from tests.builders import AUDITOR, AUDITOR_2, SAFETY, refused_with
from tests.engine.played_audits import Branch, audit_at


def handed_in(stage: str = "scoping", document: str = "audit-scope") -> Branch:
    play = audit_at(stage)
    play.hand_in(document, AUDITOR)
    return play


def kinds(play: Branch, document: str) -> set[str]:
    return {d.kind for d in duties_of(play.audit, play.framework, play.today) if d.artifact == document}


def test_it_stays_on_record_and_is_asked_for_again() -> None:
    play = handed_in()
    assert kinds(play, "audit-scope") == {"review"}
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1)
    [version] = play.audit.artifacts["audit-scope"]
    assert (version.status, version.problem) == ("failed", TAKEN_BACK)
    assert play.audit.current("audit-scope") is None
    assert kinds(play, "audit-scope") == {"submit"}
    assert play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1) == []
    assert play.hand_in("audit-scope", AUDITOR) == 2


def test_only_who_handed_it_in_takes_it_back() -> None:
    play = handed_in()
    with refused_with("take-back-sender-only", NotAllowed):
        play.do(TakeBack, AUDITOR_2, artifact="audit-scope", version=1)


def test_what_was_reviewed_stays() -> None:
    accepted, sent_back = handed_in(), handed_in()
    accepted.do(AcceptArtifact, AUDITOR_2, artifact="audit-scope", version=1)
    what = sent_back.text("The filters are missing.")
    sent_back.do(RequestChanges, AUDITOR_2, artifact="audit-scope", version=1, what=what)
    for play in (accepted, sent_back):
        with refused_with("take-back-reviewed", NotNow):
            play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1)


def test_the_version_before_counts_again_with_what_was_asked_of_it() -> None:
    play = handed_in()
    what = play.text("The filters are missing.")
    play.do(RequestChanges, AUDITOR_2, artifact="audit-scope", version=1, what=what)
    play.hand_in("audit-scope", AUDITOR)
    assert [r.status for r in play.audit.requests] == ["answered"]
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=2)
    assert [r.status for r in play.audit.requests] == ["open"]
    with pytest.raises(NotNow):
        play.do(ResolveChanges, AUDITOR_2, number=1, resolved=True)
    assert kinds(play, "audit-scope") == {"rework"}


def test_what_a_later_version_answers_is_not_asked_again_when_one_before_it_is_taken_back() -> None:
    play = handed_in()
    what = play.text("The filters are missing.")
    play.do(RequestChanges, AUDITOR_2, artifact="audit-scope", version=1, what=what)
    for _ in range(2):
        play.hand_in("audit-scope", AUDITOR)
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=2)
    assert [r.status for r in play.audit.requests] == ["answered"]


def test_an_accepted_version_stays_accepted_when_the_next_one_is_taken_back() -> None:
    play = handed_in()
    play.accept("audit-scope")
    play.hand_in("audit-scope", AUDITOR)
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=2)
    found = play.audit.accepted("audit-scope")
    assert found
    assert found.number == 1


def test_a_file_on_its_way_is_taken_back_and_never_comes() -> None:
    play = audit_at("scoping")
    source = Source(channel="CAUDIT", ts="7.2", file="F2")
    play.do(SubmitArtifact, AUDITOR, artifact="audit-scope", kind="file", name=play.text("a.pdf"), source=source)
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1)
    content = play.text("bytes").digest
    assert play.do(StoreArtifact, SYSTEM, artifact="audit-scope", version=1, content=content, size=9) == []


def test_a_tamper_record_that_was_read_is_a_result_and_stays() -> None:
    play = audit_at("testing", asked_form=6)
    play.hand_in("tamper-record", AUDITOR)
    with refused_with("take-back-reviewed", NotNow):
        play.do(TakeBack, AUDITOR, artifact="tamper-record", version=1)
    assert play.audit.tampering


def test_another_reviewer_still_judges_what_comes_next() -> None:
    play = handed_in()
    play.do(TakeBack, AUDITOR, artifact="audit-scope", version=1)
    play.hand_in("audit-scope", AUDITOR)
    play.accept("audit-scope", by=SAFETY)
    assert play.audit.accepted("audit-scope")
