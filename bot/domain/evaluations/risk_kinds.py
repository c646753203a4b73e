"""Kinds of risk: each is tested as risks on record, not applicable, or not tested, where the framework asks for them.

Owns who says so and until when, and what is left to say. Which release forms it blocks: `bot.domain.ballot.support`.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.evaluations.commands import AnswerRiskKinds, KindWord
from bot.domain.evaluations.events import RiskKindsAnswered
from bot.domain.evaluations.late_risks import risks_come_late
from bot.domain.evaluations.state import AnsweredKind, KindAnswer
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.release_forms import RiskKind
from bot.domain.roster.independence import is_reviewer
from bot.domain.roster.permissions import live

RULES = Rules()


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerRiskKinds, now: datetime) -> list[Event]:
    """A reviewer answers for kinds of risk, while the stage that chooses risks is open; what is said already stays."""
    live(audit)
    if not framework.risk_kinds:
        raise NotNow("kinds-none")
    if not is_reviewer(audit, framework, c.actor, audit.calendar.day(now)):
        raise NotAllowed("kinds-reviewer-only")
    if risks_come_late(audit, framework):
        raise NotNow("kinds-stage-closed")
    titles = {kind.key: kind.title for kind in framework.risk_kinds}
    if not c.answers or not {word.kind for word in c.answers} <= titles.keys():
        raise Invalid("kinds-unknown")
    said = [_answer(audit, titles[word.kind], word) for word in c.answers]
    new = tuple(each for each in said if each != _known(audit, each.kind))
    stage = next(spec.key for spec in framework.stages if spec.risk_kinds)
    return [RiskKindsAnswered(at=now, by=c.actor, stage=stage, answers=new)] if new else []


def _answer(audit: Audit, title: str, word: KindWord) -> KindAnswer:
    key = word.kind
    if word.verdict == "tested":
        if not word.risks or not all((risk := audit.risk(one)) and risk.priority for one in word.risks):
            raise Invalid("kind-risk-not-tested", field=key, kind=title)
        return KindAnswer(kind=key, verdict="tested", risks=tuple(dict.fromkeys(word.risks)))
    known = answer_on(audit, key)
    why = word.why.digest if word.why and word.why.text.strip() else None
    if why is None and known and known.verdict == word.verdict:
        why = known.why
    if why is None:
        raise Invalid("kind-why-missing", field=f"{key}-why", kind=title)
    return KindAnswer(kind=key, verdict=word.verdict, why=why)


def _known(audit: Audit, key: str) -> KindAnswer | None:
    found = answer_on(audit, key)
    return KindAnswer(kind=found.kind, verdict=found.verdict, risks=found.risks, why=found.why) if found else None


def answer_on(audit: Audit, key: str) -> AnsweredKind | None:
    """What was said last of a kind of risk. None of one that is to be answered anew: no risk that it is tested as has
    priority any more.
    """
    found = next((each for each in audit.risk_kinds if each.kind == key), None)
    if found is None or found.verdict != "tested":
        return found
    return found if any((risk := audit.risk(one)) and risk.priority for one in found.risks) else None


def untested_kinds(audit: Audit, framework: Framework) -> tuple[AnsweredKind, ...]:
    """The gaps: the kinds of risk that are not tested, in the framework's order."""
    said = (answer_on(audit, kind.key) for kind in framework.risk_kinds)
    return tuple(each for each in said if each and each.verdict == "not-tested")


def unanswered_kinds(audit: Audit, spec: StageSpec) -> tuple[RiskKind, ...]:
    """The kinds of risk that a stage asks for and nobody has answered for."""
    return tuple(kind for kind in spec.risk_kinds if answer_on(audit, kind.key) is None)
