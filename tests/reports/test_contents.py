"""What a report says, and what it must not: every part in its place, restricted and removed words nowhere.

Owns the contents. How they look is kept in `golden`.
"""

from __future__ import annotations

import re
from typing import get_args

from bot.domain import commands as c
from bot.domain.events import Event
from bot.domain.people import SYSTEM
from bot.reports.book.telling import sentences
from tests.builders import AUDITOR, AUDITOR_2, BOARD, ENGINEER, LEAD, SAFETY, Play, an_audit, kind_of
from tests.domain.golden_histories import reworded
from tests.reports.given import files, golden, kept, plain, played
from tests.slack.out.test_decision import voted

REPORTS = ("A-1-report.html", "A-1-report.md")
ALL = (*REPORTS, "A-1-design-history.html", "A-1-design-history.md")


def test_every_event_of_a_history_is_in_the_design_history() -> None:
    text = files(golden("decided"))["A-1-design-history.md"]
    for recorded in kept("decided"):
        assert f"`{recorded.hash}`" in text


def test_every_kind_of_event_has_its_sentence() -> None:
    kinds = {kind.__name__ for kind in get_args(get_args(Event)[0])}
    assert set(sentences()) >= kinds


def test_sentences_name_only_what_their_event_holds() -> None:
    kinds = {kind.__name__: kind for kind in get_args(get_args(Event)[0])}
    for name, sentence in sentences().items():
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= set(kinds[name].model_fields), name


def test_every_anchor_a_statement_links_to_is_there() -> None:
    for history in ("decided", "undecided", "ended"):
        for name, text in files(golden(history)).items():
            wanted = set(re.findall(r'href="#([^"]+)"|\]\(#([^)]+)\)', text))
            there = set(re.findall(r'id="([^"]+)"', text))
            assert {one or other for one, other in wanted} <= there, name


def test_before_a_decision_the_report_says_what_is_awaited_and_that_nothing_may_be_released() -> None:
    for name in REPORTS:
        text = files(played(an_audit().at("testing")))[name]
        assert "Nothing is decided, and nothing may be released on it." in text
        assert "Adversarial test report" in text
        assert "is missing" in text


def test_a_decision_stands_with_reasons_dissent_and_votes() -> None:
    read = played(voted())
    for name in REPORTS:
        text = files(read)[name]
        assert "Decided: may be released as" in text
        for part in (
            "Dissent",
            "Reasons",
            "Round 1: revealed",
            "would allow" if name.endswith("md") else "Would allow",
        ):
            assert part in text


def test_an_ended_audit_says_why_and_that_nothing_may_be_released() -> None:
    for name in REPORTS:
        assert "Nothing may be released on it." in files(golden("ended"))[name]


def restricted_audit() -> Play:
    play = an_audit().at("mapping")
    secret = play.text("secret-name.md")
    words = play.text("An interviewee said something in confidence.")
    play.do(c.SubmitArtifact, AUDITOR, artifact="interview-notes", kind="text", name=secret, text=words, source=None)
    what = play.text("The third interview contradicts the second.")
    play.do(c.RequestChanges, SAFETY, artifact="interview-notes", version=1, what=what)
    return play


def test_of_a_restricted_document_only_title_date_and_fingerprint_are_told() -> None:
    play = restricted_audit()
    version = play.audit.latest("interview-notes")
    assert version
    assert version.content
    for name, text in files(played(play)).items():
        assert "Interview notes" in text
        assert version.content[7:19] in text
        for words in ("secret-name", "in confidence", "third interview"):
            assert words not in text, name


def test_what_was_redacted_stays_away_and_its_place_says_so() -> None:
    description = golden("decided").audit.description
    read = golden("decided", gone=frozenset({description}))
    for name in REPORTS:
        text = files(read)[name]
        assert plain(description) not in text
        assert "This text was removed." in text


def test_sealed_ballots_stay_sealed() -> None:
    play = an_audit().at("post-audit")
    play.do(c.OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(1, 2, public="Nobody may read this yet."))
    for text in files(played(play)).values():
        assert "Nobody may read this yet." not in text
    assert "sealed until the reveal" in files(played(play))["A-1-report.md"]


def test_an_unpublished_draft_is_not_told() -> None:
    play = an_audit().at("reflection")
    play.do(c.RequestSummary, LEAD)
    play.do(
        c.RecordSummary, SYSTEM, number=1, content=play.text('{"narrative": "Not yet.", "sections": []}'),
        discussion="sha256:" + "0" * 64, origin="excerpts", statements=(),
    )  # fmt: skip
    for text in files(played(play)).values():
        assert "Not yet." not in text


def test_what_the_lead_put_into_other_words_says_so() -> None:
    text = files(played(reworded()))["A-1-report.md"]
    assert "It holds. (" in text
    assert ", worded by the audit lead, " in text
    assert "> As s1." in text


def test_a_changed_document_shows_that_its_approval_no_longer_counts() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "auditor", AUDITOR_2)
    play.hand_in("system-map", by=ENGINEER)
    play.accept("system-map")
    assert "changed since it was signed" in files(played(play))["A-1-report.md"]


def test_who_never_answered_is_named() -> None:
    play = an_audit().at("scoping")
    play.documents("scoping")
    play.later(days=40)
    play.do(c.ProceedWithout, LEAD, duty="sign:scoping:legal", reason=play.text("On leave."))
    text = files(played(play))["A-1-report.md"]
    assert "**No answer from Legal \\& policy.**" in text
    assert "On leave." in text


def test_a_smaller_audit_says_its_kind_and_practice_marks_every_file() -> None:
    light = files(played(Play(framework=kind_of("light")).staffed()))
    for name in REPORTS:
        assert "Light audit." in light[name]
        assert "update of what was audited in May" in light[name]
    for text in files(played(Play(framework=kind_of("practice")).staffed())).values():
        assert "Practice audit: it decides nothing, and nothing may be released on it." in text
