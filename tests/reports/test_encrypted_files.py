"""Encrypted files in a report: each is named, with who compared it and what they found.

Owns that part of a report. The tie itself is tested in `tests/evaluations`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.evaluations.commands import TieManifest
from bot.reports.sections.encrypted_files import encrypted_files
from tests.builders import AUDITOR, SAFETY, WEIGHTS
from tests.engine.played_audits import Branch
from tests.evaluations.test_encrypted_files import SEALED, encrypted
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import says

REPORTS = ("A-1-report.html", "A-1-report.md", "A-1-design-history.html", "A-1-design-history.md")

HOW = "Decrypted with the customer's key, and hashed."


def compared(comparison: str) -> Branch:
    play = encrypted()
    decrypted = WEIGHTS if comparison == "same-files" else ""
    how = play.text(HOW)
    play.do(TieManifest, AUDITOR, number=2, comparison=comparison, decrypted=decrypted, how=how)
    return play


@pytest.mark.parametrize("standing", ["same-files", "same-tensors", "other", "not-compared"])
def test_encrypted_files_are_named_with_what_was_found(standing: str) -> None:
    read = played(encrypted() if standing == "not-compared" else compared(standing))
    [found] = encrypted_files(read)
    assert (found.standing, found.fingerprint) == (standing, SEALED)
    for name in REPORTS:
        text = files(read)[name]
        assert says(text, f"report-encrypted-{standing}", name=found.by)
        assert SEALED in text
        assert (HOW in text.replace("&#39;", "'").replace("&#x27;", "'")) is (found.how is not None)


def test_files_that_were_compared_with_an_earlier_version_stand_for_it_alone() -> None:
    read = played(compared("same-files"))
    [found] = encrypted_files(read)
    audit = read.audit.replace(weights="sha256:" + "6" * 64)
    later = replace(read, loaded=replace(read.loaded, audit=audit))
    assert (found.standing, encrypted_files(later)[0].standing) == ("same-files", "earlier-version")


def test_a_doubt_of_a_reviewer_is_named() -> None:
    play = compared("same-files")
    how = play.text("Decrypted again.")
    play.do(TieManifest, SAFETY, number=2, comparison="other", decrypted="", how=how)
    [found] = encrypted_files(played(play))
    assert found.how
    assert (found.standing, found.how.text) == ("doubted", "Decrypted again.")
    for name in REPORTS:
        assert says(files(played(play))[name], "report-encrypted-doubted", name=found.by)
