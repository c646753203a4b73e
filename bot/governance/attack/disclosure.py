"""What a posted decision must tell, and what of it a post would keep silent about.

Owns what of an audit's course is told by an event, and what of its state a post lists. Must not know how a post looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.ballot.events import BallotVoided
from bot.domain.evaluations.events import ResultDismissed
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import EarlierAuditsFound, FrameworkAdopted
from bot.domain.roster.events import RoleAssigned, WaiverSeconded
from bot.domain.roster.roles import is_guarded
from bot.domain.roster.seconds import settled_changes
from bot.governance.attack.world import World

Fact = tuple[str, str]
"""Its kind, and which one."""


def silent(before: Audit, world: World) -> frozenset[Fact]:
    """What the record of a play holds, from its start on, and the post of its end does not list."""
    settled = bool(before.first_roster)
    held = {fact for event in world.events for fact in _held(event, world.framework, settled=settled)}
    return frozenset((held | set(listed(before)) | set(_dissent(world.audit))) - set(listed(world.audit)))


def _held(event: Event, framework: Framework, *, settled: bool) -> Iterator[Fact]:
    """What one event puts on record. `settled`: Scoping was closed before, so that changes of roles are told."""
    if isinstance(event, WaiverSeconded):
        yield "waiver", f"{event.person} {event.roles}"
    elif isinstance(event, RoleAssigned) and settled and is_guarded(framework, event.role):
        yield "role", f"{event.role} {event.person}"
    elif isinstance(event, ResultDismissed):
        yield "result", f"{event.result}"
    elif isinstance(event, BallotVoided):
        yield "void", f"{event.round}"
    elif isinstance(event, FrameworkAdopted):
        yield "framework", f"{event.at} {event.before} {event.after}"
    elif isinstance(event, EarlierAuditsFound):
        yield from (("earlier", other.key) for other in event.audits)


def _dissent(audit: Audit) -> Iterator[Fact]:
    """Whoever did not tick the form that names the decision in force."""
    decision = audit.in_force
    opened = next((b.opened for b in audit.ballots if decision and b.number == decision.round), {})
    yield from (("dissent", who) for who, paper in opened.items() if decision and decision.form not in paper.forms)


def listed(audit: Audit) -> Iterator[Fact]:
    """What a post drawn from a state lists."""
    yield from (("waiver", f"{w.person} {w.roles}") for w in audit.waivers if w.seconded_by)
    for change in settled_changes(audit):
        yield from (("role", f"{role} {who}") for role, people in change.roles.items() for who in people)
    yield from (("result", f"{r.number}") for r in audit.results if r.status == "dismissed" and r.dismissal)
    yield from (("void", f"{b.number}") for b in audit.ballots if b.status == "void")
    yield from (("framework", f"{m.at} {m.before} {m.after}") for m in audit.framework_moves)
    yield from (("earlier", other.key) for other in audit.earlier_audits)
    yield from (("dissent", who) for who in (audit.in_force.dissenters if audit.in_force else ()))
