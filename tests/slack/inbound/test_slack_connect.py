"""People of another company, in a channel shared with it: what they hand in is read like anybody's.

Owns what Slack leaves out for them. Who they are is tested in `tests.slack.inbound.test_identity`.
"""

from __future__ import annotations

import pytest

from bot.sandbox import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.slack.bot_in_sandbox import PEOPLE, BotInSandbox, eventually


@pytest.fixture
def spec(spec: WorkspaceSpec) -> WorkspaceSpec:
    people = (*spec.people, PersonSpec(name="partner", team="T0PARTNERS"))
    shared = ChannelSpec(name="lab", members=(*PEOPLE, "partner"), shared=True, bot=True)
    channels = (spec.channels[0], shared, *spec.channels[2:])
    return spec.model_copy(update={"people": people, "channels": channels})


async def test_a_file_that_only_files_info_names_is_kept_with_its_name(bot_in_sandbox: BotInSandbox) -> None:
    card = await bot_in_sandbox.thread()
    partner = bot_in_sandbox.person("partner")
    said = await partner.upload("lab", "threat-model.md", b"# Threats\n", thread_ts=card.ts)
    workspace = bot_in_sandbox.bot.workspace.id

    async def kept() -> bool:
        message = await bot_in_sandbox.bot.deps.discussion.message(workspace, card.channel, said.ts)
        return message is not None and [name for _, name in message.files] == ["threat-model.md"]

    await eventually(kept)


async def test_a_person_of_another_company_is_known_by_their_own_team(bot_in_sandbox: BotInSandbox) -> None:
    card = await bot_in_sandbox.thread()
    partner = bot_in_sandbox.person("partner")
    said = await partner.say("lab", "We saw the same", thread_ts=card.ts)
    workspace = bot_in_sandbox.bot.workspace.id

    async def kept() -> bool:
        message = await bot_in_sandbox.bot.deps.discussion.message(workspace, card.channel, said.ts)
        return message is not None and message.person == f"T0PARTNERS:{partner.id}"

    await eventually(kept)
