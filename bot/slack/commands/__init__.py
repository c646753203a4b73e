"""`/audit …`: one sub-command a file, listed in COMMANDS.

To add one: a file with `run`, a line here, a line in the text `help`. Must not know Slack's payloads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches

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
    """Do what was typed; a mistyped sub-command gets the nearest one, nothing at all what waits for the person."""
    if not words.name:
        return await (status.run(visit, words.audit, "") if words.audit else waiting.run(visit, "", ""))
    command = _BY_NAME.get(words.name)
    if command is None:
        return _mistyped(visit, words.name)
    if not command.about_audit:
        return await command.run(visit, words.audit, words.rest)
    chosen = await choose(visit, command.name, words.audit)
    return chosen if isinstance(chosen, Reply) else await command.run(visit, chosen, words.rest)


def _mistyped(visit: Visit, typed: str) -> Answer:
    near = get_close_matches(typed, _BY_NAME, n=1, cutoff=0.5)
    if near:
        return Reply(visit.say("command-nearest", typed=mrkdwn.code(typed), nearest=mrkdwn.code(f"/audit {near[0]}")))
    return Reply(visit.say("command-unknown", typed=mrkdwn.code(typed)))
