"""Duties under the keys they are stored by. Owns that a key means what it meant, whichever build wrote it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.ballot.duties import RecommendDuty, VoteDuty
from bot.domain.decision.duties import (
    AnswerReportDuty,
    ConfirmOutsideDuty,
    FirstReportDuty,
    MeetDuty,
    NameOwnerDuty,
    RecurringDuty,
    VerifyDuty,
)
from bot.domain.documents.duties import (
    AnswerChangesDuty,
    AnswerContradictionsDuty,
    AnswerOfferDuty,
    EarlierDocumentsDuty,
    ReviewDuty,
    ReworkDuty,
    SecondNoEffectDuty,
    SecondSupportDuty,
    SubmitDuty,
)
from bot.domain.duties.motions import LateConditionDuty, SecondMotionDuty, StandInDuty
from bot.domain.duties.rules import AnswerExtensionDuty, OverdueDuty
from bot.domain.evaluations.duties import (
    AnswerExpectationDuty,
    AnswerKindsDuty,
    ConfirmManifestDuty,
    LogFailureDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    PlaceOutdatedDuty,
    PlaceResultDuty,
    SecondCorrectionDuty,
    SecondGuardedResultDuty,
    SecondMetricNamesDuty,
    SetThresholdDuty,
    StateWeightsDuty,
    TieManifestDuty,
)
from bot.domain.findings.duties import AnswerFindingDuty, SecondDispositionDuty, SettleFindingDuty
from bot.domain.kernel.duty import KINDS, PARTS, Duty, DutyKey, read_duty, read_duty_id, read_duty_key, write_duty
from bot.domain.lifecycle.duties import (
    AnswerReopenedDuty,
    ApproveVariantDuty,
    CloseStageDuty,
    ConfirmAudienceDuty,
    ConfirmEndDuty,
    ConfirmFrameworkDuty,
    MakeFullDuty,
    OpenBallotDuty,
    PostDecisionDuty,
    PublishSummaryDuty,
    SayReopeningDuty,
    SecondVersionDuty,
    TakeInDuty,
)
from bot.domain.redaction.duties import ConfirmRedactionDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.roster.duties import (
    AcceptRoleDuty,
    ReassignDuty,
    SecondNamingDuty,
    SecondRoleChangeDuty,
    SecondWaiverDuty,
)
from bot.domain.sign_offs.duties import CloseConditionDuty, StillApproveDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty

STORED: dict[str, DutyKey] = {
    "accept-role:legal": DutyKey(AcceptRoleDuty, role="legal"),
    "reassign:legal": DutyKey(ReassignDuty, role="legal"),
    "reassign:legal:T01:U1": DutyKey(ReassignDuty, role="legal", about="T01:U1"),
    "overdue:sign:mapping:safety@T01:U1": DutyKey(OverdueDuty, of="sign:mapping:safety@T01:U1"),
    "answer-extension:sign:mapping:safety@T01:U1": DutyKey(AnswerExtensionDuty, of="sign:mapping:safety@T01:U1"),
    "answer-offer:id7": DutyKey(AnswerOfferDuty, of="id7"),
    "place-result:3": DutyKey(PlaceResultDuty, number=3),
    "second-no-effect:system-map:2": DutyKey(SecondNoEffectDuty, artifact="system-map", number=2),
    "earlier-documents:2": DutyKey(EarlierDocumentsDuty, number=2),
    "take-in:testing": DutyKey(TakeInDuty, stage="testing"),
    "name-risks:mapping": DutyKey(NameRisksDuty, stage="mapping"),
    "answer-expectation:2": DutyKey(AnswerExpectationDuty, number=2),
    "answer-kinds:mapping": DutyKey(AnswerKindsDuty, stage="mapping"),
    "set-threshold:R1": DutyKey(SetThresholdDuty, of="R1"),
    "measure-risk:R1": DutyKey(MeasureRiskDuty, of="R1"),
    "state-weights": DutyKey(StateWeightsDuty),
    "second-version:1": DutyKey(SecondVersionDuty, number=1),
    "confirm-manifest:3": DutyKey(ConfirmManifestDuty, number=3),
    "tie-manifest:3": DutyKey(TieManifestDuty, number=3),
    "second-metric-names:2": DutyKey(SecondMetricNamesDuty, number=2),
    "second-guarded-result:2": DutyKey(SecondGuardedResultDuty, number=2),
    "second-threshold-correction:2": DutyKey(SecondCorrectionDuty, number=2),
    "confirm-audience": DutyKey(ConfirmAudienceDuty),
    "confirm-framework": DutyKey(ConfirmFrameworkDuty),
    "log-failure:R1": DutyKey(LogFailureDuty, of="R1"),
    "place-outdated:3": DutyKey(PlaceOutdatedDuty, number=3),
    "submit:model-card": DutyKey(SubmitDuty, artifact="model-card"),
    "answer-finding:2": DutyKey(AnswerFindingDuty, number=2),
    "settle-finding:2": DutyKey(SettleFindingDuty, number=2),
    "second-disposition:2": DutyKey(SecondDispositionDuty, number=2),
    "rework:1": DutyKey(ReworkDuty, number=1),
    "second-support:model-card:2": DutyKey(SecondSupportDuty, artifact="model-card", number=2),
    "review:model-card:2": DutyKey(ReviewDuty, artifact="model-card", number=2),
    "answer-contradictions:model-card:2": DutyKey(AnswerContradictionsDuty, artifact="model-card", number=2),
    "answer-changes:1": DutyKey(AnswerChangesDuty, number=1),
    "sign:mapping:safety": DutyKey(SignDuty, stage="mapping", role="safety"),
    "still-approve:mapping:safety": DutyKey(StillApproveDuty, stage="mapping", role="safety"),
    "respond:mapping:engineer": DutyKey(RespondDuty, stage="mapping", role="engineer"),
    "close-condition:1": DutyKey(CloseConditionDuty, number=1),
    "confirm-end": DutyKey(ConfirmEndDuty),
    "approve-variant": DutyKey(ApproveVariantDuty),
    "make-full": DutyKey(MakeFullDuty),
    "second-waiver:1": DutyKey(SecondWaiverDuty, number=1),
    "second-naming:1": DutyKey(SecondNamingDuty, number=1),
    "second-role-change:1": DutyKey(SecondRoleChangeDuty, number=1),
    "confirm-redaction:sha256:0a": DutyKey(ConfirmRedactionDuty, of="sha256:0a"),
    "answer-reopened:mapping": DutyKey(AnswerReopenedDuty, stage="mapping"),
    "publish-summary:1": DutyKey(PublishSummaryDuty, number=1),
    "recommend:testing": DutyKey(RecommendDuty, stage="testing"),
    "check-lines:1": DutyKey(CheckLinesDuty, number=1),
    "close-stage:mapping": DutyKey(CloseStageDuty, stage="mapping"),
    "open-ballot": DutyKey(OpenBallotDuty),
    "vote:1": DutyKey(VoteDuty, number=1),
    "name-owner:0:C1": DutyKey(NameOwnerDuty, number=0, of="C1"),
    "meet:1:M2": DutyKey(MeetDuty, number=1, of="M2"),
    "verify:1:C1": DutyKey(VerifyDuty, number=1, of="C1"),
    "answer-report:1": DutyKey(AnswerReportDuty, number=1),
    "recurring:20270603:model-report": DutyKey(RecurringDuty, number=20270603, of="model-report"),
    "first-report:2": DutyKey(FirstReportDuty, number=2),
    "confirm-outside": DutyKey(ConfirmOutsideDuty),
    "post-decision:1": DutyKey(PostDecisionDuty, number=1),
    "second-motion:2": DutyKey(SecondMotionDuty, number=2),
    "stand-in:mapping:close-stage": DutyKey(StandInDuty, stage="mapping", of="close-stage"),
    "late-condition:1:C1": DutyKey(LateConditionDuty, number=1, of="C1"),
    "say-reopening:0": DutyKey(SayReopeningDuty, number=0),
}


def owed(key: str) -> Duty:
    """A duty of somebody under this key."""
    found = STORED[key]
    fields: dict[str, Any] = dict(zip(PARTS, found[1:], strict=True))
    return found.duty(person="T01:U9", due=date(2026, 12, 1), **fields)


@pytest.mark.parametrize("key", STORED)
def test_a_stored_key_is_read_back_as_what_it_was(key: str) -> None:
    assert read_duty_key(key) == STORED[key]
    assert STORED[key].key == key


def test_every_kind_of_duty_is_among_them() -> None:
    assert {found.duty for found in STORED.values()} == set(KINDS.values())


@pytest.mark.parametrize("key", STORED)
def test_a_duty_stands_under_the_key_of_its_kind(key: str) -> None:
    duty = owed(key)
    assert (duty.key, duty.id) == (key, STORED[key].by("T01:U9"))
    assert read_duty_id(duty.id) == (key, "T01:U9")


@pytest.mark.parametrize("key", STORED)
def test_a_duty_is_read_back_from_its_row(key: str) -> None:
    duty = owed(key)
    assert read_duty(write_duty(duty)) == duty


def test_a_row_of_an_earlier_build_is_read() -> None:
    stored = (
        '{"key":"sign:mapping:safety","kind":"sign","person":"T01:U9","due":"2026-12-01","stage":"mapping",'
        '"role":"safety","artifact":"","number":0,"about":"","of":""}'
    )
    assert read_duty(stored) == owed("sign:mapping:safety")


def test_a_kind_that_this_build_does_not_know_is_no_duty() -> None:
    assert read_duty_key("dance:mapping") is None
    with pytest.raises(ValueError, match="dance"):
        read_duty('{"key": "dance:mapping", "kind": "dance", "person": "T01:U9", "due": "2026-12-01"}')


def test_two_classes_cannot_share_a_kind() -> None:
    with pytest.raises(TypeError, match="VoteDuty"):
        type("VetoDuty", (Duty,), {}, kind="vote")


def test_of_a_key_that_stops_early_nothing_more_is_said() -> None:
    assert read_duty_key("sign:mapping") == DutyKey(SignDuty, stage="mapping")
    assert read_duty_key("vote:next") == DutyKey(VoteDuty)
    assert read_duty_id("sign:mapping:safety") == ("sign:mapping:safety", "")
