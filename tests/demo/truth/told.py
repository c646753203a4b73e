"""What one play of the demo tells whoever reads it: its documents, its report, and what the record holds.

Owns how that is read, and kept as a file. Must not judge.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.domain.documents.contradictions import pending
from bot.domain.evaluations.events import ThresholdSealed
from bot.domain.evaluations.tampering import judge_record
from bot.domain.kernel.conversation import ProposalCard
from bot.domain.lifecycle.events import StageClosed
from bot.reports.report_data import Material, gather
from bot.reports.sections.contents import report_contents
from bot.settings import read_settings
from bot.slack.decision.decision_card import decision_card
from bot.slack.kit.view_context import ViewContext
from bot.wiring.open_record import Surroundings, reading
from bot.wiring.report_files import sources_of, workspace_of
from bot.wiring.texts import read_texts
from tests.processes import CONFINED
from tests.slack.outbound.view_contexts import ADDRESS, shown

_TONE = re.compile(r'<a class="(?:mark )?is-(\w+)" href="#(risk-\w+)"')

_NEED = re.compile(r'<a href="#(doc-[\w-]+)">[^<]*</a>: <span class="is-(\w+)">')


def words_of(path: Path) -> dict[str, Any]:
    """The words of a demo: of its documents and of whatever else stands in a file."""
    return tomllib.loads(path.read_text("utf-8"))


WORDS = words_of(Path(str(files("bot.demo").joinpath("words.toml"))))
"""The words of the demo as they are."""


class Threshold(BaseModel):
    """A threshold of a risk: at most this value, set at this moment by somebody."""

    risk: str
    metric: str
    value: float
    by: str
    at: datetime


class Result(BaseModel):
    """A result that speaks to a risk: when its run began, who handed it in, who admitted it and why."""

    risk: str
    metric: str
    task: str
    begun: datetime | None
    by: str
    admitted_by: str
    why: str
    file: str


class Tampering(BaseModel):
    """A tamper record: its verdict, and the worst attack's cost in US dollars."""

    risk: str
    outcome: str
    cost: float | None


class Condition(BaseModel):
    """What the decision is bound to."""

    key: str
    when: str
    text: str
    owner: str
    check: str
    state: str
    words: str


class Told(BaseModel):
    """Everything that is held against itself."""

    documents: dict[str, str]
    versions: dict[str, int]
    report: str
    post: list[str] = []
    """The messages of the posted decision as people read them: the first one, then its thread; none without one."""
    tones: list[tuple[str, str]]
    """What the page shows as good, bad, or to wait for: an anchor, and the tone."""
    asked: int
    recommended: int | None
    decided: int | None
    forms: dict[int, str]
    suspended: bool
    closed: list[date]
    thresholds: list[Threshold]
    results: list[Result]
    tampering: list[Tampering]
    risks: dict[str, str]
    problems: list[str]
    said: list[tuple[str, str]]
    """Where, and what: reasons, dissents, what was said in the reflection."""
    conditions: list[Condition]
    found: list[tuple[str, str]]
    """What the bot found in documents to contradict each other, and nobody answered."""


def document(words: dict[str, Any], key: str, model: str, version: int = 1) -> str:
    """A document as a play hands it in: of a model that has one of its own, else the usual one; a later version."""
    of_model = words["models"].get(model, {}).get(key)
    usual = words[key] if isinstance(words[key], str) else words[key]["rework" if version > 1 else "text"]
    return str(of_model or usual).strip()


async def told_by(data: Path, output: Path, words: dict[str, Any], model: str) -> Told:
    """What is told by a play whose record lies in a folder, and whose report in another.

    `model`: whose documents it hands in.
    """
    settings, around = read_settings(None, SMACTR_DATA_DIR=data), Surroundings()
    async with reading(settings, around) as storage:
        sources = sources_of(storage, around.clock, "", read_texts(), settings, CONFINED)
        where = await workspace_of(storage, "A-1", "")
        read = await gather(sources, await sources.store.load(where, "A-1"))
    page, report = ((output / f"report.{form}").read_text(encoding="utf-8") for form in ("html", "md"))
    versions = {key: len(found) for key, found in read.audit.artifacts.items() if found}
    documents = {key: document(words, key, model, number) for key, number in versions.items()}
    return _told(read, page, report, documents, document(words, "results", model))


def _told(read: Material, page: str, report: str, documents: dict[str, str], results: str) -> Told:
    audit, book = read.audit, report_contents(read)
    verdict = book.verdict
    return Told(
        documents=documents,
        versions={key: len(found) for key, found in audit.artifacts.items() if found},
        report=report,
        post=_post(read),
        tones=[(anchor, tone) for tone, anchor in _TONE.findall(page)] + _NEED.findall(page),
        asked=audit.asked_form,
        recommended=audit.recommendations[-1].form if audit.recommendations else None,
        decided=audit.decision.form if audit.decision else None,
        forms={option.number: option.title for option in read.framework.options},
        suspended=bool(audit.decision and audit.decision.suspended),
        closed=sorted({r.event.at.date() for r in read.history if isinstance(r.event, StageClosed)}),
        thresholds=_thresholds(read),
        results=[
            Result(
                risk=said.risk,
                metric=said.measured.metric,
                task=said.measured.task,
                begun=result.began,
                by=result.by,
                admitted_by=said.by,
                why=read.texts.get(said.why, "") if said.why else "",
                file=results,
            )
            for result in audit.results
            for said in result.speaks
        ],
        tampering=[
            Tampering(risk=r.facts.risk, outcome=found.outcome, cost=_worst_cost(r.facts.arms, found.worst))
            for r in audit.tampering
            for found in [judge_record(audit, r)]
        ],
        risks={risk.key: read.texts.get(risk.title, "") for risk in audit.risks},
        problems=[read.texts.get(found.text, "") for found in audit.findings],
        said=list(_said(read)),
        conditions=[
            Condition(
                key=c.key,
                when=c.when,
                text=c.text.text if c.text else "",
                owner=c.owner,
                check=c.check.text if c.check else "",
                state=c.state,
                words=c.words.text if c.words else "",
            )
            for c in (verdict.conditions if verdict else ())
        ],
        found=[(read.texts.get(c.earlier or "", c.against), read.texts.get(c.later, "")) for c in pending(audit)],
    )


def _post(read: Material) -> list[str]:
    if read.audit.decision is None:
        return []
    seen = ViewContext(
        loaded=read.loaded,
        texts=read.texts,
        say=read_texts(),
        now=read.at,
        heads={recorded.seq: recorded.hash for recorded in read.history},
        links={ProposalCard(read.audit.decision.round).key: f"{ADDRESS}archives/C012345678/p1700000000000001"},
        base=ADDRESS,
    )
    return [shown((message,)) for message in decision_card(seen)]


def _thresholds(read: Material) -> list[Threshold]:
    set_at = {r.seq: r.event.at for r in read.history if isinstance(r.event, ThresholdSealed)}
    return [
        Threshold(risk=risk.key, metric=t.metric, value=t.terms.value, by=t.by, at=set_at[t.seq])
        for risk in read.audit.risks
        for t in risk.thresholds
        if t.terms
    ]


def _worst_cost(arms: Any, worst: int | None) -> float | None:
    tampered = [arm for arm in arms if arm.kind == "tampered"]
    return float((arms[worst] if worst is not None else max(tampered, key=lambda arm: arm.harm)).cost or 0)


def _said(read: Material) -> list[tuple[str, str]]:
    audit, found = read.audit, []
    for ballot in audit.ballots:
        for opened in ballot.opened.values():
            found += [("ballot", read.texts.get(d, "")) for d in (opened.reason, opened.public) if d]
    found += [("recommendation", read.texts.get(r.reason, "")) for r in audit.recommendations]
    found += [("benefits", read.texts.get(r.benefits, "")) for r in audit.recommendations if r.benefits]
    found += [("problem", read.texts.get(f.text, "")) for f in audit.findings]
    book = report_contents(read)
    if book.reflection:
        found += [("reflection", line.text) for q in book.reflection.asked for line in q.lines]
    return [(where, text) for where, text in found if text]
