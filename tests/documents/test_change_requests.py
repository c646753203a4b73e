"""Changes: asked for, answered round after round, and settled by the lead in the third.

Owns requests for changes. The other life of a document is tried in `test_documents`.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import RequestChanges, ResolveChanges
from bot.domain.documents.events import ChangesRequested
from bot.domain.duties.rules import duties_of
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow, Outdated
from bot.domain.kernel.evidence import evidence_of
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.commands import DeclineRole, SetAway
from bot.domain.sign_offs.commands import SignOff
from tests.builders import AUDITOR, AUDITOR_2, DEPUTY, ENGINEER, LEAD, LEGAL, PRODUCT, SAFETY
from tests.engine.played_audits import Branch, audit_at, audit_ready

DIGEST = "sha256:" + "a" * 64


def ask(play: Branch, artifact: str, who: str = SAFETY, words: str = "A section is missing.") -> list[object]:
    latest = play.audit.latest(artifact)
    assert latest
    return list(play.do(RequestChanges, who, artifact=artifact, version=latest.number, what=play.text(words)))


def three_rounds(play: Branch, artifact: str = "model-card") -> None:
    for _ in range(3):
        play.hand_in(artifact, ENGINEER)
        ask(play, artifact)


def kinds(play: Branch, who: str) -> list[str]:
    return [d.kind for d in duties_of(play.audit, play.framework, play.today) if d.person == who]


def test_a_version_sent_back_waits_for_the_next_one() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    with pytest.raises(NotNow):
        play.accept("ai-principles", by=AUDITOR)
    assert "rework" in kinds(play, ENGINEER)


def test_the_requester_says_whether_the_new_version_does_it() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    with pytest.raises(NotNow):
        play.do(ResolveChanges, SAFETY, number=1, resolved=True)
    play.hand_in("ai-principles", ENGINEER)
    assert "answer-changes" in kinds(play, SAFETY)
    with pytest.raises(NotAllowed):
        play.do(ResolveChanges, AUDITOR, number=1, resolved=True)
    play.do(ResolveChanges, SAFETY, number=1, resolved=True)
    assert "answer-changes" not in kinds(play, SAFETY)


def test_still_not_opens_the_next_round() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(Invalid):
        play.do(ResolveChanges, SAFETY, number=1, resolved=False)
    play.do(ResolveChanges, SAFETY, number=1, resolved=False, what=play.text("Fairness is still missing."))
    assert [(r.status, r.round) for r in play.audit.requests] == [("resolved", 1), ("open", 2)]


def test_resolved_is_not_accepted() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    play.hand_in("ai-principles", ENGINEER)
    play.do(ResolveChanges, SAFETY, number=1, resolved=True)
    assert play.audit.accepted("ai-principles") is None


def test_accepting_settles_ones_own_request_and_nobody_elses() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles", SAFETY)
    ask(play, "ai-principles", LEGAL, "Not our principles.")
    play.hand_in("ai-principles", ENGINEER)
    play.accept("ai-principles", by=SAFETY)
    assert [r.status for r in play.audit.requests] == ["resolved", "answered"]
    waits = [o.kind for o in obstacles(play.audit, play.framework, "scoping", play.today)]
    assert "changes-open" in waits


def test_another_thing_wrong_with_the_same_version_takes_the_place_of_the_first() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles", words="Fairness is missing.")
    [event] = ask(play, "ai-principles", words="Fairness and privacy are missing.")
    assert isinstance(event, ChangesRequested)
    assert (event.round, [r.status for r in play.audit.requests]) == (1, ["resolved", "open"])


def test_nobody_asks_themselves_for_changes() -> None:
    play = audit_at("scoping")
    play.hand_in("audit-scope", AUDITOR)
    with pytest.raises(NotIndependent):
        ask(play, "audit-scope", AUDITOR)


def test_changes_say_what_is_wrong() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(Invalid):
        ask(play, "ai-principles", words=" ")


def test_changes_are_asked_of_the_newest_version() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(NotNow):
        play.do(RequestChanges, SAFETY, artifact="ai-principles", version=1, what=play.text("Too short."))


def test_what_a_closed_stage_closed_with_is_not_sent_back() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotNow):
        ask(play, "product-requirements", LEGAL)
    with pytest.raises(NotNow):
        ask(play, "audit-scope", PRODUCT)


def test_a_new_version_for_a_closed_stage_can_be_sent_back() -> None:
    play = audit_at("mapping")
    play.hand_in("ai-principles", ENGINEER)
    assert ask(play, "ai-principles")
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert accepted.number == 1


def test_when_a_requester_has_no_role_any_more_the_lead_answers_for_them() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles", AUDITOR_2)
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(NotAllowed):
        play.do(ResolveChanges, LEAD, number=1, resolved=True)
    play.do(DeclineRole, AUDITOR_2, role="auditor")
    assert "answer-changes" in kinds(play, LEAD)
    play.do(ResolveChanges, LEAD, number=1, resolved=True)
    assert play.audit.requests[0].status == "resolved"


def test_in_the_third_round_the_lead_decides_and_nobody_else() -> None:
    play = audit_at("collection")
    three_rounds(play)
    assert "review" in kinds(play, LEAD)
    with pytest.raises(NotNow):
        play.accept("model-card", by=AUDITOR)
    play.accept("model-card", by=LEAD)
    assert {r.status for r in play.audit.requests} == {"resolved"}
    assert not [
        o for o in obstacles(play.audit, play.framework, "collection", play.today) if o.artifact == "model-card"
    ]


def test_while_the_lead_is_away_the_deputy_decides_the_third_round() -> None:
    play = audit_at("collection")
    three_rounds(play)
    play.do(SetAway, LEAD, until=play.today)
    assert "review" in kinds(play, DEPUTY)
    play.accept("model-card", by=DEPUTY)
    assert play.audit.accepted("model-card")


def test_the_lead_may_log_the_third_round_as_a_problem_and_the_document_goes_back_to_review() -> None:
    play = audit_at("collection")
    three_rounds(play)
    play.do(
        LogFinding,
        LEAD,
        stage="collection",
        severity="medium",
        text=play.text("No evaluation data."),
        artifact="model-card",
        request_number=3,
    )
    assert play.audit.requests[-1].status == "logged"
    reviews = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "review"]
    assert [(d.artifact, d.number) for d in reviews] == [("model-card", 3)]
    play.accept("model-card", by=AUDITOR)
    assert not [
        o for o in obstacles(play.audit, play.framework, "collection", play.today) if o.artifact == "model-card"
    ]


def test_before_the_third_round_nothing_is_logged_in_place_of_changes() -> None:
    play = audit_at("collection")
    play.hand_in("model-card", ENGINEER)
    ask(play, "model-card")
    with pytest.raises(NotNow):
        play.do(LogFinding, LEAD, stage="collection", severity="low", text=play.text("No data."), request_number=1)


def test_two_requesters_in_the_third_round_are_one_task_for_the_lead() -> None:
    play = audit_at("collection")
    three_rounds(play)
    ask(play, "model-card", AUDITOR, "And the metrics.")
    ids = [d.id for d in duties_of(play.audit, play.framework, play.today)]
    assert len(ids) == len(set(ids))
    assert ids.count(f"review:model-card:3@{LEAD}") == 1


def test_a_verdict_that_asks_for_changes_twice_changes_nothing_the_second_time() -> None:
    play = audit_ready("collection")
    play.hand_in("provider-controls", ENGINEER)
    command = play.command(
        SignOff,
        AUDITOR_2,
        stage="collection",
        role="auditor",
        verdict="request-changes",
        seen=evidence_of(play.audit, play.framework, "collection"),
        artifact="provider-controls",
        what=play.text("Nothing is said of revocation."),
    )
    assert len(play.execute(command)) == 2
    assert play.execute(command) == []


def test_a_verdict_that_asks_for_changes_names_the_document_and_what_is_wrong() -> None:
    play = audit_ready("mapping")
    seen = evidence_of(play.audit, play.framework, "mapping")
    for wrong in ({"artifact": "system-map"}, {"what": play.text("Too coarse.")}):
        with pytest.raises(Invalid):
            play.do(SignOff, SAFETY, stage="mapping", role="safety", verdict="request-changes", seen=seen, **wrong)
    play.do(
        SignOff,
        SAFETY,
        stage="mapping",
        role="safety",
        verdict="request-changes",
        seen=seen,
        artifact="system-map",
        what=play.text("Too coarse."),
    )
    assert play.audit.accepted("system-map") is None


def test_a_request_in_a_signature_is_bound_to_what_was_seen() -> None:
    play = audit_ready("mapping")
    with pytest.raises(Outdated):
        play.do(
            SignOff,
            SAFETY,
            stage="mapping",
            role="safety",
            verdict="request-changes",
            seen=DIGEST,
            artifact="system-map",
            what=play.text("Too coarse."),
        )
