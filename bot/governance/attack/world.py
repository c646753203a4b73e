"""The world a play goes on in: an audit, the moment, and the texts people wrote.

Owns how a command is given and what the worker does by itself afterwards (reads files, opens what was sealed), and how
time passes. Honest machinery: nobody's will is done here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import ValidationError

from bot.domain.ballot.commands import RevealBallots
from bot.domain.decision.commands import ListMitigations
from bot.domain.documents.commands import StoreArtifact
from bot.domain.duties.commands import RecordReminders
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.engine.timers import next_alarm
from bot.domain.evaluations.commands import FailReading, RecordReading, RevealThresholds
from bot.domain.evaluations.measurement import EvaluationResult
from bot.domain.evaluations.risks import sealed_thresholds
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.duty import escalates_on
from bot.domain.kernel.errors import AuditError
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import PassTime, RecordEarlierAudits
from bot.domain.lifecycle.earlier_audits import Account, related
from bot.domain.lifecycle.variants import in_force
from bot.domain.reflection.commands import RecordSummary
from bot.domain.reflection.state import Statement

WORKSPACE: Final = "T01"

ADMIN: Final = f"{WORKSPACE}:ADMIN"
"""A workspace admin without a role; plays only where named."""

NOWHERE: Final = "sha256:" + "0" * 64

SALT: Final = "00" * 16


class Texts(dict[str, Prose]):
    """What people wrote in all plays of a search, by digest: the same words have the same digest in each of them."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, bool], Prose] = {}

    def prose(self, words: str, *, sealed: bool = False) -> Prose:
        """A text that can be found again."""
        known = self._said.get((words, sealed))
        if known is None:
            prose = Prose(salt=SALT, text=words, sealed=sealed)
            known = self._said[(words, sealed)] = self.setdefault(prose.digest, prose)
        return known


@dataclass(frozen=True, slots=True)
class World:
    """One state of a play. Nothing in it ever changes."""

    audit: Audit
    framework: Framework
    now: datetime
    texts: Texts = field(repr=False)
    events: tuple[Event, ...] = ()
    """What happened since the play began."""
    earlier: tuple[Account, ...] = ()
    """What other audits of the workspace tell of themselves."""
    is_another: bool = False
    """Whether the coalition started it, beside the audit that the play began with."""

    def command(self, kind: type[Command], actor: Person, /, **fields: Any) -> Command:
        """A command on this audit."""
        common = {"workspace": WORKSPACE, "audit": self.audit.key, "request": "attack", "actor": actor}
        return kind(**{**common, "actor_admin": actor == ADMIN, **fields})

    def refusal(self, command: Command) -> str:
        """Why a command is not granted: a refusal's id, `nothing` where it changes nothing, else empty."""
        try:
            return "" if decide(self.audit, self.framework, command, self.now) else "nothing"
        except (AuditError, ValueError) as refused:
            return getattr(refused, "id", "") or type(refused).__name__

    def given(self, command: Command) -> World | None:
        """The world after a command and what the worker does then; None where it is refused or changes nothing."""
        after = self._after(command)
        return after._worked() if after else None

    def _after(self, command: Command) -> World | None:
        try:
            events = decide(self.audit, self.framework, command, self.now)
        except (AuditError, ValueError):
            return None
        if not events:
            return None
        return replace(
            self,
            audit=fold(events, self.audit),
            framework=in_force(self.framework, command, events),
            events=(*self.events, *events),
        )

    def _worked(self) -> World:
        """The world once the worker has nothing left to do."""
        world = self
        while (work := _work(world)) and (after := world._after(work)):
            world = after
        return world

    def later(self, hours: float) -> World:
        """The world after some time, every alarm heard on the way; overdue duties went to the lead at its end."""
        return _reminded(self._passed(hours))

    def _passed(self, hours: float) -> World:
        end, world = self.now + timedelta(hours=hours), self
        for _ in range(50):
            alarm = next_alarm(world.audit, world.framework, world.now)
            if alarm is None or alarm > end:
                break
            at = replace(world, now=max(alarm, world.now))
            after = at.given(at.command(PassTime, SYSTEM))
            if after is None and at.now == world.now:
                break
            world = after or at
        world = replace(world, now=max(end, world.now))
        return world.given(world.command(PassTime, SYSTEM)) or world

    def next(self) -> World:
        """The world at its next alarm, or after a working day where there is none."""
        alarm = next_alarm(self.audit, self.framework, self.now)
        hours = max((alarm - self.now).total_seconds() / 3600, 0) if alarm else 24
        return self._passed(hours)


def _work(world: World) -> Command | None:
    """The next thing that the worker does."""
    audit = world.audit
    told = (related(audit, account) for account in world.earlier)
    looking = world.command(RecordEarlierAudits, SYSTEM, found=tuple(other for other in told if other))
    if world.earlier and not world.refusal(looking):
        return looking
    for result in audit.results:
        if result.status == "reading":
            return _reading(world, result.number, result.name)
    for artifact, versions in audit.artifacts.items():
        for version in versions:
            if version.status == "fetching":
                fields = {"artifact": artifact, "version": version.number, "content": version.name, "size": 9}
                return world.command(StoreArtifact, SYSTEM, **fields)
    for risk in audit.risks:
        sealed = {number: world.texts[digest] for number, digest in sealed_thresholds(audit, risk.key).items()}
        opening = world.command(RevealThresholds, SYSTEM, risk=risk.key, opened=sealed)
        if sealed and not world.refusal(opening):
            return opening
    if audit.summary and audit.summary.status == "requested":
        return _summary(world, audit.summary.number)
    return _ballot(world)


def _reading(world: World, number: int, name: str) -> Command:
    """A result file was read, or could not be. What stands in it, whoever handed it in wrote into its name."""
    try:
        result = EvaluationResult.model_validate_json(world.texts[name].text)
    except ValidationError:
        said = {"problem": "unknown-format", "params": world.texts.prose("{}"), "offer": f"o{number}"}
        return world.command(FailReading, SYSTEM, number=number, **said)
    reading = world.texts.prose(result.model_dump_json())
    fields = {"number": number, "content": reading.digest, "size": 9, "result": result, "reading": reading}
    return world.command(RecordReading, SYSTEM, **fields)


def _summary(world: World, number: int) -> Command:
    people = [seats[0].person for role in ("engineering", "safety") if (seats := world.audit.roster.get(role, ()))]
    question = next((q.key for s in world.framework.stages for q in s.questions), "")
    lines = tuple(
        Statement(id=f"s{n}", question=question, person=who, source=Source(channel="C", ts=f"1.{n}"), dissent=n == 1)
        for n, who in enumerate(people)
    )
    fields = {"number": number, "content": world.texts.prose("{}"), "discussion": NOWHERE, "origin": "excerpts"}
    return world.command(RecordSummary, SYSTEM, **fields, statements=lines)


def _ballot(world: World) -> Command | None:
    ballot = world.audit.ballot
    if ballot is None:
        return None
    listing = world.command(
        ListMitigations, SYSTEM, round=ballot.number, artifact="remediation-plan", version=1, rows=()
    )
    if world.audit.plan_round != ballot.number and not world.refusal(listing):
        return listing
    if ballot.status != "closed":
        return None
    opened = {who: world.texts[digest] for who, digest in ballot.sealed.items()}
    return world.command(RevealBallots, SYSTEM, round=ballot.number, opened=opened)


def _reminded(world: World) -> World:
    """Whoever owes something overdue was reminded, and the lead was told."""
    today = world.now.date()
    owed = duties_of(world.audit, world.framework, today)
    late = [d for d in owed if escalates_on(d, world.framework.reminders, world.audit.calendar_of(d.person)) <= today]
    for person in dict.fromkeys(d.person for d in late):
        ids = tuple(d.id for d in late if d.person == person)
        reminding = world.command(RecordReminders, SYSTEM, person=person, duties=ids, escalated=ids)
        world = world.given(reminding) or world
    return world
