"""A person's due dates as a calendar file, from App Home; and the list of audits with what is due.

Owns what is pressed and what comes. Whose dates they are stands in `test_duties`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.people import person
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import say, says


async def test_what_waits_for_somebody_comes_as_a_calendar_file(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.thread()
    auditor, workspace = bot_in_sandbox.person("auditor"), bot_in_sandbox.sandbox.workspace
    home = await bot_in_sandbox.at_home("auditor", ActionId.DUE_DATES)
    assert (await auditor.click(home, ActionId.DUE_DATES)).ok

    async def there() -> bool:
        return any(file.name == "due-dates.ics" and file.shares for file in workspace.files.values())

    await eventually(there)
    [file] = [file for file in workspace.files.values() if file.name == "due-dates.ics"]
    read: Any = import_module("icalendar").Calendar.from_ical(bytes(file.data or b""))
    audit = await bot_in_sandbox.audit()
    who = person(auditor.workspace.team_id, auditor.id)
    loaded = await bot_in_sandbox.bot.deps.store.load(bot_in_sandbox.bot.workspace.id, "A-1")
    now = bot_in_sandbox.bot.deps.clock.now()
    owed = sorted(d.due for d in duties_of(audit, loaded.framework, now.date()) if d.person == who)
    assert sorted(event.decoded("dtstart") for event in read.walk("VEVENT")) == owed
    assert owed


async def test_the_list_of_audits_says_stage_and_dates_and_takes_a_filter(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    told = await lead.command("/audit", "list", channel="lab")
    assert says(told.text, "list-title-filtered", which=say()("list-filter-all"), count=1)
    shown = await lead.reads(say()("list-filter-all"), channel="lab")
    assert "*Scoping*" in shown.readable
    assert says(shown.readable, "list-next")
    late = await lead.command("/audit", "list overdue", channel="lab")
    assert says(late.text, "list-title-filtered", which=say()("list-filter-overdue"), count=0)
