"""The recommendation and the rounds of voting: opening, casting, reveal.

Owns who votes, what a ballot may tick and what a reveal yields. How ballots are counted is `bot.domain.ballot.support`.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import ValidationError

from bot.domain.ballot.commands import BallotPaper, CastBallot, OpenBallot, RecommendForm, RecuseSeat, RevealBallots
from bot.domain.ballot.earlier_audits import too_little, voted_on_elsewhere
from bot.domain.ballot.events import BallotCast, BallotOpened, BallotsRevealed, FormRecommended, SeatRecused
from bot.domain.ballot.residual import nameable, residual_risks
from bot.domain.ballot.state import BallotCondition, BallotRound, OpenedBallot, Recommendation, When
from bot.domain.ballot.support import ballot_result, form_0_passes, support
from bot.domain.decision.events import DecisionProposed
from bot.domain.decision.state import Staging
from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.evaluations.verdicts import is_tested, outdated_results, prioritised_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.evidence import evidence_of_all, moved_stages
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened
from bot.domain.lifecycle.events import StageOpened
from bot.domain.roster.permissions import needs_power, only_system, running
from bot.domain.roster.roles import active_seats, acts_in, holds_power

RULES = Rules()


def seats_of(audit: Audit, framework: Framework) -> tuple[Person, ...]:
    """Who votes: everybody on the board today who did not step aside.

    Once the board's size was fixed, a seat that was left counts until it is filled, and ticks nothing.
    """
    seats = [p for r in framework.roles if "vote" in r.powers for p in _of_role(audit, r.key)]
    return tuple(p for p in dict.fromkeys(seats) if p not in audit.recused)


def _of_role(audit: Audit, role: str) -> list[Person]:
    active = [s.person for s in active_seats(audit, role)]
    left = [s.person for s in audit.roster.get(role, ()) if s.person not in active]
    empty = max(0, len(audit.first_roster.get(role, ())) - len(active))
    return [s.person for s in audit.roster.get(role, ()) if s.person in (*active, *left[:empty])]


@RULES.add
def open_ballot(audit: Audit, framework: Framework, c: OpenBallot, now: datetime) -> list[Event]:
    """The lead asks the board, once every stage before is closed and still stands; on form 0 alone at any time."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if audit.rules < 2 and c.form_0_alone:
        raise NotNow("ballot-form-0-later-edition")
    _needs_no_result(audit)
    alone = c.form_0_alone or is_form_0_asked(audit)
    return opening(audit, framework, c.actor, now, alone=alone)


def _needs_no_result(audit: Audit) -> None:
    """A result of the board is not taken back by whoever leads, held or not: its seats ask for a fresh ballot.

    From the second edition of the rules on.
    """
    if audit.rules > 1 and audit.proposal:
        if audit.proposal.held_up:
            raise NotNow("ballot-result-held")
        raise NotNow("ballot-result-stands")


def is_form_0_asked(audit: Audit) -> bool:
    """Whether form 0 is all that the audit asks for, so that every ballot is on it alone."""
    return audit.rules > 1 and audit.asked_form == 0


def opening(audit: Audit, framework: Framework, by: Person, now: datetime, *, alone: bool = False) -> list[Event]:
    """A round of voting, whoever asks for it. Refuses where it may not open; nothing where one is open.

    `alone`: on form 0 alone, for which nothing has to be there beforehand.
    """
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        return []
    if audit.proposal and not audit.proposal.held_up:
        raise NotNow("ballot-has-result")
    if not alone:
        _needs_closed_stages(audit, framework)
        if problem := too_little(audit, framework):
            raise problem
        _needs_present_evidence(audit, framework)
        _needs_readable_plan(audit, framework)
        if audit.asked_form and (other := voted_on_elsewhere(audit)):
            raise NotNow("ballot-elsewhere", audit=other.key)
    seats = seats_of(audit, framework)
    if len(seats) < framework.ballot.minimum_seats:
        raise NotNow("ballot-seats-too-few", minimum=framework.ballot.minimum_seats, seats=len(seats))
    opened = BallotOpened(
        at=now,
        by=by,
        round=len(audit.ballots) + 1,
        seats=seats,
        needed=framework.ballot.votes_needed(len(seats)),
        deadline=audit.calendar.closing(now, framework.ballot.days),
        evidence=evidence_of_all(audit, framework),
        form_0_alone=alone,
    )
    return [*_stage_of_ballot(audit, framework, by, now), opened]


def _stage_of_ballot(audit: Audit, framework: Framework, by: Person, now: datetime) -> list[Event]:
    """The stage in which the board votes opens with a ballot that comes before its time."""
    spec = framework.stages[-1]
    if audit.stages[spec.key].status != "waiting":
        return []
    return [StageOpened(at=now, by=by, stage=spec.key, due=audit.calendar.add(now, spec.days))]


def _needs_closed_stages(audit: Audit, framework: Framework) -> None:
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        if stage.questioned:
            raise NotNow("ballot-stage-questioned", stage=spec.title)
        if not spec.ballot and stage.status != "closed":
            raise NotNow("ballot-stage-not-closed", stage=spec.title)


def _needs_present_evidence(audit: Audit, framework: Framework) -> None:
    """Nothing is stale when people decide, from the second edition of the rules on."""
    if audit.rules < 2 or audit.asked_form == 0:
        return
    if moved := moved_stages(audit, framework):
        raise NotNow("ballot-evidence-moved", stages=[framework.stage(key).title for key in moved])
    if waiting := outdated_results(audit):
        raise NotNow("ballot-result-outdated", number=waiting[0].number)
    if earlier := [spec.title for spec, _ in earlier_documents(audit, framework)]:
        raise NotNow("ballot-document-outdated", documents=earlier)
    if untested := [risk.key for risk in prioritised_risks(audit) if not is_tested(audit, risk)]:
        raise NotNow("ballot-risk-untested", risks=untested)


def _needs_readable_plan(audit: Audit, framework: Framework) -> None:
    """The rows of the plan of repairs bind with the decision: of one that was erased there would be none."""
    spec = framework.plan
    plan = audit.accepted(spec.key) if spec and audit.rules > 1 else None
    if spec and plan and any(erased.content == plan.content for erased in audit.redactions if erased.done_by):
        raise NotNow("ballot-plan-erased", document=spec.title)


def only_form_0_can_win(audit: Audit, framework: Framework) -> bool:
    """Whether no form above 0 is supported, nor would be with every risk that the board may accept by name.

    Then every ballot comes to form 0, which is said before one opens, from the second edition of the rules on; where
    form 0 is all that is asked for, everybody knows.

    From the second edition of the rules on; where form 0 is all that is asked for, everybody knows.
    """
    asked = (o.number for o in framework.options if 0 < o.number <= audit.asked_form)
    could = (support(audit, framework, form, residual_risks(audit, framework, form)).supported for form in asked)
    return audit.rules > 1 and audit.asked_form > 0 and not any(could)


def most_open_form(audit: Audit, ballot: BallotRound) -> int:
    """The most open form that a round asks about."""
    return 0 if ballot.form_0_alone else audit.asked_form


@RULES.add
def recuse(audit: Audit, framework: Framework, c: RecuseSeat, now: datetime) -> list[Event]:
    """A seat steps aside, before voting opens only, and never below the smallest board."""
    running(audit)
    needs_power(audit, framework, c, "vote", now)
    if c.actor in audit.recused:
        return []
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        raise NotNow("recuse-voting-open")
    seats = seats_of(audit, framework)
    if len(seats) <= framework.ballot.minimum_seats and not _has_alternate(audit, c.actor):
        raise NotNow("recuse-board-too-small", minimum=framework.ballot.minimum_seats, person=audit.lead)
    return [SeatRecused(at=now, by=c.actor, person=c.actor)]


def _has_alternate(audit: Audit, who: Person) -> bool:
    """Whether somebody who is still there would take the place of a seat."""
    named = (seat.alternate for seats in audit.roster.values() for seat in seats if seat.person == who)
    return any(alternate and alternate not in audit.gone for alternate in named)


@RULES.add
def cast(audit: Audit, framework: Framework, c: CastBallot, now: datetime) -> list[Event]:
    """A seat votes in private; until the reveal a new ballot replaces the old one."""
    running(audit)
    ballot = _open_round(audit, c.round, now)
    if c.actor not in ballot.seats or not holds_power(audit, framework, c.actor, "vote", audit.calendar.day(now)):
        raise NotAllowed("vote-no-seat")
    _check_paper(audit, framework, ballot, c.paper)
    if early := next((s for form in c.paper.forms if (s := too_early(audit, form, audit.calendar.day(now)))), None):
        raise Invalid(
            "form-not-reconsidered", form=framework.option(early.form or 0).title, day=early.not_before, field="forms"
        )
    if not c.sealed.sealed or not _is(c.paper, c.sealed.text):
        raise Invalid("ballot-not-sealed")
    if ballot.sealed.get(c.actor) == c.sealed.digest:
        return []
    return [BallotCast(at=now, by=c.actor, round=c.round, ballot=c.sealed.digest)]


def _is(paper: BallotPaper, sealed: str) -> bool:
    """Whether a sealed text is this ballot."""
    try:
        return BallotPaper.model_validate_json(sealed) == paper
    except ValidationError:
        return False


def _open_round(audit: Audit, number: int, now: datetime) -> BallotRound:
    ballot = next((b for b in audit.ballots if b.number == number), None)
    if ballot is None:
        raise NotNow("vote-not-open")
    if ballot.status == "void":
        raise NotNow("vote-ballot-void")
    if ballot.status != "open" or now >= ballot.deadline:
        raise NotNow("vote-too-late")
    return ballot


def _check_paper(audit: Audit, framework: Framework, ballot: BallotRound, paper: BallotPaper) -> None:
    if any(not 0 <= form <= most_open_form(audit, ballot) for form in paper.forms):
        if ballot.form_0_alone:
            raise Invalid("vote-form-0-alone", field="forms")
        raise Invalid("vote-form-beyond-asked", field="forms")
    if not paper.reason.text.strip():
        raise Invalid("vote-reason-missing", field="reason")
    if paper.send_back:
        if ballot.form_0_alone:
            raise Invalid("vote-send-back-form-0", field="send_back")
        if paper.forms:
            raise Invalid("vote-send-back-with-forms", field="forms")
        if not framework.has_stage(paper.send_back) or framework.stage(paper.send_back).ballot:
            raise Invalid("vote-stage-missing", field="send_back")
    if not set(paper.conditions_for) <= set(paper.forms):
        raise Invalid("vote-condition-without-form", field="conditions_for")
    _check_residual(audit, framework, paper)
    known = ("before", "after", "watch") if audit.rules > 1 else ("before", "after")
    if any(x.when not in known for x in paper.conditions):
        raise Invalid("vote-condition-when-missing", field="conditions")


def _check_residual(audit: Audit, framework: Framework, paper: BallotPaper) -> None:
    """A risk is named beside a form that is ticked, where it stands in the way and may be accepted, with a reason."""
    allowed = nameable(audit, framework) if paper.residual else ()
    for each in paper.residual:
        if each.form not in paper.forms:
            raise Invalid("vote-residual-without-form", field="residual", risk=each.risk)
        if each not in allowed:
            raise Invalid("vote-residual-not-acceptable", field="residual", risk=each.risk)
    if paper.residual and not (paper.residual_reason and paper.residual_reason.text.strip()):
        raise Invalid("vote-residual-reason-missing", field="residual_reason")


@RULES.add
def reveal(audit: Audit, framework: Framework, c: RevealBallots, now: datetime) -> list[Event]:
    """Open the sealed ballots, match each with its digest, and apply the rule: its result is proposed, not final."""
    only_system(c)
    ballot = next((b for b in audit.ballots if b.number == c.round), None)
    if audit.over or ballot is None or ballot.status != "closed":
        return []
    papers: dict[Person, OpenedBallot] = {}
    for who, digest in ballot.sealed.items():
        opened = c.opened.get(who)
        if opened is None or opened.digest != digest:
            raise Invalid("ballot-seal-broken")
        papers[who] = _opened(framework, BallotPaper.model_validate_json(opened.text))
    revealed = BallotsRevealed(at=now, by=c.actor, round=c.round, ballots=papers)
    if ballot.form_0_alone and not form_0_passes(ballot, papers):
        return [revealed]
    outcome = ballot_result(audit, framework, ballot.seats, papers)
    if outcome.send_back:
        return [revealed, *_send_back(audit, framework, outcome.send_back, now)]
    cooling = framework.decision.cooling_off_days
    proposed = DecisionProposed(
        at=now,
        by=c.actor,
        round=c.round,
        form=outcome.form,
        ticks=outcome.ticks,
        blocked=outcome.blocked,
        dissenters=outcome.dissenters,
        allowed=outcome.allowed,
        absent=outcome.absent,
        residual=outcome.residual,
        until=audit.calendar.closing(now, cooling) if cooling else now,
    )
    return [revealed, proposed]


def _send_back(audit: Audit, framework: Framework, stage: str, now: datetime) -> list[Event]:
    if audit.stages[stage].status != "closed":
        return []
    return [reopened(audit, framework, stage, SYSTEM, None, now)]


def _opened(framework: Framework, paper: BallotPaper) -> OpenedBallot:
    for_good = {o.number for o in framework.options if o.cannot_be_recalled}
    forms = tuple(sorted(set(paper.forms)))
    always_before = set(paper.conditions_for or forms[-1:]) <= for_good
    return OpenedBallot(
        forms=forms,
        reason=paper.reason.digest,
        public=paper.public.digest if paper.public and paper.public.text.strip() else None,
        conditions=tuple(
            BallotCondition(text=x.text.digest, when=_when(x.when, always_before=always_before))
            for x in paper.conditions
        ),
        conditions_for=tuple(sorted(set(paper.conditions_for))),
        send_back=paper.send_back,
        residual=tuple(sorted(set(paper.residual), key=lambda each: (each.form, each.risk))),
        residual_reason=paper.residual_reason.digest if paper.residual and paper.residual_reason else None,
    )


def _when(said: str, *, always_before: bool) -> When:
    if said == "watch":
        return "watch"
    return "before" if always_before or said == "before" else "after"


def recommending_stage(framework: Framework) -> StageSpec | None:
    """The stage that puts a recommendation on record; None where the framework asks for none."""
    return next((s for s in framework.stages if s.recommended_by), None)


def recommendation_is_missing(audit: Audit, framework: Framework, stage: str) -> bool:
    """Whether a stage waits for a recommendation. Several are on record together: who disagrees, says so."""
    return bool(framework.stage(stage).recommended_by) and not audit.recommendations


@RULES.add
def recommend(audit: Audit, framework: Framework, c: RecommendForm, now: datetime) -> list[Event]:
    """An auditor recommends a form, with the reason; a later word of theirs takes the place of the earlier."""
    running(audit)
    spec = recommending_stage(framework)
    if spec is None:
        raise NotNow("recommendation-not-asked")
    role = spec.recommended_by or ""
    if not acts_in(audit, role, c.actor, audit.calendar.day(now)):
        raise NotAllowed("recommendation-role-only", role=framework.role(role).title)
    if audit.stages[spec.key].status != "open":
        raise NotNow("recommendation-stage-not-open", stage=spec.title)
    if not 0 <= c.form <= audit.asked_form:
        raise Invalid("recommendation-beyond-asked", field="form")
    if not c.reason.text.strip():
        raise Invalid("recommendation-reason-missing", field="reason")
    if benefits_are_missing(audit, c.form, c.benefits.text if c.benefits else ""):
        raise Invalid("recommendation-benefits-missing", field="benefits")
    benefits = c.benefits.digest if c.benefits and asks_for_benefits(audit) else None
    known = Recommendation(person=c.actor, form=c.form, reason=c.reason.digest, at=now, benefits=benefits)
    if any(r.replace(at=now) == known for r in audit.recommendations):
        return []
    return [FormRecommended(at=now, by=c.actor, form=c.form, reason=c.reason.digest, benefits=benefits)]


def asks_for_benefits(audit: Audit) -> bool:
    """Whether who recommends a release says why its benefits outweigh its risks: from the second edition of the rules
    on. It is evidence of the stage, so that who signs it signs that, too.
    """
    return audit.rules > 1


def benefits_are_missing(audit: Audit, form: int, said: str) -> bool:
    """Whether a release would be recommended without that sentence; of none, nobody has to weigh its benefits."""
    return asks_for_benefits(audit) and form > 0 and not said.strip()


def too_early(audit: Audit, form: int, today: date) -> Staging | None:
    """The staging that keeps a form from being voted on today; None where nothing does."""
    staging = audit.staging
    if staging is None or staging.form is None or staging.not_before is None:
        return None
    return staging if form >= staging.form and today < staging.not_before else None
