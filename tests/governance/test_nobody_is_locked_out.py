"""Whatever befalls honest people, they reach a posted decision by the real rules, and it costs them little.

Owns the bounds; the mishaps are in `mishaps`, what people do about them in `recovery`. With `--whole` every start and
every two mishaps are played.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations

import pytest

from bot.domain.evaluations.commands import AnswerThresholdCorrection
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.late_evidence import Late, to_take_in
from bot.governance.attack import duty
from bot.governance.attack.cast import EIGHT, TWELVE
from bot.governance.attack.starts import Start
from tests.governance import recovery
from tests.governance.mishaps import MISHAPS, MOST_ACTS, MOST_DAYS, REOPENS, cost, sound_starts, wrong_threshold
from tests.governance.recovery import Team, correct, course

QUICK = {"mapping-closed", "reflection-closed", "ballot-open"}
"""The points from which each mishap is always played."""

PAIRS = (
    ("seat gone", "late document"),
    ("new version", "three late documents"),
    ("lead on leave", "new version"),
    ("person ill", "after-condition missed"),
    ("wrong threshold", "after-condition missed"),
    ("after-condition missed", "lead on leave"),
)
"""Two mishaps that are always played: a closed stage has to be signed again while somebody is missing, and what was to
be done after the release is not done by people who were troubled before, or are then.
"""


@cache
def quick_starts() -> list[Start]:
    """A few starts of the larger team, for encrypted weights."""
    return [start for start in sound_starts((5,), (TWELVE,)) if start.point in QUICK]


@cache
def all_starts() -> list[Start]:
    """Every start without a defect, of both teams."""
    return list(sound_starts((3, 5, 7), (TWELVE, EIGHT)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One mishap each; two, one after the other, where all is asked for."""
    if "mishaps" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole")
        chosen = [*((name,) for name in MISHAPS), *(permutations(MISHAPS, 2) if whole else PAIRS)]
        metafunc.parametrize("mishaps", chosen, ids=", ".join)


def too_much(starts: Sequence[Start], mishaps: Sequence[str]) -> list[str]:
    """Where people do not get on after these mishaps, or it costs too much."""
    found, played = [], [(start, price) for start in starts if (price := cost(start, mishaps))]
    # what befalls nobody costs nothing: a ballot that a new version voided binds nobody to a condition
    if not played and (len(mishaps) == 1 or mishaps in PAIRS):
        return ["it befell nobody"]
    for start, price in played:
        within = price.acts <= MOST_ACTS * len(mishaps) and price.days <= MOST_DAYS * len(mishaps)
        opened = price.reopened <= sum(REOPENS.get(name, 0) for name in mishaps)
        if not (price.decided and within and opened):
            found.append(f"{start.cast.name} people, form {start.form}, {start.point}: {price}")
    return found


def test_honest_people_reach_a_decision(mishaps: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    starts = all_starts() if request.config.getoption("--whole") else quick_starts()
    assert too_much(starts, mishaps) == []


@pytest.mark.parametrize("name", MISHAPS)
def test_every_mishap_befalls_somebody(name: str) -> None:
    assert any(cost(start, (name,)) for start in quick_starts())


def test_a_wrong_threshold_that_is_noticed_costs_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a result is known its setter withdraws it; afterwards no reviewer takes it in."""

    def taken_in(audit: Audit, framework: Framework, stage: str) -> Late:
        found = to_take_in(audit, framework, stage)
        return found.replace(risks=()) if audit.late_thresholds else found

    for module in (duty, recovery):
        monkeypatch.setattr(module, "to_take_in", taken_in)
    ended = {}
    for start in (start for start in quick_starts() if start.point != "ballot-open"):
        befallen = wrong_threshold(start.world, Team(start.cast, start.form))
        assert befallen
        found = course(befallen.world, befallen.team, first=(correct,))
        withdrawn = any(isinstance(act, AnswerThresholdCorrection) for act in found.acts)
        ended[start.point] = (found.form, withdrawn)
    assert ended == {"mapping-closed": (5, True), "reflection-closed": (5, False)}
