"""Much of one thing, written straight into storage: audits, versions of documents, messages, people.

Owns how it is made up. Whatever a rule or a check reads of it holds: histories are chained, rows follow from them, and
what needs a proof has one.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, insert, update

from bot.domain.documents.rules import needed
from bot.domain.engine.commit_plan import plan_commit
from bot.domain.engine.fold import fold
from bot.domain.engine.history import SCHEMA_VERSION, read_event, write_event
from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.duty import read_duty, write_duty
from bot.domain.kernel.people import user_of
from bot.ports.directory import Channel
from bot.ports.discussion import Message
from bot.ports.store import AuditChange, Commit
from storage import Storage
from storage.proofs import Prover
from storage.sealing import key_in
from storage.tables import CARDS, CHANNELS, PEOPLE
from tests.bench.seed import channel
from tests.builders import DEPUTY, LEAD, TEAM, Play, an_audit
from tests.clock import MONDAY

AT_ONCE: Final = 100
"""Audits, messages or rows a transaction."""

LEADS: Final = 1_000
"""How many people lead the audits of a workspace between them."""


async def audits(storage: Storage, folder: Path, count: int) -> None:
    """Young audits `A-1` to `A-<count>`, each in a private channel of its own."""
    play = an_audit()
    duties = [write_duty(d) for d in plan_commit(None, play.audit, (), play.framework, MONDAY).duties_added]
    history = [json.dumps(write_event(event)) for event in play.history]
    for numbers in _batches(range(1, count + 1)):
        changes = tuple(_change(play, history, duties, number) for number in numbers)
        await storage.store.commit(Commit(workspace=TEAM, request=f"crowd-{numbers[0]}", at=MONDAY, changes=changes))
    # drawn as they are wanted; where each stands is not said, for a place needs a proof
    await storage.database.execute(update(CARDS).where(CARDS.c.workspace == TEAM).values(sent=CARDS.c.wanted))
    shown: dict[str, Any] = {"workspace": TEAM, "private": True, "archived": False, "bot_in": True, "formerly": ""}
    shown["synced_at"] = datetime.now(UTC)
    there = [{**shown, "channel": channel(number), "name": f"audit-{number}"} for number in range(1, count + 1)]
    await _write(storage, folder, CHANNELS, there)


def _change(play: Play, history: Sequence[str], duties: Sequence[str], number: int) -> AuditChange:
    """The start of an audit, under a key and by a lead of its own."""
    key, lead = f"A-{number}", f"LEAD{number % LEADS}"

    def renamed(text: str) -> str:
        return text.replace(user_of(LEAD), f"U{lead}").replace(user_of(DEPUTY), f"UDEPUTY{number % LEADS}")

    events = [read_event(SCHEMA_VERSION, json.loads(renamed(event))) for event in history]
    events[0] = events[0].model_copy(update={"key": key, "channel": channel(number)})
    after = fold(events)
    return AuditChange(
        before=None,
        after=after,
        head="",
        framework=play.framework,
        events=tuple(events),
        # the same frozen rules in all of them are one content
        contents=tuple(play.prose.values()) if number == 1 else (),
        cards=(AuditCard(),),
        duties_added=tuple(read_duty(renamed(duty)) for duty in duties),
    )


def with_versions(play: Play, count: int) -> Play:
    """The same audit with so many versions of its documents, the newest of each accepted."""
    plain = [spec.key for spec in needed(play.audit, play.framework, "testing") if not (spec.columns or spec.tampering)]
    there = sum(len(versions) for versions in play.audit.artifacts.values())
    for artifact in itertools.islice(itertools.cycle(plain), max(0, count - there)):
        play.hand_in(artifact)
    for artifact in plain:
        latest = play.audit.latest(artifact)
        if latest is None or latest.status != "accepted":
            play.accept(artifact)
    return play


async def messages(storage: Storage, where: str, count: int) -> None:
    """What people said in one thread."""
    for numbers in _batches(range(count)):
        said = tuple(
            Message(TEAM, where, f"{number}.000200", "1.000100", LEAD, f"The third result holds, for reason {number}.")
            for number in numbers
        )
        await storage.store.commit(Commit(workspace=TEAM, request=f"said-{numbers[0]}", at=MONDAY, discussion=said))


async def people(storage: Storage, folder: Path, where: str, count: int) -> None:
    """People of the workspace, all of them in one channel."""
    known: dict[str, Any] = {
        "workspace": TEAM,
        "tz": "UTC",
        "full_member": True,
        "admin": False,
        "deleted": False,
        "bot": False,
    }
    known |= {"known_at": MONDAY, "dm_channel": None}
    everybody = [f"{TEAM}:UPERSON{number}" for number in range(count)]
    await _write(storage, folder, PEOPLE, [{**known, "person": who, "name": user_of(who)} for who in everybody])
    await storage.directory.remember_channel(TEAM, Channel(where, bot_in=True, synced_at=datetime.now(UTC)), everybody)


async def _write(storage: Storage, folder: Path, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    prover = Prover(key_in(folder))
    proven = [prover.with_proof(table, row) for row in rows]
    await storage.database.transact(lambda connection: connection.execute(insert(table), proven))


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while batch := list(itertools.islice(rest, AT_ONCE)):
        yield batch
