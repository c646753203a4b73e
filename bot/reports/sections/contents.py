"""All parts of a report together.

Owns which parts there are; to add one: a file here, a field, and its place in the templates of `prompts/reports`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.documents.state import NotCompared
from bot.reports.report_data import Material
from bot.reports.sections.attack import Attacked, attack
from bot.reports.sections.ballot import Round, Verdict, rounds, verdict
from bot.reports.sections.board import Board, board
from bot.reports.sections.decision import Statement, statements
from bot.reports.sections.decision_history import Earlier, ReportLine, Staged, earlier, reports, staged
from bot.reports.sections.document_contents import (
    Abstract,
    FullText,
    TableLines,
    Whole,
    abstracts,
    full_texts,
    short_texts,
    tables,
)
from bot.reports.sections.documents import Shelf, shelves
from bot.reports.sections.encrypted_files import EncryptedFiles, encrypted_files
from bot.reports.sections.evaluations import LeftOutLine, RiskPart, TamperLine, left_out, risks, tampering
from bot.reports.sections.event_lines import EventLine, events
from bot.reports.sections.expectations import ExpectationLine, expectation_lines
from bot.reports.sections.findings import (
    Change,
    Contradicting,
    Problem,
    Removal,
    StandingProblemLine,
    changes,
    contradicting,
    problems,
    removals,
    standing,
)
from bot.reports.sections.fingerprints import FullFingerprint, fingerprints
from bot.reports.sections.front_page import Front, front
from bot.reports.sections.glossary import Glossary, glossary
from bot.reports.sections.lifecycle import MoveLine, OtherAudit, StagePart, framework_moves, other_audits, stages
from bot.reports.sections.matrix import FormRow, SeenMatrix, forms, seen
from bot.reports.sections.obligations import RegimeAsked, obligations
from bot.reports.sections.proposal import Advice, ProposedLine, advice, proposed
from bot.reports.sections.reflection import Reflection, reflection
from bot.reports.sections.risk_kinds import KindLine, risk_kinds
from bot.reports.sections.role_history import TermLine, terms
from bot.reports.sections.roster import Role, RoleChangeLine, WaiverLine, role_changes, roles, waivers
from bot.reports.sections.signings import Signing, signings
from bot.reports.sections.trace import Tracing, tracing


@dataclass(frozen=True, slots=True)
class ReportContents:
    """Everything the templates may say of an audit."""

    front: Front
    encrypted: tuple[EncryptedFiles, ...]
    board: Board
    glossary: Glossary
    verdict: Verdict | None
    staged: Staged | None
    reports: tuple[ReportLine, ...]
    attack: Attacked | None
    earlier: tuple[Earlier, ...]
    statements: tuple[Statement, ...]
    """What was decided outside, on record beside the audit's own result."""
    other_audits: tuple[OtherAudit, ...]
    forms: tuple[FormRow, ...]
    seen: tuple[SeenMatrix, ...]
    rounds: tuple[Round, ...]
    advice: tuple[Advice, ...]
    proposed: tuple[ProposedLine, ...]
    roles: tuple[Role, ...]
    terms: tuple[TermLine, ...]
    waivers: tuple[WaiverLine, ...]
    role_changes: tuple[RoleChangeLine, ...]
    framework_moves: tuple[MoveLine, ...]
    stages: tuple[StagePart, ...]
    signings: tuple[Signing, ...]
    expectations: tuple[ExpectationLine, ...]
    tracing: Tracing
    risks: tuple[RiskPart, ...]
    tampering: tuple[TamperLine, ...]
    kinds: tuple[KindLine, ...]
    left_out: tuple[LeftOutLine, ...]
    standing: tuple[StandingProblemLine, ...]
    problems: tuple[Problem, ...]
    contradicting: tuple[Contradicting, ...]
    not_compared: NotCompared | None
    reflection: Reflection | None
    shelves: tuple[Shelf, ...]
    abstracts: tuple[Abstract, ...]
    short_texts: tuple[Whole, ...]
    """Documents of words that stand in the annex alone."""
    tables: tuple[TableLines, ...]
    full_texts: tuple[FullText, ...]
    changes: tuple[Change, ...]
    removals: tuple[Removal, ...]
    asked: tuple[RegimeAsked, ...]
    events: tuple[EventLine, ...]
    fingerprints: tuple[FullFingerprint, ...]
    """Those that tables and sentences show the first signs of."""


def report_contents(read: Material) -> ReportContents:
    """The contents of both documents."""
    decided, tested, rows, wrong = verdict(read), risks(read), forms(read), problems(read)
    voted, told, passed, held = rounds(read), reflection(read), stages(read), shelves(read)
    return ReportContents(
        front=front(read),
        encrypted=encrypted_files(read),
        board=board(read, decided, tested, wrong),
        glossary=glossary(read),
        verdict=decided,
        staged=staged(read),
        reports=reports(read),
        attack=attack(read),
        earlier=earlier(read),
        statements=statements(read),
        other_audits=other_audits(read),
        forms=rows,
        seen=seen(read, rows),
        rounds=voted,
        advice=advice(read),
        proposed=proposed(read),
        roles=roles(read),
        terms=terms(read),
        waivers=waivers(read),
        role_changes=role_changes(read),
        framework_moves=framework_moves(read),
        stages=passed,
        signings=signings(read, passed),
        expectations=expectation_lines(read),
        tracing=tracing(read, tested),
        risks=tested,
        tampering=tampering(read),
        kinds=risk_kinds(read),
        left_out=left_out(read),
        standing=standing(read),
        problems=wrong,
        contradicting=contradicting(read),
        not_compared=read.audit.not_compared,
        reflection=told,
        shelves=held,
        abstracts=abstracts(read),
        short_texts=short_texts(read),
        tables=tables(read),
        full_texts=full_texts(read),
        changes=changes(read),
        removals=removals(read),
        asked=obligations(read),
        events=events(read),
        fingerprints=fingerprints(read, voted, tested, told, passed, held),
    )
