"""The state of one audit: what a fold over its events yields.

Owns the shape of the state and small look-ups on it. The fold itself is `bot.domain.evolve`; who may change what is
decided in the subject files (artifacts, signoffs, release ...). Mappings are never changed in place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.domain.content import Digest, Frozen, Source, SubmissionKind
from bot.domain.decided import Decision, Followed, Mitigation, Outside, Proposal, Report, Staging
from bot.domain.drafts import Making
from bot.domain.measures import Result, Risk, TamperRecord
from bot.domain.people import Person, Seat
from bot.domain.subject import Subject

StageStatus = Literal["waiting", "open", "closed"]
VersionStatus = Literal["fetching", "failed", "submitted", "accepted", "changes", "pointer"]
Verdict = Literal["approve", "approve-if", "request-changes"]
ResponseVerdict = Literal["facts-correct", "factual-error"]
Severity = Literal["low", "medium", "high", "severe"]
Cause = Literal["gap", "test", "conflict", "other"]
"""gap: something is not on record · test: a test failed · conflict: with a principle of the audit."""
Disposition = Literal["open", "fixed", "mitigated", "accepted"]
AnswerVerdict = Literal["accurate", "dispute"]
ConditionStatus = Literal["open", "closed", "carried"]


class Version(Frozen):
    """One version of a document. Its number counts from 1 within the document."""

    number: int
    kind: SubmissionKind
    by: Person
    at: datetime
    source: Source | None = None
    name: Digest
    content: Digest | None = None
    """None while a file is being fetched. Of a link it is the address: what stands there has no fingerprint."""
    size: int = 0
    written_afterwards: bool = False
    behalf: Digest | None = None
    """Whose signed document it is, where its sender recorded it for somebody without an account."""
    status: VersionStatus
    problem: str = ""
    """Why fetching failed: a key of the texts people read."""
    detail: Digest | None = None
    """What exactly was wrong with the file, such as which rows of its table."""
    rows: int = 0
    """How many rows were read from it; 0 where it has none, or they could not be read."""
    missing: tuple[str, ...] = ()
    """Parts it should have and has not, by their keys."""
    stated: Digest | None = None
    """What it states of itself in front (`bot.domain.sections.Stated`); None until it was read."""
    listed: tuple[Digest, ...] = ()
    """The words of risks that its rows put on record."""
    drafted: tuple[Digest, ...] = ()
    """The rows it was put together from, one by one: they hold the same words."""
    supports: bool | None = None
    """What its reviewer said of the release forms that need it; None where that is not asked."""
    reviewed_by: Person | None = None
    no_effect: bool = False
    """An auditor marked the change as without effect on what was signed before."""


class ChangeRequest(Frozen):
    """Somebody found something wrong with one version of a document."""

    number: int
    artifact: str
    version: int
    by: Person
    at: datetime
    what: Digest
    status: Literal["open", "answered", "resolved", "logged"] = "open"
    round: int = 1
    """Which round of changes on this document it is: one more than on any earlier version."""


class Offer(Frozen):
    """A reply that looks like a document: its sender is asked whether it is one."""

    key: str
    person: Person
    source: Source
    kind: SubmissionKind
    artifact: str
    name: Digest
    at: datetime


class Draft(Frozen):
    """The next version of a document of rows, put together row by row by its owners."""

    base: int = 0
    """The version it began from; 0 for none."""
    rows: dict[str, Digest] = {}
    """What was typed, by row: `b7` is the seventh row of the base, `n2` the second one added."""
    removed: tuple[str, ...] = ()
    added: int = 0
    """How many rows were ever added."""
    contents: tuple[Digest, ...] = ()
    """Every row as it was ever typed."""


class Scoring(Frozen):
    """The blind scoring of one version's rows."""

    artifact: str
    version: int
    status: Literal["open", "closed", "revealed"] = "open"
    papers: dict[Person, Digest] = {}
    """Everybody's scores, sealed."""
    scores: dict[Person, dict[int, tuple[int, ...]]] = {}
    """After the reveal: person -> row -> scores in the order of the scored columns."""


class Signature(Frozen):
    """One person's verdict on a stage, in one role, on exactly one state of its evidence."""

    person: Person
    role: str
    verdict: Verdict
    evidence: Digest
    at: datetime
    seat: Person = ""
    """Whose seat a delegate signed in; empty for the signer's own."""
    condition: int | None = None
    withdrawn: bool = False
    versions: dict[str, int] = {}
    """Document -> the version of it that was signed."""
    carried: bool = False
    """The evidence changed, and an auditor marked the change as without effect."""


class Response(Frozen):
    """What a builder says of a stage's statements of fact."""

    person: Person
    role: str
    verdict: ResponseVerdict
    text: Digest | None
    at: datetime


class Stage(Frozen):
    """One stage as it stands."""

    status: StageStatus = "waiting"
    opened_at: datetime | None = None
    due: date | None = None
    ready_at: datetime | None = None
    """When its required documents were all accepted for the first time since it (re)opened."""
    closed_at: datetime | None = None
    closed_with: dict[str, int] = {}
    closed_evidence: Digest | None = None
    closed_seq: int = 0
    questioned: bool = False
    """An earlier stage was reopened: "still stands or reopen?" is unanswered."""
    signatures: tuple[Signature, ...] = ()
    responses: tuple[Response, ...] = ()


class Condition(Frozen):
    """A condition somebody attached to an approval of a stage."""

    number: int
    stage: str
    by: Person
    text: Digest
    status: ConditionStatus = "open"


class Finding(Frozen):
    """A problem found: open until somebody disposes of it; a severe open one blocks the forms it names."""

    number: int
    stage: str
    severity: Severity
    text: Digest
    by: Person
    artifact: str = ""
    blocks: tuple[int, ...] = ()
    cause: Cause = "other"
    risk: str = ""
    """The risk whose results do not hold their threshold."""
    model: int = 1
    """The version of the model it was found in (`Audit.model_number`)."""
    owner: Person | None = None
    """Who says what is done about it; None where nobody was named."""
    due: date | None = None
    answer: Digest | None = None
    """What its owner says was done about it."""
    disposition: Disposition = "open"
    disposed_by: Person | None = None
    disposed_why: Digest | None = None


class Statement(Frozen):
    """The facts of one statement of the summary; its words are in the summary's content."""

    id: str
    question: str
    person: Person
    source: Source
    dissent: bool = False
    also: tuple[Person, ...] = ()
    """Whoever else it quotes."""

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody it quotes."""
        return (self.person, *self.also)


class Answer(Frozen):
    """What a person who was quoted says of their lines (or anybody of any line)."""

    statement: str
    person: Person
    verdict: AnswerVerdict
    reason: Digest | None
    at: datetime


class Summary(Frozen):
    """One version of the reflection's summary, from request to publication."""

    number: int
    status: Literal["requested", "drafted", "failed", "published", "superseded"]
    requested_by: Person
    content: Digest | None = None
    """Canonical JSON of the drafted summary (`bot.domain.reflection.Draft`)."""
    discussion: Digest | None = None
    """Digest of the frozen set of messages it was drafted from."""
    origin: str = ""
    """`excerpts`, or `provider:model`."""
    made: Making | None = None
    """How a model made it; None for excerpts."""
    statements: tuple[Statement, ...] = ()
    earlier: tuple[Digest, ...] = ()
    """Its words before the lead put them otherwise."""
    removed: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    published_at: datetime | None = None
    published_by: Person | None = None
    answers_due: date | None = None
    problem: str = ""


class Recommendation(Frozen):
    """The most open release form an auditor could answer for."""

    person: Person
    form: int
    reason: Digest
    at: datetime


class BallotCondition(Frozen):
    """A condition a seat attaches to forms it ticks."""

    text: Digest
    when: Literal["before", "after"] = "before"


class OpenedBallot(Frozen):
    """A ballot after the reveal."""

    forms: tuple[int, ...]
    reason: Digest
    public: Digest | None = None
    """Words for publication: a dissent, or a note."""
    conditions: tuple[BallotCondition, ...] = ()
    conditions_for: tuple[int, ...] = ()
    """The forms its conditions are attached to, where it names any."""
    send_back: str = ""
    """The stage it sends the audit back to; such a ballot ticks nothing."""

    @property
    def binds(self) -> tuple[int, ...]:
        """The forms under which its conditions bind: those it names, else the most open one it ticks."""
        return self.conditions_for or self.forms[-1:]


class BallotRound(Frozen):
    """One round of voting. Roster, threshold and evidence are frozen when it opens."""

    number: int
    status: Literal["open", "closed", "void", "revealed", "no-decision"]
    seats: tuple[Person, ...]
    needed: int
    deadline: datetime
    extended: bool = False
    evidence: Digest
    sealed: dict[Person, Digest] = {}
    opened: dict[Person, OpenedBallot] = {}


class Waiver(Frozen):
    """Independence waived for one person and a pair of roles; proposed by the lead, seconded by a board member."""

    person: Person
    roles: tuple[str, str]
    reason: Digest
    proposed_by: Person
    at: datetime
    seconded_by: Person | None = None


class EndProposal(Frozen):
    """The lead proposes to end the audit; board or safety confirms."""

    by: Person
    reason: Digest
    at: datetime


class Redaction(Frozen):
    """A request to erase a content; it needs the lead and legal, or a workspace admin."""

    content: Digest
    by: Person
    reason: Digest
    at: datetime
    done_by: Person | None = None


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
    asked_form: int
    framework: Digest
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
    roster: dict[str, tuple[Seat, ...]] = {}
    waivers: tuple[Waiver, ...] = ()
    away: dict[Person, date] = {}
    gone: tuple[Person, ...] = ()
    """People who were deactivated; their duties go to the lead."""
    stages: dict[str, Stage] = {}
    artifacts: dict[str, tuple[Version, ...]] = {}
    drafts: dict[str, Draft] = {}
    scorings: tuple[Scoring, ...] = ()
    requests: tuple[ChangeRequest, ...] = ()
    offers: tuple[Offer, ...] = ()
    conditions: tuple[Condition, ...] = ()
    findings: tuple[Finding, ...] = ()
    model_number: int = 1
    """Counts the versions of the model under audit: one more with every new one."""
    weights: str = ""
    """The fingerprint of the model's weights, where somebody stated it."""
    risks: tuple[Risk, ...] = ()
    results: tuple[Result, ...] = ()
    tampering: tuple[TamperRecord, ...] = ()
    summaries: tuple[Summary, ...] = ()
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
    reports: tuple[Report, ...] = ()
    staging: Staging | None = None
    outside_proposal: Outside | None = None
    paused: Digest | None = None
    end_proposal: EndProposal | None = None
    ended: EndProposal | None = None
    ended_at_stage: str = ""
    extended_duties: dict[str, date] = {}
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
    def in_force(self) -> Decision | None:
        """The decision, unless it is suspended."""
        return self.decision if self.decision and not self.decision.suspended else None

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
        """The newest version there is to judge: neither a link nor a file that never came. None without one."""
        versions = self.artifacts.get(artifact, ())
        return next((v for v in reversed(versions) if v.status not in ("failed", "pointer")), None)

    def accepted(self, artifact: str) -> Version | None:
        """The newest accepted version of a document, or None.

        One that was accepted and then sent back is not stood in for by the version it had replaced.
        """
        for version in reversed(self.artifacts.get(artifact, ())):
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
