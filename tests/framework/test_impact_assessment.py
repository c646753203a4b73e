"""The impact assessment of a product without weights: a framework beside the built-in one, as data alone.

Owns that it leads an assessment to its decision. What a framework may say is in the tests beside this one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import prompts
from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.framework import Framework
from bot.framework_files import load_framework
from tests.builders import BOARD, LEAD, Play, an_audit
from tests.reports.sample_audits import files, played

FOLDER = Path(prompts.__file__).parent / "framework" / "impact-assessment"


@cache
def framework() -> Framework:
    return load_framework(FOLDER)


def decided(form: int, *documents: str) -> Play:
    """Every seat would use it in a form, with these documents of mitigations."""
    play = an_audit(framework=framework()).at("deciding")
    play.bring(*documents)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*range(1, form + 1)))
    play.reveal()
    play.cool_off()
    return play


def test_a_product_without_weights_is_led_to_a_decision_on_its_use() -> None:
    decision = decided(1, "oversight-plan", "data-protection").audit.decision
    assert decision
    assert (decision.form, decision.allowed) == (1, (1,))


def test_a_form_without_its_documents_is_not_allowed_whoever_ticks_it() -> None:
    decision = decided(2, "oversight-plan", "data-protection").audit.decision
    assert decision
    assert decision.allowed == (1,)
    assert [blocked.missing for blocked in decision.blocked] == [("monitoring-plan",)]


def test_its_report_asks_for_no_model_card() -> None:
    text = files(played(decided(1, "oversight-plan", "data-protection")))["A-1-report.md"]
    assert "Pilot with named people" in text
    assert "doc-model-card" not in text
