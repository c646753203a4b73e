"""The entry point of `smactr`: which program answers the first word.

Owns that alone. Most words are commands of the bot, which `bot.cli_commands` reads; those about a model's files are
programs of their own (`bot.cli_model_files`). Must not import what either of them stands on before it is asked for.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """The installed command."""
    # what a command imports stays to its end: nothing of it is garbage, now or later (see `bot.cli_run`)
    gc.disable()
    # what a command writes is the record, or of it: nobody else on the machine reads it before its owner says so
    os.umask(0o077)
    from bot.cli_model_files import PROGRAMS

    if program := PROGRAMS.get("".join(sys.argv[1:2])):
        sys.exit(program(sys.argv[2:]))
    from bot.cli_commands import app

    app()
