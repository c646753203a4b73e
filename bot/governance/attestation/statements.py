"""What is signed of a decision: our own statement (`release-decision/v1`), and a SLSA VSA for each release form.

Owns what of an audit stands in them; the shape of the first is `predicate`. Must not sign or reach a disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import quote

import rfc8785

from bot.domain.ballot.state import BallotRound
from bot.domain.decision.conditions import followed_items
from bot.domain.decision.state import Decision
from bot.domain.decision.suspension import validity
from bot.domain.evaluations.encrypted_files import tied_manifests
from bot.domain.evaluations.manifests import is_malformed
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.gate.statement import RELEASE, STATEMENT, STATUS
from bot.governance.attestation.keys import KeyRing, SigningKey
from bot.governance.attestation.predicate import (
    AllowedForm,
    Attack,
    BoundCondition,
    Chain,
    Check,
    Coalition,
    DecisionStatus,
    Evidence,
    ListedDecision,
    ListedKey,
    Policy,
    ReleaseDecision,
    SaltedDigests,
    State,
    SubjectOfForm,
    Verifier,
    Vote,
    WaivedIndependence,
    moment,
)
from bot.ports.attack_tables import AttackTable

VSA: Final = "https://slsa.dev/verification_summary/v1"

STATUS_VALID: Final = timedelta(days=3)
"""A list of decisions is believed no longer: it may not tell of a suspension."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what the record holds of it."""

    audit: Audit
    framework: Framework
    decision: Decision
    now_head: str
    """Of the chain, as it is signed."""
    issued: datetime
    """When it is signed."""
    pseudonym: Callable[..., str]
    key_id: str
    head: str = ""
    """Of the chain, at the decision's event; no list of decisions needs it."""
    manifests: Mapping[str, bytes] = field(default_factory=dict)
    """By fingerprint, the manifests of the audited files and of the encrypted ones as they were handed in. Those of
    which the fingerprint alone was handed in, or that are gone, are not there."""
    texts: Mapping[Digest, str] = field(default_factory=dict)
    """What the record still holds of what is known of a model that is only called."""
    targets: tuple[str, ...] = ()
    """Where the files may go; empty: nobody said."""
    attack: AttackTable | None = None
    """What was found by attacking the audit's rules."""
    as_of: datetime | None = None
    """The moment of which it tells, where that is not the one at which it is signed."""

    @property
    def verifier(self) -> str:
        """Whose decision it is: the bot of one workspace."""
        return verifier_of(self.audit.workspace)

    @property
    def state(self) -> State:
        """What became of it."""
        found = validity(self.audit, self.decision, (self.as_of or self.issued).date())
        if found == "stopped":
            return "suspended"
        return "not-released" if found == "in-force" and not self.forms else found

    @property
    def kind(self) -> Literal["release", "practice", "outside"]:
        """Whether it decides anything."""
        if self.framework.variant.practice:
            return "practice"
        return "outside" if self.decision.outside else "release"

    @property
    def forms(self) -> tuple[int, ...]:
        """Every form it allows; none where nothing is released."""
        return tuple(form for form in self.decision.forms if form)

    @property
    def model(self) -> str:
        """The model as it was called when it was decided on."""
        return self.decision.model or str(self.audit.subject)

    @property
    def ballot(self) -> BallotRound | None:
        """The round of voting it came from."""
        return next((each for each in self.audit.ballots if each.number == self.decision.round), None)


def verifier_of(workspace: str) -> str:
    """The name of a workspace's bot in what it signs."""
    return f"urn:smactr:{workspace}"


def release_statement(decided: Decided) -> dict[str, Any]:
    """Everything a pipeline or an outsider needs of a decision."""
    audit, decision = decided.audit, decided.decision
    predicate = ReleaseDecision(
        verifier=Verifier(id=decided.verifier),
        audit=audit.key,
        model=decided.model,
        served=audit.served is not None,
        kind=decided.kind,
        state=decided.state,
        decided=moment(decision.at),
        issued=moment(decided.issued),
        as_of=moment(decided.as_of) if decided.as_of else None,
        expires=decision.expires,
        forms=tuple(_form(decided, number) for number in decided.forms),
        blocked=tuple(blocked.form for blocked in decision.blocked),
        conditions=_conditions(decided),
        votes=_votes(decided),
        co_signed=len(decision.co_signed),
        dissents=_dissents(decided),
        waivers=_waivers(decided),
        attack=_attack(decided),
        policy=_policy(decided),
        evidence=_evidence(decided),
        manifests=_manifests(decided),
        chain=Chain(event=decision.seq, head=decided.head, signed_event=audit.seq, signed_head=decided.now_head),
        check=Check(key=decided.key_id),
    )
    subjects = [subject for number in decided.forms or (0,) for subject in _subjects(decided, number)]
    return {
        "_type": STATEMENT,
        "subject": _once(subjects),
        "predicateType": RELEASE,
        "predicate": predicate.model_dump(mode="json"),
    }


def verification_summary(decided: Decided, form: int) -> dict[str, Any]:
    """The VSA for one form: PASSED where a release in it is allowed now."""
    named = "".join(f"&target={quote(target, safe='')}" for target in decided.targets)
    passed = decided.state == "in-force" and decided.kind == "release" and form in decided.forms
    met = all(each.met for each in _conditions(decided) if each.when == "before" and form in each.forms)
    return {
        "_type": STATEMENT,
        "subject": _once(_subjects(decided, form)),
        "predicateType": VSA,
        "predicate": {
            "verifier": {"id": decided.verifier},
            "timeVerified": moment(decided.issued),
            "resourceUri": f"{decided.verifier}:{decided.audit.key}?form={form}{named}",
            "policy": _policy(decided).model_dump(mode="json"),
            "inputAttestations": [each.model_dump(mode="json") for each in _evidence(decided)],
            "verificationResult": "PASSED" if passed and met else "FAILED",
            "verifiedLevels": [f"SMACTR_FORM_{number}" for number in decided.forms] if passed and met else ["FAILED"],
        },
    }


def status_statement(decisions: Sequence[Decided], ring: KeyRing, issued: datetime) -> dict[str, Any]:
    """What became of the decisions of a workspace, at least one: for whoever holds one that was signed earlier."""
    verifier = decisions[0].verifier
    listed = tuple(
        ListedDecision(
            audit=each.audit.key,
            event=each.decision.seq,
            state=each.state,
            since=max((manifest.taken_back for manifest in each.audit.manifests), default=0),
        )
        for each in sorted(decisions, key=lambda each: each.audit.key)
    )
    status = DecisionStatus(
        verifier=Verifier(id=verifier),
        issued=moment(issued),
        until=moment(issued + STATUS_VALID),
        decisions=listed,
        keys=tuple(_key(key) for key in ring.keys),
    )
    subjects = [subject for each in decisions for form in each.forms or (0,) for subject in _subjects(each, form)]
    return {
        "_type": STATEMENT,
        "subject": _once(subjects),
        "predicateType": STATUS,
        "predicate": status.model_dump(mode="json"),
    }


def _key(key: SigningKey) -> ListedKey:
    until = moment(key.until) if key.until else None
    return ListedKey(key=key.id, since=moment(key.since), until=until, revoked=key.revoked is not None)


def _once(subjects: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [subject for place, subject in enumerate(subjects) if subject not in subjects[:place]]


def _manifests(decided: Decided) -> dict[str, str]:
    return {fingerprint: hashlib.sha256(data).hexdigest() for fingerprint, data in decided.manifests.items()}


def _form(decided: Decided, number: int) -> AllowedForm:
    option = decided.framework.option(number)
    term = next((term for term in decided.decision.terms if term.form == number), None)
    return AllowedForm(
        form=number,
        key=option.key,
        title=option.title,
        audience=option.means,
        begin_by=term.begin_by if term else None,
        until=term.until if term else None,
        targets=decided.targets,
        subjects=tuple(_named(decided, fingerprint) for fingerprint in _files(decided, number)),
    )


def _files(decided: Decided, form: int) -> tuple[str, ...]:
    """The fingerprints of the files that may leave in a form; none where none are on record.

    Of encrypted weights those are the encrypted files that a reviewer tied to the audited ones.
    """
    weights = decided.decision.weights
    if not weights or is_malformed(weights):
        return ()
    if decided.framework.option(form).key != "encrypted-weights":
        return (weights,)
    return tuple(dict.fromkeys(m.fingerprint for m in tied_manifests(decided.audit, weights)))


def _named(decided: Decided, fingerprint: str) -> SubjectOfForm:
    return SubjectOfForm(name=decided.model, digest={"sha256": fingerprint.removeprefix("sha256:")})


def _subjects(decided: Decided, form: int) -> list[dict[str, Any]]:
    """Files, or of a model without them what is known of it, as canonical JSON (RFC 8785), by its digest.

    Of what was erased of it the salted digest stands there, so that what is signed afterwards names it by another one.
    """
    if files := _files(decided, form):
        return [_named(decided, fingerprint).model_dump(mode="json") for fingerprint in files]
    said = {"model": decided.model}
    if served := decided.audit.served:
        said |= {
            "provider": decided.texts.get(served.provider, served.provider),
            "endpoint": decided.texts.get(served.endpoint, served.endpoint),
            "since": served.since.isoformat(),
        }
    return [_named(decided, hashlib.sha256(rfc8785.dumps(said)).hexdigest()).model_dump(mode="json")]


def _conditions(decided: Decided) -> tuple[BoundCondition, ...]:
    return tuple(
        BoundCondition(
            key=item.key,
            kind=item.kind,
            when="before" if item.when == "before" else "after",
            forms=item.forms,
            due=item.due,
            met=item.done,
            text=_salted(item.text),
        )
        for item in followed_items(decided.audit, decided.framework, decided.decision)
    )


def _votes(decided: Decided) -> tuple[Vote, ...]:
    """By pseudonym, so that their order tells nothing."""
    ballot = decided.ballot
    if ballot is None:
        return ()
    papers = {_hidden(decided, seat): ballot.opened.get(seat) for seat in ballot.seats}
    return tuple(
        Vote(seat=seat, voted=paper is not None, forms=paper.forms if paper else ())
        for seat, paper in sorted(papers.items(), key=lambda entry: entry[0])
    )


def _dissents(decided: Decided) -> tuple[SaltedDigests, ...]:
    opened = decided.ballot.opened if decided.ballot else {}
    papers = [opened[who] for who in decided.decision.dissenters if who in opened]
    return tuple(_salted(digest) for digest in sorted(paper.public or paper.reason for paper in papers))


def _waivers(decided: Decided) -> tuple[WaivedIndependence, ...]:
    return tuple(
        WaivedIndependence(person=_hidden(decided, waiver.person), roles=tuple(sorted(waiver.roles)))
        for waiver in decided.audit.waivers
        if waiver.seconded_by
    )


def _attack(decided: Decided) -> Attack | None:
    """Of the forms that are allowed; nothing where no play was played."""
    found = decided.attack
    if found is None or not found.plays:
        return None
    smallest = tuple(
        Coalition(form=each.form, board=each.board, roles=each.roles)
        for each in found.smallest
        if each.form in decided.forms
    )
    return Attack(plays=found.plays, seed=found.seed, seats=found.seats, smallest=smallest)


def _policy(decided: Decided) -> Policy:
    version = f"{decided.framework.key}@{decided.framework.version}"
    return Policy(uri=f"urn:smactr:framework:{version}", digest=_salted(decided.audit.framework))


def _evidence(decided: Decided) -> tuple[Evidence, ...]:
    """The accepted documents; of discussion, risks and results the digest that every ballot was bound to."""
    base = f"{decided.verifier}:{decided.audit.key}"
    accepted = [(key, decided.audit.accepted(key)) for key in sorted(decided.audit.artifacts)]
    found = [(key, version.content) for key, version in accepted if version and version.content]
    if decided.ballot:
        found.append(("ballot", decided.ballot.evidence))
    return tuple(Evidence(uri=f"{base}:{key}", digest=_salted(digest)) for key, digest in found)


def _salted(digest: Digest) -> SaltedDigests:
    return {"smactrSalted256": digest.removeprefix("sha256:")}


def _hidden(decided: Decided, person: Person) -> str:
    return decided.pseudonym(decided.audit.workspace, decided.audit.key, person)
