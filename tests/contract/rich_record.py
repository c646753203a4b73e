"""A record with a row in every table, and everything that is read from it.

Owns what the tests of the columns begin with. Arranged through the ports; must not expect anything.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.domain.kernel.conversation import AuditCard, StageCard, dm
from bot.domain.lifecycle.events import DetailsChanged
from bot.ports.attack_tables import AttackTable, Colluders
from bot.ports.directory import Channel, Profile
from bot.ports.discussion import Message
from bot.ports.outbox import Sent
from storage import Storage
from storage.tables import CONTENTS, HOMES, UPLOADS
from tests.builders import DEPUTY, LEAD, TEAM
from tests.contract.record import Record
from tests.contract.test_contents import cast, described, file, handed_in
from tests.contract.test_outbox import say

CHANNEL, QUESTION = "CAUDIT", "9.1"

SEARCHED = AttackTable(
    framework="sha256:" + "f" * 64,
    seats=3,
    seed=1,
    plays=20,
    smallest=(Colluders(form=5, board="trusting", roles=("lead", "safety")),),
)


async def fill(record: Record) -> None:
    """An audit with events, a kept state, contents of all kinds, and everything beside them."""
    await record.begin(channel=CHANNEL)
    words, ballot, name = record.prose("A support bot."), record.prose("a ballot", sealed=True), record.prose("Card")
    digest, size = await record.storage.files.admit(TEAM, "A-1", file(b"%PDF-1.7"))
    opened, voted = cast(record, ballot)
    voting = (opened.model_copy(update={"deadline": record.now + timedelta(days=3)}), voted)
    moved = (described(record, words), *voting, *handed_in(record, name, digest, size))
    await record.move(*moved, contents=(words, ballot, name))
    for form in range(20):
        await record.move(DetailsChanged(at=record.now, by=LEAD, asked_form=form % 8))
    await _beside(record, digest)


async def _beside(record: Record, digest: str) -> None:
    storage, now = record.storage, record.now
    await record.queue(say(1, dm(LEAD)), cards=(AuditCard(), StageCard("scoping")))
    for _ in range(2):
        for job in await record.claim_cards():
            await record.outbox.card_done(job, Sent(CHANNEL, f"1.{job.id}"), "print", now)
    await record.outbox.wish(TEAM, "A-1", AuditCard(), now)
    for job in await record.claim_cards():
        await record.outbox.card_lost(job, now)
    await storage.discussion.keep(Message(TEAM, CHANNEL, "9.2", QUESTION, LEAD, "It refuses.", files=(("F1", "a"),)))
    await storage.directory.remember(TEAM, Profile(LEAD, "Lea", "Europe/Berlin"), now)
    await storage.directory.remember_dm(TEAM, LEAD, "DLEAD")
    await storage.directory.remember_channel(TEAM, Channel(CHANNEL, "audit", bot_in=True, synced_at=now), [LEAD])
    await storage.attack_tables.keep(TEAM, SEARCHED, now)
    await storage.draft_progress.keep(TEAM, "A-1", "part", "What was read.", now)
    blob = select(CONTENTS.c.blob).where(CONTENTS.c.workspace == TEAM, CONTENTS.c.digest == digest)
    await storage.database.execute(insert(UPLOADS).values(workspace=TEAM, blob=blob.scalar_subquery(), at=now))
    await storage.database.execute(insert(HOMES).values(workspace=TEAM, id=10**6, card=f"home:{LEAD}", due_at=now))


async def read(storage: Storage, request: str) -> dict[str, Any]:
    """Everything that rules, rights and their texts are read from."""
    loaded = await storage.store.load(TEAM, "A-1")
    directory, store = storage.directory, storage.store
    named = [loaded.audit.description, loaded.audit.framework]
    sealed = list(loaded.audit.ballot.sealed.values()) if loaded.audit.ballot else []
    files = [v.content for versions in loaded.audit.artifacts.values() for v in versions if v.content]
    return {
        "audit": loaded,
        "owed": await store.owed(TEAM, "A-1"),
        "theirs": [await store.audits_of(TEAM, LEAD), await store.audits_in(TEAM, CHANNEL), await store.audits(TEAM)],
        "texts": await store.texts(TEAM, named),
        "sealed": await store.sealed(TEAM, sealed),
        "files": [await storage.files.read(TEAM, digest) for digest in files],
        "seen": await store.seen(TEAM, request),
        "people": [await directory.profile(TEAM, who) for who in (LEAD, DEPUTY)],
        "channel": [await directory.channel(TEAM, CHANNEL), await directory.members(TEAM, CHANNEL)],
        "said": await storage.discussion.thread(TEAM, CHANNEL, QUESTION),
        "posted": await storage.outbox.sent(TEAM, "A-1", StageCard("scoping").key),
        "stood": await storage.outbox.stood(TEAM, "A-1", AuditCard().key),
        "draft": await storage.draft_progress.load(TEAM, "A-1", "part"),
        "searched": await storage.attack_tables.found(TEAM, SEARCHED.framework, SEARCHED.seats),
        "alarms": await store.alarms(loaded.audit.started_at.replace(year=2100), 5),
    }
