"""Documents of words: which of the parts they should have are there, and what they state of themselves in front.

Owns how a part is found, and the recording of what a reader found. A part that is missing is no refusal: it is said,
and logged as a problem by whoever thinks it is one. Knows no file format beyond headings of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, Literal

from pydantic import Field

from bot.domain.documents.commands import RecordDocument
from bot.domain.documents.events import DocumentRead
from bot.domain.evaluations.risks import register_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Row, Section, ranked, row_name
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import NotNow
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.lines import LONGEST_LINE, filled_in, without
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import only_system

RULES = Rules()

MOST_LINES: Final = 50_000

LONGEST_UNKNOWN: Final = 2_000
"""Characters that are kept of what a document says is not known; all of it stands in the document."""

MOST_TOP: Final = 5
"""Rows that are shown where a document is asked to be reviewed; the others are behind a button."""

LONGEST_NAME: Final = 120

LONGEST_HEADING: Final = 200

_BOLD: Final = re.compile(r"^\s*+(?:[-*]\s++)?(?:\*\*|__)(.{1,200}?)(?:\*\*|__)\s*+:?\s*+(.*)$")

_LABEL: Final = re.compile(r"(?:^\s*(?:[-*]\s+)?|(?<=[.!?;] ))([^\W\d_][\w &/-]{2,40}):(?=\s|$)")
"""How a text without headings names its parts: at the beginning of a line or of a sentence."""

_BULLET: Final = re.compile(r"^[-*+]\s+")

_LEVELS: Final = tuple("123456")

_FENCES: Final = ("```", "~~~")

_FRONT: Final = "---"

_WORD: Final = re.compile(r"[^\W_]+")

_EMPTY: Final = frozenset(
    ("n a", "na", "tbd", "todo", "none", "more information needed", "to be done", "to do", "to be added", "coming soon")
)
"""What stands where somebody meant to write something."""


class Stated(Frozen):
    """What a document states of itself in front of its words, as a hub of models reads it."""

    licence: tuple[str, ...] = ()
    base_model: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    results: int = 0
    """Results in its model index."""
    top: tuple[tuple[int, str, str], ...] = ()
    """Of a document of rows: number, name and ranking numbers of its first rows by rank."""
    unknown: str = Field(default="", exclude_if=lambda words: not words)
    """What stands in its parts on what is not known (`Section.unknowns`).

    Left out where empty: a document that says nothing of it has the text, and so the digest, that it had before.
    """
    problem: str = ""
    """Why the front matter cannot be read: a problem of `stated-problem` in the texts people read."""


class OnUnknowns(Frozen):
    """What a document that must say what is not known says of it.

    `state`: said (its words stand in the content `stated`), silent (it has no such part), or unread (its file is no
    text, or nobody could read it yet).
    """

    artifact: str
    version: int
    state: Literal["said", "silent", "unread"]
    stated: Digest | None


def on_unknowns(audit: Audit, framework: Framework) -> tuple[OnUnknowns, ...]:
    """Of every document on record that has a part on what is not known, and that everybody may open.

    It is that of the version that counts, or of the newest where none does.
    """
    found = []
    for spec in framework.artifacts():
        parts = {section.key for section in spec.sections if section.unknowns}
        version = audit.accepted(spec.key) or audit.current(spec.key)
        if version and parts and not spec.restricted_to:
            silent = parts <= set(version.missing)
            state: Literal["said", "silent", "unread"] = (
                "unread" if version.stated is None else "silent" if silent else "said"
            )
            found.append(OnUnknowns(artifact=spec.key, version=version.number, state=state, stated=version.stated))
    return tuple(found)


def read_stated(text: str | None) -> Stated | None:
    """What a version states of itself, as it was stored; None where that is gone or of a later release."""
    try:
        return Stated.model_validate_json(text) if text else None
    except ValueError:
        return None


def top_rows(spec: ArtifactSpec, rows: tuple[Row, ...]) -> tuple[tuple[int, str, str], ...]:
    """(number, name, what it is ranked by) of the first rows by rank, each shortened to a line."""
    titles = {column.key: column.title for column in spec.columns}
    newer = {column.stands_for: column.key for column in spec.columns if column.stands_for}
    found = []
    for number, row in ranked(spec.columns, spec.ranked_by, rows)[:MOST_TOP]:
        values = ((titles[key], row.get(newer.get(key, "")) or row.get(key)) for key in spec.ranked_by)
        numbers = ", ".join(f"{title} {value}" for title, value in values if value)
        found.append((number, " ".join(row_name(spec.columns, row).split())[:LONGEST_NAME], numbers))
    return tuple(found)


def missing_sections(text: str, sections: tuple[Section, ...]) -> tuple[str, ...]:
    """The keys of the parts of which there is no heading, or nothing beneath it."""
    found: set[str] = set()
    for heading, has_words in _headings(_lines(text)):
        if has_words:
            found |= {section.key for section in _parts(heading, sections)}
    return tuple(section.key for section in sections if section.key not in found)


def unknown_words(text: str, sections: tuple[Section, ...]) -> str:
    """What stands beneath the headings of the parts that say what is not known, up to LONGEST_UNKNOWN characters."""
    about = tuple(section for section in sections if section.unknowns)
    found: list[str] = []
    # how deep the heading is that the lines stand beneath
    beneath: int | None = None
    for level, heading, words in _marked(_lines(text)) if about else ():
        if heading and (beneath is None or level <= beneath):
            beneath = level if _parts(heading, about) else None
        elif heading and beneath is not None:
            words = f"{heading}: {words.strip()}" if words else heading
        if words and beneath is not None:
            found.append(_BULLET.sub("• ", words.strip()))
    return " ".join(found)[:LONGEST_UNKNOWN]


def _parts(heading: str, sections: tuple[Section, ...]) -> list[Section]:
    """The parts that a heading is of: it has every word of the part's title, or of another name of it."""
    words = set(_words(heading))
    return [s for s in sections if any(words.issuperset(_words(name)) for name in (s.title, *s.also))]


def _lines(text: str) -> list[str]:
    """The lines that a reader of the document sees: without front matter, comments, and placeholders of a template."""
    shown = without(text, "<!--", "-->")
    return [filled_in(line[:LONGEST_LINE]) for line in _after_front(shown.splitlines())[:MOST_LINES]]


def _after_front(lines: list[str]) -> list[str]:
    """The lines behind the front matter; all of them where there is none, or it never ends."""
    opening = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if opening == len(lines) or lines[opening].lstrip().rstrip(" \t") != _FRONT:
        return lines
    closing = (number for number, line in enumerate(lines[opening + 1 :], opening + 1) if line.rstrip(" \t") == _FRONT)
    return lines[next(closing, -1) + 1 :]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in ("and", "the", "of")]


def _headings(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """(heading, whether there are words beneath it), deeper headings and their words counting for those above."""
    open_: list[tuple[int, str, bool]] = []
    for level, heading, words in _marked(lines):
        if heading:
            while open_ and open_[-1][0] >= level:
                _, title, filled = open_.pop()
                yield title, filled
            open_.append((level, heading, False))
        if words:
            open_ = [(depth, title, True) for depth, title, _ in open_]
    yield from ((title, filled) for _, title, filled in open_)


def _marked(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """(level, heading, the line's words) of every line that has either. What is fenced in is words."""
    fenced = False
    for number, line in enumerate(lines):
        if line.lstrip().startswith(_FENCES):
            fenced = not fenced
        elif fenced or not line.strip() or _underlines(line):
            if fenced and line.strip():
                yield 0, "", line
        elif heading := _heading(line):
            yield *heading, ""
        elif number + 1 < len(lines) and _underlines(lines[number + 1]) and len(line) < LONGEST_HEADING:
            yield (1 if lines[number + 1].lstrip().startswith("=") else 2), line, ""
        elif found := _BOLD.match(line):
            yield 7, found[1], _says(found[2])
        elif labels := [*_LABEL.finditer(line)]:
            yield 0, "", _says(line[: labels[0].start()])
            ends = [*(label.start() for label in labels[1:]), len(line)]
            yield from ((7, n[1], _says(line[n.end() : end])) for n, end in zip(labels, ends, strict=True))
        else:
            yield 0, "", _says(line)


def _heading(line: str) -> tuple[int, str] | None:
    """(level, title) of a heading of Markdown, `## Title ##`, or of HTML, `<h2 align="center">Title</h2>`."""
    marks = line.lstrip(" ")
    if marks[:2] in ("<h", "<H") and marks[2:3] in _LEVELS and marks[3:4] in (">", " "):
        title = " ".join(without(marks, "<", ">", " ").split())
        return (int(marks[2]), title) if 0 < len(title) <= LONGEST_HEADING else None
    words = marks.lstrip("#")
    level, title = len(marks) - len(words), words.strip().rstrip("#").rstrip()
    if len(line) - len(marks) > 3 or not 1 <= level <= 6 or not words[:1].isspace():
        return None
    return (level, title) if 0 < len(title) <= LONGEST_HEADING else None


def _underlines(line: str) -> bool:
    """Whether the line makes a heading of the one above it."""
    bare = line.strip()
    return bool(bare) and (not bare.strip("=") or (len(bare) > 2 and not bare.strip("-")))


def _says(line: str) -> str:
    """What a line says: empty where that is what stands for words to come."""
    bare = " ".join(_words(line))
    return line if bare and bare not in _EMPTY else ""


@RULES.add
def record_reading(audit: Audit, framework: Framework, c: RecordDocument, now: datetime) -> list[Event]:
    """A reader looked at a version."""
    only_system(c)
    if not framework.has_artifact(c.artifact):
        raise NotNow("document-gone")
    version = next((v for v in audit.artifacts.get(c.artifact, ()) if v.number == c.version), None)
    if version is None:
        raise NotNow("version-gone")
    if version.status in ("failed", "pointer", "fetching") or version.stated is not None:
        return []
    known = [section.key for section in framework.artifact(c.artifact).sections]
    missing = tuple(key for key in known if key in c.missing)
    risks = register_risks(audit, framework, version.by, c.risks, now)
    words = {row.title.digest for row in c.risks}
    read = DocumentRead(
        at=now,
        by=c.actor,
        artifact=c.artifact,
        version=c.version,
        missing=missing,
        stated=c.stated.digest,
        listed=tuple(risk.title for risk in risks if risk.title in words),
    )
    return [read, *risks]
