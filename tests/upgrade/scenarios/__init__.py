"""The demo's scenarios as release 0.1.0 played them: the demo's own go on with its rules, these stand still.

Owns the list. Must not be changed but where a module that it imports has moved.
"""

from __future__ import annotations

from bot.demo.actions import Scenario
from tests.upgrade.scenarios import api, end, light, open_weights, small_model, suspend

SCENARIOS: tuple[Scenario, ...] = (
    open_weights.SCENARIO,
    api.SCENARIO,
    small_model.SCENARIO,
    end.SCENARIO,
    suspend.SCENARIO,
    light.SCENARIO,
)
