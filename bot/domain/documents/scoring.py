"""Scoring rows blind: two or more reviewers, each for themselves, and all of it revealed together with its spread.

Owns who may score, that nobody sees another's scores before their own are in, and the spread. A reveal opens what was
sealed; it changes no document: whoever owns it takes the scores up in its next version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.domain.documents.acceptance import wrote_none
from bot.domain.documents.commands import OpenScores, RevealScores, ScoreRows
from bot.domain.documents.events import RowsScored, ScoresRevealed, ScoringClosed
from bot.domain.documents.state import Scoring, Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Column
from bot.domain.kernel.errors import Invalid, NotIndependent, NotNow
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import live, needs_power, only_system

RULES = Rules()

LEAST_SCORERS: Final = 2

WIDE: Final = 2
"""Two scores of one row that lie further apart than this are to be talked about."""

Paper = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Spread:
    """One scored column of one row: what everybody gave."""

    row: int
    column: Column
    given: tuple[int, ...]

    @property
    def width(self) -> int:
        """The distance between the lowest and the highest score."""
        return max(self.given) - min(self.given)


def scored_columns(spec: ArtifactSpec) -> tuple[Column, ...]:
    """The columns that are scored blind, in their order."""
    return tuple(column for column in spec.columns if column.scored)


def scoring_of(audit: Audit, artifact: str, version: int) -> Scoring | None:
    """The scoring of a version, or None."""
    return next((s for s in audit.scorings if (s.artifact, s.version) == (artifact, version)), None)


@RULES.add
def score(audit: Audit, framework: Framework, c: ScoreRows, now: datetime) -> list[Event]:
    """A reviewer who did not hand the version in scores its rows; until the reveal a new paper replaces the old one."""
    live(audit)
    spec, version = _scored(audit, framework, c.artifact, c.version)
    needs_power(audit, framework, c, "review", now)
    if not wrote_none(audit, framework, version, c.actor, audit.calendar.day(now)):
        raise NotIndependent("score-own-rows")
    known = scoring_of(audit, c.artifact, c.version)
    if known and known.status != "open":
        raise NotNow("score-revealed-already")
    if not c.paper.sealed or not _fits(spec, version, read_paper(c.paper.text)):
        raise Invalid("score-does-not-fit", field="scores")
    if known and known.papers.get(c.actor) == c.paper.digest:
        return []
    return [RowsScored(at=now, by=c.actor, artifact=c.artifact, version=c.version, paper=c.paper.digest)]


def _scored(audit: Audit, framework: Framework, artifact: str, number: int) -> tuple[ArtifactSpec, Version]:
    if not framework.has_artifact(artifact) or not scored_columns(framework.artifact(artifact)):
        raise Invalid("rows-not-scored")
    version = next((v for v in audit.artifacts.get(artifact, ()) if v.number == number and v.rows), None)
    if version is None:
        raise NotNow("version-without-rows")
    return framework.artifact(artifact), version


def read_paper(text: str) -> Paper:
    """Row number -> scores. Empty for anything that is none."""
    try:
        said: Any = json.loads(text)
        return {int(row): tuple(int(value) for value in given) for row, given in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _fits(spec: ArtifactSpec, version: Version, paper: Paper) -> bool:
    columns = scored_columns(spec)
    return bool(paper) and all(
        1 <= row <= version.rows
        and len(given) == len(columns)
        and all((c.least or 0) <= value <= (c.most or 0) for c, value in zip(columns, given, strict=True))
        for row, given in paper.items()
    )


@RULES.add
def reveal(audit: Audit, framework: Framework, c: RevealScores, now: datetime) -> list[Event]:
    """A reviewer opens the scores, once there are two: whoever scored has had their say."""
    live(audit)
    _scored(audit, framework, c.artifact, c.version)
    needs_power(audit, framework, c, "review", now)
    known = scoring_of(audit, c.artifact, c.version)
    if known and known.status != "open":
        return []
    if known is None or len(known.papers) < LEAST_SCORERS:
        raise NotNow("scorers-too-few", least=LEAST_SCORERS)
    return [ScoringClosed(at=now, by=c.actor, artifact=c.artifact, version=c.version)]


@RULES.add
def opened(audit: Audit, framework: Framework, c: OpenScores, now: datetime) -> list[Event]:
    """The papers were opened: each is matched with its fingerprint."""
    only_system(c)
    known = scoring_of(audit, c.artifact, c.version)
    if known is None or known.status != "closed":
        return []
    papers: dict[str, Paper] = {}
    for who, digest in known.papers.items():
        paper = c.opened.get(who)
        if paper is not None and paper.digest != digest:
            raise Invalid("score-seal-broken")
        if paper is not None:
            papers[who] = read_paper(paper.text)
    return [ScoresRevealed(at=now, by=c.actor, artifact=c.artifact, version=c.version, scores=papers)]


def spreads(spec: ArtifactSpec, scores: Mapping[str, Paper]) -> list[Spread]:
    """What was given per row and column, the widest apart first."""
    columns = scored_columns(spec)
    rows = sorted({row for paper in scores.values() for row in paper})
    found = [
        Spread(row, column, given)
        for row in rows
        for place, column in enumerate(columns)
        if (given := tuple(paper[row][place] for paper in scores.values() if len(paper.get(row, ())) > place))
    ]
    return sorted(found, key=lambda spread: spread.width, reverse=True)
