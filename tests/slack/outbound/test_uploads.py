"""Files the bot posts: uploaded and shared once, whatever becomes of the answers.

Owns what is promised of posts with files. Must not know what the files show.
"""

import pytest

from bot.domain.kernel.conversation import CHANNEL, StageCard, stage_thread
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.ports.chat import Terminal, TryAgain, Unclear
from bot.ports.outbox import EffectJob, Sent
from bot.ports.renderer import RenderedFile
from bot.sandbox.channels import Message
from tests.builders import LEAD, TEAM, an_audit
from tests.slack.outbound.delivery_bench import DeliveryBench, delivery_bench, soon
from tests.slack.outbound.view_contexts import loaded, says

REPORT = PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=LEAD))

FILES = (
    RenderedFile("report.html", "Report", b"<p>so it is</p>"),
    RenderedFile("risks.png", "Risks", b"\x89PNG", alt="Two risks, both low"),
)


async def posted(post: DeliveryBench, job: EffectJob) -> Sent | None:
    return await post.chat.post_files(job, loaded(post.play), FILES)


def with_files(post: DeliveryBench, channel: str = "CAUDIT") -> list[Message]:
    return [m for m in post.sandbox.workspace.channels[channel].messages.values() if m.files]


async def test_files_are_one_message_with_words_beside_it() -> None:
    async with delivery_bench(an_audit()) as post:
        sent = await posted(post, post.effect(REPORT))
        [message] = with_files(post)
        files = [post.sandbox.workspace.files[f] for f in message.files]
        assert sent == Sent("CAUDIT", message.ts)
        assert [(f.name, f.title, f.data, f.alt) for f in files] == [(f.name, f.title, f.data, f.alt) for f in FILES]
        assert says(message.text, "files-report", by="<@ULEAD>")


async def test_files_go_beneath_a_card_where_that_is_their_place() -> None:
    async with delivery_bench(an_audit()) as post:
        card = await post.draw(post.card(StageCard("scoping")))
        place = stage_thread("scoping")
        await posted(post, post.effect(REPORT.model_copy(update={"place": place})))
        [message] = with_files(post)
        assert card[0]
        assert message.thread_ts == card[0].ts


async def test_a_lost_answer_leaves_one_message_that_is_found_by_its_files() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("files.completeUploadExternal", "lost_reply")
        with pytest.raises(Unclear):
            await posted(post, post.effect(REPORT))
        again = post.effect(REPORT, attempts=2, ambiguous=True, files=post.rows.uploaded)
        found = await post.chat.find_files(again, loaded(post.play))
        [message] = with_files(post)
        assert found == Sent("CAUDIT", message.ts)


async def test_a_lost_request_is_known_not_to_have_been_shared() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("files.completeUploadExternal", "lost_request")
        with pytest.raises(Unclear):
            await posted(post, post.effect(REPORT))
        again = post.effect(REPORT, attempts=2, ambiguous=True, files=post.rows.uploaded)
        assert await post.chat.find_files(again, loaded(post.play)) is None
        assert not with_files(post)


async def test_a_share_that_may_still_arrive_is_not_looked_up_yet() -> None:
    async with delivery_bench(an_audit()) as post:
        early = post.effect(REPORT, ambiguous=True, files=("F1",), not_before_lookup=soon(post, 5))
        with pytest.raises(Unclear):
            await post.chat.find_files(early, loaded(post.play))
        assert post.calls("files.info") == 0


async def test_a_look_up_that_fails_leaves_it_ambiguous() -> None:
    async with delivery_bench(an_audit()) as post:
        await posted(post, post.effect(REPORT))
        post.sandbox.faults.on_call("files.info", "ratelimited", seconds=3)
        with pytest.raises(Unclear):
            await post.chat.find_files(post.effect(REPORT, ambiguous=True, files=post.rows.uploaded), loaded(post.play))


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload"])
@pytest.mark.parametrize("fault", ["lost_reply", "lost_request"])
async def test_what_is_lost_before_sharing_is_certainly_not_posted(method: str, fault: str) -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call(method, fault)  # type: ignore[arg-type]  # one of the sandbox's kinds
        with pytest.raises(TryAgain):
            await posted(post, post.effect(REPORT))
        assert not with_files(post)
        await posted(post, post.effect(REPORT, attempts=2))
        assert len(with_files(post)) == 1


async def test_where_slack_does_not_say_where_the_message_is_the_post_counts_all_the_same() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("files.info", "ratelimited", seconds=3)
        assert await posted(post, post.effect(REPORT)) is None
        assert len(with_files(post)) == 1


async def test_retry_after_is_told_to_the_other_replicas() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("files.completeUploadExternal", "ratelimited", seconds=7)
        with pytest.raises(TryAgain):
            await posted(post, post.effect(REPORT))
        assert post.rows.slowed == {"CAUDIT": soon(post, 7)}


async def test_a_deleted_card_is_wished_for_before_files_go_beneath_it() -> None:
    async with delivery_bench(an_audit()) as post:
        post.rows.there["stage:scoping"] = Sent("CAUDIT", "1.000001")
        with pytest.raises(TryAgain):
            await posted(post, post.effect(REPORT.model_copy(update={"place": stage_thread("scoping")})))
        assert post.rows.there == {}


async def test_a_channel_that_is_archived_is_final() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.workspace.channels["CAUDIT"].archived = True
        with pytest.raises(Terminal):
            await posted(post, post.effect(REPORT))


async def test_what_another_replica_uploaded_meanwhile_is_not_shared_again() -> None:
    async with delivery_bench(an_audit()) as post:
        post.rows.uploaded = ("F-OF-ANOTHER",)
        with pytest.raises(Unclear):
            await posted(post, post.effect(REPORT))
        assert not with_files(post)


async def test_bytes_go_to_slack_alone() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.workspace.base_url = "https://elsewhere.example"
        with pytest.raises(Terminal):
            await posted(post, post.effect(REPORT))


async def test_what_was_posted_is_deleted_with_its_message_and_deleted_once() -> None:
    async with delivery_bench(an_audit()) as post:
        sent = await posted(post, post.effect(REPORT))
        for _ in range(2):
            await post.chat.delete_files(TEAM, post.rows.uploaded, sent)
        assert not with_files(post)
        assert not post.sandbox.workspace.files
        assert sent
        assert sent.ts not in post.sandbox.workspace.channels["CAUDIT"].messages


async def test_files_whose_message_nobody_knows_are_deleted_all_the_same() -> None:
    async with delivery_bench(an_audit()) as post:
        await posted(post, post.effect(REPORT))
        await post.chat.delete_files(TEAM, post.rows.uploaded, None)
        assert not with_files(post)
        assert not post.sandbox.workspace.files
