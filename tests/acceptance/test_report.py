"""The report, asked for in Slack: files in the audit's channel, for everybody there.

Owns the way from asking to the files. Must not know what stands in them.
"""

from __future__ import annotations

from bot.demo.messages import CardOf
from bot.domain.kernel.conversation import AuditCard
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.slack.outbound.view_contexts import words


def files(stage: Stage) -> list[str]:
    """The names of every file the bot shared."""
    workspace = stage.sandbox.workspace
    return [f.name for f in workspace.files.values() if f.user == workspace.app.user_id and f.shares]


async def test_the_report_comes_as_files_into_the_audits_channel(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["lead"].driver.command("/audit", "report A-1")
    await stage["lead"].told(words("report-under-way"))
    await stage["auditor"].reads(words("files-report"), channel=stage.channel)
    assert "A-1-design-history.md" in files(stage)


async def test_the_button_on_the_audit_card_does_the_same_and_twice_in_a_hurry_it_comes_once(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["auditor"].presses(CardOf(AuditCard()), ActionId.REPORT)
    await stage["auditor"].presses(CardOf(AuditCard()), ActionId.REPORT)
    await stage["lead"].reads(words("files-report"), channel=stage.channel)
    await stage.quiet()
    assert len(files(stage)) == len(set(files(stage)))


async def test_who_has_no_role_is_told_whom_to_ask(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    answer = await stage["stranger"].driver.command("/audit", "report A-1")
    assert answer.ok
    await stage.quiet()
    assert not [name for name in files(stage) if "chart" not in name]
