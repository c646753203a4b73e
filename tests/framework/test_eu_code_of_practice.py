"""The EU Code of Practice as a framework beside the built-in one: fields with answers, clocks, what recurs.

Owns that it leads an audit to its decision, and what people read of its clocks. Its files name the measures.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

import prompts
from bot.domain.ballot.commands import OpenBallot
from bot.domain.ballot.support import support
from bot.domain.decision.commands import ReportCancelling
from bot.domain.decision.upkeep import first_reports
from bot.domain.documents.rows import count_rows
from bot.domain.evaluations.state import KindVerdict
from bot.domain.kernel.decision_rules import Cancelling
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.tables import TableProblem
from bot.framework_files import load_framework
from bot.reports.dates import long_day
from tests.builders import BOARD, ENGINEER, LEAD, LEGAL, Play, an_audit, built_in
from tests.reports.sample_audits import REPORTS, files, played
from tests.slack.outbound.view_contexts import say, says

FOLDER = Path(prompts.__file__).parent / "framework" / "eu-code-of-practice"


@cache
def framework() -> Framework:
    return load_framework(FOLDER)


@cache
def decided() -> Play:
    """Every seat would serve it, with what the Code asks for then."""
    play = an_audit(asked_form=2, framework=framework()).at("deciding")
    play.bring("safety-mitigations", "security-mitigations", "monitoring-plan", "incident-process")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    play.reveal()
    play.cool_off()
    return play


def test_the_steps_of_the_code_lead_to_a_decision_whether_to_proceed() -> None:
    decision = decided().audit.decision
    assert decision
    assert decision.form == 2


@pytest.mark.parametrize("risk", ["cbrn", "loss_of_control", "cyber_offence", "harmful_manipulation"])
def test_a_systemic_risk_that_the_code_specifies_and_nobody_tests_supports_no_form(risk: str) -> None:
    play = an_audit(asked_form=2, framework=framework()).at("identification")
    play.risk()
    gap: dict[str, KindVerdict] = {risk: "not-tested"}
    play.kinds(**gap)
    for stage in ("identification", "analysis", "acceptance"):
        play.complete(stage)
    assert [support(play.audit, play.framework, form).kinds for form in (0, 1, 2)] == [
        (),
        (risk.replace("_", "-"),),
        (risk.replace("_", "-"),),
    ]


def test_each_serious_incident_has_the_days_that_the_code_gives_it() -> None:
    days = {cause.key: cause.report_days for cause in framework().decision.cancelled_by if cause.report_days}
    assert days == {"infrastructure": 2, "breach": 5, "death": 10, "harm": 15}


def test_a_report_says_what_has_a_clock_and_what_recurs() -> None:
    written = files(played(decided()))
    for name in REPORTS:
        assert says(written[name], "cause-clock", to="the AI Office", days=5)
        assert says(written[name], "report-recurring")


def test_of_what_was_reported_a_report_says_by_when_the_first_report_is_owed() -> None:
    play = an_audit(asked_form=2, framework=framework()).at("deciding")
    play.bring("safety-mitigations", "security-mitigations", "monitoring-plan", "incident-process")
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(1, 2))
    play.reveal()
    play.cool_off()
    today = play.clock.now()
    play.do(ReportCancelling, ENGINEER, cause="breach", text=play.text("A copy lay on a public server."))
    (owed,) = first_reports(play.audit, play.framework, today.date())
    assert (owed.due, owed.owner) == (today.date() + timedelta(days=5), LEGAL)
    for name in REPORTS:
        written, shown = files(played(play))[name], long_day(owed.due, say().locale)
        assert says(written, "report-since-clock", to="the AI Office", owner="Legal")
        assert says(written, "report-time-coming", day=shown)


def test_what_recurs_is_seen_to_by_the_role_that_the_framework_names() -> None:
    roles = {each.key: each.role for each in framework().decision.recurring}
    assert roles == {"model-report": "legal", "framework-assessment": "safety"}
    assert {cause.report_role for cause in framework().decision.cancelled_by if cause.report_days} == {"legal"}


def test_fields_take_one_answer_each() -> None:
    spec = framework().artifact("notifications")
    titles = [column.title for column in spec.columns if column.required]
    row = "| 2026-11-20 | no | yes | no |"
    table = f"| {' | '.join(titles)} |\n| --- | --- | --- | --- |\n{row}\n"
    assert count_rows(spec, table, 0) == 1
    with pytest.raises(TableProblem) as refused:
        count_rows(spec, table + "| 2026-11-21 | yes | yes | no |\n", 0)
    assert refused.value.text.id == "table-rows-most"


def test_the_built_in_framework_is_frozen_as_before() -> None:
    frozen = built_in().model_dump_json()
    assert "most_rows" not in built_in().artifact("fmea-draft").model_dump()
    for field in ("report_days", "report_to", "report_role", "recurring"):
        assert f'"{field}"' not in frozen
    assert Cancelling(key="incident", title="An incident").model_dump() == {
        "key": "incident",
        "title": "An incident",
        "stage": None,
    }
