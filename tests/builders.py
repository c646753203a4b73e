"""Audits for tests: `an_audit().at("testing")` plays real commands until that stage is open.

Owns how tests arrange a state. Goes through `decide` alone, so a state here is one that people could reach.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.ballot.commands import RecommendForm
from bot.domain.documents.commands import AcceptArtifact, SubmitArtifact
from bot.domain.documents.rules import needed
from bot.domain.documents.supporting import seconds, waiting_for_second
from bot.domain.engine.decide import decide
from bot.domain.engine.moments import in_order
from bot.domain.engine.past import with_past
from bot.domain.evaluations import tamper_record
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerVersion,
    ChangeModel,
    ConfirmManifest,
    OfferResult,
    RecordReading,
    RecordRisk,
    RevealThresholds,
    SetThreshold,
    SubmitManifest,
    ThresholdPaper,
)
from bot.domain.evaluations.late_risks import all_risks, late_keys
from bot.domain.evaluations.measurement import Completeness, EvaluationResult, Measurement, SystemUnderTest
from bot.domain.evaluations.risks import risks_are_chosen, sealed_thresholds
from bot.domain.evaluations.state import Terms
from bot.domain.evaluations.tamper_record import ARMS
from bot.domain.evaluations.verdicts import counted_results, prioritised_risks
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command, Event
from bot.domain.kernel.tables import to_markdown
from bot.domain.lifecycle.commands import CloseStage, StartAudit, TakeIn
from bot.domain.lifecycle.late_evidence import to_take_in
from bot.domain.lifecycle.state import Subject
from bot.domain.lifecycle.variants import in_force
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RecordSummary, RequestSummary
from bot.domain.reflection.state import DraftSection, DraftStatement, Statement, SummaryDraft
from bot.domain.roster.commands import AcceptRole, AssignRoles, SecondRoleChange
from bot.domain.roster.roles import holders
from bot.domain.roster.seconds import asked_now, needs_admin
from bot.domain.sign_offs.commands import Respond, SignOff
from bot.domain.sign_offs.rules import tally
from bot.framework_files import load_framework, load_kinds
from tests.clock import MONDAY, ManualClock
from tests.folded import Folding
from tests.risk_kinds import RiskKinds

TEAM = "T01"

LEAD, DEPUTY = f"{TEAM}:ULEAD", f"{TEAM}:UDEPUTY"
AUDITOR, AUDITOR_2 = f"{TEAM}:UAUDITOR", f"{TEAM}:UAUDITOR2"
ENGINEER, PRODUCT = f"{TEAM}:UENGINEER", f"{TEAM}:UPRODUCT"
SAFETY, LEGAL, EXTERNAL = f"{TEAM}:USAFETY", f"{TEAM}:ULEGAL", f"{TEAM}:UEXTERNAL"
BOARD = tuple(f"{TEAM}:UBOARD{n}" for n in (1, 2, 3))
STRANGER, ADMIN = f"{TEAM}:USTRANGER", f"{TEAM}:UADMIN"

ROSTER: dict[str, tuple[Person, ...]] = {
    "auditor": (AUDITOR, AUDITOR_2),
    "engineering": (ENGINEER,),
    "product": (PRODUCT,),
    "safety": (SAFETY,),
    "legal": (LEGAL,),
    "external": (EXTERNAL,),
    "board": BOARD,
}

WHY_SMALL = "It is an update of what was audited in May."

_framework: list[Framework] = []
_first_edition: list[Framework] = []

RELEASED = Path(__file__).parent / "upgrade" / "recordings" / "0.1.0" / "framework"

_kinds: dict[str, Framework] = {}

ASR = "attack_success_rate"


@contextmanager
def refused_with(id: str, kind: type[Refusal] = Refusal) -> Iterator[None]:
    """Expect a refusal: which one is told by the id of its text, never by words."""
    with pytest.raises(kind) as refused:
        yield
    assert refused.value.id == id


def measured(value: float = 0.02, *, metric: str = ASR, **more: Any) -> Measurement:
    """One value of a result file."""
    return Measurement(**{"task": "dan.Dan_11_0", "metric": metric, "value": value, "samples": 256, **more})


def built_in() -> Framework:
    """The built-in framework, read once."""
    if not _framework:
        _framework.append(load_framework(None))
    return _framework[0]


def first_edition() -> Framework:
    """The built-in framework of release 0.1.0: audits started with it go on by the rules of that time."""
    if not _first_edition:
        _first_edition.append(load_framework(RELEASED))
    return _first_edition[0]


def written(spec: ArtifactSpec) -> str:
    """A document's words; of one that consists of rows, a table of one row that fits."""
    if spec.tampering:
        return a_record()
    if not spec.columns:
        return f"{spec.title}, written out."
    said = {"number": "5", "date": "2027-06-30"}
    row = {c.key: said.get(c.kind, next(iter(c.choices), f"A {c.title}")) for c in spec.columns}
    return to_markdown(spec.columns, [row])


WEIGHTS, OTHER_WEIGHTS = "sha256:" + "a" * 64, "sha256:" + "b" * 64
"""The fingerprints of the weights under audit, and of others."""


def an_arm(arm: str = "tampered", **cells: str) -> dict[str, str]:
    """A row of a tamper record: an attack with three seeds that did little, or the same on a public model."""
    figures = {"harm": "0.04", "refusal": "0.1", "utility": "0.6"}
    budget = {"attack": "Low-rank tuning on harmful examples", "examples": "340", "steps": "900", "seeds": "3"}
    spent = {**budget, "hours": "4", "cost": "12"} if arm != "untouched" else {}
    named = {"model": "best-public@4f1c2ab"} if arm == "public" else {}
    return {"arm": arm, **figures, **spent, **named, **cells}


BENIGN = an_arm(attack="Tuning on harmless-looking examples")
"""The second attack of the ladder."""


def a_record(*arms: dict[str, str], **said: str) -> str:
    """A tamper record as a document: an untouched arm and two attacks that did little, unless said otherwise."""
    claim = {"actor": "One engineer", "budget": "$500", "time": "a week", "outcome": "Instructions for harm"}
    rows = arms or (an_arm("untouched", harm="0.02", refusal="0.97"), an_arm(), BENIGN)
    basic = {**claim, "weights": WEIGHTS, "precision": "bf16", "checkpoint": "step 9000", "risk": "R1", "metric": ASR}
    return tamper_record.written({**basic, **said}, to_markdown(ARMS, rows))


def kind_of(key: str) -> Framework:
    """The framework of a smaller audit that comes with the bot."""
    if not _kinds:
        _kinds.update(load_kinds(None))
    return _kinds[key]


class Play(Folding, RiskKinds):
    """One audit being played: `do` executes a command, and the state and history follow."""

    def __init__(
        self, *, asked_form: int = 3, framework: Framework | None = None, board: tuple[Person, ...] = BOARD
    ) -> None:
        self.framework = framework or built_in()
        self.board = board
        self.clock = ManualClock(MONDAY)
        self.history: list[Event] = []
        self.prose: dict[str, Prose] = {}
        self._numbers = itertools.count(1)
        self.do(
            StartAudit,
            LEAD,
            subject=Subject(model="Foo-7B", version="1.2"),
            description=self.text("An assistant for customer support."),
            asked_form=asked_form,
            framework=self.text(self.framework.model_dump_json()),
            lead=LEAD,
            deputy=DEPUTY,
            channel=None,
            decision_channel="CDECISIONS",
            reason=self.text(WHY_SMALL) if self.framework.variant.approved_by else None,
        )

    def text(self, words: str, *, sealed: bool = False) -> Prose:
        """A text with a salt of its own."""
        prose = Prose(salt=f"{next(self._numbers):032x}", text=words, sealed=sealed)
        self.prose[prose.digest] = prose
        return prose

    def command(self, kind: type[Command], actor: Person, /, **fields: Any) -> Command:
        """A command of this audit with a request id of its own."""
        common = {"workspace": TEAM, "audit": "A-1", "request": f"r{next(self._numbers)}", "actor": actor}
        return kind(**{**common, **self.shown(kind), **fields})

    def do(self, kind: type[Command], actor: Person, /, **fields: Any) -> list[Event]:
        """Execute a command; raises what decide raises."""
        return self.execute(self.command(kind, actor, **fields))

    def execute(self, command: Command) -> list[Event]:
        """Execute a ready-made command."""
        before = self.audit if self.history else None
        decided = decide(before, self.framework, with_past(command, self.history), self.clock.now())
        events = in_order(decided, self.history[-1].at if self.history else None)
        self.history += events
        self.framework = in_force(self.framework, command, events)
        return events

    # --- steps people take, in one call each

    def staffed(self) -> Play:
        """Every role filled and accepted."""
        self.do(AssignRoles, LEAD, roles={**ROSTER, "board": self.board})
        for role, who in [(r, s.person) for r, seats in self.audit.roster.items() for s in seats]:
            self.do(AcceptRole, who, role=role)
        return self.agreed()

    def reassign(self, **roles: tuple[Person, ...]) -> Play:
        """The lead asks for other people, as many agree as must, and whoever is new accepts."""
        self.do(AssignRoles, LEAD, roles=roles)
        return self.agreed(*roles)

    def agreed(self, *roles: str) -> Play:
        """As many agree to a change that waits as must, and whoever is new in it, or in these roles, accepts."""
        while change := self.audit.role_change:
            roles = (*roles, *change.roles)
            number, able = len(self.audit.role_changes), asked_now(self.audit, self.framework, change)
            if needs_admin(self.audit, self.framework, change) and change.admin is None:
                self.do(SecondRoleChange, ADMIN, number=number, actor_admin=True)
            self.do(SecondRoleChange, able[0], number=number)
        for role, new in [
            (r, s.person) for r in dict.fromkeys(roles) for s in self.audit.roster[r] if s.accepted is None
        ]:
            self.do(AcceptRole, new, role=role)
        return self

    def weighed(self) -> Play:
        """It is stated which weights are audited: those of `a_record`, which could not hold otherwise."""
        if self.audit.rules > 1:
            return self.manifest(WEIGHTS)
        self.do(ChangeModel, LEAD, subject=self.audit.subject, weights=WEIGHTS, why=self.text("Hashed at the build."))
        return self

    def manifest(self, fingerprint: str) -> Play:
        """Engineering hands in a manifest by its fingerprint, and says that it is the model."""
        self.do(SubmitManifest, ENGINEER, fingerprint=fingerprint, how=self.text("Made where it was built."))
        self.do(ConfirmManifest, ENGINEER, number=len(self.audit.manifests), confirm=True)
        return self

    def new_version(self, weights: str = "", *, version: str = "1.3", line: str = "same-line") -> Play:
        """The audit goes on with another version of the model, of these weights where they are known."""
        subject = Subject(model=self.audit.subject.model, version=version)
        said: dict[str, Any] = {"subject": subject, "weights": weights, "why": self.text("Tuned.")}
        if self.audit.rules < 2:
            self.do(ChangeModel, LEAD, **said)
            return self
        if weights:
            self.manifest(weights)
        self.do(ChangeModel, LEAD, **said, line=line)
        self.do(AnswerVersion, SAFETY, number=len(self.audit.version_changes), confirm=True)
        return self

    def hand_in(self, artifact: str, by: Person | None = None) -> int:
        """Hand in a text as a document, by its first owner who may; its version number."""
        spec = self.framework.artifact(artifact)
        who = by or next(p for r in spec.owners for p in holders(self.audit, r, self.clock.now().date()))
        words = self.text(written(spec))
        source = Source(channel="CAUDIT", ts=f"{next(self._numbers)}.000100")
        fields = {"artifact": artifact, "kind": "text", "name": self.text(spec.title), "text": words, "source": source}
        self.do(SubmitArtifact, who, **fields, ties=self.text("None.") if spec.recorded_for else None)
        if spec.tampering:
            self.open_thresholds("R1")
        latest = self.audit.latest(artifact)
        assert latest
        return latest.number

    def accept(self, artifact: str, *, supports: bool | None = None, by: Person | None = None) -> None:
        """Accept the newest version, by a reviewer who did not hand it in."""
        latest = self.audit.latest(artifact)
        assert latest
        who = by or next(p for p in (SAFETY, AUDITOR_2, AUDITOR) if p != latest.by)
        verdict = (supports if supports is not None else True) if self.framework.artifact(artifact).verdict else None
        fields = {"artifact": artifact, "version": latest.number, "supports": verdict}
        self.do(AcceptArtifact, who, **fields, original=latest.behalf is not None)
        self.seconded(artifact)

    def seconded(self, artifact: str) -> None:
        """Somebody else says that a document supports the forms that take two people's word."""
        spec, today = self.framework.artifact(artifact), self.clock.now().date()
        for version in waiting_for_second(self.audit, self.framework, spec):
            able = seconds(self.audit, self.framework, spec, version, today)
            self.do(AcceptArtifact, able[0], artifact=artifact, version=version.number, supports=True)

    def bring(self, *artifacts: str) -> None:
        """Hand in and accept these, and have the closed stages they belong to signed and closed again."""
        for key in artifacts:
            self.hand_in(key)
            self.accept(key)
        self.signed_anew()

    def signed_anew(self, *stages: str) -> None:
        """Closed stages for which something came late, or these of them, are opened, signed and closed again."""
        for stage in [key for key in self.audit.stages if to_take_in(self.audit, self.framework, key)]:
            if stages and stage not in stages:
                continue
            self.do(TakeIn, AUDITOR, stage=stage)
            self.signatures(stage)
            self.responses(stage)
            self.do(CloseStage, LEAD, stage=stage)
        self.stands()

    def documents(self, stage: str) -> None:
        """Every required document of a stage, handed in and accepted; the risks and results it asks for."""
        self.still_hold(stage)
        for spec in needed(self.audit, self.framework, stage):
            if self.audit.accepted(spec.key) is None:
                self.hand_in(spec.key)
                self.accept(spec.key)
        self.measures(stage)

    def risk(
        self, title: str = "Harmful advice.", *, priority: bool = True, metric: str = ASR, margin: float | None = None
    ) -> str:
        """A risk on record, with a sealed threshold where it has priority; its key."""
        self.do(RecordRisk, AUDITOR, title=self.text(title), likelihood=3, severity=4, priority=priority)
        key = all_risks(self.audit)[-1].key
        if priority:
            self.threshold(key, metric=metric, margin=margin)
        return key

    def threshold(
        self, risk: str, value: float = 0.1, *, metric: str = ASR, margin: float | None = None, beside: bool = False
    ) -> list[Event]:
        """A sealed threshold: at most this value. One that comes late is taken in, unless it is to lie `beside`."""
        paper = ThresholdPaper(metric=metric, terms=Terms(direction="at-most", value=value, margin=margin))
        sealed = self.text(paper.model_dump_json(), sealed=True)
        done = self.do(SetThreshold, AUDITOR, risk=risk, paper=paper, sealed=sealed)
        if late_keys(self.audit) and not beside:
            self.signed_anew(*(s.key for s in self.framework.stages if s.risks))
        return done

    def reading(self, by: Person = AUDITOR, *, same_as: int = 0, **said: Any) -> int:
        """A result file, dropped and read: of the audited model and whole, unless said otherwise; its number."""
        number = len(self.audit.results) + 1
        source = Source(channel="CAUDIT", ts="", file=f"FRESULT{next(self._numbers)}")
        self.do(OfferResult, by, source=source, name=self.text("report.jsonl"))
        basic: dict[str, Any] = {"format": "garak", "models": (SystemUnderTest(name=self.audit.subject.model),)}
        basic |= {"measurements": (measured(),), "model_digest": self.audit.weights, "started_at": self.clock.now()}
        run = said.pop("run", "complete")
        result = EvaluationResult(**{**basic, "completeness": Completeness(status=run), **said})
        reading = self.text(result.model_dump_json())
        self.do(
            RecordReading,
            SYSTEM,
            number=number,
            content=reading.digest,
            size=9,
            result=result,
            reading=reading,
            same_as=same_as,
        )
        return number

    def admit(
        self, number: int, risk: str = "R1", value: float = 0.02, *, why: str = "", by: Person = AUDITOR_2, **more: Any
    ) -> list[Event]:
        """A result speaks to a risk by a value; what is sealed of the risk is opened, as the worker does."""
        reason = self.text(why) if why else None
        done = self.do(AdmitResult, by, number=number, risk=risk, measured=measured(value, **more), why=reason)
        self.open_thresholds(risk)
        return done

    def open_thresholds(self, risk: str) -> list[Event]:
        """Open the sealed thresholds of a risk, as the worker does."""
        opened = {number: self.prose[sealed] for number, sealed in sealed_thresholds(self.audit, risk).items()}
        return self.do(RevealThresholds, SYSTEM, risk=risk, opened=opened)

    def measures(self, stage: str) -> None:
        """The risks a stage asks for, and the results."""
        spec = self.framework.stage(stage)
        if spec.risks:
            self.expectations_answered()
            self.kinds_answered(spec)
            if not risks_are_chosen(self.audit, self.framework, stage):
                self.risk()
                self.kinds_answered(spec)
        if spec.results:
            if not self.audit.weights:
                self.weighed()
            for risk in prioritised_risks(self.audit):
                if not any(counted_results(self.audit, risk)):
                    self.admit(self.reading(), risk.key)

    def approve(self, stage: str, role: str, who: Person) -> list[Event]:
        """Approve what is there now."""
        seen = evidence_of(self.audit, self.framework, stage)
        return self.do(SignOff, who, stage=stage, role=role, verdict="approve", seen=seen)

    def signatures(self, stage: str) -> None:
        """Every sign-off a stage still waits for."""
        today = self.clock.now().date()
        for t in tally(self.audit, self.framework, stage, today):
            for who in t.waiting[: t.rule.quorum - len(t.valid)]:
                self.approve(stage, t.rule.role, who)

    def recommendation(self, stage: str, form: int | None = None) -> None:
        """The first auditor recommends what was asked for, where a recommendation is wanted."""
        if self.framework.stage(stage).recommended_by and not self.audit.recommendations:
            wanted = self.audit.asked_form if form is None else form
            benefits = self.text("Callers wait 40 minutes for a person today.")
            self.do(RecommendForm, AUDITOR, form=wanted, reason=self.text("The results carry it."), benefits=benefits)

    def responses(self, stage: str) -> None:
        """Both builders say that the facts are right, where they are asked."""
        for role, who in (("engineering", ENGINEER), ("product", PRODUCT)):
            if role in self.framework.stage(stage).responses:
                self.do(Respond, who, stage=stage, verdict="facts-correct")

    def draft(self, *lines: Statement, **otherwise: str) -> Prose:
        """A draft of these statements, each in its author's words; `otherwise`: other words, by the statement's id."""
        said = [
            DraftStatement(
                id=s.id,
                text=otherwise.get(s.id, f"As {s.id}."),
                person=s.person,
                quote=f"As {s.id}.",
                source=s.source,
                dissent=s.dissent,
                edited=s.id in otherwise,
            )
            for s in lines
        ]
        sections = [
            DraftSection(
                question=key, statements=tuple(d for d, s in zip(said, lines, strict=True) if s.question == key)
            )
            for key in dict.fromkeys(s.question for s in lines)
        ]
        return self.text(SummaryDraft(narrative=(), sections=tuple(sections)).model_dump_json())

    def summary(self) -> None:
        """A summary with one line of engineering and one dissent of safety, published and confirmed."""
        self.do(RequestSummary, LEAD)
        self.do(
            RecordSummary,
            SYSTEM,
            number=len(self.audit.summaries),
            content=self.text("{}"),
            discussion="sha256:" + "0" * 64,
            origin="excerpts",
            statements=(
                Statement(id="s1", question="expectations", person=ENGINEER, source=Source(channel="C", ts="1.1")),
                Statement(
                    id="s2", question="unknowns", person=SAFETY, source=Source(channel="C", ts="1.2"), dissent=True
                ),
            ),
        )
        self.do(PublishSummary, LEAD, number=len(self.audit.summaries))
        for who, line in ((ENGINEER, "s1"), (SAFETY, "s2")):
            self.do(AnswerStatements, who, number=len(self.audit.summaries), statements=(line,), verdict="accurate")

    def complete(self, stage: str) -> None:
        """Everything a stage waits for, and its closing."""
        self.documents(stage)
        if self.framework.stage(stage).questions:
            self.summary()
        self.recommendation(stage)
        self.signatures(stage)
        self.responses(stage)
        self.do(CloseStage, LEAD, stage=stage)

    def at(self, stage: str) -> Play:
        """Play until a stage is open; the roles are filled on the way."""
        self.staffed()
        if self.audit.asked_form >= 4:
            self.weighed()
        for spec in self.framework.stages:
            if spec.key == stage:
                return self
            self.complete(spec.key)
        raise KeyError(stage)

    def later(self, **delta: float) -> Play:
        """Let time pass."""
        self.clock.forward(timedelta(**delta))
        return self


def an_audit(*, asked_form: int = 3, framework: Framework | None = None, board: tuple[Person, ...] = BOARD) -> Play:
    """A new audit of Foo-7B 1.2, led by LEAD, with nobody else assigned yet; `board`: who will sit on it."""
    return Play(asked_form=asked_form, framework=framework, board=board)
