"""What a report keeps to itself: restricted documents, removed words, sealed ballots, drafts.

Owns that none of it stands anywhere. What a report says is in `test_contents`.
"""

from __future__ import annotations

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import RequestChanges, SubmitArtifact
from bot.domain.kernel.people import SYSTEM
from bot.domain.reflection.commands import RecordSummary, RequestSummary
from tests.builders import (
    AUDITOR,
    BOARD,
    LEAD,
    SAFETY,
    Play,
    an_audit,
)
from tests.reports.sample_audits import REPORTS, files, golden, plain, played
from tests.slack.outbound.view_contexts import says


def restricted_audit() -> Play:
    play = an_audit().at("mapping")
    secret = play.text("secret-name.md")
    words = play.text("An interviewee said something in confidence.")
    play.do(SubmitArtifact, AUDITOR, artifact="interview-notes", kind="text", name=secret, text=words, source=None)
    what = play.text("The third interview contradicts the second.")
    play.do(RequestChanges, SAFETY, artifact="interview-notes", version=1, what=what)
    return play


def test_of_a_restricted_document_only_title_date_and_fingerprint_are_told() -> None:
    play = restricted_audit()
    version = play.audit.latest("interview-notes")
    assert version
    assert version.content
    for name, text in files(played(play)).items():
        assert "Interview notes" in text
        assert version.content[7:19] in text
        for hidden in ("secret-name", "in confidence", "third interview"):
            assert hidden not in text, name


def test_what_was_redacted_stays_away_and_its_place_says_so() -> None:
    description = golden("decided").audit.description
    read = golden("decided", gone=frozenset({description}))
    for name in REPORTS:
        text = files(read)[name]
        assert plain(description) not in text
        assert says(text, "report-removed")


def test_sealed_ballots_stay_sealed() -> None:
    play = an_audit().at("post-audit")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(1, 2, public="Nobody may read this yet."))
    for text in files(played(play)).values():
        assert "Nobody may read this yet." not in text
    assert says(files(played(play))["A-1-report.md"], "report-round-sealed")


def test_an_unpublished_draft_is_not_told() -> None:
    play = an_audit().at("reflection")
    play.do(RequestSummary, LEAD)
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=play.text('{"narrative": "Not yet.", "sections": []}'),
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=(),
    )
    for text in files(played(play)).values():
        assert "Not yet." not in text
