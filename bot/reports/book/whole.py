"""All parts of a report together.

Owns which parts there are; to add one: a file here, a field, and its place in the templates of `prompts/reports`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports.book.afterwards import Earlier, ReportLine, Staged, earlier, reports, staged
from bot.reports.book.deciding import FormRow, Round, Verdict, forms, rounds, verdict
from bot.reports.book.front import Front, front
from bot.reports.book.measuring import RiskPart, TamperLine, risks, tampering
from bot.reports.book.obligations import Asked, obligations
from bot.reports.book.papers import Shelf, shelves
from bot.reports.book.people import Role, WaiverLine, roles, waivers
from bot.reports.book.problems import Change, Problem, Removal, changes, problems, removals
from bot.reports.book.proposing import Advice, ProposedLine, advice, proposed
from bot.reports.book.reflecting import Reflection, reflection
from bot.reports.book.stages import StagePart, stages
from bot.reports.book.telling import EventLine, events
from bot.reports.material import Material


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the templates may say of an audit."""

    front: Front
    verdict: Verdict | None
    staged: Staged | None
    reports: tuple[ReportLine, ...]
    earlier: tuple[Earlier, ...]
    forms: tuple[FormRow, ...]
    rounds: tuple[Round, ...]
    advice: tuple[Advice, ...]
    proposed: tuple[ProposedLine, ...]
    roles: tuple[Role, ...]
    waivers: tuple[WaiverLine, ...]
    stages: tuple[StagePart, ...]
    risks: tuple[RiskPart, ...]
    tampering: tuple[TamperLine, ...]
    problems: tuple[Problem, ...]
    reflection: Reflection | None
    shelves: tuple[Shelf, ...]
    changes: tuple[Change, ...]
    removals: tuple[Removal, ...]
    asked: tuple[Asked, ...]
    events: tuple[EventLine, ...]


def book(read: Material) -> Book:
    """The contents of both documents."""
    return Book(
        front=front(read),
        verdict=verdict(read),
        staged=staged(read),
        reports=reports(read),
        earlier=earlier(read),
        forms=forms(read),
        rounds=rounds(read),
        advice=advice(read),
        proposed=proposed(read),
        roles=roles(read),
        waivers=waivers(read),
        stages=stages(read),
        risks=risks(read),
        tampering=tampering(read),
        problems=problems(read),
        reflection=reflection(read),
        shelves=shelves(read),
        changes=changes(read),
        removals=removals(read),
        asked=obligations(read),
        events=events(read),
    )
