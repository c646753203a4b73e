"""What people say in a play of what came before: that a stage still stands, that a document still holds.

Owns these steps of `tests.builders.Play`. Must not know who reviews.
"""

from __future__ import annotations

from typing import Any, Self

from bot.domain.documents.commands import AnswerEarlierDocument
from bot.domain.documents.earlier_versions import able_to_answer, earlier_documents
from bot.domain.evaluations.commands import CarryResult, RerunResult, TieManifest
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import AnswerReopened
from bot.domain.sign_offs.rules import answering
from tests.voting import Voting


class Versions(Voting):
    """The part of a play that is about what came before."""

    def shown(self, kind: type[Command]) -> dict[str, Any]:
        """What a modal that was opened just now shows of the model, and hands back."""
        if kind in (AnswerEarlierDocument, CarryResult, RerunResult):
            return {"model": self.audit.model_number}
        return {"audited": self.audit.weights} if kind is TieManifest else {}

    def stands(self, *stages: str) -> Self:
        """Of each questioned stage somebody who may says that it still stands."""
        for stage in stages or [key for key, state in self.audit.stages.items() if state.questioned]:
            signers = answering(self.audit, self.framework, stage, self.clock.now().date())
            self.do(
                AnswerReopened, signers[0] if self.audit.rules > 1 else str(self.audit.lead), stage=stage, stands=True
            )
        return self

    def still_hold(self, stage: str = "") -> None:
        """A reviewer says of every document about an earlier version of the model, perhaps of one stage, that it still
        holds.
        """
        for spec, version in list(earlier_documents(self.audit, self.framework, stage)):
            able = able_to_answer(self.audit, self.framework, spec, version, self.clock.now().date())
            self.do(AnswerEarlierDocument, able[0], artifact=spec.key, version=version.number, holds=True)
