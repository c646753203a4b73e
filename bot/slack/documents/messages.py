"""What people are asked and told of documents, and the private question whether a reply is one.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, CheckboxesElement, InteractiveElement, Option, PlainTextObject

from bot.domain.documents.acceptance import able_to_accept, needs_original
from bot.domain.documents.contradictions import pending
from bot.domain.documents.duties import (
    AnswerChangesDuty,
    AnswerContradictionsDuty,
    AnswerOfferDuty,
    EarlierDocumentsDuty,
    ReviewDuty,
    ReworkDuty,
    SecondNoEffectDuty,
    SecondSupportDuty,
    SubmitDuty,
    lines_for,
    to_read,
)
from bot.domain.documents.rules import UNKNOWN_ENCODING, in_the_open
from bot.domain.documents.state import ChangeRequest, Offer, Version
from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.notices import (
    ButtonInsteadNotice,
    ChangesRequestedNotice,
    DocumentFailedNotice,
    NoEffectObjectedNotice,
    ReadingGivenUpNotice,
    ResultUnreadNotice,
    WithoutEffectNotice,
)
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.roster.roles import roles_of
from bot.slack.documents.lines import document_line, remarks, stated_line, status
from bot.slack.evaluations.messages import why_unread
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import AFTER_DECISION, ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.message_parts import Ask, Asks, open_document, what_changed
from bot.slack.kit.variant_mark import mark_message
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(SubmitDuty)
def submit(context: ViewContext, duty: Duty) -> Ask:
    """Hand in a document: how, and the template behind a button; why, its form says."""
    say, spec = context.say, context.framework.artifact(duty.artifact)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, artifact=duty.artifact)
    buttons: list[InteractiveElement] = [button(say("button-hand-in"), ActionId.SUBMIT, value, "primary")]
    buttons += _row_buttons(context, spec)
    if read_as := _encoding_button(context, spec.key, context.audit.latest(spec.key)):
        buttons.insert(0, read_as)
    if spec.template:
        buttons.append(button(say("button-template"), ActionId.TEMPLATE, value))
    rows = bool(with_arms(spec).columns)
    own = how_to_submit(context, spec) if spec.restricted_to else []
    versed = rows and _has_handed_in(context, duty.person, rows=True)
    own += [say("ask-submit-rows", most=context.max_file_mb)] if rows and not versed else []
    known = own or versed or _has_handed_in(context, duty.person)
    return Ask(
        tuple(buttons),
        (*_trouble(context, duty.artifact), *own),
        how=() if known else tuple(how_to_submit(context, spec)),
    )


def _has_handed_in(context: ViewContext, who: Person, *, rows: bool = False) -> bool:
    """Whether somebody handed in any document here, or one of `rows`: they know how."""
    given = (v for versions in context.audit.artifacts.values() for v in versions if v.rows or not rows)
    return any(who in v.authors for v in given)


def how_to_submit(context: ViewContext, spec: ArtifactSpec) -> list[str]:
    """How a document is given, and how large a file may be."""
    if spec.restricted_to:
        return [context.say("ask-submit-restricted", most=context.max_file_mb)]
    return [context.say("ask-submit-how", most=context.max_file_mb)]


def _row_buttons(context: ViewContext, spec: ArtifactSpec) -> list[InteractiveElement]:
    """A document of rows can be put together here, row by row; so can the arms of a tamper record."""
    if not with_arms(spec).columns:
        return []
    value = ButtonValue(audit=context.audit.key, artifact=spec.key)
    begun = spec.key in context.audit.drafts or any(v.rows for v in context.audit.artifacts.get(spec.key, ()))
    shown = [button(context.say("button-show-rows"), ActionId.SHOW_ROWS, value)] if begun else []
    return [button(context.say("button-add-row"), ActionId.ADD_ROW, value), *shown]


def _trouble(context: ViewContext, artifact: str) -> tuple[str, ...]:
    """What became of the last attempt, where that did not do: a link, a file that could not be fetched."""
    latest = context.audit.latest(artifact)
    if latest is None or latest.status not in ("failed", "pointer"):
        return ()
    spec = context.framework.artifact(artifact)
    detail = (context.quoted(latest.detail),) if latest.detail and not spec.restricted_to else ()
    return (document_line(context, spec, latest), *detail)


def _encoding_button(context: ViewContext, artifact: str, version: Version | None) -> InteractiveElement | None:
    """The way to say how a file reads, where that is what is asked of the newest version."""
    if version is None or version.problem != UNKNOWN_ENCODING or version != context.audit.latest(artifact):
        return None
    value = ButtonValue(audit=context.audit.key, artifact=artifact, number=version.number)
    return button(context.say("button-choose-encoding"), ActionId.CHOOSE_ENCODING, value, "primary")


@ASKS.add(ReworkDuty)
def rework(context: ViewContext, duty: Duty) -> Ask:
    """Somebody asked for changes; its maker alone is asked, with their words."""
    say = context.say
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, artifact=duty.artifact)
    request = _request(context, duty)
    if request is None:
        return Ask((button(say("button-submit"), ActionId.SUBMIT, value, "primary"),))
    said = say("ask-rework", by=context.mention(request.by))
    return Ask(
        (
            button(say("button-new-version"), ActionId.SUBMIT, value, "primary"),
            *_row_buttons(context, context.framework.artifact(request.artifact)),
            open_document(context, request.artifact, request.version),
        ),
        (said, context.quoted(request.what)),
    )


@ASKS.add(ReviewDuty)
def review(context: ViewContext, duty: Duty) -> Ask:
    """Accept a version or ask for changes."""
    say, latest = context.say, context.audit.latest(duty.artifact)
    number = duty.number or (latest.number if latest else 0)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, artifact=duty.artifact, number=number)
    version = context.version(duty.artifact, number)
    return Ask(
        (
            button(say("button-review"), ActionId.REVIEW, value, "primary"),
            open_document(context, duty.artifact, number),
            *_without_effect(context, duty.artifact, number),
            *log_missing(context, duty.artifact, version),
            *_show_rows(context, duty.artifact, version),
        ),
        _beside(context, duty.artifact, version),
        shared=_all_read(context, duty.person),
    )


def _all_read(context: ViewContext, who: Person) -> tuple[InteractiveElement, ...]:
    """Where several documents wait for the same reviewer: all that they have read, in one press."""
    if len(to_read(context.audit, context.framework, who, context.today)) < 2:
        return ()
    return (button(context.say("button-accept-read"), ActionId.ACCEPT_READ, ButtonValue(audit=context.audit.key)),)


@ASKS.add(SecondSupportDuty)
def second_support(context: ViewContext, duty: Duty) -> Ask:
    """Somebody else says whether an accepted version supports forms that cannot be recalled."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, artifact=duty.artifact, number=duty.number)
    version = context.version(duty.artifact, duty.number)
    line = document_line(context, context.framework.artifact(duty.artifact), version)
    pressed = button(context.say("button-review"), ActionId.REVIEW, value, "primary")
    return Ask((pressed, open_document(context, duty.artifact, duty.number)), (line, context.say("ask-second-support")))


@ASKS.add(AnswerContradictionsDuty)
def answer_contradictions(context: ViewContext, duty: Duty) -> Ask:
    """Its author says what holds, where a document contradicts what was on record before."""
    return Ask((*contradictions_button(context, duty.artifact), open_document(context, duty.artifact, duty.number)))


def contradictions_button(context: ViewContext, artifact: str) -> tuple[InteractiveElement, ...]:
    """The button that asks about the contradictions of a document, while there are any."""
    found = pending(context.audit, artifact)
    value = ButtonValue(audit=context.audit.key, artifact=artifact)
    return (button(context.say("button-contradiction"), ActionId.CONTRADICTION, value),) if found else ()


def _show_rows(context: ViewContext, artifact: str, version: Version | None) -> tuple[InteractiveElement, ...]:
    """The rows by rank, and their blind scoring."""
    if version is None or not version.rows:
        return ()
    return (
        button(
            context.say("button-show-rows"), ActionId.SHOW_ROWS, ButtonValue(audit=context.audit.key, artifact=artifact)
        ),
    )


def _beside(context: ViewContext, artifact: str, version: Version | None) -> tuple[str, ...]:
    """What a reviewer has to know of a version before they open it: whatever is odd about it, and what a reader found
    in front of it (of a restricted document nothing); the rows of a table stand in the modal.
    """
    if version is None:
        return ()
    spec = context.framework.artifact(artifact)
    line = " · ".join(remarks(context, spec, version))
    odd = version.missing or version.written_afterwards or version.late
    if version.number > 1 or version.behalf:
        odd, line = True, document_line(context, spec, version)
    said = "" if version.rows or context.restricted(artifact) else stated_line(context, version)
    return (*((line,) if odd or pending(context.audit, artifact) else ()), *((said,) if said else ()))


def log_missing(context: ViewContext, artifact: str, version: Version | None) -> tuple[InteractiveElement, ...]:
    """One press puts on record that parts are missing."""
    if version is None or not version.missing:
        return ()
    value = ButtonValue(audit=context.audit.key, artifact=artifact, number=version.number)
    return (button(context.say("button-log-missing"), ActionId.LOG_MISSING, value),)


def _without_effect(context: ViewContext, artifact: str, number: int) -> tuple[InteractiveElement, ...]:
    """Offered where an earlier version was accepted, so that somebody may have signed it."""
    earlier = any(v.status == "accepted" and v.number < number for v in context.audit.artifacts.get(artifact, ()))
    value = ButtonValue(audit=context.audit.key, artifact=artifact, number=number)
    return (button(context.say("button-no-effect"), ActionId.NO_EFFECT, value),) if earlier else ()


@ASKS.add(SecondNoEffectDuty)
def second_no_effect(context: ViewContext, duty: Duty) -> Ask:
    """A reviewer says that a change is without effect; another one agrees, or lets it be taken in."""
    audit, say = context.audit, context.say
    value = ButtonValue(audit=audit.key, artifact=duty.artifact, number=duty.number)
    version = context.version(duty.artifact, duty.number)
    first = context.mention(version.no_effect_by) if version and version.no_effect_by else ""
    buttons = (
        button(say("button-no-effect"), ActionId.NO_EFFECT, value, "primary"),
        button(say("button-documents"), ActionId.DOCUMENTS, ButtonValue(audit=audit.key)),
    )
    document = context.document_title(duty.artifact)
    return Ask(buttons, (say("ask-second-no-effect", who=first, document=document, version=duty.number),))


@ASKS.add(EarlierDocumentsDuty)
def earlier_documents(context: ViewContext, duty: Duty) -> Ask:
    """The model changed: one list of the documents of which a reviewer says whether they still hold."""
    found = lines_for(context.audit, context.framework, duty.person, context.today)
    value = ButtonValue(audit=context.audit.key)
    pressed = button(context.say("button-earlier-documents"), ActionId.EARLIER_DOCUMENTS, value, "primary")
    asked = context.say("ask-earlier-documents", model=context.model)
    return Ask((pressed,), (asked, *(document_line(context, spec, version) for spec, version in found)))


@ASKS.add(AnswerChangesDuty)
def answer_changes(context: ViewContext, duty: Duty) -> Ask:
    """The requester sees the new version: resolved, or still not."""
    say, request = context.say, _request(context, duty)
    if request is None:
        return Ask(())
    value = ButtonValue(audit=context.audit.key, artifact=request.artifact, number=request.number)
    latest = context.audit.latest(request.artifact)
    number = latest.number if latest else request.version
    said = say("ask-answer-changes", before=request.version)
    both = _accepted_with_it(context, duty, latest)
    seen = value.replace(seen=str(number))
    accept = (button(say("button-resolved-accept"), ActionId.RESOLVED_ACCEPT, seen, "primary"),) if both else ()
    return Ask(
        (
            *accept,
            button(say("button-resolved"), ActionId.RESOLVED, value, None if both else "primary"),
            button(say("button-still-not"), ActionId.STILL_NOT, value),
            what_changed(context, request.artifact, request.version, number),
            open_document(context, request.artifact, number),
        ),
        (said, context.quoted_about(request.artifact, request.what)),
    )


def _accepted_with_it(context: ViewContext, duty: Duty, version: Version | None) -> bool:
    """Whether whoever asked for the change may accept the new version by the same press: it takes no other word, and
    nobody else's request is open.
    """
    audit, framework = context.audit, context.framework
    spec = framework.artifact(duty.artifact)
    if version is None or version != audit.current(spec.key) or spec.verdict or needs_original(audit, version):
        return False
    others = any(
        r.artifact == spec.key and r.status in ("open", "answered") and r.number != duty.number for r in audit.requests
    )
    return not others and duty.person in able_to_accept(audit, framework, spec, version, context.today)


def _request(context: ViewContext, duty: Duty) -> ChangeRequest | None:
    return next((r for r in context.audit.requests if r.number == duty.number), None)


@ASKS.add(AnswerOfferDuty)
def answer_offer(context: ViewContext, duty: Duty) -> Ask:
    """A reply that looks like a document, still unanswered."""
    offer = next((o for o in context.audit.offers if o.key == duty.of), None)
    if offer is None:
        return Ask(())
    name = offered(context, offer)
    there = context.linked_message(offer.source, context.say("offer-there"))
    said = context.say("ask-answer-offer", name=name, there=there)
    return Ask(offer_buttons(context, offer.key, offer.artifact), (said, *_no_result(context, offer)))


def _no_result(context: ViewContext, offer: Offer) -> tuple[str, ...]:
    """Why a file in the thread of results is taken for a document."""
    result = next((r for r in context.audit.results if r.source == offer.source and r.status == "unread"), None)
    return (why_unread(context, result),) if result else ()


def offered(context: ViewContext, offer: Offer) -> str:
    """What is offered: a file or link by its name, a text as theirs."""
    if offer.kind == "text":
        return context.say("offer-text")
    return mrkdwn.code(context.raw(offer.name) or "") or context.say("text-removed")


def offer_buttons(context: ViewContext, offer: str, artifact: str) -> tuple[InteractiveElement, ...]:
    """Use this (a restricted document: hand it in privately), something else, just talk."""
    say, value = context.say, ButtonValue(audit=context.audit.key, artifact=artifact, key=offer)
    return (
        *_use(context, value),
        button(say("button-offer-other"), ActionId.OFFER_OTHER, value),
        button(say("button-just-talk"), ActionId.JUST_TALK, value),
    )


def _use(context: ViewContext, value: ButtonValue) -> tuple[InteractiveElement, ...]:
    if not value.artifact:
        return ()
    offer = next((o for o in context.audit.offers if o.key == value.key), None)
    spec = context.framework.artifact(value.artifact)
    if in_the_open(context.audit, spec, offer.source if offer else None):
        handed_in = value.replace(key="")
        return (button(context.say("button-submit"), ActionId.SUBMIT, handed_in, "primary"),)
    return (button(context.say("button-use-offer"), ActionId.USE_OFFER, value, "primary"),)


def changes_requested(context: ViewContext, notice: ChangesRequestedNotice, event: Event | None) -> list[Block]:
    """One post that quotes what is wrong; the document's maker is asked on their own."""
    request = next((r for r in context.audit.requests if r.number == notice.request), None)
    if request is None:
        return section(context.say("text-removed"))
    said = context.say(
        "notice-changes-requested",
        by=context.mention(request.by),
        document=context.document_title(request.artifact),
        version=request.version,
    )
    return section(f"{said}\n{context.quoted_about(request.artifact, request.what)}")


def document_failed(context: ViewContext, notice: DocumentFailedNotice, event: Event | None) -> list[Block]:
    """A file could not be fetched, or does not fit: why, row by row, and the button to hand it in again.

    Its sender alone reads this, so it quotes from a restricted document too.
    """
    say, artifact = context.say, notice.artifact
    versions = context.audit.artifacts.get(artifact, ())
    version = next((v for v in versions if v.number == notice.version), versions[-1] if versions else None)
    if version and (came := _came_instead(context, artifact, version)):
        return came
    why = status(context, version) if version else say("problem-unreadable")
    who = context.mention(version.by) if version else context.say("nobody")
    value = ButtonValue(audit=context.audit.key, artifact=artifact)
    said = say("notice-document-failed", who=who, document=context.document_title(artifact), why=why)
    detail = section(context.quoted(version.detail)) if version and version.detail else []
    read_as = _encoding_button(context, artifact, version)
    again = button(say("button-submit"), ActionId.SUBMIT, value, None if read_as else "primary")
    return [*section(said), *detail, *actions(read_as, again)]


def _came_instead(context: ViewContext, artifact: str, failed: Version) -> list[Block]:
    """What came of a document after a file of it failed: that file, read otherwise, or a newer version."""
    newest = context.audit.latest(artifact) or failed
    if newest.number == failed.number and newest.status == "failed":
        return []
    document, by = context.document_title(artifact), context.mention(newest.by)
    if newest.status == "failed":
        said = context.say("outcome-replaced", document=document, version=failed.number, by=newest.number)
    else:
        said = context.say("outcome-handed-in", document=document, version=newest.number, by=by)
    return small(said)


def without_effect(context: ViewContext, notice: WithoutEffectNotice, event: Event | None) -> list[Block]:
    """Two reviewers say that a change is without effect; who signed reads what changed, and may object."""
    say, audit, artifact = context.say, context.audit, notice.artifact
    version = context.version(artifact, notice.version)
    value = ButtonValue(audit=audit.key, artifact=artifact, number=notice.version)
    who = context.mention(version.no_effect_by) if version and version.no_effect_by else say("nobody")
    stage = context.stage_title(context.framework.stage_of(artifact).key)
    document = context.document_title(artifact)
    said = say("notice-without-effect", who=who, document=document, version=notice.version, stage=stage)
    may_object = version is not None and version.no_effect_by is not None and not audit.over
    if version and version.objected_by:
        said += f"\n{say('outcome-no-effect-objected', by=context.mention(version.objected_by))}"
        may_object = False
    return [
        *section(said),
        *actions(
            open_document(context, artifact, notice.version),
            button(say("button-object-no-effect"), ActionId.OBJECT_NO_EFFECT, value) if may_object else None,
        ),
    ]


def no_effect_objected(context: ViewContext, notice: NoEffectObjectedNotice, event: Event | None) -> list[Block]:
    """A signer says that it has an effect: why, and what becomes of it."""
    say, version = context.say, context.version(notice.artifact, notice.version)
    who = context.mention(version.objected_by) if version and version.objected_by else say("nobody")
    document = context.document_title(notice.artifact)
    key = "waits" if version and version.objection_waits else "beside" if version and version.late else "again"
    said = say(f"notice-no-effect-objected-{key}", who=who, document=document, version=notice.version)
    why = version.objected_why if version else None
    return [*section(said), *section(context.quoted_about(notice.artifact, why) if why else say("text-removed"))]


def result_unread(context: ViewContext, notice: ResultUnreadNotice, event: Event | None) -> list[Block]:
    """A dropped file could not be read as a result: why, what to do, and what else it may be."""
    say, result = context.say, context.audit.result(notice.result)
    if result is None:
        return section(say("text-removed"))
    name = mrkdwn.code(context.raw(result.name) or "") or say("text-removed")
    said = say("notice-result-unread", file=name, name=context.name, why=why_unread(context, result))
    offer = next((o for o in context.audit.offers if o.source == result.source), None)
    for artifact, versions in context.audit.artifacts.items():
        if used := next((v for v in versions if v.source == result.source), None):
            document, by = context.document_title(artifact), context.mention(used.by)
            return small(say("outcome-handed-in", document=document, version=used.number, by=by))
    if offer is None:
        again = button(say("button-submit"), ActionId.SUBMIT, ButtonValue(audit=context.audit.key))
        return [*section(said), *actions(again)]
    asked = f"{said} {say('notice-result-or-document')}"
    return [*section(asked), *actions(*offer_buttons(context, offer.key, offer.artifact))]


def reading_given_up(context: ViewContext, notice: ReadingGivenUpNotice, event: Event | None) -> list[Block]:
    """A document that came, and cannot be looked through: nothing of it is checked or listed by the bot."""
    say, artifact = context.say, notice.artifact
    who, document = context.mention(notice.person), context.document_title(artifact)
    value = ButtonValue(audit=context.audit.key, artifact=artifact)
    said = say("notice-reading-given-up", who=who, document=document, version=notice.version)
    return [*section(said), *actions(button(say("button-submit"), ActionId.SUBMIT, value, "primary"))]


def button_instead(context: ViewContext, notice: ButtonInsteadNotice, event: Event | None) -> list[Block]:
    """Somebody approved in words: words do not count, and here is the button."""
    say, stage = context.say, notice.stage
    held = roles_of(context.audit, notice.person, context.today)
    signed = [rule.role for rule in context.framework.stage(stage).sign_offs if rule.role in held]
    said = say("notice-button-instead", who=context.mention(notice.person), stage=context.stage_title(stage))
    value = ButtonValue(audit=context.audit.key, stage=stage, role=signed[0] if signed else "")
    return section(said) + (actions(button(say("button-sign"), ActionId.SIGN, value, "primary")) if signed else [])


def offer_whisper(context: ViewContext, offer: Offer) -> Drawing:
    """Use this, something else, just talk; and a box for what was written after the fact."""
    say = context.say
    name = offered(context, offer)
    if offer.artifact:
        number = len(context.audit.artifacts.get(offer.artifact, ())) + 1
        said = say("offer-as", name=name, document=context.document_title(offer.artifact), number=number)
    else:
        said = say("offer-as-what", name=name)
    box = CheckboxesElement(
        action_id=ActionId.LINK.value,
        options=[Option(text=PlainTextObject(text=say("offer-afterwards")), value=AFTER_DECISION)],
    )
    blocks: list[Block] = [
        *section("\n".join((said, *_no_result(context, offer)))),
        *(section(say("offer-link")) if offer.kind == "link" else []),
        *(section(say("offer-restricted")) if _in_the_open(context, offer) else []),
        ActionsBlock(block_id=AFTER_DECISION, elements=[box]),
        *actions(*offer_buttons(context, offer.key, offer.artifact)),
    ]
    return mark_message(context, messages(said, blocks))


def _in_the_open(context: ViewContext, offer: Offer) -> bool:
    """Whether a restricted document was put where everybody reads."""
    known = bool(offer.artifact) and context.framework.has_artifact(offer.artifact)
    return known and in_the_open(context.audit, context.framework.artifact(offer.artifact), offer.source)
