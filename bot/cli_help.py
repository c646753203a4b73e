"""What `--help` says: the commands name texts of `cli_help.ftl`, which are read when somebody asks for help.

Owns that a command, its options and the list of commands are told in those words. Must not import anything heavy, nor
know any of them.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command whose help, and that of its options, is the id of a text."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Its page."""
        _say(self)
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands, of so many characters at most."""
        _say(self)
        return super().get_short_help_str(limit)


class Group(TyperGroup):
    """The same for a word that commands stand beneath."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Its page."""
        _say(self)
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands, of so many characters at most."""
        _say(self)
        return super().get_short_help_str(limit)


def _say(command: Command | Group) -> None:
    """Put the words in the place of the ids; what is told already stays."""
    from bot.wiring.text_files import COMMAND_HELP, plain_texts

    said = plain_texts(COMMAND_HELP)
    told: tuple[Any, ...] = (command, *command.params)
    for each in told:
        each.help = said.get(each.help, each.help)
