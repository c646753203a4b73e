"""Arguments for every command, that fit the state: what its fields may hold.

Owns how they are made, from the names and types of the fields. Knows no rule: whether a command is granted, or makes
sense, `decide` says.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, zip_longest
from math import prod
from random import Random
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.domain.documents.commands import SubmitArtifact
from bot.domain.duties.rules import duties_of
from bot.domain.evaluations.commands import (
    AnswerRiskKinds,
    CorrectThreshold,
    JoinMetricNames,
    KindWord,
    OfferResult,
    ThresholdPaper,
)
from bot.domain.evaluations.late_risks import all_risks
from bot.domain.evaluations.measurement import Measurement
from bot.domain.evaluations.metric_names import separate_names
from bot.domain.evaluations.state import Terms
from bot.domain.kernel.content import Prose, Source
from bot.domain.kernel.duty import DutyKey
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import AnswerFramework, ProposeFramework
from bot.domain.lifecycle.state import Subject
from bot.domain.roster.commands import AssignRoles
from bot.domain.sign_offs.rules import SignDuty
from bot.governance.attack.cast import FRIENDS
from bot.governance.attack.content import HONEST, LIES, METRIC, SWAPPED, WEIGHTS, threshold
from bot.governance.attack.duty import handed_in, held_roles
from bot.governance.attack.world import NOWHERE, World

HANDED_IN: Final = ("artifact", "kind", "name", "text", "source", "behalf")

COMMON: Final = frozenset(Command.model_fields)

MOST: Final = 2000
"""The most arguments that are tried for one command in one state; of more, as many are drawn."""


class Arguments:
    """What fields of a command may hold in one state."""

    def __init__(self, world: World, people: Sequence[Person], form: int) -> None:
        self.world, self.form = world, form
        # as long as neither friend does anything, one stands for both
        unused = FRIENDS[1:] if not any(held_roles(world, friend) for friend in FRIENDS) else ()
        self.people = tuple(p for p in people if p not in unused)
        self.audit, self.framework = world.audit, world.framework
        self.today: date = world.now.date()

    # --- all there are

    def of(self, kind: type[Command], chance: Random) -> Iterator[dict[str, Any]]:
        """Fields for a command, all there are in a drawn order; of very many, as many as may be drawn."""
        special = _SPECIAL.get(kind)
        if special:
            yield from special(self, chance)
        names = [name for name in kind.model_fields if name not in COMMON]
        values = [self.values(name, kind.model_fields[name].annotation) for name in names]
        count = prod(map(len, values))
        for pick in chance.sample(range(count), min(count, MOST)):
            fields: dict[str, Any] = {}
            for name, pool in zip(names, values, strict=True):
                pick, at = divmod(pick, len(pool))
                fields[name] = pool[at]
            yield self._linked(fields)

    def _linked(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Fields of which one says again what another says."""
        if "sealed" in fields and isinstance(fields.get("paper"), BaseModel):
            fields["sealed"] = self.world.texts.prose(fields["paper"].model_dump_json(), sealed=True)
        if "seen" in fields and self.framework.has_stage(str(fields.get("stage"))):
            fields["seen"] = evidence_of(self.audit, self.framework, fields["stage"])
        return fields

    # --- values

    def values(self, name: str, kind: Any) -> list[Any]:
        """What a field may hold, by its name where that says more than its type. Never empty."""
        if get_origin(kind) in (Union, types.UnionType):
            options = [option for option in get_args(kind) if option is not type(None)]
            return [None, *(value for option in options for value in self.values(name, option))]
        named = self._named(name)
        if named is not None and kind in (str, int):
            return [value for value in named if isinstance(value, kind)] or [kind()]
        return self._typed(name, kind)

    def _typed(self, name: str, kind: Any) -> list[Any]:
        if get_origin(kind) is Literal:
            return list(get_args(kind))
        if get_origin(kind) is tuple:
            return self._tuples(name, get_args(kind))
        if get_origin(kind) is dict:
            return self._maps(get_args(kind))
        simple: dict[Any, list[Any]] = {
            bool: [True, False],
            int: [1, 2, 3],
            float: [0.0, 1.0],
            str: ["", "before"],
            date: [self.today + timedelta(days=n) for n in (1, 30, -1)],
            datetime: [self.world.now],
            Prose: [self.world.texts.prose(f"{self.today}: agreed.")],
            Subject: [
                self.audit.subject,
                Subject(model=self.audit.subject.model, version="3"),
                Subject(model="Other", version="1"),
            ],
            Source: [Source(channel="C", ts="", file=f"F{len(self.audit.results)}")],
            Measurement: [content.measured() for content in (HONEST, *LIES)],
            ThresholdPaper: [threshold(value=1.0), threshold("something_else", 1.0), threshold(METRIC)],
            Terms: [threshold(value=1.0).terms],
        }
        if kind in simple:
            return simple[kind]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return list(islice(self._models(kind), 6))
        return [None]

    def _models(self, kind: type[BaseModel]) -> Iterator[BaseModel]:
        names = list(kind.model_fields)
        values = [self.values(name, kind.model_fields[name].annotation) for name in names]
        for shift in range(max(map(len, values), default=1)):
            try:
                yield kind(**{n: pool[shift % len(pool)] for n, pool in zip(names, values, strict=True)})
            except ValidationError:
                continue

    def _tuples(self, name: str, parts: tuple[Any, ...]) -> list[Any]:
        if name == "forms":
            return [tuple(range(1, self.audit.asked_form + 1)), (self.form,), ()]
        if parts[-1:] == (Ellipsis,):
            single = self.values(_singular(name), parts[0])
            return [(), *((value,) for value in single[:4]), tuple(single[:3])]
        roles = [r.key for r in self.framework.roles]
        if len(parts) == 2 and name == "roles":
            return [(one, other) for one in roles for other in self.framework.apart_from(one)]
        return [tuple(self.values(name, part)[0] for part in parts)]

    def _maps(self, parts: tuple[Any, ...]) -> list[Any]:
        """A person for each role, or none of anything."""
        if parts[:1] != (str,) or get_origin(parts[1]) is not tuple:
            return [{}]
        return [{role.key: tuple(self.people[:1])} for role in self.framework.roles]

    def _named(self, name: str) -> list[Any] | None:
        """Values by the name of a field; None where the name says nothing."""
        audit, framework = self.audit, self.framework
        proposed = [d.round for d in (audit.proposal, audit.decision) if d]
        known: dict[str, list[Any]] = {
            "stage": [s.key for s in framework.stages],
            "send_back": ["", *(s.key for s in framework.stages[:1])],
            "role": [r.key for r in framework.roles],
            "artifact": [a.key for a in framework.artifacts()],
            "risk": ["", *(r.key for r in audit.risks)],
            "form": [self.form, 0, *(o.number for o in framework.options)],
            "asked_form": [o.number for o in framework.options],
            "block": [self.form],
            "round": sorted({b.number for b in audit.ballots[-1:]} | set(proposed)) or [1],
            "version": [1, 2, 3],
            "person": list(self.people) + [s.person for seats in audit.roster.values() for s in seats],
            "weights": ["", SWAPPED, WEIGHTS],
            "fingerprint": [SWAPPED, WEIGHTS],
            "decrypted": [audit.weights, ""],
            "audited": [audit.weights],
            "description": [audit.audience.description if audit.audience else ""],
            "made_from": ["A-2"],
            "of": [*(f"C{n}" for n in (1, 2, 3)), *(s.key for s in framework.stages)],
            "channel": ["C", "C2"],
            "decision_channel": ["D2"],
            "cause": [*(c.key for c in framework.decision.cancelled_by), "test", "other"],
            "item": [*(f"C{n}" for n in (1, 2, 3)), *(f"M{m.number}" for m in audit.mitigations[:2])],
            "duty": self._duties() if name == "duty" else [],
            "offer": [*(o.key for o in audit.offers), ""],
            "row": [""],
            "likelihood": [1, 5],
            "severity": [1, 5],
            "finding": [f.number for f in audit.findings],
            "report": [r.number for r in audit.reports],
            "condition": [c.number for c in audit.conditions],
            "hold": [h.number for p in audit.proposals for h in p.holds],
            "request_number": [r.number for r in audit.requests],
            "statement": [s.id for s in (audit.published.statements if audit.published else ())],
            "content": self._contents() if name == "content" else [],
            "seen": [(audit.summary and audit.summary.content) or NOWHERE],
            "number": list(range(1, 1 + self._most()))[-4:],
            "size": [9],
            "problem": ["gone"],
            "cells": [""],
        }
        people = ("to", "writer", "owner", "lead", "deputy", "suggests", "containment")
        return known.get("person" if name in people else name)

    def _most(self) -> int:
        """How many there are of what is counted most."""
        audit = self.audit
        counted = (audit.results, audit.requests, audit.summaries, audit.manifests, audit.metric_names)
        asked = (audit.version_changes, audit.role_changes, audit.threshold_corrections)
        return max(1, *map(len, (*counted, *asked)))

    def _duties(self) -> list[str]:
        signing = [DutyKey(SignDuty, s.key, rule.role).key for s in self.framework.stages for rule in s.sign_offs]
        owed = [d.id for d in duties_of(self.audit, self.framework, self.today)]
        return [*self.audit.escalated_duties, *owed[:12], *signing]

    def _contents(self) -> list[str]:
        ballots = [b for r in self.audit.ballots for b in r.opened.values()]
        words = [digest for b in ballots for digest in (b.reason, b.public) if digest]
        files = [v.content for versions in self.audit.artifacts.values() for v in versions if v.content]
        return [self.audit.description, *words[:6], *files[:3]]

    # --- what a name and a type do not say

    def rosters(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Other people for a role: all of them, one, one more, one less."""
        ways: list[list[dict[str, tuple[Person, ...]]]] = [[], [], [], []]
        for role in self.framework.roles:
            key = role.key
            seated = tuple(s.person for s in self.audit.roster.get(key, ()) if s.accepted is not False)
            others = [p for p in self.people if p not in seated]
            size = max(role.minimum, 1)
            ways[0] += [{key: tuple((others + others)[n : n + size])} for n in range(len(others))]
            ways[1] += [{key: (*seated[:n], p, *seated[n + 1 :])} for n in range(len(seated)) for p in others]
            ways[2] += [{key: (*seated, p)} for p in others]
            ways[3] += [{key: tuple(p for p in seated if p != one)} for one in seated]
        for way in ways:
            chance.shuffle(way)
        yield from ({"roles": roles} for turn in zip_longest(*ways) for roles in turn if roles is not None)

    def submissions(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Documents with contents that fit them: as good as they could be, and a tamper record of next to nothing."""
        specs = [
            (spec, content) for spec in self.framework.artifacts() for content in LIES[: 3 if spec.tampering else 1]
        ]
        chance.shuffle(specs)
        for spec, content in sorted(specs, key=lambda each: (not each[0].tampering, not each[0].verdict)):
            edition = len(self.audit.artifacts.get(spec.key, ())) + 1
            command = handed_in(self.world, self.people[0], spec.key, content, edition)
            yield {name: getattr(command, name) for name in HANDED_IN}

    def results(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Result files: of next to nothing, or invented."""
        for n, content in enumerate((*LIES, HONEST)):
            reading = content.result(self.audit.subject.model, self.audit.weights, self.world.now)
            source = Source(channel="C", ts="", file=f"F{len(self.audit.results)}{n}")
            yield {"source": source, "name": self.world.texts.prose(reading.model_dump_json())}

    def risk_kinds(self, chance: Random) -> Iterator[dict[str, Any]]:
        """All kinds of risk alike: tested as a risk on record, not applicable, not tested."""
        why = self.world.texts.prose(f"{self.today}: agreed.")
        said: list[dict[str, Any]] = [{"verdict": "tested", "risks": (risk.key,)} for risk in self.audit.risks]
        said += [{"verdict": verdict, "why": why} for verdict in ("not-applicable", "not-tested")]
        for word in said:
            yield {"answers": tuple(KindWord(kind=kind.key, **word) for kind in self.framework.risk_kinds)}

    def frameworks(self, chance: Random) -> Iterator[dict[str, Any]]:
        """A later version of the framework, which says the same: nobody in a coalition installs one that says less."""
        later = self.framework.model_copy(update={"version": f"{self.framework.version}+"})
        yield {"framework": self.world.texts.prose(later.model_dump_json())}

    def answers_to_frameworks(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Yes, and no, to that one."""
        yield from ({**fields, "confirm": confirm} for fields in self.frameworks(chance) for confirm in (True, False))

    def corrections(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Every threshold withdrawn, and every one replaced by one that nothing fails."""
        for risk in all_risks(self.audit):
            for found in risk.thresholds:
                why = self.world.texts.prose(f"{self.today}: agreed.")
                common = {"risk": risk.key, "number": found.number, "why": why}
                paper = threshold(found.metric, 1.0)
                yield common
                yield common | {"paper": paper, "sealed": self.world.texts.prose(paper.model_dump_json(), sealed=True)}

    def metric_names(self, chance: Random) -> Iterator[dict[str, Any]]:
        """Every pair of names that could be called one metric."""
        why = self.world.texts.prose(f"{self.today}: agreed.")
        yield from ({"risk": r, "one": one, "other": other, "why": why} for r, one, other in separate_names(self.audit))


def _singular(name: str) -> str:
    return {"blocks": "block", "statements": "statement", "removed": "statement", "conditions_for": "form"}.get(
        name, name
    )


_SPECIAL: Final = {
    AssignRoles: Arguments.rosters,
    SubmitArtifact: Arguments.submissions,
    OfferResult: Arguments.results,
    JoinMetricNames: Arguments.metric_names,
    CorrectThreshold: Arguments.corrections,
    AnswerRiskKinds: Arguments.risk_kinds,
    ProposeFramework: Arguments.frameworks,
    AnswerFramework: Arguments.answers_to_frameworks,
}
