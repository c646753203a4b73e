"""Arguments for every command there is: more often than not of things that exist.

Owns one line a command, so that a new command is missed by a test until it has one. Must not know who will give it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.ballot.commands import CastBallot, OpenBallot, RecommendForm, RecuseSeat, RevealBallots
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    ClaimDone,
    CoSign,
    DropCondition,
    HandOnUpkeep,
    LiftHold,
    ListMitigations,
    NameOwner,
    PlanRow,
    PostDecision,
    ProposeOutside,
    RecordUpkeep,
    ReportCancelling,
    StageRelease,
    VerifyDone,
)
from bot.domain.documents.commands import (
    AcceptArtifact,
    AnswerContradiction,
    AnswerEarlierDocument,
    ChooseEncoding,
    DismissOffer,
    DropDraft,
    FailArtifact,
    KeepRow,
    MarkWithoutEffect,
    ObjectNoEffect,
    OfferDocument,
    OpenScores,
    RecordContradictions,
    RecordDocument,
    RemoveRow,
    RequestChanges,
    ResolveChanges,
    RevealScores,
    ScoreRows,
    StoreArtifact,
    SubmitArtifact,
    TakeBack,
)
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerExpectation,
    AnswerRiskKinds,
    AnswerVersion,
    CarryResult,
    ChangeModel,
    ConfirmManifest,
    DismissResult,
    FailManifest,
    FailReading,
    KindWord,
    OfferResult,
    RecordManifest,
    RecordReading,
    RecordRisk,
    RerunResult,
    StateServedModel,
    SubmitManifest,
    TieManifest,
)
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import (
    AnswerAudience,
    AnswerEnd,
    AnswerFramework,
    AnswerReopened,
    ApproveVariant,
    BindChannel,
    ChangeDetails,
    ChangeDue,
    CloseStage,
    NarrowAudience,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ProposeFramework,
    RecordEarlierAudits,
    RefuseVariant,
    ReopenStage,
    ResumeAudit,
    StartAudit,
    TakeIn,
    UndoClosing,
    UpgradeAudit,
)
from bot.domain.lifecycle.state import EarlierAudit, Subject
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.reflection.commands import (
    AnswerStatements,
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
    StopSummary,
    TakeStance,
    WithdrawStance,
)
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    RecordGone,
    RefuseRoleChange,
    SecondRoleChange,
    SecondWaiver,
    SetAway,
    SetOwnDays,
    StateTies,
)
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from tests.builders import (
    BOARD,
    LEAD,
    OTHER_WEIGHTS,
    SAFETY,
    STRANGER,
    WEIGHTS,
    measured,
)
from tests.engine.any_duty_arguments import ANYTHING_OWED, PEOPLE
from tests.engine.any_threshold_arguments import ANYTHING_ABOUT_THRESHOLDS

if TYPE_CHECKING:
    from tests.engine.wishes import Wishes

NOWHERE = "sha256:" + "f" * 64

FORMS = (0, 1, 2, 3, 4, 6, 7, 8)


def _pairs(w: Wishes) -> tuple[str, str]:
    pair: tuple[str, str] = w.pick((("auditor", "board"), ("board", "auditor"), ("engineering", "safety"), ("a", "b")))
    return pair


def _people(w: Wishes) -> tuple[str, ...]:
    wider = (*BOARD, STRANGER, f"{STRANGER}2", f"{STRANGER}3")
    return wider if w.pick((True, False, False)) else tuple(w.pick(PEOPLE) for _ in range(w.pick((0, 1, 2, 3))))


def _who(w: Wishes) -> str:
    return str(w.pick(PEOPLE))


def _same_framework(w: Wishes) -> Prose:
    return w.play.text(w.play.framework.model_dump_json())


def _other_framework(w: Wishes) -> Prose:
    """The framework once more, by another version."""
    return w.play.text(w.play.framework.model_copy(update={"version": "2.0.1"}).model_dump_json())


def _kinds(w: Wishes) -> tuple[KindWord, ...]:
    keys = [kind.key for kind in w.play.framework.risk_kinds] or ["cyber"]
    words: tuple[dict[str, Any], ...] = (
        {"verdict": "tested", "risks": (w.risk(),)},
        {"verdict": "not-applicable", "why": w.words()},
        {"verdict": "not-tested", "why": w.words()},
    )
    return tuple(KindWord(kind=key, **w.pick(words)) for key in w.pick((keys, keys, keys[:1], ["weather"])))


def _content(w: Wishes) -> str:
    known = [d for b in w.audit.ballots for d in b.sealed.values()]
    known += [paper.reason for b in w.audit.ballots for paper in b.opened.values()]
    known += [r.content for r in w.audit.redactions if not r.done_by]
    known += [t.sealed for r in w.audit.risks for t in r.thresholds]
    return str(w.pick((w.audit.description, w.audit.framework, NOWHERE, *known)))


def _submission(w: Wishes) -> dict[str, Any]:
    return w.submit(LEAD, w.document(), w.pick(("text", "file", "link"))).model_dump(include=_OF_A_SUBMISSION)


_OF_A_SUBMISSION = {"artifact", "kind", "name", "text", "source", "size", "written_afterwards", "offer", "draft"}

_OF_A_READING = {"number", "content", "size", "result", "reading"}

ANYTHING: dict[type[Command], Callable[[Wishes], dict[str, Any]]] = {
    **ANYTHING_OWED,
    StartAudit: lambda w: {
        "subject": Subject(model="Foo", version="1"),
        "description": w.words(),
        "asked_form": 3,
        "framework": _same_framework(w),
        "lead": LEAD,
        "decision_channel": "CD",
    },
    ChangeDetails: lambda w: {"asked_form": w.pick(FORMS), "description": w.words(), "next_form": w.pick((None, 0, 1))},
    BindChannel: lambda w: {"channel": w.pick(("C1", "C2"))},
    ChangeDue: lambda w: {"stage": w.stage(), "due": w.day()},
    AssignRoles: lambda w: {"roles": {w.role(): _people(w) for _ in range(w.pick((1, 1, 2)))}},
    AcceptRole: lambda w: {"role": w.role()},
    DeclineRole: lambda w: {"role": w.role(), "suggests": _who(w)},
    DelegateRole: lambda w: {"role": w.role(), "to": _who(w), "until": w.day()},
    ProposeWaiver: lambda w: {"person": _who(w), "roles": _pairs(w), "reason": w.words()},
    SecondWaiver: lambda w: {"person": _who(w), "roles": _pairs(w)},
    SecondRoleChange: lambda w: {"number": w.number()},
    RefuseRoleChange: lambda w: {"number": w.number()},
    StateTies: lambda w: {"ties": w.words()},
    SetAway: lambda w: {"until": w.day()},
    SetOwnDays: lambda w: {"calendar": Calendar(weekend=w.pick(((5, 6), (4, 5))))},
    RecordGone: lambda w: {"person": _who(w)},
    OfferDocument: lambda w: {
        "offer": w.pick(("o1", "o2")),
        "source": Source(channel="C", ts=f"{w.number()}.1", file=w.pick(("", "F1"))),
        "kind": w.pick(("text", "file", "link")),
        "artifact": w.document(),
        "name": w.words(),
    },
    DismissOffer: lambda w: {"offer": w.pick(("o1", "o2"))},
    SubmitArtifact: _submission,
    StoreArtifact: lambda w: {"artifact": w.document(), "version": w.number(), "content": NOWHERE, "size": 1},
    TakeBack: lambda w: {"artifact": w.document(), "version": w.number()},
    ChooseEncoding: lambda w: {"artifact": w.document(), "version": w.number(), "encoding": w.pick(("cp932", "none"))},
    FailArtifact: lambda w: {"artifact": w.document(), "version": w.number(), "problem": "gone"},
    AcceptArtifact: lambda w: {
        "artifact": w.document(),
        "version": w.number(),
        "supports": w.pick((None, True, False)),
        "abstract": w.pick((None, w.words())),
    },
    RequestChanges: lambda w: {"artifact": w.document(), "version": w.number(), "what": w.words()},
    ResolveChanges: lambda w: {"number": w.number(), "resolved": w.pick((True, False)), "what": w.words()},
    AnswerEarlierDocument: lambda w: {
        "artifact": w.document(),
        "version": w.number(),
        "holds": w.pick((True, False)),
        "model": w.pick((1, 2)),
    },
    ObjectNoEffect: lambda w: {"artifact": w.document(), "version": w.number(), "why": w.words()},
    MarkWithoutEffect: lambda w: {"artifact": w.document(), "version": w.number()},
    RecordDocument: lambda w: {
        "artifact": w.document(),
        "version": w.number(),
        "missing": ("caveats",),
        "stated": w.words(),
    },
    ScoreRows: lambda w: {
        "artifact": w.pick(("fmea-draft", "fmea-draft", w.document())),
        "version": w.number(),
        "paper": w.play.text(w.pick(('{"1": [7, 5, 6]}', '{"1": [2, 3, 4]}', '{"9": [1, 1, 1]}', "x")), sealed=True),
    },
    RevealScores: lambda w: {"artifact": w.pick(("fmea-draft", w.document())), "version": w.number()},
    OpenScores: lambda w: {"artifact": "fmea-draft", "version": w.number(), "opened": {}},
    KeepRow: lambda w: {
        "artifact": w.document(),
        "row": w.pick(("", "", "n1", "b1")),
        "base": w.pick((0, 0, w.number())),
        "cells": w.play.text(w.pick(('{"who": "Callers", "part": "uses", "stake": "much"}', "{}", '{"who": "x"}'))),
    },
    RemoveRow: lambda w: {"artifact": w.document(), "row": w.pick(("n1", "b1")), "base": w.pick((0, w.number()))},
    DropDraft: lambda w: {"artifact": w.document()},
    SignOff: lambda w: w.sign(
        LEAD, w.stage(), w.role(), w.pick(("approve", "approve-if", "request-changes"))
    ).model_dump(include={"stage", "role", "verdict", "seen", "condition", "artifact", "what"}),
    WithdrawSignature: lambda w: {"stage": w.stage(), "role": w.role(), "reason": w.words()},
    Respond: lambda w: {"stage": w.stage(), "verdict": "factual-error", "text": w.words()},
    CloseCondition: lambda w: {"condition": w.number()},
    CarryCondition: lambda w: {"condition": w.number()},
    LogFinding: lambda w: {
        "stage": w.stage(),
        "severity": w.pick(("low", "severe")),
        "text": w.words(),
        "artifact": w.pick(("", "poem")),
        "blocks": w.pick(((), (1,), (3, 7), (0,))),
        "request_number": w.pick((None, None, w.number())),
    },
    RecordContradictions: lambda w: {
        "known": w.pick((0, len(w.play.audit.contradictions))),
        "found": (
            {
                "kind": w.pick(("quantity", "version", "form")),
                "against": w.document(),
                "against_version": w.number(),
                "artifact": w.document(),
                "version": w.number(),
                "later": w.words(),
            },
        ),
        "mended": (w.number(),),
    },
    AnswerContradiction: lambda w: {
        "contradiction": w.number(),
        "answer": w.pick(("mending", "different", "kept")),
        "why": w.pick((None, w.words())),
    },
    AnswerFinding: lambda w: {"finding": w.number(), "text": w.words()},
    DisposeFinding: lambda w: {
        "finding": w.number(),
        "disposition": w.pick(("fixed", "open", "accepted")),
        "why": w.words(),
    },
    SecondDisposition: lambda w: {"finding": w.number(), "confirm": w.pick((True, False))},
    CloseStage: lambda w: {"stage": w.stage()},
    ReopenStage: lambda w: {"stage": w.stage(), "reason": w.words()},
    TakeIn: lambda w: {"stage": w.stage()},
    AnswerReopened: lambda w: {"stage": w.stage(), "stands": w.pick((True, False))},
    ApproveVariant: lambda w: {},
    RefuseVariant: lambda w: {"reason": w.words()},
    RecordEarlierAudits: lambda w: {
        "found": (
            EarlierAudit(
                key="A-9", subject=Subject(model="Foo", version="1"), status="ended", same_weights=w.pick((True, False))
            ),
        )
    },
    UndoClosing: lambda w: {"stage": w.stage()},
    UpgradeAudit: lambda w: {"framework": _same_framework(w)},
    PauseAudit: lambda w: {"reason": w.words()},
    ResumeAudit: lambda w: {},
    ProposeEnd: lambda w: {"reason": w.words()},
    AnswerEnd: lambda w: {"confirm": w.pick((True, False))},
    RequestSummary: lambda w: {},
    TakeStance: lambda w: {
        "question": w.pick(("expectations", "unknowns", "nothing")),
        "word": w.pick(("against", "for", "only-if")),
        "condition": w.pick((None, w.words())),
        "sign": w.pick(("", "+1")),
    },
    WithdrawStance: lambda w: {"question": w.pick(("expectations", "unknowns")), "sign": w.pick(("", "+1"))},
    RecordSummary: lambda w: {
        "number": w.number(),
        "content": w.words(),
        "discussion": NOWHERE,
        "origin": "excerpts",
        "statements": (),
    },
    FailSummary: lambda w: {"number": w.number(), "problem": "timeout"},
    StopSummary: lambda w: {"number": w.number()},
    RewordSummary: lambda w: {
        "number": w.number(),
        "seen": (w.play.audit.summary and w.play.audit.summary.content) or NOWHERE,
        "content": w.play.draft(*(w.play.audit.summary.statements if w.play.audit.summary else ()), s0=w.words().text),
    },
    PublishSummary: lambda w: {"number": w.number(), "removed": w.pick(((), ("s0",), ("s1",), ("s9",)))},
    AnswerStatements: lambda w: {
        "number": w.number(),
        "statements": w.pick((("s0",), ("s1",), ("s0", "s1"), ())),
        "verdict": w.pick(("accurate", "dispute")),
        "reason": w.words(),
    },
    RecommendForm: lambda w: {"form": w.pick(FORMS), "reason": w.words(), "benefits": w.pick((None, w.words()))},
    RecuseSeat: lambda w: {},
    OpenBallot: lambda w: {"form_0_alone": w.pick((False, False, True))},
    CastBallot: lambda w: w.vote(LEAD, w.number()).model_dump(include={"round", "paper", "sealed"}),
    RevealBallots: lambda w: {"round": w.number(), "opened": {_who(w): w.words()}},
    CallHold: lambda w: {"round": w.number(), "reason": w.words()},
    LiftHold: lambda w: {"round": w.number(), "hold": w.number()},
    PostDecision: lambda w: {"round": w.number()},
    ListMitigations: lambda w: {
        "round": w.number(),
        "artifact": "remediation-plan",
        "version": 1,
        "rows": (PlanRow(what=w.words(), when=w.pick(("before", "after")), owner=w.words()),),
    },
    NameOwner: lambda w: {
        "round": w.number(),
        "item": w.item(),
        "owner": _who(w),
        "check": w.words(),
        "due": w.day(),
    },
    ClaimDone: lambda w: {"round": w.number(), "item": w.item(), "words": w.words()},
    VerifyDone: lambda w: {
        "round": w.number(),
        "item": w.item(),
        "done": w.pick((True, True, False)),
        "words": w.words(),
    },
    DropCondition: lambda w: {"round": w.number(), "item": w.item(), "why": w.words()},
    ReportCancelling: lambda w: {"cause": w.pick(("incident", "new-attack", "mood")), "text": w.words()},
    AnswerReport: lambda w: {
        "report": w.number(),
        "happened": w.pick((True, False)),
        "why": w.words(),
        "stage": w.pick(("", w.stage())),
        "containment": w.pick((None, SAFETY)),
    },
    RecordUpkeep: lambda w: {"of": w.pick(("#1", "model-report")), "due": w.day(), "words": w.words()},
    HandOnUpkeep: lambda w: {"of": w.pick(("#1", "model-report")), "owner": _who(w)},
    CoSign: lambda w: {"round": w.number(), "key": w.pick(("", "SHA256:a", "SHA256:b")), "signature": w.words()},
    StageRelease: lambda w: {"form": w.pick((None, *FORMS)), "not_before": w.day(), "words": w.words()},
    ProposeOutside: lambda w: {"form": w.pick(FORMS), "words": w.words()},
    AnswerOutside: lambda w: {"confirm": w.pick((False, False, True))},
    PassTime: lambda w: {},
    ProposeRedaction: lambda w: {
        "content": _content(w),
        "reason": w.words(),
        "actor_admin": w.pick((False, False, True)),
    },
    ConfirmRedaction: lambda w: {"content": _content(w)},
    RecordRisk: lambda w: {
        "risk": w.pick(("", "R1", "R9")),
        "title": w.words(),
        "likelihood": w.pick((0, 3, 5)),
        "severity": 4,
        "priority": w.pick((True, False)),
        "least_form": w.pick((1, 1, 4, 0)),
        "tamperable": w.pick((True, True, False)),
    },
    AnswerRiskKinds: lambda w: {"answers": _kinds(w)},
    **ANYTHING_ABOUT_THRESHOLDS,
    OfferResult: lambda w: {
        "source": Source(channel="C", ts=f"{w.number()}.1", file=w.pick(("", "F1"))),
        "name": w.words(),
        "artifact": "risk-chart",
    },
    RecordReading: lambda w: w.read(w.number()).model_dump(include=_OF_A_READING),
    FailReading: lambda w: {
        "number": w.number(),
        "problem": w.pick(("unknown-format", "bomb")),
        "params": w.words(),
        "offer": "o3",
    },
    AdmitResult: lambda w: {
        "number": w.number(),
        "risk": w.risk(),
        "measured": measured(w.pick((0.0, 0.5))),
        "why": w.pick((None, w.words())),
        "guard": w.pick((None, None, w.words())),
    },
    DismissResult: lambda w: {"number": w.number(), "why": w.pick((None, w.words()))},
    ChangeModel: lambda w: {
        "subject": Subject(model="Foo-7B", version=w.pick(("1.2", "1.3"))),
        "why": w.words(),
        "weights": w.pick(("", "", "sha256:ab", OTHER_WEIGHTS)),
        "line": w.pick(("", "same-line", "another-model")),
    },
    AnswerExpectation: lambda w: {
        "version": w.pick((1, 1, 2)),
        "number": w.pick((1, 1, 2)),
        **w.pick(({"why": w.words()}, {"risk": w.risk()}, {})),
    },
    NarrowAudience: lambda w: {"description": w.words()},
    ProposeFramework: lambda w: {"framework": _other_framework(w)},
    AnswerFramework: lambda w: {"framework": _other_framework(w), "confirm": w.pick((True, False))},
    AnswerAudience: lambda w: {
        "description": w.audit.audience.description if w.audit.audience else w.audit.description,
        "confirm": w.pick((True, False)),
    },
    AnswerVersion: lambda w: {"number": w.number(), "confirm": w.pick((True, False))},
    SubmitManifest: lambda w: {
        "fingerprint": w.pick((WEIGHTS, OTHER_WEIGHTS, "sha256:ab", "")),
        "how": w.words(),
        "encrypted": w.pick((False, False, True)),
    },
    TieManifest: lambda w: {
        "number": w.number(),
        "comparison": w.pick(("same-files", "same-tensors", "other")),
        "decrypted": w.pick((WEIGHTS, OTHER_WEIGHTS, "")),
        "how": w.words(),
        "audited": w.pick((WEIGHTS, OTHER_WEIGHTS, "")),
    },
    RecordManifest: lambda w: {
        "number": w.number(),
        "content": WEIGHTS,
        "fingerprint": OTHER_WEIGHTS,
        "files": 2,
        "size": 9,
    },
    FailManifest: lambda w: {
        "number": w.number(),
        "problem": "model-files-manifest-no-json",
        "params": w.words(),
    },
    ConfirmManifest: lambda w: {"number": w.number(), "confirm": w.pick((True, False))},
    StateServedModel: lambda w: {"provider": w.words(), "endpoint": w.words(), "since": date(2027, 1, 1)},
    CarryResult: lambda w: {"number": w.number(), "why": w.words(), "model": w.pick((1, 2))},
    RerunResult: lambda w: {"number": w.number(), "model": w.pick((1, 2))},
}
"""Command -> its arguments."""
