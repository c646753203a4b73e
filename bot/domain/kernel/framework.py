"""What a framework file may say: stages, artifacts, roles, release options, reminders, the ballot.

Owns the schema and its cross-checks (a stage that names a missing artifact, a quorum no role can reach). Knows nothing
of files: `bot.framework_files` reads them and adds file and place to what is refused here. The framework in force is
frozen into an audit at its start, so every field is part of the record: add fields with defaults, never rename, and
leave a new one out of what is frozen where it has its default (`exclude_if`), or older ones change their digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Final, Literal, Self, get_args

from pydantic import Field, model_validator

from bot.domain.kernel.attacks import Attack
from bot.domain.kernel.columns import Column, Section
from bot.domain.kernel.decision_rules import DecisionRules
from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.models import Key, Misfit, Strict
from bot.domain.kernel.release_forms import EvidenceRules, Need, ReleaseOption, RiskKind, all_needs, option_problems
from bot.domain.kernel.text import Text

SCHEMA_VERSION: Final = 1

Rules = Literal[1, 2]
"""Which edition of the rules in code an audit runs by. 1: those of release 0.1.0. 2: those of `bot/domain/RULES.md`."""

Power = Literal["manage", "review", "respond", "vote", "confirm-end", "redact", "evidence"]
"""What a role may do (the table "Who may / what" of the audit's rules).

manage: assign, dates, pause, close and reopen stages, publish, open the ballot · review: accept, ask for changes, mark
"no effect" · respond: answer statements of fact instead of approving · vote: a board seat · confirm-end: second the
end of an audit · redact: second a redaction · evidence: put further documents on record."""


class RoleSpec(Strict):
    """One role: its powers, who holds it, and how much it will ask of a person."""

    key: Key
    title: str
    duty: str
    """One line a newcomer reads in their invitation."""
    powers: tuple[Power, ...] = ()
    minimum: int = Field(default=0, ge=0, le=25)
    """Seats without which scoping cannot close."""
    maximum: int = Field(default=10, ge=1, le=25)
    conflicts: tuple[Key, ...] = ()
    """Roles the same person must not hold in the same audit (independence)."""
    named_with_second: bool = Field(default=False, exclude_if=lambda said: not said)
    """Whether nobody comes to it at the lead's word alone, before the first stage was closed either."""


class ArtifactSpec(Strict):
    """One document an audit collects."""

    key: Key
    title: str
    owners: tuple[Key, ...] = Field(min_length=1)
    why: str
    """One line: why the audit needs it."""
    required: bool = True
    required_from: int | None = None
    """Required only when the release form asked for has at least this number."""
    template: str = ""
    """Markdown that a person fills in; the loader puts the file's text here."""
    restricted_to: tuple[Key, ...] = ()
    """Roles that may open it; empty: everybody who may see the audit."""
    recorded_for: Key | None = None
    """The role whose word it is: somebody else records it on behalf of a person without an account, signed."""
    verdict: bool = False
    """Whether its reviewer also says if it *supports* the release forms that need it."""
    tampering: bool = False
    """A tamper record: its arms are read from it and judged, and only a record that holds supports."""
    ladder: tuple[Attack, ...] = Field(default=(), exclude_if=lambda ladder: not ladder)
    """Of a tamper record: the attacks that have to be tried, with the least effort for each release form."""
    columns: tuple[Column, ...] = Field(default=(), max_length=20)
    """A document that consists of rows says which cells a row has; empty: a document of words."""
    most_rows: int = Field(default=0, ge=0, exclude_if=lambda rows: rows == 0)
    """Rows it may have; 0: as many as a table holds, 1: its columns are fields, each with one answer."""
    ranked_by: tuple[Key, ...] = ()
    """Number columns that rows are sorted by, the highest first, the first column before the next."""
    tracked: bool = False
    """Its rows (columns what, owner, due, check, perhaps when) are followed up until an auditor has verified each."""
    lists_risks: bool = False
    """Its rows (columns risk, likelihood, severity, tested) become risks on record as soon as it is handed in."""
    lists_expectations: bool = Field(default=False, exclude_if=lambda lists: not lists)
    """Its rows (columns principle, expectation, metric, direction, value) are what results are held against: the stage
    that chooses risks makes one of each, or says why not.
    """
    about_version: bool = Field(default=False, exclude_if=lambda about: not about)
    """It is about one version of the model: of a new version it is asked whether it still holds."""
    beside_tampering: bool = Field(default=False, exclude_if=lambda beside: not beside)
    """What a break of what protects the weights would release: it stands on the ballot beside tamper records."""
    sections: tuple[Section, ...] = ()
    """Parts a document of words should have; which of them are missing is said when it arrives."""


class SignOffRule(Strict):
    """How many holders of a role must approve a stage, and what their signature states."""

    role: Key
    quorum: int = Field(default=1, ge=1, le=25)
    statement: str
    commitment: bool = False
    """Builders (roles that respond) approve only what they commit to, and only where this says so."""


class Question(Strict):
    """One open question of the reflection; each gets its own thread."""

    key: Key
    text: str
    unknowns: bool = Field(default=False, exclude_if=lambda unknowns: not unknowns)
    """It asks for what is not known: what is said to it stands on the first page of a report."""


class StageSpec(Strict):
    """One stage of the audit: its goal, what is collected, who signs."""

    key: Key
    title: str
    goal: str
    days: int = Field(ge=1, le=250)
    """Working days from the stage's opening to its due date."""
    artifacts: tuple[ArtifactSpec, ...] = ()
    sign_offs: tuple[SignOffRule, ...] = ()
    responses: tuple[Key, ...] = ()
    """Roles asked for "facts correct" or "factual error" before the stage closes."""
    questions: tuple[Question, ...] = ()
    """Reflection: its open questions. A stage with questions closes only with a published summary."""
    recommended_by: Key | None = None
    """The role that puts the release form it recommends on record before the stage closes."""
    risks: bool = False
    """Risks to test are chosen here: it closes only with one that has priority, and a threshold for each."""
    risk_kinds: tuple[RiskKind, ...] = Field(default=(), max_length=20, exclude_if=lambda kinds: not kinds)
    """The kinds of risk to be answered for where risks are chosen: tested, not applicable or not tested."""
    results: bool = False
    """Result files are read here: it closes only with a result for every risk with priority."""
    ballot: bool = False
    """The stage in which the board decides; the last one."""

    def artifact(self, key: str) -> ArtifactSpec | None:
        """The artifact of this stage with a key, or None."""
        return next((a for a in self.artifacts if a.key == key), None)


class Ballot(Strict):
    """The board's rule: a form passes when ceil(numerator x seats / denominator) seats tick it."""

    threshold: tuple[int, int] = (2, 3)
    minimum_seats: int = Field(default=3, ge=1)
    days: int = Field(default=3, ge=1)
    extension_days: int = Field(default=2, ge=0)

    @model_validator(mode="after")
    def _a_fraction(self) -> Self:
        numerator, denominator = self.threshold
        if not 0 < numerator <= denominator:
            raise Misfit((Text("framework-threshold-no-fraction"),))
        return self

    def votes_needed(self, seats: int) -> int:
        """The number of seats whose tick lets a form pass: 3 seats need 2, 4 need 3, 5 need 4, 7 need 5."""
        numerator, denominator = self.threshold
        return -(-numerator * seats // denominator)


class Reminders(Strict):
    """When people are reminded, in working days relative to the due date, and in which hours of their own day."""

    offsets: tuple[int, ...] = (-1, 0, 2)
    escalate_after: int = 2
    """Working days past the due date after which the audit lead is asked to replace, extend or proceed."""
    accept_role_days: int = 2
    response_days: int = 3
    statement_days: int = 3
    day_starts: int = Field(default=9, ge=0, le=23)
    day_ends: int = Field(default=17, ge=1, le=24)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.offsets) != sorted(set(self.offsets)):
            raise Misfit((Text("framework-offsets-not-rising"),))
        if self.day_starts >= self.day_ends:
            raise Misfit((Text("framework-day-ends-first"),))
        return self


class Variant(Strict):
    """What kind of audit a framework is for, where it is not the full one."""

    key: Key | Literal[""] = ""
    """`light`, `practice` or another; empty for a full audit."""
    title: str = ""
    means: str = ""
    """One line, printed on the decision."""
    practice: bool = False
    """Marked as practice wherever a person reads it, posted nowhere but in its own channel; decides nothing."""
    approved_by: tuple[Key, ...] = ()
    """Roles of which one independent person approves the reason before the first stage closes."""


class VersionRules(Strict):
    """What of the model's version decides how far it may be released."""

    carried_up_to: int = 3
    """The most open release form that a result supports which was carried over from an earlier version."""
    called_forms: tuple[int, ...] = (0, 2, 3)
    """The release forms that an audit of a model that is only called decides: nobody has its weights to hand out."""


class Framework(Strict):
    """A whole audit framework, checked as one."""

    schema_version: Literal[1] = SCHEMA_VERSION
    key: Key
    title: str
    version: str
    rules: Rules = Field(default=1, exclude_if=lambda rules: rules == 1)
    """The edition of the rules in code; a folder that doesn't say one was made before there were two."""
    roles: tuple[RoleSpec, ...] = Field(min_length=1)
    stages: tuple[StageSpec, ...] = Field(min_length=1)
    options: tuple[ReleaseOption, ...] = Field(min_length=1)
    ballot: Ballot = Ballot()
    decision: DecisionRules = DecisionRules()
    reminders: Reminders = Reminders()
    versions: VersionRules = Field(default=VersionRules(), exclude_if=lambda said: said == VersionRules())
    evidence: EvidenceRules = Field(default=EvidenceRules(), exclude_if=lambda said: said == EvidenceRules())
    variant: Variant = Variant()

    @cached_property
    def _roles(self) -> dict[str, RoleSpec]:
        return {r.key: r for r in self.roles}

    @cached_property
    def _stages(self) -> dict[str, StageSpec]:
        return {s.key: s for s in self.stages}

    @cached_property
    def _artifacts(self) -> dict[str, tuple[StageSpec, ArtifactSpec]]:
        return {a.key: (s, a) for s in self.stages for a in s.artifacts}

    def role(self, key: str) -> RoleSpec:
        """The role with a key. Raises KeyError for an unknown one."""
        return self._roles[key]

    def has_role(self, key: str) -> bool:
        """Whether the framework names this role."""
        return key in self._roles

    def stage(self, key: str) -> StageSpec:
        """The stage with a key. Raises KeyError for an unknown one."""
        return self._stages[key]

    def has_stage(self, key: str) -> bool:
        """Whether the framework names this stage."""
        return key in self._stages

    def artifact(self, key: str) -> ArtifactSpec:
        """The artifact with a key, whatever its stage. Raises KeyError for an unknown one."""
        return self._artifacts[key][1]

    def has_artifact(self, key: str) -> bool:
        """Whether the framework names this artifact."""
        return key in self._artifacts

    def stage_of(self, artifact: str) -> StageSpec:
        """The stage an artifact is asked for in. Raises KeyError for an unknown artifact."""
        return self._artifacts[artifact][0]

    def artifacts(self) -> Iterator[ArtifactSpec]:
        """Every artifact, in the order of the stages."""
        return (a for s in self.stages for a in s.artifacts)

    @property
    def risk_kinds(self) -> tuple[RiskKind, ...]:
        """The kinds of risk that this framework asks for, whatever the stage."""
        return tuple(kind for stage in self.stages for kind in stage.risk_kinds)

    @property
    def plan(self) -> ArtifactSpec | None:
        """The document whose rows are followed up after the decision; None where there is none."""
        return next((a for a in self.artifacts() if a.tracked), None)

    @property
    def expectations(self) -> ArtifactSpec | None:
        """The document whose rows results are held against; None where there is none."""
        return next((a for a in self.artifacts() if a.lists_expectations), None)

    def option(self, number: int) -> ReleaseOption:
        """The release form with a number. Raises KeyError for an unknown one."""
        for option in self.options:
            if option.number == number:
                return option
        raise KeyError(number)

    def needs_of(self, number: int) -> tuple[Need, ...]:
        """What a release form asks for, with what it takes from other forms. Raises KeyError for an unknown one."""
        return self._needs[number]

    @cached_property
    def _needs(self) -> dict[int, tuple[Need, ...]]:
        return all_needs(self.options)

    @cached_property
    def _apart(self) -> dict[str, tuple[str, ...]]:
        pairs = {(r.key, other) for r in self.roles for other in r.conflicts}
        both = sorted(pairs | {(other, one) for one, other in pairs})
        return {r.key: tuple(other for one, other in both if one == r.key) for r in self.roles}

    def apart_from(self, role: str) -> tuple[str, ...]:
        """The roles nobody may hold beside this one, by their keys in order. Raises KeyError for an unknown role."""
        return self._apart[role]

    def incompatible(self, one: str, other: str) -> bool:
        """Whether independence forbids one person to hold both roles. Raises KeyError for an unknown first one."""
        return other in self.apart_from(one)

    def required(self, spec: ArtifactSpec, asked_form: int) -> bool:
        """Whether an audit that asks for this release form cannot close the artifact's stage without it."""
        if spec.required_from is not None:
            return asked_form >= spec.required_from
        return spec.required

    def wanted(self, spec: ArtifactSpec, asked_form: int, form: int | None = None) -> bool:
        """Whether the release form asked for needs this document, though no stage waits for it; or another `form`.

        Where one of several would do and one of them is required anyway, the others are not wanted.
        """
        needing = asked_form if form is None else form
        if self.required(spec, asked_form) or not any(o.number == needing for o in self.options):
            return False
        others = [need.any_of for need in self.needs_of(needing) if spec.key in need.any_of]
        return any(not any(self.required(self.artifact(key), asked_form) for key in any_of) for any_of in others)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems = tuple(_problems(self))
        if problems:
            raise Misfit(problems)
        return self


def thaw(text: str) -> Framework:
    """A framework as an audit froze it, whatever release wrote it. Raises UnknownEvent for a newer release's."""
    raw = json.loads(text)
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    if version != SCHEMA_VERSION:
        raise UnknownEvent("framework", version or 0)
    if (rules := raw.get("rules", 1)) not in get_args(Rules):
        raise UnknownEvent("framework rules", rules)
    return Framework.model_validate(raw)


def _repeated(keys: list[str]) -> list[str]:
    return sorted({k for k in keys if keys.count(k) > 1})


def _problems(f: Framework) -> Iterator[Text]:
    """Everything that does not fit together. A text about a stage has it as `stage`: its files are the place."""
    roles = {r.key: r for r in f.roles}
    artifacts = [a.key for s in f.stages for a in s.artifacts]
    yield from (Text("framework-role-twice", role=key) for key in _repeated([r.key for r in f.roles]))
    yield from (Text("framework-stage-twice", stage=key) for key in _repeated([s.key for s in f.stages]))
    yield from (Text("framework-artifact-twice", artifact=key) for key in _repeated(artifacts))
    for power in ("manage", "review", "vote"):
        if not any(power in r.powers for r in f.roles):
            yield Text("framework-power-unheld", power=power)
    for role in f.roles:
        strangers = (c for c in role.conflicts if c not in roles)
        yield from (Text("framework-conflict-unknown", role=role.key, other=c) for c in strangers)
        if role.minimum > role.maximum:
            yield Text("framework-minimum-too-high", role=role.key, minimum=role.minimum, maximum=role.maximum)
    unknown = (r for r in f.variant.approved_by if r not in roles)
    yield from (Text("framework-approver-unknown", variant=f.variant.key, role=r) for r in unknown)
    for stage in f.stages:
        yield from _stage_problems(stage, roles)
    if [s.key for s in f.stages if s.ballot] != [f.stages[-1].key]:
        yield Text("framework-ballot-not-last")
    yield from _decision_problems(f, roles)
    yield from option_problems(f.options, set(artifacts), {(s.key, r.role) for s in f.stages for r in s.sign_offs})


def _decision_problems(f: Framework, roles: dict[str, RoleSpec]) -> Iterator[Text]:
    board = sum(r.maximum for r in f.roles if "vote" in r.powers)
    if board < f.ballot.minimum_seats:
        yield Text("framework-board-too-small", seats=f.ballot.minimum_seats, most=board)
    for cause in f.decision.cancelled_by:
        # a smaller audit has other steps: there it is looked at again in the first
        if cause.stage and not f.variant.key and cause.stage not in {s.key for s in f.stages}:
            yield Text("framework-cause-stage-unknown", cause=cause.key, unknown=cause.stage)
        if not f.variant.key and (strange := sorted(set(cause.forms) - {o.number for o in f.options if o.number})):
            yield Text("framework-cause-forms-unknown", cause=cause.key, forms=strange)
        if bool(cause.report_days) != bool(cause.report_to):
            yield Text("framework-cause-clock", cause=cause.key)
        if cause.report_role and cause.report_role not in roles:
            yield Text("framework-upkeep-role-unknown", of=cause.key, role=cause.report_role)
    for key in _repeated([each.key for each in f.decision.recurring]):
        yield Text("framework-recurring-twice", recurring=key)
    for each in f.decision.recurring:
        if each.role and each.role not in roles:
            yield Text("framework-upkeep-role-unknown", of=each.key, role=each.role)
    for key in _repeated([cause.key for cause in f.decision.cancelled_by]):
        yield Text("framework-cause-twice", cause=key)
    for key in f.decision.verified_by:
        if key not in roles:
            yield Text("framework-verifier-unknown", role=key)


def _stage_problems(stage: StageSpec, roles: dict[str, RoleSpec]) -> Iterator[Text]:
    for artifact in stage.artifacts:
        for key in (*artifact.owners, *artifact.restricted_to, artifact.recorded_for or artifact.owners[0]):
            if key not in roles:
                yield Text("framework-artifact-role-unknown", stage=stage.key, artifact=artifact.key, role=key)
        yield from _row_problems(stage.key, artifact)
        yield from _register_problems(stage.key, artifact, roles)
        yield from _expectation_problems(stage.key, artifact)
    for artifact in stage.artifacts:
        lacking = sorted({"what", "owner", "due", "check"} - {column.key for column in artifact.columns})
        if artifact.tracked and lacking:
            yield Text("framework-tracked-columns", stage=stage.key, artifact=artifact.key, columns=lacking)
    for rule in stage.sign_offs:
        if rule.role not in roles:
            yield Text("framework-signer-unknown", stage=stage.key, role=rule.role)
        elif rule.quorum > roles[rule.role].maximum:
            most = roles[rule.role].maximum
            yield Text("framework-quorum-too-high", stage=stage.key, quorum=rule.quorum, role=rule.role, most=most)
        elif "respond" in roles[rule.role].powers and not rule.commitment:
            yield Text("framework-responder-signs", stage=stage.key, role=rule.role)
    if stage.recommended_by and stage.recommended_by not in roles:
        yield Text("framework-recommender-unknown", stage=stage.key, role=stage.recommended_by)
    strangers = (r for r in stage.responses if r not in roles)
    yield from (Text("framework-responder-unknown", stage=stage.key, role=r) for r in strangers)
    if stage.risk_kinds and not stage.risks:
        yield Text("framework-kinds-without-risks", stage=stage.key)
    for key in _repeated([kind.key for kind in stage.risk_kinds]):
        yield Text("framework-risk-kind-twice", stage=stage.key, kind=key)
    twice = _repeated([q.key for q in stage.questions])
    yield from (Text("framework-question-twice", stage=stage.key, question=key) for key in twice)
    if not stage.sign_offs and not stage.ballot:
        yield Text("framework-stage-unsigned", stage=stage.key)


def _row_problems(stage: str, artifact: ArtifactSpec) -> Iterator[Text]:
    keys = [column.key for column in artifact.columns]
    for key in _repeated(keys):
        yield Text("framework-column-twice", stage=stage, artifact=artifact.key, column=key)
    numbers = {column.key for column in artifact.columns if column.kind == "number"}
    for key in artifact.ranked_by:
        if key not in numbers:
            yield Text("framework-ranked-by-no-number", stage=stage, artifact=artifact.key, column=key)
    for column in artifact.columns:
        if column.stands_for and column.stands_for not in numbers - {column.key}:
            yield Text(
                "framework-stands-for-no-number",
                stage=stage,
                artifact=artifact.key,
                number=column.stands_for,
                column=column.key,
            )
    if artifact.most_rows and not keys:
        yield Text("framework-most-rows-without-columns", stage=stage, artifact=artifact.key)
    if keys and artifact.sections:
        yield Text("framework-rows-with-sections", stage=stage, artifact=artifact.key)


def _register_problems(stage: str, artifact: ArtifactSpec, roles: dict[str, RoleSpec]) -> Iterator[Text]:
    """A register of risks has the columns that a risk on record has, in the hands of those who may put one there."""
    if not artifact.lists_risks:
        return
    columns = {column.key: column for column in artifact.columns}
    if missing := sorted({"risk", "likelihood", "severity", "tested"} - set(columns)):
        yield Text("framework-register-columns", stage=stage, artifact=artifact.key, columns=missing)
    for key in {"likelihood", "severity"} & set(columns):
        if (columns[key].least, columns[key].most, columns[key].whole) != (1, 5, True):
            yield Text("framework-register-scale", stage=stage, artifact=artifact.key, column=key)
    if "tested" in columns and set(columns["tested"].choices) != {"yes", "no"}:
        yield Text("framework-register-tested", stage=stage, artifact=artifact.key)
    for key in artifact.owners:
        if key in roles and "review" not in roles[key].powers:
            yield Text("framework-register-owner", stage=stage, artifact=artifact.key, role=key)


def _expectation_problems(stage: str, artifact: ArtifactSpec) -> Iterator[Text]:
    """Expectations have the columns that a threshold is held to."""
    if not artifact.lists_expectations:
        return
    columns = {column.key: column for column in artifact.columns}
    wanted = {"principle", "expectation", "metric", "direction", "value"}
    if missing := sorted(wanted - {key for key, column in columns.items() if column.required}):
        yield Text("framework-expectations-columns", stage=stage, artifact=artifact.key, columns=missing)
    if "direction" in columns and set(columns["direction"].choices) != {"at most", "at least"}:
        yield Text("framework-expectations-direction", stage=stage, artifact=artifact.key)
    if "value" in columns and columns["value"].kind != "number":
        yield Text("framework-expectations-value", stage=stage, artifact=artifact.key)
