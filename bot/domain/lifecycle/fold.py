"""The fold of an audit's course: how the state changes with what happened.

Owns a function per event (start and details, stages, pause, end, smaller kinds) and their table; nothing is decided
here, and nothing can be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.domain.evaluations.late_risks import with_late
from bot.domain.evaluations.state import newest_said
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import read_duty_id, read_duty_key
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Folds
from bot.domain.lifecycle.events import (
    AudienceKept,
    AudienceNarrowed,
    AudienceProposed,
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    ChannelBound,
    ClosingUndone,
    DetailsChanged,
    DueChanged,
    EarlierAuditsFound,
    EndProposed,
    EndRefused,
    FrameworkAdopted,
    FrameworkKept,
    FrameworkProposed,
    LateTakenIn,
    StageClosed,
    StageOpened,
    StageReady,
    StageReopened,
    StageStands,
    VariantApproved,
    VariantRefused,
)
from bot.domain.lifecycle.state import (
    Audience,
    EndProposal,
    FrameworkMove,
    FrameworkProposal,
    Past,
    PastForms,
    Stage,
    VariantRefusal,
)
from bot.domain.roster.state import Seat

FOLDS = Folds()


def begin(e: AuditStarted) -> Audit:
    """The first state: lead and deputy named, every stage waiting."""
    lead = Seat(person=e.lead, accepted=True if e.lead == e.by else None, since=e.calendar.day(e.at))
    roster: dict[str, tuple[Seat, ...]] = {"lead": (lead,)}
    if e.deputy:
        roster["deputy"] = (Seat(person=e.deputy, since=e.calendar.day(e.at)),)
    return Audit(
        workspace=e.workspace,
        key=e.key,
        seq=1,
        started_at=e.at,
        started_by=e.by,
        subject=e.subject,
        description=e.description,
        asked_form=e.asked_form,
        framework=e.framework,
        calendar=e.calendar,
        channel=e.channel,
        wants_channel=e.wants_channel,
        shared_channel=e.channel is not None,
        decision_channel=e.decision_channel,
        variant=e.variant,
        variant_reason=e.reason,
        roster=roster,
        rules=e.rules,
        made_from=e.made_from,
        reach=e.reach,
        next_form=e.next_form,
        widest_form=e.asked_form if e.rules > 1 else 0,
        past_roles={"lead": (e.lead,)} if e.rules > 1 and e.lead == e.by else {},
        stages={key: Stage() for key in e.stages},
    )


def _stage(audit: Audit, key: str, change: Callable[[Stage], Stage]) -> Audit:
    return audit.replace(stages={**audit.stages, key: change(audit.stages[key])})


@FOLDS.add
def details(audit: Audit, e: DetailsChanged) -> Audit:
    """Only what was named changes."""
    return audit.replace(
        description=audit.description if e.description is None else e.description,
        asked_form=audit.asked_form if e.asked_form is None else e.asked_form,
        made_from=audit.made_from if e.made_from is None else e.made_from,
        reach=audit.reach if e.reach is None else e.reach,
        next_form=audit.next_form if e.next_form is None else e.next_form,
        calendar=audit.calendar if e.calendar is None else e.calendar,
        widest_form=max(audit.widest_form, e.asked_form or 0) if audit.rules > 1 else 0,
        past_forms=_past_forms(audit, e),
        decision_channel=audit.decision_channel if e.decision_channel is None else e.decision_channel,
        audience=audit.audience if e.description is None else None,
        signed_description=audit.signed_description if e.description is None else None,
    )


def _past_forms(audit: Audit, e: DetailsChanged) -> tuple[PastForms, ...]:
    """What was asked for on the first day is as if it had been asked for from the start."""
    forms = (e.asked_form or audit.asked_form, audit.next_form if e.next_form is None else e.next_form)
    first_day = audit.calendar.day(e.at) == audit.calendar.day(audit.started_at)
    if audit.rules < 2 or first_day or forms == (audit.asked_form, audit.next_form):
        return audit.past_forms
    return (*audit.past_forms, PastForms(asked=audit.asked_form, following=audit.next_form, until=e.at))


@FOLDS.add
def audience_proposed(audit: Audit, e: AudienceProposed) -> Audit:
    """A reviewer is asked; an earlier question is over."""
    return audit.replace(audience=Audience(by=e.by, at=e.at, description=e.description))


@FOLDS.add
def audience_narrowed(audit: Audit, e: AudienceNarrowed) -> Audit:
    """Another description; what was signed stays the widest."""
    if audit.audience is None:
        return audit
    return audit.replace(
        description=audit.audience.description,
        signed_description=audit.signed_description or audit.description,
        audience=None,
    )


@FOLDS.add
def audience_kept(audit: Audit, e: AudienceKept) -> Audit:
    """Nothing changes."""
    return audit.replace(audience=None)


@FOLDS.add
def bound(audit: Audit, e: ChannelBound) -> Audit:
    """The audit lives in this channel."""
    return audit.replace(channel=e.channel, wants_channel="")


@FOLDS.add
def due(audit: Audit, e: DueChanged) -> Audit:
    """A stage's due date moves."""
    return _stage(audit, e.stage, lambda s: s.replace(due=e.due))


@FOLDS.add
def opened(audit: Audit, e: StageOpened) -> Audit:
    """A stage opens."""
    return _stage(audit, e.stage, lambda s: s.replace(status="open", opened_at=e.at, due=e.due))


@FOLDS.add
def ready(audit: Audit, e: StageReady) -> Audit:
    """Its required documents are there: the wait for responses begins."""
    return _stage(audit, e.stage, lambda s: s.replace(ready_at=e.at))


@FOLDS.add
def closed(audit: Audit, e: StageClosed) -> Audit:
    """A stage keeps what it closed with; with the first, who leads and judges is settled."""

    def closing(stage: Stage) -> Stage:
        return stage.replace(
            status="closed",
            closed_at=e.at,
            closed_with=e.closed_with,
            closed_evidence=e.evidence,
            closed_seq=audit.seq + 1,
            questioned=False,
        )

    settled = audit.replace(first_roster=_roster(audit)) if audit.rules > 1 and not audit.first_roster else audit
    return _stage(settled, e.stage, closing)


@FOLDS.add
def closing_undone(audit: Audit, e: ClosingUndone) -> Audit:
    """As if it had not been closed; with the first stage, who leads and judges is open again."""

    def again(stage: Stage) -> Stage:
        return stage.replace(status="open", closed_at=None, closed_with={}, closed_evidence=None, closed_seq=0)

    undone = _stage(audit, e.stage, again)
    if e.following:
        undone = _stage(undone, e.following, lambda s: Stage())
    return undone.replace(first_roster={}) if e.stage == next(iter(audit.stages)) else undone


def _roster(audit: Audit) -> dict[str, tuple[Person, ...]]:
    return {
        role: tuple(s.person for s in seats if s.accepted is not False and s.person not in audit.gone)
        for role, seats in audit.roster.items()
    }


@FOLDS.add
def reopened(audit: Audit, e: StageReopened) -> Audit:
    """A stage is open again; its signatures and responses stay, bound to the evidence they were given on.

    More time, and going on without somebody, were granted for its earlier closing.
    """
    stages = dict(audit.stages)
    stages[e.stage] = stages[e.stage].replace(
        status="open",
        due=e.due,
        questioned=False,
        ready_at=None,
        closed_at=None,
        summary_before=e.summary_before,
    )
    for key in e.questioned:
        stages[key] = stages[key].replace(questioned=True)
    return audit.replace(
        stages=stages,
        extended_duties={k: v for k, v in audit.extended_duties.items() if not _of_stage(k, e.stage)},
        proceeded_duties={k: v for k, v in audit.proceeded_duties.items() if not _of_stage(k, e.stage)},
        escalated_duties={
            d: day for d, day in audit.escalated_duties.items() if not _of_stage(read_duty_id(d)[0], e.stage)
        },
    )


def _of_stage(duty: str, stage: str) -> bool:
    """Whether a duty is about a stage as a whole."""
    found = read_duty_key(duty)
    return found is not None and found.stage == stage


@FOLDS.add
def taken_in(audit: Audit, e: LateTakenIn) -> Audit:
    """It lies beside no longer."""
    documents = dict(audit.artifacts)
    for key, number in e.artifacts.items():
        documents[key] = tuple(v.replace(late=False) if v.number == number else v for v in documents[key])
    results = tuple(
        r.replace(status="admitted", speaks=newest_said((*r.speaks, *r.late)), late=()) if r.number in e.results else r
        for r in audit.results
    )
    return with_late(audit.replace(artifacts=documents, results=results), e.risks)


@FOLDS.add
def stands(audit: Audit, e: StageStands) -> Audit:
    """A questioned stage needs nothing."""
    return _stage(
        audit, e.stage, lambda s: s.replace(questioned=False, closed_evidence=e.evidence or s.closed_evidence)
    )


@FOLDS.add
def paused(audit: Audit, e: AuditPaused) -> Audit:
    """The audit rests. What was offered before was asked about then."""
    return audit.replace(paused=e.reason, offers=tuple(o.replace(in_pause=False) for o in audit.offers))


@FOLDS.add
def resumed(audit: Audit, e: AuditResumed) -> Audit:
    """The audit goes on."""
    return audit.replace(paused=None)


@FOLDS.add
def end_proposed(audit: Audit, e: EndProposed) -> Audit:
    """An end waits for its second."""
    return audit.replace(end_proposal=EndProposal(by=e.by, reason=e.reason, at=e.at))


@FOLDS.add
def end_refused(audit: Audit, e: EndRefused) -> Audit:
    """The audit goes on."""
    return audit.replace(end_proposal=None)


@FOLDS.add
def ended(audit: Audit, e: AuditEnded) -> Audit:
    """Nothing is asked any more."""
    return audit.replace(ended=audit.end_proposal, end_proposal=None, ended_at_stage=e.stage, paused=None)


@FOLDS.add
def earlier_found(audit: Audit, e: EarlierAuditsFound) -> Audit:
    """What was looked up last."""
    return audit.replace(earlier_audits=e.audits)


@FOLDS.add
def approved(audit: Audit, e: VariantApproved) -> Audit:
    """Who approved the reason."""
    return audit.replace(variant_approved_by=e.by, variant_refused=None)


@FOLDS.add
def variant_refused(audit: Audit, e: VariantRefused) -> Audit:
    """It needs a full audit."""
    return audit.replace(variant_refused=VariantRefusal(by=e.by, reason=e.reason, at=e.at))


@FOLDS.add
def framework_proposed(audit: Audit, e: FrameworkProposed) -> Audit:
    """A reviewer is asked; an earlier question is over."""
    return audit.replace(framework_proposal=FrameworkProposal(by=e.by, at=e.at, fingerprint=e.fingerprint))


@FOLDS.add
def framework_kept(audit: Audit, e: FrameworkKept) -> Audit:
    """Nothing changes."""
    return audit.replace(framework_proposal=None)


@FOLDS.add
def adopted(audit: Audit, e: FrameworkAdopted) -> Audit:
    """Another framework. By another edition of the rules nothing stays signed, and what was accepted, admitted or
    lowered by a word that counts no longer waits for one that does.
    """
    moves = (*audit.framework_moves, *_moves(audit, e))
    after = audit.replace(framework=e.framework, rules=e.rules, framework_proposal=None, framework_moves=moves)
    if e.rules == audit.rules:
        return after
    first = next(iter(audit.stages.values()))
    unsigned = {key: stage.replace(signatures=(), responses=(), ready_at=None) for key, stage in audit.stages.items()}
    return _asked_again(after, e).replace(
        stages=unsigned,
        past_roles=_past_roles(audit, e.past),
        past_weights={**e.past.weights, **audit.past_weights},
        widest_form=max(audit.asked_form, audit.widest_form, e.past.widest_form),
        first_roster=audit.first_roster or (_roster(audit) if first.closed_seq else {}),
        waivers=tuple(w for n, w in enumerate(audit.waivers) if n not in e.waivers),
        proceeded_duties={},
        extended_duties={},
        escalated_duties={},
    )


def _moves(audit: Audit, e: FrameworkAdopted) -> Iterator[FrameworkMove]:
    """The move as it is told; none where the event does not say from which framework, as those of before."""
    if not e.before:
        return
    yield FrameworkMove(
        at=e.at,
        asked_by=e.asked_by,
        agreed_by=e.by,
        left=audit.framework,
        before=e.before,
        after=e.after,
        stages=e.stages,
        documents=tuple(e.documents),
        results=e.results,
        findings=e.findings,
        waivers=tuple(w.person for n, w in enumerate(audit.waivers) if n in e.waivers),
    )


def _asked_again(audit: Audit, e: FrameworkAdopted) -> Audit:
    documents = dict(audit.artifacts)
    for key, number in e.documents.items():
        documents[key] = tuple(
            v.replace(status="submitted", supports=None, reviewed_by=None)
            if v.number == number or (v.number < number and v.status == "accepted")
            else v
            for v in documents[key]
        )
    results = tuple(r.replace(status="offered", speaks=()) if r.number in e.results else r for r in audit.results)
    findings = tuple(f.replace(disposition="open") if f.number in e.findings else f for f in audit.findings)
    return audit.replace(artifacts=documents, results=results, findings=findings)


def _past_roles(audit: Audit, past: Past) -> dict[str, tuple[Person, ...]]:
    """Who ever accepted each role or acted in it, as the history tells and as the seats stand."""
    found = {role: past.roles.get(role, ()) for role in (*past.roles, *audit.past_roles)}
    for role, people in audit.past_roles.items():
        found[role] = (*found[role], *people)
    for role, seats in audit.roster.items():
        acting = (who for s in seats if s.accepted for who in (s.person, s.delegation.to if s.delegation else None))
        found[role] = (*found.get(role, ()), *(who for who in acting if who))
    return {role: tuple(dict.fromkeys(people)) for role, people in found.items() if people}


@FOLDS.add
def upgraded(audit: Audit, e: AuditUpgraded) -> Audit:
    """The stages begin anew: documents stay where they are, by their keys; approvals were given for less.

    What the lead went on without, and extended, was a stage's; it is asked for again.
    """
    first, *rest = e.stages
    anew = Stage(summary_before=audit.published.number if audit.published else 0)
    stages = {first: anew.replace(status="open", opened_at=e.at, due=e.due), **dict.fromkeys(rest, anew)}
    held = {role: tuple(s.person for s in seats if s.accepted) for role, seats in audit.roster.items()}
    return audit.replace(
        framework=e.framework,
        rules=e.rules,
        past_roles={role: tuple(dict.fromkeys((*audit.past_roles.get(role, ()), *held[role]))) for role in held}
        if e.rules > 1
        else {},
        variant="",
        variant_refused=None,
        stages=stages,
        proceeded_duties={},
        extended_duties={},
        escalated_duties={},
    )
