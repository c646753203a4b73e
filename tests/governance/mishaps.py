"""What befalls honest people in an audit, and how they get on all the same.

Owns the mishaps and what each costs: acts and working days more than without. Everybody is honest, and everything goes
through the real rules. `python -m tests.governance.mishaps` prints the table of all starts and mishaps; with `pairs`,
of two of them one after the other; with names after that, of pairs with these alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any, Final, NamedTuple

from bot.domain.ballot.commands import BallotConditionText, BallotPaper, CastBallot
from bot.domain.decision.commands import NameOwner
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerVersion,
    ChangeModel,
    ConfirmManifest,
    OfferResult,
    SetThreshold,
    SubmitManifest,
)
from bot.domain.kernel.content import Source
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.events import StageReopened
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import DelegateRole, RecordGone, SetAway
from bot.governance.attack.cast import EIGHT, TWELVE, Cast
from bot.governance.attack.content import SWAPPED, Content, threshold
from bot.governance.attack.duty import handed_in, held_roles, supported_forms
from bot.governance.attack.starts import Start, starts
from bot.governance.attack.world import Texts, World
from tests.builders import built_in
from tests.governance.recovery import NEWCOMERS, TOO_STRICT, Course, Team, course, items

MOST_ACTS: Final = 15
"""Acts that one mishap may add."""

MOST_DAYS: Final = 5
"""Working days that one mishap may add."""


class Befallen(NamedTuple):
    """The world and the team after a mishap."""

    world: World
    team: Team
    acts: int = 0
    """What people did about it beforehand."""


Mishap = Callable[[World, Team], Befallen | None]


def person_ill(world: World, team: Team) -> Befallen | None:
    """An auditor is ill until the end."""
    return Befallen(world, replace(team, absent=team.absent | {team.one("auditor")}))


def lead_on_leave(world: World, team: Team) -> Befallen | None:
    """The lead is away for a fortnight, said so, and handed over what they are beside."""
    lead, until, acts = team.one("lead"), MONDAY_TO_FRIDAY.add(world.now.date(), 10), 1
    away = world.given(world.command(SetAway, lead, until=until))
    if away is None:
        return None
    world = away
    for role in held_roles(world, lead):
        to = next(iter(world.audit.roster.get("deputy", ())), None)
        person = to.person if to and role == "lead" else NEWCOMERS["lead"]
        handing = world.command(DelegateRole, lead, role=role, to=person, until=until)
        if handed := world.given(handing):
            world, acts = handed, acts + 1
    return Befallen(world, replace(team, absent=team.absent | {lead}), acts)


def reviewer_gone(world: World, team: Team) -> Befallen | None:
    """Safety left the company."""
    return _gone(world, team, team.one("safety"))


def seat_gone(world: World, team: Team) -> Befallen | None:
    """A board seat left the company."""
    return _gone(world, team, team.cast.roster["board"][-1])


def seat_on_holiday(world: World, team: Team) -> Befallen | None:
    """A board seat does not vote."""
    return Befallen(world, replace(team, absent=team.absent | {team.cast.roster["board"][-1]}))


def late_document(world: World, team: Team) -> Befallen | None:
    """A document comes in a new version after its stage closed."""
    return _handed_in_late(world, team, 1)


def three_late_documents(world: World, team: Team) -> Befallen | None:
    """Three of them do, one after the other."""
    return _handed_in_late(world, team, 3)


def new_version(world: World, team: Team) -> Befallen | None:
    """A new build of the same line is to be released."""
    builder, lead, reviewer, why = team.one("engineering"), team.leader(world), team.one("auditor"), world.texts.prose
    weights = SWAPPED if world.audit.weights != SWAPPED else "sha256:" + "c" * 64
    world = world.given(world.command(SubmitManifest, builder, fingerprint=weights, how=why("Hashed."))) or world
    confirming = world.command(ConfirmManifest, builder, number=len(world.audit.manifests), confirm=True)
    world = world.given(confirming) or world
    subject = Subject(model=world.audit.subject.model, version=f"{world.audit.model_number + 1}")
    said: dict[str, Any] = {"subject": subject, "weights": weights, "why": why("A new build."), "line": "same-line"}
    changed = world.given(world.command(ChangeModel, lead, **said))
    if changed is None:
        return None
    answering = changed.command(AnswerVersion, reviewer, number=len(changed.audit.version_changes), confirm=True)
    return Befallen(changed.given(answering) or changed, team)


def wrong_threshold(world: World, team: Team) -> Befallen | None:
    """A threshold is set that nothing can hold: a digit was left out."""
    if not world.audit.risks:
        return None
    paper = threshold(value=TOO_STRICT)
    sealed = world.texts.prose(paper.model_dump_json(), sealed=True)
    risk = world.audit.risks[0].key
    return _after(world, world.command(SetThreshold, team.one("auditor"), risk=risk, paper=paper, sealed=sealed), team)


def inconclusive_result(world: World, team: Team) -> Befallen | None:
    """A run of three samples is handed in and admitted."""
    few = Content(value=0.0, samples=3)
    found = _offered(world, team.one("engineering"), few)
    if found is None or not found.audit.risks:
        return None
    said = {"number": len(found.audit.results), "risk": found.audit.risks[0].key, "measured": few.measured()}
    return _after(found, found.command(AdmitResult, team.one("auditor"), **said, why=None), team)


def after_condition_missed(world: World, team: Team) -> Befallen | None:
    """What was to be done after the release is not done: the board is told, and the decision is suspended."""
    ballot, (forms, prose) = world.audit.ballot, (supported_forms(world), world.texts.prose)
    if ballot is None or ballot.status != "open" or not forms:
        return None
    condition = BallotConditionText(text=prose("Watch it for a month."), when="after")
    paper = BallotPaper(forms=forms, reason=prose("What the evidence carries."), conditions=(condition,))
    sealed = prose(paper.model_dump_json(), sealed=True)
    for seat in (seat for seat in ballot.seats if seat not in team.absent):
        world = world.given(world.command(CastBallot, seat, round=ballot.number, paper=paper, sealed=sealed)) or world
    decided = course(world, team, fulfilling=False).world
    if decided.audit.in_force is None:
        return None
    on = {"round": decided.audit.in_force.round, "due": MONDAY_TO_FRIDAY.add(decided.now.date(), 2)}
    for item in items(decided):
        named = decided.command(
            NameOwner, team.leader(decided), **on, item=item, owner=team.one("engineering"), check=prose("Look.")
        )
        decided = decided.given(named) or decided
    late = decided.later(24 * 14)
    stopped = late.audit.in_force is not None and bool(late.audit.in_force.stopped_by)
    return Befallen(late, team) if stopped else None


MISHAPS: Final[dict[str, Mishap]] = {
    "person ill": person_ill,
    "lead on leave": lead_on_leave,
    "reviewer gone": reviewer_gone,
    "seat gone": seat_gone,
    "seat on holiday": seat_on_holiday,
    "late document": late_document,
    "three late documents": three_late_documents,
    "new version": new_version,
    "wrong threshold": wrong_threshold,
    "inconclusive result": inconclusive_result,
    "after-condition missed": after_condition_missed,
}

REOPENS: Final = {
    "late document": 1,
    "three late documents": 3,
    "new version": 2,
    "wrong threshold": 1,
    "inconclusive result": 1,
}
"""How many stages a mishap may open again; the others open none."""


def _after(world: World, command: Command, team: Team) -> Befallen | None:
    after = world.given(command)
    return Befallen(after, team) if after else None


def _gone(world: World, team: Team, who: Person) -> Befallen | None:
    return _after(world, world.command(RecordGone, SYSTEM, person=who), replace(team, absent=team.absent | {who}))


def _handed_in_late(world: World, team: Team, count: int) -> Befallen | None:
    closed = [s for s in world.framework.stages if world.audit.stages[s.key].status == "closed"]
    late = 0
    for spec in [spec for stage in closed for spec in stage.artifacts]:
        current = world.audit.current(spec.key)
        owner = next((w for w in team.people if set(held_roles(world, w)) & set(spec.owners)), None)
        if late == count or current is None or owner is None or spec.tampering:
            continue
        edition = current.number + 1
        if after := world.given(handed_in(world, owner, spec.key, Content(), edition)):
            world, late = after, late + 1
    return Befallen(world, team) if late == count else None


def _offered(world: World, who: Person, content: Content) -> World | None:
    said = content.result(world.audit.subject.model, world.audit.weights, world.now)
    name = world.texts.prose(said.model_dump_json())
    source = Source(channel="C", ts="", file=f"F{len(world.audit.results)}")
    return world.given(world.command(OfferResult, who, source=source, name=name))


class Cost(NamedTuple):
    """What a mishap cost, and whether a decision was posted."""

    decided: bool
    lower: bool
    """Whether the decision allows less than it would have without."""
    acts: int
    days: int
    reopened: int


def cost(start: Start, names: Sequence[str]) -> Cost | None:
    """What these mishaps cost from a start; None where one of them cannot befall there."""
    team, world, acts = Team(start.cast, start.form), start.world, 0
    for name in names:
        befallen = MISHAPS[name](world, team)
        if befallen is None:
            return None
        world, team, acts = befallen.world, befallen.team, acts + befallen.acts
    plain, found = _without(start), course(world, team)
    opened = Counter(e.stage for e in found.world.events if isinstance(e, StageReopened))
    before = Counter(e.stage for e in plain.world.events if isinstance(e, StageReopened))
    days = workdays_between(max(plain.world.now, world.now).date(), found.world.now.date())
    lower = found.form < plain.form
    return Cost(found.decided, lower, acts + found.counted - plain.counted, days, sum((opened - before).values()))


_UNTROUBLED: Final[dict[tuple[str, int, str], Course]] = {}


def _without(start: Start) -> Course:
    """How people get on from a start without a defect where nothing befalls them."""
    known = (start.cast.name, start.form, start.point)
    if known not in _UNTROUBLED:
        _UNTROUBLED[known] = course(start.world, Team(start.cast, start.form))
    return _UNTROUBLED[known]


def workdays_between(first: date, last: date) -> int:
    """Working days from one to the other; none where the other is earlier."""
    days = 0
    while first < last:
        first = MONDAY_TO_FRIDAY.add(first, 1)
        days += 1
    return days


def sound_starts(forms: Iterable[int], casts: Iterable[Cast] = (TWELVE, EIGHT)) -> Iterator[Start]:
    """Every start without a defect."""
    for cast in casts:
        for form in forms:
            yield from starts(cast, built_in(), form, Texts(), ("none",))


def main(pairs: bool, of: Sequence[str] = ()) -> None:
    """Print what every mishap costs, from every start; of pairs, perhaps only those with some mishaps."""
    names: Iterable[tuple[str, ...]] = permutations(MISHAPS, 2) if pairs else ((name,) for name in MISHAPS)
    found = list(sound_starts((3, 5, 7)))
    print(f"{'mishap':48}{'plays':>7}{'stuck':>7}{'lower':>7}{'acts':>7}{'days':>7}{'reopened':>10}")
    for mishaps in (each for each in names if not of or set(of) & set(each)):
        costs = [(start, price) for start in found if (price := cost(start, mishaps))]
        stuck = [f"{s.cast.name}/{s.form} {s.point}" for s, price in costs if not price.decided]
        most = [max((getattr(p, part) for _, p in costs), default=0) for part in ("acts", "days", "reopened")]
        lower = sum(price.lower for _, price in costs)
        line = f"{', '.join(mishaps):48}{len(costs):>7}{len(stuck):>7}{lower:>7}" + "".join(
            f"{m:>{w}}" for m, w in zip(most, (7, 7, 10), strict=True)
        )
        print(line, "; ".join(stuck[:6]), flush=True)


if __name__ == "__main__":
    main("pairs" in sys.argv[1:], [name for name in sys.argv[1:] if name in MISHAPS])
