"""What codes and standards ask for, answered from the record: what is there, where, and what is not.

Owns the rules that fill a row. The files of regimes are in `test_obligation_files`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.evaluations.samples import DrawnSamples, Sample
from bot.domain.findings.commands import LogFinding
from bot.domain.roster.commands import (
    AssignRoles,
    ProposeWaiver,
    SecondWaiver,
)
from bot.reports.report_data import Material
from bot.reports.sections.obligations import DECIDED, Asked, obligations
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    an_audit,
    first_edition,
)
from tests.reports.sample_audits import REPORTS, files, golden, played
from tests.reports.test_contents import decided_twice
from tests.slack.outbound.view_contexts import say, says


def answers(read: Material) -> dict[str, Asked]:
    """By the rule that fills a row: a row of it."""
    return {row.rule: row for regime in obligations(read) for row in regime.rows}


def test_what_codes_and_standards_ask_for_is_answered_from_the_record() -> None:
    before, after = answers(played(an_audit().at("testing"))), answers(played(decided_twice()))
    assert set(before) == set(after)
    assert not before["reasons"].there
    assert after["reasons"].there
    assert "The record" not in before["tampering"].said
    assert says(after["tampering"].said, "report-asked-tampering-holds")
    assert not after["samples"].there, "to rest on samples is not to show them"
    assert after["assessors"].there
    assert after["proceed"].said.startswith("0 Not released, ")
    assert not after["update"].there
    assert not after["never"].there
    for rule in ("benefits", "seen"):
        assert (before[rule].there, after[rule].there) == (False, True), rule


def test_risks_that_are_not_tested_and_gaps_are_counted_where_they_are_asked_for() -> None:
    play = an_audit().at("mapping")
    before = answers(played(play))["unmeasured"]
    play.do(LogFinding, AUDITOR, stage="mapping", severity="high", text=play.text("Nobody asked."), cause="gap")
    after = answers(played(play))["unmeasured"]
    assert (before.there, after.there) == (False, True)
    assert says(after.said, "report-asked-unmeasured-there", listed=0, gaps=1)


def test_a_word_on_every_kind_of_risk_answers_which_are_left_out() -> None:
    found = answers(played(an_audit().at("testing")))["unmeasured"]
    assert found.there
    assert says(found.said, "report-asked-kinds-answered")


def test_a_builder_who_judges_by_waiver_is_named_where_independence_is_asked_for() -> None:
    play = an_audit(framework=first_edition()).at("mapping")
    play.do(ProposeWaiver, LEAD, person=ENGINEER, roles=("engineering", "auditor"), reason=play.text("Nobody else."))
    play.do(SecondWaiver, BOARD[0], person=ENGINEER, roles=("engineering", "auditor"))
    play.do(AssignRoles, LEAD, roles={"auditor": (AUDITOR, AUDITOR_2, ENGINEER)})
    found = answers(played(play))
    assert not found["assessors"].there
    assert says(found["assessors"].said, "report-asked-assessors-gap", both="Engineer")
    assert not found["impartial"].there


def test_who_admitted_what_they_handed_in_is_not_called_impartial() -> None:
    play = an_audit(framework=first_edition()).at("testing")
    own = play.reading(AUDITOR)
    play.admit(own, by=AUDITOR)
    found = answers(played(play))["impartial"]
    assert not found.there
    assert says(found.said, "report-asked-impartial-own")


def test_a_document_that_nobody_accepted_is_not_called_missing() -> None:
    play = an_audit().staffed()
    play.hand_in("product-requirements")
    [row] = [r for g in obligations(played(play)) for r in g.rows if r.article == "Measure 7.1 (2)"]
    assert (row.there, row.otherwise) == (False, True)
    assert says(row.said, "report-asked-documents-handed", title="Product requirements")
    [card] = [r for g in obligations(played(play)) for r in g.rows if r.article == "Annex XI, Section 1, 1 (d)"]
    assert (card.there, card.otherwise) == (False, False)


def test_what_a_decision_answers_is_not_promised_for_later_once_the_audit_ended() -> None:
    def said(read: Material) -> set[str]:
        return {row.said for g in obligations(read) for row in g.rows if row.rule in DECIDED}

    assert said(golden("ended")) == {say()("report-asked-ended")}
    assert say()("report-asked-ended") not in said(played(an_audit()))


def test_five_inputs_and_outputs_are_printed_with_their_seed_or_said_to_be_missing() -> None:
    read = played(decided_twice())
    number, fingerprint = read.audit.results[0].number, read.audit.results[0].content
    assert fingerprint
    shown = tuple(Sample(name=f"{n}_epoch_1", input=f"Question {n}", output=f"Answer {n}") for n in range(5))
    drawn = DrawnSamples(total=40, seed=fingerprint, samples=shown)
    for name in REPORTS:
        without, with_them = files(read)[name], files(replace(read, samples={number: drawn}))[name]
        assert says(without, "report-samples-none")
        assert fingerprint in with_them
        assert "Question 4" in with_them
        assert "Answer 0" in with_them
    assert answers(replace(read, samples={number: drawn}))["samples"].there
