"""The predicates `release-decision/v1` and `decision-status/v1`: what we sign of decisions, field by field.

Owns the shapes; from the first `release-decision.json` is made, the JSON schema for others. People stand in it by a
pseudonym and words by their digest: a signature cannot be taken back, and a text may have to go.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from bot.domain.kernel.models import Frozen

State = Literal["in-force", "suspended", "expired", "ended", "not-released"]

SaltedDigests = dict[Literal["smactrSalted256"], str]
"""A SHA-256 over a salt, which stays in the record, and the content: 64 hex digits."""


def moment(at: datetime) -> str:
    """A moment as everything that is signed tells it: RFC 3339, UTC, to the second."""
    return at.replace(microsecond=0).isoformat().replace("+00:00", "Z")


class Verifier(Frozen):
    """Whose decision it is."""

    id: str = Field(description="urn:smactr: and the id of the workspace")


class SubjectOfForm(Frozen):
    """Files that may leave, as in-toto names them."""

    name: str
    digest: dict[Literal["sha256"], str] = Field(description="the fingerprint that smactr fingerprint prints")


class AllowedForm(Frozen):
    """One release form that is allowed."""

    form: int = Field(description="its number; a greater one is more open")
    key: str = Field(description="the framework's key: what the gate's table of formats goes by")
    title: str
    audience: str
    begin_by: date | None = Field(description="the last day to begin a release; null: any day")
    until: date | None = Field(description="the last day on which it holds; null: as long as the decision")
    targets: tuple[str, ...] = Field(description="where the files may go; none: nobody said")
    subjects: tuple[SubjectOfForm, ...] = Field(
        description="the files that may leave in this form; none: none are on record"
    )


class BoundCondition(Frozen):
    """A condition or a mitigation that binds."""

    key: str
    kind: Literal["condition", "carried", "mitigation"]
    when: Literal["before", "after"] = Field(description="before or after the release")
    forms: tuple[int, ...] = Field(description="the allowed forms it binds")
    due: date | None
    met: bool = Field(description="verified by an auditor who does not own it, or dropped")
    text: SaltedDigests


class Vote(Frozen):
    """What one seat of the board ticked."""

    seat: str = Field(description="a pseudonym: the same in everything that is signed of this audit")
    voted: bool
    forms: tuple[int, ...]


class WaivedIndependence(Frozen):
    """Two roles that one person held with the second of a seat."""

    person: str = Field(description="a pseudonym")
    roles: tuple[str, ...]


class Coalition(Frozen):
    """The fewest people found to get a form decided; by the keys of their roles."""

    form: int
    board: Literal["trusting", "knowing"] = Field(
        description="trusting: seats outside tick what counts as supported; knowing: they never tick this form"
    )
    roles: tuple[str, ...]


class Attack(Frozen):
    """What a search for a decision against the evidence came to. It is no proof."""

    plays: int
    seed: int
    seats: int
    smallest: tuple[Coalition, ...] = Field(description="none for a form and a board: nobody was found")


class Policy(Frozen):
    """The framework that was frozen into the audit."""

    uri: str
    digest: SaltedDigests


class Evidence(Frozen):
    """An accepted document, or all that a ballot was bound to."""

    uri: str
    digest: SaltedDigests


class Chain(Frozen):
    """Where in the audit's history it stands: smactr verify --head takes either head."""

    event: int = Field(description="of the decision")
    head: str = Field(description="of the chain at that event")
    signed_event: int = Field(description="the last event when it was signed")
    signed_head: str


class Check(Frozen):
    """What it takes to check this statement."""

    algorithm: Literal["ecdsa-p256-sha256"] = "ecdsa-p256-sha256"
    key: str = Field(description="SHA-256 of the public key (SubjectPublicKeyInfo, DER)")
    fingerprint: Literal["sha256-rfc8785-resources"] = Field(
        default="sha256-rfc8785-resources",
        description="SHA-256 of RFC 8785 JSON {resources: [{algorithm, digest, name}]}, folder by folder by name",
    )


class ReleaseDecision(Frozen):
    """A release decision, as it stands when it is signed."""

    verifier: Verifier
    audit: str
    model: str
    served: bool = Field(description="the model is only called: no files were audited")
    kind: Literal["release", "practice", "outside"]
    state: State
    decided: str = Field(description="RFC 3339, UTC")
    issued: str = Field(description="when this was signed; RFC 3339, UTC")
    as_of: str | None = Field(
        default=None,
        description="it tells how the decision stood then, for the record, and no gate takes it; RFC 3339, UTC; "
        "null: how it stood when it was signed",
    )
    expires: date | None = Field(description="its last day; null: it does not expire")
    forms: tuple[AllowedForm, ...]
    blocked: tuple[int, ...] = Field(description="forms that seats would allow and that are not supported")
    conditions: tuple[BoundCondition, ...]
    votes: tuple[Vote, ...]
    co_signed: int = Field(
        default=0, description="how many seats signed it beside the bot, as the record has it: check the .sig files"
    )
    dissents: tuple[SaltedDigests, ...]
    waivers: tuple[WaivedIndependence, ...]
    attack: Attack | None = Field(default=None, description="who would have to collude; null: nobody searched")
    policy: Policy
    evidence: tuple[Evidence, ...]
    manifests: dict[str, str] = Field(description="fingerprint: SHA-256 of the manifest's own bytes")
    chain: Chain
    check: Check


class ListedDecision(Frozen):
    """What became of one decision."""

    audit: str
    event: int = Field(description="of the decision: another one has replaced whichever has a smaller number")
    state: State
    since: int = Field(
        default=0, description="statements signed before this event allow files that may leave no longer"
    )


class ListedKey(Frozen):
    """A key that signs or signed statements of a workspace."""

    key: str = Field(description="SHA-256 of the public key (SubjectPublicKeyInfo, DER)")
    since: str = Field(description="RFC 3339, UTC")
    until: str | None = Field(description="RFC 3339, UTC: it signs nothing from then on; null: it signs")
    revoked: bool = Field(description="nothing that it signed counts, whenever that was")


class DecisionStatus(Frozen):
    """The predicate `decision-status/v1`: the newest decision of every audit of a workspace, for some days."""

    verifier: Verifier
    issued: str = Field(description="RFC 3339, UTC")
    until: str = Field(description="RFC 3339, UTC: after it, a newer list is needed")
    decisions: tuple[ListedDecision, ...]
    keys: tuple[ListedKey, ...]
