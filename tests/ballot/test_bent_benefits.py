"""That the benefits outweigh the risks is said, and signed by whoever signs the stage it is said in.

Owns whole plays that once reached a decision without anybody saying so, and are refused by the rules as they are.
"""

from __future__ import annotations

from bot.domain.ballot.commands import RecommendForm
from bot.domain.kernel.errors import Invalid, Outdated
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import CloseStage
from bot.domain.lifecycle.stages import obstacles
from bot.domain.sign_offs.commands import SignOff
from tests.builders import AUDITOR, AUDITOR_2, LEAD, Play, an_audit, built_in, first_edition, refused_with


def at_reflection(framework: Framework) -> Play:
    play = an_audit(framework=framework).at("reflection")
    play.documents("reflection")
    play.summary()
    return play


def recommend(play: Play, form: int, benefits: str = "") -> None:
    said = play.text(benefits) if benefits else None
    play.do(RecommendForm, AUDITOR, form=form, reason=play.text("The results carry it."), benefits=said)


def test_nobody_recommends_a_release_without_saying_why_its_benefits_outweigh_its_risks() -> None:
    recommend(at_reflection(first_edition()), 3)
    play = at_reflection(built_in())
    for nothing in ("", "  "):
        with refused_with("recommendation-benefits-missing", Invalid):
            recommend(play, 3, nothing)
    recommend(play, 3, "Callers wait 40 minutes today.")


def test_whoever_recommends_no_release_weighs_no_benefits() -> None:
    play = at_reflection(built_in())
    recommend(play, 0)
    assert play.audit.recommendations[0].benefits is None


def test_another_sentence_of_benefits_is_signed_anew() -> None:
    play = at_reflection(built_in())
    recommend(play, 3, "Callers wait 40 minutes today.")
    play.signatures("reflection")
    play.responses("reflection")
    recommend(play, 3, "It is fun to talk to.")
    assert {o.kind for o in obstacles(play.audit, play.framework, "reflection", play.clock.now().date())} == {
        "sign-off"
    }
    play.signatures("reflection")
    play.do(CloseStage, LEAD, stage="reflection")


def test_who_read_another_sentence_signs_nothing() -> None:
    play = at_reflection(built_in())
    recommend(play, 3, "Callers wait 40 minutes today.")
    seen = evidence_of(play.audit, play.framework, "reflection")
    recommend(play, 3, "It is fun to talk to.")
    with refused_with("sign-evidence-changed", Outdated):
        play.do(SignOff, AUDITOR_2, stage="reflection", role="auditor", verdict="approve", seen=seen)


def test_an_audit_of_before_keeps_the_evidence_it_was_signed_on() -> None:
    play = at_reflection(first_edition())
    before = evidence_of(play.audit, play.framework, "reflection")
    recommend(play, 3, "Callers wait 40 minutes today.")
    assert evidence_of(play.audit, play.framework, "reflection") == before
    assert play.audit.recommendations[0].benefits is None
