"""Two audits of the same weights ask their boards at the same moment: one of them does.

Owns that this holds on every database, whoever comes first. What bars a second board is the ballot's rule.
"""

from __future__ import annotations

import asyncio

from bot.domain.ballot.commands import OpenBallot
from bot.domain.kernel.content import Prose
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.events import AuditStarted
from bot.service import CommandOutcome, Service
from tests.builders import LEAD, TEAM, built_in
from tests.contract.record import Record
from tests.engine.played_audits import Branch, audit_at


async def kept(record: Record) -> tuple[str, Branch]:
    """An audit whose board may be asked, in the record; its key."""
    key = await record.store.allot_key(TEAM)
    play, framework = audit_at("post-audit"), record.prose(built_in().model_dump_json())
    started, *later = play.history
    assert isinstance(started, AuditStarted)
    begun = started.replace(key=key, framework=framework.digest)
    texts: tuple[Prose, ...] = (framework, *play.prose.values())
    await record.commit(record.change(None, [begun, *later], contents=texts))
    record.clock.set(max(record.now, play.now))
    return key, play


def asked(play: Branch, key: str) -> Command:
    command = play.command(OpenBallot, LEAD)
    return command.replace(audit=key, request=f"open:{key}")


async def test_of_two_boards_asked_at_the_same_moment_one_is(record: Record) -> None:
    plays = dict([await kept(record) for _ in range(2)])
    replicas = [Service(record.store, record.storage.reminders, record.clock) for _ in plays]
    tries = (service.execute(asked(plays[key], key)) for service, key in zip(replicas, plays, strict=True))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    [opened] = [outcome for outcome in outcomes if isinstance(outcome, CommandOutcome)]
    [barred] = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert isinstance(barred, Refusal)
    assert barred.id == "ballot-elsewhere"
    voting = [(await record.store.load(TEAM, key)).audit.ballot is not None for key in plays]
    assert sorted(voting) == [False, True]
    assert opened.audit.ballot
    assert (await record.storage.verify()).problems == []
