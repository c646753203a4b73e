"""`/audit …`: one sub-command a file, listed in COMMANDS.

To add one: a file with `run`, a line here, a line in the text `help`. Must not know Slack's payloads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.errors import UnknownAudit
from bot.slack import mrkdwn
from bot.slack.answers import Answer, Reply
from bot.slack.commands import (
    away,
    ballot,
    end,
    happened,
    help,
    list,
    matrix,
    pause,
    people,
    remind,
    report,
    start,
    status,
    summarize,
    waiting,
)
from bot.slack.commands.choose import choose
from bot.slack.commands.words import Words
from bot.slack.visit import Visit


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A sub-command: its name, what it does, and whether it is about one audit."""

    name: str
    run: Callable[[Visit, str, str], Awaitable[Answer]]
    about_audit: bool = True


COMMANDS: tuple[Subcommand, ...] = (
    Subcommand("start", start.run, about_audit=False),
    Subcommand("people", people.run),
    Subcommand("list", list.run, about_audit=False),
    Subcommand("status", status.run),
    Subcommand("remind", remind.run),
    Subcommand("summarize", summarize.run),
    Subcommand("report", report.run),
    Subcommand("matrix", matrix.run),
    Subcommand("ballot", ballot.run),
    Subcommand("happened", happened.run),
    Subcommand("pause", pause.run),
    Subcommand("end", end.run),
    Subcommand("away", away.run, about_audit=False),
    Subcommand("help", help.run, about_audit=False),
)
_BY_NAME = {command.name: command for command in COMMANDS}


async def run(visit: Visit, words: Words) -> Answer:
    """Do what was typed; what is mistyped gets the nearest there is, nothing at all what waits for the person."""
    if not words.name and not words.audit:
        return await waiting.run(visit, "", "")
    command = _BY_NAME.get(words.name or "status")
    if command is None:
        return _mistyped(visit, words.name)
    if not command.about_audit:
        return await command.run(visit, words.audit, words.rest)
    chosen = await choose(visit, command.name, words.audit)
    if isinstance(chosen, Reply):
        return chosen
    try:
        return await command.run(visit, chosen, words.rest)
    except UnknownAudit:
        if near := await _nearest(visit, command.name, chosen):
            return near
        raise


async def _nearest(visit: Visit, command: str, typed: str) -> Reply | None:
    """The same command with the nearest key of an audit that the person can see; others are not even hinted at."""
    models = {line.key: line.model for line in await visit.access.lines(visit.workspace, visit.who)}
    near = get_close_matches(typed, models, n=1, cutoff=0.5)
    if not near:
        return None
    meant = mrkdwn.code(f"/audit {command} {near[0]}")
    return Reply(visit.say("audit-nearest", meant=meant, model=mrkdwn.escape(models[near[0]])))


def _mistyped(visit: Visit, typed: str) -> Answer:
    near = get_close_matches(typed, _BY_NAME, n=1, cutoff=0.5)
    if near:
        return Reply(visit.say("command-nearest", typed=mrkdwn.code(typed), nearest=mrkdwn.code(f"/audit {near[0]}")))
    return Reply(visit.say("command-unknown", typed=mrkdwn.code(typed)))
