"""Another framework in Slack: who asks and who agrees read first what opens again.

Owns what both are shown and press.
"""

from __future__ import annotations

import pytest

from bot.demo.messages import AskFor
from bot.domain.lifecycle.adoption import Reopening
from bot.domain.lifecycle.duties import ConfirmFrameworkDuty
from bot.reports.report_data import gather
from bot.sandbox import readable
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.block_kit import section
from bot.slack.kit.framework_moves import framework_move_lines
from bot.slack.kit.message_limits import as_json
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.lifecycle.framework_forms import FrameworkAnswerForm, FrameworkForm
from bot.slack.lifecycle.status import status_blocks
from bot.wiring.report_files import sources_of
from tests.builders import LEAD, PRODUCT, RELEASED, SAFETY, built_in, first_edition
from tests.engine.played_audits import audit_at
from tests.lifecycle.test_adoption import begun, decided, moved
from tests.reports.sample_audits import files, played
from tests.slack.bot_in_sandbox import BotInSandbox
from tests.slack.outbound.view_contexts import buttons, context_of, say, says, shown, words

META = ModalMetadata(request="r" * 22, audit="A-1")

EVERYTHING = Reopening(
    stages=("scoping", "mapping"),
    unsigned=True,
    documents=("content-filters",),
    results=(1, 2),
    findings=(3,),
    waivers=(PRODUCT,),
    asked=("weight-security",),
)

NOTHING = Reopening(stages=(), unsigned=False, documents=(), results=(), findings=(), waivers=(), asked=())


@pytest.mark.parametrize("form", [FrameworkForm(), FrameworkAnswerForm()], ids=["asks", "agrees"])
def test_both_read_everything_that_opens_again_before_anything_does(form: FrameworkForm | FrameworkAnswerForm) -> None:
    context = context_of(audit_at("testing", framework=first_edition()))
    view = form.view(context, META, built_in(), EVERYTHING).to_dict()
    drawn = readable(view["blocks"])
    parts = ("stages", "documents", "results", "findings", "waivers", "asked", "unsigned")
    assert [part for part in parts if say()(f"adoption-{part}").strip("*") not in drawn] == []
    titles = [built_in().stage("mapping").title, built_in().artifact("weight-security").title]
    assert [title for title in titles if title not in drawn] == []


def test_where_the_audit_cannot_go_on_by_it_the_one_answer_left_is_that_it_stays() -> None:
    context = context_of(audit_at("testing", framework=first_edition()))
    view = FrameworkAnswerForm().keeping(context, META, say()("adoption-board-deciding")).to_dict()
    [asked] = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [option["value"] for option in asked["options"]] == ["keep"]
    assert say()("adoption-board-deciding") in readable(view["blocks"])


def test_where_nothing_opens_again_that_is_said() -> None:
    context = context_of(audit_at("testing", framework=first_edition()))
    drawn = readable(FrameworkForm().view(context, META, built_in(), NOTHING).to_dict()["blocks"])
    assert say()("adoption-nothing") in drawn


def test_the_status_of_an_audit_of_older_rules_offers_the_framework_of_today() -> None:
    old, new = (status_blocks(context_of(audit_at("testing", framework=f))) for f in (first_edition(), built_in()))
    assert ActionId.NEW_FRAMEWORK in buttons(old)
    assert ActionId.NEW_FRAMEWORK not in buttons(new)


@pytest.mark.parametrize("settled", [{"SMACTR_FRAMEWORK": RELEASED}], ids=["of 0.1.0"])
async def test_the_lead_asks_a_reviewer_agrees_and_the_audit_goes_on_by_the_new_rules(
    bot_in_sandbox: BotInSandbox,
) -> None:
    await bot_in_sandbox.everybody_accepts(await bot_in_sandbox.start_audit())
    lead, auditor = bot_in_sandbox.person("lead"), bot_in_sandbox.person("auditor")
    await lead.command("/audit", "framework A-1", channel="lab")
    await lead.reads(words("adoption-same"), channel="lab")
    object.__setattr__(bot_in_sandbox.bot.deps, "framework", built_in())  # the bot was upgraded
    await lead.command("/audit", "framework A-1", channel="lab")
    assert say()("adoption-unsigned") in (await lead.modal()).readable
    assert (await lead.submit()).closed
    asked = await bot_in_sandbox.finds("auditor", AskFor(ConfirmFrameworkDuty), ActionId.ANSWER_FRAMEWORK, "@app")
    await auditor.click(asked, ActionId.ANSWER_FRAMEWORK)
    assert say()("adoption-unsigned") in (await auditor.modal()).readable
    await auditor.fill({"answer": "adopt"})
    assert (await auditor.submit()).closed
    await lead.reads(words("notice-framework-adopted"), channel="lab")
    assert (await bot_in_sandbox.audit()).rules == 2
    assert (await told_as_of(bot_in_sandbox, 2), await told_as_of(bot_in_sandbox)) == (1, 2)


def test_post_and_report_name_the_move_with_whose_word_it_was_and_what_opened_again() -> None:
    play = moved(begun("testing"))
    opened = ", ".join(play.framework.stage(key).title for key in play.audit.framework_moves[0].stages)
    assert decided(play) == 3
    context = context_of(play)
    [said] = framework_move_lines(context)
    assert says(
        said, "decision-framework-move", opened=opened, by=context.mention(LEAD), agreed=context.mention(SAFETY)
    )
    head, *thread = decision_card(context)
    assert say()("post-moves", count=1) in shown((head,))
    assert readable(as_json(section(said))) in shown(tuple(thread))
    for name in ("A-1-report.html", "A-1-report.md"):
        assert says(files(played(play))[name], "report-framework-move", opened=opened)


async def told_as_of(here: BotInSandbox, event: int | None = None) -> int:
    """The edition of the rules that a report of an event goes by."""
    deps, record = here.bot.deps, here.bot.storage
    sources = sources_of(record, deps.clock, "", deps.texts, here.bot.settings, deps.confinement)
    loaded = await deps.store.load(here.bot.workspace.id, "A-1")
    return (await gather(sources, loaded, event, files=False)).framework.rules
