"""What must become true around a release: the board's conditions, carried ones, and the rows of the plan of repairs.

Owns which of them bind, who sees to each, and when it counts as done: when an auditor who does not own it has verified
it. Who drops one or moves its date is `bot.domain.duties.motions`. How the plan is read is `mitigations`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.ballot.state import When
from bot.domain.decision.commands import ClaimDone, DropCondition, NameOwner, VerifyDone
from bot.domain.decision.events import (
    ConditionDropped,
    ConditionsMet,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    OwnerNamed,
)
from bot.domain.decision.state import Decision, Followed, Proposal
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.independence import MOST_OPEN_BY_WAIVER, holds_by_waiver
from bot.domain.roster.permissions import needs_power
from bot.domain.roster.roles import holders, people_with, seats_for

RULES = Rules()


class FollowedItem(Frozen):
    """A condition (C1, C2 …) or a mitigation (M1, M2 …) with what became of it."""

    key: str
    kind: Literal["condition", "carried", "mitigation"]
    round: int
    text: Digest
    when: When
    by: Person = ""
    """Whose condition it is."""
    stage: str = ""
    """The stage whose approval a carried condition comes from."""
    owner: Person | None = None
    owner_words: Digest | None = None
    check: Digest | None = None
    due: date | None = None
    followed: Followed = Followed()
    forms: tuple[int, ...] = ()
    """The allowed forms that it binds."""
    hands: tuple[Person, ...] = ()
    """Whoever owned it or said that it was done; none before the second edition of the rules."""

    @property
    def done(self) -> bool:
        """Verified, or dropped by its author."""
        return self.followed.verified_by is not None or self.followed.dropped is not None

    @property
    def claimed(self) -> bool:
        """Its owner says that it is done, and no auditor has looked yet."""
        return not self.done and self.followed.claimed is not None


def followed_items(audit: Audit, framework: Framework, decided: Decision | Proposal) -> list[FollowedItem]:
    """Everything that binds under a decision (or would, under a proposal), in the order it is numbered.

    A seat's conditions bind the form it attached them to, from the second edition of the rules on every more open
    allowed one too; where every seat was needed, all come before, but for a duty to watch.
    """
    bound = _of_ballots(audit, decided)
    # by the first edition of the rules what is carried binds even where nothing is released
    if decided.form or audit.rules < 2:
        bound += _carried(audit, decided.round, decided.forms, first=len(bound) + 1)
    if decided.form:
        bound += _plan(audit, decided.round, decided.forms)
    return [_with_followed(audit, _timed(audit, framework, item)) for item in bound]


def items_before_vote(audit: Audit, number: int) -> list[FollowedItem]:
    """What binds whatever form above 0 a round of voting allows, known before its board votes: the carried conditions,
    whose keys are given with the ballots, and the rows of the plan, once they were read for this round.
    """
    carried = [item.replace(key="") for item in _carried(audit, number, (), first=1)]
    return [*carried, *(_plan(audit, number, ()) if audit.plan_round == number else ())]


def _of_ballots(audit: Audit, decided: Decision | Proposal) -> list[FollowedItem]:
    ballot = next((b for b in audit.ballots if b.number == decided.round), None)
    found: list[FollowedItem] = []
    for seat in ballot.seats if ballot else ():
        paper = ballot.opened.get(seat) if ballot else None
        forms = bound_forms(audit, decided, paper.binds) if paper else ()
        if paper is None or not forms:
            continue
        for each in paper.conditions:
            found.append(
                FollowedItem(
                    key=f"C{len(found) + 1}",
                    kind="condition",
                    round=decided.round,
                    text=each.text,
                    by=seat,
                    when=each.when,
                    forms=forms,
                )
            )
    return found


def bound_forms(audit: Audit, decided: Decision | Proposal, attached: tuple[int, ...]) -> tuple[int, ...]:
    """The allowed forms that a condition attached to these binds: each of them, and every more open one."""
    if audit.rules < 2:
        return (decided.form,) if decided.form in attached else ()
    return tuple(form for form in decided.forms if attached and form >= min(attached))


def _carried(audit: Audit, number: int, forms: tuple[int, ...], *, first: int) -> list[FollowedItem]:
    """They bind what is released, before it unless their author said otherwise. Keys count on from `first`."""
    return [
        FollowedItem(
            key=f"C{n}",
            kind="carried",
            round=number,
            text=c.text,
            when=c.when,
            by=c.by,
            stage=c.stage,
            forms=forms,
        )
        for n, c in enumerate((c for c in audit.conditions if c.status == "carried"), first)
    ]


def _plan(audit: Audit, number: int, forms: tuple[int, ...]) -> list[FollowedItem]:
    return [
        FollowedItem(
            key=f"M{m.number}",
            kind="mitigation",
            round=number,
            text=m.what,
            owner=m.owner,
            when=m.when,
            owner_words=m.owner_words,
            check=m.check,
            due=m.due,
            forms=forms,
            hands=(m.owner,) if m.owner and audit.rules > 1 else (),
        )
        for m in audit.mitigations
    ]


def _timed(audit: Audit, framework: Framework, item: FollowedItem) -> FollowedItem:
    """Before a release that cannot be recalled; a duty to watch stays after it."""
    for_good = any(framework.option(form).cannot_be_recalled for form in item.forms)
    if item.when == "watch":
        return item.replace(when="after")
    return item.replace(when="before") if for_good else item


def _with_followed(audit: Audit, item: FollowedItem) -> FollowedItem:
    found = audit.followed.get(f"{item.round}:{item.key}")
    if found is None:
        return item
    return item.replace(
        owner=found.owner or item.owner,
        check=found.check or item.check,
        due=found.due or item.due,
        followed=found,
        hands=tuple(dict.fromkeys((*item.hands, *found.hands))),
    )


def followed_decision(audit: Audit) -> Decision | Proposal | None:
    """What conditions are followed up under: the proposal while it cools off, else the decision in force."""
    if audit.ended:
        return None
    return audit.proposal or audit.in_force


def open_items(audit: Audit, framework: Framework) -> list[FollowedItem]:
    """What is not done yet."""
    found = followed_decision(audit)
    return [item for item in followed_items(audit, framework, found) if not item.done] if found else []


def verifiers(audit: Audit, framework: Framework, item: FollowedItem, today: date) -> list[Person]:
    """Who may verify it today: holders of the verifying roles, neither its owner nor acting for its owner alone."""
    if framework.decision.verified_by:
        able = [p for role in framework.decision.verified_by for p in holders(audit, role, today)]
    else:
        able = people_with(audit, framework, "review", today)
    return [p for p in dict.fromkeys(able) if _independent(audit, framework, item, p, today)]


def _independent(audit: Audit, framework: Framework, item: FollowedItem, who: Person, today: date) -> bool:
    roles = framework.decision.verified_by or tuple(r.key for r in framework.roles if "review" in r.powers)
    seats = {seat for role in roles for seat in seats_for(audit, role, who, today)}
    hands = {item.owner, item.followed.claimed_by, *item.hands}
    open_forms = any(form > MOST_OPEN_BY_WAIVER for form in item.forms)
    if audit.rules > 1 and open_forms and holds_by_waiver(audit, who):
        return False
    return who not in hands and bool(seats - hands)


def item_at(audit: Audit, framework: Framework, number: int, key: str) -> FollowedItem:
    """An item that can still be worked on. Refuses one that is done, or whose decision does not stand."""
    found = followed_decision(audit)
    if found is None or found.round != number:
        raise NotNow("followed-gone")
    item = next((i for i in followed_items(audit, framework, found) if i.key == key), None)
    if item is None:
        raise NotNow("followed-unknown")
    return item


@RULES.add
def name_owner(audit: Audit, framework: Framework, c: NameOwner, now: datetime) -> list[Event]:
    """The lead says who sees to it, how it is checked, and by when; also anew."""
    item = item_at(audit, framework, c.round, c.item)
    needs_power(audit, framework, c, "manage", now)
    check = c.check.digest if c.check and c.check.text.strip() else None
    if (item.owner, item.due, check or item.check) == (c.owner, c.due, item.check):
        return []
    if item.done:
        raise NotNow("followed-done", item=item.key)
    if c.due < audit.calendar.day(now) and (audit.rules < 2 or c.due != item.due):
        raise Invalid("day-over", field="due")
    if check is None and item.check is None:
        raise Invalid("check-missing", field="check")
    if not _may_own(audit, framework, item, c.owner, audit.calendar.day(now)):
        raise Invalid("verifier-missing", field="owner")
    if audit.rules > 1:
        _keeps_its_date(audit, framework, item, c)
    return [OwnerNamed(at=now, by=c.actor, round=c.round, item=c.item, owner=c.owner, check=check, due=c.due)]


def _keeps_its_date(audit: Audit, framework: Framework, item: FollowedItem, c: NameOwner) -> None:
    """The lead names a first date within the time that the decision holds; another one is for the seats to say."""
    if item.due is not None and c.due != item.due:
        raise NotAllowed("condition-date-by-seats", item=item.key, due=item.due, field="due")
    decided = followed_decision(audit)
    if (
        decided
        and framework.decision.valid_days
        and c.due > audit.calendar.day(decided.at) + timedelta(framework.decision.valid_days)
    ):
        raise Invalid("condition-date-too-late", days=framework.decision.valid_days, field="due")


def _may_own(audit: Audit, framework: Framework, item: FollowedItem, owner: Person, today: date) -> bool:
    owned = item.replace(owner=owner, followed=Followed(), hands=(*item.hands, *([item.owner] if item.owner else [])))
    owned = owned if audit.rules > 1 else owned.replace(hands=())
    return owner != SYSTEM and bool(verifiers(audit, framework, owned, today))


@RULES.add
def claim(audit: Audit, framework: Framework, c: ClaimDone, now: datetime) -> list[Event]:
    """Its owner says that it is done, and how one can see it."""
    item = item_at(audit, framework, c.round, c.item)
    if item.owner != c.actor:
        who = item.owner or audit.lead
        raise NotAllowed("claim-owner-only", person=who, item=item.key)
    if item.done or item.claimed:
        return []
    if not c.words.text.strip():
        raise Invalid("claim-words-missing", field="words")
    return [DoneClaimed(at=now, by=c.actor, round=c.round, item=c.item, words=c.words.digest)]


@RULES.add
def verify(audit: Audit, framework: Framework, c: VerifyDone, now: datetime) -> list[Event]:
    """An auditor looks for themselves. Nobody verifies what they own."""
    item = item_at(audit, framework, c.round, c.item)
    if c.actor == item.owner:
        raise NotIndependent("verify-own-item", item=item.key)
    able = verifiers(audit, framework, item, audit.calendar.day(now))
    if c.actor not in able:
        who = able[0] if able else audit.lead
        raise NotAllowed("verify-auditor-only", item=item.key, person=who)
    if item.done:
        return []
    if not c.words.text.strip():
        raise Invalid("verify-words-missing", field="words")
    if c.done:
        return [DoneVerified(at=now, by=c.actor, round=c.round, item=c.item, how=c.words.digest)]
    if not item.claimed:
        raise NotNow("verify-not-claimed", item=item.key)
    return [DoneRefused(at=now, by=c.actor, round=c.round, item=c.item, why=c.words.digest)]


@RULES.add
def drop(audit: Audit, framework: Framework, c: DropCondition, now: datetime) -> list[Event]:
    """Only its author lets a condition go; from the second edition of the rules on, the board does.

    Before the reveal its author casts another ballot, or closes the condition of an approval.
    """
    item = item_at(audit, framework, c.round, c.item)
    if audit.rules > 1:
        raise NotNow("condition-dropped-by-seats", item=item.key)
    if item.kind == "mitigation" or item.by != c.actor:
        who = item.by or audit.lead
        raise NotAllowed("followed-author-only", person=who)
    if item.done:
        return []
    if not c.why.text.strip():
        raise Invalid("drop-reason-missing", field="why")
    return [ConditionDropped(at=now, by=c.actor, round=c.round, item=c.item, why=c.why.digest)]


def unmet_before(audit: Audit, framework: Framework) -> bool:
    """Whether something that has to come before the release is still open under the decision in force."""
    decision = audit.in_force
    if decision is None:
        return False
    return any(item.when == "before" and not item.done for item in followed_items(audit, framework, decision))


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """When everything that had to come before the release is done, it may be released."""
    decision = audit.in_force
    if decision is None or decision.form == 0 or decision.met_at or decision.expired_at or audit.ended:
        return []
    before = [item for item in followed_items(audit, framework, decision) if item.when == "before"]
    if not before or not all(item.done for item in before):
        return []
    return [ConditionsMet(at=now, by=SYSTEM, round=decision.round)]
