"""Powers (P2), row by row: every person of an audit tries, and only those the rule names are let through.

Owns who may. What follows when they do is tried in the file of the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from bot.domain.ballot.commands import OpenBallot, RevealBallots
from bot.domain.documents.commands import (
    AcceptArtifact,
    FailArtifact,
    MarkWithoutEffect,
    OfferDocument,
    RequestChanges,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.duties.commands import ExtendDuty, ProceedWithout, RecordReminders
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.errors import NotAllowed, Refusal
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.text import Text
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    AnswerReopened,
    BindChannel,
    ChangeDetails,
    ChangeDue,
    CloseStage,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    ResumeAudit,
)
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.reflection.commands import (
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
    StopSummary,
)
from bot.domain.roster.commands import AssignRoles, DeclineRole, ProposeWaiver, RecordGone, SecondWaiver, SetAway
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff
from tests.builders import AUDITOR, AUDITOR_2, BOARD, DEPUTY, ENGINEER, EXTERNAL, LEAD, LEGAL, PRODUCT, SAFETY, STRANGER
from tests.engine.played_audits import Branch, audit_at, audit_ready

EVERYBODY = (
    LEAD,
    DEPUTY,
    AUDITOR,
    AUDITOR_2,
    ENGINEER,
    PRODUCT,
    SAFETY,
    LEGAL,
    EXTERNAL,
    *BOARD,
    STRANGER,
    SYSTEM,
)

MANAGERS = (LEAD, DEPUTY)

REVIEWERS = (LEAD, AUDITOR, AUDITOR_2, SAFETY)

Try = Callable[[Branch, Person], Any]

Row = tuple[str, Callable[[], Branch], Try, tuple[Person, ...]]


def _seen(play: Branch, stage: str) -> str:
    return evidence_of(play.audit, play.framework, stage)


def _ended() -> Branch:
    play = audit_at("scoping")
    play.do(ProposeEnd, LEAD, reason=play.text("The use conflicts with the principles."))
    return play


def _waiting_version() -> Branch:
    play = audit_at("scoping")
    play.hand_in("ai-principles", ENGINEER)
    return play


def _voting() -> Branch:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    return play


def _requested() -> Branch:
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    return play


def _drafted() -> Branch:
    play = audit_at("reflection")
    play.do(RequestSummary, LEAD)
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=play.text("{}"),
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=(),
    )
    return play


def _closed_scoping() -> Branch:
    return audit_at("mapping")


def _reopened() -> Branch:
    play = audit_at("collection")
    play.do(ReopenStage, LEAD, stage="scoping", reason=play.text("A new use came up."))
    return play


def _waiver_asked() -> Branch:
    play = audit_at("mapping")
    play.do(ProposeWaiver, LEAD, person=EXTERNAL, roles=("board", "auditor"), reason=play.text("Nobody else knows."))
    return play


def _paused() -> Branch:
    play = audit_at("mapping")
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    return play


def _condition() -> Branch:
    play = audit_ready("mapping")
    play.do(
        SignOff,
        SAFETY,
        stage="mapping",
        role="safety",
        verdict="approve-if",
        seen=_seen(play, "mapping"),
        condition=play.text("The bio risks are added."),
    )
    return play


def _late_signature() -> Branch:
    play = audit_ready("scoping")
    play.later(days=30)
    return play


ROWS: tuple[Row, ...] = (
    (
        "assign people",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(AssignRoles, who, roles={"legal": (STRANGER,)}),
        MANAGERS,
    ),
    (
        "change details",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(ChangeDetails, who, asked_form=2),
        MANAGERS,
    ),
    (
        "change dates",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(ChangeDue, who, stage="mapping", due=p.today),
        MANAGERS,
    ),
    (
        "pause",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(PauseAudit, who, reason=p.text("Holidays.")),
        MANAGERS,
    ),
    ("resume", _paused, lambda p, who: p.do(ResumeAudit, who), MANAGERS),
    (
        "close a stage",
        lambda: _closable(),
        lambda p, who: p.do(CloseStage, who, stage="mapping"),
        MANAGERS,
    ),
    (
        "reopen a stage",
        _closed_scoping,
        lambda p, who: p.do(ReopenStage, who, stage="scoping", reason=p.text("A new use came up.")),
        MANAGERS,
    ),
    (
        "say whether a later stage still stands",
        _reopened,
        lambda p, who: p.do(AnswerReopened, who, stage="mapping", stands=True),
        (AUDITOR, SAFETY),
    ),
    ("ask for a summary", lambda: audit_at("reflection"), lambda p, who: p.do(RequestSummary, who), MANAGERS),
    ("stop the drafting of a summary", _requested, lambda p, who: p.do(StopSummary, who, number=1), MANAGERS),
    (
        "put the draft into other words",
        _drafted,
        lambda p, who: p.do(RewordSummary, who, number=1, seen=p.audit.summaries[0].content, content=p.draft()),
        MANAGERS,
    ),
    ("publish the summary", _drafted, lambda p, who: p.do(PublishSummary, who, number=1), MANAGERS),
    ("open the ballot", lambda: audit_at("post-audit"), lambda p, who: p.do(OpenBallot, who), MANAGERS),
    ("carry a condition", _condition, lambda p, who: p.do(CarryCondition, who, condition=1), MANAGERS),
    ("close a condition", _condition, lambda p, who: p.do(CloseCondition, who, condition=1), (SAFETY,)),
    (
        "extend a duty",
        lambda: audit_ready("scoping"),
        lambda p, who: p.do(ExtendDuty, who, duty="sign:scoping:legal", until=p.today, reason=p.text("Ill.")),
        MANAGERS,
    ),
    (
        "proceed without an answer",
        _late_signature,
        lambda p, who: p.do(ProceedWithout, who, duty="sign:scoping:legal", reason=p.text("No answer.")),
        MANAGERS,
    ),
    (
        "hand in a document of engineering",
        lambda: audit_at("scoping"),
        lambda p, who: p.do(
            SubmitArtifact, who, artifact="ai-principles", kind="text", name=p.text("P"), text=p.text("Be fair.")
        ),
        (ENGINEER,),
    ),
    (
        "accept a document",
        _waiting_version,
        lambda p, who: p.do(AcceptArtifact, who, artifact="ai-principles", version=1),
        REVIEWERS,
    ),
    (
        "ask for changes: reviewers and those who sign the stage",
        _waiting_version,
        lambda p, who: p.do(RequestChanges, who, artifact="ai-principles", version=1, what=p.text("Which principles?")),
        (*REVIEWERS, LEGAL, PRODUCT),
    ),
    (
        "mark a change as without effect",
        lambda: audit_ready("mapping"),
        lambda p, who: p.do(MarkWithoutEffect, who, artifact="system-map", version=1),
        (AUDITOR, AUDITOR_2, SAFETY),
    ),
    (
        "log a problem",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(LogFinding, who, stage="mapping", severity="high", text=p.text("No interviews.")),
        REVIEWERS,
    ),
    (
        "approve a stage in the framework's role",
        lambda: audit_ready("testing"),
        lambda p, who: p.do(SignOff, who, stage="testing", role="safety", verdict="approve", seen=_seen(p, "testing")),
        (SAFETY,),
    ),
    (
        "respond to facts",
        lambda: audit_at("testing"),
        lambda p, who: p.do(Respond, who, stage="testing", verdict="facts-correct"),
        (ENGINEER, PRODUCT),
    ),
    ("vote", _voting, lambda p, who: p.vote(who, p.paper(3)), BOARD),
    (
        "propose the end",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(ProposeEnd, who, reason=p.text("The use conflicts with the principles.")),
        MANAGERS,
    ),
    ("confirm the end", _ended, lambda p, who: p.do(AnswerEnd, who, confirm=True), (SAFETY, *BOARD)),
    ("refuse the end", _ended, lambda p, who: p.do(AnswerEnd, who, confirm=False), (SAFETY, *BOARD)),
    (
        "ask for a waiver",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(
            ProposeWaiver, who, person=STRANGER, roles=("board", "auditor"), reason=p.text("Nobody else knows.")
        ),
        MANAGERS,
    ),
    (
        "second a waiver",
        _waiver_asked,
        lambda p, who: p.do(SecondWaiver, who, person=EXTERNAL, roles=("board", "auditor")),
        BOARD,
    ),
    (
        "ask for a redaction",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(ProposeRedaction, who, content=p.audit.description, reason=p.text("A name is in it.")),
        (*MANAGERS, LEGAL),
    ),
    (
        "say that they are away",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(SetAway, who, until=p.today),
        tuple(p for p in EVERYBODY if p not in (STRANGER, SYSTEM)),
    ),
    (
        "offer a reply as a document",
        lambda: audit_at("mapping"),
        lambda p, who: p.do(
            OfferDocument,
            who,
            offer="o1",
            source={"channel": "C", "ts": "1.1", "file": "F1"},
            kind="file",
            artifact="model-card",
            name=p.text("card.pdf"),
        ),
        tuple(p for p in EVERYBODY if p not in (STRANGER, SYSTEM)),
    ),
)

BY_ITSELF: tuple[tuple[str, Try], ...] = (
    ("BindChannel", lambda p, who: p.do(BindChannel, who, channel="C9")),
    ("RecordGone", lambda p, who: p.do(RecordGone, who, person=SAFETY)),
    (
        "StoreArtifact",
        lambda p, who: p.do(
            StoreArtifact, who, artifact="ai-principles", version=1, content="sha256:" + "1" * 64, size=1
        ),
    ),
    ("FailArtifact", lambda p, who: p.do(FailArtifact, who, artifact="ai-principles", version=1, problem="gone")),
    (
        "RecordSummary",
        lambda p, who: p.do(
            RecordSummary,
            who,
            number=1,
            content=p.text("{}"),
            discussion="sha256:" + "0" * 64,
            origin="x",
            statements=(),
        ),
    ),
    ("FailSummary", lambda p, who: p.do(FailSummary, who, number=1, problem="timeout")),
    ("RevealBallots", lambda p, who: p.do(RevealBallots, who, round=1, opened={})),
    ("PassTime", lambda p, who: p.do(PassTime, who)),
    ("RecordReminders", lambda p, who: p.do(RecordReminders, who, person=SAFETY, duties=("x",))),
)


def _closable() -> Branch:
    play = audit_ready("mapping")
    play.signatures("mapping")
    return play


def refused(people: Iterable[Person], play: Branch, act: Try) -> list[Person]:
    """Who is told that their roles do not carry it."""
    found = []
    for who in people:
        try:
            act(play.branch(), who)
        except NotAllowed:
            found.append(who)
        except Refusal:
            pass
    return found


@pytest.mark.parametrize(("begin", "act", "may"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_only_they_may(begin: Callable[[], Branch], act: Try, may: tuple[Person, ...]) -> None:
    play = begin()
    assert refused(EVERYBODY, play, act) == [p for p in EVERYBODY if p not in may]


@pytest.mark.parametrize(("begin", "act", "may"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_everybody_who_may_can(begin: Callable[[], Branch], act: Try, may: tuple[Person, ...]) -> None:
    play = begin()
    for who in may:
        assert act(play.branch(), who)


@pytest.mark.parametrize("act", [row[1] for row in BY_ITSELF], ids=[row[0] for row in BY_ITSELF])
def test_nobody_can_do_by_hand_what_happens_by_itself(act: Try) -> None:
    people = [p for p in EVERYBODY if p != SYSTEM]
    assert refused(people, audit_at("scoping"), act) == people


def test_an_admin_may_assign_where_nobody_leads_and_erase_and_nothing_else() -> None:
    play = audit_at("mapping")
    for who, role in ((LEAD, "lead"), (DEPUTY, "deputy")):
        play.do(DeclineRole, who, role=role)
    play.do(AssignRoles, STRANGER, actor_admin=True, roles={"legal": (STRANGER,)})
    with pytest.raises(NotAllowed):
        play.do(PauseAudit, f"{STRANGER}2", actor_admin=True, reason=play.text("Holidays."))


def test_a_refusal_names_somebody_who_can() -> None:
    play = audit_at("mapping")
    with pytest.raises(NotAllowed) as told:
        play.do(PauseAudit, STRANGER, reason=play.text("Holidays."))
    assert told.value.params == {"who": Text("power-manage"), "person": LEAD}
