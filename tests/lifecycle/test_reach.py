"""Where and at what scale a model is to be used: asked when an audit starts, printed wherever it is decided on.

Owns that answer from the command to the report, and that one which is not there is said to be missing.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.evidence import evidence_of
from bot.domain.lifecycle.commands import ChangeDetails
from bot.reports.sections.obligations import obligations
from bot.slack.ballot.page import page_parts
from bot.slack.decision.decision_card import decision_card
from bot.slack.lifecycle.audit_card import audit_card
from tests.builders import BOARD, LEAD, Play, an_audit, first_edition
from tests.decision.test_suspension import decided
from tests.engine.played_audits import audit_at
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import context_of, say, shown

WHERE = "From Frankfurt, for 300 businesses: two million questions a month."


def said(play: Play, words: str = WHERE) -> Play:
    play.do(ChangeDetails, LEAD, reach=play.text(words))
    return play


def report(play: Play) -> list[str]:
    found = files(played(play))
    return [found["A-1-report.html"], found["A-1-report.md"]]


def test_the_lead_says_it_and_says_it_anew() -> None:
    play = said(said(an_audit().at("scoping"), "Somewhere."))
    assert play.audit.reach
    assert play.prose[play.audit.reach].text == WHERE
    before = len(play.history)
    play.do(ChangeDetails, LEAD, reach=play.prose[play.audit.reach])
    play.do(ChangeDetails, LEAD, reach=play.text("  "))
    assert len(play.history) == before


def test_who_signs_scoping_signs_it_too() -> None:
    play = an_audit().at("scoping")
    first = play.framework.stages[0].key
    before = evidence_of(play.audit, play.framework, first)
    assert evidence_of(said(play).audit, play.framework, first) != before


def test_audits_by_the_first_edition_have_no_such_answer() -> None:
    play = said(Play(framework=first_edition()))
    assert play.audit.reach is None
    assert say()("reach-unsaid") not in shown(audit_card(context_of(play)))


def test_the_card_says_it_or_that_nobody_did() -> None:
    play = an_audit().at("scoping")
    assert f"{say()('reach-unsaid')} {say()('reach-add')}" in shown(audit_card(context_of(play)))
    assert WHERE in shown(audit_card(context_of(said(play))))


def test_nobody_is_told_how_to_add_it_once_the_board_votes() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    page = "\n".join(page_parts(context_of(play)))
    assert say()("reach-unsaid") in page
    assert say()("reach-add") not in page
    for who in BOARD:
        play.vote(who, play.paper(0, 1))
    play.reveal()
    play.cool_off()
    posted = shown(decision_card(context_of(play)))
    assert say()("reach-unsaid") in posted
    assert say()("reach-add") not in posted


def test_the_board_votes_and_decides_by_it() -> None:
    play = audit_at("scoping")
    said(play)
    for stage in ("scoping", "mapping", "collection", "testing", "reflection"):
        play.complete(stage)
    play.do(OpenBallot, LEAD)
    assert WHERE in "\n".join(page_parts(context_of(play)))
    for who in BOARD:
        play.vote(who, play.paper(0, 1))
    play.reveal()
    play.cool_off()
    assert WHERE in shown(decision_card(context_of(play)))


def test_a_report_prints_it_or_that_it_is_not_on_record() -> None:
    play = an_audit().at("scoping")
    assert all(say()("report-reach-unsaid") in text for text in report(play))
    said(play)
    assert all(WHERE in text and say()("report-reach") in text for text in report(play))
    assert {row.there for regime in obligations(played(play)) for row in regime.rows if row.rule == "reach"} == {True}


def test_an_older_decision_is_reported_without_it() -> None:
    assert all(say()("report-reach-unsaid") in text for text in report(decided()))
