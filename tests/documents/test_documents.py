"""Documents: offered, handed in, fetched, accepted, sent back, and for how many rounds.

Owns the life of a document. What its acceptance does to signatures is tried in `tests/sign_offs`.
"""

from __future__ import annotations

import pytest

from bot.domain.documents.commands import (
    AcceptArtifact,
    ChooseEncoding,
    DismissOffer,
    FailArtifact,
    MarkWithoutEffect,
    OfferDocument,
    RequestChanges,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.documents.events import ArtifactSubmitted
from bot.domain.documents.rules import UNKNOWN_ENCODING, may_open
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.content import Source
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import BindChannel
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole, ProposeWaiver, SecondWaiver
from bot.domain.roster.roles import roles_of
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    EXTERNAL,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at, audit_ready

FILE = Source(channel="CAUDIT", ts="7.1", file="F1")

DIGEST = "sha256:" + "a" * 64


def send(play: Branch, artifact: str, kind: str, words: str = "") -> None:
    play.do(
        SubmitArtifact,
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
    return list(play.do(RequestChanges, who, artifact=artifact, version=latest.number, what=play.text(words)))


def kinds(play: Branch, who: str) -> list[str]:
    return [d.kind for d in duties_of(play.audit, play.framework, play.today) if d.person == who]


def review(play: Branch, who: str, kind: str, **more: object) -> list[object]:
    text = play.text("I agree with the record.") if kind == "text" else None
    source = FILE if kind == "file" else None
    more = {"ties": play.text("None."), **more}
    name = play.text("review.pdf")
    return list(
        play.do(SubmitArtifact, who, artifact="external-review", kind=kind, name=name, text=text, source=source, **more)
    )


def test_an_auditor_records_the_verdict_of_a_reviewer_without_an_account_signed_and_with_their_name() -> None:
    play = audit_at("testing", asked_form=7)
    with refused_with("signed-document-missing", Invalid):
        review(play, AUDITOR, "text", behalf=play.text("Dr. R. of the Institute"))
    for nameless in (None, play.text(" ")):
        with refused_with("behalf-missing", Invalid):
            review(play, AUDITOR, "file", behalf=nameless)
    whom = play.text("Dr. R. of the Institute")
    review(play, AUDITOR, "file", behalf=whom)
    kept = play.audit.latest("external-review")
    assert kept
    assert (kept.by, kept.behalf) == (AUDITOR, whom.digest)


def test_a_reviewer_with_an_account_speaks_for_themselves_and_nobody_else_s_document_has_a_name_on_it() -> None:
    play = audit_at("testing", asked_form=7)
    review(play, EXTERNAL, "text", behalf=play.text("Somebody else"))
    kept = play.audit.latest("external-review")
    assert kept
    assert kept.behalf is None


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
        play.do(SubmitArtifact, ENGINEER, artifact="ai-principles", kind="file", name=play.text("p.pdf"))


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(Invalid):
        send(audit_at("scoping"), "poem", "text", words="Roses are red.")


def test_a_file_is_no_version_to_judge_until_it_was_fetched() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    with pytest.raises(NotNow):
        play.accept("ai-principles")
    play.do(StoreArtifact, SYSTEM, artifact="ai-principles", version=1, content=DIGEST, size=12)
    play.accept("ai-principles")
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert (accepted.content, accepted.size) == (DIGEST, 12)


def test_the_same_file_twice_is_one_version_unless_the_first_never_arrived() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    send(play, "ai-principles", "file")
    assert len(play.audit.artifacts["ai-principles"]) == 1
    play.do(FailArtifact, SYSTEM, artifact="ai-principles", version=1, problem="too-large")
    send(play, "ai-principles", "file")
    assert len(play.audit.artifacts["ai-principles"]) == 2


def test_a_file_that_arrives_after_it_failed_changes_nothing() -> None:
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    play.do(FailArtifact, SYSTEM, artifact="ai-principles", version=1, problem="gone")
    assert play.do(StoreArtifact, SYSTEM, artifact="ai-principles", version=1, content=DIGEST, size=1) == []


def unread(problem: str = UNKNOWN_ENCODING) -> Branch:
    """A file of which nobody knows how it reads."""
    play = audit_at("scoping")
    send(play, "ai-principles", "file")
    readings = play.text("Japanese (Shift-JIS): 歩行者")
    play.do(FailArtifact, SYSTEM, artifact="ai-principles", version=1, problem=problem, detail=readings)
    return play


def choose(play: Branch, who: str = ENGINEER, encoding: str = "cp932") -> None:
    play.do(ChooseEncoding, who, artifact="ai-principles", version=1, encoding=encoding)


def test_a_file_is_read_once_more_in_the_encoding_its_sender_chose() -> None:
    play = unread()
    choose(play)
    latest = play.audit.latest("ai-principles")
    assert latest
    assert (latest.status, latest.problem, latest.encoding) == ("fetching", "", "cp932")
    play.do(StoreArtifact, SYSTEM, artifact="ai-principles", version=1, content=DIGEST, size=12)
    latest = play.audit.latest("ai-principles")
    assert latest
    assert (latest.status, latest.reads_as) == ("submitted", "cp932")


@pytest.mark.parametrize(
    ("problem", "who", "encoding", "id"),
    [
        (UNKNOWN_ENCODING, AUDITOR, "cp932", "encoding-sender-only"),
        (UNKNOWN_ENCODING, ENGINEER, "rot13", "encoding-not-known"),
        ("gone", ENGINEER, "cp932", "encoding-settled"),
    ],
)
def test_only_its_sender_says_how_a_file_reads_and_only_when_asked(
    problem: str, who: str, encoding: str, id: str
) -> None:
    play = unread(problem)
    with refused_with(id):
        choose(play, who, encoding)


def test_a_file_that_was_handed_in_again_is_not_read_once_more() -> None:
    play = unread()
    send(play, "ai-principles", "file")
    with refused_with("encoding-settled"):
        choose(play)


def test_rows_on_record_go_on_being_read_as_they_were() -> None:
    version = audit_at("testing").audit.latest("fmea-draft")
    assert version
    assert version.rows
    assert version.reads_as == "cp1252"
    assert not version.replace(rows=0).reads_as


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
        play.do(FailArtifact, SYSTEM, artifact="ai-principles", version=2, problem="gone")
    review = [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "review"]
    assert [d.number for d in review] == [1]
    assert play.do(AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


def test_a_document_written_after_the_fact_is_marked_so() -> None:
    play = audit_at("scoping")
    play.do(
        SubmitArtifact,
        ENGINEER,
        artifact="ai-principles",
        kind="text",
        name=play.text("P"),
        text=play.text("Be fair."),
        written_afterwards=True,
    )
    latest = play.audit.latest("ai-principles")
    assert latest
    assert latest.written_afterwards


def offer(play: Branch, who: str = ENGINEER, key: str = "o1", source: Source = FILE) -> list[object]:
    return list(
        play.do(
            OfferDocument,
            who,
            offer=key,
            source=source,
            kind="file",
            artifact="ai-principles",
            name=play.text("p.pdf"),
        )
    )


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
        play.do(DismissOffer, LEAD, offer="o1")
    play.do(AssignRoles, LEAD, roles={"engineering": (ENGINEER, STRANGER)})
    with pytest.raises(NotAllowed):
        play.do(
            SubmitArtifact,
            STRANGER,
            artifact="ai-principles",
            kind="file",
            name=play.text("p.pdf"),
            source=FILE,
            offer="o1",
        )


def test_using_an_offer_answers_it() -> None:
    play = audit_at("scoping")
    offer(play)
    assert "answer-offer" in kinds(play, ENGINEER)
    play.do(
        SubmitArtifact,
        ENGINEER,
        artifact="ai-principles",
        kind="file",
        name=play.text("p.pdf"),
        source=FILE,
        offer="o1",
    )
    assert not play.audit.offers


def test_an_offer_used_twice_is_one_version() -> None:
    play = audit_at("scoping")
    reply = Source(channel="CAUDIT", ts="9.1")
    play.do(
        OfferDocument,
        ENGINEER,
        offer="o1",
        source=reply,
        kind="text",
        artifact="ai-principles",
        name=play.text("Be fair."),
    )
    for _ in range(2):
        play.do(
            SubmitArtifact,
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
    play.do(DismissOffer, ENGINEER, offer="o1")
    assert not play.audit.offers
    assert play.do(DismissOffer, ENGINEER, offer="o1") == []


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
        play.do(AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


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
        play.do(AcceptArtifact, SAFETY, artifact="tamper-record", version=1)
    play.do(AcceptArtifact, SAFETY, artifact="tamper-record", version=1, supports=False)
    accepted = play.audit.accepted("tamper-record")
    assert accepted
    assert accepted.supports is False


def test_a_verdict_where_none_is_asked_is_not_kept() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    play.do(AcceptArtifact, SAFETY, artifact="ai-principles", version=1, supports=True)
    accepted = play.audit.accepted("ai-principles")
    assert accepted
    assert accepted.supports is None


def test_a_version_that_does_not_exist_cannot_be_judged() -> None:
    with pytest.raises(NotNow):
        audit_at("scoping").do(AcceptArtifact, SAFETY, artifact="ai-principles", version=1)


def test_only_the_accepted_version_is_marked_and_not_by_who_handed_it_in() -> None:
    play = audit_ready("mapping")
    version = play.hand_in("stakeholder-map", AUDITOR)
    with pytest.raises(NotNow):
        play.do(MarkWithoutEffect, SAFETY, artifact="stakeholder-map", version=version)
    play.accept("stakeholder-map", by=SAFETY)
    with pytest.raises(NotIndependent):
        play.do(MarkWithoutEffect, AUDITOR, artifact="stakeholder-map", version=version)
    for who in (SAFETY, AUDITOR_2):
        play.do(MarkWithoutEffect, who, artifact="stakeholder-map", version=version)
    assert play.do(MarkWithoutEffect, AUDITOR_2, artifact="stakeholder-map", version=version) == []


def test_builders_never_see_interview_notes() -> None:
    play = audit_at("mapping")
    may = {
        who: may_open(play.audit, play.framework, "interview-notes", who, play.today)
        for who in (LEAD, DEPUTY, AUDITOR, SAFETY, ENGINEER, PRODUCT, LEGAL, BOARD[0], STRANGER)
    }
    assert [who for who, allowed in may.items() if allowed] == [LEAD, DEPUTY, AUDITOR, SAFETY]


def test_a_builder_let_in_as_auditor_sees_no_interview_notes_of_others() -> None:
    play = audit_at("mapping", framework=first_edition())
    play.hand_in("interview-notes", AUDITOR)
    waiver = {"person": ENGINEER, "roles": ("auditor", "engineering")}
    play.do(ProposeWaiver, LEAD, **waiver, reason=play.text("Nobody else knows the field."))
    play.do(SecondWaiver, BOARD[0], **waiver)
    play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, ENGINEER)})
    play.do(AcceptRole, ENGINEER, role="auditor")
    assert "auditor" in roles_of(play.audit, ENGINEER, play.today)
    assert not may_open(play.audit, play.framework, "interview-notes", ENGINEER, play.today)
    [duty] = [d for d in duties_of(play.audit, play.framework, play.today) if d.key == "review:interview-notes:1"]
    assert duty.person != ENGINEER


def test_who_handed_in_one_version_and_left_the_role_reads_no_version_of_others() -> None:
    play = audit_at("mapping")
    play.hand_in("interview-notes", AUDITOR)
    play.do(DeclineRole, AUDITOR, role="auditor")
    assert may_open(play.audit, play.framework, "interview-notes", AUDITOR, play.today), "all of it is their own"
    play.do(
        SubmitArtifact,
        AUDITOR_2,
        artifact="interview-notes",
        kind="text",
        name=play.text("t"),
        text=play.text("What others said."),
    )
    assert not may_open(play.audit, play.framework, "interview-notes", AUDITOR, play.today)


def test_a_restricted_document_is_not_taken_from_the_channel_but_from_a_direct_message() -> None:
    play = audit_at("mapping")
    play.do(BindChannel, SYSTEM, channel="CAUDIT")
    given = {"artifact": "interview-notes", "kind": "text", "name": play.text("t")}
    with refused_with("document-restricted-in-thread", Invalid):
        play.do(SubmitArtifact, AUDITOR, **given, text=play.text("Names."), source=Source(channel="CAUDIT", ts="1.1"))
    play.do(SubmitArtifact, AUDITOR, **given, text=play.text("Names."), source=Source(channel="DAUDITOR", ts="1.1"))
    assert play.audit.latest("interview-notes")


def test_an_open_document_may_be_read_by_everybody_who_sees_the_audit() -> None:
    play = audit_at("mapping")
    assert may_open(play.audit, play.framework, "model-card", STRANGER, play.today)


def test_the_event_of_a_text_carries_its_fingerprint_and_size() -> None:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    event = play.history[-1]
    assert isinstance(event, ArtifactSubmitted)
    assert event.content in play.prose
    assert event.size == len("AI principles, written out.")
