"""What the witness remembers, and simple questions to it.

Owns sets and dictionaries filled by the events, in words of its own. Must not use the state of `bot.domain`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain import events as e
from bot.domain.framework import ArtifactSpec, Framework


class Memory:
    """Everything the witness remembers, in words of its own."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.asked_form = 0
        self.over = self.paused = self.decided = False
        self.owner: dict[str, str] = {}  # condition or mitigation -> who sees to it
        self.author: dict[str, str] = {}
        self.claimed: dict[str, str] = {}
        self.done: set[str] = set()
        self.reports: dict[int, dict[str, Any]] = {}
        self.suspended: tuple[str, str] | None = None
        self.outside: dict[str, Any] | None = None
        self.expires: date | None = None
        self.admin = False  # whether an admin is acting
        self.seats: dict[str, dict[str, str]] = {}  # role -> person -> "asked" | "accepted" | "declined"
        self.acting: dict[tuple[str, str], tuple[str, date]] = {}  # (role, seat) -> delegate, last day
        self.gone: set[str] = set()
        self.waivers: dict[tuple[str, frozenset[str]], str] = {}
        self.in_force: set[tuple[str, frozenset[str]]] = set()
        self.versions: dict[str, list[dict[str, Any]]] = {}
        self.scored: dict[tuple[str, int], dict[str, str]] = {}
        self.requests: dict[int, dict[str, Any]] = {}
        self.stage: dict[str, str] = {}
        self.ready: dict[str, date] = {}
        self.questioned: set[str] = set()
        self.signed: dict[tuple[str, str, str], dict[str, Any]] = {}  # (stage, role, person)
        self.responded: set[tuple[str, str]] = set()
        self.conditions: dict[int, dict[str, Any]] = {}
        self.findings: dict[int, dict[str, Any]] = {}
        self.without: set[str] = set()
        self.drafts: dict[int, tuple[Any, ...]] = {}
        self.summary: dict[str, Any] | None = None
        self.recused: set[str] = set()
        self.recommended: set[str] = set()
        self.round: dict[str, Any] | None = None
        self.end: str = ""
        self.to_erase: dict[str, str] = {}
        self.risks: dict[str, dict[str, Any]] = {}
        self.results: dict[int, dict[str, Any]] = {}
        self.tampering: dict[tuple[str, int], dict[str, Any]] = {}
        self.model = 1

    # --- who is who

    def standing(self, role: str) -> list[str]:
        return [p for p, how in self.seats.get(role, {}).items() if how != "declined" and p not in self.gone]

    def acts_in(self, who: str, role: str, day: date) -> set[str]:
        """The seats of a role in which somebody may act."""
        found = {seat for seat in self.standing(role) if seat == who}
        for seat in self.standing(role):
            delegate, until = self.acting.get((role, seat), ("", day))
            if delegate == who and day <= until and who not in self.gone:
                found.add(seat)
        return found

    def roles(self, who: str, day: date) -> set[str]:
        return {role for role in self.seats if self.acts_in(who, role, day)}

    def may(self, who: str, power: str, day: date) -> bool:
        return any(power in self.framework.role(r).powers for r in self.roles(who, day))

    def torn(self, who: str, role: str, day: date) -> bool:
        """Whether somebody acts in roles that must be held apart."""
        return any(
            (other in self.framework.role(role).conflicts or role in self.framework.role(other).conflicts)
            and (who, frozenset((role, other))) not in self.in_force
            for other in self.roles(who, day) - {role}
        )

    # --- what is there

    def accepted(self, artifact: str) -> int:
        """The version that counts; 0 without one. Sending back what was accepted leaves none."""
        for version in reversed(self.versions.get(artifact, [])):
            if version["was accepted"]:
                return int(version["number"]) if version["how"] == "accepted" else 0
        return 0

    def evidence(self, stage: str) -> tuple[tuple[str, int], ...]:
        spec = self.framework.stage(stage)
        found = [(a.key, self.accepted(a.key)) for a in spec.artifacts if self.accepted(a.key)]
        if spec.risks:
            found += [(key, r["seq"]) for key, r in self.risks.items()]
        if spec.results:
            counting = [(n, r) for n, r in self.results.items() if r["speaks"] and not r["aside"]]
            found += [(f"result {n} of {r['model']}", len(r["speaks"])) for n, r in counting]
            found.append(("model", self.model))
        if spec.questions and self.summary:
            found.append(("summary", self.summary["number"]))
        return tuple(found)

    def everything(self) -> tuple[Any, ...]:
        return tuple(self.evidence(s.key) for s in self.framework.stages)

    def required(self, spec: ArtifactSpec) -> bool:
        return self.asked_form >= spec.required_from if spec.required_from is not None else spec.required

    def authors(self, stage: str) -> set[str]:
        found = set()
        for spec in self.framework.stage(stage).artifacts:
            number = self.accepted(spec.key)
            if number:
                found.add(self.versions[spec.key][number - 1]["by"])
        return found

    def supported(self, form: int) -> bool:
        for need in self.framework.option(form).needs:
            ways = []
            for key in need.any_of:
                number = self.accepted(key)
                verdict = self.versions[key][number - 1]["supports"] if number else None
                judged = self.framework.artifact(key).verdict and not need.whatever_result
                good = bool(number) and (verdict is True or not judged)
                if self.framework.artifact(key).tampering:
                    record = self.tampering.get((key, number))
                    current = record is not None and record["model"] == self.model
                    good = good and current and (need.whatever_result or self.held(record))
                ways.append(good)
            if not any(ways):
                return False
        return not any(f["severity"] == "severe" and f["open"] and form in f["blocks"] for f in self.findings.values())

    def held(self, record: dict[str, Any] | None) -> bool:
        """The worst tampered arm is below the threshold set beforehand, or adds little to a public model.

        Beforehand: before the first record of this version of the model, and before any result of it for that risk.
        """
        if record is None:
            return False
        facts = record["facts"]
        read = [r for r in self.results.values() if r["model"] == record["model"] and facts.risk in r["speaks"]]
        before = min(known["set"].get(facts.risk, 0) for known in (record, *read))
        terms = self.risks.get(facts.risk, {"terms": {}})["terms"]
        tampered = [arm for arm in facts.arms if arm.kind == "tampered"]
        worst = max(tampered, key=lambda arm: arm.harm)
        alike = [a for a in facts.arms if a.kind == "public" and (a.examples, a.steps) == (worst.examples, worst.steps)]
        counting = {n: t for n, t in terms.items() if n >= before}
        if not before or before not in counting:
            return False
        for limit in counting.values():
            near = [a for a in alike if limit.margin is not None and worst.harm - a.harm <= limit.margin + 1e-9]
            if worst.harm > limit.value and not near:
                return False
        compared = alike if worst.harm > counting[before].value else []
        return all(arm.seeds >= 3 for arm in (*tampered, *compared))

    def by_lead(self, event: e.Event, day: date) -> None:
        assert self.may(event.by, "manage", day), f"{event.type} by {event.by}, who does not lead"
