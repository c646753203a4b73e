"""What a person reads stands in the catalogue, not in Python.

Owns whose the other sentences are that stand there. Must not know what any of the catalogue's says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, module_paths
from tests.house.untranslated import EXCEPTIONS, MOST

ELSEWHERE = {
    "the people of a play are called so, do and write that": (
        "bot/demo/form_words.py",
        "bot/demo/people.py",
        "bot/demo/scenarios/",
        "bot/demo/steps.py",
        "bot/demo/story.py",
        "bot/governance/attack/audits.py",
        "bot/governance/attack/content.py",
        "bot/governance/attack/duty.py",
        "bot/governance/attack/starts.py",
    ),
    "people or tools write so in a document, where it is to be recognised": (
        "bot/domain/documents/reading.py",
        "bot/domain/kernel/headings.py",
        "bot/evaluations/model_index.py",
    ),
    "it is stored as it was: a document's form, and titles that older frameworks leave out": (
        "bot/domain/evaluations/tamper_record.py",
        "bot/domain/kernel/decision_rules.py",
    ),
    "it is for strangers who have nothing of ours: files that run by themselves, what fields of a signature mean": (
        "bot/gate/",
        "bot/governance/attestation/predicate.py",
        "bot/governance/attestation/verify.py",
    ),
    "a language model reads it: facts, its mistakes, and prompts that do not fit": (
        "bot/llm/",
        "bot/worker/audit_facts.py",
    ),
    "Slack says it, or an error of its stand-in, in a package that knows nothing of ours": ("bot/sandbox/",),
    "what each setting means and what holds without it is told once, in its field": ("bot/settings.py",),
    "a database reads it": ("storage/migrations/versions/", "storage/schema_objects.py", "storage/tables.py"),
}
"""Where strings of three words are no sentence of the bot, by the reason why."""

PLACES = [place for places in ELSEWHERE.values() for place in places]

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
    "a library, a database or a log has it: a line of Slack's, parts of a date, what is wrong with a value": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "SLACK_BOT_TOKEN env variable) will be ignored",
        "d MMM y",
        "d MMMM y",
        "event {} with schema version {} is not known to this release; upgrade it",
        "{}.{} is no value",
    ),
    "a name: of a format, of a lane of the outbox, of a query, of a command as it is typed": (
        "Every Eval Ever",
        "Hugging Face eval results",
        "files of {}",
        "claim a person",
        "/audit {} {}",
    ),
}
"""Strings of three words elsewhere that are none of its sentences either, by the reason why."""

KNOWN = frozenset(said for strings in NOT_READ.values() for said in strings)


def sentences(source: str) -> Iterator[str]:
    """Every string with three words in a row that documents nothing; what fills it is shown as {}."""
    tree = ast.parse(source)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
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


def found_in(path: Path) -> Iterator[str]:
    """The sentences of a module of the tree."""
    return sentences((ROOT / path).read_text(encoding="utf-8"))


def modules() -> Iterator[Path]:
    """Every module whose words people who use or run the bot may read."""
    return (path for path in module_paths() if path.parts[0] in ("bot", "storage"))


def excused(path: Path) -> str:
    """The place in ELSEWHERE that a module belongs to; empty: none, what it says people do read."""
    said = path.as_posix()
    return "" if said in SAYS_ALL else next((place for place in PLACES if said.startswith(place)), "")


def test_what_people_read_stands_in_the_catalogue_and_every_exception_is_needed() -> None:
    used: set[str] = set()
    found: list[str] = []
    for path in modules():
        place = excused(path)
        if place in used:
            continue
        for said in found_in(path):
            if place or said in KNOWN:
                used.add(place or said)
            else:
                found.append(f"{path}: {said}")
    assert found == []
    assert {*PLACES, *KNOWN} - used == set()


def test_exceptions_are_few_here_and_in_the_language_nobody_speaks() -> None:
    assert len(ELSEWHERE) + len(NOT_READ) + len(EXCEPTIONS) <= MOST


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
