"""What people say in a play of what Scoping expects of the model.

Owns these steps of `tests.builders.Play`. Must not know what is expected.
"""

from __future__ import annotations

from bot.domain.evaluations.commands import AnswerExpectation
from bot.domain.evaluations.expectations import accepted_list, unanswered_expectations
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from tests.versions import Versions


class Expectations(Versions):
    """The part of a play that is about expectations."""

    def expectations_answered(self) -> None:
        """A reason for each expectation of which nobody has said what becomes of it."""
        for each in unanswered_expectations(self.audit, self.framework):
            self.answer_expectation(each.number, why="It is measured once a year.")

    def answer_expectation(
        self, number: int = 1, risk: str = "", why: str = "", by: Person = "T01:UAUDITOR"
    ) -> list[Event]:
        """Say what becomes of an expectation of the accepted version: a risk, or why it is not tested."""
        version = accepted_list(self.audit, self.framework)
        said = {"version": version.number if version else 0, "number": number, "risk": risk}
        return self.do(
            AnswerExpectation, by or self.audit.roster["auditor"][0].person, **said, why=self.text(why) if why else None
        )
