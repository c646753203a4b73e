"""What stands in the message that asks a person for several things of a stage together.

Owns its lines, its buttons and when it may go. Must not send a message.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.domain.documents.commands import AcceptArtifact, RecordDocument, RequestChanges
from bot.domain.kernel.conversation import AskListCard
from bot.domain.kernel.duty import ask_card
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, user_of
from bot.domain.lifecycle.commands import ChangeDetails, PauseAudit, ReopenStage
from bot.domain.roster.commands import AcceptRole, AssignRoles, DeclineRole
from bot.slack.duties.ask_list import ask_list, list_leads_nowhere
from bot.slack.duties.asks import ASKS
from bot.slack.kit.action_ids import ActionId, ButtonValue
from tests.builders import AUDITOR, AUDITOR_2, ENGINEER, LEAD, PRODUCT, SAFETY, Play, an_audit, built_in
from tests.clock import MONDAY
from tests.engine.played_audits import with_stage
from tests.slack.outbound.view_contexts import blocks_of, buttons, context_of, says, shown, values

SCOPE, ETHICS, IMPACT = "audit-scope", "use-case-ethics-review", "social-impact-assessment"

TO_HAND_IN = AskListCard("hand-in", "scoping", AUDITOR, MONDAY.date())


def of_words() -> Framework:
    """The built-in framework, in whose first stage all documents are of words."""
    kept = [a for a in built_in().model_dump(mode="json")["stages"][0]["artifacts"] if not a["columns"]]
    return with_stage("scoping", artifacts=kept)


def listed(play: Play, card: AskListCard) -> tuple[str, list[str]]:
    """What the message says, and its buttons."""
    drawing = ask_list(context_of(play), card, ASKS)
    return shown(drawing), buttons(blocks_of(drawing))


def reviews(play: Play, who: str = SAFETY, artifact: str = "") -> AskListCard:
    """The message in which somebody is asked to review."""
    found = next(d for d in context_of(play).duties if d.kind == "review" and artifact in ("", d.artifact))
    card = ask_card(found)
    assert isinstance(card, AskListCard)
    return card


def test_whoever_owes_several_documents_reads_all_of_them_once_each_with_its_buttons() -> None:
    play = an_audit(framework=of_words()).at("scoping")
    read, pressed = listed(play, TO_HAND_IN)
    assert read.count("@UAUDITOR") == 1
    assert says(read, "asks-hand-in")
    assert all(f"⬜ *{play.framework.artifact(key).title}*" in read for key in (SCOPE, ETHICS))
    assert pressed.count(ActionId.SUBMIT) == 3
    assert pressed.count(ActionId.TEMPLATE) == 3
    blocks = blocks_of(ask_list(context_of(play), TO_HAND_IN, ASKS))
    given = [ButtonValue.read(value).artifact for value in values(blocks, ActionId.SUBMIT)]
    assert sorted(given) == sorted((SCOPE, ETHICS, IMPACT))


def test_how_to_hand_in_is_said_once_however_many_are_asked_for() -> None:
    read, _ = listed(an_audit(framework=of_words()).at("scoping"), TO_HAND_IN)
    assert read.count("25 MB") == 1


def test_what_was_handed_in_says_what_became_of_it_beneath_what_is_still_open() -> None:
    play = an_audit(framework=of_words()).at("scoping")
    play.hand_in(SCOPE)
    read, pressed = listed(play, TO_HAND_IN)
    assert says(read, "outcome-handed-in", document="Audit scope", version=1)
    assert pressed.count(ActionId.SUBMIT) == 2
    assert pressed[-2:] == [ActionId.DOCUMENT, ActionId.TAKE_BACK]
    play.accept(SCOPE)
    read, pressed = listed(play, TO_HAND_IN)
    assert says(read, "outcome-accepted", document="Audit scope", version=1)
    assert ActionId.TAKE_BACK not in pressed


def test_one_thing_alone_is_asked_for_in_one_sentence() -> None:
    play = an_audit(framework=of_words()).at("scoping")
    for key in (SCOPE, ETHICS):
        play.hand_in(key)
    read, _ = listed(play, TO_HAND_IN)
    assert says(read, "duty-submit", document=play.framework.artifact(IMPACT).title)
    assert not says(read, "asks-hand-in")


def test_when_nothing_is_open_any_more_every_line_says_what_became_of_it() -> None:
    play = an_audit(framework=of_words()).at("scoping")
    for key in (SCOPE, ETHICS, IMPACT):
        play.hand_in(key)
    read, pressed = listed(play, TO_HAND_IN)
    assert read.count("v1") == 3
    assert pressed == [ActionId.DOCUMENT, ActionId.TAKE_BACK] * 3


def test_documents_of_one_day_are_reviewed_from_one_message_and_those_of_the_next_ring_again() -> None:
    play = an_audit().at("mapping")
    play.hand_in("system-map")
    first = reviews(play, artifact="system-map")
    assert first.day == play.clock.now().date()
    play.later(days=1)
    play.hand_in("system-map")
    later = reviews(play, artifact="system-map")
    assert (later.person, later.stage, later.about) == (first.person, first.stage, first.about)
    assert later.key != first.key
    assert says(listed(play, later)[0], "duty-review")


def test_several_reviews_name_each_document_and_are_accepted_in_one_press_and_one_alone_by_its_own_button() -> None:
    play = an_audit().at("scoping")
    for key in (SCOPE, ETHICS, IMPACT, "ai-principles", "product-requirements"):
        play.hand_in(key)
    asked = Counter(ask_card(d) for d in context_of(play).duties if d.kind == "review")
    several = next(iter(asked))
    assert isinstance(several, AskListCard)
    assert asked[several] > 1
    read, pressed = listed(play, several)
    assert says(read, "asks-review")
    assert not says(read, "duty-review")
    assert pressed.count(ActionId.REVIEW) == asked[several]
    assert pressed.count(ActionId.ACCEPT_READ) == 1
    while asked[several] > 1:
        duty = next(d for d in context_of(play).duties if d.kind == "review" and ask_card(d) == several)
        play.accept(duty.artifact)
        asked[several] -= 1
    read, pressed = listed(play, several)
    assert says(read, "duty-review")
    assert ActionId.ACCEPT_READ not in pressed


def test_whoever_reviews_reads_what_is_odd_about_a_document_and_not_its_name_once_more() -> None:
    play = an_audit().at("collection")
    play.hand_in("datasheet")
    play.do(RecordDocument, SYSTEM, artifact="datasheet", version=1, missing=("uses",), stated=play.text(""))
    read, pressed = listed(play, reviews(play, artifact="datasheet"))
    assert says(read, "document-lacks", parts="Uses")
    assert read.count(play.framework.artifact("datasheet").title) == 1
    assert ActionId.LOG_MISSING in pressed


def today(play: Play) -> date:
    return play.clock.now().date()


def asked_in(play: Play, kind: str, artifact: str) -> AskListCard:
    """The message in which somebody is asked for a document, or for a word on it."""
    found = next(d for d in context_of(play).duties if (d.kind, d.artifact) == (kind, artifact))
    card = ask_card(found)
    assert isinstance(card, AskListCard)
    return card


def handed_in_by_engineering() -> tuple[Play, AskListCard]:
    """Engineering is done with its list, and a day went by."""
    play = an_audit(asked_form=3).at("collection")
    card = asked_in(play, "submit", "model-card")
    for duty in [d for d in context_of(play).duties if ask_card(d) == card]:
        play.hand_in(duty.artifact, ENGINEER)
    return play.later(days=1), card


def test_what_another_release_form_needs_is_asked_for_in_a_message_of_the_day_on_which_it_was_chosen() -> None:
    play, done = handed_in_by_engineering()
    before = asked_in(play, "submit", "abuse-response")
    play.do(ChangeDetails, LEAD, next_form=1)
    assert asked_in(play, "submit", "attestation-record") == AskListCard("hand-in", "collection", ENGINEER, today(play))
    assert asked_in(play, "submit", "abuse-response") == before
    assert says(listed(play, done)[0], "outcome-handed-in", document="Model card", version=1)


def test_what_comes_with_a_role_is_asked_for_in_a_message_of_the_day_on_which_it_was_taken() -> None:
    play, done = handed_in_by_engineering()
    play.do(DeclineRole, PRODUCT, role="product")
    play.do(AssignRoles, LEAD, roles={"product": (ENGINEER,)})
    play.do(AcceptRole, ENGINEER, role="product")
    assert asked_in(play, "submit", "abuse-response") == AskListCard("hand-in", "collection", ENGINEER, today(play))
    assert says(listed(play, done)[0], "outcome-handed-in", document="Model card", version=1)


def test_a_tamper_record_that_never_came_goes_on_being_asked_for_when_the_model_changes() -> None:
    play = an_audit(asked_form=8).at("testing")
    card = asked_in(play, "submit", "tamper-record")
    play.later(days=1).new_version()
    assert asked_in(play, "submit", "tamper-record") == card


def test_a_second_word_is_asked_for_in_a_message_of_the_day_of_acceptance() -> None:
    play = an_audit(asked_form=7).at("collection")
    play.hand_in("legal-opinion")
    came = asked_in(play, "review", "legal-opinion").day
    play.later(days=2)
    play.do(AcceptArtifact, AUDITOR, artifact="legal-opinion", version=1, supports=True)
    card = asked_in(play, "second-support", "legal-opinion")
    assert card.day == today(play) != came
    play.seconded("legal-opinion")
    assert says(listed(play, card)[0], "outcome-supported", version=1)


def test_what_another_reviewer_accepted_says_so_to_whoever_was_asked() -> None:
    play = an_audit().at("mapping")
    play.hand_in("system-map")
    card = reviews(play, artifact="system-map")
    other = next(p for p in (SAFETY, AUDITOR_2, AUDITOR) if p != card.person)
    play.accept("system-map", by=other)
    assert says(listed(play, card)[0], "outcome-accepted", version=1, by=f"@{user_of(other)}")
    assert not list_leads_nowhere(context_of(play), card)


def test_what_somebody_else_handed_in_says_so_to_whoever_was_asked() -> None:
    play = an_audit().at("scoping")
    play.hand_in(SCOPE, AUDITOR_2)
    by = f"@{user_of(AUDITOR_2)}"
    read, pressed = listed(play, TO_HAND_IN)
    assert says(read, "outcome-handed-in", document="Audit scope", version=1, by=by)
    assert ActionId.TAKE_BACK not in pressed
    other = next(d for d in context_of(play).duties if d.kind == "submit" and d.person not in (AUDITOR, AUDITOR_2))
    theirs = ask_card(other)
    assert isinstance(theirs, AskListCard)
    assert "Audit scope" not in listed(play, theirs)[0]


def test_a_message_of_which_nothing_came_says_that_it_is_withdrawn() -> None:
    assert says(listed(an_audit().at("mapping"), AskListCard("approve", "mapping", LEAD))[0], "outcome-withdrawn")


def test_a_review_that_asked_for_changes_says_so() -> None:
    play = an_audit().at("mapping")
    number = play.hand_in("system-map")
    card = reviews(play, artifact="system-map")
    play.do(RequestChanges, card.person, artifact="system-map", version=number, what=play.text("Where?"))
    assert says(listed(play, card)[0], "outcome-changes", version=1)


def test_whoever_was_asked_in_vain_is_left_with_nothing() -> None:
    play = an_audit().at("mapping")
    play.documents("mapping")
    card = AskListCard("approve", "mapping", SAFETY)
    assert not list_leads_nowhere(context_of(play), card)
    assert list_leads_nowhere(context_of(play), AskListCard("approve", "mapping", LEAD))
    play.approve("mapping", "safety", SAFETY)
    assert not list_leads_nowhere(context_of(play), card)
    assert says(listed(play, card)[0], "outcome-signed-approve", stage="Mapping", by="@USAFETY")


def test_what_a_stage_asks_once_it_was_opened_again_rings_in_a_message_of_that_day() -> None:
    play = an_audit().at("collection")
    first = AskListCard("approve", "mapping", SAFETY)
    play.later(days=2)
    play.do(ReopenStage, LEAD, stage="mapping", reason=play.text("It is for children, too."))
    opened = today(play)
    play.hand_in("system-map")
    play.accept("system-map", by=SAFETY)
    asked = [d for d in context_of(play).duties if d.kind == "sign" and d.stage == "mapping"]
    assert asked
    assert {ask_card(d) for d in asked} == {AskListCard("approve", "mapping", d.person, opened) for d in asked}
    assert says(listed(play, first)[0], "outcome-signed-approve", stage="Mapping", by="@USAFETY")
    assert list_leads_nowhere(context_of(play), AskListCard("approve", "mapping", SAFETY, opened))


def test_an_audit_that_rests_asks_for_nothing_and_takes_nothing_away() -> None:
    play = an_audit().at("scoping")
    play.do(PauseAudit, LEAD, reason=play.text("Later."))
    read, pressed = listed(play, TO_HAND_IN)
    assert says(read, "ask-over-paused")
    assert pressed == []
    assert not list_leads_nowhere(context_of(play), TO_HAND_IN)


def test_a_duty_of_no_stage_is_asked_for_by_itself() -> None:
    play = an_audit().at("scoping")
    alone = next(d for d in context_of(play).duties if d.listed_in).replace(stage="")
    assert ask_card(alone).key == f"ask:{alone.id}"
