"""What people write and share: kept, followed when it changes, and made a document only when they say so.

Owns the way from a reply to the record. Must not test how documents are judged.
"""

from __future__ import annotations

import pytest

from bot.demo.messages import AskFor, CardOf
from bot.domain.documents.duties import ReviewDuty, SubmitDuty
from bot.domain.kernel.conversation import QuestionCard
from bot.domain.sign_offs.rules import SignDuty
from bot.sandbox import CannotDo, SeenMessage
from bot.slack.kit.action_ids import ActionId
from tests.acceptance.conftest import Arrange
from tests.acceptance.stage import Stage
from tests.builders import TEAM
from tests.slack.outbound.view_contexts import offer_of, say, says, words

ASKED = AskFor(SubmitDuty, "documentation-review")

MEGABYTE = 1024 * 1024


async def shares(stage: Stage, name: str, data: bytes) -> SeenMessage:
    """The auditor answers the open ask with a file."""
    asked = await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    return await stage["auditor"].driver.upload(asked.channel, name, data, thread_ts=asked.thread_ts)


async def test_a_file_becomes_a_document_by_one_click_with_a_check_mark_as_thanks(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    sent = await shares(stage, "review.md", b"# What the records claim")
    await stage["auditor"].presses(offer_of("Review of the documents", file="review.md"), ActionId.USE_OFFER)
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)

    driver = stage["auditor"].driver
    await driver.workspace.until(
        lambda: any("white_check_mark" in m.reactions for m in driver.sees(sent.channel) if m.ts == sent.ts)
    )
    version = (await stage.audit()).latest("documentation-review")
    assert version
    assert (version.status, version.size) == ("submitted", 24)
    assert version.content
    assert await stage.bot.storage.files.read(TEAM, version.content) == ("review.md", b"# What the records claim")
    report = await stage.bot.storage.verify()
    assert not report.problems


async def test_a_file_of_26_mb_is_refused_in_words(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await shares(stage, "video.mp4", b"0" * (26 * MEGABYTE))
    too_large = say()("file-too-large-in-thread", name="`video.mp4`", size=26, most=25)
    told = await stage["auditor"].reads(too_large)
    assert told.ephemeral
    await stage.quiet()
    auditor = stage["auditor"].driver
    assert len([message for message in auditor.sees(stage.channel) if too_large in message.readable]) == 1
    assert (await stage.audit()).accepted("documentation-review") is None
    # and it is asked for as before
    await stage["auditor"].reads(ASKED, ActionId.SUBMIT)


async def test_a_file_in_the_channel_itself_is_offered_too(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await stage["auditor"].driver.upload(stage.channel, "risk-chart.md", b"# Chart")
    await stage["auditor"].presses(offer_of("Ethical risk chart", file="risk-chart.md"), ActionId.USE_OFFER)
    await stage["safety"].reads(AskFor(ReviewDuty, "risk-chart"), ActionId.REVIEW)


async def test_just_talk_stays_talk(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    await shares(stage, "notes.md", b"# Notes")
    await stage["auditor"].presses("`notes.md`", ActionId.JUST_TALK)
    await stage.quiet()
    assert (await stage.audit()).latest("documentation-review") is None
    assert (await stage.audit()).offers == ()


async def test_a_file_of_somebody_without_a_role_is_no_offer(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    asked = await stage["auditor"].reads(ASKED)
    stage.sandbox.admin.invite_bot("general")
    await stage["auditor"].driver.invite(stage.channel, "stranger")
    await stage["stranger"].driver.upload(asked.channel, "mine.md", b"# Mine", thread_ts=asked.thread_ts)
    await stage.quiet()
    assert (await stage.audit()).offers == ()
    assert stage["stranger"].driver.find("`mine.md`") is None


async def test_edits_and_deletions_are_followed_in_the_discussion(arrange: Arrange) -> None:
    stage = await arrange(at="reflection")
    question = await stage["safety"].reads(CardOf(QuestionCard("unknowns")), channel=stage.channel)
    say, thread = stage["safety"].driver, stage.bot.deps.discussion.thread
    kept = await say.say(question.channel, "We know enough.", thread_ts=question.ts)
    gone = await say.say(question.channel, "Forget this.", thread_ts=question.ts)
    await say.edit(kept, "We do not know enough.")
    await say.delete(gone)
    await stage.quiet()
    texts = [m.text for m in await thread(TEAM, question.channel, question.ts) if not m.deleted]
    assert texts == ["We do not know enough."]


async def test_editing_an_admitted_text_offers_a_new_version_and_deleting_it_changes_nothing(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    asked = await stage["auditor"].reads(ASKED, ActionId.SUBMIT)
    driver = stage["auditor"].driver
    first = "Review of the documents\n\nThe card says 0.3 %.\nThe report says 0.4 %."
    sent = await driver.say(asked.channel, first, thread_ts=asked.thread_ts)
    await stage["auditor"].presses(offer_of("Review of the documents"), ActionId.USE_OFFER)
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)

    edited = await driver.edit(sent, first + "\nBoth are below the threshold.")
    await stage["auditor"].presses(offer_of("Review of the documents", 2), ActionId.USE_OFFER)
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review:2"), ActionId.REVIEW)
    await driver.delete(edited)
    await stage.quiet()
    versions = (await stage.audit()).artifacts["documentation-review"]
    assert [v.number for v in versions] == [1, 2]
    contents = [v.content for v in versions if v.content]
    assert "Both are below the threshold." in (await stage.bot.deps.store.texts(TEAM, contents))[contents[1]]


async def test_lgtm_does_not_count_and_gets_the_button_once(arrange: Arrange) -> None:
    stage = await arrange(at="testing", then=lambda play: play.documents("testing"))
    asked = await stage["safety"].reads(AskFor(SignDuty, "testing"))
    await stage["safety"].driver.say(asked.channel, "LGTM", thread_ts=asked.thread_ts)
    found = await stage["safety"].reads(words("notice-button-instead"), ActionId.SIGN)
    await stage["safety"].driver.say(asked.channel, "lgtm!", thread_ts=asked.thread_ts)
    await stage.quiet()
    shown = [m for m in stage["safety"].driver.sees(stage.channel) if says(m.readable, "notice-button-instead")]
    assert [m.ts for m in shown] == [found.ts]
    assert not any(s.stage == "testing" for s in (await stage.audit()).conditions)
    assert (await stage.audit()).stages["testing"].signatures == ()


async def test_a_shortcut_and_a_mention_make_a_document_deliberately(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    sent = await shares(stage, "b.md", b"# Review")
    await stage["auditor"].told("`b.md`")
    await stage["auditor"].driver.say(
        sent.channel, "@smactr this is the review of the documents", thread_ts=sent.thread_ts
    )
    await stage["auditor"].told(say()("mention-taken", document="Review of the documents"))
    await stage["auditor-2"].reads(AskFor(ReviewDuty, "documentation-review"), ActionId.REVIEW)

    other = await stage["auditor"].driver.upload(sent.channel, "c.md", b"# Chart", thread_ts=sent.thread_ts)
    assert (await stage["auditor"].driver.message_shortcut(other, "use_as_document")).ok
    await stage["auditor"].driver.modal()
    assert (await stage["auditor"].submits(artifact="risk-chart")).closed
    await stage["safety"].reads(AskFor(ReviewDuty, "risk-chart"), ActionId.REVIEW)


async def test_no_command_of_ours_is_typed_in_a_thread(arrange: Arrange) -> None:
    stage = await arrange(at="testing")
    asked = await stage["auditor"].reads(ASKED)
    with pytest.raises(CannotDo, match="not supported in threads"):
        await stage["auditor"].driver.command("/audit", "status", channel=stage.channel, thread_ts=asked.thread_ts)
    in_threads = [m.readable for m in stage["lead"].driver.sees(stage.channel) if m.thread_ts]
    assert not any("/audit" in text for text in in_threads)
