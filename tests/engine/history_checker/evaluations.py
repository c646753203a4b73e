"""Risks, thresholds and results, as the witness tells them.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules E of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from datetime import date

from bot.domain.evaluations.events import (
    ExpectationAnswered,
    ExpectationsListed,
    GuardedResultProposed,
    GuardedResultRefused,
    ManifestDropped,
    ManifestFailed,
    ManifestRead,
    ManifestStated,
    ManifestSubmitted,
    ManifestTied,
    MetricNamesJoined,
    MetricNamesParted,
    MetricNamesProposed,
    ModelChanged,
    ResultAdmitted,
    ResultCarried,
    ResultDismissed,
    ResultOffered,
    ResultRead,
    ResultSetAside,
    RiskKindsAnswered,
    RiskRecorded,
    ServedModelStated,
    TamperRecorded,
    ThresholdCorrected,
    ThresholdCorrectionProposed,
    ThresholdCorrectionRefused,
    ThresholdSealed,
    ThresholdsRevealed,
    TieDoubted,
    VersionDeclared,
    VersionProposed,
    VersionRefused,
)
from bot.domain.kernel.people import SYSTEM
from tests.engine.history_checker.memory import Memory


class EvaluationChecks(Memory):
    """Checks of these events."""

    def _RiskRecorded(self, x: RiskRecorded, day: date) -> None:
        assert self.may(x.by, "review", day), "a risk by somebody who does not review"
        late = {e.risk: e for e, _ in self.late_risks if isinstance(e, RiskRecorded)}
        keys = {*self.risks, *late}
        assert x.risk in keys or x.risk == f"R{len(keys) + 1}", "risks are miscounted"
        assert x.late == self._risks_late(), "late and counting, or in time and not"
        first = late[x.risk].priority if x.risk in late else self.risks.get(x.risk, {"priority": False})["priority"]
        assert x.priority or not (first and self.spoken(x.risk)), "a result cost a risk its priority"
        if x.late:
            self.late_risks.append((x, self.seen))
        else:
            self._count_risk(x)

    def _count_risk(self, x: RiskRecorded) -> None:
        self.risks.setdefault(x.risk, {"seq": 0, "sealed": {}, "at": {}, "open": set(), "terms": {}})
        self.risks[x.risk].setdefault("withdrawn", set())
        self.risks[x.risk].setdefault("right", set())
        self.risks[x.risk] |= {"priority": x.priority, "seq": self.risks[x.risk]["seq"] + 1}

    def _RiskKindsAnswered(self, x: RiskKindsAnswered, day: date) -> None:
        assert self.may(x.by, "review", day), "kinds of risk answered for by somebody who does not review"
        assert not self._risks_late(), "kinds of risk answered for after their signers saw them"
        asked = {kind.key for spec in self.framework.stages for kind in spec.risk_kinds}
        for said in x.answers:
            assert said.kind in asked, "a kind of risk that nobody asks for"
            if said.verdict == "tested":
                assert said.risks, "tested as no risk"
                assert all(self.risks[key]["priority"] for key in said.risks), "tested as a risk that nobody tests"
            else:
                assert said.why, "not tested, and nobody says why"
            self.kinds[said.kind] = said.risks if said.verdict == "tested" else None

    def _risks_late(self) -> bool:
        closed = any(s.risks and self.stage[s.key] == "closed" for s in self.framework.stages)
        return closed and self.framework.rules > 1

    def take_risks_in(self, keys: tuple[str, ...]) -> None:
        """What lies beside of these risks counts from now on."""
        taken = [(e, at) for e, at in self.late_risks if e.risk in keys]
        assert {e.risk for e, _ in taken} == set(keys), "taken in what counted"
        self.late_risks = [(e, at) for e, at in self.late_risks if e.risk not in keys]
        for e, at in taken:
            if isinstance(e, RiskRecorded):
                self._count_risk(e)
            else:
                self._count_threshold(e, at)

    def spoken(self, risk: str) -> bool:
        attacked = any(r["facts"].risk == risk for r in self.tampering.values())
        return attacked or any(risk in self.placed(r) for r in self.results.values())

    def _TamperRecorded(self, x: TamperRecorded, day: date) -> None:
        assert x.model == self.model, "tied to another version than the present one"
        self.tampering[x.artifact, x.version] = {"facts": x.facts, "model": x.model, "at": self.seen}

    def _ExpectationsListed(self, x: ExpectationsListed, day: date) -> None:
        assert self.framework.artifact(x.artifact).lists_expectations, "expectations of another document"
        self.expected[x.artifact, x.version] = x.rows

    def _ExpectationAnswered(self, x: ExpectationAnswered, day: date) -> None:
        assert self.may(x.by, "review", day), "what becomes of an expectation, by somebody who does not review"
        assert not self._risks_late(), "answered when the risks were chosen"
        assert x.expectation in self.expectations(), "answered what nobody expects"
        assert bool(x.risk) is not bool(x.why), "a risk and a reason, or neither"
        assert not x.risk or self.risks[x.risk]["priority"], "became a risk that is not tested"
        self.became[x.expectation.number] = (x.expectation, x.risk, self.seen)

    def _ThresholdSealed(self, x: ThresholdSealed, day: date) -> None:
        assert self.may(x.by, "review", day), "a threshold by somebody who does not review"
        assert x.after_result == (self.spoken(x.risk) or bool(self.waiting(day, builders=False))), "stamped wrongly"
        assert not self.waiting(day, builders=True), "set while a builder's result waits"
        assert x.late == self._risks_late(), "late and counting, or in time and not"
        if x.late:
            self.late_risks.append((x, self.seen))
        else:
            self._count_threshold(x, self.seen)

    def _count_threshold(self, x: ThresholdSealed, at: int) -> None:
        risk = self.risks[x.risk]
        risk["sealed"][x.number] = x.sealed
        risk["at"][x.number] = at
        risk["seq"] += 1

    def _ThresholdsRevealed(self, x: ThresholdsRevealed, day: date) -> None:
        assert x.by == SYSTEM, "a threshold opened by hand"
        assert self.spoken(x.risk), "opened before any result"
        there = {*self.risks[x.risk]["sealed"], *self.risks[x.risk]["withdrawn"]}
        assert set(x.terms) == there - self.risks[x.risk]["open"], "opened others"
        self.risks[x.risk]["open"] |= set(x.terms)
        self.risks[x.risk]["terms"] |= x.terms

    def waiting(self, day: date, *, builders: bool) -> set[int]:
        """The results of this model, handed in by builders or by others, of which nobody has said what they are."""
        if self.framework.rules < 2:
            return set()
        waiting = {n for n, r in self.results.items() if r.get("of_this_model") and not r["settled"]}
        same = {n: self.results[n]["same_as"] or n for n in self.results}
        by = {n: {r["by"] for m, r in self.results.items() if same[n] in (m, same[m])} for n in waiting}
        return {n for n in waiting if any(self.builds(who, day) for who in by[n]) is builders}

    def _ThresholdCorrectionProposed(self, x: ThresholdCorrectionProposed, day: date) -> None:
        assert {"auditor", "safety"} & self.roles(x.by, day), "called a mistake by no reviewer"
        beside = self._beside(x.risk, x.threshold)
        counts = x.threshold in self.risks.get(x.risk, {"sealed": {}})["sealed"]
        assert counts or beside, "called a mistake what is not there"
        assert not (beside and x.put_right), "put right what counts for nothing"
        assert bool(x.put_right) == self.known(x.risk, day), "a target moved after the arrow"
        self.corrections[x.number] = x

    def _ThresholdCorrected(self, x: ThresholdCorrected, day: date) -> None:
        asked = self.corrections.pop(x.number)
        judges = {"auditor", "safety"} if asked.put_right else {"auditor", "safety", "external", "board"}
        assert x.by != asked.by, "corrected by one person"
        assert judges & self.roles(x.by, day), "seconded by nobody who judges"
        assert not self.hides_ties(x.by, day), "seconded from outside, and nobody knows with which ties"
        assert not self.builds(x.by, day), "seconded by a builder"
        assert bool(asked.put_right) == self.known(x.risk, day), "a target moved after the arrow"
        deciding = self.round and self.round["status"] in ("open", "closed", "proposed") and not self.round["alone"]
        assert not deciding, "corrected while the board decides"
        assert bool(x.replacement) is bool(asked.sealed), "replaced by nothing, or withdrawn for something"
        if beside := self._beside(x.risk, x.threshold):
            self.late_risks.remove(beside)
            if asked.sealed:
                said = {"number": x.replacement, "metric": asked.metric, "sealed": asked.sealed}
                self.late_risks.append((beside[0].model_copy(update=said), self.seen))
            return
        risk = self.risks[x.risk]
        at = risk["at"].pop(x.threshold)
        risk["sealed"].pop(x.threshold)
        risk["withdrawn"].add(x.threshold)
        risk["seq"] += 1
        if asked.sealed:
            assert x.replacement not in {*risk["sealed"], *risk["withdrawn"]}, "two thresholds of one number"
            risk["sealed"][x.replacement] = asked.sealed
            risk["at"][x.replacement] = at if asked.put_right == "stricter" else self.seen
            risk["right"] |= {x.replacement} if asked.put_right else set()
        self.taking_in = (x.by, next(s.key for s in self.framework.stages if s.risks))

    def _beside(self, risk: str, number: int) -> tuple[ThresholdSealed, int] | None:
        """A threshold that lies beside a closed stage, and when it was set."""
        late = ((e, at) for e, at in self.late_risks if isinstance(e, ThresholdSealed))
        return next(((e, at) for e, at in late if (e.risk, e.number) == (risk, number)), None)

    def _ThresholdCorrectionRefused(self, x: ThresholdCorrectionRefused, day: date) -> None:
        assert x.number in self.corrections, "refused what nobody asked for"

    def known(self, risk: str, day: date) -> bool:
        """Whether any result of a risk is known: one that speaks to it, or one that no builder handed in."""
        return self.spoken(risk) or bool(self.waiting(day, builders=False))

    def _ResultOffered(self, x: ResultOffered, day: date) -> None:
        assert self.named_for(x.person, day), "a result by somebody who was named for nothing"
        self.results[x.result] = {
            "by": x.person,
            "speaks": set(),
            "read": False,
            "model": 0,
            "aside": False,
            "beside": [],
        }
        self.results[x.result] |= {"said": [], "at": 0, "misfits": False, "settled": False, "same_as": 0}

    def _ResultRead(self, x: ResultRead, day: date) -> None:
        assert x.model == self.model, "tied to another version than the present one"
        self.results[x.result] |= {"read": True, "model": x.model, "at": self.seen, "misfits": bool(x.notes)}
        never = {"another-digest", "run-failed", "invalidated", "nothing-measured", "another-model"}
        self.results[x.result] |= {"of_this_model": not never & set(x.notes), "same_as": x.same_as}

    def _ResultAdmitted(self, x: ResultAdmitted, day: date) -> None:
        result = self.results[x.result]
        assert result["read"], "admitted unread"
        result["settled"] = True
        first = result.pop("guarded_by", None)
        assert bool(x.guard) is bool(x.guarded_by), "behind filters, and nobody says so"
        if x.guard:
            assert first == x.guarded_by != x.by, "behind filters, says one person"
            self.filtered[x.risk] = len(self.findings)
        assert x.risk in self.risks, "admitted to no risk"
        assert result["model"] == self.model, "admitted for another version"
        assert x.by == result["by"] or self.may(x.by, "review", day), "admitted by a bystander"
        assert x.why is None or self.may(x.by, "review", day), "excused by somebody who does not review"
        stage = next(s.key for s in self.framework.stages if s.results)
        assert x.late == (self.stage[stage] == "closed" and self.framework.rules > 1), "late and counting, or not late"
        if x.late:
            result["beside"].append({"risk": x.risk, "value": x.measured.value, "excused": x.why is not None})
            return
        result["speaks"] |= {x.risk}
        result["said"] = [s for s in result["said"] if s["risk"] != x.risk]
        result["said"].append({"risk": x.risk, "value": x.measured.value, "excused": x.why is not None})

    def _GuardedResultProposed(self, x: GuardedResultProposed, day: date) -> None:
        result = self.results[x.result]
        assert result["read"], "said of what nobody read"
        assert {"auditor", "safety"} & self.roles(x.by, day), "behind filters, says no reviewer"
        assert x.by != result["by"], "behind filters, says who handed it in"
        result["guarded_by"] = x.by

    def _GuardedResultRefused(self, x: GuardedResultRefused, day: date) -> None:
        assert self.results[x.result].pop("guarded_by"), "refused what nobody said"

    def _ResultDismissed(self, x: ResultDismissed, day: date) -> None:
        assert not self.results[x.result]["speaks"], "what was admitted became talk"
        self.results[x.result]["settled"] = True

    def _ModelChanged(self, x: ModelChanged, day: date) -> None:
        if x.change:
            assert self.declared.pop(x.change), "a new version by one person"
            self.changing = x.by
        else:
            self.by_lead(x, day)
        assert x.number in (self.model, self.model + 1), "versions of the model are miscounted"
        self.model, self.weights = x.number, x.weights

    def _VersionProposed(self, x: VersionProposed, day: date) -> None:
        self.by_lead(x, day)
        known = {m["fingerprint"] for m in self.manifests.values()}
        assert not x.weights or x.weights in known - {self.weights}, "a version of no other weights"
        self.proposed_version = x.by

    def _VersionDeclared(self, x: VersionDeclared, day: date) -> None:
        assert self.may(x.by, "review", day), "declared by somebody who does not review"
        assert x.by != self.proposed_version, "declared by who asked for it"
        self.declared[x.change] = True

    def _VersionRefused(self, x: VersionRefused, day: date) -> None:
        assert self.may(x.by, "review", day), "refused by somebody who does not review"

    def _ManifestSubmitted(self, x: ManifestSubmitted, day: date) -> None:
        assert self.may(x.by, "respond", day), "a manifest by somebody who builds nothing"
        said = {"by": x.by, "fingerprint": x.fingerprint, "read": bool(x.fingerprint), "encrypted": x.encrypted}
        assert self.weights or not x.encrypted, "encrypted files of nothing"
        self.manifests[x.manifest] = said

    def _ManifestRead(self, x: ManifestRead, day: date) -> None:
        assert x.by == SYSTEM, "a manifest read by hand"
        self.manifests[x.manifest] |= {"fingerprint": x.fingerprint, "read": True}

    def _ManifestFailed(self, x: ManifestFailed, day: date) -> None:
        assert x.by == SYSTEM, "a manifest failed by hand"
        assert not self.manifests[x.manifest]["read"], "failed after it was read"

    def _ManifestStated(self, x: ManifestStated, day: date) -> None:
        found = self.manifests[x.manifest]
        assert found["by"] == x.by, "stated by another than who handed it in"
        assert found["read"], "stated unread"
        assert not found["encrypted"], "encrypted files stated to be the model"
        self.weights = self.weights or found["fingerprint"]

    def _ManifestDropped(self, x: ManifestDropped, day: date) -> None:
        found = self.manifests[x.manifest]
        assert (found["by"] == x.by) is not found["encrypted"], "dropped by somebody whose word it is not"
        if found.get("tied"):
            assert found.get("doubted") not in (None, x.by), "a tie taken back by one"
            found["tied"] = False

    def _TieDoubted(self, x: TieDoubted, day: date) -> None:
        found = self.manifests[x.manifest]
        assert self.may(x.by, "review", day), "doubted by somebody who does not review"
        assert found["by"] != x.by, "doubted by who handed them in"
        assert found.get("tied"), "a doubt of what is not tied"
        found["doubted"] = x.by

    def _ManifestTied(self, x: ManifestTied, day: date) -> None:
        found = self.manifests[x.manifest]
        assert self.may(x.by, "review", day), "tied by somebody who does not review"
        assert found["encrypted"], "files in the open tied to themselves"
        assert found["read"], "tied unread"
        assert found["by"] != x.by, "tied by who handed them in"
        assert x.audited == self.weights, "tied to files that nobody audited"
        assert x.comparison == "same-tensors" or x.decrypted == x.audited, "tied although they are others"
        in_the_open = {m["fingerprint"] for m in self.manifests.values() if not m["encrypted"]}
        assert found["fingerprint"] not in in_the_open, "the audited files tied as encrypted ones"
        found["tied"] = True

    def _MetricNamesProposed(self, x: MetricNamesProposed, day: date) -> None:
        assert self.may(x.by, "review", day), "names joined by somebody who does not review"
        assert x.risk in self.risks or x.risk in {e.risk for e, _ in self.late_risks}, "names of no risk"
        self.names[x.number] = x.by

    def _MetricNamesJoined(self, x: MetricNamesJoined, day: date) -> None:
        assert self.may(x.by, "review", day), "names joined by somebody who does not review"
        assert self.names[x.number] != x.by, "names joined by one person"

    def _MetricNamesParted(self, x: MetricNamesParted, day: date) -> None:
        assert self.may(x.by, "review", day), "names parted by somebody who does not review"
        assert x.number in self.names, "parted what nobody joined"

    def _ServedModelStated(self, x: ServedModelStated, day: date) -> None:
        assert self.may(x.by, "respond", day), "a served model by somebody who builds nothing"
        assert not self.weights, "only called, and has a manifest"

    def _ResultCarried(self, x: ResultCarried, day: date) -> None:
        assert self.may(x.by, "review", day), "carried over by somebody who does not review"
        assert x.by != self.results[x.result]["by"], "carried over their own"
        self.results[x.result]["model"] = self.model

    def _ResultSetAside(self, x: ResultSetAside, day: date) -> None:
        assert self.may(x.by, "review", day), "set aside by somebody who does not review"
        self.results[x.result]["aside"] = True
