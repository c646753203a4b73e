"""How a board votes in a play: papers, their reveal, the plan of repairs, the cooling-off.

Owns these steps of `tests.builders.Play`. Must not know who sits on a board.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.ballot.commands import BallotConditionText, BallotPaper, CastBallot, RevealBallots
from bot.domain.decision.commands import ListMitigations, PlanRow
from bot.domain.decision.mitigations import plan_is_unread
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle.commands import PassTime
from tests.clock import ManualClock


class Voting:
    """The part of a play that is about ballots."""

    framework: Framework
    clock: ManualClock
    prose: dict[str, Prose]

    @property
    def audit(self) -> Audit:
        """The state."""
        raise NotImplementedError

    def text(self, words: str, *, sealed: bool = False) -> Prose:
        """A text with a salt of its own."""
        raise NotImplementedError

    def do(self, kind: type[Command], actor: Person, /, **fields: Any) -> list[Event]:
        """Execute a command; raises what decide raises."""
        raise NotImplementedError

    def paper(
        self, *forms: int, send_back: str = "", public: str = "", conditions: tuple[str, ...] = (), **more: Any
    ) -> BallotPaper:
        """A ballot as a seat writes it."""
        return BallotPaper(
            forms=forms,
            reason=self.text("What the evidence carries."),
            public=self.text(public) if public else None,
            conditions=tuple(BallotConditionText(text=self.text(words)) for words in conditions),
            send_back=send_back,
            **more,
        )

    def vote(self, who: Person, paper: BallotPaper) -> list[Event]:
        """Cast a sealed ballot in the newest round."""
        ballot = self.audit.ballot
        assert ballot
        sealed = self.text(paper.model_dump_json(), sealed=True)
        return self.do(CastBallot, who, round=ballot.number, paper=paper, sealed=sealed)

    def reveal(self) -> list[Event]:
        """Open the sealed ballots, as the worker does; it has read the plan of repairs by then."""
        ballot = self.audit.ballot
        assert ballot
        if plan_is_unread(self.audit, self.framework, ballot.number):
            self.plan()
        opened = {who: self.prose[digest] for who, digest in ballot.sealed.items()}
        return self.do(RevealBallots, SYSTEM, round=ballot.number, opened=opened)

    def plan(self, *rows: tuple[str, str, str]) -> list[Event]:
        """The plan of repairs as the worker reads it when the ballot opens: (what, owner, before or after) a row."""
        ballot = self.audit.ballot
        assert ballot
        listed = tuple(
            PlanRow(
                what=self.text(what),
                owner=self.text(owner),
                when=when,
                check=self.text("An auditor tries it."),
                due=self.clock.now().date() + timedelta(days=20),
            )
            for what, owner, when in rows
        )
        return self.do(
            ListMitigations, SYSTEM, round=ballot.number, artifact="remediation-plan", version=1, rows=listed
        )

    def cool_off(self) -> list[Event]:
        """Let what is proposed cool off; it is posted where nothing is in the way."""
        proposal = self.audit.proposal
        assert proposal
        self.clock.set(max(self.clock.now(), proposal.until))
        return self.do(PassTime, SYSTEM)
