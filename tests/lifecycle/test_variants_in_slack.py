"""What people see of a smaller audit: its kind in its name, on its card and its decision; practice on every message.

Owns these marks.
"""

from slack_sdk.models.views import View

from bot.domain.documents.rules import needed
from bot.domain.kernel.conversation import read_card
from bot.domain.kernel.notices import AuditResumedNotice
from bot.domain.lifecycle.commands import ApproveVariant, RefuseVariant
from bot.slack.duties.asks import ask
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.variant_mark import mark_view
from bot.slack.lifecycle.audit_card import audit_card
from bot.slack.outbound.cards import card_drawing
from bot.slack.outbound.notices import notice_message
from tests.builders import SAFETY, Play, kind_of
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, say, says, shown


def of_kind(kind: str) -> Play:
    return Play(framework=kind_of(kind)).staffed()


def test_the_card_of_a_light_audit_says_what_it_can_decide_why_and_who_approved() -> None:
    play = of_kind("light")
    before = shown(audit_card(context_of(play)))
    assert say()("name-of-kind", audit="A-1", kind="Light audit", model="Foo-7B 1.2") in before
    assert "update of what was audited in May" in before
    assert says(before, "variant-unapproved")
    play.do(ApproveVariant, SAFETY)
    assert says(shown(audit_card(context_of(play))), "variant-approved", by="@USAFETY")


def test_a_full_audit_has_no_mark() -> None:
    assert "Full audit" not in shown(audit_card(context_of(Play())))


def test_every_card_and_notice_of_a_practice_audit_says_that_it_is_practice() -> None:
    play = of_kind("practice").at("testing")
    context = context_of(play)
    for key in ("audit", "stage:testing", "question:unknowns", "summary", "decision", "ask:close-stage:testing@x"):
        for message in card_drawing(context, read_card(key)):
            assert says(shown((message,)), "practice-mark"), key
    assert says(shown(notice_message(context, AuditResumedNotice(person=SAFETY))), "practice-mark")


def test_modals_of_a_practice_audit_say_so_too() -> None:
    view = mark_view(context_of(of_kind("practice")), View(type="modal", title="x", blocks=[]))
    assert say()("practice-mark") in str(view.to_dict())


def test_whoever_approves_the_reason_reads_it_and_what_the_audit_asks_for() -> None:
    play = of_kind("light")
    duty = next(d for d in context_of(play).duties if d.kind == "approve-variant")
    drawn = ask(context_of(play), duty)
    assert "update of what was audited in May" in shown(drawn)
    titles = [a.title for s in play.framework.stages for a in needed(play.audit, play.framework, s.key)]
    assert titles
    assert all(title in shown(drawn) for title in titles)
    assert buttons(blocks_of(drawn)) == [ActionId.APPROVE_VARIANT, ActionId.REFUSE_VARIANT, ActionId.DOCUMENTS]


def test_the_lead_reads_why_it_needs_a_full_audit_and_makes_it_one() -> None:
    play = of_kind("light")
    play.do(RefuseVariant, SAFETY, reason=play.text("Its users are children."))
    duty = next(d for d in context_of(play).duties if d.kind == "make-full")
    drawn = ask(context_of(play), duty)
    assert "Its users are children." in shown(drawn)
    assert buttons(blocks_of(drawn)) == [ActionId.UPGRADE]
