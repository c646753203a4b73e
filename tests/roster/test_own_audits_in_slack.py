"""What somebody says of themselves is saved in each of their audits that takes it, and they are told where it was.

Owns what they see in Slack; what it moves is in `tests/duties/test_own_days`.
"""

from __future__ import annotations

from bot.domain.kernel.people import person
from bot.domain.roster.commands import AcceptRole
from bot.slack.kit.action_ids import ActionId
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import says


async def test_own_days_are_taken_wherever_somebody_was_named_and_absence_where_they_accepted(
    bot_in_sandbox: BotInSandbox,
) -> None:
    accepted = await bot_in_sandbox.start_audit()
    named = await bot_in_sandbox.start_audit(model="Bar-7B 1.0")
    safety, team = bot_in_sandbox.person("safety"), bot_in_sandbox.bot.workspace.id
    who = person(team, safety.id)
    accepts = AcceptRole(workspace=team, audit=accepted, request="accepts", actor=who, role="safety")
    await bot_in_sandbox.bot.deps.service.execute(accepts)
    await safety.click(await bot_in_sandbox.at_home("safety", ActionId.OWN_DAYS), ActionId.OWN_DAYS)
    assert (await safety.submit()).closed
    await safety.click(await bot_in_sandbox.at_home("safety", ActionId.AWAY), ActionId.AWAY)
    said = await safety.submit()
    assert said.view is not None
    assert says(said.view.readable, "said-in-audits", saved=accepted, left=named)
    assert [who in (await bot_in_sandbox.audit(key)).away for key in (accepted, named)] == [True, False]
