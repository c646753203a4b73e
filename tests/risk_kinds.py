"""What an auditor says in a play of the kinds of risk.

Owns this step of `tests.builders.Play`. Must not know what it leads to.
"""

from __future__ import annotations

from bot.domain.evaluations.commands import AnswerRiskKinds, KindWord
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.evaluations.state import KindVerdict
from bot.domain.evaluations.verdicts import prioritised_risks
from bot.domain.kernel.framework import StageSpec
from bot.domain.kernel.registry import Event
from bot.domain.roster.roles import holders
from tests.expectations import Expectations


class RiskKinds(Expectations):
    """The part of a play that is about kinds of risk."""

    def kinds_answered(self, spec: StageSpec) -> None:
        """The kinds of risk that a stage asks for, once there is a risk with priority."""
        if prioritised_risks(self.audit) and unanswered_kinds(self.audit, spec):
            self.kinds()

    def kinds(self, **otherwise: KindVerdict) -> list[Event]:
        """Every kind of risk is tested as the first risk with priority, but for those said `otherwise` (their keys with
        underscores), and for those that a smaller audit cannot decide on, which are not applicable there.
        """
        risk, variant = prioritised_risks(self.audit)[0].key, self.framework.variant
        small = bool(variant.key) and not variant.practice
        said = []
        for kind in self.framework.risk_kinds:
            verdict = otherwise.get(kind.key.replace("-", "_"), "tested")
            if small and kind.full_audit:
                verdict = "not-applicable"
            word = KindWord(kind=kind.key, verdict="tested", risks=(risk,))
            if verdict != "tested":
                word = KindWord(kind=kind.key, verdict=verdict, why=self.text("It only answers questions."))
            said.append(word)
        who = holders(self.audit, "auditor", self.clock.now().date())[0]
        return self.do(AnswerRiskKinds, who, answers=tuple(said))
