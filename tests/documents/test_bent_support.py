"""Ways in which one reviewer alone could call documents supporting for a release that cannot be recalled.

Owns the second word on a document. What acceptance takes is tested with documents.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.documents.commands import AcceptArtifact, AnswerEarlierDocument, RequestChanges, SubmitArtifact
from bot.domain.documents.supporting import words_from_outside
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole, DelegateRole
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    EXTERNAL,
    LEAD,
    LEGAL,
    SAFETY,
    STRANGER,
    an_audit,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at

DELEGATE = f"{STRANGER}2"

OPINION, REVIEW = "legal-opinion", "external-review"


def supported_by(first: Person, *, artifact: str = OPINION, framework: Framework | None = None) -> Branch:
    """A document of the open forms that one person calls supporting."""
    play = audit_at("collection", asked_form=7, framework=framework)
    play.hand_in(artifact)
    says(play, first, artifact)
    return play


def says(play: Branch, who: Person, artifact: str = OPINION, *, ties: str = "") -> list[object]:
    latest = play.audit.latest(artifact)
    assert latest
    stated = {"ties": play.text(ties)} if ties else {}
    return [*play.do(AcceptArtifact, who, artifact=artifact, version=latest.number, supports=True, **stated)]


def status(play: Branch, artifact: str = OPINION, form: int = 7) -> str:
    needs = support(play.audit, play.framework, form).needs
    return next(n.status for n in needs if artifact in n.need.documents)


def owed(play: Branch) -> list[Person]:
    return [d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "second-support"]


def test_one_reviewer_alone_supports_no_release_that_cannot_be_recalled() -> None:
    assert status(supported_by(AUDITOR_2, artifact=REVIEW, framework=first_edition()), REVIEW) == "supports"
    play = supported_by(AUDITOR_2, artifact=REVIEW)
    assert status(play, REVIEW) == "supports-once"
    says(play, SAFETY, REVIEW)
    assert status(play, REVIEW) == "supports"


def test_two_auditors_are_not_enough_without_safety() -> None:
    play = supported_by(AUDITOR)
    with refused_with("support-second"):
        says(play, AUDITOR_2)
    assert owed(play) == [SAFETY]


def test_after_safety_any_other_reviewer_says_so_or_the_external_one() -> None:
    for second, ties in ((AUDITOR, ""), (AUDITOR_2, ""), (EXTERNAL, "None.")):
        play = supported_by(SAFETY)
        says(play, second, ties=ties)
        assert status(play) == "supports"
        assert not owed(play)


def test_a_seat_that_takes_back_what_it_handed_over_is_not_its_own_second() -> None:
    for later in (SAFETY, DELEGATE):
        play = audit_at("collection", asked_form=7)
        play.hand_in(OPINION)
        play.do(DelegateRole, SAFETY, role="safety", to=STRANGER, until=play.today)
        says(play, STRANGER)
        play.do(DelegateRole, SAFETY, role="safety", to=later, until=play.today)
        with refused_with("support-second"):
            says(play, later)


def test_whoever_looks_from_outside_says_nothing_so_without_their_ties() -> None:
    for unsaid in ("", " "):
        play = supported_by(SAFETY)
        with refused_with("own-ties-missing"):
            says(play, EXTERNAL, ties=unsaid)
        assert status(play) == "supports-once"


def test_their_ties_stand_on_record_with_their_word_and_go_with_it() -> None:
    play = supported_by(SAFETY)
    says(play, EXTERNAL, ties="A grant, in 2021.")
    [word] = words_from_outside(play.audit)
    assert (word.artifact, word.person, play.prose[word.ties].text) == (OPINION, EXTERNAL, "A grant, in 2021.")
    play.do(RequestChanges, SAFETY, artifact=OPINION, version=1, what=play.text("It says nothing of licences."))
    assert not [*words_from_outside(play.audit)]


def test_where_safety_wrote_it_the_external_reviewer_is_one_of_the_two() -> None:
    play = Branch(an_audit(asked_form=7).staffed())
    play.do(AssignRoles, LEAD, roles={"safety": (SAFETY, AUDITOR)})
    play.do(AcceptRole, AUDITOR, role="safety")
    play.do(DeclineRole, SAFETY, role="safety")
    play.hand_in("marginal-risk-cards", by=AUDITOR)
    says(play, AUDITOR_2, "marginal-risk-cards")
    assert owed(play) == [EXTERNAL]
    says(play, EXTERNAL, "marginal-risk-cards", ties="None.")
    assert status(play, "marginal-risk-cards") == "supports"


def test_the_sender_is_never_the_second() -> None:
    play = supported_by(SAFETY, artifact=REVIEW)
    with refused_with("support-second"):
        says(play, EXTERNAL, REVIEW)
    says(play, AUDITOR, REVIEW)
    assert status(play, REVIEW) == "supports"


def test_neither_the_lead_nor_legal_is_the_second() -> None:
    for second in (LEAD, LEGAL):
        play = supported_by(SAFETY)
        with refused_with("support-second"):
            says(play, second)


def test_the_first_does_not_say_so_twice() -> None:
    play = supported_by(SAFETY)
    assert not says(play, SAFETY)
    assert status(play) == "supports-once"


def test_a_new_version_takes_two_again() -> None:
    play = supported_by(AUDITOR)
    says(play, SAFETY)
    words = play.text("Another opinion.")
    play.do(SubmitArtifact, LEGAL, artifact=OPINION, kind="text", name=play.text("Opinion"), text=words)
    says(play, AUDITOR)
    assert status(play) == "supports-once"


def test_less_open_forms_take_one_word() -> None:
    play = audit_at("collection", asked_form=3)
    play.hand_in("rate-limits")
    says(play, AUDITOR, "rate-limits")
    assert status(play, "rate-limits", 3) == "supports"
    assert not owed(play)


def test_a_second_word_does_not_come_while_the_board_votes() -> None:
    play = audit_at("post-audit", asked_form=7)
    play.hand_in("model-licence")
    says(play, AUDITOR, "model-licence")
    play.signed_anew()
    play.do(OpenBallot, LEAD)
    with refused_with("support-second-late"):
        says(play, SAFETY, "model-licence")
    assert not owed(play)


def test_a_tamper_record_takes_two_words_for_what_cannot_be_recalled() -> None:
    play = audit_at("testing", asked_form=6)
    play.hand_in("tamper-record", by=AUDITOR)
    says(play, AUDITOR_2, "tamper-record")
    found = [status(play, "tamper-record", form) for form in (4, 6)]
    says(play, SAFETY, "tamper-record")
    assert [*found, status(play, "tamper-record", 6)] == ["supports", "supports-once", "supports"]


def test_who_says_so_second_may_still_ask_for_changes() -> None:
    play = supported_by(AUDITOR)
    play.do(RequestChanges, SAFETY, artifact=OPINION, version=1, what=play.text("It says nothing of licences."))
    assert status(play) == "submitted"
    assert not owed(play)


def supported_for_the_version_before() -> Branch:
    """Two people called a document supporting; of a new version of the model Safety says that it still holds."""
    play = supported_by(AUDITOR_2, artifact=REVIEW)
    says(play, SAFETY, REVIEW)
    assert status(play, REVIEW) == "supports"
    play.new_version()
    play.do(AnswerEarlierDocument, SAFETY, artifact=REVIEW, version=1, holds=True)
    return play


def test_one_reviewer_alone_brings_no_open_weights_over_to_a_new_version() -> None:
    play = supported_for_the_version_before()
    assert status(play, REVIEW) == "supports-once"
    assert owed(play) == [AUDITOR]
    says(play, AUDITOR_2, REVIEW)
    assert status(play, REVIEW) == "supports"


def test_who_says_that_it_still_holds_is_not_the_second_too() -> None:
    play = supported_for_the_version_before()
    with refused_with("support-second"):
        says(play, SAFETY, REVIEW)
    assert status(play, REVIEW) == "supports-once"
