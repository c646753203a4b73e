"""Audits to report on: the histories that are kept for good, with words in place of the texts they refer to.

Owns how these tests get at material. Must not test anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bot.domain.engine.fold import fold
from bot.domain.engine.history import read_event, write_event
from bot.domain.kernel.content import Digest
from bot.domain.kernel.framework import thaw
from bot.domain.kernel.people import user_of
from bot.ports.store import Loaded, Recorded
from bot.reports import report
from bot.reports.document_words import Words as DocumentWords
from bot.reports.obligation_files import Regime, read_regimes
from bot.reports.report_data import Material, _people_in, _sources_of
from bot.slack.kit.visibility import prose_of
from tests.builders import Play
from tests.clock import MONDAY
from tests.engine.golden_histories import FOLDER
from tests.slack.outbound.view_contexts import say

ADDRESS = "https://example.slack.com/archives/C"

REPORTS = ("A-1-report.html", "A-1-report.md")

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

Words = Callable[[Digest], str]


def plain(digest: Digest) -> str:
    """Harmless words, the same for the same text."""
    return f"Words {digest[7:13]}."


@cache
def kept(name: str) -> tuple[Recorded, ...]:
    """A history of the golden ones."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.v1.json").read_text(encoding="utf-8"))
    events = [read_event(found["schema_version"], body) for body in found["events"]]
    return tuple(Recorded(n, event, f"{n:064x}") for n, event in enumerate(events, 1))


def golden(name: str, words: Words = plain, *, gone: frozenset[Digest] = frozenset()) -> Material:
    """The material of a golden history; `words` stands behind every digest that is not `gone`."""
    history = kept(name)
    audit = fold(recorded.event for recorded in history)
    framework = thaw((FOLDER / "framework.v1.json").read_text(encoding="utf-8"))
    reasons = {r for x in history if isinstance(r := getattr(x.event, "reason", None), str)}
    texts = {d: words(d) for d in prose_of(audit) | reasons if d not in gone and _DIGEST.fullmatch(d)}
    return _material(Loaded(audit, framework, "f" * 64), history, texts)


def played(
    play: Play, documents: Mapping[str, DocumentWords] | None = None, regimes: tuple[Regime, ...] = ()
) -> Material:
    """The material of a played audit, with the words people typed and what stands in its documents."""
    history = tuple(Recorded(n, event, f"{n:064x}") for n, event in enumerate(play.history, 1))
    texts = {digest: prose.text for digest, prose in play.prose.items() if not prose.sealed}
    return _material(Loaded(play.audit, play.framework, "f" * 64), history, texts, documents, regimes)


def _material(
    loaded: Loaded,
    history: tuple[Recorded, ...],
    texts: dict[Digest, str],
    documents: Mapping[str, DocumentWords] | None = None,
    regimes: tuple[Regime, ...] = (),
) -> Material:
    people = {who for x in history for who in _people_in(write_event(x.event))}
    stages = {f"stage:{key}": f"{ADDRESS}/p{n}" for n, key in enumerate(loaded.audit.stages)}
    return Material(
        loaded=loaded,
        history=history,
        texts=texts,
        removed=tuple(each for each in loaded.audit.redactions if each.done_by),
        names={who: user_of(who).removeprefix("U").capitalize() for who in people},
        cards=stages | {"audit": f"{ADDRESS}/p100", "decision": f"{ADDRESS}/p101", "summary": f"{ADDRESS}/p102"},
        messages={(s.channel, s.ts): f"{ADDRESS}/p{s.ts.replace('.', '')}" for s in _sources_of(loaded.audit)},
        documents=documents or {},
        samples={},
        regimes=regimes or read_regimes(),
        organisation="",
        attack=None,
        at=MONDAY,
        later=0,
        say=say(),
    )


def files(read: Material) -> dict[str, str]:
    """What is written as text, by name."""
    return {f"{read.audit.key}-{name}.{form}": text for (name, form), text in report.pages(read).items()}
