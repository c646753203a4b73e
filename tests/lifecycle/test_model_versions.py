"""A new version of the model: who declares it, and what it opens, voids and suspends.

Owns these rules, from the second edition on. What becomes of results is `tests/evaluations`.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import AnswerVersion, ChangeModel, RerunResult
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import AnswerReopened
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import RecordGone
from tests.builders import (
    AUDITOR,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    SAFETY,
    WEIGHTS,
    first_edition,
    refused_with,
)
from tests.engine.played_audits import Branch, audit_at

API = ("content-filters", "abuse-response", "rate-limits", "usage-logging", "access-vetting")


def said(play: Branch, **other: Any) -> dict[str, Any]:
    subject = Subject(model="Foo-7B", version="1.3")
    return {"subject": subject, "weights": OTHER_WEIGHTS, "why": play.text("A later build."), **other}


def swapped_by_the_lead(framework: Framework | None) -> Branch:
    """The lead alone says, after testing, that the audit goes on with another build."""
    play = audit_at("post-audit", framework=framework)
    if framework is None:
        play.manifest(OTHER_WEIGHTS)
    line = {} if framework else {"line": "same-line"}
    play.do(ChangeModel, LEAD, **said(play), **line)
    return play


def statuses(play: Branch) -> dict[str, str]:
    return {
        key: "questioned" if state.questioned else state.status
        for key, state in play.audit.stages.items()
        if key != "post-audit"
    }


def test_the_lead_alone_makes_no_new_version() -> None:
    assert swapped_by_the_lead(first_edition()).audit.model_number == 2
    assert swapped_by_the_lead(None).audit.model_number == 1


@pytest.mark.parametrize("who", [ENGINEER, LEGAL, *BOARD[:1]])
def test_a_reviewer_declares_it_and_nobody_else(who: str) -> None:
    play = swapped_by_the_lead(None)
    with refused_with("version-reviewer-only"):
        play.do(AnswerVersion, who, number=1, confirm=True)


def test_every_reviewer_is_asked_and_one_is_enough() -> None:
    play = swapped_by_the_lead(None)
    asked = {d.person for d in duties_of(play.audit, play.framework, play.today) if d.kind == "second-version"}
    assert {AUDITOR, SAFETY} <= asked
    play.do(AnswerVersion, SAFETY, number=1, confirm=True)
    assert (play.audit.model_number, play.audit.weights) == (2, OTHER_WEIGHTS)
    assert not [d for d in duties_of(play.audit, play.framework, play.today) if d.kind == "second-version"]


def test_a_reviewer_who_sees_no_new_version_leaves_the_audit_with_the_one_it_is_about() -> None:
    play = swapped_by_the_lead(None)
    play.do(AnswerVersion, SAFETY, number=1, confirm=False)
    assert play.audit.model_number == 1
    assert set(statuses(play).values()) == {"closed"}


def test_the_same_manifest_is_the_same_version_whatever_its_name() -> None:
    def renamed(framework: Framework | None) -> Branch:
        play = audit_at("testing", framework=framework)
        play.weighed()
        play.do(ChangeModel, LEAD, **said(play, weights=WEIGHTS))
        return play

    assert renamed(first_edition()).audit.model_number == 2
    with refused_with("version-same-manifest"):
        renamed(None)


def test_of_the_same_line_collection_and_testing_open_again_and_reflection_s_signers_are_asked() -> None:
    play = audit_at("post-audit")
    play.new_version(OTHER_WEIGHTS)
    assert statuses(play) == {
        "scoping": "closed",
        "mapping": "closed",
        "collection": "open",
        "testing": "open",
        "reflection": "questioned",
    }


def test_another_model_opens_scoping_too() -> None:
    play = audit_at("post-audit")
    play.new_version(OTHER_WEIGHTS, line="another-model")
    assert statuses(play) == {
        "scoping": "open",
        "mapping": "questioned",
        "collection": "open",
        "testing": "open",
        "reflection": "questioned",
    }


def test_it_has_to_be_said_whether_it_is_of_the_same_line() -> None:
    play = audit_at("testing")
    play.manifest(OTHER_WEIGHTS)
    with refused_with("manifest-stated-already"):
        play.manifest(OTHER_WEIGHTS)
    with refused_with("version-same-manifest"):
        play.do(ChangeModel, LEAD, **said(play))
    play.manifest(WEIGHTS)
    with refused_with("version-line-missing"):
        play.do(ChangeModel, LEAD, **said(play, weights=WEIGHTS))


def test_reflection_still_stands_by_the_word_of_a_signer_who_builds_nothing() -> None:
    play = audit_at("post-audit")
    play.new_version(OTHER_WEIGHTS)
    play.do(RerunResult, SAFETY, number=1)
    for stage in ("collection", "testing"):
        play.complete(stage)
    with refused_with("ballot-stage-questioned"):
        play.do(OpenBallot, LEAD)
    for who in (LEAD, ENGINEER):
        with refused_with("reopened-signer-only"):
            play.do(AnswerReopened, who, stage="reflection", stands=True)
    play.stands("reflection")
    assert play.do(OpenBallot, LEAD)


def test_it_voids_an_open_ballot() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    play.new_version(OTHER_WEIGHTS)
    assert play.audit.ballot
    assert play.audit.ballot.status == "void"


def proposed(*conditions: str) -> Branch:
    """A result that cools off, perhaps with conditions that come before the release."""
    play = audit_at("post-audit")
    play.bring(*API)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(*range(4), conditions=conditions if who == BOARD[0] else ()))
    play.reveal()
    return play


def test_a_revealed_result_is_posted_for_the_version_that_was_voted_on() -> None:
    play = proposed()
    before = play.audit.weights
    play.new_version(OTHER_WEIGHTS)
    play.cool_off()
    decision = play.audit.in_force
    assert decision
    assert (decision.form, decision.model, decision.weights) == (3, "Foo-7B 1.2", before)
    assert play.audit.model_number == 1


def test_the_lead_leaves_and_the_model_changes_while_a_result_cools_off() -> None:
    play = proposed()
    before = play.audit.weights
    play.do(RecordGone, SYSTEM, person=LEAD)
    play.manifest(OTHER_WEIGHTS)
    play.do(ChangeModel, DEPUTY, **said(play), line="same-line")
    play.do(AnswerVersion, SAFETY, number=1, confirm=True)
    play.cool_off()
    decision = play.audit.in_force
    assert decision
    assert (decision.form, decision.weights) == (3, before)
    assert [d.person for d in duties_of(play.audit, play.framework, play.today) if d.person == LEAD] == []


def test_it_suspends_a_decision_whose_conditions_before_the_release_are_unmet() -> None:
    play = proposed("Log who uses it.")
    play.cool_off()
    play.new_version(OTHER_WEIGHTS)
    decision = play.audit.decision
    assert decision
    assert decision.suspended
    assert decision.suspended.cause == "new-version"
    assert statuses(play)["testing"] == "open"
    assert not play.audit.findings, "a severe problem comes from reports only"


def test_a_version_declared_while_it_cools_off_suspends_it_once_it_is_posted() -> None:
    play = proposed("Log who uses it.")
    play.new_version(OTHER_WEIGHTS)
    play.cool_off()
    assert play.audit.decision
    assert play.audit.decision.suspended
    assert play.audit.model_number == 2


def test_a_new_version_of_a_decision_in_force_is_a_new_audit() -> None:
    play = proposed()
    play.cool_off()
    with refused_with("version-of-a-decision"):
        play.do(ChangeModel, LEAD, **said(play, line="same-line"))
