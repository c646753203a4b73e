"""The state of one audit: what a fold over its events yields.

Owns the whole and look-ups on it; each subject owns its part in its `state` module. Mappings are never changed in
place.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from bot.domain.ballot.state import BallotRound, Recommendation
from bot.domain.decision.state import (
    Decision,
    Followed,
    Mitigation,
    Motion,
    Outside,
    Proposal,
    Report,
    Staging,
    UpkeepDone,
)
from bot.domain.documents.state import ChangeRequest, ContradictionEntry, NotCompared, Offer, RowDraft, Scoring, Version
from bot.domain.duties.state import AskedExtension, Listed
from bot.domain.evaluations.state import (
    AnsweredKind,
    ExpectationAnswer,
    ExpectationList,
    LateRisk,
    LateThreshold,
    Manifest,
    MetricNames,
    Result,
    Risk,
    ServedModel,
    TamperRecord,
    ThresholdCorrection,
    VersionChange,
)
from bot.domain.findings.state import Finding
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Rules
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY, Calendar
from bot.domain.lifecycle.state import (
    Audience,
    EarlierAudit,
    EndProposal,
    FrameworkMove,
    FrameworkProposal,
    PastForms,
    Stage,
    Subject,
    VariantRefusal,
)
from bot.domain.redaction.state import Redaction
from bot.domain.reflection.state import Stance, Summary
from bot.domain.roster.state import RoleChange, Seat, Waiver
from bot.domain.sign_offs.state import Condition


class Audit(Frozen):
    """One audit, as the fold of its events so far."""

    workspace: str
    key: str
    """`A-12`: unique in its workspace."""
    seq: int = 0
    """How many events have been folded."""
    started_at: datetime
    started_by: Person
    subject: Subject
    description: Digest
    reach: Digest | None = Field(default=None, exclude_if=lambda reach: reach is None)
    """Where and at what scale the model is to be used; None where nobody said it."""
    asked_form: int
    next_form: int = Field(default=0, exclude_if=lambda form: not form)
    """The release form that is asked for if that one is not allowed, from the second edition of the rules on; 0: none.
    Its documents are asked for too."""
    past_forms: tuple[PastForms, ...] = Field(default=(), exclude_if=lambda forms: not forms)
    """The release forms that were asked for before, in order, from the second edition of the rules on."""
    widest_form: int = 0
    """The most open form that was ever asked for, from the second edition of the rules on."""
    audience: Audience | None = Field(default=None, exclude_if=lambda audience: audience is None)
    """A description for fewer people, which waits for a reviewer."""
    signed_description: Digest | None = Field(default=None, exclude_if=lambda description: description is None)
    """What was signed as the description, where a reviewer agreed that the present one is for fewer people."""
    framework: Digest
    calendar: Calendar = Field(default=MONDAY_TO_FRIDAY, exclude_if=lambda calendar: calendar == MONDAY_TO_FRIDAY)
    """Its working days and its zone: everything that takes days goes by them."""
    rules: Rules = 1
    """The edition of the rules in code that it runs by."""
    framework_proposal: FrameworkProposal | None = Field(default=None, exclude_if=lambda asked: asked is None)
    """Another framework that the lead asks for, which waits for a reviewer."""
    framework_moves: tuple[FrameworkMove, ...] = Field(default=(), exclude_if=lambda moves: not moves)
    """Other frameworks that were taken up under way, in order."""
    channel: str | None = None
    """None until the audit's own channel exists."""
    wants_channel: str = ""
    """The name of the private channel to create; empty when an existing channel was chosen, and once it is there."""
    shared_channel: bool = False
    """It lives in a channel that was there before: people without a role may read it."""
    decision_channel: str
    variant: str = ""
    """The kind of audit: `light`, `practice` or another of the framework's; empty for a full one."""
    variant_reason: Digest | None = None
    """Why a smaller audit is enough; kept when it became a full one."""
    variant_approved_by: Person | None = None
    variant_refused: VariantRefusal | None = Field(default=None, exclude_if=lambda refused: refused is None)
    """Who was asked says that it needs a full audit."""
    made_from: tuple[str, ...] = Field(default=(), exclude_if=lambda keys: not keys)
    """The audits whose model this one is, or is made from, by their keys, as the lead says; reviewers sign it."""
    earlier_audits: tuple[EarlierAudit, ...] = Field(default=(), exclude_if=lambda found: not found)
    """The other audits of these weights or of this model, from the second edition of the rules on."""
    roster: dict[str, tuple[Seat, ...]] = {}
    past_roles: dict[str, tuple[Person, ...]] = {}
    """Role -> whoever ever accepted it or acted in it here, from the second edition of the rules on: what somebody did
    counts, not only what they hold today."""
    first_roster: dict[str, tuple[Person, ...]] = {}
    """Role -> who was named for it and had not declined when the first stage was first closed, from the second edition
    of the rules on: from then on, who leads and judges changes with a second alone. Empty until then."""
    role_changes: tuple[RoleChange, ...] = ()
    """Changes of who leads or judges that were asked for since, in order; counted from 1."""
    waivers: tuple[Waiver, ...] = ()
    ties: dict[Person, Digest] = Field(default={}, exclude_if=lambda stated: not stated)
    """What ties whoever looks from outside to us, as they stated it before they seconded anything."""
    away: dict[Person, date] = {}
    away_since: dict[Person, date] = Field(default={}, exclude_if=lambda since: not since)
    """When somebody who is away said so, in an audit with a calendar of its own."""
    own_days: dict[Person, Calendar] = Field(default={}, exclude_if=lambda days: not days)
    """The working days of people, where they are known, in an audit with a calendar of its own."""
    said_own_days: tuple[Person, ...] = Field(default=(), exclude_if=lambda people: not people)
    """Who said on which days they work; of the others that was looked up."""
    gone: tuple[Person, ...] = ()
    """People who were deactivated; their duties go to the lead."""
    stages: dict[str, Stage] = {}
    artifacts: dict[str, tuple[Version, ...]] = {}
    drafts: dict[str, RowDraft] = {}
    scorings: tuple[Scoring, ...] = ()
    requests: tuple[ChangeRequest, ...] = ()
    contradictions: tuple[ContradictionEntry, ...] = ()
    not_compared: NotCompared | None = Field(default=None, exclude_if=lambda left: left is None)
    offers: tuple[Offer, ...] = ()
    conditions: tuple[Condition, ...] = ()
    findings: tuple[Finding, ...] = ()
    model_number: int = 1
    """Counts the versions of the model under audit: one more with every new one."""
    weights: str = ""
    """The fingerprint of the model's weights, where somebody stated it."""
    past_weights: dict[int, str] = Field(default={}, exclude_if=lambda past: not past)
    """The fingerprint of each earlier version of the model, by its number, from the second edition of the rules on."""
    version_changes: tuple[VersionChange, ...] = ()
    """New versions of the model that were asked for, from the second edition of the rules on; counted from 1."""
    manifests: tuple[Manifest, ...] = ()
    """What builders handed in as the files of the model, from the second edition of the rules on."""
    served: ServedModel | None = None
    """What is known of a model that is only called, in place of a manifest."""
    risks: tuple[Risk, ...] = ()
    late_risks: tuple[LateRisk, ...] = Field(default=(), exclude_if=lambda late: not late)
    """What was recorded of risks after their stage was closed: it counts for nothing until it is taken in."""
    late_thresholds: tuple[LateThreshold, ...] = Field(default=(), exclude_if=lambda late: not late)
    threshold_corrections: tuple[ThresholdCorrection, ...] = Field(default=(), exclude_if=lambda asked: not asked)
    expectation_lists: tuple[ExpectationList, ...] = Field(default=(), exclude_if=lambda lists: not lists)
    """What each version of a document that lists expectations says."""
    expectation_answers: tuple[ExpectationAnswer, ...] = Field(default=(), exclude_if=lambda answers: not answers)
    """The newest word on each, by its row."""
    risk_kinds: tuple[AnsweredKind, ...] = Field(default=(), exclude_if=lambda kinds: not kinds)
    """What was said last of each kind of risk, in the order in which they were first answered."""
    metric_names: tuple[MetricNames, ...] = Field(default=(), exclude_if=lambda names: not names)
    """Names of metrics that reviewers say are one, from the second edition of the rules on; counted from 1."""
    results: tuple[Result, ...] = ()
    tampering: tuple[TamperRecord, ...] = ()
    summaries: tuple[Summary, ...] = ()
    stances: tuple[Stance, ...] = Field(default=(), exclude_if=lambda stances: not stances)
    """What people say of the questions in their own word."""
    recommendations: tuple[Recommendation, ...] = ()
    recused: tuple[Person, ...] = ()
    ballots: tuple[BallotRound, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()
    """The plan of repairs the board votes on."""
    plan_round: int = 0
    """The round of voting for which the plan was read last."""
    proposals: tuple[Proposal, ...] = ()
    followed: dict[str, Followed] = {}
    """By round and key (`2:C1`, `2:M3`), what became of conditions and mitigations."""
    decision: Decision | None = None
    earlier_decisions: tuple[Decision, ...] = ()
    """Decisions that another one followed, the oldest first."""
    motions: tuple[Motion, ...] = Field(default=(), exclude_if=lambda motions: not motions)
    """What seats of the board asked each other to do, counted from 1."""
    reports: tuple[Report, ...] = ()
    upkeep_done: tuple[UpkeepDone, ...] = Field(default=(), exclude_if=lambda done: not done)
    """What was owed after the decision and is said to be done: what recurs, and first reports to somebody outside."""
    upkeep_owners: dict[str, Person] = Field(default={}, exclude_if=lambda owners: not owners)
    """Who sees to it, by what it is, where it was handed on."""
    staging: Staging | None = None
    outside_proposal: Outside | None = None
    outside_statements: tuple[Outside, ...] = ()
    """What was decided outside this audit, on record beside its own result; in force is none of it."""
    paused: Digest | None = None
    end_proposal: EndProposal | None = None
    ended: EndProposal | None = None
    ended_at_stage: str = ""
    extended_duties: dict[str, date] = {}
    asked_extensions: dict[str, AskedExtension] = Field(default={}, exclude_if=lambda asked: not asked)
    """By the id of the duty, who asks the lead for more time."""
    to_remind: tuple[Person, ...] = Field(default=(), exclude_if=lambda people: not people)
    """Who is to hear of what they owe here, also where nothing is due yet."""
    daily_lists: dict[Person, Listed] = Field(default={}, exclude_if=lambda lists: not lists)
    """What the newest daily list of each person named of this audit, since lists are kept up to date."""
    escalated_duties: dict[str, date] = {}
    """The ids of duties that went to the lead because nobody answered, and the day on which each did."""
    proceeded_duties: dict[str, Digest] = {}
    """Duties the lead proceeds without, with the reason."""
    redactions: tuple[Redaction, ...] = ()

    @property
    def over(self) -> bool:
        """Ended or decided: nothing is asked of anybody any more."""
        return self.ended is not None or self.in_force is not None

    @property
    def is_shut(self) -> bool:
        """Whether nothing is handed in any more: it has ended or, by the first edition of the rules, is decided."""
        return self.ended is not None or (self.rules < 2 and self.in_force is not None)

    @property
    def in_force(self) -> Decision | None:
        """The decision, unless it is suspended."""
        return self.decision if self.decision and not self.decision.suspended else None

    @property
    def has_calendar(self) -> bool:
        """Whether it was started with working days of its own; only then do those of people count."""
        return self.calendar != MONDAY_TO_FRIDAY

    def calendar_of(self, who: Person) -> Calendar:
        """The working days by which somebody is reminded here: their own, where they are known."""
        return self.own_days.get(who, self.calendar)

    @property
    def lead(self) -> Person | None:
        """The audit lead, unless they declined or left."""
        seats = self.roster.get("lead", ())
        return next((s.person for s in seats if s.accepted is not False and s.person not in self.gone), None)

    def latest(self, artifact: str) -> Version | None:
        """The newest version of a document, or None."""
        versions = self.artifacts.get(artifact, ())
        return versions[-1] if versions else None

    def current(self, artifact: str) -> Version | None:
        """The newest version there is to judge: neither a link nor a file that never came. None without one, and where
        it is outdated.
        """
        versions = self.artifacts.get(artifact, ())
        newest = next((v for v in reversed(versions) if v.status not in ("failed", "pointer")), None)
        return None if newest and newest.status == "outdated" else newest

    def accepted(self, artifact: str, *, late: bool = False) -> Version | None:
        """The newest accepted version of a document, or None; `late`: also one that lies beside a closed stage.

        One that was accepted and then sent back is not stood in for by the version it had replaced. One that came late
        counts once it is taken in.
        """
        for version in reversed(self.artifacts.get(artifact, ())):
            if version.late and not late:
                continue
            if version.reviewed_by is not None or version.status == "accepted":
                return version if version.status == "accepted" else None
        return None

    @property
    def summary(self) -> Summary | None:
        """The newest summary, whatever its status."""
        return self.summaries[-1] if self.summaries else None

    @property
    def published(self) -> Summary | None:
        """The summary that stands published."""
        return next((s for s in reversed(self.summaries) if s.status == "published"), None)

    @property
    def ballot(self) -> BallotRound | None:
        """The newest round of voting."""
        return self.ballots[-1] if self.ballots else None

    @property
    def role_change(self) -> RoleChange | None:
        """The change of roles that waits for a second."""
        return next((c for c in self.role_changes if c.status == "asked"), None)

    @property
    def proposal(self) -> Proposal | None:
        """The decision that is proposed and not final yet."""
        return next((p for p in self.proposals if p.status == "standing"), None)

    def risk(self, key: str) -> Risk | None:
        """A risk by its key (`R1`), or None."""
        return next((r for r in self.risks if r.key == key), None)

    def result(self, number: int) -> Result | None:
        """A result file by its number, or None."""
        return next((r for r in self.results if r.number == number), None)

    def open_stages(self) -> list[str]:
        """The keys of the open stages, in order."""
        return [key for key, stage in self.stages.items() if stage.status == "open"]

    def waived(self, who: Person, role: str, other: str) -> bool:
        """Whether independence between two roles was waived for this person."""
        pair = {role, other}
        return any(w.person == who and set(w.roles) == pair and w.seconded_by for w in self.waivers)
