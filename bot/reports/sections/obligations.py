"""What others ask of a record like this one, and whether and where this one holds it.

Owns the answers, from the record alone. An answer is a fact of the record, never a legal opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.evaluations.tampering import judge_record, records
from bot.domain.evaluations.verdicts import counted_results, prioritised_risks
from bot.domain.roster.roles import active_seats
from bot.reports.dates import day
from bot.reports.report_data import Material

Answer = tuple[bool, Mapping[str, str | int], tuple[str, ...]]
"""Whether the record holds it, what fills the sentence, and the sections to look in."""

SAMPLES: Final = 5
"""Random inputs and outputs of each evaluation that the Code asks to be shown."""

YEARS: Final = 10
"""For which documentation is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing somebody asks for, and what this record says to it."""

    source: str
    what: str
    there: bool
    said: str
    sections: tuple[str, ...]


def obligations(read: Material) -> tuple[Asked, ...]:
    """Every row of the table."""
    return tuple(_asked(read, key, by, answer) for by, answers in ANSWERS.items() for key, answer in answers.items())


def _asked(read: Material, key: str, by: str, answer: Callable[[Material], Answer]) -> Asked:
    there, values, sections = answer(read)
    fields = {name: str(value) for name, value in values.items()}
    said = read.say(f"report-asked-{key}-there" if there else f"report-asked-{key}-gap", **fields)
    return Asked(read.say(f"report-asked-by-{by}"), read.say(f"report-asked-{key}-what"), there, said, sections)


def _reasons(read: Material) -> Answer:
    return read.audit.decision is not None, {}, ("decision",) if read.audit.decision else ()


def _cancelling(read: Material) -> Answer:
    released = bool(read.audit.decision and read.audit.decision.form)
    return released, {"causes": len(read.framework.decision.cancelled_by)}, ("decision",) if released else ()


def _input(read: Material) -> Answer:
    audit = read.audit
    held = {role: [s.person for s in active_seats(audit, role)] for role in audit.roster}
    people = {who for seats in held.values() for who in seats}
    quoted = {who for s in audit.published.statements for who in s.people} if audit.published else set()
    voted = {who for ballot in audit.ballots for who in ballot.opened}
    values = {"people": len(people), "roles": sum(map(bool, held.values())), "quoted": len(quoted), "seats": len(voted)}
    return bool(people), values, ("people",)


def _samples(read: Material) -> Answer:
    found = [(r.number, s) for risk in prioritised_risks(read.audit) for r, s in counted_results(read.audit, risk)]
    enough = sum((s.measured.samples or 0) >= SAMPLES for _, s in found)
    # to rest on that many is not to show them: none is drawn from a file
    return False, {"enough": enough, "total": len(found)}, ("risks",) if found else ()


def _tampering(read: Material) -> Answer:
    audit = read.audit
    newest = next((r for r in reversed(audit.tampering) if r.model == audit.model_number), None)
    specs = records(read.framework)
    first = min((s.required_from for s in specs if s.required_from is not None), default=None)
    verdict = read.say(f"report-asked-tampering-{judge_record(audit, newest).outcome}") if newest else ""
    sections = ("risks",) if newest and audit.risks else ()
    from_form = read.say("report-asked-tampering-no-form") if first is None else first
    return newest is not None, {"verdict": verdict, "from_form": from_form}, sections


def _update(read: Material) -> Answer:
    decision = read.audit.decision
    if decision is None or not decision.form or decision.expires is None or decision.suspended:
        return False, {}, ()
    days = (decision.expires - decision.at.date()).days
    return True, {"days": days, "until": day(decision.expires, read.say.locale)}, ("decision",)


def _kept(read: Material) -> Answer:
    audit = read.audit
    since = audit.decision.at if audit.decision else read.at
    erased = sum(r.done_by is not None for r in audit.redactions)
    until = _in_years(since.date())
    return (
        True,
        {"events": audit.seq, "versions": _versions(read), "erased": erased, "until": day(until, read.say.locale)},
        ("check",),
    )


def _in_years(day: date) -> date:
    leaps = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + YEARS, **({"month": 3, "day": 1} if leaps else {}))


def _assessors(read: Material) -> Answer:
    audit, framework = read.audit, read.framework
    judging = {s.person for r in framework.roles if "review" in r.powers for s in active_seats(audit, r.key)}
    building = {s.person for r in framework.roles if "respond" in r.powers for s in active_seats(audit, r.key)}
    names = ", ".join(sorted(read.name(who) for who in judging)) or read.say("report-asked-nobody")
    both = ", ".join(sorted(read.name(who) for who in judging & building))
    return not both, {"names": names, "both": both}, ("people",)


def _proceed(read: Material) -> Answer:
    decision = read.audit.decision
    if decision is None:
        return False, {}, ()
    form = f"{decision.form} {read.framework.option(decision.form).title}"
    return True, {"form": form, "when": day(decision.at.date(), read.say.locale)}, ("decision",)


def _impartial(read: Material) -> Answer:
    audit, framework = read.audit, read.framework
    waived = any(w.seconded_by is not None for w in audit.waivers)
    auditing = {r.key for r in framework.roles if "manage" in r.powers} | set(framework.decision.verified_by)
    auditors = {s.person for role in auditing for s in active_seats(audit, role)}
    voting = {s.person for r in framework.roles if "vote" in r.powers for s in active_seats(audit, r.key)}
    own = _judged_their_own(read)
    values = {"own": read.say("report-asked-impartial-own" if own else "report-asked-impartial-not-own")}
    return not waived and not own and not auditors & voting, values, ("people",)


def _judged_their_own(read: Material) -> bool:
    """Whether anybody admitted a result or accepted a document that they had handed in."""
    admitted = any(said.by == result.by for result in read.audit.results for said in result.speaks)
    return admitted or any(
        v.reviewed_by is not None and v.reviewed_by == v.by for vs in read.audit.artifacts.values() for v in vs
    )


def _evidence(read: Material) -> Answer:
    return bool(_versions(read)), {"versions": _versions(read)}, ("stages",)


def _residual(read: Material) -> Answer:
    accepted = sum(f.disposition == "accepted" for f in read.audit.findings)
    left = sum(f.disposition == "open" for f in read.audit.findings)
    decided = read.audit.decision is not None
    return decided, {"accepted": accepted, "open": left}, ("problems", "decision") if decided else ("problems",)


def _versions(read: Material) -> int:
    return sum(v.content is not None for versions in read.audit.artifacts.values() for v in versions)


ANSWERS: Final[dict[str, dict[str, Callable[[Material], Answer]]]] = {
    "code": {
        "reasons": _reasons,
        "cancelling": _cancelling,
        "input": _input,
        "samples": _samples,
        "tampering": _tampering,
        "update": _update,
        "kept": _kept,
    },
    "nist": {
        "assessors": _assessors,
        "proceed": _proceed,
    },
    "iso": {
        "impartial": _impartial,
        "evidence": _evidence,
        "residual": _residual,
    },
}
"""Who asks -> what, in the order of the table."""
