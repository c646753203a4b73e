"""What the witness remembers, and simple questions to it.

Owns sets and dictionaries filled by the events, in words of its own. Must not use the state of `bot.domain`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.evaluations.events import RiskRecorded, ThresholdCorrectionProposed, ThresholdSealed
from bot.domain.evaluations.state import Expectation
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.registry import Event


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
        self.motions: dict[int, dict[str, Any]] = {}
        self.carried: tuple[str, Any] | None = None  # by whose word seats do something together, and when
        self.suspended: tuple[str, str] | None = None
        self.outside: dict[str, Any] | None = None
        self.expires: date | None = None
        self.admin = False  # whether an admin is acting
        self.seats: dict[str, dict[str, str]] = {}  # role -> person -> "asked" | "accepted" | "declined"
        self.acting: dict[tuple[str, str], tuple[str, date]] = {}  # (role, seat) -> delegate, last day
        self.alternates: dict[tuple[str, str], str | None] = {}  # (role, seat) -> who takes its place
        self.tied: set[str] = set()  # whoever from outside said what ties them to us
        self.gone: set[str] = set()
        self.built: set[str] = set()  # whoever ever accepted the role of a builder
        self.first: dict[str, set[str]] = {}  # role -> who held it when the first stage was first closed
        self.changes: list[dict[str, Any]] = []
        self.late: set[str] = set()  # whoever ever left a duty undone until the lead was told
        self.waivers: dict[tuple[str, frozenset[str]], str] = {}
        self.in_force: set[tuple[str, frozenset[str]]] = set()
        self.versions: dict[str, list[dict[str, Any]]] = {}
        self.typed: dict[str, dict[str, str]] = {}  # document -> row of its draft -> who typed it
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
        self.stances: dict[tuple[str, str], str] = {}
        self.recused: set[str] = set()
        self.recommended: set[str] = set()
        self.benefits: dict[str, tuple[str, int]] = {}  # auditor -> why the benefits outweigh the risks, of which form
        self.round: dict[str, Any] | None = None
        self.end: str = ""
        self.to_erase: dict[str, str] = {}
        self.consents: dict[str, set[str]] = {}  # content -> who asked or agreed to erase it
        self.ballot_words: dict[str, tuple[str, set[str]]] = {}  # content -> whose ballot, the seats of its round
        self.risks: dict[str, dict[str, Any]] = {}
        self.late_risks: list[tuple[RiskRecorded | ThresholdSealed, int]] = []
        self.expected: dict[tuple[str, int], tuple[Expectation, ...]] = {}  # what each version of a document expects
        self.became: dict[int, tuple[Expectation, str, int]] = {}  # row -> as it was, the risk it became, and when
        self.results: dict[int, dict[str, Any]] = {}
        self.manifests: dict[int, dict[str, Any]] = {}
        self.names: dict[int, str] = {}
        self.filtered: dict[str, int] = {}  # risk -> the newest problem when it was tested behind changed filters
        self.corrections: dict[int, ThresholdCorrectionProposed] = {}
        self.kinds: dict[str, tuple[str, ...] | None] = {}
        self.declared: dict[int, bool] = {}
        self.proposed_version = self.changing = ""
        self.tampering: dict[tuple[str, int], dict[str, Any]] = {}
        self.model = 1
        self.taking_in = ("", "")  # who has what came late counted, and of which stage
        self.weights = ""
        self.seen = 0  # how many events

    # --- who is who

    def standing(self, role: str) -> list[str]:
        return [p for p, how in self.seats.get(role, {}).items() if how != "declined" and p not in self.gone]

    def acts_in(self, who: str, role: str, day: date) -> set[str]:
        """The seats of a role in which somebody may act: by the second edition, those that were accepted."""
        seats = self.seats.get(role, {})
        return {seat for seat in self.named(who, role, day) if self.framework.rules < 2 or seats[seat] == "accepted"}

    def named(self, who: str, role: str, day: date) -> set[str]:
        """The seats of a role that somebody has, accepted or not yet, or acts for."""
        found = {seat for seat in self.standing(role) if seat == who}
        for seat in self.standing(role):
            delegate, until = self.acting.get((role, seat), ("", day))
            if delegate == who and day <= until and who not in self.gone:
                found.add(seat)
        return found

    def roles(self, who: str, day: date) -> set[str]:
        return {role for role in self.seats if self.acts_in(who, role, day)}

    def hides_ties(self, who: str, day: date) -> bool:
        """Whether somebody looks from outside, and has not said what ties them to us."""
        return self.framework.rules > 1 and who not in self.tied and "external" in self.roles(who, day)

    def named_for(self, who: str, day: date) -> set[str]:
        return {role for role in self.seats if self.named(who, role, day)}

    def may(self, who: str, power: str, day: date) -> bool:
        return any(power in self.framework.role(r).powers for r in self.roles(who, day))

    def builds(self, who: str, day: date) -> bool:
        return who in self.built or self.may(who, "respond", day)

    def torn(self, who: str, role: str, day: date) -> bool:
        """Whether somebody stands for roles that must be held apart."""
        return any(
            (other in self.framework.role(role).conflicts or role in self.framework.role(other).conflicts)
            and (who, frozenset((role, other))) not in self.in_force
            for other in self.named_for(who, day) - {role}
        )

    # --- what is there

    def take_risks_in(self, keys: tuple[str, ...]) -> None:
        """What lies beside of these risks counts from now on."""
        raise NotImplementedError

    def accepted(self, artifact: str) -> int:
        """The version that counts; 0 without one. Sending back what was accepted leaves none."""
        for version in reversed(self.versions.get(artifact, [])):
            if version["was accepted"] and not version["late"]:
                return int(version["number"]) if version["how"] == "accepted" else 0
        return 0

    def evidence(self, stage: str) -> tuple[tuple[str, int], ...]:
        spec = self.framework.stage(stage)
        found = [(a.key, self.accepted(a.key)) for a in spec.artifacts if self.accepted(a.key)]
        if spec.risks:
            found += [(key, r["seq"]) for key, r in self.risks.items()]
            found += [(f"expectation {row}", at) for row, (_, _, at) in self.became.items()]
        if spec.results:
            counting = [(n, r) for n, r in self.results.items() if r["speaks"] and not r["aside"]]
            found += [(f"result {n} of {r['model']}", len(r["speaks"])) for n, r in counting]
            found.append(("model", self.model))
        if spec.questions and self.summary:
            found.append(("summary", self.summary["number"]))
        if spec.recommended_by and self.framework.rules > 1:
            found += sorted(self.benefits.values())
        return tuple(found)

    def expectations(self) -> list[Expectation]:
        """What the accepted version of a document expects."""
        listed = [a.key for s in self.framework.stages for a in s.artifacts if a.lists_expectations]
        return [row for key in listed for row in self.expected.get((key, self.accepted(key)), ())]

    def all_became_something(self) -> bool:
        """Whether each expectation has a reason, or a risk that is tested with a threshold set since."""
        for each in self.expectations():
            known, risk, at = self.became.get(each.number, (None, "", 0))
            if known != each:
                return False
            of_it = self.risks.get(risk, {"at": {}, "right": set()})
            made = of_it["right"] or any(t > at for t in of_it["at"].values())
            if risk and not (self.risks[risk]["priority"] and made):
                return False
        return True

    def everything(self) -> tuple[Any, ...]:
        severe = {n: (f["open"], tuple(f["blocks"])) for n, f in self.findings.items() if f["severity"] == "severe"}
        return (*(self.evidence(s.key) for s in self.framework.stages), *severe.items())

    def required(self, spec: ArtifactSpec) -> bool:
        return self.asked_form >= spec.required_from if spec.required_from is not None else spec.required

    def authors(self, stage: str) -> set[str]:
        """Who may not approve a stage because a document in it is theirs; by the second edition nobody."""
        found: set[str] = set()
        if self.framework.rules > 1:
            return found
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
                    newer = (r for (k, n), r in self.tampering.items() if k == key and n > (number or 0))
                    failed = any(self.failed(r) for r in newer if r["model"] == self.model)
                    good = good and current and (need.whatever_result or (self.held(record) and not failed))
                ways.append(good)
            if not any(ways):
                return False
        if form > 3 and any(self.come_to(key) == "late" for key, risk in self.risks.items() if risk["priority"]):
            return False
        severe = {n: f for n, f in self.findings.items() if f["severity"] == "severe" and f["open"]}
        answered = {n for n, f in severe.items() if form <= 3 and n <= self.filtered.get(f["risk"], 0)}
        return not any(form in f["blocks"] for n, f in severe.items() if n not in answered)

    # --- what tests say

    def placed(self, result: dict[str, Any]) -> set[str]:
        """The risks a result was admitted to, whether it counts or came late."""
        return {*result["speaks"], *(said["risk"] for said in result["beside"])}

    def known_from(self, risk: str, model: int) -> int:
        """From when on it was known how a version of the model does in a risk."""
        results = (r["at"] for r in self.results.values() if r["model"] == model and risk in self.placed(r))
        attacks = (t["at"] for t in self.tampering.values() if t["model"] == model and t["facts"].risk == risk)
        return min((*results, *attacks), default=self.seen + 1)

    def set_for(self, risk: str, known: int) -> tuple[int, set[int]]:
        """The newest threshold set before something was known (0 without one), and those set afterwards."""
        at = self.risks.get(risk, {"at": {}})["at"]
        late = {n for n, when in at.items() if when > known}
        return max(at.keys() - late, default=0), late

    def come_to(self, risk: str) -> str:
        """What the results of the present version say of a risk: against it, in time, late, or nothing."""
        verdicts = set()
        for result in self.results.values():
            if result["model"] == self.model and not result["aside"]:
                verdicts |= {self._says(risk, result, said) for said in result["said"] if said["risk"] == risk}
        return next((v for v in ("against", "in time", "late") if v in verdicts), "nothing")

    def _says(self, risk: str, result: dict[str, Any], said: dict[str, Any]) -> str:
        terms, whole = self.risks[risk]["terms"], not result["misfits"] or said["excused"]
        before, late = self.set_for(risk, min(result["at"], self.known_from(risk, result["model"])))
        beyond = any(n in terms and said["value"] > terms[n].value for n in late)
        if not before:
            return "against" if beyond else "late" if whole and max(late, default=0) in terms else "nothing"
        if before in terms and said["value"] > terms[before].value:
            return "against"
        return "nothing" if not whole or before not in terms else "against" if beyond else "in time"

    def held(self, record: dict[str, Any] | None) -> bool:
        """The worst tampered arm is below the threshold set beforehand, or adds little to a public model.

        Beforehand: before the first record of this version of the model, and before any result of it for that risk.
        """
        if record is None:
            return False
        facts, model = record["facts"], record["model"]
        terms = self.risks.get(facts.risk, {"terms": {}})["terms"]
        first = min(t["at"] for t in self.tampering.values() if t["model"] == model)
        before, late = self.set_for(facts.risk, min(first, self.known_from(facts.risk, model)))
        if before not in terms or facts.weights.casefold() != self.weights.casefold():
            return False
        tampered = [arm for arm in facts.arms if arm.kind == "tampered"]
        worst = max(tampered, key=lambda arm: arm.harm)
        alike = [a for a in facts.arms if a.kind == "public" and (a.examples, a.steps) == (worst.examples, worst.steps)]
        for limit in (terms[n] for n in (before, *late) if n in terms):
            near = [a for a in alike if limit.margin is not None and worst.harm - a.harm <= limit.margin + 1e-9]
            if worst.harm > limit.value and not near:
                return False
        compared = alike if worst.harm > terms[before].value else []
        return all(arm.seeds >= 3 for arm in (*tampered, *compared))

    def failed(self, record: dict[str, Any]) -> bool:
        """The worst tampered arm is beyond the threshold set beforehand; or within it, and beyond a later one."""
        facts, model = record["facts"], record["model"]
        if self.weights and facts.weights.casefold() != self.weights.casefold():
            return False
        terms = self.risks.get(facts.risk, {"terms": {}})["terms"]
        first = min(t["at"] for t in self.tampering.values() if t["model"] == model)
        before, late = self.set_for(facts.risk, min(first, self.known_from(facts.risk, model)))
        tampered = [arm for arm in facts.arms if arm.kind == "tampered"]
        worst = max(tampered, key=lambda arm: arm.harm)
        alike = [a for a in facts.arms if a.kind == "public" and (a.examples, a.steps) == (worst.examples, worst.steps)]

        def beyond(number: int) -> bool:
            limit = terms[number]
            near = [a for a in alike if limit.margin is not None and worst.harm - a.harm <= limit.margin + 1e-9]
            return bool(worst.harm > limit.value and not near)

        later = any(beyond(n) for n in late if n in terms)
        if not before:
            return later
        if before not in terms or beyond(before):
            return before in terms
        compared = alike if worst.harm > terms[before].value else []
        return later and all(arm.seeds >= 3 for arm in (*tampered, *compared))

    def by_lead(self, event: Event, day: date) -> None:
        together = (event.by, event.at) == self.carried
        assert together or self.may(event.by, "manage", day), f"{event.type} by {event.by}, who does not lead"
