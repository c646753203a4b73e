"""The built-in framework leads a small audit to its ballot: nobody is asked for what they may not do.

Owns that the framework's roles, documents and signatures fit the rules together. Must not test the rules one by one.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot, RecommendForm
from bot.domain.ballot.duties import RecommendDuty
from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.documents.duties import ReviewDuty, SecondSupportDuty, SubmitDuty
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerExpectation,
    AnswerRiskKinds,
    ConfirmManifest,
    KindWord,
    OfferResult,
    RecordReading,
    RecordRisk,
    RevealThresholds,
    SetThreshold,
    SubmitManifest,
    ThresholdPaper,
)
from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    ConfirmManifestDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    PlaceResultDuty,
    SetThresholdDuty,
    StateWeightsDuty,
)
from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Measurement, SystemUnderTest
from bot.domain.evaluations.state import Terms
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import CloseStage, StartAudit
from bot.domain.lifecycle.duties import CloseStageDuty, OpenBallotDuty, PublishSummaryDuty
from bot.domain.lifecycle.state import Subject
from bot.domain.reflection.commands import PublishSummary, RecordSummary, RequestSummary
from bot.domain.roster.commands import AcceptRole, AssignRoles
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.commands import Respond, SignOff
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.framework_files import canonical, load_framework
from tests.builders import WEIGHTS, written
from tests.clock import MONDAY

FRAMEWORK = load_framework()

SALT = "00" * 16

ROSTER = {role.key: tuple(f"T1:{role.key}-{n}" for n in range(role.minimum)) for role in FRAMEWORK.roles}

LEAD = ROSTER["lead"][0]

WORDS = Prose(salt=SALT, text="Words.")

PAPER = ThresholdPaper(metric="pass_rate", terms=Terms(direction="at-least", value=0.9))

SEALED = Prose(salt=SALT, text=PAPER.model_dump_json(), sealed=True)

TODAY = MONDAY.date()

PASSED = Measurement(task="all", metric="pass_rate", value=0.95)


def test_the_smallest_roster_is_that_of_the_rules() -> None:
    counts = {role: len(people) for role, people in ROSTER.items() if people}
    assert counts == {"lead": 1, "auditor": 2, "engineering": 1, "product": 1, "safety": 1, "legal": 1, "board": 3}


@pytest.mark.parametrize("asked_form", [3, 4, 8])
def test_an_audit_with_the_smallest_roster_reaches_its_ballot(asked_form: int) -> None:
    audit, steps = started(asked_form), 0
    while audit.ballot is None:
        owed = duties_of(audit, FRAMEWORK, TODAY)
        audit = GIVE[type(owed[0])](audit, owed[0]) if owed else summarized(audit)
        steps += 1
        assert steps < 200, f"asked again and again: {[duty.key for duty in owed]}"
    assert len(audit.ballot.seats) == 3


def started(asked_form: int) -> Audit:
    start = StartAudit(
        **request(LEAD),
        subject=Subject(model="Foo-7B", version="1.0"),
        description=WORDS,
        asked_form=asked_form,
        framework=Prose(salt=SALT, text=canonical(FRAMEWORK)),
        lead=LEAD,
        decision_channel="C9",
    )
    audit = fold(decide(None, FRAMEWORK, start, MONDAY))
    return after(audit, AssignRoles(**request(LEAD), roles={k: v for k, v in ROSTER.items() if k != "lead"}))


def request(actor: str) -> dict[str, Any]:
    return {"workspace": "T1", "audit": "A-1", "request": "r", "actor": actor}


def after(audit: Audit, command: Command) -> Audit:
    events = decide(audit, FRAMEWORK, command, MONDAY)
    assert events, f"{command} changed nothing"
    return fold(events, audit)


def summarized(audit: Audit) -> Audit:
    """The lead asks for a summary, and one comes back."""
    audit = after(audit, RequestSummary(**request(LEAD)))
    assert audit.summary
    draft = RecordSummary(
        **request(SYSTEM),
        number=audit.summary.number,
        content=WORDS,
        discussion=WORDS.digest,
        origin="excerpts",
        statements=(),
    )
    return after(audit, draft)


def accepts_role(audit: Audit, duty: Duty) -> Audit:
    return after(audit, AcceptRole(**request(duty.person), role=duty.role))


def submits(audit: Audit, duty: Duty) -> Audit:
    text = Prose(salt=SALT, text=written(FRAMEWORK.artifact(duty.artifact)))
    return after(
        audit, SubmitArtifact(**request(duty.person), artifact=duty.artifact, kind="text", name=WORDS, text=text)
    )


def reviews(audit: Audit, duty: Duty) -> Audit:
    supports = True if FRAMEWORK.artifact(duty.artifact).verdict else None
    return after(
        audit,
        AcceptArtifact(**request(duty.person), artifact=duty.artifact, version=duty.number, supports=supports),
    )


def signs(audit: Audit, duty: Duty) -> Audit:
    seen = evidence_of(audit, FRAMEWORK, duty.stage)
    return after(audit, SignOff(**request(duty.person), stage=duty.stage, role=duty.role, verdict="approve", seen=seen))


def responds(audit: Audit, duty: Duty) -> Audit:
    return after(audit, Respond(**request(duty.person), stage=duty.stage, verdict="facts-correct"))


def publishes(audit: Audit, duty: Duty) -> Audit:
    return after(audit, PublishSummary(**request(duty.person), number=duty.number))


def closes(audit: Audit, duty: Duty) -> Audit:
    return after(audit, CloseStage(**request(duty.person), stage=duty.stage))


def opens_ballot(audit: Audit, duty: Duty) -> Audit:
    return after(audit, OpenBallot(**request(duty.person)))


def recommends(audit: Audit, duty: Duty) -> Audit:
    return after(audit, RecommendForm(**request(duty.person), form=audit.asked_form, reason=WORDS, benefits=WORDS))


def names_risk(audit: Audit, duty: Duty) -> Audit:
    risk = RecordRisk(**request(duty.person), title=WORDS, likelihood=3, severity=4, priority=True)
    return after(audit, risk)


def answers_expectation(audit: Audit, duty: Duty) -> Audit:
    return after(audit, AnswerExpectation(**request(duty.person), version=1, number=duty.number, why=WORDS))


def sets_threshold(audit: Audit, duty: Duty) -> Audit:
    return after(audit, SetThreshold(**request(duty.person), risk=duty.of, paper=PAPER, sealed=SEALED))


def answers_kinds(audit: Audit, duty: Duty) -> Audit:
    answers = tuple(KindWord(kind=kind.key, verdict="tested", risks=("R1",)) for kind in FRAMEWORK.risk_kinds)
    return after(audit, AnswerRiskKinds(**request(duty.person), answers=answers))


def states_weights(audit: Audit, duty: Duty) -> Audit:
    return after(audit, SubmitManifest(**request(duty.person), fingerprint=WEIGHTS, how=WORDS))


def confirms_manifest(audit: Audit, duty: Duty) -> Audit:
    return after(audit, ConfirmManifest(**request(duty.person), number=duty.number, confirm=True))


def measures(audit: Audit, duty: Duty) -> Audit:
    """Drops a file, which is read."""
    source = Source(channel="C1", ts="1.1", file="F1")
    audit = after(audit, OfferResult(**request(duty.person), source=source, name=WORDS))
    said = EvaluationResult(
        format="CSV",
        models=(SystemUnderTest(name="Foo-7B"),),
        model_digest=WEIGHTS,
        completeness=Completeness(status="complete"),
        measurements=(PASSED,),
    )
    read = RecordReading(
        **request(SYSTEM), number=len(audit.results), content=WORDS.digest, size=9, result=said, reading=WORDS
    )
    return after(audit, read)


def places(audit: Audit, duty: Duty) -> Audit:
    """Says what it speaks to, upon which the threshold is opened."""
    audit = after(audit, AdmitResult(**request(duty.person), number=duty.number, risk="R1", measured=PASSED))
    return after(audit, RevealThresholds(**request(SYSTEM), risk="R1", opened={1: SEALED}))


GIVE = {
    NameRisksDuty: names_risk,
    AnswerExpectationDuty: answers_expectation,
    SetThresholdDuty: sets_threshold,
    AnswerKindsDuty: answers_kinds,
    StateWeightsDuty: states_weights,
    ConfirmManifestDuty: confirms_manifest,
    MeasureRiskDuty: measures,
    PlaceResultDuty: places,
    AcceptRoleDuty: accepts_role,
    SubmitDuty: submits,
    ReviewDuty: reviews,
    SecondSupportDuty: reviews,
    RecommendDuty: recommends,
    SignDuty: signs,
    RespondDuty: responds,
    PublishSummaryDuty: publishes,
    CloseStageDuty: closes,
    OpenBallotDuty: opens_ballot,
}
"""What each duty asks, done by the person who owes it."""
