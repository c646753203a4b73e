"""Delivering to a Slack that misbehaves: every message once, refusals understood, cards reconciled.

Owns the Chat port's promises. Must not know what messages say.
"""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Source
from bot.domain.kernel.conversation import (
    CHANNEL,
    AuditCard,
    DecisionCard,
    HomeCard,
    StageCard,
    SummaryCard,
    dm,
    spot,
    stage_thread,
)
from bot.domain.kernel.duty import Duty, ask_card
from bot.domain.kernel.effects import DailyLine, DailyList, InvitePeople, PinDecision, PostNotice, React
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask
from bot.domain.kernel.notices import (
    ApprovalWithdrawnNotice,
    AuditPausedNotice,
    AuditResumedNotice,
    SummaryFailedNotice,
)
from bot.domain.lifecycle.commands import PauseAudit, ReopenStage, ResumeAudit
from bot.domain.sign_offs.commands import WithdrawSignature
from bot.ports.chat import MessageGone, Terminal, TryAgain, Unclear
from bot.ports.outbox import Sent
from bot.sandbox import readable
from bot.slack.outbound.web_api import WebApi
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, SAFETY, an_audit
from tests.decision.test_decision_in_slack import voted
from tests.slack.outbound.delivery_bench import delivery_bench, first_duty, soon
from tests.slack.outbound.view_contexts import say, says

Called = Callable[..., Awaitable[dict[str, Any]]]


def answering(method: str, answer: dict[str, object]) -> Called:
    """Calls that are carried out, one of which is answered so."""
    call = WebApi.call

    async def changed(web: WebApi, called: str, **arguments: Any) -> dict[str, Any]:
        told = await call(web, called, **arguments)
        return answer if called == method else told

    return changed


PAUSED = PostNotice(place=CHANNEL, notice=AuditPausedNotice(person=LEAD))


async def test_a_lost_reply_leaves_exactly_one_message() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "lost_reply")
        job = post.effect(PAUSED)
        with pytest.raises(Unclear):
            await post.deliver(job)
        post.numbers -= 1
        sent = await post.deliver(post.effect(PAUSED, attempts=2, ambiguous=True))
        [message] = post.messages("CAUDIT")
        assert sent == Sent("CAUDIT", message.ts)


async def test_a_lost_request_is_sent_after_the_look_up() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "lost_request")
        with pytest.raises(Unclear):
            await post.deliver(post.effect(PAUSED))
        post.numbers -= 1
        assert await post.deliver(post.effect(PAUSED, attempts=2, ambiguous=True))
        assert len(post.messages("CAUDIT")) == 1


async def test_an_attempt_that_may_still_arrive_is_not_looked_up_yet() -> None:
    async with delivery_bench(an_audit()) as post:
        with pytest.raises(Unclear):
            await post.deliver(post.effect(PAUSED, ambiguous=True, not_before_lookup=soon(post, 5)))
        assert post.calls("conversations.history") == 0
        assert not post.messages("CAUDIT")


async def test_a_look_up_that_fails_leaves_it_ambiguous() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("conversations.history", "ratelimited", seconds=3)
        with pytest.raises(Unclear):
            await post.deliver(post.effect(PAUSED, ambiguous=True))
        assert not post.messages("CAUDIT")


async def test_whatever_stops_an_ambiguous_job_before_its_look_up_leaves_it_ambiguous() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("conversations.open", "ratelimited", seconds=1)
        notice = PostNotice(place=dm(LEAD), notice=SummaryFailedNotice(number=1))
        with pytest.raises(Unclear):
            await post.deliver(post.effect(notice, ambiguous=True))
        with pytest.raises(Unclear):
            await post.draw(post.card(SummaryCard(stage_thread("reflection")), ambiguous=True))


async def test_somebody_else_s_message_with_our_metadata_is_not_ours() -> None:
    async with delivery_bench(an_audit()) as post:
        await post.deliver(post.effect(PAUSED))
        post.messages("CAUDIT")[0].user = "ULEAD"
        post.numbers -= 1
        await post.deliver(post.effect(PAUSED, ambiguous=True))
        place = post.sandbox.workspace.channels["CAUDIT"]
        assert len([m for m in place.messages.values() if m.metadata]) == 2


async def test_retry_after_is_honoured_and_told_to_the_other_replicas() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "ratelimited", seconds=7)
        with pytest.raises(TryAgain) as later:
            await post.deliver(post.effect(PAUSED))
        assert later.value.after == timedelta(seconds=7)
        assert post.rows.slowed == {"CAUDIT": soon(post, 7)}
        assert not post.messages("CAUDIT")


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_on_a_post_is_unclear(status: int) -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "server_error", status=status)
        with pytest.raises(Unclear):
            await post.deliver(post.effect(PAUSED))


async def test_nothing_listening_is_certainly_not_sent() -> None:
    async with delivery_bench(an_audit()) as post:
        await post.sandbox.__aexit__(None, None, None)
        with pytest.raises(TryAgain):
            await post.deliver(post.effect(PAUSED))


@pytest.mark.parametrize(
    ("channel", "code"), [("CPAST", "is_archived"), ("CNOWHERE", "channel_not_found"), ("CCLOSED", "channel_not_found")]
)
async def test_what_slack_refuses_for_good_is_terminal(channel: str, code: str) -> None:
    async with delivery_bench(an_audit(), channel=channel) as post:
        with pytest.raises(Terminal) as refused:
            await post.deliver(post.effect(PAUSED))
        assert refused.value.problem == code


async def test_a_revoked_token_is_terminal() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.admin.revoke_token()
        with pytest.raises(Terminal):
            await post.deliver(post.effect(PAUSED))


async def test_a_workspace_without_the_bot_is_terminal() -> None:
    async with delivery_bench(an_audit()) as post:
        job = post.effect(PAUSED)
        with pytest.raises(Terminal):
            await post.chat.deliver(type(job)(1, "T99", "A-1", PAUSED, 1, False), None)


async def test_metadata_carries_ids_and_no_words() -> None:
    async with delivery_bench(an_audit()) as post:
        job = post.effect(PAUSED)
        await post.deliver(job)
        [message] = post.messages("CAUDIT")
        since = int(post.play.audit.started_at.timestamp())
        payload = {"effect": job.id, "audit": "A-1", "since": since, "part": 0}
        assert message.metadata == {"event_type": "smactr", "event_payload": payload}


async def test_a_direct_message_opens_the_conversation_once() -> None:
    async with delivery_bench(an_audit()) as post:
        for _ in range(2):
            await post.deliver(post.effect(PostNotice(place=dm(LEAD), notice=SummaryFailedNotice(number=1))))
        assert post.calls("conversations.open") == 1
        assert len(post.messages(post.people.dms[LEAD])) == 2


async def test_a_reply_waits_for_its_card_and_goes_beneath_it() -> None:
    async with delivery_bench(an_audit()) as post:
        notice = PostNotice(place=stage_thread("scoping"), notice=SummaryFailedNotice(number=1))
        with pytest.raises(TryAgain):
            await post.deliver(post.effect(notice))
        card, _ = await post.draw(post.card(StageCard("scoping")))
        await post.deliver(post.effect(notice))
        assert card
        assert post.messages("CAUDIT")[-1].thread_ts == card.ts


async def test_a_reply_to_a_spot_goes_beneath_that_message() -> None:
    async with delivery_bench(an_audit()) as post:
        first = await post.deliver(post.effect(PAUSED))
        assert first
        place = spot(Source(channel="CAUDIT", ts=first.ts))
        await post.deliver(post.effect(PostNotice(place=place, notice=AuditResumedNotice(person=LEAD))))
        assert post.messages("CAUDIT")[-1].thread_ts == first.ts


async def test_a_card_that_looks_the_same_is_not_sent_again() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, fingerprint = await post.draw(post.card(AuditCard()))
        again = await post.draw(post.card(AuditCard(), sent=sent, fingerprint=fingerprint))
        assert again == (sent, fingerprint)
        assert post.calls("chat.update") == 0


async def test_a_card_is_updated_in_place() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, fingerprint = await post.draw(post.card(AuditCard()))
        post.play.staffed()
        assert (await post.draw(post.card(AuditCard(), sent=sent, fingerprint=fingerprint)))[0] == sent
        [message] = post.messages("CAUDIT")
        assert says(readable(message.blocks), "audit-card-roles", roles=9, filled=9)


async def test_a_card_whose_answer_was_lost_is_found_and_not_posted_twice() -> None:
    async with delivery_bench(an_audit()) as post:
        post.sandbox.faults.on_call("chat.postMessage", "lost_reply")
        with pytest.raises(Unclear):
            await post.draw(post.card(AuditCard()))
        sent, _ = await post.draw(post.card(AuditCard(), ambiguous=True))
        [message] = post.messages("CAUDIT")
        assert sent == Sent("CAUDIT", message.ts)


async def test_a_deleted_card_is_reported_gone() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, _ = await post.draw(post.card(AuditCard()))
        assert sent
        del post.sandbox.workspace.channels["CAUDIT"].messages[sent.ts]
        with pytest.raises(MessageGone):
            await post.draw(post.card(AuditCard(), sent=sent, fingerprint="other/1"))


async def test_an_update_that_may_still_arrive_is_waited_out_lest_it_cover_a_newer_one() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, _ = await post.draw(post.card(AuditCard()))
        post.sandbox.faults.on_call("chat.update", "lost_reply")
        with pytest.raises(Unclear):
            await post.draw(post.card(AuditCard(), sent=sent, fingerprint="other/1"))


async def test_a_card_is_drawn_over_whatever_an_interrupted_attempt_may_have_left_there() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, fingerprint = await post.draw(post.card(AuditCard()))
        await post.draw(post.card(AuditCard(), sent=sent, fingerprint=fingerprint, ambiguous=True))
        assert post.calls("chat.update") == 1


async def test_a_home_is_published_over_whatever_an_interrupted_attempt_may_have_left_there() -> None:
    async with delivery_bench(an_audit().at("mapping")) as post:
        post.sandbox.faults.on_call("views.publish", "lost_reply")
        with pytest.raises(Unclear):
            await post.draw(post.card(HomeCard(ENGINEER)))
        _, fingerprint = await post.draw(post.card(HomeCard(ENGINEER), ambiguous=True))
        await post.draw(post.card(HomeCard(ENGINEER), fingerprint=fingerprint, ambiguous=True))
        assert post.calls("views.publish") == 3


async def test_an_ask_that_is_over_is_not_posted_by_the_look_up_for_an_earlier_attempt() -> None:
    play = an_audit().at("mapping")
    async with delivery_bench(play) as post:
        await post.draw(post.card(StageCard("mapping")))
        duty = next(
            d for d in duties_of(play.audit, play.framework, play.clock.now().date()) if d.artifact == "system-map"
        )
        for key in ("system-map", "fmea-draft"):
            play.hand_in(key)
        before = len(post.messages("CAUDIT"))
        assert await post.draw(post.card(ask_card(duty), ambiguous=True)) == (None, "")
        assert len(post.messages("CAUDIT")) == before


async def test_a_reply_to_a_deleted_card_brings_the_card_back_and_stands_nowhere_itself() -> None:
    async with delivery_bench(an_audit()) as post:
        sent, _ = await post.draw(post.card(StageCard("scoping")))
        assert sent
        del post.sandbox.workspace.channels["CAUDIT"].messages[sent.ts]
        notice = PostNotice(place=stage_thread("scoping"), notice=SummaryFailedNotice(number=1))
        with pytest.raises(TryAgain):
            await post.deliver(post.effect(notice))
        assert post.rows.there == {}
        assert not post.messages("CAUDIT")
        await post.draw(post.card(StageCard("scoping")))
        assert await post.deliver(post.effect(notice))
        above, reply = post.messages("CAUDIT")
        assert reply.thread_ts == above.ts


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "channel": None, "ts": 7.1}, {"ok": True, "ts": ""}])
async def test_an_answer_that_names_no_place_leaves_the_post_to_be_looked_up(
    answer: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with delivery_bench(an_audit()) as post:
        job = post.effect(PAUSED)
        with monkeypatch.context() as changed:
            changed.setattr(WebApi, "call", answering("chat.postMessage", answer))
            with pytest.raises(Unclear):
                await post.deliver(job)
        post.numbers -= 1
        sent = await post.deliver(post.effect(PAUSED, attempts=2, ambiguous=True))
        [message] = post.messages("CAUDIT")
        assert sent == Sent("CAUDIT", message.ts)


async def test_an_ask_loses_its_buttons_when_it_is_done() -> None:
    play = an_audit().at("mapping")
    async with delivery_bench(play) as post:
        await post.draw(post.card(StageCard("mapping")))
        duty = next(
            d for d in duties_of(play.audit, play.framework, play.clock.now().date()) if d.artifact == "system-map"
        )
        sent, fingerprint = await post.draw(post.card(ask_card(duty)))
        assert "[" + say()("button-hand-in") + "]" in readable(post.messages("CAUDIT")[-1].blocks)
        play.hand_in("system-map")
        await post.draw(post.card(ask_card(duty), sent=sent, fingerprint=fingerprint))
        assert says(readable(post.messages("CAUDIT")[-1].blocks), "outcome-handed-in", version=1)


async def test_a_home_is_published_and_left_alone_while_it_stays_the_same() -> None:
    async with delivery_bench(an_audit().at("mapping")) as post:
        sent, fingerprint = await post.draw(post.card(HomeCard(ENGINEER)))
        assert sent is None
        at_home = post.sandbox.driver("uengineer").home()
        assert at_home
        assert says(at_home.readable, "home-waits")
        await post.draw(post.card(HomeCard(ENGINEER), fingerprint=fingerprint))
        assert post.calls("views.publish") == 1


async def test_the_decision_is_posted_in_its_channel_and_pinned_once() -> None:
    async with delivery_bench(voted()) as post:
        sent, _ = await post.draw(post.card(DecisionCard()))
        assert sent
        for _ in range(2):
            await post.deliver(post.effect(PinDecision()))
        place = post.sandbox.workspace.channels["CDECISIONS"]
        assert [pin.ts for pin in place.pins] == [sent.ts]


async def test_a_reaction_may_be_there_already_and_its_message_may_be_gone() -> None:
    async with delivery_bench(an_audit()) as post:
        sent = await post.deliver(post.effect(PAUSED))
        assert sent
        for ts in (sent.ts, sent.ts, "1.000001"):
            await post.deliver(post.effect(React(source=Source(channel="CAUDIT", ts=ts))))
        [message] = post.messages("CAUDIT")
        assert list(message.reactions) == ["white_check_mark"]
        for _ in range(2):
            await post.deliver(post.effect(React(source=Source(channel="CAUDIT", ts=sent.ts), gone=True)))
        assert not message.reactions


async def test_a_notice_that_arrives_late_quotes_its_own_event_and_no_later_one() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.measures("mapping")
    quoting: list[PostNotice] = []
    for who, words in ((SAFETY, "The map is old."), (AUDITOR_2, "Interviews are missing."), (SAFETY, "Old again.")):
        role = "safety" if who == SAFETY else "auditor"
        play.approve("mapping", role, who)
        play.do(WithdrawSignature, who, stage="mapping", role=role, reason=play.text(words))
        notice = ApprovalWithdrawnNotice(stage="mapping", person=who, seq=play.audit.seq)
        quoting.append(PostNotice(place=CHANNEL, notice=notice))
    for _ in range(60):
        play.do(PauseAudit, LEAD, reason=play.text("A holiday."))
        play.do(ResumeAudit, LEAD)
    async with delivery_bench(play) as post:
        for effect in quoting:
            await post.deliver(post.effect(effect))
        said = [readable(message.blocks) for message in post.messages("CAUDIT")]
    assert [text.splitlines()[-1] for text in said] == [
        "> The map is old.",
        "> Interviews are missing.",
        "> Old again.",
    ]


async def test_a_quoting_notice_that_an_earlier_release_stored_without_its_event_finds_it() -> None:
    play = an_audit().at("collection")
    play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("A new use came up."))
    stored = {"kind": "stage-reopened", "stage": "mapping", "person": LEAD, "seq": 0}
    async with delivery_bench(play) as post:
        await post.deliver(post.effect(PostNotice.model_validate({"place": CHANNEL, "notice": stored})))
        [message] = post.messages("CAUDIT")
    assert "> A new use came up." in readable(message.blocks)


async def test_a_daily_list_names_what_is_still_due_and_is_not_sent_when_nothing_is() -> None:
    play = an_audit().at("mapping")
    async with delivery_bench(play) as post:
        duties = duties_of(play.audit, play.framework, play.clock.now().date())
        duty = next(d for d in duties if d.person == ENGINEER)
        lines = (DailyLine(audit="A-1", duties=(duty.key, "submit:stakeholder-map")),)
        await post.chat.deliver(post.effect(DailyList(person=ENGINEER, lines=lines)), None)
        [message] = post.messages(post.people.dms[ENGINEER])
        assert message.text == say()("daily-title", count=1)
        play.hand_in(duty.artifact)
        gone = (DailyLine(audit="A-1", duties=(duty.key,)),)
        assert await post.chat.deliver(post.effect(DailyList(person=ENGINEER, lines=gone)), None) is None


async def test_a_daily_list_works_out_once_an_audit_what_is_owed_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    play, worked_out = an_audit().at("mapping"), list[str]()

    def counted(audit: Audit, framework: Framework, today: date, ask: Ask) -> list[Duty]:
        worked_out.append(audit.key)
        return duties_of(audit, framework, today, ask)

    monkeypatch.setattr("bot.domain.duties.owed.duties_of", counted)
    duties = duties_of(play.audit, play.framework, play.clock.now().date())
    keys = tuple(d.key for d in duties if d.person == AUDITOR)
    async with delivery_bench(play) as post:
        lines = (DailyLine(audit="A-1", duties=keys),)
        await post.chat.deliver(post.effect(DailyList(person=AUDITOR, lines=lines)), None)
        [message] = post.messages(post.people.dms[AUDITOR])
        assert message.text == say()("daily-title", count=len(keys))
    assert worked_out == ["A-1"]


async def test_people_are_invited_and_those_who_cannot_be_are_reported() -> None:
    play = an_audit().staffed()
    async with delivery_bench(play) as post:
        await post.deliver(post.effect(InvitePeople(people=(SAFETY, ENGINEER))))
        assert "USAFETY" in post.sandbox.workspace.channels["CAUDIT"].members
        post.sandbox.admin.deactivate("ulegal")
        with pytest.raises(Terminal):
            await post.deliver(post.effect(InvitePeople(people=("T01:ULEGAL", "T01:UPRODUCT"))))
        assert "UPRODUCT" in post.sandbox.workspace.channels["CAUDIT"].members


async def test_the_first_ask_of_a_person_is_a_direct_message() -> None:
    async with delivery_bench(an_audit()) as post:
        duties = duties_of(post.play.audit, post.play.framework, post.play.clock.now().date())
        duty = first_duty(duties, "accept-role")
        sent, _ = await post.draw(post.card(ask_card(duty)))
        assert sent
        assert sent.channel == post.people.dms[duty.person]
