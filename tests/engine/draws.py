"""Small things that are drawn for a command: a stage, a document, a day, a number, some words.

Owns these draws. Must not know what they are drawn for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from tests.engine.played_audits import Branch


class Draws:
    """Draws for one play. `pick` chooses one of several; `audit` is how it stands."""

    play: Branch
    pick: Callable[[Sequence[Any]], Any]
    audit: Audit

    def words(self) -> Prose:
        """Some words."""
        return self.play.text(self.pick(("Because.", "Not enough.", " ", "The third reason.")))

    def _(self, kind: type[Command], actor: Person, /, **fields: Any) -> Command:
        return self.play.command(kind, actor, **fields)

    def stage(self) -> str:
        """A stage, mostly an open one."""
        keys = [s.key for s in self.play.framework.stages]
        return str(self.pick((*self.audit.open_stages(), *keys, "coda")))

    def document(self) -> str:
        """A document, mostly one that is there."""
        keys = [a.key for a in self.play.framework.artifacts()]
        return str(self.pick((*self.audit.artifacts, *keys[:6], "poem")))

    def role(self) -> str:
        """A role."""
        return str(self.pick((*(r.key for r in self.play.framework.roles), "emperor")))

    def day(self) -> date:
        """A day around today."""
        return self.play.today + timedelta(days=self.pick((-1, 0, 1, 5, 30)))

    def number(self) -> int:
        """A small number of anything."""
        return int(self.pick((1, 2, 1, 3, 0, 99)))

    def item(self) -> str:
        """A condition or mitigation."""
        return str(self.pick(("C1", "C1", "C2", "M1", "X9")))

    def duty(self) -> str:
        """A duty, by its key or its id."""
        owed = duties_of(self.audit, self.play.framework, self.play.today)
        return str(self.pick((*(d.key for d in owed), *(d.id for d in owed), "sign:coda:emperor")))
