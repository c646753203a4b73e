"""Shorter stories of the demo, each for one way an audit can go.

Owns the registry. To add a scenario: a file here with SCENARIO, a line in SCENARIOS, its name in the README. Must not
know how an action is done.
"""

from __future__ import annotations

from bot.demo.actions import Scenario
from bot.demo.director import WHOLE
from bot.demo.scenarios import api, end, light, open_weights, small_model, suspend
from bot.settings import CannotRun
from bot.wiring.texts import read_texts, words

SCENARIOS: tuple[Scenario, ...] = (
    open_weights.SCENARIO,
    api.SCENARIO,
    small_model.SCENARIO,
    end.SCENARIO,
    suspend.SCENARIO,
    light.SCENARIO,
)


def chosen(name: str) -> Scenario:
    """A scenario by its name, the whole story for none. Raises CannotRun with those there are."""
    found = {"": WHOLE} | {scenario.name: scenario for scenario in SCENARIOS}
    if name not in found:
        known = "\n".join(f"  {each.name}: {words(each.told)}" for each in SCENARIOS if each.told)
        raise CannotRun(read_texts()("demo-no-scenario", name=name, known=known))
    return found[name]
