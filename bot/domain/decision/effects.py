"""Effects of the decision: the work outside that its events cause.

Owns the tables from event to effects and to new cards (proposal, holds, conditions, suspension, decisions taken
elsewhere). Must not know how any of it is carried out, nor what it looks like.
"""

from __future__ import annotations

from bot.domain.ballot.effects import ballot_pages
from bot.domain.ballot.events import BallotOpened
from bot.domain.decision.events import (
    CancellingReported,
    ConditionOverdue,
    ConditionsMet,
    DecidedOutside,
    DecisionCoSigned,
    DecisionExpired,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
    DoneRefused,
    ExpiryNoticed,
    HoldCalled,
    HoldLifted,
    MitigationsListed,
    OutsideRecorded,
    OutsideRefused,
    ProposalVoided,
    ReleaseResumed,
    ReleaseStopped,
    ReportAnswered,
)
from bot.domain.decision.mitigations import plan_to_read
from bot.domain.evaluations.events import ManifestDropped, ManifestTied, TieDoubted
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import (
    CHANNEL,
    Card,
    DecisionCard,
    Place,
    ProposalCard,
    decision_place,
    dm,
    thread,
)
from bot.domain.kernel.effects import (
    Effect,
    PinDecision,
    PostFiles,
    PostNotice,
    PublishDecisions,
    ReadPlan,
    Rendering,
    SignHead,
)
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.notices import (
    CancelReportedNotice,
    ConditionOverdueNotice,
    ConditionsMetNotice,
    DecisionExpiredNotice,
    DecisionExpiringNotice,
    DecisionHeldNotice,
    DecisionSuspendedNotice,
    HoldLiftedNotice,
    ManifestNotice,
    NotDoneNotice,
    OutsideRecordedNotice,
    OutsideRefusedNotice,
    ProposalVoidNotice,
    ReleaseResumedNotice,
    ReleaseStoppedNotice,
    ReportDismissedNotice,
)
from bot.domain.kernel.registry import Cards, Effects

EFFECTS = Effects()

CARDS = Cards()


def _both(f: Framework) -> list[Place]:
    """Where everybody hears of a decision: where it is posted, and in the audit's channel."""
    return list(dict.fromkeys((decision_place(f), CHANNEL)))


def signed_files(a: Audit, f: Framework) -> list[Effect]:
    """What a pipeline goes by is signed anew whenever it says something else; of a practice audit nothing goes out."""
    if a.rules < 2 or f.variant.practice:
        return []
    card = DecisionCard(len(a.earlier_decisions) + 1)
    posted = PostFiles(place=thread(card), rendering=Rendering(kind="signed-decision"))
    return [SignHead(event=a.seq), PublishDecisions(), posted]


@EFFECTS.add
def _co_signed(a: Audit, f: Framework, x: DecisionCoSigned) -> list[Effect]:
    """How many seats signed it is part of what is signed."""
    return signed_files(a, f)


@EFFECTS.add
def _opened(a: Audit, f: Framework, x: BallotOpened) -> list[Effect]:
    plan = plan_to_read(a, f)
    if plan is None:
        return ballot_pages(a, x.round)
    return [ReadPlan(round=x.round, artifact=plan[0], version=plan[1])]


@EFFECTS.add
def _listed(a: Audit, f: Framework, x: MitigationsListed) -> list[Effect]:
    """The rows of the plan stand on the page that the board votes by, so it is drawn once they are read."""
    return ballot_pages(a, x.round)


@EFFECTS.add
def _tied(a: Audit, f: Framework, x: ManifestTied) -> list[Effect]:
    """Everybody hears of it; and more files may leave by a decision that stands."""
    told = PostNotice(place=CHANNEL, notice=ManifestNotice(manifest=x.manifest, person=x.by))
    return [told, *(signed_files(a, f) if a.decision and a.decision.weights == x.audited else [])]


@EFFECTS.add
def _not_tied(a: Audit, f: Framework, x: ManifestDropped) -> list[Effect]:
    """That a reviewer found other files in it, to who handed it in; of a tie that is taken back, to everybody.

    Fewer files may then leave by a decision that stands.
    """
    found = next(m for m in a.manifests if m.number == x.manifest)
    notice = ManifestNotice(manifest=x.manifest, person=x.by)
    if found.taken_back:
        return [PostNotice(place=CHANNEL, notice=notice), *(signed_files(a, f) if a.decision else [])]
    return [PostNotice(place=dm(found.by), notice=notice)] if found.encrypted else []


@EFFECTS.add
def _tie_doubted(a: Audit, f: Framework, x: TieDoubted) -> list[Effect]:
    """Everybody hears of it, so that another reviewer looks."""
    return [PostNotice(place=CHANNEL, notice=ManifestNotice(manifest=x.manifest, person=x.by))]


@EFFECTS.add
def _held(a: Audit, f: Framework, x: HoldCalled) -> list[Effect]:
    notice = DecisionHeldNotice(round=x.round, hold=x.hold, person=x.by, seq=a.seq)
    return [PostNotice(place=thread(ProposalCard(x.round)), notice=notice)]


@EFFECTS.add
def _hold_lifted(a: Audit, f: Framework, x: HoldLifted) -> list[Effect]:
    notice = HoldLiftedNotice(round=x.round, hold=x.hold, person=x.by, seq=a.seq)
    return [PostNotice(place=thread(ProposalCard(x.round)), notice=notice)]


@EFFECTS.add
def _not_posted(a: Audit, f: Framework, x: ProposalVoided) -> list[Effect]:
    notice = ProposalVoidNotice(round=x.round, person=x.by, seq=a.seq)
    return [PostNotice(place=thread(ProposalCard(x.round)), notice=notice)]


@EFFECTS.add
def _decided(a: Audit, f: Framework, x: DecisionReached | DecidedOutside) -> list[Effect]:
    return [*_reported_on(a, x), PinDecision(card=DecisionCard(len(a.earlier_decisions) + 1).key), *signed_files(a, f)]


def _reported_on(a: Audit, x: DecisionReached | DecidedOutside) -> list[Effect]:
    """The report as it is at the decision, beneath the proposal, where the post leads to; in the audit's channel."""
    if a.rules < 2 or isinstance(x, DecidedOutside):
        return []
    return [PostFiles(place=thread(ProposalCard(x.round)), rendering=Rendering(kind="report"))]


@EFFECTS.add
def _refused(a: Audit, f: Framework, x: DoneRefused) -> list[Effect]:
    owner = a.followed[f"{x.round}:{x.item}"].owner or next(
        (m.owner for m in a.mitigations if f"M{m.number}" == x.item), None
    )
    notice = NotDoneNotice(round=x.round, item=x.item, person=x.by, seq=a.seq)
    return [PostNotice(place=dm(owner), notice=notice)] if owner else []


@EFFECTS.add
def _met(a: Audit, f: Framework, x: ConditionsMet) -> list[Effect]:
    """News for those who read "once the conditions are verified"; a decision posted at this moment says it itself."""
    if a.decision and a.decision.at == x.at:
        return []
    notice = ConditionsMetNotice(round=x.round, seq=a.seq)
    return [*(PostNotice(place=place, notice=notice) for place in _both(f)), *signed_files(a, f)]


@EFFECTS.add
def _overdue(a: Audit, f: Framework, x: ConditionOverdue) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=ConditionOverdueNotice(round=x.round, item=x.item))]


@EFFECTS.add
def _stopped(a: Audit, f: Framework, x: ReleaseStopped) -> list[Effect]:
    notice = ReleaseStoppedNotice(round=x.round, item=x.item, seq=a.seq)
    return [*(PostNotice(place=place, notice=notice) for place in _both(f)), *signed_files(a, f)]


@EFFECTS.add
def _resumed(a: Audit, f: Framework, x: ReleaseResumed) -> list[Effect]:
    """News where nothing else is so late."""
    if a.decision and a.decision.stopped_by:
        return []
    notice = ReleaseResumedNotice(round=x.round, seq=a.seq)
    return [*(PostNotice(place=place, notice=notice) for place in _both(f)), *signed_files(a, f)]


@EFFECTS.add
def _reported(a: Audit, f: Framework, x: CancellingReported) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=CancelReportedNotice(report=x.report, person=x.by))]


@EFFECTS.add
def _answered(a: Audit, f: Framework, x: ReportAnswered) -> list[Effect]:
    notice = ReportDismissedNotice(report=x.report, person=x.by)
    return [] if x.happened else [PostNotice(place=CHANNEL, notice=notice)]


@EFFECTS.add
def _suspended(a: Audit, f: Framework, x: DecisionSuspended) -> list[Effect]:
    notice = DecisionSuspendedNotice(report=x.report, seq=a.seq)
    return [*(PostNotice(place=place, notice=notice) for place in _both(f)), *signed_files(a, f)]


@EFFECTS.add
def _expiring(a: Audit, f: Framework, x: ExpiryNoticed) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=DecisionExpiringNotice(person=a.lead or a.started_by))]


@EFFECTS.add
def _expired(a: Audit, f: Framework, x: DecisionExpired) -> list[Effect]:
    notice = DecisionExpiredNotice(seq=a.seq)
    return [*(PostNotice(place=place, notice=notice) for place in _both(f)), *signed_files(a, f)]


@EFFECTS.add
def _outside_refused(a: Audit, f: Framework, x: OutsideRefused) -> list[Effect]:
    return [PostNotice(place=dm(a.lead or a.started_by), notice=OutsideRefusedNotice(person=x.by))]


@EFFECTS.add
def _recorded(a: Audit, f: Framework, x: OutsideRecorded) -> list[Effect]:
    return [PostNotice(place=CHANNEL, notice=OutsideRecordedNotice(number=len(a.outside_statements), seq=a.seq))]


@CARDS.add
def _proposed(a: Audit, f: Framework, x: DecisionProposed) -> list[Card]:
    return [ProposalCard(x.round)]


@CARDS.add
def _decision(a: Audit, f: Framework, x: DecisionReached | DecidedOutside) -> list[Card]:
    return [DecisionCard(len(a.earlier_decisions) + 1, decision_place(f))]
