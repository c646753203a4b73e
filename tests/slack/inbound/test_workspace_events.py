"""What becomes of a profile that changed, in every audit of its person.

Owns that one audit keeps nothing from another. Which duties move is `tests/roster`.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.registry import Command
from bot.domain.kernel.workdays import MONDAY_TO_FRIDAY
from bot.domain.roster.commands import RecordGone, StateDaysOff
from bot.slack.inbound.workspace_events import IMPERSONAL
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.payloads import Event
from bot.slack.kit.people import Access
from tests.builders import TEAM
from tests.clock import MONDAY


class Bot:
    """Everything the bot has to do with a profile; the first of two audits cannot be read."""

    def __init__(self) -> None:
        self.given: list[Command] = []
        self.clock = SimpleNamespace(now=lambda: MONDAY)
        self.days_off = SimpleNamespace(of=lambda tz, now: MONDAY_TO_FRIDAY)
        self.store = self.directory = self.reminders = self.service = self

    async def audits_of(self, *who: str) -> list[str]:
        return ["A-1", "A-2"]

    async def profile(self, *who: str) -> None:
        return None

    async def remember(self, *what: object) -> None: ...

    async def rezone(self, *what: object) -> None: ...

    def wake(self) -> None: ...

    async def execute(self, command: Command) -> None:
        if command.audit == "A-1":
            raise UnknownEvent("Later", 9)
        self.given.append(command)


async def test_an_audit_that_cannot_be_read_keeps_a_new_profile_from_no_other() -> None:
    bot, user = Bot(), {"id": "USAFETY", "team_id": TEAM, "tz": "Europe/Berlin", "deleted": True}
    event: Any = SimpleNamespace(id="Ev1", origin=SimpleNamespace(workspace=TEAM), body={"user": user})
    await IMPERSONAL["user_change"](cast(Dependencies, bot), cast(Access, None), cast(Event, event))
    assert [(type(one), one.audit) for one in bot.given] == [(StateDaysOff, "A-2"), (RecordGone, "A-2")]
