"""The plays behind the golden histories: what each of them goes through.

Owns these courses of events. A play that was released is never changed: its history stands in people's records.
"""

from __future__ import annotations

import json

from bot.domain.ballot.commands import OpenBallot, RecommendForm, RecuseSeat
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    ClaimDone,
    DropCondition,
    LiftHold,
    NameOwner,
    PostDecision,
    ProposeOutside,
    ReportCancelling,
    StageRelease,
    VerifyDone,
)
from bot.domain.documents.commands import (
    DismissOffer,
    FailArtifact,
    KeepRow,
    MarkWithoutEffect,
    OfferDocument,
    OpenScores,
    RecordDocument,
    RemoveRow,
    RequestChanges,
    ResolveChanges,
    RevealScores,
    ScoreRows,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.duties.commands import ExtendDuty, ProceedWithout, RecordReminders
from bot.domain.evaluations.commands import (
    CarryResult,
    DismissResult,
    FailReading,
    OfferResult,
    RecordRisk,
    RerunResult,
)
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.kernel.content import Source
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    ApproveVariant,
    BindChannel,
    ChangeDetails,
    ChangeDue,
    CloseStage,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    ResumeAudit,
    UpgradeAudit,
)
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.reflection.commands import (
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
)
from bot.domain.reflection.state import Statement
from bot.domain.roster.commands import (
    AssignRoles,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    RecordGone,
    SecondWaiver,
    SetAway,
)
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    OTHER_WEIGHTS,
    PRODUCT,
    SAFETY,
    STRANGER,
    TEAM,
    Play,
    a_record,
    an_arm,
    built_in,
    first_edition,
    kind_of,
)
from tests.builders import written as written_out
from tests.engine.played_audits import Branch, audit_at, audit_ready

FIVE = (*BOARD, f"{TEAM}:UBOARD4", f"{TEAM}:UBOARD5")


def decided() -> Branch:
    """From start to decision, with everything that can come between: rounds of changes, problems, a reopened stage."""
    play = audit_at("collection", asked_form=4)
    play.do(BindChannel, SYSTEM, channel="CAUDIT")
    play.do(ChangeDue, LEAD, stage="collection", due=play.today)
    _offers_and_files(play)
    _three_rounds(play)
    play.complete("collection")
    _testing(play)
    play.complete("testing")
    play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("A new use came up."))
    play.stands("collection", "testing")
    play.do(CloseStage, LEAD, stage="mapping")
    play.do(RequestSummary, LEAD)
    play.do(FailSummary, SYSTEM, number=1, problem="timeout")
    play.complete("reflection")
    play.do(AssignRoles, LEAD, roles={"board": FIVE})
    play.do(RecuseSeat, FIVE[4])
    play.do(OpenBallot, LEAD)
    play.do(AssignRoles, LEAD, roles={"board": FIVE[:4]})
    play.do(RecordGone, SYSTEM, person=FIVE[3])
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(1, 2, 4, conditions=("Watermark the answers.",)))
    play.vote(BOARD[1], play.paper(1, 4))
    play.vote(BOARD[2], play.paper(1, public="I would wait for the external review."))
    play.reveal()
    play.cool_off()
    play.do(ProposeRedaction, LEAD, content=play.audit.description, reason=play.text("A name is in it."))
    play.do(ConfirmRedaction, LEGAL, content=play.audit.description)
    return play


def _offers_and_files(play: Branch) -> None:
    for key, ts in (("o1", "7.1"), ("o2", "7.2")):
        play.do(
            OfferDocument,
            ENGINEER,
            offer=key,
            source=Source(channel="CAUDIT", ts=ts, file=f"F{ts}"),
            kind="file",
            artifact="datasheet",
            name=play.text("datasheet.pdf"),
        )
    play.do(DismissOffer, ENGINEER, offer="o1")
    for version in (1, 2):
        play.do(
            SubmitArtifact,
            ENGINEER,
            artifact="datasheet",
            kind="file",
            name=play.text("datasheet.pdf"),
            offer="o2",
            source=Source(channel="CAUDIT", ts=f"8.{version}", file=f"F8.{version}"),
            size=9,
            written_afterwards=True,
        )
        if version == 1:
            play.do(FailArtifact, SYSTEM, artifact="datasheet", version=1, problem="too-large")
    play.do(StoreArtifact, SYSTEM, artifact="datasheet", version=2, content="sha256:" + "d" * 64, size=9)
    play.accept("datasheet")
    play.do(
        SubmitArtifact,
        ENGINEER,
        artifact="provider-controls",
        kind="link",
        name=play.text("Controls"),
        text=play.text("https://example.org/controls"),
    )


def _three_rounds(play: Branch) -> None:
    for number in (1, 2, 3):
        play.hand_in("model-card", ENGINEER)
        if number > 1:
            play.do(ResolveChanges, SAFETY, number=number - 1, resolved=number == 2, what=play.text("Still not."))
        if number < 3:
            play.do(RequestChanges, SAFETY, artifact="model-card", version=number, what=play.text(f"Round {number}."))
    play.do(
        LogFinding,
        LEAD,
        stage="collection",
        severity="severe",
        text=play.text("No metrics."),
        blocks=(3,),
        artifact="model-card",
        request_number=3,
    )
    play.accept("model-card", by=AUDITOR)
    play.do(DisposeFinding, AUDITOR, finding=1, disposition="mitigated", why=play.text("Measured since."))


def _testing(play: Branch) -> None:
    play.documents("testing")
    play.do(
        SignOff,
        SAFETY,
        stage="testing",
        role="safety",
        verdict="approve-if",
        condition=play.text("Add seeds."),
        seen=_seen(play, "testing"),
    )
    play.do(WithdrawSignature, SAFETY, stage="testing", role="safety", reason=play.text("I read it again."))
    for words in ("Add three seeds.", "Name the actor."):
        play.do(
            SignOff,
            SAFETY,
            stage="testing",
            role="safety",
            verdict="approve-if",
            condition=play.text(words),
            seen=_seen(play, "testing"),
        )
    play.do(CloseCondition, SAFETY, condition=2)
    play.do(CarryCondition, LEAD, condition=3)
    version = play.hand_in("risk-chart", AUDITOR)
    play.accept("risk-chart", by=SAFETY)
    for who in (SAFETY, AUDITOR_2):
        play.do(MarkWithoutEffect, who, artifact="risk-chart", version=version)
    play.do(Respond, ENGINEER, stage="testing", verdict="factual-error", text=play.text("It was 7B, not 9B."))


def ended() -> Branch:
    """People come, go, act for each other and do not answer; the audit pauses and ends without a decision."""
    play = audit_ready("mapping")
    play.do(ChangeDetails, LEAD, asked_form=2, decision_channel="COTHER")
    play.do(DelegateRole, SAFETY, role="safety", to=STRANGER, until=play.today)
    play.approve("mapping", "safety", STRANGER)
    play.do(DeclineRole, PRODUCT, role="product", suggests=STRANGER)
    play.do(ProposeWaiver, LEAD, person=AUDITOR, roles=("auditor", "board"), reason=play.text("Nobody else knows."))
    play.do(SecondWaiver, BOARD[0], person=AUDITOR, roles=("auditor", "board"))
    play.do(SetAway, LEAD, until=play.today)
    play.later(days=30)
    play.do(AssignRoles, DEPUTY, roles={"product": (f"{TEAM}:UPRODUCT2",)})
    late = f"sign:mapping:auditor@{AUDITOR_2}"
    play.do(RecordReminders, SYSTEM, person=AUDITOR_2, duties=(late,), escalated=(late,))
    play.do(ExtendDuty, LEAD, duty=late, until=play.today, reason=play.text("Ill."))
    play.do(AssignRoles, LEAD, roles={"safety": (SAFETY, f"{TEAM}:USAFETY2")})
    play.later(days=3)
    play.do(ProceedWithout, LEAD, duty="accept-role:safety", reason=play.text("They are on leave."))
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    play.do(ResumeAudit, LEAD)
    play.do(ProposeEnd, LEAD, reason=play.text("The use conflicts with the principles."))
    play.do(AnswerEnd, SAFETY, confirm=False)
    play.do(ProposeEnd, DEPUTY, reason=play.text("It still does."))
    play.do(AnswerEnd, BOARD[0], confirm=True)
    return play


def undecided() -> Branch:
    """The board is silent twice; asked again, it sends the audit back."""
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    for _ in range(2):
        ballot = play.audit.ballot
        assert ballot
        play.clock.set(ballot.deadline)
        play.do(PassTime, SYSTEM)
    play.do(OpenBallot, LEAD)
    for who in BOARD:
        play.vote(who, play.paper(send_back="testing"))
    play.reveal()
    return play


def recommended() -> Branch:
    """Two auditors recommend different forms."""
    play = audit_ready("reflection")
    for who, form in ((AUDITOR, 3), (AUDITOR_2, 1)):
        play.do(
            RecommendForm,
            who,
            form=form,
            reason=play.text("I could answer for no more."),
            benefits=play.text("It helps."),
        )
    return play


def reworded() -> Branch:
    """A draft that the lead put into other words before it was published."""
    play = audit_at("reflection")
    line = Statement(id="s1", question="expectations", person=ENGINEER, source=Source(channel="C", ts="1.1"))
    before = play.draft(line)
    play.do(RequestSummary, LEAD)
    play.do(
        RecordSummary,
        SYSTEM,
        number=1,
        content=before,
        discussion="sha256:" + "0" * 64,
        origin="excerpts",
        statements=(line,),
    )
    play.do(RewordSummary, LEAD, number=1, seen=before.digest, content=play.draft(line, s1="It holds."))
    play.do(PublishSummary, LEAD, number=1)
    return play


def followed() -> Branch:
    """Conditions and mitigations from the ballot to the day on which the model may be released."""
    play = audit_at("post-audit", framework=first_edition())
    for key in ("content-filters", "abuse-response"):
        play.hand_in(key)
        play.accept(key)
    play.do(OpenBallot, LEAD)
    play.plan(("Filters cannot be turned off.", "Engineering", "before"), ("Watch dialects.", "somebody", "after"))
    for who in BOARD:
        play.vote(who, play.paper(2, conditions=("Tell the customers.",) if who == BOARD[0] else ("Log it.",)))
    play.reveal()
    due = play.today
    play.do(NameOwner, LEAD, round=1, item="C1", owner=PRODUCT, check=play.text("Read the letter."), due=due)
    play.cool_off()
    play.do(NameOwner, LEAD, round=1, item="C1", owner=ENGINEER, due=play.today)
    for done in (False, True):
        play.do(ClaimDone, ENGINEER, round=1, item="C1", words=play.text("Sent on Monday."))
        play.do(VerifyDone, AUDITOR, round=1, item="C1", done=done, words=play.text("I asked two customers."))
    for who, item in ((BOARD[1], "C2"), (BOARD[2], "C3")):
        play.do(DropCondition, who, round=1, item=item, why=play.text("The law asks for it anyway."))
    play.do(VerifyDone, AUDITOR, round=1, item="M1", done=True, words=play.text("I tried three accounts."))
    return play


def suspended() -> Branch:
    """A decision put into steps, reported on, suspended; then one taken outside, which expires."""
    play = audit_at("post-audit")
    for key in ("content-filters", "abuse-response"):
        play.hand_in(key)
        play.accept(key)
    play.do(OpenBallot, LEAD)
    _all_allow(play, 2)
    play.do(StageRelease, LEAD, form=3, not_before=play.today.replace(year=2027), words=play.text("After a year."))
    play.cool_off()
    for happened in (False, True):
        play.do(ReportCancelling, SAFETY, cause="incident", text=play.text("Somebody was hurt."))
        play.later(days=10)
        play.do(PassTime, SYSTEM)
        number = len(play.audit.reports)
        play.do(AnswerReport, BOARD[0], report=number, happened=happened, why=play.text("I asked them."))
    for confirm in (False, True):
        play.do(ProposeOutside, LEAD, form=3, words=play.text("The management decided."))
        play.do(AnswerOutside, BOARD[1], confirm=confirm)
    for days in (340, 60):
        play.later(days=days)
        play.do(PassTime, SYSTEM)
    return play


def held() -> Branch:
    """A result that is held until its time runs out, asked about afresh, void, and posted in the end."""
    play = audit_at("post-audit", framework=first_edition())
    play.do(OpenBallot, LEAD)
    _all_allow(play, 1)
    for who in (BOARD[0], LEAD):
        play.do(CallHold, who, round=1, reason=play.text("A result came in that nobody has read."))
    play.do(LiftHold, LEAD, round=1, hold=2)
    play.clock.set(play.audit.proposals[0].holds[0].until)
    play.do(PassTime, SYSTEM)
    play.do(OpenBallot, LEAD)
    _all_allow(play, 1)
    play.do(ReopenStage, LEAD, stage="reflection", reason=play.text("The result changes what we said."))
    play.do(CloseStage, LEAD, stage="reflection")
    play.do(OpenBallot, LEAD)
    _all_allow(play, 1)
    play.do(CallHold, BOARD[1], round=3, reason=play.text("Let me read it again."))
    play.clock.set(play.audit.proposals[2].holds[0].until)
    play.do(PassTime, SYSTEM)
    play.do(PostDecision, LEAD, round=3)
    return play


def _all_allow(play: Branch, *forms: int) -> None:
    for who in BOARD:
        play.vote(who, play.paper(*forms))
    play.reveal()


def tested() -> Branch:
    """Risks, thresholds before and after results, files that fit and that do not, and a new version of the model."""
    play = audit_at("mapping")
    first = play.risk()
    play.do(RecordRisk, SAFETY, risk=first, title=play.text("Harm."), likelihood=4, severity=5, priority=True)
    play.risk("Leaks of what it was trained on.", priority=False)
    play.complete("mapping")
    play.complete("collection")
    play.admit(play.reading(models=("Bar-2",), run="partial"), first, 0.4, why="Bar-2 is its name inside.", by=SAFETY)
    play.threshold(first, 0.3)
    play.open_thresholds(first)
    play.do(DismissResult, AUDITOR, number=play.reading())
    for file, problem in (("F1", "bomb"), ("F2", "unknown-format")):
        source = Source(channel="CAUDIT", ts="9.1", file=file)
        play.do(OfferResult, ENGINEER, source=source, name=play.text("notes.csv"), artifact="risk-chart")
        number, params = len(play.audit.results), play.text("{}")
        play.do(FailReading, SYSTEM, number=number, problem=problem, params=params, offer=f"o{number}")
    play.admit(play.reading(), first)
    play.new_version(OTHER_WEIGHTS)
    play.do(CarryResult, AUDITOR_2, number=1, why=play.text("The part that was measured did not change."))
    play.do(RerunResult, AUDITOR_2, number=5)
    return play


def tampered() -> Branch:
    """A tamper record that holds, and one of the next version of the model that fails."""
    play = audit_at("testing", asked_form=6)
    play.hand_in("tamper-record")
    play.accept("tamper-record")
    play.new_version()
    worse = a_record(an_arm("untouched"), an_arm(harm="0.9"), an_arm("public", harm="0.8", seeds="5"))
    play.do(
        SubmitArtifact,
        AUDITOR,
        artifact="tamper-record",
        kind="text",
        name=play.text("text"),
        text=play.text(worse),
    )
    play.accept("tamper-record", supports=False)
    return play


def _seen(play: Branch, stage: str) -> str:
    return evidence_of(play.audit, play.framework, stage)


def papers() -> Branch:
    """Documents put together row by row, given as tables, sent back by their reader."""
    play = audit_at("mapping")
    for number, words in enumerate(("Callers", "Board", "Nobody"), 1):
        cells = {"who": words, "part": "uses", "stake": "much"}
        play.do(KeepRow, AUDITOR, artifact="stakeholder-map", cells=play.text(json.dumps(cells)))
        assert play.audit.drafts["stakeholder-map"].added == number
    play.do(RemoveRow, AUDITOR_2, artifact="stakeholder-map", row="n3")
    play.do(
        SubmitArtifact,
        AUDITOR,
        artifact="stakeholder-map",
        kind="text",
        name=play.text("text"),
        draft=True,
        text=play.text(written_out(play.framework.artifact("stakeholder-map"))),
    )
    play.do(
        SubmitArtifact,
        ENGINEER,
        artifact="fmea-draft",
        kind="file",
        name=play.text("fmea.csv"),
        source=Source(channel="CAUDIT", ts="8.1", file="F8"),
    )
    play.hand_in("model-card")
    play.do(
        RecordDocument,
        SYSTEM,
        artifact="model-card",
        version=1,
        missing=("caveats",),
        stated=play.text("{}"),
    )
    play.do(
        LogFinding,
        SAFETY,
        stage="collection",
        severity="medium",
        text=play.text("No caveats."),
        cause="gap",
        artifact="model-card",
    )
    play.do(AnswerFinding, ENGINEER, finding=1, text=play.text("They are in version 2."))
    play.hand_in("fmea-draft", ENGINEER)
    papers = {who: play.text(words, sealed=True) for who, words in ((AUDITOR, "[7, 5, 6]"), (SAFETY, "[9, 2, 6]"))}
    papers = {who: play.text(f'{{"1": {p.text}}}', sealed=True) for who, p in papers.items()}
    for who, paper in papers.items():
        play.do(ScoreRows, who, artifact="fmea-draft", version=2, paper=paper)
    play.do(RevealScores, AUDITOR, artifact="fmea-draft", version=2)
    play.do(OpenScores, SYSTEM, artifact="fmea-draft", version=2, opened=papers)
    wrong = play.text("Row 300 (line 301): Severity 11 is above 10")
    play.do(FailArtifact, SYSTEM, artifact="fmea-draft", version=1, problem="rows", detail=wrong)
    return play


def grown() -> Branch:
    """A light audit whose reason is approved, and which becomes a full one in its second step."""
    play = Branch(Play(framework=kind_of("light")).staffed())
    play.do(ApproveVariant, SAFETY)
    play.complete("scoping")
    play.do(UpgradeAudit, LEAD, framework=play.text(built_in().model_dump_json()))
    play.complete("scoping")
    return play
