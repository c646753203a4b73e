"""How a contradiction reads: the two statements, where they stand, and what became of it.

Owns these lines for the modal, the ballot and the lists. Pure.
"""

from __future__ import annotations

from bot.domain.documents.contradictions import pending
from bot.domain.documents.state import ContradictionEntry
from bot.slack.kit.view_context import ViewContext

MOST_LISTED = 10


def contradiction_lines(context: ViewContext) -> list[str]:
    """Every contradiction that nobody has answered, as everybody may read it; beyond some only their number."""
    found = pending(context.audit)
    lines = [contradiction(context, entry) for entry in found[:MOST_LISTED]]
    more = len(found) - len(lines)
    title = [context.say("contradictions-title", count=len(found))] if found else []
    listed = [*title, *lines, *([context.say("contradictions-more", count=more)] if more else [])]
    return [*listed, *not_compared_lines(context)]


def not_compared_lines(context: ViewContext) -> list[str]:
    """How many documents are not compared, and why; nothing where all are."""
    left = context.audit.not_compared
    return (
        [context.say("not-compared", count=left.documents, why=context.say(f"not-compared-{left.reason}"))]
        if left
        else []
    )


def contradiction(context: ViewContext, entry: ContradictionEntry, opened: frozenset[str] = frozenset()) -> str:
    """The later statement, then the earlier one. `opened`: restricted documents that the reader may open."""
    say = context.say
    later = say("contradiction-later", document=context.document_title(entry.artifact), version=entry.version)
    said = [later, _quoted(context, entry.artifact, entry.later, opened), *_earlier(context, entry, opened)]
    if entry.status == "mending" and entry.answered_by:
        said.append(say("contradiction-mending", who=context.mention(entry.answered_by)))
    return "\n".join(said)


def _earlier(context: ViewContext, entry: ContradictionEntry, opened: frozenset[str]) -> list[str]:
    say = context.say
    if entry.kind == "form":
        return [say("contradiction-form", form=context.form_title(context.audit.asked_form))]
    if entry.kind == "version":
        return [say("contradiction-version")]
    if entry.against in context.audit.artifacts:
        title = context.document_title(entry.against)
        head = say("contradiction-earlier", document=title, version=entry.against_version)
    elif context.audit.risk(entry.against):
        head = say("contradiction-threshold", risk=entry.against)
    else:
        head = say("contradiction-result", number=entry.against)
    return [head, _quoted(context, entry.against, entry.earlier, opened)]


def _quoted(context: ViewContext, artifact: str, digest: str | None, opened: frozenset[str]) -> str:
    return context.quoted(digest) if artifact in opened else context.quoted_about(artifact, digest)
