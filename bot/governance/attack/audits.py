"""Audits as they begin: the one that a play is about, and one more of the same weights.

Owns who starts one and who is named. Must not know what becomes of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.engine.decide import decide
from bot.domain.engine.fold import fold
from bot.domain.kernel.framework import Framework
from bot.domain.lifecycle.commands import StartAudit
from bot.domain.lifecycle.earlier_audits import account_of
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import AssignRoles
from bot.governance.attack.cast import FRIENDS, Cast, Coalition
from bot.governance.attack.world import WORKSPACE, Texts, World

MODEL: Final = "Model-7B"


def began(
    cast: Cast, framework: Framework, form: int, texts: Texts, now: datetime, *, key: str = "A-1", model: str = MODEL
) -> World:
    """An audit that just started, its roles assigned."""
    lead = cast.roster["lead"][0]
    start = StartAudit(
        workspace=WORKSPACE,
        audit=key,
        request="start",
        actor=lead,
        subject=Subject(model=model, version="1"),
        description=texts.prose("An assistant."),
        asked_form=form,
        framework=texts.prose(framework.model_dump_json()),
        lead=lead,
        deputy=next(iter(cast.roster.get("deputy", ())), None),
        channel="C",
        decision_channel="D",
        reason=texts.prose("It is an update."),
    )
    events = tuple(decide(None, framework, start, now))
    world = World(fold(events), framework, now, texts, events)
    roles = {role: people for role, people in cast.roster.items() if role not in ("lead", "deputy")}
    return world.given(world.command(AssignRoles, lead, roles=roles)) or world


def another(world: World, cast: Cast, coalition: Coalition, framework: Framework, form: int, model: str) -> World:
    """One more audit of the same weights, started by the coalition; the first one goes on as it stands.

    Who leads it is of the coalition; every other role goes to whom it went to before.
    """
    leading = [p for p in (*cast.roster["lead"], *cast.roster.get("deputy", ())) if p in coalition.members]
    lead, deputy, *_ = (*leading, *FRIENDS)
    roster = {**cast.roster, "lead": (lead,), "deputy": (deputy,)}
    known = (*world.earlier, account_of(world.audit, world.framework))
    asked = min(form, max(option.number for option in framework.options))
    new = began(replace(cast, roster=roster), framework, asked, world.texts, world.now, key="A-2", model=model)
    return replace(new, events=(*world.events, *new.events), earlier=known, is_another=True)
