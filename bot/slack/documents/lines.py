"""How a document and its rows read in a line.

Owns these lines for cards, modals and messages. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.documents.acceptance import overruled
from bot.domain.documents.contradictions import pending
from bot.domain.documents.earlier_versions import is_of_earlier
from bot.domain.documents.reading import read_stated
from bot.domain.documents.rules import wanting_form
from bot.domain.documents.state import TAKEN_BACK, Version
from bot.domain.documents.supporting import waiting_for_second, words_from_outside
from bot.domain.evaluations.tampering import record_of
from bot.domain.kernel.columns import Column, Row, row_name
from bot.domain.kernel.framework import ArtifactSpec
from bot.ports.confinement import STOPPED
from bot.slack.evaluations.tamper_record import verdict_words
from bot.slack.kit import mrkdwn
from bot.slack.kit.message_limits import shortened
from bot.slack.kit.view_context import ViewContext

_SYMBOLS = {
    "fetching": "⏳",
    "failed": "⚠️",
    "submitted": "🕓",
    "accepted": "✅",
    "changes": "✏️",
    "pointer": "🔗",
    "outdated": "⌛",
}


def document_line(context: ViewContext, spec: ArtifactSpec, version: Version | None) -> str:
    """`✅ *Model card* v2 · accepted by @x`, with what else there is to know of it."""
    if version is None:
        [line] = missing_lines(context, [spec])
        return line
    title = f"{_SYMBOLS[version.status]} {_title(spec)} v{version.number}"
    said = (title, status(context, version), _provenance(context, spec, version))
    return " · ".join([*said, *remarks(context, spec, version)])


def remarks(context: ViewContext, spec: ArtifactSpec, version: Version) -> list[str]:
    """What else there is to know of a version, beside whose it is and where it stands."""
    say, parts = context.say, list[str]()
    if version.rows:
        parts.append(say("document-rows", count=version.rows))
    if version.missing:
        parts.append(say("document-lacks", parts=lacking(spec, version)))
    if count := len(pending(context.audit, spec.key)):
        parts.append(say("document-contradicts", count=count))
    if version.written_afterwards:
        parts.append(say("document-afterwards"))
    if version.late:
        parts.append(say("late-beside"))
    if version.holds_by:
        parts.append(say("document-still-holds", who=context.mention(version.holds_by)))
    elif version.counts and spec.about_version and is_of_earlier(context.audit, version):
        parts.append(say("document-of-earlier"))
    if version.no_effect:
        parts.append(say("document-no-effect"))
    if version.objected_by:
        parts.append(say("document-objected", who=context.mention(version.objected_by)))
    if record := record_of(context.audit, spec.key, version.number):
        parts.append(verdict_words(context, record))
    if version.supports is not None:
        parts.append(say("document-supports" if version.supports else "document-supports-not"))
    if version.supported_by:
        parts.append(say("document-supported-by", who=context.mention(version.supported_by)))
        if version.supported_ties:
            parts[-1] += say("document-ties", ties=context.typed(version.supported_ties))
    elif version in waiting_for_second(context.audit, context.framework, spec):
        parts.append(say("document-supported-once"))
    return parts


def missing_lines(context: ViewContext, specs: Iterable[ArtifactSpec]) -> list[str]:
    """Documents that are not there, in a line those that the same roles owe for the same reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for spec in specs:
        owners = ", ".join(context.role_title(role) for role in spec.owners)
        found.setdefault((_how_optional(context, spec), owners), []).append(_title(spec))
    return [
        f"▫️ {', '.join(titles)}{optional} · {context.say('document-missing', owners=owners)}"
        for (optional, owners), titles in found.items()
    ]


def _title(spec: ArtifactSpec) -> str:
    return f"{'🔒 ' if spec.restricted_to else ''}{mrkdwn.bold(mrkdwn.escape(spec.title))}"


def _top(number: int, name: str, numbers: str) -> str:
    row = f"{number}. {mrkdwn.escape(name)}"
    return f"{row} · {mrkdwn.escape(numbers)}" if numbers else row


def _how_optional(context: ViewContext, spec: ArtifactSpec) -> str:
    """Whether a document that is not there is missed: by its stage (empty), by the release form alone, or by nobody."""
    form = context.audit.asked_form
    if context.framework.required(spec, form):
        return ""
    wanting = wanting_form(context.audit, context.framework, spec)
    if wanting is not None:
        return f" {context.say('document-wanted', form=context.form_title(wanting))}"
    return f" {context.say('document-optional')}"


def lacking(spec: ArtifactSpec, version: Version) -> str:
    """The parts a version should have and has not, escaped."""
    titles = {section.key: section.title for section in spec.sections}
    return mrkdwn.escape(", ".join(titles.get(key, key) for key in version.missing))


def stated_line(context: ViewContext, version: Version) -> str:
    """What a version states of itself in front, or its first rows by rank; empty where there is neither."""
    said = read_stated(context.raw(version.stated))
    if said is None:
        return ""
    if said.problem in STOPPED:
        return context.say("stated-stopped")
    if said.problem:
        return context.say("stated-problem", problem=said.problem)
    if said.top:
        return "\n".join(_top(number, name, numbers) for number, name, numbers in said.top)
    named = (("licence", said.licence), ("base-model", said.base_model), ("datasets", said.datasets))
    parts = [context.say(f"stated-{key}", what=mrkdwn.escape(", ".join(values))) for key, values in named if values]
    parts += [context.say("stated-results", count=said.results)] if said.results else []
    return context.say("stated", what="; ".join(parts)) if parts else ""


def status(context: ViewContext, version: Version) -> str:
    """Where a version stands, in words."""
    say = context.say
    match version.status:
        case "accepted":
            by = context.mention(version.reviewed_by) if version.reviewed_by else context.lead
            return say("document-accepted", by=by)
        case "failed":
            if version.problem == TAKEN_BACK:
                return say("document-taken-back", by=context.mention(version.by))
            problem = f"problem-{version.problem}"
            return say("document-failed", problem=say(problem if problem in say else "problem-unreadable"))
        case other:
            return say(f"document-{other}")


def _provenance(context: ViewContext, spec: ArtifactSpec, version: Version) -> str:
    """Who handed it in and when; a file's name only where everybody may open it."""
    day = context.say.day(context.audit.calendar.day(version.at))
    if spec.restricted_to:
        digest = mrkdwn.fingerprint(version.content) if version.content else ""
        return " ".join(p for p in (day, digest) if p)
    by = context.say("document-by", by=context.mention(version.by), day=day)
    if version.behalf:
        whom = context.typed(version.behalf)
        by = context.say("document-behalf", by=context.mention(version.by), whom=whom, day=day)
    if objected := overruled(context.audit, spec.key, version):
        by += context.say("document-overruled", who=context.mentions(objected))
    if version.original and version.reviewed_by:
        by += context.say("document-original", by=context.mention(version.reviewed_by))
    if version.ties:
        by += context.say("document-ties", ties=context.typed(version.ties))
    if version.kind == "text":
        return by
    name = context.raw(version.name)
    return f"{mrkdwn.code(name) if name else context.say('text-removed')} {by}"


_NAME = 150

_CELL = 220


def row_text(spec: ArtifactSpec, number: int, row: Row) -> str:
    """A row over a few lines: `*3. Callers* · Severity 7`, then its other cells. Long cells are cut visibly."""
    name = shortened(" ".join(row_name(spec.columns, row).split()), _NAME)
    head = " · ".join([mrkdwn.bold(f"{number}. {mrkdwn.escape(name)}"), *_numbers(spec.columns, row)])
    cells = [
        f"{mrkdwn.escape(column.title)}: {mrkdwn.escape(shortened(' '.join(row[column.key].split()), _CELL))}"
        for column in spec.columns
        if row.get(column.key) and column.kind != "number" and not _names_it(spec.columns, column)
    ]
    return "\n".join([head, *(["; ".join(cells)] if cells else [])])


def _numbers(columns: Iterable[Column], row: Row) -> list[str]:
    """The numbers; a rescored one stands behind the value it replaces."""
    newer = {column.stands_for: column.key for column in columns if column.stands_for}
    found = []
    for column in columns:
        if column.kind == "number" and not column.stands_for and (value := row.get(column.key)):
            after = row.get(newer.get(column.key, ""), "")
            changed = f" → {after}" if after and after != value else ""
            found.append(f"{mrkdwn.escape(column.title)} {value}{changed}")
    return found


def _names_it(columns: tuple[Column, ...], column: Column) -> bool:
    return column.names or (not any(c.names for c in columns) and column == columns[0])


def outside_word_lines(context: ViewContext) -> list[str]:
    """Whose word from outside counts, on what, and what ties them to us."""
    return [
        context.say("outside-second", who=context.mention(word.person), ties=context.typed(word.ties))
        if not word.artifact
        else context.say(
            "outside-word-behalf" if word.behalf else "outside-word",
            who=context.mention(word.person),
            whom=context.typed(word.behalf) if word.behalf else "",
            document=context.document_title(word.artifact),
            version=word.version,
            ties=context.typed(word.ties),
        )
        for word in words_from_outside(context.audit)
    ]


def objection_lines(context: ViewContext) -> list[str]:
    """Each objection to a change called without effect that came once the board had voted, in its signer's words."""
    found = [
        (artifact, version, version.objected_by)
        for artifact, versions in context.audit.artifacts.items()
        for version in versions
        if version.objection_waits and version.objected_by
    ]
    lines = []
    for artifact, version, who in found:
        document = context.document_title(artifact)
        said = context.say("decision-objection", who=context.mention(who), document=document, version=version.number)
        lines.append(f"{said}\n{context.quoted_about(artifact, version.objected_why)}")
    return lines
