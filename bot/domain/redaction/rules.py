"""Redaction: erasing a text that must go, while the record still verifies.

Owns who must agree (lead and legal, or a workspace admin; of a ballot or a dissent, its author) and what goes with a
text. That it is gone everywhere it is kept belongs to the Store.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ballot.state import BallotRound, OpenedBallot
from bot.domain.decision.mitigations import plan_is_unread, plan_to_read
from bot.domain.documents.state import Version
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.risks import sealed_thresholds
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.text import Text
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.redaction.events import ContentRedacted, RedactionAgreed, RedactionProposed
from bot.domain.redaction.state import Redaction
from bot.domain.roster.independence import are_two
from bot.domain.roster.permissions import POWER_WORDS, needs_power
from bot.domain.roster.roles import holds_power, in_audit, people_with, roles_of

RULES = Rules()


@dataclass(frozen=True, slots=True)
class ProtectedWords:
    """Words that go with their authors' consent alone: of a ballot, of a published dissent, of a dispute."""

    authors: tuple[Person, ...]
    seats: tuple[Person, ...] = ()
    """Of a ballot: the seats of its round."""


def is_a_framework(audit: Audit, c: ProposeRedaction | ConfirmRedaction) -> bool:
    """Whether a text is the framework that an audit goes by, or went by before it became a full one or moved."""
    return c.content in (audit.framework, *c.frameworks)


@RULES.add
def propose_redaction(audit: Audit, framework: Framework, c: ProposeRedaction, now: datetime) -> list[Event]:
    """Lead or legal asks to erase a text; a workspace admin erases it at once. Decided audits too."""
    if is_a_framework(audit, c):
        raise Invalid("redact-framework")
    if any(c.content in b.sealed.values() and b.status in ("open", "closed") for b in audit.ballots):
        raise NotNow("redact-sealed-ballot")
    wanted = (t.sealed for t in audit.threshold_corrections if t.status == "asked")
    thresholds = (s for r in all_risks(audit) for s in sealed_thresholds(audit, r.key).values())
    late = (t.threshold.sealed for t in audit.late_thresholds)
    if c.content in (*wanted, *thresholds, *late):
        raise NotNow("redact-sealed-threshold")
    _needs_read_plan(audit, framework, c.content)
    if not c.reason.text.strip():
        raise Invalid("redact-reason-missing", field="reason")
    asked = next((r for r in audit.redactions if r.content == c.content), None)
    if asked and (asked.done_by or (not c.actor_admin and sides(audit, framework, asked.by, audit.calendar.day(now)))):
        return []
    if asked and asked.admin:
        return []
    if c.actor_admin and protected_words(audit, c.content):
        return [RedactionProposed(at=now, by=c.actor, content=c.content, reason=c.reason.digest, admin=True)]
    if c.actor_admin:
        return _erased(audit, c.content, c.actor, c.reason.digest, now)
    if not holds_power(audit, framework, c.actor, "manage", audit.calendar.day(now)):
        needs_power(audit, framework, c, "redact", now)
    return [RedactionProposed(at=now, by=c.actor, content=c.content, reason=c.reason.digest)]


def _needs_read_plan(audit: Audit, framework: Framework, content: Digest) -> None:
    """Refuse to erase the plan of repairs between the opening of a ballot and its reading: its rows would bind nobody.

    From the second edition of the rules on.
    """
    plan, ballot = plan_to_read(audit, framework), audit.ballot
    if audit.rules < 2 or plan is None or ballot is None or not plan_is_unread(audit, framework, ballot.number):
        return
    key, number = plan
    asked = ballot.status in ("open", "closed") or audit.proposal is not None
    if asked and any((v.number, v.content) == (number, content) for v in audit.artifacts[key]):
        raise NotNow("redact-plan-unread")


@RULES.add
def confirm_redaction(audit: Audit, framework: Framework, c: ConfirmRedaction, now: datetime) -> list[Event]:
    """The other one of lead and legal agrees; the content is erased. The deputy is on the lead's side."""
    asked = next((r for r in audit.redactions if r.content == c.content), None)
    if asked is None:
        raise NotNow("redact-not-asked")
    if asked.done_by:
        return []
    if is_a_framework(audit, c):
        raise Invalid("redact-framework")
    _needs_read_plan(audit, framework, c.content)
    if found := protected_words(audit, c.content):
        return _agreed(audit, framework, asked, found, c.actor, now)
    theirs = sides(audit, framework, asked.by, audit.calendar.day(now))
    if not theirs:
        raise NotNow("redact-asker-without-role", person=asked.by)
    if c.actor == asked.by:
        raise NotIndependent("redact-own-request")
    if not _are_both(audit, framework, asked.by, c.actor, audit.calendar.day(now)):
        wanted = Text("redact-legal") if theirs == {"lead"} else POWER_WORDS["manage"]
        raise NotAllowed("redact-confirm-role-only", person=asked.by, who=wanted)
    return _erased(audit, c.content, c.actor, asked.reason, now)


def ballot_with(audit: Audit, content: Digest) -> tuple[BallotRound, Person] | None:
    """The round and the author of a ballot that a content belongs to, as its paper or as words on it.

    None for every other content, and by the first edition of the rules, which knew no difference.
    """
    if audit.rules < 2:
        return None
    papers = ((b, who) for b in audit.ballots for who, sealed in b.sealed.items() if sealed == content)
    words = ((b, who) for b in audit.ballots for who, paper in b.opened.items() if content in _words(paper))
    return next(itertools.chain(papers, words), None)


def protected_words(audit: Audit, content: Digest) -> ProtectedWords | None:
    """Whose words a content is, or holds, that nobody erases over their authors' heads; None where anybody's may go.

    None by the first edition of the rules, which knew no difference.
    """
    if found := ballot_with(audit, content):
        return ProtectedWords((found[1],), found[0].seats)
    if audit.rules < 2 or not (dissenters := tuple(dict.fromkeys(_dissenters(audit, content)))):
        return None
    return ProtectedWords(dissenters)


def _dissenters(audit: Audit, content: Digest) -> Iterator[Person]:
    """Who objects in a published summary with this content, or earlier wording, and who disputes a line with it."""
    for summary in audit.summaries:
        if summary.published_at and content in (summary.content, *summary.earlier):
            yield from (
                who for s in summary.statements if s.dissent and s.id not in summary.removed for who in s.people
            )
        yield from (a.person for a in summary.answers if a.reason == content and a.verdict == "dispute")


def names_served_model(audit: Audit, content: Digest) -> bool:
    """Whether a content says who provides a model that is only called, or where it answers."""
    return audit.served is not None and content in (audit.served.provider, audit.served.endpoint)


def missing_words(audit: Audit, framework: Framework, asked: Redaction, today: date) -> tuple[Person, ...]:
    """Whose word is missing before protected words go: that of each author, in person.

    For an author who has no role here any more, that of every other seat of the round, of a dissent that of every seat
    of the board; where there is none, the author's for good.
    """
    found = protected_words(audit, asked.content)
    if found is None:
        return ()
    seats = found.seats or tuple(people_with(audit, framework, "vote", today))
    needed: dict[Person, None] = {}
    for author in found.authors:
        others = tuple(who for who in seats if who != author)
        left = author not in asked.consents and not in_audit(audit, author, today)
        needed |= dict.fromkeys(others if left and others else (author,))
    return tuple(who for who in needed if who not in asked.consents)


def is_managed(audit: Audit, framework: Framework, asked: Redaction, today: date) -> bool:
    """Whether an admin, or lead and legal together, stand behind a request."""
    pairs = itertools.combinations(asked.consents, 2)
    return asked.admin or any(_are_both(audit, framework, one, other, today) for one, other in pairs)


def _agreed(
    audit: Audit, framework: Framework, asked: Redaction, found: ProtectedWords, who: Person, now: datetime
) -> list[Event]:
    """One more word for erasing what is protected; it goes with the last one that was missing."""
    today = audit.calendar.day(now)
    if who == asked.by:
        raise NotIndependent("redact-own-request")
    if who in asked.agreed:
        return []
    after = asked.replace(agreed=(*asked.agreed, who))
    managed = is_managed(audit, framework, after, today)
    missing = missing_words(audit, framework, asked, today)
    if who not in missing and managed == is_managed(audit, framework, asked, today):
        raise NotAllowed("redact-protected-author-only", people=list(found.authors))
    agreed = RedactionAgreed(at=now, by=who, content=asked.content)
    if missing_words(audit, framework, after, today) or not managed:
        return [agreed]
    return [agreed, *_erased(audit, asked.content, who, asked.reason, now)]


def sides(audit: Audit, framework: Framework, who: Person, today: date) -> set[str]:
    """For which of lead and legal a person speaks today. A role that manages speaks for the lead alone."""
    powers = [framework.role(role).powers for role in roles_of(audit, who, today)]
    return {"lead" if "manage" in held else "legal" for held in powers if "manage" in held or "redact" in held}


def _are_both(audit: Audit, framework: Framework, one: Person, other: Person, today: date) -> bool:
    """Whether two people speak for lead and legal together, from the second edition of the rules on for two seats."""
    spoken = sides(audit, framework, one, today), sides(audit, framework, other, today)
    if audit.rules < 2 or not all(spoken):
        return agree(*spoken)
    leading = [r.key for r in framework.roles if "manage" in r.powers]
    legal = [r.key for r in framework.roles if "redact" in r.powers and "manage" not in r.powers]
    ways = (("lead", leading, "legal", legal), ("legal", legal, "lead", leading))
    return any(
        mine in spoken[0]
        and theirs in spoken[1]
        and are_two(audit, framework, (one, my_roles), (other, their_roles), today)
        for mine, my_roles, theirs, their_roles in ways
    )


def agree(one: set[str], other: set[str]) -> bool:
    """Whether two people on these sides speak for lead and legal together."""
    return bool(one and other) and one | other == {"lead", "legal"}


def _erased(audit: Audit, content: Digest, by: Person, reason: Digest, now: datetime) -> list[Event]:
    """A text goes everywhere it stands: the words of an opened ballot stand in the paper that was sealed, too.

    So do those of a document in the rows it was put together from, in what it states in front, in what was wrong; and
    those of a summary in what it said before the lead put it otherwise.
    """
    papers = [b.sealed[who] for b in audit.ballots for who, paper in b.opened.items() if content in _words(paper)]
    theirs = (v for versions in audit.artifacts.values() for v in versions if v.content == content)
    drafts = (d for s in audit.summaries if content in (drafted := (s.content, *s.earlier)) for d in drafted if d)
    quotes = _quotes(audit, content)
    made = (digest for v in theirs for digest in _made_of(v))
    everywhere = dict.fromkeys((content, *papers, *made, *drafts, *quotes))
    return [ContentRedacted(at=now, by=by, content=each, reason=reason) for each in everywhere]


def _quotes(audit: Audit, content: Digest) -> tuple[Digest, ...]:
    """What contradictions quote of a document with this content."""
    theirs = {(key, v.number) for key, versions in audit.artifacts.items() for v in versions if v.content == content}
    later = [c.later for c in audit.contradictions if (c.artifact, c.version) in theirs]
    return (
        *later,
        *(c.earlier for c in audit.contradictions if c.earlier and (c.against, c.against_version) in theirs),
    )


def _made_of(version: Version) -> tuple[Digest, ...]:
    return (*version.drafted, *version.listed, *(found for found in (version.stated, version.detail) if found))


def _words(paper: OpenedBallot) -> tuple[Digest | None, ...]:
    return (paper.reason, paper.public, paper.residual_reason, *(x.text for x in paper.conditions))
