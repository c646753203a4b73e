"""`/audit …`: every sub-command, in COMMANDS.

To add one: a line here, a line in the text `help-all`, and a function in its subject's `commands` where it does more
than open a modal. Must not know Slack's payloads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.kernel.errors import UnknownAudit
from bot.domain.kernel.framework import Power
from bot.domain.roster.roles import holds_power
from bot.slack.ballot import commands as ballot_commands
from bot.slack.ballot.forms import MatrixForm, VoteForm
from bot.slack.decision.forms import HappenedForm
from bot.slack.documents.list_form import DocumentsForm
from bot.slack.duties import commands as duties_commands
from bot.slack.evaluations import commands as evaluations_commands
from bot.slack.inbound.first_click import must_be_one_who_may
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ButtonValue
from bot.slack.kit.audit_picker import choose
from bot.slack.kit.block_kit import section
from bot.slack.kit.form import Form
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.kit.slash_words import Words
from bot.slack.lifecycle import commands as lifecycle_commands
from bot.slack.lifecycle.forms import EndForm, PauseForm
from bot.slack.lifecycle.framework_forms import FrameworkForm
from bot.slack.lifecycle.start_forms import StartForm
from bot.slack.redaction import commands as redaction_commands
from bot.slack.reflection import commands as reflection_commands
from bot.slack.roster.absence_forms import AwayForm
from bot.slack.roster.forms import PeopleForm

Run = Callable[[RequestContext, str], Awaitable[Response]]
"""What a sub-command does for the audit with this key; an empty key where it is about no single one."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A sub-command: what it does, and whether it is about one audit."""

    run: Run
    about_audit: bool = True


def _opens(form: Form) -> Run:
    """A sub-command that opens the modal a button opens too."""

    async def run(ctx: RequestContext, audit: str) -> Response:
        await must_be_one_who_may(ctx, form, ButtonValue(audit=audit))
        return await form.open(ctx, ButtonValue(audit=audit))

    return run


_PARTS: tuple[tuple[Power, str], ...] = (("manage", "help-lead"), ("vote", "help-board"))
"""What somebody may do in an audit, and the text with the commands for it."""

_LOOKED_AT = 5
"""Audits of a person by which it is known what they do, the newest first."""


async def _help(ctx: RequestContext, rest: str) -> Response:
    """The five commands of whoever asks; with a word behind it, all there are."""
    text = ctx.say("help-all") if rest else "\n".join(map(ctx.say, ("help", await _theirs(ctx), "help-more")))
    return Reply(text, tuple(section(text)))


async def _theirs(ctx: RequestContext) -> str:
    """The text with the commands of their part: who leads, who votes, who has another role, who has none."""
    found = "help-newcomer"
    for key in (await ctx.deps.store.audits_of(ctx.workspace, ctx.who))[:_LOOKED_AT]:
        try:
            loaded = await ctx.audit(key)
        except UnknownAudit:
            continue
        today = ctx.today_in(loaded.audit)
        for power, part in _PARTS:
            if holds_power(loaded.audit, loaded.framework, ctx.who, power, today):
                return part
        found = "help-role"
    return found


COMMANDS: dict[str, Subcommand] = {
    "start": Subcommand(_opens(StartForm()), about_audit=False),
    "people": Subcommand(_opens(PeopleForm())),
    "list": Subcommand(lifecycle_commands.list_audits, about_audit=False),
    "status": Subcommand(lifecycle_commands.status),
    "remind": Subcommand(duties_commands.remind),
    "summarize": Subcommand(reflection_commands.summarize),
    "report": Subcommand(lifecycle_commands.report),
    "matrix": Subcommand(_opens(MatrixForm())),
    "ballot": Subcommand(ballot_commands.ballot),
    "happened": Subcommand(_opens(HappenedForm())),
    "vote": Subcommand(_opens(VoteForm())),
    "documents": Subcommand(_opens(DocumentsForm())),
    "risks": Subcommand(evaluations_commands.risks),
    "pause": Subcommand(_opens(PauseForm())),
    "resume": Subcommand(lifecycle_commands.resume),
    "unpause": Subcommand(lifecycle_commands.resume),
    "end": Subcommand(_opens(EndForm())),
    "cancel": Subcommand(_opens(EndForm())),
    "framework": Subcommand(_opens(FrameworkForm())),
    "redact": Subcommand(redaction_commands.redact),
    "away": Subcommand(_opens(AwayForm()), about_audit=False),
    "help": Subcommand(_help, about_audit=False),
}


async def run(ctx: RequestContext, words: Words) -> Response:
    """Do what was typed; what is mistyped gets the nearest there is, nothing at all what waits for the person."""
    if not words.name and not words.audit:
        return await duties_commands.waiting(ctx, "")
    name = words.name or "status"
    command = COMMANDS.get(name)
    if command is None:
        return _mistyped(ctx, words.name)
    if not command.about_audit:
        return await command.run(ctx, words.rest if name in ("list", "help") else "")
    chosen = await choose(ctx, name, words.audit, said=words.said if name == "redact" else "")
    if isinstance(chosen, Reply):
        return chosen
    try:
        if name == "people" and words.groups:
            return await PeopleForm().open_with(ctx, chosen, words.rest, words.groups)
        if name == "redact" and words.said:
            return await redaction_commands.redact(ctx, chosen, words.said)
        return await command.run(ctx, chosen)
    except UnknownAudit:
        if near := await _nearest(ctx, name, chosen):
            return near
        raise


async def _nearest(ctx: RequestContext, command: str, typed: str) -> Reply | None:
    """The same command with the nearest key of an audit that the person can see; others are not even hinted at."""
    models = {line.key: line.model for line in await ctx.access.lines(ctx.workspace, ctx.who)}
    near = get_close_matches(typed, models, n=1, cutoff=0.5)
    if not near:
        return None
    meant = mrkdwn.code(f"/audit {command} {near[0]}")
    return Reply(ctx.say("audit-nearest", meant=meant, model=mrkdwn.escape(models[near[0]])))


def _mistyped(ctx: RequestContext, typed: str) -> Response:
    near = get_close_matches(typed, COMMANDS, n=1, cutoff=0.5)
    if near:
        return Reply(ctx.say("command-nearest", typed=mrkdwn.code(typed), nearest=mrkdwn.code(f"/audit {near[0]}")))
    return Reply(ctx.say("command-unknown", typed=mrkdwn.code(typed)))
