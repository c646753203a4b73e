"""`/audit list` counts as overdue what is overdue where the audit is.

Owns that count. What a line says is tried in `tests/duties/test_due_dates_in_slack`.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.workdays import Calendar
from bot.ports.store import AuditLine
from bot.slack.kit.message_limits import as_json
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply
from bot.slack.lifecycle.commands import list_audits
from tests.builders import LEAD
from tests.engine.played_audits import Branch, at_home_in, audit_ready
from tests.slack.outbound.view_contexts import loaded, say


def listed(play: Branch) -> Any:
    """Whoever asks, in front of a store that holds one audit."""
    line = AuditLine("A-1", "Foo-7B 1.0", None, "mapping", "open", play.now)

    async def lines(*_: object) -> list[AuditLine]:
        return [line]

    async def load(*_: object) -> Any:
        return loaded(play)

    async def owed(*_: object) -> Any:
        return duties_of(play.audit, play.framework, play.audit.calendar.day(play.now))

    async def audits_due(_: str, day: date) -> set[str]:
        return {line.key for duty in await owed() if duty.due <= day}

    return SimpleNamespace(
        access=SimpleNamespace(lines=lines),
        deps=SimpleNamespace(store=SimpleNamespace(load=load, owed=owed, audits_due=audits_due)),
        workspace="T01",
        who=LEAD,
        say=say(),
        today=play.now.date(),
        today_in=lambda audit: audit.calendar.day(play.now),
    )


@pytest.mark.parametrize(("zone", "late"), [("America/Los_Angeles", 0), ("UTC", 1)])
async def test_what_is_due_on_a_day_is_overdue_once_that_day_is_over_where_the_audit_is(zone: str, late: int) -> None:
    play = at_home_in(Calendar(zone=zone), audit_ready("mapping"))
    [due] = {duty.due for duty in duties_of(play.audit, play.framework, play.audit.calendar.day(play.now))}
    play.clock.set(Calendar().begin(due + timedelta(days=1)) + timedelta(minutes=30))
    told = await list_audits(cast(RequestContext, listed(play)), "overdue")
    assert isinstance(told, Reply)
    assert told.text == say()("list-title-filtered", count=late, which=say()("list-filter-overdue"))


async def test_its_menu_stands_at_what_is_shown() -> None:
    told = await list_audits(cast(RequestContext, listed(audit_ready("mapping"))), "overdue")
    assert isinstance(told, Reply)
    menu = as_json(told.blocks)[0]["accessory"]
    assert menu["initial_option"]["text"]["text"] == say()("list-filter-overdue")
