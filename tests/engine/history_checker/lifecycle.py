"""The start, stages, the end and erasing, as the witness tells them.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules L, U7, U8 and Z of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.duties.events import DutyExtended, DutyProceededWithout
from bot.domain.kernel.people import SYSTEM
from bot.domain.lifecycle.events import (
    AudienceKept,
    AudienceNarrowed,
    AudienceProposed,
    AuditEnded,
    AuditPaused,
    AuditResumed,
    AuditStarted,
    AuditUpgraded,
    ClosingUndone,
    DetailsChanged,
    DueChanged,
    EndProposed,
    EndRefused,
    FrameworkAdopted,
    FrameworkKept,
    FrameworkProposed,
    LateTakenIn,
    StageClosed,
    StageOpened,
    StageReady,
    StageReopened,
    StageStands,
    VariantApproved,
    VariantRefused,
)
from bot.domain.redaction.events import ContentRedacted, RedactionAgreed, RedactionProposed
from tests.engine.history_checker.memory import Memory


def working_days_after(first: date, last: date) -> int:
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


class LifecycleChecks(Memory):
    """Checks of these events."""

    def _AuditStarted(self, x: AuditStarted, day: date) -> None:
        self.asked_form = x.asked_form
        assert 0 <= x.next_form < max(x.asked_form, 1), "what is asked for next is no less open"
        self.stage = dict.fromkeys(x.stages, "waiting")
        self.seats["lead"] = {x.lead: "accepted" if x.lead == x.by else "asked"}
        if x.deputy:
            self.seats["deputy"] = {x.deputy: "asked"}

    def _AudienceProposed(self, x: AudienceProposed, day: date) -> None:
        self.by_lead(x, day)

    def _AudienceNarrowed(self, x: AudienceNarrowed, day: date) -> None:
        assert self.may(x.by, "review", day), "fewer people by somebody who does not review"

    def _AudienceKept(self, x: AudienceKept, day: date) -> None:
        assert self.may(x.by, "review", day), "an audience kept by somebody who does not review"

    def _DetailsChanged(self, x: DetailsChanged, day: date) -> None:
        self.by_lead(x, day)
        assert not (self.round and self.round["status"] in ("open", "closed")), "details changed under a vote"
        self.asked_form = self.asked_form if x.asked_form is None else x.asked_form
        assert 0 <= (x.next_form or 0) < max(self.asked_form, 1), "what is asked for next is no less open"

    def _DueChanged(self, x: DueChanged, day: date) -> None:
        self.by_lead(x, day)

    def _StageOpened(self, x: StageOpened, day: date) -> None:
        order = list(self.stage)
        voting = self.framework.rules > 1 and x.stage == order[-1]  # opens with a ballot on form 0 alone, too
        before = order[: order.index(x.stage)][-1:]
        assert voting or all(self.stage[k] == "closed" for k in before), "opened out of order"
        self.stage[x.stage] = "open"

    def _StageReady(self, x: StageReady, day: date) -> None:
        self.ready[x.stage] = day

    def _StageReopened(self, x: StageReopened, day: date) -> None:
        # who says that a cancelling condition came true may be a board seat, and what they say opens the stage again
        asked = self.framework.rules > 1 and x.stage in self.questioned and not self.may(x.by, "respond", day)
        by_another = (x.by, x.stage) in (self.suspended, self.taking_in)
        if not asked and x.by not in (SYSTEM, self.changing) and not by_another:
            self.by_lead(x, day)
        self.suspended = None
        assert self.stage[x.stage] == "closed", "reopened what was not closed"
        self.stage[x.stage] = "open"
        self.ready.pop(x.stage, None)
        order = list(self.stage)
        later = {k for k in order[order.index(x.stage) + 1 :] if self.stage[k] == "closed"}
        assert set(x.questioned) == later, "not every later stage was put in question"
        self.questioned = (self.questioned | later) - {x.stage}
        self.without = {d for d in self.without if d.split(":")[1] != x.stage}

    def _LateTakenIn(self, x: LateTakenIn, day: date) -> None:
        assert {"auditor", "safety"} & self.roles(x.by, day), "taken in by no reviewer"
        nothing = self.round and self.round["status"] == "proposed" and self.round["form"] == 0
        assert not nothing, "taken in against a result that releases nothing"
        deciding = self.round and self.round["status"] in ("open", "closed", "proposed") and not self.round["alone"]
        for artifact, number in x.artifacts.items():
            version = self.versions[artifact][number - 1]
            counting = self.accepted(artifact)
            against = counting and self.versions[artifact][counting - 1]["supports"] is not False
            assert not deciding or (against and version["supports"] is False), "taken in while the board decides"
            assert version["late"], "taken in what counted"
            version["late"] = False
        assert not (deciding and x.risks), "a risk taken in while the board decides"
        self.take_risks_in(x.risks)
        for number in x.results:
            result = self.results[number]
            assert result["beside"], "taken in what counted"
            for said in result["beside"]:
                result["speaks"] |= {said["risk"]}
                result["said"] = [*(s for s in result["said"] if s["risk"] != said["risk"]), said]
            result["beside"] = []
        self.taking_in = (x.by, x.stage)

    def _StageStands(self, x: StageStands, day: date) -> None:
        if x.evidence is None:
            self.by_lead(x, day)
        else:
            assert not self.may(x.by, "respond", day), "a builder says that a stage still stands"
        self.questioned.discard(x.stage)

    def _ClosingUndone(self, x: ClosingUndone, day: date) -> None:
        self.by_lead(x, day)
        assert self.stage[x.stage] == "closed", "undid what was not closed"
        self.stage[x.stage] = "open"
        if x.following:
            self.stage[x.following] = "waiting"
            self.ready.pop(x.following, None)
        if x.stage == next(iter(self.stage)):
            self.first = {}

    def _StageClosed(self, x: StageClosed, day: date) -> None:
        self.by_lead(x, day)
        spec, order = self.framework.stage(x.stage), list(self.stage)
        assert self.stage[x.stage] == "open", "closed what was not open"
        assert not self.paused, "closed while paused"
        assert all(self.stage[k] == "closed" for k in order[: order.index(x.stage)]), "closed before an earlier one"
        for artifact in spec.artifacts:
            assert self.accepted(artifact.key) or not self.required(artifact), f"closed without {artifact.key}"
            assert x.closed_with.get(artifact.key, 0) == self.accepted(artifact.key), "closed with something else"
        self.first = self.first or {role: set(self.standing(role)) for role in self.seats}
        if order.index(x.stage) == 0:
            short = [r.key for r in self.framework.roles if len(self.standing(r.key)) < r.minimum]
            assert not short, f"closed without {short}"
        for rule in spec.sign_offs:
            valid = self.approvals(x.stage, rule.role, rule.commitment, day)
            enough = len(valid) >= rule.quorum or f"sign:{x.stage}:{rule.role}" in self.without
            assert enough, f"closed without {rule.role}"
        judges = [r.role for r in spec.sign_offs if not r.commitment]
        assert any(f"sign:{x.stage}:{r}" not in self.without for r in judges), "no independent approval remains"
        open_here = [c for c in self.conditions.values() if c["stage"] == x.stage and c["open"]]
        assert not open_here, "closed with an open condition"
        keys = {a.key for a in spec.artifacts}
        assert not [r for r in self.requests.values() if r["open"] and r["artifact"] in keys], "closed under changes"
        assert self.weights or not spec.results, "closed though nobody said which weights are audited"
        for role in spec.responses:
            waited = working_days_after(self.ready[x.stage], day) > self.framework.reminders.response_days
            asked = any(self.named(p, role, day) for p in self.everybody())
            assert waited or (x.stage, role) in self.responded or not asked, f"closed without hearing {role}"
        assert self.recommended or not spec.recommended_by, "closed without a recommendation"
        if spec.questions:
            assert self.summary, "closed without a summary"
            silent = {s.person for s in self.summary["lines"] if (s.person, s.id) not in self.summary["answered"]}
            assert not silent or day > self.summary["until"], "closed before the people quoted had their time"
        self.tested(x.stage)
        self.stage[x.stage] = "closed"
        self.questioned.discard(x.stage)

    def tested(self, stage: str) -> None:
        """The risks chosen in mapping have thresholds, and in testing results of this version of the model."""
        wanted = [key for key, risk in self.risks.items() if risk["priority"]]
        if self.framework.stage(stage).risks:
            assert self.all_became_something(), "closed while an expectation has no risk and no reason"
            assert wanted, "closed without a risk to test"
            assert all(self.risks[key]["sealed"] for key in wanted), "closed without thresholds"
            for kind in self.framework.stage(stage).risk_kinds:
                assert kind.key in self.kinds, "closed with a kind of risk that nobody answered for"
                risks = self.kinds[kind.key]
                assert risks is None or set(wanted) & set(risks), "closed with a kind of risk tested as nothing"
        if self.framework.stage(stage).results:
            counting = [r for r in self.results.values() if r["model"] == self.model and not r["aside"]]
            assert all(any(key in r["speaks"] for r in counting) for key in wanted), "closed without results"

    def everybody(self) -> set[str]:
        return {p for seats in self.seats.values() for p in seats} | {d for d, _ in self.acting.values()}

    def approvals(self, stage: str, role: str, commitment: bool, day: date) -> set[str]:
        """The seats whose approval counts: given on exactly what is there now, by people who may still judge it."""
        authors = set() if commitment else self.authors(stage)
        return {
            s["seat"]
            for (of, as_role, who), s in self.signed.items()
            if (of, as_role) == (stage, role)
            and s["approves"]
            and s["on"] == self.evidence(stage)
            and s["seat"] in self.standing(role)
            and who not in self.gone
            and not {who, s["seat"]} & authors
            and not self.torn(who, role, day)
        }

    def _AuditPaused(self, x: AuditPaused, day: date) -> None:
        self.by_lead(x, day)
        self.paused = True

    def _AuditResumed(self, x: AuditResumed, day: date) -> None:
        self.by_lead(x, day)
        self.paused = False

    def _EndProposed(self, x: EndProposed, day: date) -> None:
        self.by_lead(x, day)
        self.end = x.by

    def _EndRefused(self, x: EndRefused, day: date) -> None:
        assert self.may(x.by, "confirm-end", day)
        self.end = ""

    def _VariantRefused(self, x: VariantRefused, day: date) -> None:
        assert self.roles(x.by, day) & set(self.framework.variant.approved_by), "refused by somebody nobody asked"
        assert not self.may(x.by, "respond", day), "builders refuse the reason"

    def _VariantApproved(self, x: VariantApproved, day: date) -> None:
        named = self.framework.variant.approved_by
        assert self.roles(x.by, day) & set(named), "approved by somebody nobody asked"
        assert not self.may(x.by, "manage", day), "the lead approves the lead's reason"
        assert not self.may(x.by, "respond", day), "builders approve the reason"

    def _FrameworkProposed(self, x: FrameworkProposed, day: date) -> None:
        self.by_lead(x, day)

    def _FrameworkKept(self, x: FrameworkKept, day: date) -> None:
        assert self.may(x.by, "review", day), "a framework kept by somebody who does not review"

    def _FrameworkAdopted(self, x: FrameworkAdopted, day: date) -> None:
        assert self.may(x.by, "review", day), "another framework by somebody who does not review"
        assert x.by != x.asked_by, "another framework by one person"
        assert not (self.round and self.round["status"] in ("open", "closed")), "another framework under a vote"

    def _AuditUpgraded(self, x: AuditUpgraded, day: date) -> None:
        assert self.framework.variant.key, "a full audit became one"
        assert not self.framework.variant.practice, "practice became real"
        assert self.may(x.by, "manage", day)

    def _AuditEnded(self, x: AuditEnded, day: date) -> None:
        assert self.end, "ended without a proposal"
        others = {who for seats in self.seats.values() for who, said in seats.items() if said == "accepted"} - {x.by}
        if others:
            assert self.end != x.by, "ended by one person"
            assert self.may(x.by, "confirm-end", day), "ended by somebody who may not"
        self.over = True

    def _RedactionProposed(self, x: RedactionProposed, day: date) -> None:
        assert self.sides(x.by, day) or (x.admin and self.admin), "a redaction asked for by somebody who may not"
        self.to_erase[x.content] = "admin" if x.admin else x.by
        self.consents[x.content] = {x.by}

    def _RedactionAgreed(self, x: RedactionAgreed, day: date) -> None:
        assert x.by not in self.consents[x.content], "agreed to their own request"
        self.consents[x.content].add(x.by)

    def erases_a_ballot(self, x: ContentRedacted, day: date) -> None:
        """Words of a ballot: a second side or an admin, and their author, or every other seat once the author left."""
        consents = self.consents[x.content]
        author, seats = self.ballot_words[x.content]
        others = seats - {author}
        gone = not self.named_for(author, day) and bool(others)
        assert author in consents or (gone and others <= consents), "words of a ballot erased without consent"
        pairs = ((one, other) for one in consents for other in consents if one != other)
        both = any(self.sides(a, day) | self.sides(b, day) == {"lead", "legal"} for a, b in pairs)
        assert both or self.to_erase[x.content] == "admin", "words of a ballot erased by one side"

    def _ContentRedacted(self, x: ContentRedacted, day: date) -> None:
        if self.framework.rules > 1 and not self.erasing and x.content in self.ballot_words:
            self.erases_a_ballot(x, day)
            self.erasing = "consented"
        if self.erasing == "consented":
            return
        asked = self.to_erase.get(x.content) or self.erasing
        self.erasing = asked
        if not self.admin:
            assert asked, "erased without being asked"
            assert asked != x.by, "erased by one person"
            assert self.sides(asked, day) | self.sides(x.by, day) == {"lead", "legal"}, "erased by one side"

    erasing = ""
    """Who asked for the content that is being erased, with what stands in it."""

    def sides(self, who: str, day: date) -> set[str]:
        held = [self.framework.role(r).powers for r in self.roles(who, day)]
        return {"lead" for p in held if "manage" in p} | {"legal" for p in held if "redact" in p and "manage" not in p}

    def _DutyExtended(self, x: DutyExtended, day: date) -> None:
        self.by_lead(x, day)

    def _DutyProceededWithout(self, x: DutyProceededWithout, day: date) -> None:
        self.by_lead(x, day)
        kind, _, what = x.duty.partition(":")
        if kind == "submit":
            spec = self.framework.artifact(what)
            assert not self.required(spec), "left out a document its stage waits for"
            return
        assert kind in ("sign", "accept-role"), "left out what cannot be left out"
        self.without.add(x.duty)
