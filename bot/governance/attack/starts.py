"""Where plays begin: honest audits, stopped at a point of their course, each with one defect or none.

Owns the points, the defects and how honest people get there. A point that honest people do not reach with a defect is
no start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from bot.domain.ballot.commands import BallotConditionText, BallotPaper, CastBallot, OpenBallot
from bot.domain.decision.commands import AnswerReport, CallHold, ReportCancelling
from bot.domain.documents.commands import RequestChanges
from bot.domain.evaluations.commands import AnswerVersion, ChangeModel, ConfirmManifest, SubmitManifest
from bot.domain.findings.commands import LogFinding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import CloseStage
from bot.domain.lifecycle.earlier_audits import Account, account_of
from bot.domain.lifecycle.state import Subject
from bot.domain.sign_offs.commands import SignOff
from bot.governance.attack.audits import MODEL, began
from bot.governance.attack.cast import Cast
from bot.governance.attack.content import SWAPPED, Content
from bot.governance.attack.duty import FAVOURS, Aims, supported_forms
from bot.governance.attack.play import begun, fixpoint, steps
from bot.governance.attack.world import Texts, World

MONDAY: Final = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)

Point = Literal[
    "scoping-open",
    "mapping-closed",
    "testing-open",
    "reflection-closed",
    "ballot-open",
    "cooling-off",
    "held",
    "decided-below",
    "decided-unmet",
    "suspended",
    "version-declared",
]

Defect = Literal[
    "none",
    "failed",
    "missing",
    "few-samples",
    "other-metric",
    "weights-swapped",
    "earlier-version",
    "tamper-failed",
    "tamper-weak",
    "need-missing",
    "need-against",
    "severe",
    "safety-asks",
    "light-before",
    "practice-before",
    "ended-before",
]

DEFECTS: Final[tuple[Defect, ...]] = (
    "none",
    "weights-swapped",
    "tamper-failed",
    "safety-asks",
    "failed",
    "need-missing",
    "need-against",
    "severe",
    "tamper-weak",
    "few-samples",
    "other-metric",
    "missing",
    "earlier-version",
    "light-before",
    "practice-before",
    "ended-before",
)

OF_TESTS: Final = frozenset(DEFECTS) - {"none", "need-missing", "need-against", "safety-asks"}
"""Defects that are a risk, a result, tampering or a problem."""

CONTENTS: Final[dict[Defect, Content]] = {
    "failed": Content(value=0.5),
    "missing": Content(untested=True),
    "few-samples": Content(value=0.0, samples=3),
    "other-metric": Content(metric="refusal_share"),
    "tamper-failed": Content(harm=0.5, against=frozenset({"tamper-record"})),
    "tamper-weak": Content(examples=1, steps=1, against=frozenset({"tamper-record"})),
}


BEFORE: Final[dict[Defect, dict[str, Any]]] = {
    "light-before": {"kind": "light", "status": "decided", "form": 0},
    "practice-before": {"kind": "practice", "practice": True, "status": "running"},
    "ended-before": {"status": "ended"},
}
"""Defects that another audit of these weights found: what that one tells of itself beside its failed result."""

UNSOUND: Final = frozenset({"scoping-open", "mapping-closed", "version-declared", "decided-unmet", "suspended"})
"""Points at which nobody independent has judged what a release would rest on, or has taken it back."""


@dataclass(frozen=True, slots=True)
class Start:
    """A point with a defect, and the world there."""

    cast: Cast
    form: int
    point: Point
    defect: Defect
    world: World

    @property
    def is_sound(self) -> bool:
        """Whether the evidence carries the form: only a board that does not want it stands in the way then."""
        return self.defect == "none" and self.point not in UNSOUND


@dataclass(frozen=True, slots=True)
class _Honest:
    """Honest people, how the model does, and how their board votes."""

    cast: Cast
    form: int
    content: Content

    def on(
        self,
        world: World,
        until: Callable[[World], bool],
        *,
        without: tuple[type[Command], ...] = (),
        below: bool = False,
    ) -> World | None:
        """The world when honest people got so far; None where they do not, whatever time passes."""

        def ticks(world: World) -> tuple[int, ...]:
            return tuple(f for f in supported_forms(world) if not below or f < self.form)

        aims = Aims(form=self.form, content=self.content, ticks=ticks, honest=True)
        for _ in range(12):
            if until(world):
                return world
            for _, after in steps(world, self.cast.people, FAVOURS, aims, refuses=lambda _, c: isinstance(c, without)):
                world = after
                if until(world):
                    return world
            world = world.next()
        return None


def starts(
    cast: Cast, framework: Framework, form: int, texts: Texts, defects: Sequence[Defect] = DEFECTS
) -> Iterator[Start]:
    """Every start of a team for a form, with some defects."""
    for defect in defects:
        for point, world in _course(cast, framework, form, defect, texts):
            yield Start(cast, form, point, defect, begun(world))


def _course(cast: Cast, framework: Framework, form: int, defect: Defect, texts: Texts) -> Iterator[tuple[Point, World]]:
    """The points that honest people pass with a defect, and the worlds there."""
    content = _content(framework, form, defect)
    if content is None:
        return
    honest = _Honest(cast, form, content)
    stages = [s.key for s in framework.stages if not s.ballot]
    risky = [s.key for s in framework.stages if s.risks and not s.ballot][-1:]
    tested = [s.key for s in framework.stages if s.results][-1:]
    first = began(cast, framework, form, texts, MONDAY)
    if defect in BEFORE and (account := _failed_before(cast, framework, form, defect, texts)):
        first = replace(first, earlier=(account,))
    world = honest.on(first, _staffed)
    if world is None or bool(world.earlier) != (defect in BEFORE):
        return
    if defect == "none":
        yield "scoping-open", world
    if risky and (mapped := honest.on(world, lambda w: w.audit.stages[risky[0]].status == "closed")):
        if defect == "none":
            yield "mapping-closed", mapped
        world = mapped
    if tested and (found := _testing(honest, world, tested[0], defect)):
        yield "testing-open", found
        if defect in ("safety-asks", "missing", "earlier-version"):
            return
    world = honest.on(world, lambda w: all(w.audit.stages[s].status == "closed" for s in stages), without=(OpenBallot,))
    if world is None or (closed := _spoilt(honest, world, tested[0] if tested else "", defect)) is None:
        return
    yield "reflection-closed", closed
    if defect == "none" and (declared := _changed(honest, closed, Subject(model=MODEL, version="2"))):
        yield "version-declared", declared
    yield from _votes(honest, closed, defect)


def _failed_before(cast: Cast, framework: Framework, form: int, defect: Defect, texts: Texts) -> Account | None:
    """What an audit of these weights tells in which a result failed; None where honest people do not get there."""
    honest = _Honest(cast, form, CONTENTS["failed"])
    tested = next((s.key for s in framework.stages if s.results), "")
    failed = honest.on(
        began(cast, framework, form, texts, MONDAY, key="A-0"), lambda w: w.audit.stages[tested].status == "closed"
    )
    if failed is None:
        return None
    account = account_of(failed.audit, framework)
    return account._replace(told=account.told.replace(**BEFORE[defect]))


def _content(framework: Framework, form: int, defect: Defect) -> Content | None:
    """What is handed in under a defect; None where the form knows no such defect."""
    needs = [key for need in framework.needs_of(form) for key in need.any_of] if _has(framework, form) else []
    judged = [key for need in framework.needs_of(form) for key in need.any_of if not need.whatever_result]
    tampering = [key for key in judged if framework.artifact(key).tampering]
    other = [key for key in needs if key not in tampering]
    if defect in ("tamper-failed", "tamper-weak") and not tampering:
        return None
    if defect in ("tamper-failed", "tamper-weak"):
        # where something else would do in place of a record, it is not there
        return replace(CONTENTS[defect], missing=frozenset(other if form == 4 else ()))
    if defect == "need-missing":
        # not one that a stage waits for: such an audit does not get on
        free = [key for key in other if not framework.required(framework.artifact(key), form)]
        return Content(missing=frozenset(free[:1])) if free and form != 4 else None
    if defect == "need-against":
        return Content(against=frozenset(needs)) if needs else None
    return CONTENTS.get(defect, Content())


def _has(framework: Framework, form: int) -> bool:
    return any(option.number == form for option in framework.options)


def _staffed(world: World) -> bool:
    everybody = all(seat.accepted for seats in world.audit.roster.values() for seat in seats)
    return everybody and world.audit.role_change is None


def _testing(honest: _Honest, world: World, stage: str, defect: Defect) -> World | None:
    """Testing is open, and everything is there that honest people hand in and accept; nobody signed it."""
    opened = honest.on(world, lambda w: w.audit.stages[stage].status == "open")
    if opened is None or defect == "weights-swapped":
        return None
    idle = _idle(honest, opened)
    if defect == "safety-asks":
        return _asked(honest, idle, stage)
    return _spoilt(honest, idle, stage, defect)


def _idle(honest: _Honest, world: World) -> World:
    """The world when honest people did all but sign and close."""
    aims = Aims(form=honest.form, content=honest.content, ticks=supported_forms, honest=True)
    return fixpoint(world, honest.cast.people, FAVOURS, aims, refuses=lambda _, c: isinstance(c, SignOff | CloseStage))


def _asked(honest: _Honest, world: World, stage: str) -> World | None:
    """Safety says what is wrong with a document of the stage."""
    (safety,) = honest.cast.roster["safety"]
    for spec in world.framework.stage(stage).artifacts:
        version = world.audit.current(spec.key)
        if version is None or version.by == safety:
            continue
        what = world.texts.prose("The attacks were not tried hard enough.")
        asking = world.command(RequestChanges, safety, artifact=spec.key, version=version.number, what=what)
        if after := world.given(asking):
            return after
    return None


def _spoilt(honest: _Honest, world: World, stage: str, defect: Defect) -> World | None:
    """The world with a defect that comes about at this point, or came before."""
    if defect == "weights-swapped":
        return _changed(honest, world, world.audit.subject)
    if defect == "earlier-version":
        return _changed(honest, world, Subject(model=MODEL, version="2"))
    if defect == "severe":
        words = world.texts.prose("It helps with attacks.")
        forms = tuple(o.number for o in world.framework.options if o.number >= honest.form)
        fields = {"stage": stage, "severity": "severe", "text": words, "blocks": forms}
        return _must(world, world.command(LogFinding, honest.cast.roster["safety"][0], **fields))
    return world


def _changed(honest: _Honest, world: World, subject: Subject) -> World | None:
    """The audit goes on with other weights, perhaps as another version; None where it does not."""
    (builder, *_), (lead, *_), why = honest.cast.roster["engineering"], honest.cast.roster["lead"], world.texts.prose
    stating = world.command(SubmitManifest, builder, fingerprint=SWAPPED, how=why("Hashed at the build."))
    if stated := world.given(stating):
        number = len(stated.audit.manifests)
        world = stated.given(stated.command(ConfirmManifest, builder, number=number, confirm=True)) or stated
    said = {"subject": subject, "weights": SWAPPED, "why": why("A new build."), "line": "same-line"}
    changed = world.given(world.command(ChangeModel, lead, **said))
    if changed and changed.audit.version_changes:
        (safety, *_), number = honest.cast.roster["safety"], len(changed.audit.version_changes)
        changed = changed.given(changed.command(AnswerVersion, safety, number=number, confirm=True))
    return changed if changed and changed.audit.weights == SWAPPED else None


def _votes(honest: _Honest, world: World, defect: Defect) -> Iterator[tuple[Point, World]]:
    """Ballot and decision: below the form, and, where nothing is wrong, at it."""
    lead = honest.cast.roster["lead"][0]
    opened = world.given(world.command(OpenBallot, lead))
    if opened is None:
        return
    yield "ballot-open", opened
    voted = honest.on(opened, lambda w: w.audit.proposal is not None, below=True)
    if voted and voted.audit.proposal and voted.audit.proposal.form < honest.form:
        yield "cooling-off", voted
        seat = honest.cast.roster["board"][0]
        hold = voted.command(CallHold, seat, round=voted.audit.proposal.round, reason=voted.texts.prose("Too little."))
        if held := voted.given(hold):
            yield "held", held
        if below := honest.on(voted, lambda w: w.audit.in_force is not None, below=True):
            yield "decided-below", below
    if defect == "none":
        yield from _allowed(honest, opened)


def _allowed(honest: _Honest, world: World) -> Iterator[tuple[Point, World]]:
    """The form was allowed: once a condition is met; and an incident suspended it."""
    with_condition = _decided(honest, _ballots(honest, world, ("Log who uses it.",)))
    if with_condition:
        yield "decided-unmet", with_condition
    decided = _decided(honest, _ballots(honest, world, ()))
    if decided is None:
        return
    (safety,), lead = honest.cast.roster["safety"], honest.cast.roster["lead"][0]
    cause = next(c.key for c in decided.framework.decision.cancelled_by if c.key == "incident")
    told = decided.texts.prose("Somebody was harmed.")
    reported = _must(decided, decided.command(ReportCancelling, safety, cause=cause, text=told))
    answer = {"report": 1, "happened": True, "why": told, "containment": safety}
    yield "suspended", _must(reported, reported.command(AnswerReport, lead, **answer))


def _decided(honest: _Honest, world: World) -> World | None:
    """The decision is posted, and allows the form."""
    found = honest.on(world, lambda w: w.audit.in_force is not None)
    return found if found and found.audit.in_force and found.audit.in_force.form >= honest.form else None


def _ballots(honest: _Honest, world: World, conditions: tuple[str, ...]) -> World:
    forms = supported_forms(world)
    for seat in honest.cast.roster["board"]:
        texts = tuple(BallotConditionText(text=world.texts.prose(words)) for words in conditions)
        reason = world.texts.prose("What the evidence carries.")
        paper = BallotPaper(forms=forms, reason=reason, conditions=texts if forms else ())
        sealed = world.texts.prose(paper.model_dump_json(), sealed=True)
        world = world.given(world.command(CastBallot, seat, round=1, paper=paper, sealed=sealed)) or world
    return world


def _must(world: World, command: Command) -> World:
    """The world after a command that honest people give at this point, granted or not."""
    return world.given(command) or world
