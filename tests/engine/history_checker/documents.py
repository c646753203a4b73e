"""Documents, changes, verdicts and problems, as the witness tells them.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules D, S and F of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.documents.events import (
    ArtifactAccepted,
    ArtifactFailed,
    ArtifactPartAccepted,
    ArtifactStored,
    ArtifactSubmitted,
    ArtifactWithoutEffect,
    ChangesRequested,
    ChangesResolved,
    DocumentOutdated,
    DocumentStillHolds,
    DraftClosed,
    EncodingChosen,
    NoEffectObjected,
    NoEffectProposed,
    RowKept,
    RowRemoved,
    RowsScored,
    ScoresRevealed,
    ScoringClosed,
)
from bot.domain.findings.events import (
    FindingDisposed,
    FindingDispositionProposed,
    FindingDispositionRefused,
    FindingLogged,
)
from bot.domain.kernel.people import SYSTEM
from bot.domain.sign_offs.events import ConditionCarried, ConditionClosed, Responded, SignatureWithdrawn, Signed
from tests.engine.history_checker.memory import Memory


class DocumentChecks(Memory):
    """Checks of these events."""

    def _ArtifactSubmitted(self, x: ArtifactSubmitted, day: date) -> None:
        owners = set(self.framework.artifact(x.artifact).owners)
        assert owners & self.roles(x.by, day), "handed in by somebody who does not own it"
        there = self.versions.setdefault(x.artifact, [])
        assert x.version == len(there) + 1, "versions do not count from one"
        there.append(
            {
                "number": x.version,
                "by": x.by,
                "authors": {x.by, *x.wrote},
                "part by": "",
                "how": "new",
                "was accepted": False,
                "late": False,
                "first word": "",
                "supports": None,
                "here": x.kind == "text",
                "link": x.kind == "link",
                "failed": False,
                "round": 0,
                "no effect": False,
                "model": self.model,
                "holds part": "",
            }
        )
        if x.kind == "text":
            self._answered(x.artifact)

    def _RowKept(self, x: RowKept, day: date) -> None:
        owners = set(self.framework.artifact(x.artifact).owners)
        assert owners & self.roles(x.by, day), "a row kept by somebody who does not own the document"
        assert self.framework.artifact(x.artifact).columns, "a row of a document without rows"
        assert x.base <= len(self.versions.get(x.artifact, [])), "a draft of a version that is not there"
        self.typed.setdefault(x.artifact, {})[x.row] = x.by

    def _RowRemoved(self, x: RowRemoved, day: date) -> None:
        assert set(self.framework.artifact(x.artifact).owners) & self.roles(x.by, day), "removed by a stranger"
        self.typed.get(x.artifact, {}).pop(x.row, None)

    def _DraftClosed(self, x: DraftClosed, day: date) -> None:
        typed = set(self.typed.pop(x.artifact, {}).values())
        if x.version and self.framework.rules > 1:
            assert typed <= self.versions[x.artifact][x.version - 1]["authors"], "who typed a row is no author of it"

    def _RowsScored(self, x: RowsScored, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        assert self.judges(x.by, version["by"], day), "rows scored by somebody who may not, or who handed them in"
        self.scored.setdefault((x.artifact, x.version), {})[x.by] = x.paper

    def _ScoringClosed(self, x: ScoringClosed, day: date) -> None:
        assert len(self.scored.get((x.artifact, x.version), {})) >= 2, "scores revealed of one person alone"

    def _ScoresRevealed(self, x: ScoresRevealed, day: date) -> None:
        assert set(x.scores) <= set(self.scored[x.artifact, x.version]), "scores of somebody who gave none"

    def _answered(self, artifact: str) -> None:
        for request in self.requests.values():
            if request["artifact"] == artifact:
                request["answered"] = True

    def _ArtifactStored(self, x: ArtifactStored, day: date) -> None:
        self.versions[x.artifact][x.version - 1]["here"] = True
        self._answered(x.artifact)

    def _ArtifactFailed(self, x: ArtifactFailed, day: date) -> None:
        self.versions[x.artifact][x.version - 1]["failed"] = True

    def _EncodingChosen(self, x: EncodingChosen, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        assert x.by == version["by"], "somebody else said how a file reads"
        assert version["failed"], "a file is read again that was read"
        assert version == self.versions[x.artifact][-1], "an older version is read again"
        version["failed"] = False

    def _ArtifactAccepted(self, x: ArtifactAccepted, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        sent_back = version["how"] == "sent back"
        last_word = sent_back and version["round"] >= 3 and self.may(x.by, "manage", day)
        assert version["here"], "accepted a link, or a file that is not here"
        if x.by in version["authors"]:
            assert version["part by"] in version["authors"] - {x.by}, "accepted their own"
        else:
            assert last_word or self.judges(x.by, version["by"], day), "accepted by somebody who may not"
        if self.framework.rules > 1 and x.supports:
            assert {"auditor", "safety"} & self.roles(x.by, day), "called supporting by no reviewer"
        assert last_word or not sent_back, "accepted what was sent back"
        newer = self.versions[x.artifact][x.version :]
        assert all(v["link"] or v["failed"] for v in newer), "accepted an older version"
        verdict = self.framework.artifact(x.artifact).verdict
        assert (x.supports is not None) == verdict, "a verdict where none is asked, or none where one is"
        closed = self.stage[self.framework.stage_of(x.artifact).key] == "closed"
        assert x.late == (closed and self.framework.rules > 1), "late and counting, or in time and not"
        version |= {"how": "accepted", "was accepted": True, "supports": x.supports, "late": x.late}
        for request in self.requests.values():
            if request["artifact"] == x.artifact and (last_word or request["by"] == x.by):
                request["open"] = False

    def _ArtifactPartAccepted(self, x: ArtifactPartAccepted, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        reviewers = {p for role in ("auditor", "safety") for p in self.standing(role)}
        assert x.by in version["authors"] & reviewers, "a part accepted by no author who reviews"
        able = {p for p in reviewers if {"auditor", "safety"} & self.roles(p, day)}
        assert able <= version["authors"], "a part accepted though another reviewer wrote nothing"
        version["part by"] = x.by

    def judges(self, who: str, author: str, day: date) -> bool:
        """Whether somebody reviews in a seat that is not the author's."""
        roles = [r.key for r in self.framework.roles if "review" in r.powers]
        return any(seat != author for role in roles for seat in self.acts_in(who, role, day))

    def _DocumentStillHolds(self, x: DocumentStillHolds, day: date) -> None:
        version = self._of_earlier(x, day)
        assert x.by not in version["authors"] or x.part or version["holds part"], "whoever wrote it says that it holds"
        version |= {"holds part": x.by} if x.part else {"model": x.model}

    def _DocumentOutdated(self, x: DocumentOutdated, day: date) -> None:
        self._of_earlier(x, day)["how"] = "outdated"

    def _of_earlier(self, x: DocumentStillHolds | DocumentOutdated, day: date) -> dict[str, Any]:
        version = self.versions[x.artifact][x.version - 1]
        assert {"auditor", "safety"} & self.roles(x.by, day), "said by no reviewer"
        assert self.accepted(x.artifact) == x.version, "said of what does not count"
        assert version["model"] < self.model == x.model, "said of a document about the present version"
        return version

    def _NoEffectProposed(self, x: NoEffectProposed, day: date) -> None:
        assert {"auditor", "safety"} & self.roles(x.by, day), "without effect by no reviewer"
        self.versions[x.artifact][x.version - 1]["first word"] = x.by

    def _NoEffectObjected(self, x: NoEffectObjected, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        assert version["no effect"], "objected to what nobody said"
        stage = self.framework.stage_of(x.artifact).key
        theirs = {key: signature for key, signature in self.signed.items() if key[0] == stage}
        assert x.by in {who for _, _, who in theirs}, "an objection of somebody who signed nothing"
        if x.waits:
            return
        version |= {"no effect": False, "first word": "", "late": version["was late"]}
        now = self.evidence(stage)
        for signature in (s for s in theirs.values() if "was" in s):
            carried = signature["was"] != now and self.unmoved(dict(signature["was"]), dict(now))
            signature["on"] = now if carried else signature.pop("was")

    def _ArtifactWithoutEffect(self, x: ArtifactWithoutEffect, day: date) -> None:
        version = self.versions[x.artifact][x.version - 1]
        stage = self.framework.stage_of(x.artifact).key
        assert x.by != version["by"], "judged the effect of their own"
        assert self.judges(x.by, version["by"], day), "judged by somebody who may not"
        if self.framework.rules > 1:
            assert version["first word"] not in ("", x.by), "without effect by one reviewer's word"
            assert {"auditor", "safety"} & self.roles(x.by, day), "without effect by no reviewer"
        version |= {"was late": version["late"], "late": False}
        assert self.accepted(x.artifact) == x.version, "marked what does not count"
        version["no effect"] = True
        for (of, _, _), signature in self.signed.items():
            if of == stage and self.unmoved(dict(signature["on"]), dict(self.evidence(stage))):
                signature["was"] = signature.get("was", signature["on"])
                signature["on"] = self.evidence(stage)

    def unmoved(self, then: dict[str, int], now: dict[str, int]) -> bool:
        """Whether every version that came to count in between was marked as without effect."""
        changed = {key for key in then | now if then.get(key) != now.get(key)}
        between = (
            v
            for key in changed
            for v in self.versions.get(key, [])
            if v["number"] > then.get(key, 0) and v["was accepted"] and not v["late"]
        )
        documents = all(key in self.versions and key in now for key in changed)
        return documents and all(v["no effect"] for v in between)

    def _ChangesRequested(self, x: ChangesRequested, day: date) -> None:
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
            "artifact": x.artifact,
            "by": x.by,
            "on": x.version,
            "open": True,
            "answered": False,
            "round": x.round,
        }
        version |= {"how": "sent back", "round": x.round}

    def asked_before(self, x: ChangesRequested) -> bool:
        return any(r["by"] == x.by and r["artifact"] == x.artifact for r in self.requests.values())

    def _ChangesResolved(self, x: ChangesResolved, day: date) -> None:
        request = self.requests[x.request]
        assert request["answered"], "resolved before there was a new version"
        for_them = self.may(x.by, "manage", day) and not self.named_for(request["by"], day)
        assert x.by == request["by"] or for_them, "resolved for somebody who could have answered"
        request["open"] = False

    def _Signed(self, x: Signed, day: date) -> None:
        rule = next(r for r in self.framework.stage(x.stage).sign_offs if r.role == x.role)
        seat = x.seat or x.by
        assert self.stage[x.stage] == "open", "signed a stage that is not open"
        assert seat in self.acts_in(x.by, x.role, day), "signed without the right"
        assert not self.torn(x.by, x.role, day), "signed without independence"
        if x.verdict != "request-changes" and not rule.commitment:
            assert not {x.by, seat} & self.authors(x.stage), "approved their own"
        approves = x.verdict != "request-changes"
        first = self.first.get("safety", set()) & set(self.standing("safety"))
        if approves and x.role == "safety" and first and seat not in first:
            there = [s for (stage, role, _), s in self.signed.items() if (stage, role) == (x.stage, "safety")]
            now = [s["seat"] for s in there if s["approves"] and s["on"] == self.evidence(x.stage)]
            assert set(now) & self.first["safety"], "Safety who joined late approved alone"
        self.signed[x.stage, x.role, x.by] = {
            "seat": seat,
            "approves": approves,
            "on": self.evidence(x.stage),
            "condition": x.condition,
        }
        if x.condition is not None:
            assert x.verdict == "approve-if", "a condition without its verdict"
            self.conditions[x.condition] = {"stage": x.stage, "by": x.by, "open": True}

    def _SignatureWithdrawn(self, x: SignatureWithdrawn, day: date) -> None:
        assert x.by == x.person, "withdrawn for somebody else"
        signature = self.signed[x.stage, x.role, x.person]
        signature["approves"] = False
        if signature["condition"] is not None:
            self.conditions[signature["condition"]]["open"] = False

    def _Responded(self, x: Responded, day: date) -> None:
        assert x.role in self.framework.stage(x.stage).responses, "a response nobody asked for"
        assert self.acts_in(x.by, x.role, day), "a response by somebody else"
        self.responded.add((x.stage, x.role))

    def _ConditionClosed(self, x: ConditionClosed, day: date) -> None:
        assert self.conditions[x.condition]["by"] == x.by, "a condition closed by somebody else"
        self.conditions[x.condition]["open"] = False

    def _ConditionCarried(self, x: ConditionCarried, day: date) -> None:
        self.by_lead(x, day)
        self.conditions[x.condition]["open"] = False

    def _FindingLogged(self, x: FindingLogged, day: date) -> None:
        if x.report:
            assert x.by == SYSTEM, "a problem of a report logged by somebody"
            assert self.reports[x.report]["happened"], "a problem of a report that nobody confirmed"
            assert x.severity == "severe", "a lesser problem after a suspension"
        elif x.request is None:
            assert self.may(x.by, "review", day), "a problem logged by somebody who may not"
        else:
            self.by_lead(x, day)
            request = self.requests[x.request]
            assert request["round"] >= 3, "logged in place of an early round"
            request["open"] = False
            place = (request["artifact"], request["on"])
            others = [r for r in self.requests.values() if (r["artifact"], r["on"]) == place]
            if not any(r["open"] and not r["answered"] for r in others):
                self.versions[request["artifact"]][request["on"] - 1]["how"] = "new"
        self.findings[x.finding] = {
            "severity": x.severity,
            "blocks": set(x.blocks),
            "risk": x.risk,
            "open": True,
            "owner": x.owner,
            "asked": "",
        }

    def _FindingDispositionProposed(self, x: FindingDispositionProposed, day: date) -> None:
        assert self.findings[x.finding]["severity"] == "severe"
        assert x.by != self.findings[x.finding]["owner"], "lowered by its owner"
        assert {"auditor", "safety"} & self.roles(x.by, day), "lowered by no reviewer"
        self.findings[x.finding]["asked"] = x.by

    def _FindingDispositionRefused(self, x: FindingDispositionRefused, day: date) -> None:
        assert self.findings[x.finding]["asked"], "refused what nobody asked"
        self.findings[x.finding]["asked"] = ""

    def _FindingDisposed(self, x: FindingDisposed, day: date) -> None:
        finding = self.findings[x.finding]
        if self.framework.rules > 1 and finding["severity"] == "severe" and x.disposition != "open":
            judging = {"auditor", "safety", "external", "board"}
            assert finding["asked"], "a severe problem lowered by one"
            assert x.proposed_by == finding["asked"], "seconded what somebody else asked"
            assert x.by not in (finding["asked"], finding["owner"]), "seconded by whoever asked or owns it"
            assert judging & self.roles(x.by, day), "seconded by nobody who judges"
            assert not self.hides_ties(x.by, day), "seconded from outside, and nobody knows with which ties"
            if max(finding["blocks"], default=0) >= 4:
                safe = self.roles(x.by, day) | self.roles(finding["asked"], day)
                assert {"safety", "auditor"} <= safe, "lowered without safety, or without an auditor"
        else:
            assert self.may(x.by, "review", day), "a problem settled by somebody who may not"
            reviewer = {"auditor", "safety"} & self.roles(x.by, day)
            assert self.framework.rules < 2 or x.disposition == "open" or reviewer, "a problem lowered by no reviewer"
        finding["asked"] = ""
        self.findings[x.finding]["open"] = x.disposition == "open"
