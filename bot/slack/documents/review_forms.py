"""The modals in which documents are looked at and reviewed.

Owns opening, drawing and reading them, and what changed while one was open. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from slack_sdk.models.blocks import Block, InteractiveElement
from slack_sdk.models.views import View

from bot.domain.documents.acceptance import needs_original, takes_abstract
from bot.domain.documents.commands import AcceptArtifact, ObjectNoEffect, RequestChanges, ResolveChanges, TakeBack
from bot.domain.documents.state import ChangeRequest, Version
from bot.domain.documents.taking_back import may_be_taken_back
from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.evaluations.tamper_record import table_columns
from bot.domain.evaluations.tampering import record_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.framework import ArtifactSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.roster.independence import looks_from_outside
from bot.ports.store import Loaded
from bot.slack.documents.lines import document_line, stated_line
from bot.slack.documents.list_form import FROM_LIST, OF_LIST, back_to_list
from bot.slack.documents.messages import contradictions_button
from bot.slack.evaluations.tamper_record import tampering_blocks
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue, version_in
from bot.slack.kit.block_kit import actions, button, section, small
from bot.slack.kit.concurrent_edits import redrawn_with_changes, with_new_request
from bot.slack.kit.contents import words
from bot.slack.kit.form import Form
from bot.slack.kit.message_parts import what_changed
from bot.slack.kit.modal import Inputs, modal, reason_modal
from bot.slack.kit.modal_opening import (
    audit_in_view,
    check_reader,
    document,
    metadata_for,
    request_of_press,
    request_of_step,
)
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Press, Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, Open, Redraw, Response
from bot.slack.kit.view_context import ViewContext

_MOST_SHOWN = 40
"""Sections of its text: Slack takes 100 blocks in a modal, and 250,000 characters of JSON."""

_JUDGED = ("accepted", "changes")


class DocumentForm(Form):
    """One version of a document; it is read, not submitted."""

    callback = "document"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """One version of a document; a restricted one for its readers alone."""
        loaded, context = await audit_in_view(ctx, value)
        spec = document(loaded, value.artifact)
        latest = loaded.audit.latest(spec.key)
        version = context.version(spec.key, value.number) or latest
        if version is None:
            raise NotNow("document-not-there")
        check_reader(ctx, loaded, spec)
        source = version.source
        link = context.linked_message(source, ctx.say("document-source")) if source and source.ts else ""
        body = await words(ctx, version, columns=table_columns(spec))
        return Open(
            self.view(context, metadata_for(ctx, value, number=version.number), spec, version, body, link, ctx.who)
        )

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        spec: ArtifactSpec,
        version: Version,
        body: str | None,
        link: str,
        who: Person = "",
    ) -> View:
        """`body` is its text, None when it is no text (or gone); `link` (mrkdwn) leads to the message it came from."""
        say = context.say
        digest = mrkdwn.fingerprint(version.content) if version.content else say("document-no-fingerprint")
        blocks: list[Block] = [
            *section(document_line(context, spec, version)),
            *small(say("document-facts", by=context.mention(version.by), size=version.size, fingerprint=digest)),
            *actions(*_buttons(context, spec, version, who, listed=meta.key == FROM_LIST)),
        ]
        if link:
            blocks += section(link)
        if record := record_of(context.audit, spec.key, version.number):
            blocks += tampering_blocks(context, record)
        if version.detail:
            blocks += section(context.quoted(version.detail))
        if body is None:
            blocks += section(say("document-not-shown"))
            return modal(say, self.callback, meta, blocks, submits=False, title=spec.title)
        shown = section(mrkdwn.escape(body) or say("text-removed"))
        blocks += shown[:_MOST_SHOWN]
        if len(shown) > _MOST_SHOWN:
            blocks += small(say("document-longer"))
        return modal(say, self.callback, meta, blocks, submits=False, title=spec.title)


def _first_rows(context: ViewContext, spec: ArtifactSpec, version: Version | None) -> list[Block]:
    """Of a table its first rows by rank; of a restricted one nothing."""
    if version is None or not version.rows or context.restricted(spec.key):
        return []
    return section(said) if (said := stated_line(context, version)) else []


@dataclass(frozen=True)
class ReviewForm(Form):
    """Accept a version, or ask for changes; `verdict` is chosen beforehand."""

    callback = "review"
    verdict: str = ""

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """A version of a document, the newest where the button names none; for its readers alone."""
        loaded, context = await audit_in_view(ctx, value)
        spec = document(loaded, value.artifact)
        version = context.version(spec.key, value.number) or loaded.audit.latest(spec.key)
        if version is None:
            raise NotNow("document-not-there")
        check_reader(ctx, loaded, spec)
        meta = metadata_for(ctx, value, number=version.number, seen=version_standing(version))
        outside = looks_from_outside(loaded.audit, loaded.framework, ctx.who, ctx.today_in(loaded.audit))
        view = self.view(context, meta, spec, version, self.verdict, outside=outside)
        return Redraw(view) if value.key == OF_LIST else Open(view)

    def view(
        self,
        context: ViewContext,
        meta: ModalMetadata,
        spec: ArtifactSpec,
        version: Version | None,
        verdict: str,
        *,
        outside: bool = False,
    ) -> View:
        """`verdict` (accept, changes or empty) is chosen beforehand; who looks from `outside` says what ties them."""
        say, ask = context.say, Inputs(context.say, self.callback)
        blocks: list[Block] = [
            *section(document_line(context, spec, version)),
            *_first_rows(context, spec, version),
            ask.radio("verdict", [("accept", say("review-accept")), ("changes", say("review-changes"))], verdict),
        ]
        if record := record_of(context.audit, spec.key, version.number) if version else None:
            blocks[1:1] = tampering_blocks(context, record)
        if spec.verdict:
            choices = [("yes", say("review-supports")), ("no", say("review-supports-not"))]
            blocks.append(ask.radio("supports", choices, optional=True))
        if version and needs_original(context.audit, version):
            blocks.append(ask.several("original", [("yes", say("review-original"))]))
        if outside:
            blocks.append(ask.text("ties", lines=True, optional=True))
        if context.audit.rules > 1 and takes_abstract(spec):
            blocks.append(ask.text("abstract", lines=True, optional=True))
        blocks.append(ask.text("what", lines=True, optional=True))
        return modal(say, self.callback, meta, blocks, title=spec.title)

    async def conflicts(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
        """The review once more, where somebody judged or replaced the version since it was opened."""
        meta = submission.meta
        version = loaded.audit.latest(meta.artifact)
        if version is None or not meta.seen or meta.seen == version_standing(version):
            return None
        context = await ctx.view_context(loaded)
        spec = loaded.framework.artifact(meta.artifact)
        asked = [r.by for r in loaded.audit.requests if (r.artifact, r.version) == (spec.key, version.number)]
        by = context.mentions([version.reviewed_by] if version.reviewed_by else asked)
        kind = version.status if version.status in _JUDGED else "newer"
        lines = [ctx.say(f"meanwhile-{kind}", document=mrkdwn.escape(spec.title), number=version.number, by=by)]
        meta = meta.replace(number=version.number, seen=version_standing(version))
        chosen = submission.form.choice("verdict")
        outside = looks_from_outside(loaded.audit, loaded.framework, ctx.who, ctx.today_in(loaded.audit))
        view = self.view(context, with_new_request(ctx, meta), spec, version, chosen, outside=outside)
        return redrawn_with_changes(ctx, view, lines)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Accept a version, or ask for changes."""
        form, meta = submission.form, submission.meta
        common = author.common(audit.key, meta.request)
        what, abstract = form.text("what"), form.text("abstract")
        match form.choice("verdict"):
            case "accept":
                supports = {"yes": True, "no": False}.get(form.choice("supports"))
                if what:
                    raise Invalid("review-accept-or-changes", field="what")
                common |= {"artifact": meta.artifact, "version": meta.number, "abstract": author.prose_if(abstract)}
                common |= {"ties": author.prose_if(form.text("ties"))}
                return (AcceptArtifact(**common, supports=supports, original=bool(form.choices("original"))),)
            case "changes" if abstract:
                raise Invalid("review-abstract-accepts", field="abstract")
            case "changes":
                return (RequestChanges(**common, artifact=meta.artifact, version=meta.number, what=author.prose(what)),)
            case _:
                raise Invalid("input-missing", field="verdict")

    async def after(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
        """Whoever goes through the list of documents finds it again."""
        return await back_to_list(ctx, submission, loaded)


class StillNotForm(Form):
    """What a new version still lacks."""

    callback = "still-not"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Say what a new version still lacks."""
        loaded, context = await audit_in_view(ctx, value)
        request = next((r for r in loaded.audit.requests if r.number == value.number), None)
        if request is None:
            raise NotNow("request-gone")
        return Open(self.view(context, metadata_for(ctx, value), request))

    def view(self, context: ViewContext, meta: ModalMetadata, request: ChangeRequest) -> View:
        """With what was asked for the last time."""
        said = context.say("still-not-before", document=context.document_title(request.artifact))
        before = section(f"{said}\n{context.quoted_about(request.artifact, request.what)}")
        blocks = [*before, Inputs(context.say, self.callback).text("what", lines=True)]
        return modal(context.say, self.callback, meta, blocks, title=context.framework.artifact(request.artifact).title)

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """[Still not], with what is missing."""
        common = author.common(audit.key, submission.meta.request)
        what = author.prose(submission.form.text("what"))
        return (ResolveChanges(**common, number=submission.meta.number, resolved=False, what=what),)


class ObjectNoEffectForm(Form):
    """Why a change that two reviewers call without effect has one."""

    callback = "object-no-effect"
    input_of: ClassVar[Mapping[str, str]] = {"why": "reason"}

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """Object to it, because ..."""
        _, context = await audit_in_view(ctx, value)
        document = context.document_title(value.artifact)
        said = context.say("object-no-effect-what", document=document, version=value.number)
        return Open(reason_modal(context, self.callback, metadata_for(ctx, value, number=value.number), said))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """A signer says that the change has an effect, because ..."""
        meta, why = submission.meta, author.prose(submission.form.text("reason"))
        common = author.common(audit.key, meta.request)
        return (ObjectNoEffect(**common, artifact=meta.artifact, version=meta.number, why=why),)


def _earlier(context: ViewContext, spec: ArtifactSpec, version: Version) -> int:
    """The version before this one that arrived; 0 without one."""
    versions = reversed(context.audit.artifacts.get(spec.key, ()))
    there = (v.number for v in versions if v.number < version.number and v.status not in ("failed", "pointer"))
    return next(there, 0)


def _buttons(
    context: ViewContext, spec: ArtifactSpec, version: Version, who: Person, *, listed: bool
) -> list[InteractiveElement]:
    value = ButtonValue(audit=context.audit.key, artifact=spec.key, number=version.number)
    judged = value.replace(key=OF_LIST) if listed else value
    earlier = _earlier(context, spec, version)
    mine = who == version.by and may_be_taken_back(context.audit, spec, version)
    open_to_object = version.no_effect and version.no_effect_at is not None
    if context.audit.is_shut:
        return []
    return [
        button(context.say("button-review"), ActionId.REVIEW, judged),
        button(context.say("button-changes"), ActionId.CHANGES, judged),
        button(context.say("button-new-version"), ActionId.SUBMIT, judged),
        *([button(context.say("button-take-back"), ActionId.TAKE_BACK, value)] if mine else []),
        *([what_changed(context, spec.key, earlier, version.number)] if earlier else []),
        *([button(context.say("button-show-rows"), ActionId.SHOW_ROWS, value)] if spec.columns else []),
        *contradictions_button(context, spec.key),
        *([button(context.say("button-object-no-effect"), ActionId.OBJECT_NO_EFFECT, value)] if open_to_object else []),
    ]


def take_back(press: Press, author: Author, audit: Audit) -> Command:
    """[Take back]: its sender takes a version back that nobody reviewed."""
    common = author.common(audit.key, request_of_press(press, audit))
    return TakeBack(**common, artifact=press.value.artifact, version=press.value.number)


def resolved(press: Press, author: Author, audit: Audit) -> Command:
    """[Resolved]: the new version does it."""
    return ResolveChanges(
        **author.common(audit.key, request_of_press(press, audit)), number=press.value.number, resolved=True
    )


async def resolved_and_accepted(ctx: RequestContext, press: Press) -> Response:
    """[Resolved and accept]: the new version does it, and is good."""
    loaded = await ctx.audit(press.value.audit)
    for command in both_by_one_press(press, await ctx.author(), loaded, ctx.now):
        await ctx.execute(command)
    return DONE


def both_by_one_press(press: Press, author: Author, loaded: Loaded, now: datetime) -> tuple[Command, ...]:
    """Resolved, and accepted as the version that was drawn beside the button; one posted before there was any such
    keeps no version, and resolves alone. Refuses both where one of them would be refused.
    """
    audit, framework, value = loaded.audit, loaded.framework, press.value
    resolves, shown = resolved(press, author, audit), version_in(value.seen)
    if shown is None:
        return (resolves,)
    common = author.common(audit.key, request_of_step(resolves.request, 1))
    accepts = AcceptArtifact(**common, artifact=value.artifact, version=shown)
    after = fold(decide(audit, framework, resolves, now), audit)
    decide(after, framework, accepts, now)
    current = after.current(value.artifact)
    if current is None or current.number != shown:
        raise NotNow("accept-newer-version", document=framework.artifact(value.artifact).title)
    return resolves, accepts


def version_standing(version: Version | None) -> str:
    """How a version stands, for whoever is about to review it."""
    if version is None or version.status not in _JUDGED:
        return str(version.number) if version else ""
    return f"{version.number}:{version.status}:{version.reviewed_by or ''}"
