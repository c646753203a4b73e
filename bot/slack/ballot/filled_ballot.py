"""What the inputs of a ballot are filled with: what its seat sent last, or what it typed a moment ago.

Owns both readings. Must not load or draw anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.domain.ballot.commands import BallotPaper
from bot.domain.ballot.state import ResidualRisk
from bot.slack.kit.modal_state import ModalState
from bot.slack.kit.parsing import numbers


@dataclass(frozen=True, slots=True)
class ResidualChoice:
    """A box of the ballot: a risk that a seat accepts for a form."""

    named: ResidualRisk

    @property
    def key(self) -> str:
        """As the box's value: `R1:5`."""
        return f"{self.named.risk}:{self.named.form}"

    @classmethod
    def of(cls, key: str) -> Self:
        """The box of a value. Raises ParseProblem where it names no form."""
        risk, _, form = key.partition(":")
        [number] = numbers((form,))
        return cls(ResidualRisk(risk=risk, form=number))


@dataclass(frozen=True, slots=True)
class FilledBallot:
    """The inputs by name; a choice by its values."""

    forms: tuple[str, ...] = ()
    reason: str = ""
    before: str = ""
    after: str = ""
    watch: str = ""
    """Conditions, one a line."""
    conditions_for: tuple[str, ...] = ()
    residual: tuple[str, ...] = ()
    residual_reason: str = ""
    public: str = ""
    send_back: str = ""

    @classmethod
    def with_paper(cls, paper: BallotPaper) -> Self:
        """A ballot that was cast."""
        conditions = {
            when: "\n".join(each.text.text for each in paper.conditions if each.when == when)
            for when in ("before", "after", "watch")
        }
        return cls(
            **conditions,
            forms=tuple(map(str, paper.forms)),
            reason=paper.reason.text,
            conditions_for=tuple(map(str, paper.conditions_for)),
            residual=tuple(ResidualChoice(each).key for each in paper.residual),
            residual_reason=paper.residual_reason.text if paper.residual_reason else "",
            public=paper.public.text if paper.public else "",
            send_back=paper.send_back,
        )

    @classmethod
    def with_typed(cls, form: ModalState) -> Self:
        """What stands in the modal that was sent."""
        return cls(
            forms=form.choices("forms"),
            reason=form.text("reason"),
            before=form.text("before"),
            after=form.text("after"),
            watch=form.text("watch"),
            conditions_for=form.choices("conditions_for"),
            residual=form.choices("residual"),
            residual_reason=form.text("residual_reason"),
            public=form.text("public"),
            send_back=form.choice("send_back"),
        )


NOTHING_FILLED = FilledBallot()
