"""The texts of a history that can be erased: every one that an event names, whatever it is about.

Owns which they are, of which documents they speak, and what goes with one that was chosen. Who may ask for it and who
agrees, the rules say. Must not know any event: a digest is a digest in whichever field it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NamedContent:
    """A content, and the event that named it first."""

    content: Digest
    event: Event


def digests_in(event: Event) -> Iterator[Digest]:
    """Every digest of an event, in the order of its fields; of evidence and frameworks as well as of contents."""
    yield from _digests(event.model_dump(mode="json"))


def named_contents(audit: Audit, history: Iterable[Event]) -> list[NamedContent]:
    """What events name, the newest first and each once, without what is gone and every framework the audit went by.

    Not everything named is a text, or may be erased now: what there is no text of is left out by whoever shows them,
    and what may not go yet (a sealed ballot) the rules refuse.
    """
    history = list(history)
    frameworks = (getattr(event, "framework", None) for event in history)
    out = {audit.framework, *frameworks, *(r.content for r in audit.redactions if r.done_by)}
    found: dict[Digest, Event] = {}
    for event in history:
        for digest in digests_in(event):
            if digest not in out:
                found.setdefault(digest, event)
    return [NamedContent(content, event) for content, event in reversed(found.items())]


def documents_of(audit: Audit, framework: Framework, event: Event) -> frozenset[str]:
    """The documents whose words an event may repeat: the one it is about, those that one was held against, and what the
    problem, the contradiction or the repair it names is about.
    """
    found = [getattr(event, "artifact", ""), getattr(event, "against", "")]
    problem = getattr(event, "finding", None)
    found += [each.artifact for each in audit.findings if each.number == problem]
    contradiction = getattr(event, "contradiction", None)
    found += [each.against for each in audit.contradictions if each.number == contradiction]
    plan = framework.plan
    if plan and str(getattr(event, "item", "")).startswith("M"):
        found.append(plan.key)
    return frozenset(key for key in found if key and framework.has_artifact(key))


def names_of_files(audit: Audit) -> dict[Digest, Digest]:
    """Files, links and result files that are there, each with the text that names it."""
    gone = {r.content for r in audit.redactions if r.done_by}
    versions = (v for of_one in audit.artifacts.values() for v in of_one if v.kind != "text")
    named = [(v.content, v.name) for v in versions] + [(r.content, r.name) for r in audit.results]
    return {content: name for content, name in named if content and content not in gone}


def companions(audit: Audit, content: Digest) -> tuple[Digest, ...]:
    """What goes with a file that is chosen: its name, which may say too much, and what was read from it."""
    results = (r for r in audit.results if r.content == content)
    name = names_of_files(audit).get(content)
    return tuple(dict.fromkeys(digest for digest in (name, *(r.reading for r in results)) if digest))


def _digests(value: Any) -> Iterator[Digest]:
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _digests(part)
    for key in value if isinstance(value, dict) else ():
        yield from _digests(key)
