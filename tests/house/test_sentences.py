"""What a person reads stands in the catalogue, not in Python.

Owns whose the other sentences are that stand there. Must not know what any of the catalogue's says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import ROOT, module_paths

FOR_OTHERS = {
    "bot/demo/people.py": "names and topics of a made-up workspace",
    "bot/demo/page.py": "the app's shortcuts, as its manifest calls them",
    "bot/demo/form_words.py": "what people write whom the page plays",
    "bot/demo/scenarios/": "what the people of a play write",
    "bot/demo/steps.py": "what the people of a play write",
    "bot/demo/story.py": "what the people of a play write",
    "bot/domain/documents/reading.py": "what people write where a cell is open, to be recognised",
    "bot/domain/evaluations/tamper_record.py": "the form of a document, read back and compared as it was stored",
    "bot/domain/kernel/framework.py": "the titles that older frameworks leave out, frozen into their audits",
    "bot/domain/kernel/headings.py": "how people head a column, to be recognised",
    "bot/evaluations/model_index.py": "the name of a format",
    "bot/gate/": "the words of a file that runs without us, in a package that knows nothing of ours",
    "bot/governance/attestation/verify.py": "the words of a file that runs without us, in a folder for strangers",
    "bot/governance/attack/audits.py": "what the people of a play write",
    "bot/governance/attack/content.py": "what the people of a play write",
    "bot/governance/attack/duty.py": "what the people of a play write",
    "bot/governance/attack/starts.py": "what the people of a play write",
    "bot/llm/": "what a language model reads: its mistakes, and prompts that do not fit",
    "bot/worker/audit_facts.py": "what a language model reads",
    "bot/sandbox/": "Slack's own words and those of its errors, in a package that knows nothing of ours",
    "storage/migrations/versions/": "SQL",
    "storage/tables.py": "SQL",
    "storage/scope.py": "reasons, for whoever reads the list of queries across workspaces",
}
"""Where strings of three words are no sentence of the bot: whose they are."""

SAYS_ALL = ("bot/llm/providers.py", "bot/llm/summarizers.py", "bot/llm/terminal.py", "bot/llm/transcripts.py")
"""What of those folders people do read."""

THREE_WORDS = re.compile(r"[^\W\d_]+ (\{\}|[^\W\d_]+) (\{\}|[^\W\d_]+)")

IN_LOGS = {
    "AssertionError",
    "Conflict",
    "LookupError",
    "Malformed",
    "ParseProblem",
    "TextsError",
    "TypeError",
    "UnknownEvent",
    "Unsigned",
    "ValueError",
}
"""Errors that a log or a developer reads: in Slack they become one of the catalogue's texts, or a status of HTTP."""

NOT_READ = {
    # by these words a library's line is found
    "SLACK_BOT_TOKEN env variable) will be ignored",
    # in a file, for whoever finds it in a folder
    "the record of a demo; it may be deleted",
    # an error's own message, for a log
    "event {} with schema version {} is not known to this release; upgrade it",
    # names: a lane of the outbox, a query that looks over all workspaces, what is typed
    # what a process answered that was none of our values, for a log
    "{}.{} is no value",
    "files of {}",
    # the parts of a date, for Babel
    "d MMM y",
    "d MMMM y",
    "claim a person",
    "/audit {} {}",
    # formats of result files
    "Every Eval Ever",
    "Hugging Face eval results",
}

DOCUMENTATION = {"description", "json_schema_extra"}
"""Arguments that document a setting where it is made: `smactr settings` prints them."""


def sentences(source: str) -> Iterator[str]:
    """Every string with three words in a row that documents nothing; what fills it is shown as {}."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in DOCUMENTATION:
            documents |= {id(part) for part in ast.walk(node.value)}
        if isinstance(node, ast.JoinedStr):
            documents |= {id(part) for part in node.values}
        if isinstance(node, ast.Assert) and node.msg:
            documents.add(id(node.msg))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc.func) in IN_LOGS:
            documents |= {id(part) for part in ast.walk(node.exc)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in documents:
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            said = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
            if THREE_WORDS.search(said):
                yield said


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _says(path: str) -> bool:
    """Whether what stands there may be read by people who use or run the bot."""
    return path.startswith(("bot/", "storage/")) and (path in SAYS_ALL or not path.startswith(tuple(FOR_OTHERS)))


def test_what_people_read_stands_in_the_catalogue() -> None:
    found = [
        f"{path}: {said}"
        for path in module_paths()
        if _says(path.as_posix())
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
        ('Option(help="Try parked work again.")', ["Try parked work again."]),
        ('raise ValueError("an empty history has no state")', []),
        ('assert kinds, "every kind of duty has its ask"', []),
    ],
)
def test_a_sentence_is_found_and_documentation_is_none(source: str, found: list[str]) -> None:
    assert list(sentences(source)) == found
