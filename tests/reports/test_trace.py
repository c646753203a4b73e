"""From principle to condition: what is tied together on record stands in one row, and nothing else does.

Owns that table of a report.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.findings.commands import LogFinding
from bot.reports.document_words import Words
from bot.reports.report_data import Material
from bot.reports.sections.evaluations import risks, tampering
from bot.reports.sections.trace import Tracing, tracing
from tests.builders import BOARD, ENGINEER, LEAD, SAFETY, an_audit
from tests.engine.played_audits import Branch, audit_at
from tests.reports.sample_audits import REPORTS, files, golden, played
from tests.slack.outbound.view_contexts import say, says

REGISTER = {"risk-register": Words(1, "", ({"risk": "Harmful advice.", "principle": "Nobody is harmed."},))}


def traced(read: Material) -> Tracing:
    return tracing(read, risks(read))


def test_a_risk_stands_beside_its_principle_threshold_result_and_problem() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.4)
    common = {"stage": "testing", "risk": "R1", "owner": ENGINEER, "blocks": (3,)}
    play.do(LogFinding, SAFETY, severity="high", text=play.text("A jailbreak works."), **common)
    read = played(play, REGISTER)
    row = traced(read).rows[0]
    assert row.principle
    assert (row.principle.words, row.principle.artifact) == ("Nobody is harmed.", "risk-register")
    assert (row.verdict, row.problems[-1]) == ("does-not-support", len(play.audit.findings))
    for name in REPORTS:
        text = files(read)[name]
        assert says(text, "report-trace-asked")
        assert "Nobody is harmed." in text


def test_what_nothing_ties_to_a_risk_is_said_not_guessed() -> None:
    fmea = {"fmea-draft": Words(1, "", ({"function": "Answers", "principle": "4"}, {"function": "Refuses"}))}
    read = played(an_audit().at("testing"), fmea)
    assert traced(read).rows[0].principle is None
    for name in REPORTS:
        assert says(files(read)[name], "report-trace-principles", principles="4")


def test_of_a_draft_and_what_scores_its_rows_again_only_the_last_counts() -> None:
    rows = ({"function": "Answers", "principle": "4", "risk": "R1"}, {"function": "Refuses", "principle": "2"})
    both = {"fmea-draft": Words(1, "", ({"principle": "4"}, {"principle": "7"})), "fmea-final": Words(1, "", rows)}
    [untied] = traced(played(an_audit().at("testing"), both)).principles
    assert (untied.artifact, untied.words) == ("fmea-final", "2")


def test_a_condition_that_names_a_risk_stands_in_its_row_and_others_beneath_the_table() -> None:
    read = played(decided("R1 is measured again.", "Filters stay on."))
    assert [row.conditions for row in traced(read).rows] == [("C1",)]
    assert traced(read).conditions == ("C2",)
    for name in REPORTS:
        assert says(files(read)[name], "report-trace-conditions", conditions="C2")


def test_a_repair_of_a_problem_stands_in_the_row_of_its_risk() -> None:
    def repairs(problem: str) -> tuple[str, ...]:
        plan = {"remediation-plan": Words(1, "", ({"what": "Retrain.", "problem": problem},))}
        return traced(played(play, plan)).rows[0].conditions

    play = decided(plan=(("Retrain.", "Engineering", "before"),))
    assert repairs("Problem 1") == ("M1",)
    assert repairs("Problem 2") == ()


def test_a_risk_that_only_tampering_brings_about_is_not_said_to_hold_alone() -> None:
    read = golden("tampered")
    rows = [row for row in traced(read).rows if row.tampering]
    assert {line.verdict for row in rows for line in row.tampering} == {line.verdict for line in tampering(read)}
    for name in REPORTS:
        text = files(read)[name]
        part = text[text.index(say()("report-heading-trace")) :]
        assert (
            say()(f"report-tampered-{rows[0].tampering[0].verdict}") in part.partition(say()("report-heading-forms"))[0]
        )


def decided(*conditions: str, plan: tuple[tuple[str, str, str], ...] = ()) -> Branch:
    play = audit_at("post-audit")
    play.needs(2)
    play.do(LogFinding, SAFETY, severity="low", text=play.text("It is slow."), stage="testing", risk="R1")
    play.do(OpenBallot, LEAD)
    play.plan(*plan)
    for who in BOARD:
        play.vote(who, play.paper(2, conditions=conditions if who == BOARD[0] else ()))
    play.reveal()
    play.cool_off()
    return play


def test_a_risk_that_an_expectation_became_stands_beside_what_its_row_says() -> None:
    play = audit_at("mapping")
    key = play.risk(metric="A Measured by")
    play.answer_expectation(risk=key)
    row = {"principle": "Nobody is harmed.", "expectation": "Few attacks succeed."}
    [found] = traced(played(play, {"expectations": Words(1, "", (row,))})).rows
    assert found.expectation
    assert found.principle
    said = (found.expectation.words, found.principle.words, found.expectation.artifact)
    assert said == ("Few attacks succeed.", "Nobody is harmed.", "expectations")
    assert traced(played(play, {"expectations": Words(1, "", (row,))})).principles == ()


def test_each_expectation_stands_in_the_report_with_its_result_or_why_it_is_not_tested() -> None:
    play = audit_at("mapping")
    play.risk()
    play.kinds()
    play.answer_expectation(why="No tool measures it.")
    for name in REPORTS:
        text = files(played(play, {"expectations": Words(1, "", ({"expectation": "Few attacks succeed."},))}))[name]
        assert says(text, "report-heading-expectations")
        assert "Few attacks succeed." in text
        assert "No tool measures it." in text
        assert not says(text, "report-expectations-open")
