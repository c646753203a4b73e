"""One person is one person on Enterprise Grid: in a command, a click, a message and a list of people.

Owns what the bot makes of it, in a sandbox that sends what Slack sends there. The answer itself is pure and tested in
`tests.slack.inbound.test_identity`.
"""

from __future__ import annotations

import pytest

from bot.sandbox import WorkspaceSpec
from bot.slack.kit.action_ids import ActionId, choice_of
from tests.grid import HOMES, on_a_grid
from tests.slack.bot_in_sandbox import BotInSandbox, eventually
from tests.slack.outbound.view_contexts import words


@pytest.fixture
def spec(spec: WorkspaceSpec) -> WorkspaceSpec:
    return on_a_grid(spec)


async def test_the_lead_pauses_by_button_what_they_started_by_command_whichever_home_the_click_names(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.start_audit()
    lead = bot_in_sandbox.person("lead")
    card = await bot_in_sandbox.known(await lead.reads(words("audit-card-title"), channel="lab"))
    for number, home in enumerate(HOMES, start=1):
        lead.person.home = home
        await lead.click(card, "more", choose=choice_of(ActionId.FINDING, "A-1"))
        await lead.fill({"severity": "high", "text": "The filter is off"})
        submitted = await lead.submit()
        assert submitted.closed, submitted
        assert len((await bot_in_sandbox.audit()).findings) == number


async def test_what_somebody_writes_is_of_the_person_whose_role_it_is(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.thread()
    workspace = bot_in_sandbox.bot.workspace.id
    card = await bot_in_sandbox.person("engineer").reads("*1 Scoping*", channel="lab")
    for name in ("lead", "deputy", "engineer"):
        said = await bot_in_sandbox.person(name).say("lab", f"{name} was here", thread_ts=card.ts)

        async def kept(ts: str = said.ts, who: str = f"{workspace}:{bot_in_sandbox.person(name).id}") -> bool:
            message = await bot_in_sandbox.bot.deps.discussion.message(workspace, card.channel, ts)
            return message is not None and message.person == who

        await eventually(kept)


async def test_somebody_at_home_elsewhere_in_the_organization_is_a_full_member(bot_in_sandbox: BotInSandbox) -> None:
    await bot_in_sandbox.start_audit()
    for seats in (await bot_in_sandbox.audit()).roster.values():
        for seat in seats:
            assert seat.person.startswith(bot_in_sandbox.bot.workspace.id)
