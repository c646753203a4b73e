"""Release forms, their needs, and the rule that makes a decision of ballots.

Owns the sentence everything here serves: *the result is every form that passes and is supported; the most open of them
names it*. Absent seats tick nothing; form 0 is always allowed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Literal

from bot.domain.ballot.earlier_audits import failed_elsewhere, fails_tampered_elsewhere
from bot.domain.ballot.residual import accepted_for, blocking_risks, nameable, names
from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.decision.state import AcceptedRisk, Blocked
from bot.domain.documents.acceptance import overruled
from bot.domain.evaluations.ladder import tamperable_risks, tampering_supports
from bot.domain.evaluations.risk_kinds import answer_on
from bot.domain.evaluations.tampering import record_counts
from bot.domain.evaluations.verdicts import answered_problems, held_by_late_threshold
from bot.domain.findings.state import Finding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework, StageSpec
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.release_forms import Need, NeededApproval, ReleaseOption
from bot.domain.kernel.text import Text
from bot.domain.roster.independence import MOST_OPEN_BY_WAIVER, holds_by_waiver, reviewing_roles, safety_roles

NeedStatus = Literal["missing", "submitted", "supports", "supports-once", "does-not-support"]
"""supports-once: one person says so, and the form takes two."""

_BEST_FIRST: tuple[NeedStatus, ...] = ("supports", "supports-once", "does-not-support", "submitted", "missing")


class NeedState(Frozen):
    """One need of a form: how it stands, and through which document."""

    need: Need
    status: NeedStatus
    artifact: str
    """Empty where an approval is needed."""


class Support(Frozen):
    """Whether the evidence supports a release form."""

    form: int
    needs: tuple[NeedState, ...]
    findings: tuple[int, ...]
    """Open severe problems that name this form."""
    late: tuple[str, ...] = ()
    """Risks that hold only against a threshold set when a result was known: too little for this form."""
    risks: tuple[str, ...] = ()
    """Risks that fail, are inconclusive or have no result; they block from the second edition of the rules on."""
    elsewhere: tuple[str, ...] = ()
    """Other audits in which these very weights failed; they block from the second edition of the rules on."""
    called: bool = False
    """The model is only called, and an audit of such a model does not decide this form."""
    kinds: tuple[str, ...] = ()
    """Kinds of risk that this form takes a test of, neither tested nor called not applicable with Safety's approval."""

    @property
    def supported(self) -> bool:
        """Every need accepted and supporting; no open severe problem, no risk, no kind of risk and no failure in
        another audit in the way; no target drawn around the arrow.
        """
        stopped = self.findings or self.late or self.risks or self.elsewhere or self.called or self.kinds
        return not stopped and all(n.status == "supports" for n in self.needs)

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents that are missing or do not support."""
        return tuple(n.artifact for n in self.needs if n.artifact and n.status != "supports")

    @property
    def unsigned(self) -> tuple[NeededApproval, ...]:
        """The approvals of stages that are missing."""
        return tuple(n.need.approved for n in self.needs if n.need.approved and n.status != "supports")


class PassRule(Frozen):
    """How many seats must tick a form for it to pass; the same for all of these forms."""

    forms: tuple[int, ...]
    """Neighbours, least open first; never form 0, which needs no seat."""
    needed: int
    seats: int

    @property
    def every_seat(self) -> bool:
        """Whether one seat that does not tick them is enough to stop them."""
        return self.needed == self.seats


class BallotResult(Frozen):
    """What the ballots come to."""

    form: int
    ticks: dict[int, int]
    blocked: tuple[Blocked, ...]
    dissenters: tuple[Person, ...]
    allowed: tuple[int, ...] = ()
    """Every form above 0 that passes and is supported; none before the second edition of the rules, which named one."""
    send_back: str = ""
    """The stage to be reopened instead of deciding."""
    residual: tuple[AcceptedRisk, ...] = ()
    """The risks that the board accepted by name, for forms that it allows."""
    absent: tuple[int, ...] = ()
    """The supported forms that pass or fail by seats that did not vote; none before the second edition of the rules."""


def support(audit: Audit, framework: Framework, form: int, accepted: Collection[str] = ()) -> Support:
    """How the evidence stands for one release form. `accepted`: risks that do not block it, nor do their problems."""
    named = (f for f in audit.findings if f.severity == "severe" and f.disposition == "open" and form in f.blocks)
    severe = (f for f in named if not (f.risk in accepted or is_guarded(audit, framework, f, form)))
    unheld = blocking_risks(audit, framework, form)
    return Support(
        form=form,
        needs=tuple(_need(audit, framework, need, form) for need in framework.needs_of(form)),
        findings=tuple(f.number for f in severe),
        late=held_by_late_threshold(audit, form, framework.evidence.late_up_to),
        risks=tuple(risk for risk in unheld if risk not in accepted),
        elsewhere=failed_elsewhere(audit, form),
        called=is_called_only(audit, framework, form),
        kinds=tuple(_kinds_in_the_way(audit, framework, form)),
    )


def is_guarded(audit: Audit, framework: Framework, problem: Finding, form: int) -> bool:
    """Whether a problem is of a test that was run again since behind changed filters, and holds there: for a form that
    is served behind them it blocks nothing. One that was found after it does.
    """
    risk = audit.risk(problem.risk) if problem.risk and form <= framework.evidence.guarded_up_to else None
    return risk is not None and problem.number <= answered_problems(audit, risk)


def _kinds_in_the_way(audit: Audit, framework: Framework, form: int) -> Iterator[str]:
    """The kinds of risk, by their keys, that a form takes a test of, or Safety's approval of what is not applicable."""
    for spec in framework.stages:
        for kind in spec.risk_kinds:
            if kind.tested_from is None or form < kind.tested_from:
                continue
            said = answer_on(audit, kind.key)
            tested = said is not None and said.verdict == "tested"
            waived = said is not None and said.verdict == "not-applicable" and _safety_approved(audit, framework, spec)
            if not tested and not waived:
                yield kind.key


def _safety_approved(audit: Audit, framework: Framework, spec: StageSpec) -> bool:
    """Whether Safety approved what a stage closed with; where a framework has none, whether a reviewer did."""
    roles = safety_roles(framework) or reviewing_roles(framework)
    return any(is_approved(audit, NeededApproval(stage=spec.key, role=role)) for role in roles)


def is_called_only(audit: Audit, framework: Framework, form: int) -> bool:
    """Whether the model is only called, and an audit of such a model does not decide this form."""
    return audit.served is not None and form not in framework.versions.called_forms


def matrix(audit: Audit, framework: Framework) -> list[Support]:
    """Every release form up to the one asked for, with its needs: what the board sees."""
    return [support(audit, framework, o.number) for o in framework.options if o.number <= audit.asked_form]


def _need(audit: Audit, framework: Framework, need: Need, form: int) -> NeedState:
    if need.approved:
        given = is_approved(audit, need.approved)
        return NeedState(need=need, status="supports" if given else "missing", artifact="")
    states = [(_document(audit, framework, key, need, form), key) for key in need.any_of]
    status, key = min(states, key=lambda s: _BEST_FIRST.index(s[0]))
    return NeedState(need=need, status=status, artifact=key)


def is_approved(audit: Audit, needed: NeededApproval) -> bool:
    """Whether a role approved what a stage closed with: the lead may go on without an answer, such a form may not.

    Who holds a role by a waiver does not count.
    """
    stage = audit.stages[needed.stage]
    return stage.status == "closed" and any(
        s.role == needed.role
        and not s.withdrawn
        and s.verdict != "request-changes"
        and not any(holds_by_waiver(audit, who) for who in (s.person, s.seat))
        and (s.carried or s.evidence == stage.closed_evidence)
        for s in stage.signatures
    )


def _document(audit: Audit, framework: Framework, key: str, need: Need, form: int) -> NeedStatus:
    version, twice = audit.accepted(key), supported_twice(audit, framework, form)
    if version is None:
        return "submitted" if audit.current(key) else "missing"
    spec = framework.artifact(key)
    if audit.rules > 1 and overruled(audit, key, version):
        # what the lead accepts over an objection, in the last round of changes, supports no form
        return "does-not-support"
    if spec.tampering and not record_counts(audit, spec, version.number):
        return "does-not-support"
    if spec.tampering and not need.whatever_result:
        each_risk = audit.rules > 1 and tamperable_risks(audit, form)
        said = version.supports or not spec.verdict or each_risk
        if not (said and _record_holds(audit, spec, version.number, form)):
            return "does-not-support"
        if each_risk:
            return "supports" if tampering_supports(audit, spec, version.number, form, twice=twice) else "supports-once"
    if need.whatever_result or not framework.artifact(key).verdict:
        return "supports"
    if not version.supports:
        return "does-not-support"
    return "supports-once" if twice and version.supported_by is None else "supports"


def supported_twice(audit: Audit, framework: Framework, form: int) -> bool:
    """Whether two people must call each document of a form supporting: of one that cannot be recalled."""
    return audit.rules > 1 and framework.option(form).cannot_be_recalled


def _record_holds(audit: Audit, spec: ArtifactSpec, version: int, form: int) -> bool:
    return tampering_supports(audit, spec, version, form) and not fails_tampered_elsewhere(audit)


def votes_needed(framework: Framework, option: ReleaseOption, seats: int) -> int:
    """How many ticks let a form pass."""
    return seats if option.every_seat else framework.ballot.votes_needed(seats)


def pass_rules(framework: Framework, asked_form: int, seats: int) -> tuple[PassRule, ...]:
    """What a board of so many seats must know to vote: the rule of each form up to the one asked for, least open first.

    Empty where only form 0 was asked for.
    """
    options = (o for o in framework.options if 0 < o.number <= asked_form)
    return tuple(
        PassRule(forms=tuple(o.number for o in alike), needed=needed, seats=seats)
        for needed, alike in groupby(options, lambda option: votes_needed(framework, option, seats))
    )


def pass_rule_texts(framework: Framework, asked_form: int, found: BallotRound) -> tuple[Text, ...]:
    """How many seats each form that was asked about needs, in words; neighbours with the same rule have one text."""
    if found.form_0_alone:
        return (Text("rule-form-0", needed=found.needed, seats=len(found.seats)),)
    return tuple(map(_pass_rule_text, pass_rules(framework, asked_form, len(found.seats)))) or (Text("rule-none"),)


def _pass_rule_text(rule: PassRule) -> Text:
    count, first, last = len(rule.forms), rule.forms[0], rule.forms[-1]
    if rule.every_seat:
        return Text("rule-every-seat", count=count, first=first, last=last, needed=rule.needed, seats=rule.seats)
    return Text("rule-share", count=count, first=first, last=last, needed=rule.needed, seats=rule.seats)


def ballot_result(
    audit: Audit, framework: Framework, seats: tuple[Person, ...], ballots: Mapping[Person, OpenedBallot]
) -> BallotResult:
    """The rule. A form that passes but is not supported is reported as blocked, above the result only."""
    ticks = {o.number: _ticks(audit, o.number, ballots) for o in framework.options}
    passing = [
        o.number
        for o in framework.options
        if o.number <= audit.asked_form and ticks[o.number] >= votes_needed(framework, o, len(seats))
    ]
    accepted = accepted_risks(audit, framework, seats, ballots)
    supports = {form: support(audit, framework, form, accepted_for(accepted, form)) for form in passing}
    form = max((f for f in passing if supports[f].supported), default=0)
    allowed = tuple(f for f in passing if f and supports[f].supported) if audit.rules > 1 else ()
    blocked = tuple(
        Blocked(
            form=f,
            ticks=ticks[f],
            missing=supports[f].missing,
            unsigned=supports[f].unsigned,
            findings=supports[f].findings,
            late=supports[f].late,
            risks=supports[f].risks,
            elsewhere=supports[f].elsewhere,
            called=supports[f].called,
            kinds=supports[f].kinds,
        )
        for f in passing
        if f > form or (audit.rules > 1 and f and f not in allowed)
    )
    return BallotResult(
        form=form,
        ticks=ticks,
        blocked=blocked,
        allowed=allowed,
        residual=tuple(each for each in accepted if each.form in allowed),
        dissenters=tuple(p for p in seats if p in ballots and _dissents(audit, framework, form, ballots[p])),
        send_back=_sent_back(framework, seats, ballots) if form == 0 else "",
        absent=_decided_by_absence(audit, framework, seats, ballots) if audit.rules > 1 else (),
    )


def accepted_risks(
    audit: Audit, framework: Framework, seats: tuple[Person, ...], ballots: Mapping[Person, OpenedBallot]
) -> tuple[AcceptedRisk, ...]:
    """The risks that as many seats name beside a form, which they tick, as the form needs to pass."""
    found = []
    # which risks may be named takes every verdict: it is asked where a ballot names any
    named = any(ballot.residual for ballot in ballots.values())
    for each in nameable(audit, framework) if named else ():
        by = tuple(seat for seat in seats if seat in ballots and names(ballots[seat], each))
        if len(by) >= votes_needed(framework, framework.option(each.form), len(seats)):
            found.append(AcceptedRisk(form=each.form, risk=each.risk, by=by))
    return tuple(found)


def form_0_passes(ballot: BallotRound, ballots: Mapping[Person, OpenedBallot]) -> bool:
    """Whether a ballot on form 0 alone says that nothing is released: with as many ticks as the threshold.

    It decides nothing else.
    """
    return sum(0 in paper.forms for paper in ballots.values()) >= ballot.needed


def _ticks(audit: Audit, form: int, ballots: Mapping[Person, OpenedBallot]) -> int:
    """How many seats tick a form; who sits by a waiver ticks the less open ones alone."""
    by_waiver = audit.rules > 1 and form > MOST_OPEN_BY_WAIVER
    return sum(form in b.forms and not (by_waiver and holds_by_waiver(audit, seat)) for seat, b in ballots.items())


def _decided_by_absence(
    audit: Audit, framework: Framework, seats: tuple[Person, ...], ballots: Mapping[Person, OpenedBallot]
) -> tuple[int, ...]:
    """The supported forms that would have passed, had every seat that did not vote ticked them."""
    silent = sum(seat not in ballots for seat in seats)
    found = []
    for option in framework.options:
        ticks = _ticks(audit, option.number, ballots)
        short = ticks < votes_needed(framework, option, len(seats)) <= ticks + silent
        if 0 < option.number <= audit.asked_form and short:
            found.append(option.number)
    return tuple(form for form in found if support(audit, framework, form).supported)


def gap_in(forms: tuple[int, ...]) -> tuple[int, ...]:
    """The forms between the least and the most open one that a seat ticks, which it does not tick."""
    return tuple(form for form in range(min(forms, default=0), max(forms, default=0)) if form not in forms)


def _dissents(audit: Audit, framework: Framework, form: int, ballot: OpenedBallot) -> bool:
    """Whether a seat voted against the result: it would not allow it, or it would release where the others would not.

    Nobody can forbid form 0, so the one dissent from it is a tick for a form that the evidence supports.
    """
    if form > 0:
        return form not in ballot.forms
    return any(f > 0 and support(audit, framework, f).supported for f in ballot.forms if f <= audit.asked_form)


def _sent_back(framework: Framework, seats: tuple[Person, ...], ballots: Mapping[Person, OpenedBallot]) -> str:
    """The stage most senders name (the earliest of those, in a tie), when more than half of the seats sent back."""
    named = [b.send_back for b in ballots.values() if b.send_back]
    if 2 * len(named) <= len(seats):
        return ""
    order = [s.key for s in framework.stages]
    return max(set(named), key=lambda stage: (named.count(stage), -order.index(stage)))
