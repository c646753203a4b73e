"""The first page's sentences: what is open after a release, from when on there may be one, how was voted, who signed.

Owns these sentences and the words that are explained behind them; the lines for the board are `test_board`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.evaluations.measurement import Uncertainty
from bot.domain.kernel.framework import Framework
from bot.reports.dates import moment
from bot.reports.sections.ballot import verdict
from bot.reports.sections.evaluations import risks
from bot.reports.sections.glossary import glossary
from bot.reports.sections.proposal import advice
from tests.builders import an_audit
from tests.decision.test_post_in_slack import api, posted
from tests.engine.played_audits import Branch
from tests.reports.sample_audits import files, played
from tests.reports.test_trace import decided
from tests.slack.outbound.view_contexts import say, says

REPORTS = ("A-1-report.html", "A-1-report.md")


def pages(play: Branch) -> list[str]:
    return [files(played(play))[name] for name in REPORTS]


def test_what_is_open_after_the_release_is_said_beside_what_is_met_before_it() -> None:
    play = decided(plan=(("Measured again.", "Engineering", "after"),))
    found = verdict(played(play))
    assert found
    assert [each.key for each in found.after] == ["M1"]
    key = "report-standing-after" if found.after_until else "report-standing-after-undated"
    assert all(says(page, key, count=1) for page in pages(play))


def test_the_organisation_is_named_or_said_to_be_not_on_record() -> None:
    read = played(decided())
    for name in (*REPORTS, "A-1-design-history.html", "A-1-design-history.md"):
        assert say()("report-organisation-unsaid") in files(read)[name]
        named = files(replace(read, organisation="Foo <Ltd>"))[name]
        assert say()("report-organisation-unsaid") not in named
        assert "Foo" in named
        assert "<Ltd>" not in named


def test_it_is_said_from_when_on_it_may_be_released() -> None:
    free, bound = decided(), decided("Filters stay on.")
    found, waits = verdict(played(free)), verdict(played(bound))
    assert found
    assert waits
    assert (found.released_since, waits.released_since) == (found.at, None)
    at = moment(found.at, say().locale)
    assert all(says(page, "report-released-since", at=at) for page in pages(free))
    assert not any(says(page, "report-released-since") for page in pages(bound))


def test_the_votes_are_counted_on_the_first_page() -> None:
    play = posted(api())
    found = verdict(played(play))
    assert found
    assert found.votes
    assert (found.votes.yes, found.votes.no, found.votes.absent) == (2, 1, 0)
    told = {"form": found.votes.form, "yes": "2", "no": "1", "absent": "0"}
    assert all(say()("report-standing-votes", **told) in page for page in pages(play))


def test_of_a_blocked_form_it_is_said_how_many_of_the_seats_would_allow_it() -> None:
    found = verdict(played(posted(api())))
    assert found
    assert {(form.ticks, form.seats) for form in found.blocked} == {(2, 3)}


def test_whoever_signed_that_the_benefits_outweigh_the_risks_stands_beside_it_with_the_day() -> None:
    play = posted(api())
    signed = [each for a in advice(played(play)) for each in a.signed]
    assert signed
    for name, at in signed:
        told = say()("report-benefits-signer", name=name, at=moment(at, say().locale))
        assert all(told in page for page in pages(play))


@pytest.mark.parametrize(
    ("unsure", "how"),
    [
        (Uncertainty(lower=0.0124, upper=0.0389, confidence=0.95), "file"),
        (Uncertainty(lower=0.0124, upper=0.0389, confidence=0.95, method="bootstrap"), "method"),
        (Uncertainty(lower=0.0124, upper=0.0389, confidence=0.8, method="bootstrap"), "widened"),
        (Uncertainty(standard_error=0.005), "error"),
        (Uncertainty(standard_error=0.0), "wilson"),
        (None, "wilson"),
    ],
)
def test_an_interval_says_its_level_and_how_it_was_got(unsure: Uncertainty | None, how: str) -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.022, samples=500, uncertainty=unsure)
    [line] = risks(played(play))[0].results
    assert says(line.interval, "report-interval", level="95")
    assert say()(f"report-interval-{how}", method="bootstrap", level="80") in line.interval


def test_a_rate_whose_file_counts_is_told_as_a_count() -> None:
    play = an_audit().at("testing")
    play.admit(play.reading(), value=0.022, samples=500)
    [line] = risks(played(play))[0].results
    assert line.told == say()("report-result-counted", count="11", samples="500", share="2.2 %")


def test_all_forms_and_both_scales_are_explained_once() -> None:
    play = an_audit().at("testing")
    framework: Framework = play.framework
    found = glossary(played(play))
    assert [form.means for form in found.forms] == [option.means for option in framework.options]
    for page in (files(played(play))[name] for name in REPORTS):
        for key in ("form", "seat", "event", "head", "risk"):
            assert says(page, f"report-glossary-{key}")
