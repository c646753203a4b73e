"""Who would have to collude: searched once for a framework and a board, kept, and printed with decisions.

Owns the way from a search to the decision's thread and the report. How plays are found is `test_attack`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

import pytest

from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import Card, DecisionCard
from bot.domain.kernel.framework import Framework
from bot.domain.roster.roles import fixed_seats
from bot.governance.attack.campaign import Attack, Plan, attack
from bot.governance.attack.cast import EIGHT, teams
from bot.governance.attack_table import searched, smallest_of
from bot.governance.confined_attack import ConfinedAttack
from bot.ports.attack_tables import AttackTable, Colluders
from bot.ports.confinement import Confinement, ReadingStopped
from bot.ports.outbox import Outbox
from bot.ports.store import Loaded, Store
from bot.settings import SLACK_API, read_settings
from bot.slack.decision.decision_card import decision_card
from bot.worker.attack import Attacks
from tests.builders import TEAM, built_in, first_edition
from tests.clock import ManualClock
from tests.decision.test_post_in_slack import api, posted
from tests.engine.played_audits import Branch, audit_at
from tests.reports.sample_audits import files, played
from tests.slack.outbound.view_contexts import context_of, loaded, say, shown


def table(form: int, *roles: str, plays: int = 1200) -> AttackTable:
    """What a search came to before a board that trusts the matrix; before the other one, nobody was found."""
    smallest = (Colluders(form=form, board="trusting", roles=roles),)
    return AttackTable(framework="sha256:" + "f" * 64, seats=3, seed=7, plays=plays, smallest=smallest)


def thread_of(play: Branch, found: AttackTable | None) -> str:
    """A decision and its thread, with what was searched."""
    return shown(decision_card(replace(context_of(play), attack=found)))


def report_of(play: Branch, found: AttackTable | None) -> str:
    return files(replace(played(play), attack=found))["A-1-report.md"]


@pytest.mark.parametrize("printed", [thread_of, report_of])
def test_a_decision_says_who_would_have_to_collude_as_far_as_it_was_searched(
    printed: Callable[[Branch, AttackTable | None], str],
) -> None:
    play = posted(api())
    decision = play.audit.decision
    assert decision
    form = f"{decision.form} {play.framework.option(decision.form).title}"
    not_searched = say()("decision-attack-none", form=form)
    for nothing in (None, table(decision.form, plays=0)):
        assert not_searched in printed(play, nothing)
    found = printed(play, table(decision.form, "lead", "safety", "friend"))
    assert not_searched not in found
    assert say()("decision-attack", form=form, plays=1200, seed="7") in found
    titles = [play.framework.role(role).title for role in ("lead", "safety")]
    roles = ", ".join([*titles, say()("decision-attack-friend")])
    assert say()("decision-attack-trusting", people=3, roles=roles) in found
    assert say()("decision-attack-knowing-nobody") in found


@dataclass
class Record:
    """Audits, tables and cards, as far as the worker asks for them."""

    plays: dict[str, Branch]
    kept: list[AttackTable] = field(default_factory=list)
    asked: list[tuple[Digest, int]] = field(default_factory=list)
    wishes: list[tuple[str, Card]] = field(default_factory=list)

    async def audits(self) -> list[tuple[str, str]]:
        return [(TEAM, key) for key in self.plays]

    async def found(self, workspace: str, framework: Digest, seats: int) -> AttackTable | None:
        return next((t for t in self.kept if (t.framework, t.seats) == (framework, seats)), None)

    async def keep(self, workspace: str, table: AttackTable, now: datetime) -> None:
        self.kept.append(table)

    async def table(self, digest: Digest, framework: Framework, seats: int) -> AttackTable:
        self.asked.append((digest, seats))
        return AttackTable(framework=digest, seats=seats, seed=1, plays=9, smallest=())

    async def load(self, workspace: str, audit: str) -> Loaded:
        return loaded(self.plays[audit])

    async def wish(self, workspace: str, audit: str, card: Card, now: datetime) -> None:
        self.wishes.append((audit, card))

    def attacks(self) -> Attacks:
        return Attacks(self, self, cast(Store, self), cast(Outbox, self), ManualClock())


def test_rules_are_attacked_once_for_a_framework_and_a_board_and_decisions_are_drawn_again() -> None:
    record = Record({"A-1": posted(api()), "A-2": audit_at("testing"), "A-3": audit_at("scoping")})
    looked = [asyncio.run(record.attacks().look()) for _ in range(2)]
    audit = record.plays["A-1"].audit
    assert looked == [1, 0]
    assert record.asked == [(audit.framework, fixed_seats(audit, record.plays["A-1"].framework))]
    assert [card for _, card in record.wishes] == [DecisionCard()]


def test_rules_of_before_are_not_attacked() -> None:
    record = Record({"A-1": audit_at("testing", framework=first_edition())})
    assert asyncio.run(record.attacks().look()) == 0


def test_a_search_that_cannot_be_carried_out_is_kept_as_none_and_not_tried_for_ever() -> None:
    class Broken:
        async def call(self, *args: Any) -> Any:
            raise ReadingStopped("reader-died")

    search = ConfinedAttack(cast(Confinement, Broken()), 1)
    made = asyncio.run(search.table("sha256:" + "0" * 64, built_in(), 3))
    assert (made.plays, made.smallest) == (0, ())


def of_plays(plays: int) -> Attack:
    return attack(Plan(built_in(), (5,), plays=plays, casts=(EIGHT,), seed=2))


def test_the_same_seed_and_as_many_plays_find_the_same() -> None:
    one, other = of_plays(1), of_plays(1)
    assert one.effort == other.effort
    assert list(smallest_of(one)) == list(smallest_of(other))
    assert list(smallest_of(one))


def test_a_search_of_next_to_no_time_says_how_many_plays_it_was() -> None:
    found = searched("sha256:" + "f" * 64, built_in().model_dump_json(), 5, 0.001)
    assert (found.seats, found.seed) == (5, 1)
    assert found.plays


def test_a_team_has_as_many_seats_as_the_board() -> None:
    large, small = teams(7, (3, 4))
    assert (large.name, small.name, large.needed) == ("16", "12", 6)
    assert len(small.roster["board"]) == 7


def test_nothing_is_attacked_in_a_sandbox_unless_somebody_asks_for_it() -> None:
    sandbox = "http://127.0.0.1:1/api/"
    asked = ((SLACK_API, ""), (sandbox, ""), (sandbox, "5"), (SLACK_API, "0"))
    given = [{"SLACK_API_URL": url, "SMACTR_ATTACK_SECONDS": seconds} for url, seconds in asked]
    times = [read_settings(None, **{k: v for k, v in each.items() if v}).attack_time for each in given]
    assert times == [600, 0, 5, 0]
