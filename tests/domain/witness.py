"""A witness of history: checks every event against the rules, knowing only the events before it and the framework.

Owns a second, plain telling of `domain.md`: sets, dictionaries and loops, written for reading and not for speed. Must
not use the state or the rules of `bot.domain`; it reads events and the framework's data alone. What breaks a rule
raises AssertionError with the rule.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Any

from bot.domain import events as e
from bot.domain.framework import ArtifactSpec, Framework
from bot.domain.people import SYSTEM

AFTER_THE_END = (
    e.ContentRedacted, e.RedactionProposed, e.ArtifactStored, e.ArtifactFailed, e.OfferDismissed, e.ChannelBound,
)  # fmt: skip
"""What may still be recorded of an audit that is over: erasing, files under way, an offer, a moved channel."""


def working_days_after(first: date, last: date) -> int:
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


class Witness:
    """Everything the witness remembers, in words of its own."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.asked_form = 0
        self.over = self.paused = False
        self.seats: dict[str, dict[str, str]] = {}  # role -> person -> "asked" | "accepted" | "declined"
        self.acting: dict[tuple[str, str], tuple[str, date]] = {}  # (role, seat) -> delegate, last day
        self.gone: set[str] = set()
        self.waivers: dict[tuple[str, frozenset[str]], str] = {}
        self.in_force: set[tuple[str, frozenset[str]]] = set()
        self.versions: dict[str, list[dict[str, Any]]] = {}
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
        self.round: dict[str, Any] | None = None
        self.end: str = ""
        self.to_erase: dict[str, str] = {}

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
                ways.append(bool(number) and (verdict is True or not judged))
            if not any(ways):
                return False
        return not any(f["severity"] == "severe" and f["open"] and form in f["blocks"] for f in self.findings.values())

    # --- one event after the other

    def sees(self, event: e.Event, *, admin: bool = False) -> None:
        """Check an event against what happened before, then remember it."""
        day = event.at.date()
        if self.over:
            assert isinstance(event, AFTER_THE_END), f"{event.type} after the audit was over"
        for kind in type(event).__mro__:
            check = getattr(self, f"_{kind.__name__}", None)
            if check:
                check(event, day, admin) if kind.__name__ in ("RoleAssigned", "RoleUnassigned") else check(event, day)
        if isinstance(event, e.ContentRedacted):
            self._erased(event, day, admin)

    def _by_lead(self, event: e.Event, day: date) -> None:
        assert self.may(event.by, "manage", day), f"{event.type} by {event.by}, who does not lead"

    def _AuditStarted(self, x: e.AuditStarted, day: date) -> None:
        self.asked_form = x.asked_form
        self.stage = dict.fromkeys(x.stages, "waiting")
        self.seats["lead"] = {x.lead: "asked"}
        if x.deputy:
            self.seats["deputy"] = {x.deputy: "asked"}

    def _DetailsChanged(self, x: e.DetailsChanged, day: date) -> None:
        self._by_lead(x, day)
        assert not (self.round and self.round["status"] in ("open", "closed")), "details changed under a vote"
        self.asked_form = self.asked_form if x.asked_form is None else x.asked_form

    def _DueChanged(self, x: e.DueChanged, day: date) -> None:
        self._by_lead(x, day)

    def _RoleAssigned(self, x: e.RoleAssigned, day: date, admin: bool) -> None:
        assert admin or self.may(x.by, "manage", day) or self.assigning == x.by, "assigned by somebody who may not"
        self.assigning = x.by
        assert x.person not in self.gone, "a role for somebody who left"
        self.seats.setdefault(x.role, {})[x.person] = "asked"
        self.acting.pop((x.role, x.person), None)

    assigning = ""
    """Who is in the middle of assigning: a deputy may take their own seat away in the same list."""

    def _RoleUnassigned(self, x: e.RoleUnassigned, day: date, admin: bool) -> None:
        assert admin or self.may(x.by, "manage", day) or self.assigning == x.by, "unassigned by somebody who may not"
        self.assigning = x.by
        del self.seats[x.role][x.person]
        self.acting.pop((x.role, x.person), None)

    def _RoleAccepted(self, x: e.RoleAccepted, day: date) -> None:
        assert x.by == x.person, "accepted for somebody else"
        self.seats[x.role][x.person] = "accepted"
        assert not self.torn(x.person, x.role, day), "accepted two roles that are held apart"

    def _RoleDeclined(self, x: e.RoleDeclined, day: date) -> None:
        assert x.by == x.person, "declined for somebody else"
        self.seats[x.role][x.person] = "declined"

    def _RoleDelegated(self, x: e.RoleDelegated, day: date) -> None:
        assert x.by == x.person != x.to, "handed over by somebody else, or to themselves"
        assert "vote" not in self.framework.role(x.role).powers, "a board seat was handed over"
        self.acting[x.role, x.person] = (x.to, x.until)
        assert not self.torn(x.to, x.role, day), "handed over to somebody who is not independent"

    def _WaiverProposed(self, x: e.WaiverProposed, day: date) -> None:
        self._by_lead(x, day)
        assert x.by != x.person, "a waiver for oneself"
        self.waivers[x.person, frozenset(x.roles)] = x.by

    def _WaiverSeconded(self, x: e.WaiverSeconded, day: date) -> None:
        pair = (x.person, frozenset(x.roles))
        assert self.may(x.by, "vote", day), "a waiver seconded from outside the board"
        assert x.by not in (x.person, self.waivers[pair]), "a waiver of one"
        self.in_force.add(pair)

    def _PersonGone(self, x: e.PersonGone, day: date) -> None:
        self.gone.add(x.person)

    # --- stages

    def _StageOpened(self, x: e.StageOpened, day: date) -> None:
        order = list(self.stage)
        assert all(self.stage[k] == "closed" for k in order[: order.index(x.stage)][-1:]), "opened out of order"
        self.stage[x.stage] = "open"

    def _StageReady(self, x: e.StageReady, day: date) -> None:
        self.ready[x.stage] = day

    def _StageReopened(self, x: e.StageReopened, day: date) -> None:
        if x.by != SYSTEM:
            self._by_lead(x, day)
        assert self.stage[x.stage] == "closed", "reopened what was not closed"
        self.stage[x.stage] = "open"
        self.ready.pop(x.stage, None)
        order = list(self.stage)
        later = {k for k in order[order.index(x.stage) + 1 :] if self.stage[k] == "closed"}
        assert set(x.questioned) == later, "not every later stage was put in question"
        self.questioned = (self.questioned | later) - {x.stage}
        self.without = {d for d in self.without if d.split(":")[1] != x.stage}

    def _StageStands(self, x: e.StageStands, day: date) -> None:
        self._by_lead(x, day)
        self.questioned.discard(x.stage)

    def _StageClosed(self, x: e.StageClosed, day: date) -> None:
        self._by_lead(x, day)
        spec, order = self.framework.stage(x.stage), list(self.stage)
        assert self.stage[x.stage] == "open", "closed what was not open"
        assert not self.paused, "closed while paused"
        assert all(self.stage[k] == "closed" for k in order[: order.index(x.stage)]), "closed before an earlier one"
        for artifact in spec.artifacts:
            assert self.accepted(artifact.key) or not self.required(artifact), f"closed without {artifact.key}"
            assert x.closed_with.get(artifact.key, 0) == self.accepted(artifact.key), "closed with something else"
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
        for role in spec.responses:
            waited = working_days_after(self.ready[x.stage], day) > self.framework.reminders.response_days
            asked = any(self.acts_in(p, role, day) for p in self.everybody())
            assert waited or (x.stage, role) in self.responded or not asked, f"closed without hearing {role}"
        if spec.questions:
            assert self.summary, "closed without a summary"
            silent = {s.person for s in self.summary["lines"] if (s.person, s.id) not in self.summary["answered"]}
            assert not silent or day > self.summary["until"], "closed before the people quoted had their time"
        self.stage[x.stage] = "closed"
        self.questioned.discard(x.stage)

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

    # --- documents

    def _ArtifactSubmitted(self, x: e.ArtifactSubmitted, day: date) -> None:
        owners = set(self.framework.artifact(x.artifact).owners)
        assert owners & self.roles(x.by, day), "handed in by somebody who does not own it"
        there = self.versions.setdefault(x.artifact, [])
        assert x.version == len(there) + 1, "versions do not count from one"
        there.append(
            {"number": x.version, "by": x.by, "how": "new", "was accepted": False, "supports": None,
             "here": x.kind == "text", "link": x.kind == "link", "failed": False, "round": 0}
        )  # fmt: skip
        if x.kind == "text":
            self._answered(x.artifact)

    def _answered(self, artifact: str) -> None:
        for request in self.requests.values():
            if request["artifact"] == artifact:
                request["answered"] = True

    def _ArtifactStored(self, x: e.ArtifactStored, day: date) -> None:
        self.versions[x.artifact][x.version - 1]["here"] = True
        self._answered(x.artifact)

    def _ArtifactFailed(self, x: e.ArtifactFailed, day: date) -> None:
        self.versions[x.artifact][x.version - 1]["failed"] = True

    def _ArtifactAccepted(self, x: e.ArtifactAccepted, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        sent_back = version["how"] == "sent back"
        last_word = sent_back and version["round"] >= 3 and self.may(x.by, "manage", day)
        assert version["here"], "accepted a link, or a file that is not here"
        assert x.by != version["by"], "accepted their own"
        assert last_word or self.judges(x.by, version["by"], day), "accepted by somebody who may not"
        assert last_word or not sent_back, "accepted what was sent back"
        newer = self.versions[x.artifact][x.version :]
        assert all(v["link"] or v["failed"] for v in newer), "accepted an older version"
        verdict = self.framework.artifact(x.artifact).verdict
        assert (x.supports is not None) == verdict, "a verdict where none is asked, or none where one is"
        version |= {"how": "accepted", "was accepted": True, "supports": x.supports}
        for request in self.requests.values():
            if request["artifact"] == x.artifact and (last_word or request["by"] == x.by):
                request["open"] = False

    def judges(self, who: str, author: str, day: date) -> bool:
        """Whether somebody reviews in a seat that is not the author's."""
        roles = [r.key for r in self.framework.roles if "review" in r.powers]
        return any(seat != author for role in roles for seat in self.acts_in(who, role, day))

    def _ArtifactWithoutEffect(self, x: e.ArtifactWithoutEffect, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        stage = self.framework.stage_of(x.artifact).key
        assert x.by != version["by"], "judged the effect of their own"
        assert self.judges(x.by, version["by"], day), "judged by somebody who may not"
        assert self.accepted(x.artifact) == x.version, "marked what does not count"
        after = self.evidence(stage)
        version["was accepted"] = False
        before = self.evidence(stage)
        version["was accepted"] = True
        for (of, _, _), signature in self.signed.items():
            if of == stage and signature["on"] == before:
                signature["on"] = after

    def _ChangesRequested(self, x: e.ChangesRequested, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        stage = self.framework.stage_of(x.artifact)
        signer = any(self.acts_in(x.by, r.role, day) for r in stage.sign_offs)
        resolving = self.may(x.by, "manage", day)
        assert signer or self.may(x.by, "review", day) or resolving or self.asked_before(x), "asked by anybody"
        assert x.by != version["by"], "asked themselves for changes"
        closed_with = self.accepted(x.artifact) == x.version and self.stage[stage.key] == "closed"
        assert not closed_with, "sent back what a closed stage closed with"
        earlier = [r["round"] for r in self.requests.values() if r["artifact"] == x.artifact and r["on"] < x.version]
        assert x.round == max(earlier, default=0) + 1, "rounds are miscounted"
        for request in self.requests.values():
            if request["artifact"] == x.artifact and request["by"] == x.by:
                request["open"] = False
        self.requests[x.request] = {
            "artifact": x.artifact, "by": x.by, "on": x.version, "open": True, "answered": False, "round": x.round,
        }  # fmt: skip
        version |= {"how": "sent back", "round": x.round}

    def asked_before(self, x: e.ChangesRequested) -> bool:
        return any(r["by"] == x.by and r["artifact"] == x.artifact for r in self.requests.values())

    def _ChangesResolved(self, x: e.ChangesResolved, day: date) -> None:
        request = self.requests[x.request]
        assert request["answered"], "resolved before there was a new version"
        for_them = self.may(x.by, "manage", day) and not self.roles(request["by"], day)
        assert x.by == request["by"] or for_them, "resolved for somebody who could have answered"
        request["open"] = False

    # --- verdicts

    def _Signed(self, x: e.Signed, day: date) -> None:
        rule = next(r for r in self.framework.stage(x.stage).sign_offs if r.role == x.role)
        seat = x.seat or x.by
        assert self.stage[x.stage] == "open", "signed a stage that is not open"
        assert seat in self.acts_in(x.by, x.role, day), "signed without the right"
        assert not self.torn(x.by, x.role, day), "signed without independence"
        if x.verdict != "request-changes" and not rule.commitment:
            assert not {x.by, seat} & self.authors(x.stage), "approved their own"
        approves = x.verdict != "request-changes"
        self.signed[x.stage, x.role, x.by] = {
            "seat": seat, "approves": approves, "on": self.evidence(x.stage), "condition": x.condition,
        }  # fmt: skip
        if x.condition is not None:
            assert x.verdict == "approve-if", "a condition without its verdict"
            self.conditions[x.condition] = {"stage": x.stage, "by": x.by, "open": True}

    def _SignatureWithdrawn(self, x: e.SignatureWithdrawn, day: date) -> None:
        assert x.by == x.person, "withdrawn for somebody else"
        signature = self.signed[x.stage, x.role, x.person]
        signature["approves"] = False
        if signature["condition"] is not None:
            self.conditions[signature["condition"]]["open"] = False

    def _Responded(self, x: e.Responded, day: date) -> None:
        assert x.role in self.framework.stage(x.stage).responses, "a response nobody asked for"
        assert self.acts_in(x.by, x.role, day), "a response by somebody else"
        self.responded.add((x.stage, x.role))

    def _ConditionClosed(self, x: e.ConditionClosed, day: date) -> None:
        assert self.conditions[x.condition]["by"] == x.by, "a condition closed by somebody else"
        self.conditions[x.condition]["open"] = False

    def _ConditionCarried(self, x: e.ConditionCarried, day: date) -> None:
        self._by_lead(x, day)
        self.conditions[x.condition]["open"] = False

    def _FindingLogged(self, x: e.FindingLogged, day: date) -> None:
        if x.request is None:
            assert self.may(x.by, "review", day), "a problem logged by somebody who may not"
        else:
            self._by_lead(x, day)
            request = self.requests[x.request]
            assert request["round"] >= 3, "logged in place of an early round"
            request["open"] = False
            place = (request["artifact"], request["on"])
            others = [r for r in self.requests.values() if (r["artifact"], r["on"]) == place]
            if not any(r["open"] and not r["answered"] for r in others):
                self.versions[request["artifact"]][request["on"] - 1]["how"] = "new"
        self.findings[x.finding] = {"severity": x.severity, "blocks": set(x.blocks), "open": True}

    def _FindingDisposed(self, x: e.FindingDisposed, day: date) -> None:
        assert self.may(x.by, "review", day), "a problem settled by somebody who may not"
        self.findings[x.finding]["open"] = x.disposition == "open"

    # --- the course

    def _AuditPaused(self, x: e.AuditPaused, day: date) -> None:
        self._by_lead(x, day)
        self.paused = True

    def _AuditResumed(self, x: e.AuditResumed, day: date) -> None:
        self._by_lead(x, day)
        self.paused = False

    def _EndProposed(self, x: e.EndProposed, day: date) -> None:
        self._by_lead(x, day)
        self.end = x.by

    def _EndRefused(self, x: e.EndRefused, day: date) -> None:
        assert self.may(x.by, "confirm-end", day)
        self.end = ""

    def _AuditEnded(self, x: e.AuditEnded, day: date) -> None:
        assert self.end, "ended without a proposal"
        assert self.end != x.by, "ended by one person"
        assert self.may(x.by, "confirm-end", day), "ended by somebody who may not"
        self.over = True

    def _RedactionProposed(self, x: e.RedactionProposed, day: date) -> None:
        assert self.sides(x.by, day), "a redaction asked for by somebody who may not"
        self.to_erase[x.content] = x.by

    def _erased(self, x: e.ContentRedacted, day: date, admin: bool) -> None:
        asked = self.to_erase.get(x.content) or self.erasing
        self.erasing = asked
        if not admin:
            assert asked, "erased without being asked"
            assert asked != x.by, "erased by one person"
            assert self.sides(asked, day) | self.sides(x.by, day) == {"lead", "legal"}, "erased by one side"

    erasing = ""
    """Who asked for the content that is being erased, with what stands in it."""

    def sides(self, who: str, day: date) -> set[str]:
        held = [self.framework.role(r).powers for r in self.roles(who, day)]
        return {"lead" for p in held if "manage" in p} | {"legal" for p in held if "redact" in p and "manage" not in p}

    def _DutyExtended(self, x: e.DutyExtended, day: date) -> None:
        self._by_lead(x, day)

    def _DutyProceededWithout(self, x: e.DutyProceededWithout, day: date) -> None:
        self._by_lead(x, day)
        assert x.duty.split(":")[0] in ("sign", "accept-role"), "left out what cannot be left out"
        self.without.add(x.duty)

    # --- the reflection and the decision

    def _SummaryRequested(self, x: e.SummaryRequested, day: date) -> None:
        if x.by != SYSTEM:
            self._by_lead(x, day)

    def _SummaryDrafted(self, x: e.SummaryDrafted, day: date) -> None:
        self.drafts[x.number] = x.statements

    def _SummaryPublished(self, x: e.SummaryPublished, day: date) -> None:
        self._by_lead(x, day)
        dissent = {s.id for s in self.drafts[x.number] if s.dissent}
        assert not dissent & set(x.removed), "dissent was left out"
        lines = [s for s in self.drafts[x.number] if s.id not in x.removed]
        self.summary = {"number": x.number, "lines": lines, "answered": set(), "until": x.answers_due}

    def _StatementsAnswered(self, x: e.StatementsAnswered, day: date) -> None:
        assert self.summary
        assert self.summary["number"] == x.number
        if x.verdict == "accurate":
            own = {s.id for s in self.summary["lines"] if s.person == x.by}
            assert set(x.statements) <= own, "called somebody else's line accurate"
        self.summary["answered"] |= {(x.by, s) for s in x.statements}

    def _SeatRecused(self, x: e.SeatRecused, day: date) -> None:
        self.recused.add(x.person)
        assert len(self.board(day)) >= 3, "stepped aside below three seats"

    def board(self, day: date) -> set[str]:
        roles = [r.key for r in self.framework.roles if "vote" in r.powers]
        return {p for r in roles for p in self.standing(r)} - self.recused

    def _BallotOpened(self, x: e.BallotOpened, day: date) -> None:
        self._by_lead(x, day)
        before = [s.key for s in self.framework.stages if not s.ballot]
        assert all(self.stage[k] == "closed" for k in before), "voted before every stage was closed"
        assert not self.questioned, "voted while a stage was in question"
        assert set(x.seats) == self.board(day), "the seats are not the board"
        assert len(x.seats) >= 3, "a board of fewer than three"
        assert x.needed == ceil(2 * len(x.seats) / 3), "another threshold"
        self.round = {"seats": set(x.seats), "cast": {}, "status": "open", "extended": False,
                      "until": x.deadline, "on": self.everything()}  # fmt: skip

    def _BallotCast(self, x: e.BallotCast, day: date) -> None:
        assert self.round
        assert self.round["status"] == "open", "voted in a round that is not open"
        assert x.at < self.round["until"], "voted after the deadline"
        assert x.by in self.round["seats"], "voted without a seat"
        self.round["cast"][x.by] = x.ballot

    def _BallotExtended(self, x: e.BallotExtended, day: date) -> None:
        assert self.round
        assert not self.round["extended"], "extended twice"
        assert 3 * len(self.round["cast"]) < 2 * len(self.round["seats"]), "extended with enough votes"
        self.round |= {"extended": True, "until": x.deadline}

    def _BallotClosed(self, x: e.BallotClosed, day: date) -> None:
        assert self.round
        cast, seats = len(self.round["cast"]), len(self.round["seats"])
        assert cast == seats or (3 * cast >= 2 * seats and x.at >= self.round["until"]), "closed too early"
        self.round["status"] = "closed"

    def _BallotVoided(self, x: e.BallotVoided, day: date) -> None:
        assert self.round
        self.round["status"] = "void"

    def _NoDecisionReached(self, x: e.NoDecisionReached, day: date) -> None:
        assert self.round
        assert self.round["extended"], "gave up without an extension"
        assert 3 * len(self.round["cast"]) < 2 * len(self.round["seats"]), "gave up with enough votes"
        self.round["status"] = "no decision"

    def _BallotsRevealed(self, x: e.BallotsRevealed, day: date) -> None:
        assert self.round
        assert self.round["status"] == "closed", "opened before the round was closed"
        assert set(x.ballots) == set(self.round["cast"]), "opened other ballots than were cast"
        assert self.round["on"] == self.everything(), "opened over changed evidence"
        assert self.round["seats"] == self.board(day), "opened over a changed board"
        assert all(self.stage[s.key] == "closed" for s in self.framework.stages[:-1]), "opened over a reopened stage"
        self.round |= {"status": "revealed", "papers": x.ballots}

    def _DecisionReached(self, x: e.DecisionReached, day: date) -> None:
        assert self.round
        assert self.round["status"] == "revealed", "decided before the reveal"
        papers = self.round["papers"].values()
        assert x.form == self.result([set(p.forms) for p in papers], len(self.round["seats"])), "not by the rule"
        sent_back = sum(bool(p.send_back) for p in papers)
        assert x.form > 0 or 2 * sent_back <= len(self.round["seats"]), "decided though most sent it back"
        self.over = True

    def result(self, ticked: list[set[int]], seats: int) -> int:
        """The rule, as domain.md has it: the most open form that passes and is supported."""
        best = 0
        for form in range(1, self.asked_form + 1):
            ticks = sum(form in forms for forms in ticked)
            needed = seats if form >= 6 else ceil(2 / 3 * seats - 1e-9)
            if ticks >= needed and self.supported(form):
                best = form
        return best
