"""Which texts of an audit may be shown, and which cards, readings and heads the drawing of a card needs.

Typed prose may be shown; the contents of documents and sealed ballots never. Must not read or draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from operator import attrgetter

from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision.events import DoneRefused
from bot.domain.documents.state import Version
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import (
    AskCard,
    AskListCard,
    AuditCard,
    Card,
    DecisionCard,
    ProposalCard,
    QuestionCard,
    ResultCard,
    StageCard,
    SummaryCard,
)
from bot.domain.kernel.duty import read_duty_key
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import StageReopened
from bot.domain.sign_offs.events import SignatureWithdrawn


def links_of(card: Card, audit: Audit, framework: Framework) -> list[Card]:
    """The cards that the drawing of a card may link to."""
    match card:
        case AuditCard():
            return [*map(StageCard, audit.stages), *_of_the_decision(audit)]
        case ProposalCard():
            return [*decisions_of(audit)]
        case DecisionCard():
            return [ProposalCard(d.round) for d in (*audit.earlier_decisions, audit.decision) if d and d.round]
        case StageCard(stage) if framework.has_stage(stage):
            spec = framework.stage(stage)
            questions = [QuestionCard(q.key) for q in spec.questions]
            tested = [ResultCard(r.number) for r in audit.results if r.placed] if spec.risks or spec.results else []
            return [*questions, *tested, *([SummaryCard()] if questions else [])]
        case QuestionCard():
            return [SummaryCard()]
        case SummaryCard():
            return [QuestionCard(q.key) for spec in framework.stages for q in spec.questions]
        case AskCard(key):
            found = read_duty_key(key)
            # who votes has the summary at hand; it was posted long before
            votes = found is not None and found.duty is VoteDuty
            return [AuditCard(), SummaryCard(), *map(StageCard, audit.stages)] if votes else [AuditCard()]
        case AskListCard(about="direct"):
            return [AuditCard()]
    return []


def _of_the_decision(audit: Audit) -> list[Card]:
    proposed = [ProposalCard(audit.proposals[-1].round)] if audit.proposals else []
    return [*proposed, *decisions_of(audit)]


def decisions_of(audit: Audit) -> list[DecisionCard]:
    """The cards of all decisions of an audit, the oldest first."""
    return [DecisionCard(n) for n in range(1, 1 + len(audit.earlier_decisions) + (audit.decision is not None))]


def readings_of(card: Card, audit: Audit) -> list[Digest]:
    """What result files say, for the drawing of a card that shows it."""
    result = audit.result(card.number) if isinstance(card, ResultCard) else None
    return [result.reading] if result and result.reading else []


def seqs_of(card: Card, audit: Audit) -> list[int]:
    """The events whose heads the drawing of a card prints."""
    match card:
        case DecisionCard():
            return [d.seq for d in (*audit.earlier_decisions, audit.decision) if d]
        case StageCard(stage) if stage in audit.stages:
            return [audit.stages[stage].closed_seq]
    return []


def prose_of(audit: Audit) -> set[Digest]:
    """The digests of every typed text the views may show."""
    found = set(_prose(audit))
    # no step of ours a version, for there may be hundreds
    for versions in audit.artifacts.values():
        found.update(chain.from_iterable(map(_of_a_version, versions)))
    return {digest for digest in found if digest}


_of_a_version: Callable[[Version], tuple[Digest | None, ...]] = attrgetter(
    *("name", "detail", "stated", "behalf", "ties", "objected_why", "abstract", "supported_ties")
)


def _prose(audit: Audit) -> Iterator[Digest | None]:
    yield audit.description
    yield audit.signed_description
    yield audit.reach
    yield audit.audience.description if audit.audience else None
    yield audit.variant_reason
    yield audit.variant_refused.reason if audit.variant_refused else None
    yield audit.paused
    yield from (proposal.reason for proposal in (audit.end_proposal, audit.ended) if proposal)
    yield from (o.name for o in audit.offers)
    yield from (r.what for r in audit.requests)
    yield from (text for c in audit.contradictions for text in (c.earlier, c.later, c.why))
    yield from (c.text for c in audit.conditions)
    yield from (text for f in audit.findings for text in (f.text, f.answer, f.disposed_why))
    yield from (f.proposed.why for f in audit.findings if f.proposed)
    yield from (r.text for stage in audit.stages.values() for r in stage.responses)
    yield from (s.left_out for stage in audit.stages.values() for s in stage.signatures)
    yield from (w.reason for w in audit.waivers)
    yield from audit.ties.values()
    yield from (r.reason for r in audit.redactions)
    yield from audit.proceeded_duties.values()
    yield from (text for r in audit.recommendations for text in (r.reason, r.benefits))
    yield from _of_testing(audit)
    yield from _of_reflection(audit)
    yield from _of_ballots(audit)


def _of_testing(audit: Audit) -> Iterator[Digest | None]:
    yield from (r.title for r in all_risks(audit))
    yield from (change.why for change in audit.version_changes)
    yield from (answer.why for answer in audit.expectation_answers)
    yield from (names.why for names in audit.metric_names)
    yield from (asked.why for asked in audit.threshold_corrections)
    yield from (kind.why for kind in audit.risk_kinds)
    for manifest in audit.manifests:
        yield from (manifest.how, manifest.params, manifest.tie.how if manifest.tie else None)
        yield manifest.tie.doubt if manifest.tie else None
    if audit.served:
        yield from (audit.served.provider, audit.served.endpoint)
    for result in audit.results:
        yield from (result.name, result.params, result.carried_why, *(s.why for s in result.placed))
        yield from (result.guarded.guard if result.guarded else None, *(s.guard for s in result.placed))
        yield from (s.scale for s in result.placed)


def _of_reflection(audit: Audit) -> Iterator[Digest | None]:
    yield from (stance.condition for stance in audit.stances)
    for summary in audit.summaries:
        if summary.status in ("drafted", "published"):
            yield summary.content
            yield from (answer.reason for answer in summary.answers)


def _of_ballots(audit: Audit) -> Iterator[Digest | None]:
    for ballot in (b for found in audit.ballots for b in found.opened.values()):
        yield ballot.reason
        yield ballot.public
        yield ballot.residual_reason
        yield from (condition.text for condition in ballot.conditions)
    yield from _of_what_followed(audit)


def _of_what_followed(audit: Audit) -> Iterator[Digest | None]:
    yield from (hold.reason for proposal in audit.proposals for hold in proposal.holds)
    yield from (text for m in audit.mitigations for text in (m.what, m.check, m.owner_words))
    yield from (text for r in audit.reports for text in (r.text, r.why))
    yield from (done.words for done in audit.upkeep_done)
    yield audit.staging.words if audit.staging else None
    yield audit.outside_proposal.words if audit.outside_proposal else None
    yield from (s.words for s in audit.outside_statements)
    yield from (d.outside.words for d in (*audit.earlier_decisions, audit.decision) if d and d.outside)
    yield from (text for f in audit.followed.values() for text in (f.check, f.claimed, f.how, f.dropped))


def _of_event(event: Event | None) -> Iterator[Digest]:
    """What a notice quotes that the state does not keep."""
    if isinstance(event, StageReopened | SignatureWithdrawn) and event.reason:
        yield event.reason
    if isinstance(event, DoneRefused):
        yield event.why
