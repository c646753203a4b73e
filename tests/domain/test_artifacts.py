"""Documents: offered, handed in, fetched, accepted, sent back, and for how many rounds.

Owns the life of a document. What its acceptance does to signatures is tried in `test_signoffs`.
"""

from __future__ import annotations

import pytest

from bot.domain import commands as c
from bot.domain.artifacts import may_open
from bot.domain.content import Source
from bot.domain.errors import Invalid, NotAllowed, NotIndependent, NotNow, Outdated
from bot.domain.events import ArtifactSubmitted, ChangesRequested
from bot.domain.evidence import evidence_of
from bot.domain.owed import duties_of
from bot.domain.people import SYSTEM
from bot.domain.stages import obstacles
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    TEAM,
)
from tests.domain.plays import Branch, audit_at, audit_ready

FILE = Source(channel="CAUDIT", ts="7.1", file="F1")
DIGEST = "sha256:" + "a" * 64


def send(play: Branch, artifact: str, kind: str, words: str = "") -> None:
    play.do(
        c.SubmitArtifact,
        ENGINEER,
        artifact=artifact,
        kind=kind,
        name=play.text("card"),
        text=play.text(words) if words else None,
        source=FILE if kind == "file" else None,
    )


def ask(play: Branch, artifact: str, who: str = SAFETY, words: str = "A section is missing.") -> list[object]:
    latest = play.audit.latest(artifact)
    assert latest
    return list(play.do(c.RequestChanges, who, artifact=artifact, version=latest.number, what=play.text(words)))


def three_rounds(play: Branch, artifact: str = "model-card") -> None:
    for _ in range(3):
        play.hand_in(artifact, ENGINEER)
        ask(play, artifact)


def kinds(play: Branch, who: str) -> list[str]:
    return [d.kind for d in duties_of(play.audit, play.framework, play.today) if d.person == who]


# --- handing in


def test_versions_count_from_one() -> None:
    play = audit_at("scoping")
    assert [play.hand_in("ai-principles", ENGINEER) for _ in range(3)] == [1, 2, 3]


def test_a_document_may_be_handed_in_before_its_stage_opens_and_after_it_closed() -> None:
    play = audit_at("mapping")
    assert play.hand_in("model-card", ENGINEER) == 1
    assert play.hand_in("ai-principles", ENGINEER) == 2


def test_an_empty_text_is_no_document() -> None:
    with pytest.raises(Invalid):
        send(audit_at("scoping"), "ai-principles", "text", words="  ")


def test_a_file_comes_from_somewhere() -> None:
    play = audit_at("scoping")
    with pytest.raises(Invalid):
        play.do(c.SubmitArtifact, ENGINEER, artifact="ai-principles", kind="file", name=play.text("p.pdf"))


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(Invalid):
        send(audit_at("scoping"), "poem", "text", words="Roses are red.")


def test_a_file_is_no_version_to_judge_until_it_was_fetched() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    with pytest.raises(NotNow):
        play.accept("ai-principles")
    play.do(c.StoreArtifact, SYSTEM, artifact="ai-principles", version=1, content=DIGEST, size=12)
    play.accept("ai-principles")
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert (accepted.content, accepted.size) == (DIGEST, 12)


def test_the_same_file_twice_is_one_version_unless_the_first_never_arrived() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    send(play, "ai-principles", "file")
    assert len(play.audit.artifacts["ai-principles"]) == 1
    play.do(c.FailArtifact, SYSTEM, artifact="ai-principles", version=1, problem="too-large")
    send(play, "ai-principles", "file")
    assert len(play.audit.artifacts["ai-principles"]) == 2


def test_a_file_that_arrives_after_it_failed_changes_nothing() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    play.do(c.FailArtifact, SYSTEM, artifact="ai-principles", version=1, problem="gone")
    assert play.do(c.StoreArtifact, SYSTEM, artifact="ai-principles", version=1, content=DIGEST, size=1) == []


def test_a_link_is_kept_and_satisfies_nothing() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "link", words="https://example.org/principles")
    with pytest.raises(Invalid):
        play.accept("ai-principles", by=SAFETY)
    assert "submit" in kinds(play, ENGINEER)


@pytest.mark.parametrize("kind", ["link", "file"])
def test_neither_a_link_nor_a_file_that_never_came_hides_the_version_before(kind: str) -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    send(play, "ai-principles", kind, words="https://example.org/principles" if kind == "link" else "")
    if kind == "file":
        play.do(c.FailArtifact, SYSTEM, artifact="ai-principles", version=2, problem="gone")
    review = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "review"]
    assert [d.number for d in review] == [1]
    assert play.do(c.AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


def test_a_document_written_after_the_fact_is_marked_so() -> None:
    play = audit_at("scoping")
    play.do(
        c.SubmitArtifact, ENGINEER, artifact="ai-principles", kind="text", name=play.text("P"),
        text=play.text("Be fair."), written_afterwards=True,
    )  # fmt: skip
    latest = play.audit.latest("ai-principles")
    assert latest
    assert latest.written_afterwards


# --- offers


def offer(play: Branch, who: str = ENGINEER, key: str = "o1", source: Source = FILE) -> list[object]:
    return list(
        play.do(
            c.OfferDocument, who, offer=key, source=source, kind="file", artifact="ai-principles",
            name=play.text("p.pdf"),
        )
    )  # fmt: skip


def test_a_reply_is_asked_about_once() -> None:
    play = audit_at("scoping")
    assert offer(play)
    assert not offer(play, key="o2")
    assert not offer(play, key="o1", source=FILE.model_copy(update={"ts": "8.1", "file": "F2"}))


def test_a_file_that_was_handed_in_is_not_asked_about() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    assert not offer(play)


def test_only_its_sender_says_what_a_reply_is() -> None:
    play = audit_at("scoping")
    offer(play)
    with pytest.raises(NotAllowed):
        play.do(c.DismissOffer, LEAD, offer="o1")
    play.do(c.AssignRoles, LEAD, roles={"engineering": (ENGINEER, STRANGER)})
    with pytest.raises(NotAllowed):
        play.do(
            c.SubmitArtifact, STRANGER, artifact="ai-principles", kind="file", name=play.text("p.pdf"), source=FILE,
            offer="o1",
        )  # fmt: skip


def test_using_an_offer_answers_it() -> None:
    play = audit_at("scoping")
    offer(play)
    assert "answer-offer" in kinds(play, ENGINEER)
    play.do(
        c.SubmitArtifact, ENGINEER, artifact="ai-principles", kind="file", name=play.text("p.pdf"), source=FILE,
        offer="o1",
    )  # fmt: skip
    assert not play.audit.offers


def test_an_offer_used_twice_is_one_version() -> None:
    play = audit_at("scoping")
    reply = Source(channel="CAUDIT", ts="9.1")
    play.do(
        c.OfferDocument,
        ENGINEER,
        offer="o1",
        source=reply,
        kind="text",
        artifact="ai-principles",
        name=play.text("Be fair."),
    )
    for _ in range(2):
        play.do(
            c.SubmitArtifact,
            ENGINEER,
            artifact="ai-principles",
            kind="text",
            name=play.text("Be fair."),
            text=play.text("Be fair."),
            source=reply,
            offer="o1",
        )
    assert len(play.audit.artifacts["ai-principles"]) == 1


def test_talk_is_talk() -> None:
    play = audit_at("scoping")
    offer(play)
    play.do(c.DismissOffer, ENGINEER, offer="o1")
    assert not play.audit.offers
    assert play.do(c.DismissOffer, ENGINEER, offer="o1") == []


# --- accepting


def test_nobody_accepts_what_they_handed_in() -> None:
    play = audit_at("scoping")
    play.hand_in("audit-scope", AUDITOR)
    with pytest.raises(NotIndependent):
        play.accept("audit-scope", by=AUDITOR)
    play.accept("audit-scope", by=AUDITOR_2)


def test_only_the_newest_version_is_accepted() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(NotNow):
        play.do(c.AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


def test_an_accepted_version_counts_until_a_newer_one_is_accepted() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    play.accept("ai-principles")
    play.hand_in("ai-principles", ENGINEER)
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert accepted.number == 1


def test_a_version_that_was_accepted_and_sent_back_is_not_stood_in_for_by_the_one_it_replaced() -> None:
    play = audit_at("scoping")
    for _ in range(2):
        play.hand_in("ai-principles", ENGINEER)
        play.accept("ai-principles")
    ask(play, "ai-principles")
    assert play.audit.accepted("ai-principles") is None
    play.hand_in("ai-principles", ENGINEER)
    assert play.audit.accepted("ai-principles") is None


def test_a_document_with_a_verdict_is_accepted_only_with_one() -> None:
    play = audit_at("testing", asked_form=4)
    play.hand_in("tamper-record", AUDITOR)
    with pytest.raises(Invalid):
        play.do(c.AcceptArtifact, SAFETY, artifact="tamper-record", version=1)
    play.do(c.AcceptArtifact, SAFETY, artifact="tamper-record", version=1, supports=False)
    accepted = play.audit.accepted("tamper-record")
    assert accepted
    assert accepted.supports is False


def test_a_verdict_where_none_is_asked_is_not_kept() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    play.do(c.AcceptArtifact, SAFETY, artifact="ai-principles", version=1, supports=True)
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert accepted.supports is None


def test_a_version_that_does_not_exist_cannot_be_judged() -> None:
    with pytest.raises(NotNow):
        audit_at("scoping").do(c.AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


# --- changes


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
        play.do(c.ResolveChanges, SAFETY, number=1, resolved=True)
    play.hand_in("ai-principles", ENGINEER)
    assert "answer-changes" in kinds(play, SAFETY)
    with pytest.raises(NotAllowed):
        play.do(c.ResolveChanges, AUDITOR, number=1, resolved=True)
    play.do(c.ResolveChanges, SAFETY, number=1, resolved=True)
    assert "answer-changes" not in kinds(play, SAFETY)


def test_still_not_opens_the_next_round() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    play.hand_in("ai-principles", ENGINEER)
    with pytest.raises(Invalid):
        play.do(c.ResolveChanges, SAFETY, number=1, resolved=False)
    play.do(c.ResolveChanges, SAFETY, number=1, resolved=False, what=play.text("Fairness is still missing."))
    assert [(r.status, r.round) for r in play.audit.requests] == [("resolved", 1), ("open", 2)]


def test_resolved_is_not_accepted() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    ask(play, "ai-principles")
    play.hand_in("ai-principles", ENGINEER)
    play.do(c.ResolveChanges, SAFETY, number=1, resolved=True)
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
        play.do(c.RequestChanges, SAFETY, artifact="ai-principles", version=1, what=play.text("Too short."))


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
        play.do(c.ResolveChanges, LEAD, number=1, resolved=True)
    play.do(c.AssignRoles, LEAD, roles={"auditor": (AUDITOR, f"{TEAM}:UOTHER")})
    assert "answer-changes" in kinds(play, LEAD)
    play.do(c.ResolveChanges, LEAD, number=1, resolved=True)
    assert play.audit.requests[0].status == "resolved"


# --- the third round


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
    play.do(c.SetAway, LEAD, until=play.today)
    assert "review" in kinds(play, DEPUTY)
    play.accept("model-card", by=DEPUTY)
    assert play.audit.accepted("model-card")


def test_the_lead_may_log_the_third_round_as_a_problem_and_the_document_goes_back_to_review() -> None:
    play = audit_at("collection")
    three_rounds(play)
    play.do(
        c.LogFinding, LEAD, stage="collection", severity="medium", text=play.text("No evaluation data."),
        artifact="model-card", request_number=3,
    )  # fmt: skip
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
        play.do(c.LogFinding, LEAD, stage="collection", severity="low", text=play.text("No data."), request_number=1)


def test_two_requesters_in_the_third_round_are_one_task_for_the_lead() -> None:
    play = audit_at("collection")
    three_rounds(play)
    ask(play, "model-card", AUDITOR, "And the metrics.")
    ids = [d.id for d in duties_of(play.audit, play.framework, play.today)]
    assert len(ids) == len(set(ids))
    assert ids.count(f"review:model-card:3@{LEAD}") == 1


# --- without effect


def test_only_the_accepted_version_is_marked_and_not_by_who_handed_it_in() -> None:
    play = audit_ready("mapping")
    version = play.hand_in("stakeholder-map", AUDITOR)
    with pytest.raises(NotNow):
        play.do(c.MarkWithoutEffect, SAFETY, artifact="stakeholder-map", version=version)
    play.accept("stakeholder-map", by=SAFETY)
    with pytest.raises(NotIndependent):
        play.do(c.MarkWithoutEffect, AUDITOR, artifact="stakeholder-map", version=version)
    play.do(c.MarkWithoutEffect, AUDITOR_2, artifact="stakeholder-map", version=version)
    assert play.do(c.MarkWithoutEffect, AUDITOR_2, artifact="stakeholder-map", version=version) == []


# --- who may open what


def test_builders_never_see_interview_notes() -> None:
    play = audit_at("mapping")
    may = {who: may_open(play.audit, play.framework, "interview-notes", who, play.today) for who in
           (LEAD, DEPUTY, AUDITOR, SAFETY, ENGINEER, PRODUCT, LEGAL, BOARD[0], STRANGER)}  # fmt: skip
    assert [who for who, allowed in may.items() if allowed] == [LEAD, DEPUTY, AUDITOR, SAFETY]


def test_an_open_document_may_be_read_by_everybody_who_sees_the_audit() -> None:
    play = audit_at("mapping")
    assert may_open(play.audit, play.framework, "model-card", STRANGER, play.today)


# --- requesting changes in a signature


def test_a_verdict_that_asks_for_changes_twice_changes_nothing_the_second_time() -> None:
    play = audit_ready("collection")
    play.hand_in("provider-controls", ENGINEER)
    command = play.command(
        c.SignOff, AUDITOR_2, stage="collection", role="auditor", verdict="request-changes",
        seen=evidence_of(play.audit, play.framework, "collection"), artifact="provider-controls",
        what=play.text("Nothing is said of revocation."),
    )  # fmt: skip
    assert len(play.execute(command)) == 2
    assert play.execute(command) == []


def test_a_verdict_that_asks_for_changes_names_the_document_and_what_is_wrong() -> None:
    play = audit_ready("mapping")
    seen = evidence_of(play.audit, play.framework, "mapping")
    for wrong in ({"artifact": "system-map"}, {"what": play.text("Too coarse.")}):
        with pytest.raises(Invalid):
            play.do(c.SignOff, SAFETY, stage="mapping", role="safety", verdict="request-changes", seen=seen, **wrong)
    play.do(
        c.SignOff, SAFETY, stage="mapping", role="safety", verdict="request-changes", seen=seen,
        artifact="system-map", what=play.text("Too coarse."),
    )  # fmt: skip
    assert play.audit.accepted("system-map") is None


def test_a_request_in_a_signature_is_bound_to_what_was_seen() -> None:
    play = audit_ready("mapping")
    with pytest.raises(Outdated):
        play.do(
            c.SignOff, SAFETY, stage="mapping", role="safety", verdict="request-changes", seen=DIGEST,
            artifact="system-map", what=play.text("Too coarse."),
        )  # fmt: skip


def test_the_event_of_a_text_carries_its_fingerprint_and_size() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    event = play.history[-1]
    assert isinstance(event, ArtifactSubmitted)
    assert event.content in play.prose
    assert event.size == len("AI principles, written out.")
