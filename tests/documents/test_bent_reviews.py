"""Whoever looks from outside: ties that nobody stated, and a verdict that nobody saw signed.

Owns whole plays that the first edition of the rules let pass; each is played by it, too.
"""

from __future__ import annotations

from bot.domain.ballot.support import support
from bot.domain.documents.commands import AcceptArtifact, StoreArtifact, SubmitArtifact
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from tests.builders import AUDITOR, AUDITOR_2, EXTERNAL, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at

BEFORE = first_edition()

REVIEW = "external-review"


def recorded(play: Branch, ties: Prose | None = None) -> Branch:
    """An auditor records the verdict of a reviewer without an account."""
    source, name = Source(channel="C1", ts="1.1", file="F1"), play.text("review.pdf")
    fields = {"artifact": REVIEW, "kind": "file", "name": name, "source": source, "ties": ties}
    play.do(SubmitArtifact, AUDITOR, **fields, behalf=play.text("Dr. R. of the Institute"))
    play.do(StoreArtifact, SYSTEM, artifact=REVIEW, version=1, content="sha256:" + "0" * 64, size=9)
    return play


def accepted_unseen(framework: Framework | None) -> Branch:
    play = audit_at("testing", asked_form=7, framework=framework)
    recorded(play, play.text("None."))
    play.do(AcceptArtifact, AUDITOR_2, artifact=REVIEW, version=1, supports=True)
    return play


def is_met(play: Branch) -> bool:
    play.seconded(REVIEW)
    needs = support(play.audit, play.framework, 7).needs
    return next(need.status for need in needs if need.artifact == REVIEW) == "supports"


def test_a_verdict_recorded_for_somebody_without_an_account_is_not_taken_by_who_saw_no_original() -> None:
    assert is_met(accepted_unseen(BEFORE))
    with refused_with("original-not-seen"):
        accepted_unseen(None)


def test_who_saw_the_signed_original_confirms_it_and_stands_on_record_for_it() -> None:
    play = audit_at("testing", asked_form=7)
    recorded(play, play.text("None."))
    play.do(AcceptArtifact, SAFETY, artifact=REVIEW, version=1, supports=True, original=True)
    [version] = play.audit.artifacts[REVIEW]
    assert (version.reviewed_by, version.original) == (SAFETY, True)
    assert is_met(play)


def test_who_recorded_a_verdict_does_not_confirm_it() -> None:
    play = audit_at("testing", asked_form=7)
    recorded(play, play.text("None."))
    with refused_with("accept-own-document"):
        play.do(AcceptArtifact, AUDITOR, artifact=REVIEW, version=1, supports=True, original=True)


def handed_in(framework: Framework | None, words: str = "") -> Branch:
    """The outside reviewer hands in their own word."""
    play = audit_at("testing", asked_form=7, framework=framework)
    text, name = play.text("I agree with the record."), play.text("text")
    ties = play.text(words) if words else None
    play.do(SubmitArtifact, EXTERNAL, artifact=REVIEW, kind="text", name=name, text=text, ties=ties)
    return play


def test_the_word_of_somebody_from_outside_is_not_taken_while_their_ties_are_not_stated() -> None:
    assert handed_in(BEFORE).audit.latest(REVIEW)
    with refused_with("ties-missing"):
        handed_in(None)
    with refused_with("ties-missing"):
        handed_in(None, " ")


def test_ties_stand_on_record_with_the_review() -> None:
    version = handed_in(None, "A grant, in 2021.").audit.latest(REVIEW)
    assert version
    assert version.ties


def test_what_an_insider_writes_of_themselves_needs_no_original() -> None:
    play = handed_in(None, "None.")
    play.do(AcceptArtifact, SAFETY, artifact=REVIEW, version=1, supports=True)
    assert is_met(play)
