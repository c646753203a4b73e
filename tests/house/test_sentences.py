"""What a person reads at the command line stands in the catalogue, not in Python.

Owns where no sentence may stand. Must not know what any of them says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, module_paths

WITHOUT_SENTENCES = (
    "bot/cli.py",
    "bot/demo/",
    "bot/framework_files/",
    "bot/operations/",
    "bot/settings.py",
    "bot/wiring/",
)

SCRIPT = {
    # what the people of the demo do and write: no text of the bot, and in no other language either
    "bot/demo/people.py",
    "bot/demo/steps.py",
    "bot/demo/story.py",
    *(f"bot/demo/scenarios/{name}.py" for name in ("api", "common_stages", "end", "light", "open_weights")),
    *(f"bot/demo/scenarios/{name}.py" for name in ("small_model", "suspend")),
    # what people answer whom the page plays
    "bot/demo/role_players.py",
    # the app's shortcuts, as its manifest calls them
    "bot/demo/page.py",
}

THREE_WORDS = re.compile(r"[^\W\d_]+ (\{\}|[^\W\d_]+) (\{\}|[^\W\d_]+)")

NOT_READ = {
    # by these words a library's line is found
    "SLACK_BOT_TOKEN env variable) will be ignored",
    # an assertion's, for whoever adds a check
    "every check of our own says what does not fit",
    # in a file, for whoever finds it in a folder
    "the record of a demo; it may be deleted",
}

DOCUMENTATION = {"help", "description", "json_schema_extra"}
"""Arguments that document an option or a setting where it is made: `smactr --help` prints them."""


def sentences(source: str) -> Iterator[str]:
    """Every string with three words in a row that documents nothing; what fills it is shown as {}."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in DOCUMENTATION:
            documents |= {id(part) for part in ast.walk(node.value)}
        if isinstance(node, ast.JoinedStr):
            documents |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in documents:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
            if THREE_WORDS.search(said):
                yield said


def test_what_an_operator_reads_stands_in_the_catalogue() -> None:
    found = [
        f"{path}: {said}"
        for path in module_paths()
        if path.as_posix().startswith(WITHOUT_SENTENCES) and path.as_posix() not in SCRIPT
        for said in sentences((ROOT / path).read_text(encoding="utf-8"))
        if said not in NOT_READ
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('raise CannotRun("There is no record")', ["There is no record"]),
        ('say(f"{path} cannot be read: {reason}")', ["{} cannot be read: {}"]),
        ('say(f"Port {port} is taken")', ["Port {} is taken"]),
        ('say("record-none", folder="a b")', []),
        ('def f():\n    """What it means to a reader."""', []),
        ('Option(help="Try parked work again.")', []),
    ],
)
def test_a_sentence_is_found_and_documentation_is_none(source: str, found: list[str]) -> None:
    assert list(sentences(source)) == found
