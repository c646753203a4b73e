"""How honest people get on after something befell them.

Owns who there is to act, what they do beside their plain duty, and when they have got on. Must not know what befell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from bot.domain.ballot.commands import CastBallot, OpenBallot
from bot.domain.decision.commands import ClaimDone, NameOwner, VerifyDone
from bot.domain.documents.commands import AcceptArtifact, AnswerEarlierDocument
from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.duties.commands import AnswerMotion
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerThresholdCorrection,
    ConfirmManifest,
    CorrectThreshold,
    OfferResult,
    RerunResult,
    SubmitManifest,
    ThresholdPaper,
)
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.risks import unlogged_failures
from bot.domain.evaluations.tampering import is_outdated
from bot.domain.evaluations.verdicts import outdated_results, verdict_on
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.content import Source
from bot.domain.kernel.evidence import moved_stages
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.lifecycle.commands import ReopenStage, TakeIn
from bot.domain.lifecycle.late_evidence import to_take_in
from bot.domain.roster.commands import AssignRoles, SecondRoleChange
from bot.governance.attack.cast import Cast
from bot.governance.attack.content import Content
from bot.governance.attack.duty import FAVOURS, Aims, handed_in, held_roles, supported_forms
from bot.governance.attack.play import steps
from bot.governance.attack.world import ADMIN, WORKSPACE, World

NEWCOMERS: Final = {role: f"{WORKSPACE}:NEW{role.upper()}" for role in ("lead", "auditor", "safety", "board")}
"""Who is named in the place of somebody who is gone, by role."""

TOO_STRICT: Final = 0.001
"""A threshold that no result holds: a digit was left out."""

LOOKS: Final = 30
"""How often time passes before we say that people do not get on."""

RERUNS: Final = (OfferResult, AdmitResult, RerunResult, SubmitManifest, ConfirmManifest, CastBallot, OpenBallot)
"""Acts that a rerun or the ballot is made of: they are not counted."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who there is to act. `absent` do nothing any more."""

    cast: Cast
    form: int
    absent: frozenset[Person] = frozenset()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who acts; last those who may yet join, and an admin of the workspace."""
        return tuple(who for who in (*self.cast.people, *NEWCOMERS.values(), ADMIN) if who not in self.absent)

    def one(self, role: str) -> Person:
        """The first in a role who is there."""
        return next(who for who in (*self.cast.roster.get(role, ()), NEWCOMERS.get(role, "")) if who not in self.absent)

    def leader(self, world: World) -> Person:
        """Whoever leads now."""
        roles = ("lead", "deputy")
        return next((w for r in roles for w in self.cast.roster.get(r, ()) if w not in self.absent), NEWCOMERS["lead"])


def _replace(world: World, team: Team) -> Iterator[Command]:
    """The lead names somebody in the place of whoever is gone."""
    for role, seats in world.audit.roster.items():
        if role in NEWCOMERS and any(seat.person in world.audit.gone for seat in seats):
            left = [seat.person for seat in seats if seat.person not in world.audit.gone]
            yield world.command(AssignRoles, team.leader(world), roles={role: (*left, NEWCOMERS[role])})


def _admin_agrees(world: World, team: Team) -> Iterator[Command]:
    """An admin of the workspace, who has no role here, agrees to who fills a seat that was left."""
    if world.audit.role_change:
        yield world.command(SecondRoleChange, ADMIN, number=len(world.audit.role_changes))


def _log(world: World, team: Team) -> Iterator[Command]:
    """A test that failed is put on record as what it is."""
    for risk in unlogged_failures(world.audit):
        stage = next(s.key for s in world.framework.stages if s.results)
        forms = tuple(option.number for option in world.framework.options if option.number)
        said = {"stage": stage, "severity": "severe", "text": world.texts.prose("It failed."), "blocks": forms}
        yield world.command(LogFinding, team.one("auditor"), **said, risk=risk.key)


def _open_again(world: World, team: Team) -> Iterator[Command]:
    """What came late is taken in, and a closed stage whose evidence moved is opened again."""
    for stage in world.audit.stages:
        if to_take_in(world.audit, world.framework, stage):
            yield from (world.command(TakeIn, who, stage=stage) for who in team.people)
    for stage in moved_stages(world.audit, world.framework):
        why = world.texts.prose("Something came late.")
        yield world.command(ReopenStage, team.leader(world), stage=stage, reason=why)


def _again(world: World, team: Team) -> Iterator[Command]:
    """What was sent back, or is of another version, is handed in anew."""
    for spec in world.framework.artifacts():
        current = world.audit.current(spec.key)
        if current is None or not (current.status == "changes" or is_outdated(world.audit, spec)):
            continue
        for who in team.people:
            if set(held_roles(world, who)) & set(spec.owners):
                yield handed_in(world, who, spec.key, Content(), current.number + 1)


def _still_holds(world: World, team: Team) -> Iterator[Command]:
    """A reviewer's word on documents about an earlier version of the model."""
    for spec, version in earlier_documents(world.audit, world.framework):
        for who in team.people:
            said = {"artifact": spec.key, "version": version.number, "model": world.audit.model_number}
            yield world.command(AnswerEarlierDocument, who, **said, holds=True)


def _accept(world: World, team: Team) -> Iterator[Command]:
    """A reviewer's word on what waits for one."""
    for artifact in world.audit.artifacts:
        version = world.audit.current(artifact)
        if version is None or version.status != "submitted":
            continue
        supports = True if world.framework.artifact(artifact).verdict else None
        for who in team.people:
            yield world.command(AcceptArtifact, who, artifact=artifact, version=version.number, supports=supports)


def _run_again(world: World, team: Team) -> Iterator[Command]:
    """What was measured on another version, or too little, is measured again."""
    for result in outdated_results(world.audit):
        for who in team.people:
            yield world.command(RerunResult, who, number=result.number, model=world.audit.model_number)
    admitted = [r for r in world.audit.results if r.status == "admitted" and r.model == world.audit.model_number]
    waiting = [r for r in world.audit.results if r.status in ("reading", "offered")]
    unsure = [r for r in world.audit.risks if r.priority and verdict_on(world.audit, r) == "inconclusive"]
    tested = any(world.framework.stage(key).results for key in world.audit.open_stages())
    if tested and not waiting and (unsure or not admitted) and len(world.audit.results) < 6:
        content = Content(samples=1000)
        said = content.result(world.audit.subject.model, world.audit.weights, world.now)
        name = world.texts.prose(said.model_dump_json())
        source = Source(channel="C", ts="", file=f"F{len(world.audit.results)}")
        yield world.command(OfferResult, team.one("engineering"), source=source, name=name)


def correct(world: World, team: Team) -> Iterator[Command]:
    """A threshold that nothing can hold is withdrawn by two, also one that lies beside."""
    for risk in all_risks(world.audit):
        for found in risk.thresholds:
            meant = ThresholdPaper.model_validate_json(world.texts[found.sealed].text)
            if meant.terms.value == TOO_STRICT:
                said = {"risk": risk.key, "number": found.number, "why": world.texts.prose("A digit was left out.")}
                yield from (world.command(CorrectThreshold, who, **said) for who in team.people)
    for asked in (c for c in world.audit.threshold_corrections if c.status == "asked"):
        for who in team.people:
            yield world.command(AnswerThresholdCorrection, who, number=asked.number, confirm=True)


def _settle(world: World, team: Team) -> Iterator[Command]:
    """A problem that a newer result or document answers is lowered by two; so is what a seat asks for."""
    for finding in world.audit.findings:
        if finding.severity == "severe" and finding.disposition == "open":
            why = world.texts.prose("It was mended, and tested again.")
            for who in team.people:
                yield world.command(DisposeFinding, who, finding=finding.number, disposition="fixed", why=why)
                yield world.command(SecondDisposition, who, finding=finding.number, confirm=True)
    for motion in world.audit.motions:
        for who in team.people if motion.status == "asked" else ():
            yield world.command(AnswerMotion, who, motion=motion.number, agree=True)


def items(world: World) -> Iterator[str]:
    """The conditions and mitigations under a decision that are not done."""
    decided = world.audit.in_force or world.audit.proposal
    ballots = [b for r in world.audit.ballots if decided and r.number == decided.round for b in r.opened.values()]
    keys = [f"C{n}" for n in range(1, sum(len(ballot.conditions) for ballot in ballots) + 1)]
    for key in (*keys, *(f"M{m.number}" for m in world.audit.mitigations)):
        found = world.audit.followed.get(f"{decided.round}:{key}") if decided else None
        if found is None or not (found.verified_by or found.dropped):
            yield key


def _fulfil(world: World, team: Team) -> Iterator[Command]:
    """What was asked for is done by its owner and verified."""
    if (decided := world.audit.in_force) is None:
        return
    for item in items(world):
        on, prose = {"round": decided.round, "item": item}, world.texts.prose
        if f"{decided.round}:{item}" not in world.audit.followed:
            due = MONDAY_TO_FRIDAY.add(world.now.date(), 10)
            owner = team.one("engineering")
            yield world.command(NameOwner, team.leader(world), **on, owner=owner, check=prose("Look."), due=due)
        yield world.command(ClaimDone, team.one("engineering"), **on, words=prose("Done."))
        for who in team.people:
            yield world.command(VerifyDone, who, **on, done=True, words=prose("Seen."))


Mend = Callable[[World, Team], Iterator[Command]]

MENDS: Final[tuple[Mend, ...]] = (
    _replace,
    _admin_agrees,
    correct,
    _again,
    _accept,
    _still_holds,
    _run_again,
    _log,
    _settle,
    _open_again,
    _fulfil,
)


@dataclass(slots=True)
class Course:
    """How people got on: the world in the end, and every act on the way."""

    world: World
    acts: list[Command] = field(default_factory=list)

    @property
    def decided(self) -> bool:
        """Whether a posted decision stands, and nothing stops it."""
        standing = self.world.audit.in_force
        return standing is not None and not standing.stopped_by

    @property
    def form(self) -> int:
        """The most open form that is allowed; -1 where nothing was decided."""
        return self.world.audit.in_force.form if self.world.audit.in_force else -1

    @property
    def counted(self) -> int:
        """Acts that are no rerun and no part of the ballot; one person's answers to one list are one act."""
        lists = (act.actor if isinstance(act, AnswerEarlierDocument) else "" for act in self.acts)
        lines = sum(sum(1 for _ in answers) - 1 for who, answers in groupby(lists) if who)
        return sum(not isinstance(act, RERUNS) for act in self.acts) - lines


def course(world: World, team: Team, *, fulfilling: bool = True, first: Sequence[Mend] = ()) -> Course:
    """Honest people go on until a decision stands, or nothing moves. `fulfilling`: they meet its conditions; `first`:
    what they do before their plain duty.
    """
    done, mends = Course(world), MENDS if fulfilling else MENDS[:-1]
    aims = Aims(form=team.form, content=Content(), ticks=supported_forms, honest=True)
    for _ in range(LOOKS):
        while _mended(done, team, first) or _step(done, team, aims, mends):
            pass
        if done.decided:
            break
        done.world = done.world.next()
    return done


def _step(done: Course, team: Team, aims: Aims, mends: Sequence[Mend]) -> bool:
    """Plain duty as far as it goes, else one thing that mends."""
    went = False
    for command, after in steps(done.world, team.people, FAVOURS, aims):
        done.world, went = after, True
        done.acts.append(command)
    if went or len(done.acts) > 200:
        return went and len(done.acts) <= 200
    return _mended(done, team, mends)


def _mended(done: Course, team: Team, mends: Sequence[Mend]) -> bool:
    """One thing that mends, where the rules let it."""
    for mend in mends:
        for command in mend(done.world, team):
            if found := done.world.given(command):
                done.world = found
                done.acts.append(command)
                return True
    return False
