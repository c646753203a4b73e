"""Ways in which a new version of the model could wash away what was known of the one before.

Owns plays: what the rules of before allowed, and those of now refuse.
"""

from __future__ import annotations

from bot.domain.ballot.support import support
from bot.domain.evaluations.commands import CarryResult, RerunResult
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.kernel.framework import Framework
from tests.builders import AUDITOR, AUDITOR_2, OTHER_WEIGHTS, SAFETY, first_edition, refused_with
from tests.engine.played_audits import Branch, audit_at


def failed(framework: Framework | None, *, samples: int = 256) -> Branch:
    """A test of the first version failed; a second version is there, on which it is to be run again."""
    play = audit_at("testing", framework=framework)
    play.weighed()
    play.admit(play.reading(), value=0.9, samples=samples)
    play.new_version(OTHER_WEIGHTS)
    play.do(RerunResult, SAFETY, number=1)
    return play


def verdict(play: Branch) -> str | None:
    return verdict_on(play.audit, play.audit.risks[0])


def test_a_failed_test_is_not_washed_away_by_a_new_version_and_a_smaller_run() -> None:
    def washed(framework: Framework | None) -> str | None:
        play = failed(framework)
        play.admit(play.reading(), value=0.0, samples=64)
        return verdict(play)

    assert washed(first_edition()) == "supports"
    assert washed(None) == "does-not-support"


def test_a_failed_test_counts_on_where_nothing_was_run_again() -> None:
    assert verdict(failed(first_edition())) is None
    assert verdict(failed(None)) == "does-not-support"


def test_another_task_is_not_the_same_test() -> None:
    def washed(framework: Framework | None) -> str | None:
        play = failed(framework)
        play.admit(play.reading(), value=0.0, samples=1024, task="easy.Questions")
        return verdict(play)

    assert washed(first_edition()) == "supports"
    assert washed(None) == "does-not-support"


def test_the_same_test_of_at_least_its_size_replaces_it() -> None:
    play = failed(None)
    play.admit(play.reading(), value=0.0, samples=256)
    assert verdict(play) == "supports"


def test_a_failed_result_that_was_carried_over_is_replaced_by_the_same_test_too() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading(), value=0.9)
    play.new_version(OTHER_WEIGHTS)
    play.do(CarryResult, AUDITOR_2, number=1, why=play.text("The layers are the same."))
    assert verdict(play) == "does-not-support"
    play.admit(play.reading(), value=0.0)
    assert verdict(play) == "supports"


def carried(framework: Framework | None) -> Branch:
    play = audit_at("testing", asked_form=7, framework=framework)
    play.admit(play.reading())
    play.new_version(OTHER_WEIGHTS)
    play.do(CarryResult, AUDITOR_2, number=1, why=play.text("The layers are the same."))
    return play


def test_what_was_carried_over_supports_no_plain_weights() -> None:
    def blocked(framework: Framework | None) -> set[int]:
        play = carried(framework)
        return {form for form in range(1, 9) if support(play.audit, play.framework, form).risks}

    assert blocked(first_edition()) == set()
    assert blocked(None) == {4, 5, 6, 7, 8}


def test_the_same_test_run_on_the_new_version_supports_them() -> None:
    play = carried(None)
    play.admit(play.reading())
    assert not any(support(play.audit, play.framework, form).risks for form in range(1, 9))


def test_who_handed_a_result_in_does_not_set_it_aside() -> None:
    def set_aside(framework: Framework | None) -> str:
        play = audit_at("testing", framework=framework)
        play.weighed()
        play.admit(play.reading(), value=0.9)
        play.new_version(OTHER_WEIGHTS)
        play.do(RerunResult, AUDITOR, number=1)
        return play.audit.results[0].status

    assert set_aside(first_edition()) == "rerun"
    with refused_with("carry-own-result"):
        set_aside(None)
