"""What a duty looks like: in its own message, in App Home, in the daily list, and when it is done.

Owns what people read and press there. Must not know when a duty arises.
"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballot.commands import OpenBallot
from bot.domain.documents.commands import KeepRow, OfferDocument, RecordDocument, RequestChanges, SubmitArtifact
from bot.domain.documents.duties import SubmitDuty
from bot.domain.duties.commands import RecordReminders
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import RoleChangeAnsweredNotice
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.tables import to_markdown
from bot.domain.redaction.commands import ProposeRedaction
from bot.domain.roster.commands import AssignRoles, ProposeWaiver
from bot.sandbox import readable
from bot.slack.ballot.forms import VoteForm
from bot.slack.documents.messages import offer_whisper, submit
from bot.slack.documents.review_forms import ReviewForm
from bot.slack.duties.asks import ASKS, ask, ask_of
from bot.slack.duties.daily_list import daily
from bot.slack.duties.home import home
from bot.slack.kit.action_ids import AFTER_DECISION, ActionId, ButtonValue
from bot.slack.kit.duty_lines import find_duty
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.outbound.notices import notice_message
from tests.builders import AUDITOR, BOARD, DEPUTY, ENGINEER, EXTERNAL, LEAD, PRODUCT, SAFETY, STRANGER, Play, an_audit
from tests.slack.outbound.view_contexts import (
    blocks_of,
    buttons,
    context_of,
    say,
    says,
    shown,
    shown_home,
    tokens,
    values,
)

MAP = "stakeholder-map"


def asked(play: Play, kind: str, who: str = "") -> tuple[Duty, str, list[str]]:
    """The first duty of a kind: itself, what its message says, its buttons."""
    context = context_of(play)
    duty = next(d for d in context.duties if d.kind == kind and who in ("", d.person))
    drawing = ask(context, duty)
    return duty, shown(drawing), buttons(blocks_of(drawing))


def test_the_first_message_says_who_asks_for_what_how_much_and_what_now() -> None:
    play = an_audit()
    play.do(AssignRoles, LEAD, roles={"safety": (SAFETY,)})
    _, read, pressed = asked(play, "accept-role", SAFETY)
    assert says(read, "invite", who="@ULEAD", role="Safety (red team)", model="Foo-7B 1.2")
    assert says(read, "invite", form="3 Inference API")
    assert says(read, "invite-how-much")
    assert says(read, "invite-now", due="25 Nov")
    assert read.startswith("@ULEAD ")
    assert pressed == [ActionId.ACCEPT_ROLE, ActionId.DECLINE_ROLE]


def test_a_day_within_half_a_year_is_said_without_its_year_and_a_later_one_with_it() -> None:
    context = context_of(an_audit())
    near, far = context.today + timedelta(days=100), context.today + timedelta(days=200)
    assert say().day(near) == f"{context.due(near)} {near.year}"
    assert context.due(far) == say().day(far)


def test_a_document_is_asked_for_with_its_reason_and_template() -> None:
    duty, read, pressed = asked(an_audit().at("collection"), "submit", ENGINEER)
    assert read.startswith(f"@UENGINEER: {say()('duty-submit', document='Filters')}")
    assert pressed == [ActionId.SUBMIT, ActionId.TEMPLATE]
    assert duty.stage == "collection"


def test_a_document_of_rows_is_asked_for_with_the_way_to_add_one() -> None:
    play = an_audit().at("mapping")
    assert asked(play, "submit", ENGINEER)[2] == [ActionId.SUBMIT, ActionId.ADD_ROW, ActionId.TEMPLATE]
    row = {"function": "F", "mode": "M", "effect": "E", "group": "G"}
    row |= dict.fromkeys(("severity", "occurrence", "detection"), "5")
    cells = play.text(json.dumps(row))
    play.do(KeepRow, ENGINEER, artifact="fmea-draft", cells=cells)
    _, read, pressed = asked(play, "submit", ENGINEER)
    assert says(read, "ask-submit-rows")
    assert pressed == [ActionId.SUBMIT, ActionId.ADD_ROW, ActionId.SHOW_ROWS, ActionId.TEMPLATE]


def test_whoever_handed_in_a_table_is_not_told_again_how_one_is_given() -> None:
    play = an_audit().at("mapping")
    assert says(asked(play, "submit", ENGINEER)[1], "ask-submit-rows")
    columns = play.framework.artifact(MAP).columns
    table = play.text(to_markdown(columns, [{c.key: next(iter(c.choices), "All") for c in columns}]))
    given = {"kind": "text", "name": play.text("Rows"), "source": Source(channel="CAUDIT", ts="9.000200")}
    play.do(SubmitArtifact, AUDITOR, artifact=MAP, text=table, **given)
    context = context_of(play)
    fmea = play.framework.artifact("fmea-draft")
    detail = [
        submit(context, SubmitDuty(person=who, due=play.clock.now().date(), stage="mapping", artifact=fmea.key)).detail
        for who in (ENGINEER, AUDITOR)
    ]
    assert [says("\n".join(each), "ask-submit-rows") for each in detail] == [True, False]


def test_the_maker_reads_what_is_wrong_and_the_requester_what_is_new() -> None:
    play = an_audit().at("mapping")
    number = play.hand_in("system-map")
    play.do(RequestChanges, SAFETY, artifact="system-map", version=number, what=play.text("Where is <@U9>?"))
    _, read, pressed = asked(play, "rework", ENGINEER)
    assert says(read, "ask-private", name="A-1: Foo-7B 1.2")
    assert says(read, "ask-rework", by="@USAFETY")
    assert "> Where is <@U9>?" in read
    assert pressed == [ActionId.SUBMIT, ActionId.DOCUMENT]
    play.hand_in("system-map")
    duty, read, pressed = asked(play, "answer-changes", SAFETY)
    assert says(read, "ask-answer-changes", before=1)
    both = (ActionId.RESOLVED_ACCEPT, ActionId.RESOLVED)
    assert pressed == [*both, ActionId.STILL_NOT, ActionId.DIFFERENCE, ActionId.DOCUMENT]
    context = context_of(play)
    [value] = values(blocks_of(ask(context, duty)), ActionId.RESOLVED)
    assert ButtonValue.read(value).number == 1


def test_a_signer_is_led_to_what_the_signature_states() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    _, read, pressed = asked(play, "sign", SAFETY)
    assert says(read, "duty-sign", stage="Mapping", role="Safety (red team)")
    assert pressed == [ActionId.SIGN]


def test_the_first_rows_of_a_table_are_read_where_it_is_reviewed_and_not_in_what_asks_for_that() -> None:
    play = an_audit().at("mapping")
    play.hand_in(MAP)
    stated = play.text('{"top": [[1, "Callers in distress", ""]]}')
    play.do(RecordDocument, SYSTEM, artifact=MAP, version=1, missing=(), stated=stated)
    _, read, _ = asked(play, "review")
    assert "Callers in distress" not in read
    spec, meta = play.framework.artifact(MAP), ModalMetadata(request="r", audit="A-1")
    view = ReviewForm().view(context_of(play), meta, spec, play.audit.latest(MAP), "")
    assert "1. Callers in distress" in readable(view.to_dict()["blocks"])


def test_a_mention_rings_once_in_a_thread_and_how_to_hand_in_is_said_once() -> None:
    play = an_audit().at("scoping")
    context = replace(context_of(play), names={AUDITOR: "Ada <!here>"})
    first = next(d for d in context.duties if d.kind == "submit" and d.person == AUDITOR)
    read = shown(ask(context, first))
    assert read.startswith("@UAUDITOR: ")
    assert says(read, "ask-submit-how")
    play.hand_in(first.artifact)
    context = replace(context_of(play), names={AUDITOR: "Ada <!here>"})
    drawing = ask(context, next(d for d in context.duties if d.kind == "submit" and d.person == AUDITOR))
    assert shown(drawing).startswith("*Ada <!here>*: ")
    assert not says(shown(drawing), "ask-submit-how")
    assert "!here" not in tokens(blocks_of(drawing))


def test_still_approve_carries_the_evidence_that_was_shown() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "safety", SAFETY)
    play.later(hours=1)
    play.hand_in("system-map")
    play.accept("system-map")
    duty, read, pressed = asked(play, "still-approve", SAFETY)
    assert "*System and lifecycle map* v2" in read
    assert pressed == [ActionId.STILL_APPROVE, ActionId.SIGN, ActionId.WITHDRAW, ActionId.SINCE_SIGNED]
    [value] = values(blocks_of(ask(context_of(play), duty)), ActionId.STILL_APPROVE)
    assert ButtonValue.read(value).seen.startswith("sha256:")


def test_a_seat_reads_what_is_asked_and_until_when_and_by_which_rule_where_it_votes() -> None:
    play = an_audit().at(an_audit().framework.stages[-1].key)
    play.do(OpenBallot, LEAD)
    _, read, pressed = asked(play, "vote", BOARD[0])
    found = play.audit.ballot
    assert found
    assert says(read, "ask-vote-deadline")
    meta = ModalMetadata(request="r" * 22, audit=play.audit.key, number=1)
    paper = readable(VoteForm().view(context_of(play), meta, found, replaces=False).to_dict()["blocks"])
    for text in ("ask-vote-sealed", "rule-share"):
        assert says(paper, text)
        assert not says(read, text)
    assert pressed == [ActionId.VOTE, ActionId.DOCUMENTS]


def test_the_lead_of_a_late_duty_reads_what_is_missing_and_from_whom() -> None:
    play = an_audit().at("mapping")
    late = next(d for d in context_of(play).duties if d.person == ENGINEER)
    play.do(RecordReminders, SYSTEM, person=ENGINEER, duties=(late.id,), escalated=(late.id,))
    _, read, pressed = asked(play, "overdue", LEAD)
    assert says(read, "ask-overdue", about="@UENGINEER")
    assert pressed == [ActionId.REPLACE, ActionId.EXTEND, ActionId.PROCEED]


def test_every_kind_has_its_ask_and_each_says_what_to_do() -> None:
    assert {f"duty-{duty.kind}" for duty in ASKS} <= say().keys


def offered(play: Play, artifact: str = "system-map", kind: str = "file") -> None:
    play.do(
        OfferDocument,
        ENGINEER,
        offer="o1",
        source=Source(channel="CAUDIT", ts="5.1", thread_ts="4.1", file="F1"),
        kind=kind,
        artifact=artifact,
        name=play.text("map <!here>.pdf"),
    )


def test_an_offer_asks_its_sender_in_private_and_at_home() -> None:
    play = an_audit().at("mapping")
    offered(play)
    context = context_of(play)
    drawing = offer_whisper(context, play.audit.offers[0])
    read = shown(drawing)
    assert says(read, "offer-as", name="`map <!here>.pdf`", document="System and lifecycle map", number=1)
    assert says(read, "offer-afterwards")
    assert buttons(blocks_of(drawing))[1:] == [ActionId.USE_OFFER, ActionId.OFFER_OTHER, ActionId.JUST_TALK]
    assert AFTER_DECISION in [block.block_id for block in blocks_of(drawing)]
    at_home = home(say(), ENGINEER, [context])
    assert says(shown_home(at_home), "duty-answer-offer")
    assert ActionId.USE_OFFER in buttons(at_home)


def test_home_shows_what_waits_for_me_and_not_what_waits_for_others() -> None:
    play = an_audit().at("mapping")
    context = context_of(play, links={"audit": "https://example.slack.com/archives/C1/p1"})
    read = shown_home(home(say(), ENGINEER, [context]))
    mine, _, audits = read.partition(say()("home-audits"))
    assert says(mine, "duty-submit", document="System and lifecycle map")
    assert "Stakeholder map" not in mine
    assert says(audits, "standing-open", stage="Mapping")
    assert says(audits, "awaited-person", who="@UAUDITOR")
    assert "System and lifecycle map" not in audits


def test_home_offers_to_withdraw_an_approval() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    play.approve("mapping", "safety", SAFETY)
    blocks = home(say(), SAFETY, [context_of(play)])
    assert says(shown_home(blocks), "home-signed", stage="Mapping", role="Safety (red team)")
    assert ActionId.WITHDRAW in buttons(blocks)


def test_a_home_with_nothing_says_so() -> None:
    read = shown_home(home(say(), PRODUCT, []))
    assert says(read, "home-nothing-waits")
    assert says(read, "home-no-audits")


def test_a_home_with_far_too_much_counts_the_rest() -> None:
    context = context_of(an_audit().at("mapping"))
    read = shown_home(home(say(), ENGINEER, [context] * 60))
    assert says(read, "home-more-waits", count=90)
    assert says(read, "home-more-audits", count=31)


def test_the_daily_list_has_a_button_for_every_duty_and_tomorrow() -> None:
    context = context_of(an_audit().at("mapping"))
    due = [(context, d) for d in context.duties]
    drawing = daily(say(), due)
    read = shown(drawing)
    assert says(read, "daily-title", count=len(due))
    assert buttons(blocks_of(drawing)).count(ActionId.SUBMIT) == sum(d.kind in ("submit", "name-risks") for _, d in due)
    assert buttons(blocks_of(drawing))[-1] == ActionId.TOMORROW


def test_an_empty_daily_list_is_not_sent() -> None:
    assert daily(say(), []) == ()


def test_a_duty_is_found_again_by_its_id() -> None:
    context = context_of(an_audit())
    duty = context.duties[0]
    assert duty.person == DEPUTY
    assert find_duty(context, duty.key, duty.person) == duty
    assert find_duty(context, "submit:nothing", "T01:U1") is None


def test_a_change_of_roles_is_put_to_a_seat_with_what_would_change() -> None:
    play = an_audit().at("mapping")
    play.do(AssignRoles, LEAD, roles={"deputy": (STRANGER,), "external": (EXTERNAL, PRODUCT + "2")})
    duty, read, pressed = asked(play, "second-role-change")
    assert duty.person == BOARD[0]
    assert says(read, "role-change-both", role="Deputy lead", joins="@USTRANGER", leaves="@UDEPUTY")
    assert says(read, "role-change-joins", role="External reviewer", joins="@UPRODUCT2")
    assert pressed == [ActionId.SECOND_ROLE_CHANGE, ActionId.REFUSE_ROLE_CHANGE]


def test_whom_the_lead_names_from_outside_is_put_to_a_reviewer_by_name() -> None:
    play = an_audit().at("scoping")
    play.do(AssignRoles, LEAD, roles={"external": (EXTERNAL, STRANGER)})
    duty, read, pressed = asked(play, "second-naming")
    assert duty.person == AUDITOR
    assert says(read, "role-change-joins", role="External reviewer", joins="@USTRANGER")
    assert pressed == [ActionId.SECOND_ROLE_CHANGE, ActionId.REFUSE_ROLE_CHANGE]


@pytest.mark.parametrize("outcome", ["in-force", "refused"])
def test_whoever_asked_for_a_change_of_roles_reads_what_became_of_it(outcome: str) -> None:
    play = an_audit().at("mapping")
    notice = RoleChangeAnsweredNotice(person=BOARD[0], outcome=outcome)
    pressed = buttons(blocks_of(notice_message(context_of(play), notice)))
    assert pressed == ([ActionId.PEOPLE] if outcome == "refused" else [])


def test_waivers_and_redactions_are_asked_with_their_reasons() -> None:
    play = an_audit().staffed()
    reason: Prose = play.text("Nobody else can.")
    play.do(ProposeWaiver, LEAD, person=EXTERNAL, roles=("external", "safety"), reason=reason)
    duty, read, pressed = asked(play, "second-waiver")
    assert says(read, "ask-second-waiver", who="@UEXTERNAL", one="External reviewer", other="Safety (red team)")
    assert "> Nobody else can." in read
    assert pressed == [ActionId.SECOND_WAIVER]
    assert duty.person in BOARD
    play.do(ProposeRedaction, LEAD, content=reason.digest, reason=play.text("A name."))
    _, read, pressed = asked(play, "confirm-redaction")
    assert says(read, "ask-confirm-redaction", by="@ULEAD")
    assert pressed == [ActionId.SEE_REMOVAL, ActionId.CONFIRM_REDACTION]
    assert ask_of(context_of(play), duty).buttons
