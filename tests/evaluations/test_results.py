"""Results of tests: who places and excuses them, and what a new version of the model does to them.

Owns the life of a result. What it says of a risk is tried in `tests.evaluations.test_risks`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.documents.events import DocumentOffered
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AdmitResult, CarryResult, ChangeModel, FailReading, OfferResult, RerunResult
from bot.domain.evaluations.events import ResultAdmitted
from bot.domain.evaluations.measurement import Note, Uncertainty
from bot.domain.evaluations.verdicts import verdict_on
from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import NoticeCard
from bot.domain.kernel.effects import ReadResult, WhisperOffer
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.state import Subject
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    ENGINEER,
    LEAD,
    OTHER_WEIGHTS,
    SAFETY,
    first_edition,
    measured,
    refused_with,
)
from tests.engine.played_audits import audit_at
from tests.engine.test_commit_plan import after
from tests.evaluations.test_risks import left, said


@pytest.mark.parametrize(
    ("reading", "alone", "with_reason"),
    [
        ({}, "supports", "supports"),
        ({"models": ("Bar-2",)}, "inconclusive", "supports"),
        ({"run": "partial"}, "inconclusive", "supports"),
        ({"limits": ("limit=10",)}, "inconclusive", "supports"),
        ({"run": "failed"}, "inconclusive", "inconclusive"),
        ({"notes": (Note(kind="invalidated"),)}, "inconclusive", "inconclusive"),
    ],
)
def test_what_does_not_fit_takes_a_reviewers_reason_and_some_of_it_no_reason_mends(
    reading: dict[str, Any], alone: str, with_reason: str
) -> None:
    play = audit_at("testing")
    play.admit(play.reading(**reading))
    assert verdict_on(play.audit, play.audit.risks[0]) == alone
    again = audit_at("testing")
    again.admit(again.reading(**reading), why="It is the same model.")
    assert verdict_on(again.audit, again.audit.risks[0]) == with_reason


@pytest.mark.parametrize(
    ("reading", "why", "tested"),
    [
        ({"models": ("Bar-2",)}, "", False),
        ({"models": ("Bar-2",)}, "It is our name for the same weights.", True),
        ({"run": "failed"}, "It failed at the end only.", False),
        ({"run": "partial"}, "", True),
    ],
)
def test_testing_waits_for_a_result_of_the_audited_model_that_was_measured(
    reading: dict[str, Any], why: str, tested: bool
) -> None:
    play = audit_at("testing")
    play.admit(play.reading(**reading), why=why)
    assert (("result-missing", "R1") not in left(play, "testing")) is tested
    asked = [d.of for d in duties_of(play.audit, play.framework, play.today) if d.kind == "measure-risk"]
    assert asked == ([] if tested else ["R1"])


def test_a_bad_value_of_a_partial_run_speaks_against_the_model_all_the_same() -> None:
    play = audit_at("testing")
    play.admit(play.reading(run="partial"), value=0.5)
    assert verdict_on(play.audit, play.audit.risks[0]) == "does-not-support"


def test_a_file_dropped_again_after_a_milder_threshold_is_not_judged_by_it() -> None:
    play = audit_at("testing")
    unsure = {"uncertainty": Uncertainty(standard_error=0.05)}
    assert said(play, 0.12, **unsure).why == "unsure"
    play.threshold("R1", 0.9)
    play.open_thresholds("R1")
    again = said(play, 0.12, **unsure)
    assert (again.verdict, again.why, again.afterwards) == ("inconclusive", "unsure", False)
    assert verdict_on(play.audit, play.audit.risks[0]) == "inconclusive"


def test_by_the_rules_of_before_the_sender_places_a_result_and_only_a_reviewer_excuses_it() -> None:
    play = audit_at("testing", framework=first_edition())
    number = play.reading(ENGINEER)
    with pytest.raises(NotAllowed):
        play.admit(number, why="Trust me.", by=ENGINEER)
    with pytest.raises(NotAllowed):
        play.admit(number, by=f"{ENGINEER}2")
    [event] = play.do(AdmitResult, ENGINEER, number=number, risk="R1", measured=measured())
    assert isinstance(event, ResultAdmitted)


def test_a_file_is_read_once_and_is_a_document_after_all_where_no_reader_knows_it() -> None:
    play = audit_at("testing")
    source = Source(channel="C", ts="1.1", file="F1")
    given = {"source": source, "name": play.text("notes.csv"), "artifact": "risk-chart"}
    assert after(play, lambda p: p.do(OfferResult, AUDITOR, **given)).effects == (ReadResult(number=1, file="F1"),)
    assert play.do(OfferResult, AUDITOR, **given) == []
    failed = {"number": 1, "problem": "unknown-format", "params": play.text("{}"), "offer": "o1"}
    _, offered = play.do(FailReading, SYSTEM, **failed)
    assert isinstance(offered, DocumentOffered)
    assert (offered.person, offered.artifact) == (AUDITOR, "risk-chart")
    assert play.do(FailReading, SYSTEM, **failed) == []


@pytest.mark.parametrize(
    ("problem", "caused", "told"),
    [("not-xml", [], True), ("too-slow", [], True), ("unknown-format", [WhisperOffer], False), ("gone", [], True)],
)
def test_its_sender_is_asked_once_what_a_file_is_that_was_not_read_unless_it_never_came(
    problem: str, caused: list[type], told: bool
) -> None:
    play = audit_at("testing")
    source = Source(channel="C", ts="1.1", file="F1")
    play.do(OfferResult, AUDITOR, source=source, name=play.text("notes.md"), artifact="risk-chart")
    failed = {"number": 1, "problem": problem, "params": play.text("{}"), "offer": "o1"}
    plan = after(play, lambda p: p.do(FailReading, SYSTEM, **failed))
    assert [type(effect) for effect in plan.effects] == caused
    assert (NoticeCard("result-unread", 1, AUDITOR) in plan.cards) is told
    assert [offer.artifact for offer in play.audit.offers] == ([] if problem == "gone" else ["risk-chart"])


def test_a_new_version_of_the_model_leaves_every_result_to_an_auditor_who_did_not_send_it() -> None:
    play = audit_at("testing")
    play.admit(play.reading())
    new = {"subject": Subject(model="Foo-7B", version="1.3"), "why": play.text("Tuned.")}
    with pytest.raises(NotAllowed):
        play.do(ChangeModel, ENGINEER, **new)
    play.new_version()
    assert {("result-outdated", ""), ("result-missing", "R1")} <= left(play, "testing")
    assert verdict_on(play.audit, play.audit.risks[0]) is None
    with pytest.raises(NotIndependent):
        play.do(CarryResult, AUDITOR, number=1, why=play.text("The same."))
    with pytest.raises(Invalid):
        play.do(CarryResult, AUDITOR_2, number=1, why=play.text(" "))
    play.do(CarryResult, AUDITOR_2, number=1, why=play.text("The layers that were measured are the same."))
    assert verdict_on(play.audit, play.audit.risks[0]) == "supports"
    assert not {kind for kind, _ in left(play, "testing")} & {"result-outdated", "result-missing"}


def test_stating_the_fingerprint_of_the_version_under_audit_makes_no_new_one() -> None:
    play = audit_at("testing")
    play.admit(play.reading())
    play.weighed()
    assert play.audit.model_number == 1
    assert verdict_on(play.audit, play.audit.risks[0]) == "supports"
    play.new_version(OTHER_WEIGHTS)
    assert play.audit.model_number == 2


def test_what_is_no_fingerprint_is_not_taken_for_one() -> None:
    play = audit_at("testing", framework=first_edition())
    new = {"subject": play.audit.subject, "why": play.text("Somebody asked.")}
    with refused_with("fingerprint-unreadable", Invalid):
        play.do(ChangeModel, LEAD, weights="the one from Monday", **new)
    play.do(ChangeModel, LEAD, weights=" SHA256:9F86D081 ", **new)
    assert play.audit.weights == "SHA256:9F86D081"


def test_a_result_that_is_run_again_counts_no_longer() -> None:
    play = audit_at("testing")
    play.admit(play.reading())
    play.new_version()
    play.do(RerunResult, SAFETY, number=1)
    assert left(play, "testing") >= {("result-missing", "R1")}
    with pytest.raises(NotNow):
        play.admit(1)
