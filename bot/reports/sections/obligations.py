"""What codes and standards ask of a record like this one, and whether and where this one holds it.

Owns the rules that fill a row, from the record alone. A row is data (`bot.reports.obligation_files`); an answer is a
fact of the record, never a legal opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from bot.domain.decision.conditions import followed_items
from bot.domain.decision.state import Decision
from bot.domain.decision.suspension import Validity, cancelling_conditions, validity
from bot.domain.evaluations.samples import DRAWN
from bot.domain.evaluations.tampering import judge_record, records
from bot.domain.evaluations.verdicts import counted_results, prioritised_risks
from bot.domain.kernel.workdays import months_after
from bot.domain.roster.independence import is_outside
from bot.domain.roster.roles import active_seats
from bot.reports.dates import day
from bot.reports.obligation_files import Ask, Rule
from bot.reports.report_data import Material
from bot.reports.sections.matrix import title_of
from bot.reports.sections.proposal import advice
from bot.reports.sections.risk_kinds import risk_kinds
from bot.reports.sections.unknowns import kinds_left_out
from bot.reports.sections.upkeep import first_report

Answer = tuple[bool, Mapping[str, str | int], tuple[str, ...]]
"""Whether the record holds it, what fills the sentence, and the sections to look in."""

DENIED: Final = ("assessors", "impartial")
"""What is asked here is denied by what stands on record, never for want of it."""


DECIDED: Final = ("reasons", "proceed", "residual")
"""What a decision answers: an audit that ended without one does not answer it later, either."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a code asks for, and what this record says to it. `documents`: where, by key and title."""

    article: str
    what: str
    rule: str
    there: bool
    said: str
    sections: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    lacking: str = ""
    """The documents that are not there, where others are."""
    otherwise: bool = False
    """Whether the record holds the opposite, and not nothing."""


@dataclass(frozen=True, slots=True)
class RegimeAsked:
    """Everything that one code, law or standard asks for; `source`: which version of it was read."""

    title: str
    source: str
    rows: tuple[Asked, ...]


def obligations(read: Material) -> tuple[RegimeAsked, ...]:
    """Every regime with its rows."""
    return tuple(
        RegimeAsked(regime.title, regime.source, tuple(_asked(read, ask, regime.titles) for ask in regime.asks))
        for regime in read.regimes
    )


def _asked(read: Material, ask: Ask, titles: Mapping[str, str]) -> Asked:
    if ask.rule == "documents":
        return _documents(read, ask, titles)
    there, values, sections = _retention(read, ask.years) if ask.rule == "kept" else ANSWERS[ask.rule](read)
    fields = {name: str(value) for name, value in values.items()}
    gap = "report-asked-ended" if read.audit.ended and ask.rule in DECIDED else f"report-asked-{ask.rule}-gap"
    said = read.say(f"report-asked-{ask.rule}-there" if there else gap, **fields)
    otherwise = ask.rule in DENIED and not there
    return Asked(ask.article, ask.what, ask.rule, there, said, sections, (), otherwise=otherwise)


def _documents(read: Material, ask: Ask, titles: Mapping[str, str]) -> Asked:
    """Where a document holds it: any accepted one of them, whether or not everybody may open it."""
    known = [key for key in ask.documents if read.framework.has_artifact(key)]
    held = tuple((key, title_of(read, key)) for key in known if read.audit.accepted(key))
    others = ", ".join(_lacking(read, ask, dict(held), titles))
    handed = any(read.audit.current(key) for key in known)
    said = read.say("report-asked-documents-there" if held else "report-asked-documents-gap", documents=others)
    otherwise = handed and not held
    return Asked(
        ask.article, ask.what, ask.rule, bool(held), said, (), held, others if held else "", otherwise=otherwise
    )


def _lacking(read: Material, ask: Ask, held: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[str]:
    """What is not on record of them, by title; of those that this kind of audit has no place for, that it has none."""
    for key in ask.documents:
        if not read.framework.has_artifact(key):
            yield read.say("report-asked-documents-unasked", title=titles.get(key, key))
        elif key not in held and read.audit.current(key):
            yield read.say("report-asked-documents-handed", title=title_of(read, key))
        elif key not in held:
            yield title_of(read, key)


def _reasons(read: Material) -> Answer:
    return read.audit.decision is not None, {}, ("decision",) if read.audit.decision else ()


def _cancelling(read: Material) -> Answer:
    decision = read.audit.decision
    released = bool(decision and decision.form)
    causes = cancelling_conditions(read.framework, decision.forms) if decision else []
    return released, {"causes": len(causes)}, ("decision",) if released else ()


def _input(read: Material) -> Answer:
    audit = read.audit
    held = {role: [s.person for s in active_seats(audit, role)] for role in audit.roster}
    people = {who for seats in held.values() for who in seats}
    quoted = {who for s in audit.published.statements for who in s.people} if audit.published else set()
    voted = {who for ballot in audit.ballots for who in ballot.opened}
    outside = {who for role, seats in held.items() if is_outside(read.framework, role) for who in seats}
    values = {"people": len(people), "roles": sum(map(bool, held.values())), "quoted": len(quoted), "seats": len(voted)}
    values["outside"] = len(outside)
    return bool(people), values, ("people",)


def _samples(read: Material) -> Answer:
    risks = prioritised_risks(read.audit)
    numbers = sorted({result.number for risk in risks for result, _ in counted_results(read.audit, risk)})
    # to rest on that many is not to show them
    shown = sum(len(drawn.samples) >= DRAWN for n in numbers if (drawn := read.samples.get(n)))
    values = {"shown": shown, "total": len(numbers)}
    return bool(numbers) and shown == len(numbers), values, ("risks",) if numbers else ()


def _tampering(read: Material) -> Answer:
    audit = read.audit
    newest = next((r for r in reversed(audit.tampering) if r.model == audit.model_number), None)
    keys = {spec.key for spec in records(read.framework)}
    options = (o.number for o in read.framework.options if o.number)
    first = next((n for n in options if any(keys & set(need.any_of) for need in read.framework.needs_of(n))), None)
    verdict = read.say(f"report-asked-tampering-{judge_record(audit, newest).outcome}") if newest else ""
    sections = ("risks",) if newest and audit.risks else ()
    asked = read.say("report-asked-tampering-no-form") if first is None else ""
    asked = asked or read.say("report-asked-tampering-from", form=str(first))
    return newest is not None, {"verdict": verdict, "asked": asked}, sections


def _update(read: Material) -> Answer:
    decision = read.audit.decision
    worth = _worth(read, decision) if decision and decision.form else ""
    if decision is None or decision.expires is None or worth != "in-force":
        why = worth if worth in ("suspended", "stopped", "expired") else "nothing"
        return False, {"why": read.say(f"report-asked-update-{why}")}, ()
    days = (decision.expires - read.audit.calendar.day(decision.at)).days
    return True, {"days": days, "until": day(decision.expires, read.say.locale)}, ("decision",)


def _retention(read: Material, years: int | None) -> Answer:
    """What is kept; until when is reckoned from the decision, as no record knows the day of a release."""
    audit = read.audit
    counted = read.say("report-asked-kept-undecided", years=years) if years else ""
    if audit.decision and years:
        until = months_after(audit.calendar.day(audit.decision.at), 12 * years)
        counted = read.say("report-asked-kept-until", years=years, until=day(until, read.say.locale))
    erased = sum(r.done_by is not None for r in audit.redactions)
    kept = {"events": audit.seq, "versions": _versions(read), "erased": erased}
    return True, {**kept, "counted": counted}, ("check",)


def _assessors(read: Material) -> Answer:
    audit, framework = read.audit, read.framework
    # by the later rules whoever keeps the audit moving judges nothing in it
    apart = set() if audit.rules < 2 else {r.key for r in framework.roles if "manage" in r.powers}
    roles = (r.key for r in framework.roles if "review" in r.powers and r.key not in apart)
    judging = {s.person for key in roles for s in active_seats(audit, key)}
    building = {s.person for r in framework.roles if "respond" in r.powers for s in active_seats(audit, r.key)}
    names = ", ".join(sorted(read.name(who) for who in judging)) or read.say("report-asked-nobody")
    both = ", ".join(sorted(read.name(who) for who in judging & building))
    return not both, {"names": names, "both": both}, ("people",)


def _proceed(read: Material) -> Answer:
    decision, days = read.audit.decision, read.audit.calendar
    if decision is None:
        return False, {}, ()
    form = f"{decision.form} {read.framework.option(decision.form).title}"
    since = f" {over}" if (over := _over(read, decision)) else ""
    return True, {"form": form, "when": day(days.day(decision.at), read.say.locale), "since": since}, ("decision",)


def _over(read: Material, decision: Decision) -> str:
    """That it is not in force any more, since when or until what; empty while it is."""
    locale, worth = read.say.locale, _worth(read, decision)
    if worth == "suspended" and decision.suspended:
        at = read.audit.calendar.day(decision.suspended.at)
        return read.say("report-asked-since-suspended", day=day(at, locale))
    if worth == "stopped":
        return read.say("report-stopped", items=", ".join(decision.stopped_by))
    if worth == "expired" and decision.expires:
        return read.say("report-asked-since-expired", day=day(decision.expires, locale))
    return ""


def _worth(read: Material, decision: Decision) -> Validity:
    return validity(read.audit, decision, read.audit.calendar.day(read.at))


def _incidents(read: Material) -> Answer:
    """On record where the framework says who outside hears of what within how many days."""
    decided = [d for d in (*read.audit.earlier_decisions, read.audit.decision) if d and d.form]
    if not decided:
        return False, {"why": read.say("report-asked-incidents-nothing")}, ()
    reported = read.audit.reports
    values = {"total": str(len(reported)), "answered": str(sum(r.status != "open" for r in reported))}
    if not any(cause.report_days for cause in read.framework.decision.cancelled_by):
        return False, {"why": read.say("report-asked-incidents-no-clock", **values)}, ("decision",)
    owed = [found for r in reported if (found := first_report(read, r.number))]
    made = sum(found.time.at is not None for found in owed)
    return True, {**values, "owed": len(owed), "made": made}, ("decision",)


def _reach(read: Material) -> Answer:
    return read.audit.reach is not None, {}, ()


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


def _benefits(read: Material) -> Answer:
    said = [each for each in advice(read) if each.benefits]
    signers = ", ".join(dict.fromkeys(name for each in said for name, _ in each.signed))
    signed = read.say("report-asked-benefits-signed", names=signers) if signers else ""
    signed = signed or read.say("report-asked-benefits-unsigned")
    return bool(said), {"names": ", ".join(each.name for each in said), "signed": signed}, ("advice",) if said else ()


def _risks(read: Material) -> Answer:
    risks, tested = read.audit.risks, prioritised_risks(read.audit)
    return bool(risks), {"total": len(risks), "tested": len(tested)}, ("risks",) if risks else ()


def _thresholds(read: Material) -> Answer:
    tested = prioritised_risks(read.audit)
    set_ = sum(any(not t.after_result for t in risk.thresholds) for risk in tested)
    return bool(tested) and set_ == len(tested), {"set": set_, "total": len(tested)}, ("risks",) if tested else ()


def _results(read: Material) -> Answer:
    counted = [r for r in read.audit.results if r.status == "admitted"]
    return bool(counted), {"total": len(counted)}, ("risks",) if counted else ()


def _conditions(read: Material) -> Answer:
    decision = read.audit.decision
    items = followed_items(read.audit, read.framework, decision) if decision else []
    values = {"total": len(items), "owned": sum(bool(i.owner or i.owner_words) for i in items)}
    return bool(items), values | {"done": sum(i.done for i in items)}, ("decision",) if items else ()


def _responsibilities(read: Material) -> Answer:
    held = sum(bool(active_seats(read.audit, role.key)) for role in read.framework.roles)
    return held > 0, {"held": held, "roles": len(read.framework.roles)}, ("people",)


def _seen(read: Material) -> Answer:
    opened = [found for found in read.audit.ballots if found.opened]
    return bool(opened), {"round": opened[-1].number if opened else 0}, ("forms", "ballots") if opened else ()


def _unmeasured(read: Material) -> Answer:
    tested = {risk.key for risk in prioritised_risks(read.audit)}
    listed = sum(risk.key not in tested for risk in read.audit.risks)
    gaps = sum(f.cause == "gap" for f in read.audit.findings)
    who = ", ".join(dict.fromkeys(name for name, _ in kinds_left_out(read)))
    asked = risk_kinds(read)
    untested = [kind.title for kind in asked if kind.verdict in ("not-tested", "unanswered")]
    if asked:
        gone_without = read.say("report-asked-kinds-gaps", kinds=", ".join(untested))
        kinds = gone_without if untested else read.say("report-asked-kinds-answered")
    else:
        kinds = read.say("report-asked-kinds-said", names=who) if who else read.say("report-asked-kinds-unsaid")
    answered = any(kind.verdict != "unanswered" for kind in asked)
    return bool(listed or gaps or who or answered), {"listed": listed, "gaps": gaps, "kinds": kinds}, ("board",)


def _weights(read: Material) -> Answer:
    return bool(read.audit.weights), {"fingerprint": read.audit.weights}, ()


def _origin(read: Material) -> Answer:
    return bool(read.audit.made_from), {"audits": ", ".join(read.audit.made_from)}, ()


def _never(read: Material) -> Answer:
    return False, {}, ()


ANSWERS: Final[Mapping[str, Callable[[Material], Answer]]] = {
    "assessors": _assessors,
    "benefits": _benefits,
    "cancelling": _cancelling,
    "conditions": _conditions,
    "evidence": _evidence,
    "impartial": _impartial,
    "incidents": _incidents,
    "input": _input,
    "never": _never,
    "origin": _origin,
    "proceed": _proceed,
    "reach": _reach,
    "reasons": _reasons,
    "residual": _residual,
    "responsibilities": _responsibilities,
    "results": _results,
    "risks": _risks,
    "samples": _samples,
    "seen": _seen,
    "tampering": _tampering,
    "thresholds": _thresholds,
    "unmeasured": _unmeasured,
    "update": _update,
    "weights": _weights,
}
"""Rule -> how a row is looked for in the record. Those of documents and of what is kept go by the row."""

assert {*ANSWERS, "documents", "kept"} == set(get_args(Rule)), "every rule that a file may name is told"
