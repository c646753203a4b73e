"""The pages for the board in front of a report: what stands there first, and how much is left to the parts behind.

Owns their order and number. What stands in each line is tried with the part it comes from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.domain.decision.commands import ClaimDone, NameOwner, ReportCancelling, VerifyDone
from bot.domain.documents.commands import RecordDocument
from bot.domain.documents.reading import Stated
from bot.domain.evaluations.commands import RecordRisk
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import ApproveVariant
from bot.domain.sign_offs.commands import SignOff
from bot.reports.charts.canvas import shortened
from bot.reports.document_words import Words
from bot.reports.risk_states import State
from bot.reports.sections.ballot import verdict
from bot.reports.sections.board import MOST, Board, Few, board
from bot.reports.sections.contents import report_contents
from bot.reports.sections.evaluations import risks
from bot.reports.sections.findings import problems
from bot.reports.sections.reflection import reflection
from bot.reports.templates import written
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, LEGAL, SAFETY, Play, an_audit, kind_of
from tests.decision.test_post_in_slack import api, posted
from tests.engine.played_audits import audit_at, audit_ready, with_stage
from tests.reports.sample_audits import files, played
from tests.reports.test_trace import decided
from tests.slack.outbound.view_contexts import say, says


def read_by_the_board(play: Play) -> Board:
    read = played(play)
    return board(read, verdict(read), risks(read), problems(read))


def test_the_gravest_problems_stand_first_and_the_others_are_counted() -> None:
    play = audit_at("testing")
    before = len(play.audit.findings)
    for severity in ("low", "medium", "high", "severe", "low", "medium", "high", "severe"):
        more = {"owner": ENGINEER, "blocks": (3,) if severity in ("high", "severe") else ()}
        play.do(LogFinding, SAFETY, stage="testing", severity=severity, text=play.text(f"It is {severity}."), **more)
    found = read_by_the_board(play).problems
    assert [line.severity for line in found.lines][:MOST] == ["severe", "severe", "high", "high", "medium", "medium"]
    assert found.more == 2 + before
    for name in ("A-1-report.html", "A-1-report.md"):
        assert say()("report-board-more", count=found.more) in files(played(play))[name]


def test_which_kinds_of_risk_are_left_out_stands_in_the_words_of_who_signed_or_that_nobody_said() -> None:
    without = with_stage("mapping", risk_kinds=[])
    play = audit_ready("mapping", framework=without)
    for name in ("A-1-report.html", "A-1-report.md"):
        assert says(files(played(play))[name], "report-board-kinds-unsigned")
    seen = evidence_of(play.audit, play.framework, "mapping")
    given = {"stage": "mapping", "role": "safety", "verdict": "approve", "seen": seen}
    play.do(SignOff, SAFETY, **given, left_out=play.text("Dependence: nobody to ask."))
    signed = {"stage": "mapping", "role": "auditor", "verdict": "approve", "seen": seen}
    silent = audit_ready("mapping", framework=without)
    silent.do(SignOff, AUDITOR_2, **signed)
    assert says(files(played(silent))["A-1-report.md"], "report-board-kinds")
    [(_, words)] = read_by_the_board(play).unknowns.left_out
    assert words.text == "Dependence: nobody to ask."
    for name in ("A-1-report.html", "A-1-report.md"):
        page = files(played(play))[name]
        assert page.count("Dependence: nobody to ask.") == 2, "in short for the board, and with its signature"
        assert page.index(say()("report-approval-left-out")) < page.rindex("Dependence: nobody to ask.")
        assert not says(files(played(play))[name], "report-board-kinds")


def test_the_kinds_of_risk_stand_with_the_risks_and_those_that_are_not_tested_in_front() -> None:
    play = audit_at("mapping")
    play.risk()
    page = files(played(play))["A-1-report.md"]
    titles = ", ".join(kind.title for kind in play.framework.risk_kinds)
    assert says(page, "report-board-kinds-unanswered", kinds=titles)
    play.kinds(dependence="not-tested", privacy="not-applicable")
    for name in ("A-1-report.html", "A-1-report.md"):
        page = files(played(play))[name]
        front, behind = page.split('id="risks"', 1)
        said = say()("report-kind-not-tested", kind="Dependence", risks="", name=played(play).name(AUDITOR))
        assert said in front
        assert said in behind
        assert say()("report-kind-not-applicable", kind="Privacy", risks="", name=played(play).name(AUDITOR)) in behind
        assert not says(page, "report-board-kinds-unsigned")


def test_what_is_open_of_conditions_stands_before_what_is_verified() -> None:
    play = posted(api(), conditions=("First.", "Second."))
    due = play.today
    play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, check=play.text("Try it."), due=due)
    play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Done."))
    play.do(VerifyDone, AUDITOR, round=1, item="C1", done=True, words=play.text("Seen."))
    assert [(c.key, c.state) for c in read_by_the_board(play).conditions.lines] == [("C2", "open"), ("C1", "verified")]


def test_the_weakest_evidence_stands_first() -> None:
    read = played(audit_at("testing"))
    (part,) = risks(read)
    told = [replace(part, state=state) for state in ("supports", "listed", "untested", "does-not-support")]
    states = [line.state for line in board(read, None, told, ()).risks.lines]
    assert states == sorted(states, key=get_args(State).index)
    assert states[0] == "does-not-support"


def test_what_fits_is_not_counted_as_more() -> None:
    found = read_by_the_board(posted(api()))
    assert {few.more for few in (found.risks, found.conditions, found.dissents, found.advice)} == {0}


def test_the_number_of_a_risk_that_tampering_brings_about_is_said_to_be_from_before_it() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.02)
    read = played(play)
    book = report_contents(read)
    told = {state: Few((replace(book.risks[0], state=state),), 0) for state in ("supports", "tampering-fails")}
    for name in ("report.html", "report.md"):
        pages = {
            state: written(name, read.say, book=replace(book, board=replace(book.board, risks=few)))
            for state, few in told.items()
        }
        said = {state: say()("report-board-as-served") in page for state, page in pages.items()}
        assert said == {"supports": False, "tampering-fails": True}


def test_what_is_cut_is_cut_between_words() -> None:
    assert shortened("Principle 2 promises that nobody is worse served", 30) == "Principle 2 promises that…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
    assert shortened("two words", 9) == "two words"


def test_what_there_is_nothing_of_is_named_so_that_nobody_looks_for_it() -> None:
    found = read_by_the_board(posted(api())).nothing
    assert {"waivers", "left-out", "earlier-audits", "incidents", "recurring"} <= set(found)
    play = posted(api())
    play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was hurt."))
    assert "incidents" not in read_by_the_board(play).nothing
    for name in ("A-1-report.html", "A-1-report.md"):
        assert say()("report-board-open-reports", count=1) in files(played(play))[name]
    undecided = read_by_the_board(audit_at("testing")).nothing
    assert {"incidents", "recurring"}.isdisjoint(undecided)


def test_what_is_not_known_stands_before_what_is() -> None:
    play = posted(api())
    for name in ("A-1-report.html", "A-1-report.md"):
        text = files(played(play))[name]
        places = [say()(f"report-board-{part}") for part in ("unknown", "problems")]
        assert [text.index(place) for place in places] == sorted(text.index(place) for place in places)
        assert says(text, "page-nothing")


def test_a_risk_that_is_not_tested_and_a_row_that_no_risk_stands_for_are_among_what_is_not_known() -> None:
    play = an_audit().at("mapping")
    play.do(RecordRisk, SAFETY, title=play.text("Leaks keys."), likelihood=2, severity=4, priority=False)
    rows = ({"function": "Answers", "mode": "is wrong", "risk": "R1"}, {"function": "Refuses", "mode": "gives in"})
    read = played(play, {"fmea-final": Words(1, "", rows)})
    found = report_contents(read).board.unknowns
    assert [part.key for part in found.untested] == [risk.key for risk in play.audit.risks if not risk.priority]
    assert [(row.words, row.artifact) for row in found.untied] == [("Refuses · gives in", "fmea-final")]
    for name in ("A-1-report.html", "A-1-report.md"):
        assert says(files(read)[name], "report-board-untested")
        assert says(files(read)[name], "report-board-untied")


def test_what_people_said_that_they_do_not_know_is_read_by_the_board() -> None:
    play = posted(api())
    read = played(play)
    told = reflection(read)
    assert told
    known = {line.text for asked in told.asked if asked.unknowns for line in asked.lines if not line.dissent}
    said = {line.text for line in read_by_the_board(play).unknown_said.lines}
    assert said == known
    [asked] = [question for stage in read.framework.stages for question in stage.questions if question.unknowns]
    assert asked.key == "unknowns"


def summarised(play: Play, unknown: str | None, *, missing: bool = False) -> Play:
    """A light audit with a summary on record, which was read, and says this of what is not known; None: not read."""
    play.hand_in("audit-summary")
    if unknown is not None:
        stated = play.text(Stated(unknown=unknown).model_dump_json())
        said = {"missing": ("not-known",) if missing else (), "stated": stated}
        play.do(RecordDocument, SYSTEM, artifact="audit-summary", version=1, **said)
    return play


def light() -> Play:
    play = an_audit(framework=kind_of("light")).staffed()
    play.do(ApproveVariant, LEGAL)
    play.complete("scoping")
    return play


def test_what_the_summary_of_a_light_audit_says_is_not_known_is_read_by_the_board() -> None:
    play = summarised(light(), "How callers fare in German.")
    for name in ("A-1-report.html", "A-1-report.md"):
        front, _, _ = files(played(play))[name].partition(say()("report-board-problems"))
        assert "How callers fare in German." in front.rpartition(say()("report-board-unknown"))[2]


@pytest.mark.parametrize(
    ("unknown", "missing", "words"),
    [
        ("", True, "report-board-unknown-silent"),
        ("", False, "report-board-unknown-unread"),
        (None, False, "report-board-unknown-unread"),
    ],
)
def test_a_summary_that_says_nothing_of_it_or_that_nobody_could_read_is_no_sign_that_all_is_known(
    unknown: str | None, missing: bool, words: str
) -> None:
    read = played(summarised(light(), unknown, missing=missing))
    for name in ("A-1-report.html", "A-1-report.md"):
        assert says(files(read)[name], words)


def test_words_on_what_is_not_known_that_were_removed_are_said_to_be_removed() -> None:
    play = summarised(light(), "How callers fare in German.")
    version = play.audit.latest("audit-summary")
    assert version
    assert version.stated
    del play.prose[version.stated]
    [line] = read_by_the_board(play).unknowns.documents
    assert line.words
    assert line.words.missing == "removed"


def test_an_audit_by_a_framework_that_asks_for_no_such_part_has_no_line_about_it() -> None:
    assert read_by_the_board(audit_at("testing")).unknowns.documents == ()


def test_a_condition_for_after_the_release_is_owed_once_and_is_no_duty_that_recurs() -> None:
    found = read_by_the_board(decided(plan=(("Measured again.", "Engineering", "after"),)))
    assert [c.state for c in found.conditions.lines] == ["open"]
    assert "recurring" in found.nothing


def test_a_result_has_its_interval_and_the_tool_that_its_file_is_of() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.02)
    (line,) = risks(played(play))[0].results
    assert line.low < line.value < line.high
    for name in ("A-1-report.html", "A-1-report.md"):
        text = files(played(play))[name]
        assert line.interval in text
        assert says(text, "report-result-tool", tool=line.tool)
        assert say()("report-check-limits") in text
