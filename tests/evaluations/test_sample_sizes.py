"""How many samples a threshold takes, and to whom that is said."""

from __future__ import annotations

import pytest

from bot.domain.evaluations.sample_sizes import SampleSizes, samples_needed
from bot.domain.evaluations.state import Direction, Terms
from bot.domain.evaluations.verdicts import verdict_on
from bot.slack.evaluations.measurements import risk_line
from tests.builders import ENGINEER, Play, first_edition
from tests.engine.played_audits import audit_at
from tests.slack.outbound.view_contexts import context_of


@pytest.mark.parametrize(
    ("direction", "value", "best", "halfway"),
    [("at-most", 0.1, 30, 139), ("at-most", 0.01, 300, 1522), ("at-least", 0.9, 30, 139), ("at-most", 1, 1, 1)],
)
def test_the_least_samples_follow_from_the_intervals(
    direction: Direction, value: float, best: int, halfway: int
) -> None:
    found = samples_needed(Terms(direction=direction, value=value))
    assert found == SampleSizes(best=best, halfway=halfway)


@pytest.mark.parametrize(("direction", "value"), [("at-most", 0), ("at-least", 1), ("at-most", 30), ("at-least", -1)])
def test_some_thresholds_are_held_by_no_number_of_samples(direction: Direction, value: float) -> None:
    assert samples_needed(Terms(direction=direction, value=value)) is None


def verdict_with(samples: int) -> str | None:
    play = audit_at("testing")
    play.weighed()
    play.admit(play.reading(ENGINEER), "R1", 0.0, samples=samples)
    return verdict_on(play.audit, play.audit.risks[0])


def test_it_is_the_number_by_which_results_are_judged() -> None:
    found = samples_needed(Terms(direction="at-most", value=0.1))
    assert found
    assert verdict_with(found.best) == "supports"
    assert verdict_with(found.best - 1) == "inconclusive"


def line(play: Play) -> str:
    return risk_line(context_of(play), play.audit.risks[0])


def test_while_a_threshold_is_sealed_the_risk_s_line_does_not_give_it_away() -> None:
    play = audit_at("testing")
    told = context_of(play).say("samples-needed", best=30, halfway=139)
    assert told not in line(play)
    play.weighed()
    play.admit(play.reading(ENGINEER), "R1")
    assert told in line(play)


def test_by_the_older_rules_no_number_is_asked_for() -> None:
    play = audit_at("testing", framework=first_edition())
    play.admit(play.reading(), "R1")
    assert context_of(play).say("samples-needed", best=30, halfway=139) not in line(play)
