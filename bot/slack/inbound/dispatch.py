"""The listeners: one way for every kind of payload. Read it, do what it asks, answer; errors become words.

Owns the way from a payload to the answer Slack gets; everything is saved before. Must not know any subject: those stand
in the tables `FORMS`, `BUTTONS`, `COMMANDS` and `SHORTCUTS`, events in those of `workspace_events`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.errors import Refusal, RoleNotAccepted, UnknownAudit
from bot.ports.store import Unavailable
from bot.slack.inbound.buttons import BUTTONS
from bot.slack.inbound.first_click import must_be_one_who_may
from bot.slack.inbound.forms import FORMS
from bot.slack.inbound.offers import about_what, offer, with_offer
from bot.slack.inbound.shortcuts import SHORTCUTS
from bot.slack.inbound.slash_commands import run
from bot.slack.inbound.workspace_events import handle_event
from bot.slack.kit.block_kit import section
from bot.slack.kit.button_actions import Opens
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.error_handling import (
    AnotherWorkspace,
    NotSaved,
    body_of,
    delete_ephemeral,
    in_time,
    plain,
    send_ephemeral,
    words_for,
)
from bot.slack.kit.modal import REDRAW, VALUE, keeping_what_is_beneath, text_modal
from bot.slack.kit.modal_state import ParseProblem
from bot.slack.kit.payloads import (
    Body,
    Event,
    Origin,
    Press,
    Shortcut,
    Slash,
    Submission,
    read_event,
    read_press,
    read_shortcut,
    read_slash,
    read_submission,
)
from bot.slack.kit.people import Access
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Done, FieldErrors, Open, Push, Redraw, Reply, Response, Return, Vanish
from bot.slack.kit.slack_errors import code_of
from bot.slack.kit.slash_words import read_words
from bot.slack.roster.invitation import AcceptFirstForm, accept_first

log = structlog.get_logger(__name__)

TRIGGER_OVER = frozenset(["expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "invalid_trigger_id"])
"""Slack's words for a click that is too long ago to open a modal, documented and seen: pressing again helps."""

Payload = Slash | Press | Submission | Shortcut | Event

Read = TypeVar("Read", bound=Payload)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What Bolt calls. Each method takes a payload and returns Slack's answer; none raises."""

    deps: Dependencies
    access: Access

    async def command(self, body: Body) -> BoltResponse:
        """A slash command: its answer is the response."""
        return await self._handle(body, read_slash, _run)

    async def action(self, body: Body) -> BoltResponse:
        """A button or a menu."""
        return await self._handle(body, read_press, _press)

    async def submission(self, body: Body) -> BoltResponse:
        """A modal: it closes, shows what comes next, or stays open with what was typed."""
        return await self._handle(body, read_submission, _submit)

    async def shortcut(self, body: Body) -> BoltResponse:
        """A shortcut on a message, or from anywhere: it opens a modal."""
        return await self._handle(body, read_shortcut, _choose)

    async def event(self, body: Body) -> BoltResponse:
        """An event: 200 once it is saved; 503 where Slack should tell it again."""
        return await self._handle(body, read_event, _hear)

    async def _handle(
        self,
        body: Body,
        read: Callable[[Body], Read],
        carry_out: Callable[[RequestContext, Read], Awaitable[Response]],
    ) -> BoltResponse:
        """From a payload to Slack's answer: the one way of all of them."""
        try:
            payload = read(body)
        except ParseProblem as problem:
            # nothing a retry would change: acknowledged, with one line in the log
            log.warning("payload.not-read", problem=str(problem))
            return _nothing_more()
        try:
            if payload.origin.workspace not in self.deps.installations:
                raise AnotherWorkspace(payload.origin.workspace)
            payload = replace(payload, origin=await self._recognized(payload.origin))
            answer = await carry_out(RequestContext(self.deps, self.access, payload.origin), payload)
            return await self._answer(payload, answer)
        except Exception as problem:
            return await self._explain(payload, problem)

    async def _recognized(self, origin: Origin) -> Origin:
        """The origin with the person as the workspace knows them. Raises NotSaved when Slack does not say."""
        recognized = self.access.recognize(origin.workspace, origin.who, origin.team)
        return replace(origin, who=await in_time(recognized, self.deps.patience.save))

    async def _answer(self, payload: Payload, answer: Response) -> BoltResponse:
        match payload, answer:
            case Submission(), FieldErrors(errors=errors):
                return _json({"response_action": "errors", "errors": dict(errors)})
            case Submission(), Redraw(view=view) | Open(view=view):
                return _json({"response_action": "update", "view": view.to_dict()})
            case Submission(on_top=True, meta=meta), Done() if not meta.keeps:
                return _json({"response_action": "clear"})
            case Submission(), Push(view=view):
                return _json({"response_action": "push", "view": keeping_what_is_beneath(view).to_dict()})
            case Submission(root=root), Return(view=view):
                await self._draw_again(payload.origin, view, root)
            case Slash(), Reply():
                return _json(body_of(answer))
            case Press(), Reply():
                await self._tell(payload, answer)
            case Press(), Redraw(view=view):
                await self._draw_again(payload.origin, view, payload.view, payload.view_hash)
            case Press(), Vanish() if payload.origin.response_url:
                await delete_ephemeral(self.deps, payload.origin)
            case Press() | Slash() | Shortcut(), Open(view=view):
                await self._open(payload.origin, _over(payload, view), onto=_in_modal(payload))
        return _nothing_more()

    async def _draw_again(self, origin: Origin, view: Any, shown: str, seen: str | None = None) -> None:
        """A modal as it is now. Pressed twice, or closed since, there is nothing left to draw."""
        client = self.deps.installations[origin.workspace].client
        updated = client.views_update(view=view, view_id=shown, hash=seen)
        try:
            await in_time(updated, self.deps.patience.open)
        except SlackApiError as problem:
            if code_of(problem) not in ("hash_conflict", "not_found"):
                raise
            log.info("modal.not_redrawn", workspace=origin.workspace, error=code_of(problem))

    async def _explain(self, payload: Payload, problem: Exception) -> BoltResponse:
        """What went wrong, in words where the person looks: beneath an input, beside the message, in a modal."""
        if isinstance(payload, Event) and isinstance(problem, NotSaved):
            log.warning(
                "event.not-saved", workspace=payload.origin.workspace, delivery=payload.id, problem=str(problem)
            )
            self.deps.missed()
            return _tell_again()
        words = words_for(self.deps, payload.origin, problem)
        offered = await self._offer(payload, problem)
        reply = Reply(words, with_offer(words, offered))
        if isinstance(problem, RoleNotAccepted):
            reply = accept_first(self.deps.texts, problem, words)
        match payload:
            case Submission():
                return await self._answer(payload, await self._beneath(payload, problem, words, offered))
            case Slash():
                return _json(body_of(reply))
            case Press():
                await self._tell(payload, reply)
            case Shortcut():
                await self._say_anywhere(payload.origin, reply)
            case Event() if not isinstance(problem, ParseProblem | Refusal | UnknownAudit):
                return _tell_again()
        return _nothing_more()

    async def _offer(self, payload: Payload, problem: Exception) -> list[Block]:
        """The button by which the person gets on; none where the record cannot be asked what they were about."""
        if not isinstance(problem, Refusal):
            return []
        try:
            return offer(self.deps.texts, problem, await about_what(self.deps, payload))
        except Unavailable:
            return []

    async def _beneath(
        self, submission: Submission, problem: Exception, words: str, offered: Sequence[Block]
    ) -> Response:
        """The modal stays open with what was typed; the words stand beneath the input they are about."""
        if isinstance(problem, RoleNotAccepted):
            return Push(AcceptFirstForm().first(self.deps, problem, words))
        blocks = list(submission.form.inputs)
        if not blocks:
            return Redraw(text_modal(self.deps.texts, [*section(words), *offered]))
        if offered and not submission.on_top:
            # what was typed stays beneath; a third modal is the last that Slack takes
            return Push(text_modal(self.deps.texts, [*section(words), *offered]))
        form = FORMS.get(submission.callback)
        field = problem.field if isinstance(problem, Refusal) else ""
        field = form.input_of.get(field, field) if form else field
        shown = await plain(self.deps, submission.origin.workspace, words)
        return FieldErrors({field if field in blocks else blocks[0]: shown})

    async def _tell(self, pressed: Press, reply: Reply) -> None:
        """Words for whoever pressed: beside the message, or as a modal where there is none (App Home, modals)."""
        if pressed.origin.response_url or (pressed.origin.channel and pressed.ts):
            await send_ephemeral(self.deps, pressed.origin, reply)
        else:
            await self._say_anywhere(pressed.origin, reply, onto=_in_modal(pressed))

    async def _say_anywhere(self, origin: Origin, reply: Reply, *, onto: bool = False) -> None:
        if origin.response_url:
            await send_ephemeral(self.deps, origin, reply)
            return
        view = text_modal(self.deps.texts, reply.blocks or section(reply.text))
        try:
            await self._open(origin, view, onto=onto)
        except Exception as problem:
            log.warning("whisper.lost", workspace=origin.workspace, problem=type(problem).__name__)

    async def _open(self, origin: Origin, view: Any, *, onto: bool = False) -> None:
        client = self.deps.installations[origin.workspace].client
        opened = client.views_push if onto else client.views_open
        try:
            await in_time(opened(trigger_id=origin.trigger, view=view), self.deps.patience.open)
        except SlackApiError as problem:
            if code_of(problem) in TRIGGER_OVER:
                raise NotSaved("trigger expired") from problem
            raise


async def _run(ctx: RequestContext, slash: Slash) -> Response:
    return await in_time(run(ctx, read_words(slash.text)), ctx.deps.patience.save)


async def _press(ctx: RequestContext, pressed: Press) -> Response:
    """What the button does; an input says something where the modal is drawn again by it."""
    if pressed.act == REDRAW:
        form = FORMS.get(pressed.callback)
        return await in_time(form.redraw(ctx, pressed), ctx.deps.patience.open) if form else DONE
    button = BUTTONS.get(pressed.act)
    if isinstance(button, Opens):
        return await open_in_time(ctx, button, pressed)
    if button is not None:
        return await button.press(ctx, pressed)
    if pressed.act != VALUE:
        log.warning("action.unknown", workspace=ctx.workspace, action=pressed.act[:80])
    return DONE


async def open_in_time(ctx: RequestContext, button: Opens, pressed: Press) -> Response:
    """The modal, for one who may: whether they may is asked in the time that it has to open, for the trigger dies."""

    async def opened() -> Response:
        await must_be_one_who_may(ctx, button.form, pressed.value)
        return await button.press(ctx, pressed)

    return await in_time(opened(), ctx.deps.patience.open)


async def _submit(ctx: RequestContext, submission: Submission) -> Response:
    form = FORMS.get(submission.callback)
    if form is None:
        raise ParseProblem(f"no form behind the modal {submission.callback!r}")
    return await in_time(form.submit(ctx, submission), ctx.deps.patience.save)


async def _choose(ctx: RequestContext, shortcut: Shortcut) -> Response:
    handler = SHORTCUTS.get(shortcut.callback)
    if handler is None:
        log.warning("shortcut.unknown", workspace=ctx.workspace, callback=shortcut.callback[:80])
        return DONE
    return await in_time(handler(ctx, shortcut), ctx.deps.patience.open)


async def _hear(ctx: RequestContext, event: Event) -> Response:
    await handle_event(ctx.deps, ctx.access, event)
    return DONE


def _in_modal(payload: Payload) -> bool:
    return isinstance(payload, Press) and payload.meta is not None


def _over(payload: Payload, view: View) -> View:
    """A modal as it is opened: over one in which something is typed, it remembers to leave that one alone."""
    if isinstance(payload, Press) and payload.meta and (payload.form.inputs or payload.meta.keeps):
        return keeping_what_is_beneath(view)
    return view


def _nothing_more() -> BoltResponse:
    return BoltResponse(status=200, body="")


def _tell_again() -> BoltResponse:
    return BoltResponse(status=503, body="")


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=body)
