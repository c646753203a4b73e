"""What `--help` says stands in the catalogue: every command, every option, and nothing of it when nobody asks.

Owns that no command is without its words. Must not know any of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import typer.main

from bot.cli_commands import app
from bot.cli_model_files import COMPARE, FINGERPRINT
from bot.wiring.text_files import COMMAND_HELP, plain_texts
from tests.cli.conftest import Smactr
from tests.house.tree import ROOT


def told(command: Any) -> Iterator[tuple[str, str]]:
    """What a command, its options and those beneath it ask the catalogue for, by their names."""
    yield command.name, command.help
    yield from ((f"{command.name} {each.name}", each.help) for each in command.params)
    for beneath in getattr(command, "commands", {}).values():
        yield from told(beneath)


def told_by_programs() -> Iterator[tuple[str, str]]:
    """The same of the commands that read their own words; the help option is the library's."""
    for program in (FINGERPRINT, COMPARE):
        yield from ((f"{program.prog} {each.dest}", str(each.help)) for each in program._actions if each.dest != "help")


def test_every_command_and_option_is_told_by_a_text_of_its_own_file() -> None:
    texts, asked = plain_texts(COMMAND_HELP), dict([*told(typer.main.get_command(app)), *told_by_programs()])
    assert {name: text for name, text in asked.items() if text not in texts} == {}
    assert set(texts) == set(asked.values())


def test_a_command_s_page_and_its_line_in_the_list_are_in_those_words(smactr: Smactr) -> None:
    texts = plain_texts(COMMAND_HELP)
    for page, keys in (
        ((), ("cli", "cli-migrate")),
        (("demo",), ("cli-demo", "cli-demo-port")),
        (("fingerprint",), ("cli-fingerprint", "cli-fingerprint-output")),
        (("framework", "check"), ("cli-framework-check", "cli-framework-check-path")),
    ):
        shown = " ".join(smactr(*page, "--help").stdout.split())
        assert [key for key in keys if " ".join(texts[key].split()) not in shown] == []


def test_the_words_are_read_for_help_alone() -> None:
    asks = (
        "import sys; from bot.cli import main; sys.argv = ['smactr', 'gate', 'nowhere']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('fluent.syntax' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "False"
