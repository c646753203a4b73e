"""Two names of one metric: one reviewer says so, another agrees, and then a result by either answers for both.

Owns that word and its second, from the second edition of the rules on. What is made of it is
`bot.domain.evaluations.verdicts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.domain.evaluations.commands import AnswerMetricNames, JoinMetricNames
from bot.domain.evaluations.events import MetricNamesJoined, MetricNamesParted, MetricNamesProposed
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.rules import senders
from bot.domain.evaluations.state import MetricNames
from bot.domain.evaluations.verdicts import is_metric
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command, Event, Rules
from bot.domain.roster.independence import is_reviewer, judges_anothers, reviewers, reviewing_roles
from bot.domain.roster.permissions import live
from bot.domain.roster.roles import first_holder_before, seats_for
from bot.domain.roster.seconds import helped_in

RULES = Rules()


@RULES.add
def join(audit: Audit, framework: Framework, c: JoinMetricNames, now: datetime) -> list[Event]:
    """A reviewer says that two names of a risk's metrics are one. It counts for nothing until another agrees."""
    needs_open_results(audit, framework)
    needs_an_independent_reviewer(audit, framework, c, c.risk, audit.calendar.day(now))
    if not c.why.text.strip():
        raise Invalid("metric-names-why-missing", field="why")
    if (c.risk, c.one, c.other) not in set(separate_names(audit)):
        raise Invalid("metric-names-unknown", field="names")
    said = (c.risk, c.one, c.other)
    asked = (n for n in audit.metric_names if n.status == "asked" and (n.risk, n.one, n.other) == said)
    if any(is_first(audit, framework, names, audit.calendar.day(now)) for names in asked):
        return []
    number = len(audit.metric_names) + 1
    return [
        MetricNamesProposed(at=now, by=c.actor, number=number, risk=c.risk, one=c.one, other=c.other, why=c.why.digest)
    ]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerMetricNames, now: datetime) -> list[Event]:
    """Another reviewer agrees, or says that they are two metrics; the latter any reviewer says later, too."""
    needs_open_results(audit, framework)
    names = next((n for n in audit.metric_names if n.number == c.number), None)
    if names is None or names.status == "parted":
        raise NotNow("metric-names-settled")
    needs_an_independent_reviewer(audit, framework, c, names.risk, audit.calendar.day(now))
    if not c.confirm:
        return [MetricNamesParted(at=now, by=c.actor, number=c.number)]
    if names.status == "joined":
        return []
    needs_another_seat(audit, framework, names, c.actor, audit.calendar.day(now))
    return [MetricNamesJoined(at=now, by=c.actor, number=c.number)]


def needs_open_results(audit: Audit, framework: Framework) -> None:
    """Refuse once the stage with results is closed: what its signers saw said nothing of it."""
    live(audit)
    if audit.rules < 2:
        raise NotNow("metric-names-older-rules")
    if any(spec.results and audit.stages[spec.key].status == "closed" for spec in framework.stages):
        raise NotNow("metric-names-results-closed")


def needs_an_independent_reviewer(audit: Audit, framework: Framework, c: Command, risk: str, today: date) -> None:
    """Refuse whoever is no reviewer, or handed in a result of the risk."""
    if not is_reviewer(audit, framework, c.actor, today):
        raise NotAllowed("metric-names-reviewer-only")
    if not all(judges_anothers(audit, framework, c.actor, who, today) for who in _measured_by(audit, risk)):
        raise NotIndependent("metric-names-own-result")


def needs_another_seat(audit: Audit, framework: Framework, names: MetricNames, who: Person, today: date) -> None:
    """Refuse who said so first, acts for the same seat, or helped the other into their role; and two who are not
    Safety and an auditor.
    """
    if not is_first(audit, framework, names, today):
        raise NotNow("metric-names-first-gone", person=names.by)
    if not judges_anothers(audit, framework, who, names.by, today) or helped_in(audit, framework, names.by, who):
        raise NotIndependent("metric-names-second", person=names.by)
    if not are_safety_and_auditor(audit, framework, names.by, who, today):
        raise NotAllowed("metric-names-safety-and-auditor", person=names.by)


def is_first(audit: Audit, framework: Framework, names: MetricNames, today: date) -> bool:
    """Whether whoever said it first may still say so: a reviewer who handed in no result of the risk since."""
    elsewhere = (judges_anothers(audit, framework, names.by, who, today) for who in _measured_by(audit, names.risk))
    return is_reviewer(audit, framework, names.by, today) and all(elsewhere)


def are_safety_and_auditor(audit: Audit, framework: Framework, one: Person, other: Person, today: date) -> bool:
    """Whether of two people one judges as Safety and the other as an auditor; true where a framework has no Safety."""
    roles = {key: "confirm-end" in framework.role(key).powers for key in reviewing_roles(framework)}
    if not any(roles.values()):
        return True

    def judges_as(who: Person, *, safety: bool) -> bool:
        return any(
            first_holder_before(audit, framework, key, seat) is None
            for key, is_safety in roles.items()
            if is_safety is safety
            for seat in seats_for(audit, key, who, today)
        )

    ways = ((one, other), (other, one))
    return any(judges_as(a, safety=True) and judges_as(b, safety=False) for a, b in ways)


def _measured_by(audit: Audit, risk: str) -> set[Person]:
    return {who for r in audit.results if any(s.risk == risk for s in r.placed) for who in senders(audit, r)}


def separate_names(audit: Audit) -> Iterator[tuple[str, str, str]]:
    """Risk, metric of a threshold, other name: each pair of names that a risk knows and that are two metrics so far.

    Other names are those of its further thresholds, and those its results state.
    """
    for risk in all_risks(audit):
        wanted = list(dict.fromkeys(t.metric for t in risk.thresholds))
        stated = [s.measured.label for r in audit.results for s in r.placed if s.risk == risk.key]
        for at, one in enumerate(wanted):
            others = dict.fromkeys((*wanted[at + 1 :], *stated))
            yield from ((risk.key, one, other) for other in others if not is_metric(audit, risk.key, one, other))


def second_of(audit: Audit, framework: Framework, names: MetricNames, today: date) -> Person | None:
    """The first reviewer who may agree that two names are one; nobody where it has to be said anew."""
    if not is_first(audit, framework, names, today):
        return None
    measured_by = _measured_by(audit, names.risk)

    def independent(who: Person) -> bool:
        others = (names.by, *measured_by)
        elsewhere = all(judges_anothers(audit, framework, who, other, today) for other in others)
        return elsewhere and are_safety_and_auditor(audit, framework, names.by, who, today)

    able = (p for p in reviewers(audit, framework, today) if independent(p))
    return next((p for p in able if not helped_in(audit, framework, names.by, p)), None)
