"""The modals by which an audit under way goes on by the framework that the bot has now, and what they tell first.

Owns opening, drawing and reading them: whoever asks and whoever agrees read the same list. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.engine.past import past_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.adoption import Reopening, check, fingerprint, what_reopens
from bot.domain.lifecycle.commands import AnswerFramework, ProposeFramework
from bot.ports.store import Loaded
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.block_kit import lines, section
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.form import Form
from bot.slack.kit.localization import refusal_text
from bot.slack.kit.modal import Inputs, modal
from bot.slack.kit.modal_opening import metadata_for
from bot.slack.kit.modal_state import ModalMetadata
from bot.slack.kit.payloads import Submission
from bot.slack.kit.request_context import Author, RequestContext
from bot.slack.kit.responses import Open, Response
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.start_forms import frozen

ANSWERS = ("adopt", "keep")


class FrameworkForm(Form):
    """The lead asks for the framework that the bot has now."""

    callback = "framework"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """What would open again; refused at once where the audit cannot go on by it."""
        loaded = await ctx.audit(value.audit)
        context, new, found = await looked_at(ctx, loaded)
        return Open(self.view(context, metadata_for(ctx, value), new, found))

    def view(self, context: ViewContext, meta: ModalMetadata, new: Framework, found: Reopening) -> View:
        """Everything that opens again, and that a reviewer is asked."""
        what = context.say("adoption-what", title=mrkdwn.escape(new.title), version=mrkdwn.escape(new.version))
        asked = section(context.say("adoption-asks"))
        return modal(context.say, self.callback, meta, [*section(what), *told(context, new, found), *asked])

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """The person, with the framework of this bot."""
        return await ctx.author(said=frozen(installed(ctx.deps, loaded)))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Ask for it."""
        common = author.common(audit.key, submission.meta.request)
        return (ProposeFramework(**common, framework=author.prose(author.said)),)


class FrameworkAnswerForm(Form):
    """A reviewer agrees, or does not."""

    callback = "framework-answer"

    async def open(self, ctx: RequestContext, value: ButtonValue) -> Response:
        """The same list that the lead was shown, as things stand now; *keep* alone where it cannot go on by it."""
        loaded = await ctx.audit(value.audit)
        asked, meta = loaded.audit.framework_proposal, metadata_for(ctx, value)
        if asked is None:
            raise NotNow("adoption-settled", person=loaded.audit.lead)
        if asked.fingerprint != fingerprint(frozen(installed(ctx.deps, loaded))):
            context = await ctx.view_context(loaded)
            return Open(self.keeping(context, meta, context.say("adoption-another-by-now")))
        try:
            context, new, found = await looked_at(ctx, loaded)
        except NotNow as refusal:
            context = await ctx.view_context(loaded)
            return Open(self.keeping(context, meta, refusal_text(refusal, context.say)))
        return Open(self.view(context, meta, new, found))

    def keeping(self, context: ViewContext, meta: ModalMetadata, why: str) -> View:
        """Why the audit cannot go on by it, and the one answer that is left."""
        ask = Inputs(context.say, self.callback)
        answers = [("keep", context.say("adoption-keep"))]
        blocks = [*section(why), ask.radio("answer", answers)]
        return modal(context.say, self.callback, meta, blocks)

    def view(self, context: ViewContext, meta: ModalMetadata, new: Framework, found: Reopening) -> View:
        """Everything that opens again, and the answer."""
        ask = Inputs(context.say, self.callback)
        what = context.say("adoption-what", title=mrkdwn.escape(new.title), version=mrkdwn.escape(new.version))
        answers = [(key, context.say(f"adoption-{key}")) for key in ANSWERS]
        blocks = [*section(what), *told(context, new, found), ask.radio("answer", answers)]
        return modal(context.say, self.callback, meta, blocks)

    async def author(self, ctx: RequestContext, submission: Submission, loaded: Loaded) -> Author:
        """The person, with the framework of this bot."""
        return await ctx.author(said=frozen(installed(ctx.deps, loaded)))

    def parse(self, submission: Submission, author: Author, audit: Audit) -> tuple[Command, ...]:
        """Agree to it, or leave the audit as it is."""
        chosen = submission.form.choice("answer")
        if chosen not in ANSWERS:
            raise Invalid("input-missing", field="answer")
        common = author.common(audit.key, submission.meta.request)
        return (AnswerFramework(**common, framework=author.prose(author.said), confirm=chosen == "adopt"),)


def installed(deps: Dependencies, loaded: Loaded) -> Framework:
    """The framework that an audit of this kind would be started with now."""
    return deps.kinds.get(loaded.framework.variant.key, deps.framework)


async def looked_at(ctx: RequestContext, loaded: Loaded) -> tuple[ViewContext, Framework, Reopening]:
    """What would happen to an audit by the framework of this bot. Refuses where it cannot go on by it."""
    new = installed(ctx.deps, loaded)
    author = await ctx.author()
    recorded = await ctx.deps.store.history(ctx.workspace, loaded.audit.key)
    past = past_of([one.event for one in recorded])
    check(loaded.audit, loaded.framework, new, past, ctx.today_in(loaded.audit))
    common = author.common(loaded.audit.key, "")
    asked = ProposeFramework(**common, framework=author.prose(frozen(new)), past=past)
    return await ctx.view_context(loaded), new, what_reopens(loaded.audit, loaded.framework, asked, ctx.now)


def told(context: ViewContext, new: Framework, found: Reopening) -> list[Block]:
    """What opens again and what is asked anew, a list each; that nothing does, where nothing does."""
    say = context.say
    parts: list[tuple[str, list[str]]] = [
        ("stages", [mrkdwn.escape(new.stage(key).title) for key in found.stages]),
        ("documents", [mrkdwn.escape(new.artifact(key).title) for key in found.documents]),
        ("results", [say("adoption-result", number=number) for number in found.results]),
        ("findings", [say("adoption-finding", number=number) for number in found.findings]),
        ("waivers", [context.mention(who) for who in found.waivers]),
        ("asked", [mrkdwn.escape(new.artifact(key).title) for key in found.asked]),
    ]
    blocks: list[Block] = []
    for part, words in parts:
        blocks += lines([f"• {one}" for one in words], say(f"adoption-{part}"))
    blocks += section(say("adoption-unsigned")) if found.unsigned else []
    return blocks or section(say("adoption-nothing"))
