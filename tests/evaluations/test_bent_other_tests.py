"""Ways in which a result of another model, or of another test, would stand for what was to be tested.

Owns plays about what a result is of. Thresholds, versions and who admits are tested beside it.
"""

from __future__ import annotations

import pytest

from bot.domain.evaluations.commands import AnswerVersion, CarryResult, ChangeModel, RerunResult
from bot.domain.evaluations.verdicts import is_tested, verdict_on
from bot.domain.lifecycle.earlier_audits import ModelVersion, account_of
from bot.domain.lifecycle.state import Subject
from tests.builders import LEAD, OTHER_WEIGHTS, SAFETY, WEIGHTS
from tests.engine.played_audits import Branch, audit_at

THIRD = "sha256:" + "c" * 64


def holds(play: Branch) -> bool:
    return verdict_on(play.audit, play.audit.risks[0]) == "supports"


def test_a_manifest_stated_after_the_tests_does_not_take_the_results_of_other_weights() -> None:
    play = audit_at("testing")
    play.admit(play.reading(model_digest=OTHER_WEIGHTS))
    assert holds(play)
    play.manifest(WEIGHTS)
    assert not holds(play)
    assert not is_tested(play.audit, play.audit.risks[0])


@pytest.mark.parametrize("spelled", [WEIGHTS.upper().replace("SHA", "sha"), WEIGHTS.removeprefix("sha256:")])
def test_a_manifest_stated_after_the_tests_keeps_the_results_of_its_weights(spelled: str) -> None:
    play = audit_at("testing")
    play.admit(play.reading(model_digest=spelled))
    play.manifest(WEIGHTS)
    assert holds(play)


def test_a_version_without_a_manifest_takes_no_results_of_other_weights() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading())
    why, subject = play.text("Tuned."), Subject(model="Foo-7B", version="1.3")
    play.do(ChangeModel, LEAD, subject=subject, weights="", why=why, line="same-line")
    play.do(AnswerVersion, SAFETY, number=1, confirm=True)
    play.do(RerunResult, SAFETY, number=1)
    play.admit(play.reading(model_digest=OTHER_WEIGHTS))
    play.manifest(THIRD)
    assert not holds(play)


def test_what_was_carried_over_is_of_the_weights_it_was_run_on() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading())
    play.new_version(OTHER_WEIGHTS)
    play.do(CarryResult, SAFETY, number=1, why=play.text("The tokens alone changed."))
    assert holds(play)


def test_a_larger_run_of_an_easier_test_does_not_take_an_inconclusive_ones_place() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading(), value=0.1, samples=60, task="jailbreaks")
    play.admit(play.reading(), value=0.0, samples=5000, task="small talk")
    assert verdict_on(play.audit, play.audit.risks[0]) == "inconclusive"
    play.admit(play.reading(), value=0.02, samples=5000, task="jailbreaks")
    assert holds(play)


def test_a_larger_run_that_ended_in_an_error_says_nothing() -> None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading())
    play.admit(play.reading(run="failed"), samples=5000)
    assert holds(play)


def told(play: Branch, fingerprint: str = WEIGHTS) -> ModelVersion:
    """What the audit tells others of a version of its model."""
    bare = fingerprint.removeprefix("sha256:")
    return next(v for v in account_of(play.audit, play.framework).versions if v.fingerprint == bare)


def carried_twice(value: float) -> Branch:
    """A result of the first version, carried over to a second and a third one."""
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading(), value=value)
    for weights, version in ((OTHER_WEIGHTS, "1.3"), (THIRD, "1.4")):
        play.new_version(weights, version=version)
        play.do(CarryResult, SAFETY, number=1, why=play.text("The tokens alone changed."))
    return play


def test_what_failed_and_was_carried_over_twice_failed_on_the_weights_it_was_run_on() -> None:
    play = carried_twice(0.9)
    assert [bool(told(play, weights).failed) for weights in (WEIGHTS, OTHER_WEIGHTS, THIRD)] == [True] * 3


def test_what_was_measured_and_carried_over_was_known_of_the_weights_it_was_run_on() -> None:
    assert told(carried_twice(0.02)).measured


def test_what_was_measured_in_another_audit_and_admitted_late_was_known() -> None:
    play = audit_at("post-audit")
    play.admit(play.reading(), metric="refusal_score")
    assert "refusal_score" in told(play, play.audit.weights).measured
