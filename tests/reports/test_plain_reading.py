"""What a reader who has only the report must not have to guess: what speaks against, who, when, and by what name.

Owns these sentences one by one. Where parts stand is `test_contents`.
"""

from __future__ import annotations

import re

import pytest

from bot.domain.evaluations.measurement import Variant
from bot.domain.findings.commands import LogFinding
from bot.domain.lifecycle.commands import CloseStage, UndoClosing
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.reports.obligation_files import read_regimes
from bot.reports.sections.evaluations import risks
from bot.reports.sections.findings import against
from bot.reports.sections.lifecycle import Closing, Reopening, stages
from bot.reports.sections.matrix import forms
from bot.reports.sections.obligations import obligations
from bot.reports.sections.probes import FAMILIES
from bot.reports.sections.proposal import advice
from tests.builders import AUDITOR, LEAD, LEGAL, Play, an_audit, built_in, kind_of
from tests.decision.test_post_in_slack import api, posted
from tests.decision.test_suspension import answer, decided, reported
from tests.engine.played_audits import audit_at
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import say, says

REPORTS = ("A-1-report.html", "A-1-report.md")


def pages(play: Play) -> list[str]:
    """The report in both forms."""
    return [files(played(play))[name] for name in REPORTS]


def with_problem(risk: str = "", severity: str = "severe") -> Play:
    play = audit_at("testing")
    play.measures("testing")
    said = {"stage": "testing", "severity": severity, "text": play.text("Another prompt comes through.")}
    play.do(LogFinding, AUDITOR, **said, risk=risk, cause="test" if risk else "other")
    return play


@pytest.mark.parametrize(("risk", "words"), [("R1", "report-against-named"), ("", "report-against")])
def test_a_result_that_holds_says_which_severe_problem_is_open_beside_it(risk: str, words: str) -> None:
    play = with_problem(risk)
    for page in pages(play):
        assert page.count(say()(words, problem="\ue000", severity="severe").split("\ue000")[0]) >= 2, "board and risk"


def test_a_problem_that_is_settled_or_slight_and_of_no_risk_speaks_against_none() -> None:
    assert against(played(with_problem(severity="high")), "R1") == ()
    assert against(played(with_problem("R1", "high")), "R2") == ()
    assert [each.named for each in against(played(with_problem("R1", "high")), "R1")] == [True]


def test_a_stage_that_is_open_again_keeps_who_closed_it_first_and_whose_signatures_that_was() -> None:
    before = decided()
    signed = {a.name for s in stages(played(before)) for a in s.approvals if s.key == "testing"}
    answer(reported(before))
    [stage] = [s for s in stages(played(before)) if s.key == "testing"]
    closing, reopening = stage.before
    assert isinstance(closing, Closing)
    assert {each.name for each in closing.signers} == signed
    assert isinstance(reopening, Reopening)
    assert not reopening.undone
    for page in pages(before):
        assert f"event {closing.event}" in page
        assert closing.evidence in page, "in full under How to check this"


def test_a_closing_that_was_taken_back_stays_on_record() -> None:
    play = an_audit().at("mapping")
    play.do(UndoClosing, LEAD, stage="scoping")
    for page in pages(play):
        assert says(page, "report-stage-undone")
    play.do(CloseStage, LEAD, stage="scoping")
    [stage] = [s for s in stages(played(play)) if s.key == "scoping"]
    assert [type(each) for each in stage.before] == [Closing, Reopening]


def test_what_was_removed_says_who_asked_who_agreed_when_and_why() -> None:
    play = an_audit().at("mapping")
    content = play.audit.description
    why = play.text("It names a customer.")
    play.do(ProposeRedaction, LEAD, content=content, reason=why)
    play.do(ConfirmRedaction, LEGAL, content=content)
    play.prose.pop(content, None)
    for page in pages(play):
        assert "by Lead, Legal." in page
        assert "It names a customer." in page


def test_a_suspended_decision_keeps_its_votes_on_the_first_page() -> None:
    play = decided()
    answer(reported(play))
    for page in pages(play):
        assert page.index(say()("report-standing-votes", form="2 Hosted product", yes="3", no="0", absent="0")) < (
            page.index(say()("report-heading-board"))
        )


def test_whose_signatures_stand_under_the_benefits_is_said_by_name() -> None:
    play = decided()
    names = {name for each in advice(played(play)) for name, _ in each.signed}
    [row] = [row for regime in obligations(played(play)) for row in regime.rows if row.rule == "benefits"]
    assert names
    assert all(name in row.said for name in names)


def test_a_smaller_audit_names_its_own_stages() -> None:
    play = an_audit(framework=kind_of("light"))
    for page in pages(play):
        assert (
            say()("report-standing-smaller", kind="\ue000", framework="", version="", steps="").split("\ue000")[0]
            in page
        )
        assert "Scope and map; Evidence and tests; Decide" in page


def test_a_document_that_nobody_was_asked_for_is_not_called_missing() -> None:
    play = an_audit(framework=kind_of("light"))
    [protected] = [row for row in forms(played(play)) if row.number == 1]
    assert [need.status for need in protected.needs if need.titles == "Named evaluators"] == ["unasked"]


def test_a_form_that_is_blocked_for_a_document_that_nobody_was_asked_for_says_so() -> None:
    for page in pages(posted(api())):
        assert says(page, "report-blocked-unasked")


def test_what_a_code_asks_for_is_named_where_this_kind_of_audit_has_no_place_for_it() -> None:
    read = played(an_audit(framework=kind_of("light")))
    [row] = [r for g in obligations(read) for r in g.rows if r.article == "Annex XI, Section 1, 1 (f)"]
    assert says(row.said, "report-asked-documents-unasked", title="Licence of the weights")


def test_built_in_rows_call_documents_as_the_built_in_framework_does() -> None:
    for regime in read_regimes():
        named = {key for ask in regime.asks for key in ask.documents}
        assert regime.titles == {key: built_in().artifact(key).title for key in named}, regime.title


def test_how_long_records_are_kept_is_counted_by_the_years_of_the_code_that_asks() -> None:
    said = [row.said for g in obligations(played(decided())) for row in g.rows if row.rule == "kept"]
    assert [re.search(r"(\d+) years from the decision", words)[1] for words in said] == ["10", "5"]  # type: ignore[index]


def test_an_attack_of_garak_says_what_was_tried_and_who_judged_it() -> None:
    play = an_audit().at("testing")
    scorer = Variant(scorer="mitigation.MitigationBypass")
    play.admit(play.reading(format="garak"), task="dan.Dan_11_0", variant=scorer)
    [line] = risks(played(play))[0].results
    assert say()("report-probe-dan") in line.tried
    assert "mitigation.MitigationBypass" in line.tried
    play.admit(play.reading(format="garak"), task="brandnew.Attack")
    assert say()("report-probe-other") in risks(played(play))[0].results[-1].tried


def test_every_family_of_attacks_has_words() -> None:
    assert {f"report-probe-{family}" for family in FAMILIES} <= say().keys
