"""The service: one transaction a command, tried again on a conflict, once per request; daily lists.

Owns the order of things, over a store that lives in a dictionary. What a real store keeps is held by its contract.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast, get_args, get_origin

import pytest
from pydantic import BaseModel

from bot.domain.ballot.commands import CastBallot, OpenBallot, RevealBallots
from bot.domain.duties.commands import MakeMotion, RemindPeople
from bot.domain.duties.events import RemindersSent
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import RULES
from bot.domain.evaluations.commands import AnswerRiskKinds, KindWord
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import DailyCard
from bot.domain.kernel.errors import Conflict, NotAllowed
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import ChangeDetails, PassTime, StartAudit
from bot.domain.sign_offs.commands import SignOff
from bot.earlier_audits import EarlierAudits
from bot.ports.reminders import Pending, PersonDue, Reminders
from bot.ports.store import AuditLine, Commit, Loaded, Receipt, Recorded, Store
from bot.service import TRIES, Service
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    ENGINEER,
    LEAD,
    SAFETY,
    STRANGER,
    TEAM,
    Play,
    an_audit,
    refused_with,
)
from tests.clock import ManualClock
from tests.engine.played_audits import audit_at, audit_ready


class Shelf:
    """A Store and Reminding of plain dictionaries: one workspace, no disk."""

    def __init__(self, *plays: tuple[str, Play]) -> None:
        self.kept: dict[str, Loaded] = {}
        self.histories: dict[str, list[Any]] = {}
        self.receipts: dict[str, Receipt] = {}
        self.commits: list[Commit] = []
        self.postponed: list[datetime | None] = []
        self.allotted = 0
        self.before_commit: list[Callable[[], None]] = []
        for key, play in plays:
            audit = play.audit.model_copy(update={"key": key})
            self.kept[key] = Loaded(audit, play.framework, "")
            self.histories[key] = list(play.history)

    async def audits(self, workspace: str) -> list[AuditLine]:
        return [
            AuditLine(key, str(here.audit.subject), None, "", "open", here.audit.started_at, here.audit.seq)
            for key, here in self.kept.items()
        ]

    async def load(self, workspace: str, audit: str) -> Loaded:
        return replace(self.kept[audit], at=self.histories[audit][-1].at)

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        return self.receipts.get(request)

    async def allot_key(self, workspace: str) -> str:
        self.allotted += 1
        return f"A-{len(self.kept) + 1}"

    async def owed(self, workspace: str, audit: str) -> list[Any]:
        return []

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        events = self.histories[audit][first - 1 : last]
        return [Recorded(first + n, event, "") for n, event in enumerate(events)]

    async def commit(self, commit: Commit) -> None:
        for meanwhile in self.before_commit[:1]:
            self.before_commit.remove(meanwhile)
            meanwhile()
        if commit.request in self.receipts:
            raise Conflict(commit.request)
        for change in commit.changes:
            here = self.kept.get(change.after.key)
            if (here.audit.seq if here else 0) != (change.before.seq if change.before else 0):
                raise Conflict(change.after.key)
        for change in commit.changes:
            told = self.histories.setdefault(change.after.key, [])
            first = len(told) + 1
            told += change.events
            self.kept[change.after.key] = Loaded(change.after, change.framework, "")
            self.receipts.setdefault(commit.request, Receipt(change.after.key, first, len(told)))
        self.commits.append(commit)

    async def postpone(self, workspace: str, who: str, until: datetime | None) -> None:
        self.postponed.append(until)


def service(shelf: Shelf, now: datetime) -> Service:
    return Service(cast(Store, shelf), cast(Reminders, shelf), ManualClock(now))


def elsewhere(shelf: Shelf, key: str) -> Callable[[], None]:
    """Another replica writes first."""

    def write() -> None:
        here = shelf.kept[key]
        shelf.kept[key] = replace(here, audit=here.audit.model_copy(update={"seq": here.audit.seq + 1}))

    return write


def approve(play: Play, who: str = SAFETY) -> Command:
    seen = evidence_of(play.audit, play.framework, "mapping")
    return play.command(SignOff, who, stage="mapping", role="safety", verdict="approve", seen=seen)


async def test_a_command_is_one_commit_of_events_contents_effects_and_duties() -> None:
    play, shelf = audit_at("mapping"), Shelf(("A-1", audit_at("mapping")))
    command = play.command(ChangeDetails, LEAD, description=play.text("For tax advice."), asked_form=2)
    outcome = await service(shelf, play.now).execute(command)
    [commit] = shelf.commits
    [change] = commit.changes
    assert [e.type for e in outcome.events] == ["DetailsChanged"]
    assert [prose.text for prose in change.contents] == ["For tax advice."]
    assert shelf.kept["A-1"].audit == outcome.audit


async def test_the_same_request_twice_is_one_commit_with_the_same_answer() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    command = approve(play)
    first = await service(shelf, play.now).execute(command)
    again = await service(shelf, play.now).execute(command)
    assert (again.repeated, again.events, len(shelf.commits)) == (True, first.events, 1)


async def test_a_start_that_is_repeated_starts_one_audit() -> None:
    play, shelf = an_audit(), Shelf()
    start = play.command(
        StartAudit,
        LEAD,
        subject=play.audit.subject,
        description=play.text("An assistant."),
        asked_form=3,
        framework=play.text(play.framework.model_dump_json()),
        lead=LEAD,
        decision_channel="CD",
    )
    outcomes = [await service(shelf, play.clock.now()).execute(start) for _ in range(2)]
    assert [o.audit.key for o in outcomes] == ["A-1", "A-1"]
    assert len(shelf.commits) == 1


async def test_a_start_that_is_refused_takes_no_key() -> None:
    play, shelf = an_audit(), Shelf()
    start = play.command(
        StartAudit,
        LEAD,
        subject=play.audit.subject,
        description=play.text(""),
        asked_form=3,
        framework=play.text(play.framework.model_dump_json()),
        lead=LEAD,
        decision_channel="CD",
    )
    with refused_with("start-description-missing"):
        await service(shelf, play.clock.now()).execute(start)
    assert shelf.allotted == 0


async def test_only_whoever_lets_time_pass_answers_an_alarm() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    for command in (approve(play), play.command(PassTime, SYSTEM)):
        await service(shelf, play.now).execute(command)
    assert [change.time_passed for commit in shelf.commits for change in commit.changes] == [False, True]


async def test_where_another_wrote_first_it_is_decided_anew() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    shelf.before_commit = [elsewhere(shelf, "A-1")]
    outcome = await service(shelf, play.now).execute(approve(play))
    assert outcome.audit.seq == play.audit.seq + 2


async def test_where_others_always_write_first_it_gives_up_and_nothing_is_kept() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    shelf.before_commit = [elsewhere(shelf, "A-1")] * TRIES
    with pytest.raises(Conflict):
        await service(shelf, play.now).execute(approve(play))
    assert shelf.commits == []


async def test_a_refused_command_leaves_nothing_behind() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    with pytest.raises(NotAllowed):
        await service(shelf, play.now).execute(approve(play, STRANGER))
    assert (shelf.commits, shelf.receipts) == ([], {})


async def test_why_a_kind_of_risk_is_not_tested_is_kept() -> None:
    play = audit_at("mapping")
    shelf = Shelf(("A-1", play))
    why = KindWord(kind="child-safety", verdict="not-tested", why=play.text("Nobody here can ask children."))
    await service(shelf, play.now).execute(play.command(AnswerRiskKinds, AUDITOR, answers=(why,)))
    [change] = shelf.commits[-1].changes
    assert [prose.text for prose in change.contents] == ["Nobody here can ask children."]


def texts_nobody_finds(kind: Any, *, found: bool = True) -> bool:
    """Whether a type holds texts elsewhere than in models and tuples, where the service looks for them."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if issubclass(kind, Prose):
            return not found
        return any(texts_nobody_finds(field.annotation, found=found) for field in kind.model_fields.values())
    found = found and get_origin(kind) not in (dict, frozenset, list, set)
    return any(texts_nobody_finds(part, found=found) for part in get_args(kind))


@pytest.mark.parametrize("command", sorted(RULES, key=str), ids=lambda kind: str(kind.__name__))
def test_every_text_of_a_command_stands_where_it_is_looked_for(command: type[Command]) -> None:
    lost = {name for name, field in command.model_fields.items() if texts_nobody_finds(field.annotation)}
    # what was sealed when it was given is stored since then
    assert lost <= {"opened"}


async def test_words_of_ballots_become_contents_only_at_the_reveal() -> None:
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    shelf = Shelf(("A-1", play))
    serve, sealed = service(shelf, play.now), {}
    for who in play.audit.ballot.seats if play.audit.ballot else ():
        paper = play.paper(1, public="I would wait.")
        sealed[who] = play.text(paper.model_dump_json(), sealed=True)
        await serve.execute(play.command(CastBallot, who, round=1, paper=paper, sealed=sealed[who]))
    kept = [prose for commit in shelf.commits for change in commit.changes for prose in change.contents]
    assert kept == list(sealed.values())
    await serve.execute(play.command(RevealBallots, SYSTEM, round=1, opened=sealed))
    opened = [prose.text for prose in shelf.commits[-1].changes[0].contents]
    assert opened == ["What the evidence carries.", "I would wait."] * 3


def due(*pending: Pending, last_day: date | None = None) -> PersonDue:
    return PersonDue(TEAM, pending[0].duty.person, "UTC", last_day, None, pending)


def owed(play: Play, key: str, who: str, audit: str = "A-1", mentioned: int = 0) -> Pending:
    duties = duties_of(play.audit, play.framework, play.clock.now().date())
    return Pending(audit, next(d for d in duties if (d.key, d.person) == (key, who)), mentioned)


async def test_one_list_over_all_audits_in_one_commit() -> None:
    play = audit_at("mapping")
    shelf = Shelf(("A-1", play), ("A-2", play))
    items = [owed(play, "submit:system-map", ENGINEER, key) for key in ("A-1", "A-2")]
    now = datetime.combine(items[0].duty.due, datetime.min.time(), UTC) + timedelta(hours=10)
    await service(shelf, now).remind(due(*items))
    [commit] = shelf.commits
    listed = DailyCard(ENGINEER, now.date())
    assert [card for change in commit.changes for card in change.cards if isinstance(card, DailyCard)] == [listed] * 2
    events = [event for change in commit.changes for event in change.events]
    assert all(isinstance(e, RemindersSent) and e.duties == (f"submit:system-map@{ENGINEER}",) for e in events)
    assert commit.reminded
    assert set(commit.reminded.sent) == {("A-1", "submit:system-map"), ("A-2", "submit:system-map")}


async def test_who_is_to_be_reminded_is_looked_at_with_the_same_commit() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    await service(shelf, play.now).execute(play.command(RemindPeople, LEAD, people=(SAFETY, STRANGER)))
    [commit] = shelf.commits
    assert [change.asked_to_remind for change in commit.changes] == [(SAFETY,)]


async def test_whoever_is_asked_about_again_is_looked_at_again_though_nothing_more_is_recorded() -> None:
    play = audit_ready("mapping")
    play.do(RemindPeople, LEAD, people=(SAFETY,))
    shelf = Shelf(("A-1", play))
    await service(shelf, play.now).execute(play.command(RemindPeople, LEAD, people=(SAFETY, AUDITOR)))
    [change] = shelf.commits[-1].changes
    assert change.asked_to_remind == (SAFETY, AUDITOR)
    await service(shelf, play.now).execute(play.command(RemindPeople, LEAD, people=(SAFETY, AUDITOR)))
    [change] = shelf.commits[-1].changes
    assert (change.events, change.asked_to_remind) == ((), (SAFETY, AUDITOR))


async def test_what_was_done_meanwhile_drops_out() -> None:
    play = audit_ready("mapping")
    item = owed(play, "sign:mapping:safety", SAFETY)
    play.approve("mapping", "safety", SAFETY)
    shelf = Shelf(("A-1", play))
    await service(shelf, play.now + timedelta(days=30)).remind(due(item))
    assert (shelf.commits, shelf.postponed) == ([], [None])


async def test_what_is_not_due_yet_is_looked_at_again_when_it_is() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    item = owed(play, "sign:mapping:auditor", AUDITOR_2)
    await service(shelf, play.now).remind(due(item))
    assert shelf.commits == []
    [again] = shelf.postponed
    assert again
    assert again > play.now


async def test_what_nobody_answered_is_put_to_the_lead_with_the_list() -> None:
    play = audit_ready("mapping")
    shelf = Shelf(("A-1", play))
    item = owed(play, "sign:mapping:safety", SAFETY, mentioned=2)
    now = datetime(2026, 12, 15, 10, tzinfo=UTC)
    await service(shelf, now).remind(due(item))
    assert set(shelf.kept["A-1"].audit.escalated_duties) == {item.duty.id}
    [change] = shelf.commits[0].changes
    assert [(d.kind, d.person) for d in change.duties_added] == [("overdue", LEAD)]


async def test_what_came_of_other_audits_of_these_weights_is_on_record_before_the_board_is_asked() -> None:
    play, other = audit_at("post-audit"), audit_at("testing")
    other.weighed()
    other.admit(other.reading(), "R1", 0.9)
    shelf = Shelf(("A-1", play), ("A-2", other))
    outcome = await service(shelf, play.now).execute(play.command(OpenBallot, LEAD))
    assert [e.type for e in outcome.events] == ["EarlierAuditsFound", "BallotOpened"]
    [known] = outcome.audit.earlier_audits
    assert (known.key, known.same_weights, known.failed) == ("A-2", True, ("attack_success_rate",))


async def test_what_is_known_of_other_audits_is_not_told_again() -> None:
    play = audit_at("post-audit")
    shelf = Shelf(("A-1", play), ("A-2", audit_at("testing")))
    first = await service(shelf, play.now).execute(play.command(OpenBallot, LEAD))
    assert first.audit.earlier_audits
    assert await EarlierAudits(cast(Store, shelf)).news(play.command(OpenBallot, LEAD), first.audit) is None


async def test_a_board_that_another_audit_asked_meanwhile_keeps_this_one_from_asking_its_own() -> None:
    play, other = audit_at("post-audit"), audit_at("post-audit")
    shelf = Shelf(("A-1", play), ("A-2", other))

    def asked_there() -> None:
        other.do(OpenBallot, LEAD)
        shelf.kept["A-2"] = replace(shelf.kept["A-2"], audit=other.audit.model_copy(update={"key": "A-2"}))

    shelf.before_commit.append(asked_there)
    with refused_with("ballot-elsewhere"):
        await service(shelf, play.now).execute(play.command(OpenBallot, LEAD))


async def test_seats_who_open_a_ballot_are_told_of_other_audits_of_these_weights_first() -> None:
    play, other = audit_at("post-audit"), audit_at("testing")
    play.clock.forward(timedelta(days=14))
    shelf = Shelf(("A-1", play), ("A-2", other))
    outcome = await service(shelf, play.now).execute(play.command(MakeMotion, BOARD[0], kind="open-ballot"))
    assert [known.key for known in outcome.audit.earlier_audits] == ["A-2"]
