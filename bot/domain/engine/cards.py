"""The cards that events bring into being, and those that look otherwise after them.

Owns both lists. A card is drawn again whenever it may look otherwise: what it shows must not depend on when it was
drawn. Must not know what stands on a card.
"""

from __future__ import annotations

from bot.domain.decision.events import DecidedOutside, DecisionProposed, DecisionReached, DecisionSuspended
from bot.domain.documents.events import (
    ArtifactFailed,
    ArtifactSubmitted,
    DocumentRead,
    DraftClosed,
    RowKept,
    RowRemoved,
    RowsScored,
    ScoresRevealed,
)
from bot.domain.evaluations.events import (
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissed,
    ResultRead,
    ResultSetAside,
    RiskRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
)
from bot.domain.evaluations.rules import results_stage
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import (
    Card,
    DecisionCard,
    HomeCard,
    ProposalCard,
    QuestionCard,
    ResultCard,
    StageCard,
    SummaryCard,
    decision_place,
    stage_thread,
)
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import (
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditUpgraded,
    StageClosed,
    StageOpened,
    StageReopened,
)
from bot.domain.redaction.events import ContentRedacted
from bot.domain.reflection.events import SummaryPublished, SummaryReworded
from bot.domain.reflection.rules import reflection_stage
from bot.domain.roster.roles import active_seats

REDRAW_RESULTS = (
    ResultRead,
    ResultAdmitted,
    ResultDismissed,
    ResultCarried,
    ResultSetAside,
    RiskRecorded,
    ThresholdSealed,
    ThresholdsRevealed,
    ModelChanged,
    ContentRedacted,
)
"""After these, a result's table may say something else."""

REDRAW_HOMES = (
    StageOpened,
    StageClosed,
    StageReopened,
    AuditPaused,
    AuditResumed,
    AuditEnded,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
)
"""After these, the audit stands elsewhere: everybody's App Home says where."""

REDRAW_ASKS = (
    ArtifactSubmitted,
    ArtifactFailed,
    DocumentRead,
    RowsScored,
    ScoresRevealed,
    RowKept,
    RowRemoved,
    DraftClosed,
)
"""After these, the ask for a document or for its review shows more than before."""


def created_cards(after: Audit, framework: Framework, event: Event) -> list[Card]:
    """Cards that an event brings into being."""
    if isinstance(event, AuditUpgraded):
        return [StageCard(event.stages[0])]
    if isinstance(event, StageOpened):
        questions = framework.stage(event.stage).questions
        return [StageCard(event.stage), *(QuestionCard(q.key) for q in questions)]
    if isinstance(event, ResultRead) and (place := results_stage(framework)):
        return [ResultCard(event.result, stage_thread(place))]
    if isinstance(event, SummaryPublished):
        return [_summary_card(framework)]
    if isinstance(event, DecisionProposed):
        return [ProposalCard(event.round)]
    if isinstance(event, DecisionReached | DecidedOutside):
        return [DecisionCard(len(after.earlier_decisions) + 1, decision_place(framework))]
    return []


def cards_to_redraw(after: Audit, framework: Framework, happened: list[Event], owed: list[Duty]) -> list[Card]:
    """The cards and asks that say something else after these events, whatever is owed since."""
    telling = {x.artifact for x in happened if isinstance(x, REDRAW_ASKS)}
    reworded = any(isinstance(x, SummaryReworded) for x in happened)
    asks = [d for d in owed if d.artifact in telling or (reworded and d.kind == "publish-summary")]
    homes: dict[Person, None] = {}
    if any(isinstance(x, REDRAW_HOMES) for x in happened):
        homes = dict.fromkeys(seat.person for role in after.roster for seat in active_seats(after, role))
    return [*_stage_cards(after, framework, happened), *map(ask_card, asks), *map(HomeCard, homes)]


def _stage_cards(after: Audit, framework: Framework, happened: list[Event]) -> list[Card]:
    """The cards of the stages these events speak of; of all that have begun, when they speak of the whole audit.

    A card is drawn again whenever it may look otherwise: what it shows must not depend on when it was drawn.
    """
    begun = [key for key, stage in after.stages.items() if stage.status != "waiting"]
    touched: dict[str, None] = {}
    for event in happened:
        stage = getattr(event, "stage", "")
        artifact = getattr(event, "artifact", "")
        if isinstance(event, AuditUpgraded):
            touched |= dict.fromkeys(event.stages)
        elif stage:
            touched |= dict.fromkeys((stage, *getattr(event, "questioned", ())))
        elif artifact:
            touched[framework.stage_of(artifact).key] = None
        else:
            touched |= dict.fromkeys(begun)
    if after.over:
        touched |= dict.fromkeys(begun)
    cards: list[Card] = [StageCard(key) for key in touched]
    cards += [QuestionCard(q.key) for key in touched for q in framework.stage(key).questions]
    place = results_stage(framework)
    if place and any(type(event) in REDRAW_RESULTS for event in happened):
        cards += [ResultCard(r.number, stage_thread(place)) for r in after.results if r.reading]
    if after.summaries:
        cards.append(_summary_card(framework))
    if after.proposals:
        cards.append(ProposalCard(after.proposals[-1].round))
    if after.decision or any(isinstance(event, ContentRedacted) for event in happened):
        cards += [
            DecisionCard(n, decision_place(framework))
            for n in range(1, 1 + len(after.earlier_decisions) + (after.decision is not None))
        ]
    return cards


def _summary_card(framework: Framework) -> SummaryCard:
    spec = reflection_stage(framework)
    return SummaryCard(stage_thread(spec.key)) if spec else SummaryCard()
