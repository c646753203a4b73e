"""A modal was submitted: its commands are executed, then it closes; or it stays open with what was typed.

Owns the order of things for one submission, and where in the modal a refusal stands. Must not know any modal's inputs.
"""

from __future__ import annotations

from bot.domain.evaluations.tamper_record import with_arms
from bot.domain.kernel.errors import Invalid, NotNow, Refusal
from bot.domain.kernel.tables import to_markdown
from bot.ports.store import Loaded
from bot.slack.documents.forms import offer_with
from bot.slack.documents.review_forms import changed_review
from bot.slack.evaluations.tamper_forms import DRAFT, tamper_form
from bot.slack.inbound.forms import AFTER, commands_of_submission
from bot.slack.kit.block_kit import section
from bot.slack.kit.concurrent_edits import Look
from bot.slack.kit.contents import drafted
from bot.slack.kit.error_handling import in_time, plain, words_for
from bot.slack.kit.identity import identify
from bot.slack.kit.message_text import file_of, text_of
from bot.slack.kit.modal import text_modal
from bot.slack.kit.modal_state import FileRef, ModalState
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import DONE, FieldErrors, Redraw, Response
from bot.slack.lifecycle.start_forms import changed_details, start, started_modal
from bot.slack.roster.forms import away, changed_people
from bot.slack.sign_offs.forms import changed_evidence

_STANDS_UNDER = {"deputy": "lead", "conditions": "before", "words": "said"}
"""Fields of commands that have no input of their own, and the input under which a problem of theirs is said."""

_OF_A_MODAL = {("tamper", "text"): "arms"}
"""The same, in one modal only."""


async def submit(ctx: RequestContext, submission: Submission) -> Response:
    """Do what a modal asks for. Raises what the edge turns into words."""
    return await in_time(_submit(ctx, submission), ctx.deps.patience.save)


async def _submit(ctx: RequestContext, submission: Submission) -> Response:
    if submission.callback == "start":
        return await _start(ctx, submission)
    if submission.callback == "away":
        return await _away(ctx, submission)
    loaded = await _loaded(ctx, submission)
    if changed := await changed_meanwhile(ctx, submission, loaded):
        return changed
    if submission.callback == "rows" and _is_a_record(loaded, submission.meta.artifact):
        return await _claimed(ctx, submission, loaded)
    commands = commands_of_submission(submission, await _author(ctx, submission, loaded), loaded.audit)
    known: Loaded | None = loaded
    for command in commands:
        done = await ctx.deps.service.execute(command, known=known)
        loaded, known = Loaded(done.audit, done.framework, loaded.head), None
    ctx.deps.wake()
    after = AFTER.get(submission.callback)
    return await after(ctx, submission, loaded) if after else DONE


def _is_a_record(loaded: Loaded, artifact: str) -> bool:
    return loaded.framework.has_artifact(artifact) and loaded.framework.artifact(artifact).tampering


async def _claimed(ctx: RequestContext, submission: Submission, loaded: Loaded) -> Response:
    """The arms of a tamper record are there: what they are to show is asked next."""
    meta = submission.meta.model_copy(update={"request": ctx.deps.ids.id()})
    return Redraw(await tamper_form(ctx, loaded, await ctx.view_context(loaded), meta))


async def _loaded(ctx: RequestContext, submission: Submission) -> Loaded:
    """The audit of a modal. What would cancel a decision is reported by whoever reads the decision."""
    if submission.callback == "happened":
        return await ctx.decision(submission.meta.audit)
    return await ctx.audit(submission.meta.audit)


async def _author(ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
    """The person with whatever this modal's command needs: people by their ids, the message it is about."""
    meta, users = submission.meta, _users(submission.form)
    if submission.callback == "place-result":
        return await ctx.author(users, said=await _reading(ctx, loaded, meta.number))
    if submission.callback == "wording":
        return await ctx.author(said=await _draft(ctx, loaded, meta.number))
    if submission.callback == "rows" or (submission.callback == "tamper" and meta.key == DRAFT):
        return await ctx.author(said=await _table(ctx, loaded, meta.artifact))
    if submission.callback != "use-as":
        return await ctx.author(users)
    if meta.key:
        offer = offer_with(loaded.audit, meta.key)
        names = await ctx.deps.store.texts(ctx.workspace, [offer.name])
        if offer.kind == "file":
            return await ctx.author(file=FileRef(id=offer.source.file, name=names.get(offer.name, "")))
        said = await text_of(ctx, offer.source.channel, offer.source.ts, offer.source.thread_ts)
        return await ctx.author(said=said)
    if meta.file:
        return await ctx.author(file=await file_of(ctx, meta.file))
    return await ctx.author(said=await text_of(ctx, meta.channel, meta.ts, meta.thread))


async def _reading(ctx: RequestContext, loaded: Loaded, number: int) -> str:
    """What a result file says, as its readers put it; empty where it was erased."""
    result = loaded.audit.result(number)
    if result is None or result.reading is None:
        return ""
    return (await ctx.deps.store.texts(ctx.workspace, [result.reading])).get(result.reading, "")


async def _draft(ctx: RequestContext, loaded: Loaded, number: int) -> str:
    """The words of a draft of the summary; empty where they were erased."""
    content = next((s.content for s in loaded.audit.summaries if s.number == number), None)
    return (await ctx.deps.store.texts(ctx.workspace, [content])).get(content, "") if content else ""


async def _table(ctx: RequestContext, loaded: Loaded, artifact: str) -> str:
    """The rows of a draft as a table. Refuses where there is none any more."""
    if artifact not in loaded.audit.drafts:
        raise NotNow("draft-gone")
    _, rows = await drafted(ctx, loaded, artifact)
    return to_markdown(with_arms(loaded.framework.artifact(artifact)).columns, [row for _, row in rows])


def _users(form: ModalState) -> list[str]:
    picked = [user for block in form.inputs for user in form.users(block)]
    return [*picked, *(user for block in form.inputs if (user := form.user(block)))]


async def _start(ctx: RequestContext, submission: Submission) -> Response:
    await ctx.must_be_a_starter()
    author = await ctx.author(_users(submission.form))
    kind = submission.form.choice("kind") if ctx.deps.kinds else ""
    command = start(submission, author, "", ctx.deps.kinds.get(kind, ctx.deps.framework))
    for block, channel in (("channel", command.channel), ("decision_channel", command.decision_channel)):
        if channel and not await ctx.access.reaches(ctx.workspace, channel):
            raise Invalid("channel-not-reached", field=block, bot=identify(ctx.workspace, ctx.bot.bot_user))
    done = await ctx.deps.service.execute(command)
    ctx.deps.wake()
    context = ctx.bare_view_context(Loaded(done.audit, done.framework, ""))
    return Redraw(started_modal(context, submission.meta.model_copy(update={"request": ctx.deps.ids.id()})))


async def _away(ctx: RequestContext, submission: Submission) -> Response:
    """Said to every audit of the person that is still going on."""
    keys = await ctx.deps.store.audits_of(ctx.workspace, ctx.who)
    lines = await ctx.deps.store.audits(ctx.workspace, keys=keys) if keys else []
    going_on = [line.key for line in lines if line.status in ("open", "paused")]
    if not going_on:
        raise NotNow("away-no-audit")
    for command in away(submission, await ctx.author(), going_on):
        await ctx.deps.service.execute(command)
    ctx.deps.wake()
    return DONE


async def beneath(ctx: RequestContext, submission: Submission, problem: Exception) -> Response:
    """The modal stays open with what was typed; the words stand beneath the input they are about."""
    words = await plain(ctx.deps, ctx.workspace, words_for(ctx.deps, ctx.origin, problem))
    blocks = list(submission.form.inputs)
    if not blocks:
        return Redraw(text_modal(ctx.say, section(words_for(ctx.deps, ctx.origin, problem))))
    field = problem.field if isinstance(problem, Refusal) else ""
    field = _OF_A_MODAL.get((submission.callback, field)) or _STANDS_UNDER.get(field, field)
    return FieldErrors({field if field in blocks else blocks[0]: words})


async def changed_meanwhile(ctx: RequestContext, submission: Submission, loaded: Loaded) -> Redraw | None:
    """The modal drawn again with what somebody else did to it; None where nothing stands against carrying it out."""
    look = _LOOKS.get(submission.callback)
    found = await look(ctx, submission, loaded) if look else None
    if found and await ctx.deps.store.seen(ctx.workspace, submission.meta.request):
        # sent twice: what changed is what the first of the two did
        return None
    return found


_LOOKS: dict[str, Look] = {
    "people": changed_people,
    "details": changed_details,
    "review": changed_review,
    "sign": changed_evidence,
}
"""By callback id. Every other modal adds something of its own, which nobody else can have changed."""
