"""The reflection and the decision, as the witness tells them.

Owns one check a kind of event: what must hold before it, and what is remembered of it (rules Q, B and X of
`bot/domain/RULES.md`).
"""

from __future__ import annotations

from datetime import date
from math import ceil

from bot.domain.ballot.events import (
    BallotCast,
    BallotClosed,
    BallotExtended,
    BallotOpened,
    BallotsRevealed,
    BallotVoided,
    FormRecommended,
    NoDecisionReached,
    SeatRecused,
)
from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    ConditionDropped,
    ConditionMoved,
    ConditionsMet,
    DecidedOutside,
    DecisionCoSigned,
    DecisionExpired,
    DecisionProposed,
    DecisionReached,
    DecisionSuspended,
    DoneClaimed,
    DoneRefused,
    DoneVerified,
    HoldCalled,
    HoldLapsed,
    HoldLifted,
    MitigationsListed,
    OutsideHeld,
    OutsideProposed,
    OutsideRecorded,
    OutsideRefused,
    OutsideSeconded,
    OwnerNamed,
    ProposalVoided,
    ReleaseStopped,
    ReportAnswered,
)
from bot.domain.duties.events import MotionCarried, MotionMade, MotionRefused, MotionSeconded
from bot.domain.kernel.people import SYSTEM
from bot.domain.reflection.events import (
    StanceTaken,
    StanceWithdrawn,
    StatementsAnswered,
    SummaryDrafted,
    SummaryPublished,
    SummaryRequested,
    SummaryReworded,
)
from tests.engine.history_checker.memory import Memory


class DecisionChecks(Memory):
    """Checks of these events."""

    def _SummaryRequested(self, x: SummaryRequested, day: date) -> None:
        if x.by != SYSTEM:
            self.by_lead(x, day)

    def _SummaryDrafted(self, x: SummaryDrafted, day: date) -> None:
        self.drafts[x.number] = x.statements

    def _SummaryReworded(self, x: SummaryReworded, day: date) -> None:
        self.by_lead(x, day)
        assert x.number in self.drafts, "something else than a draft was put into other words"
        assert self.summary is None or self.summary["number"] != x.number, "words changed after they were published"

    def _SummaryPublished(self, x: SummaryPublished, day: date) -> None:
        self.by_lead(x, day)
        dissent = {s.id for s in self.drafts[x.number] if s.dissent}
        assert not dissent & set(x.removed), "dissent was left out"
        lines = [s for s in self.drafts[x.number] if s.id not in x.removed]
        self.summary = {"number": x.number, "lines": lines, "answered": set(), "until": x.answers_due}

    def _StatementsAnswered(self, x: StatementsAnswered, day: date) -> None:
        assert self.summary
        assert self.summary["number"] == x.number
        if x.verdict == "accurate":
            own = {s.id for s in self.summary["lines"] if s.person == x.by}
            assert set(x.statements) <= own, "called somebody else's line accurate"
        self.summary["answered"] |= {(x.by, s) for s in x.statements}

    def _StanceTaken(self, x: StanceTaken, day: date) -> None:
        assert any(q.key == x.question for q in self.framework.stage(x.stage).questions), "not asked there"
        assert (x.word == "only-if") == (x.condition is not None), "a condition where none belongs, or none"
        self.stances[x.question, x.by] = x.sign

    def _StanceWithdrawn(self, x: StanceWithdrawn, day: date) -> None:
        assert self.stances.pop((x.question, x.by), ""), "a word was taken back that no sign had given"

    def _FormRecommended(self, x: FormRecommended, day: date) -> None:
        assert self.acts_in(x.by, "auditor", day), "recommended by somebody who is no auditor"
        assert 0 <= x.form <= self.asked_form, "recommended more than was asked for"
        if self.framework.rules > 1:
            assert x.benefits or x.form == 0, "a release was recommended without a word of its benefits"
        self.benefits.pop(x.by, None)
        if x.benefits:
            self.benefits[x.by] = (f"{x.by} {x.benefits}", x.form)
        self.recommended.add(x.by)

    def _SeatRecused(self, x: SeatRecused, day: date) -> None:
        self.recused.add(x.person)
        replaced = any(alternate for (_, seat), alternate in self.alternates.items() if seat == x.person)
        assert replaced or len(self.board(day)) >= 3, "stepped aside below three seats"

    def board(self, day: date) -> set[str]:
        roles = [r.key for r in self.framework.roles if "vote" in r.powers]
        return {p for r in roles for p in (*self.standing(r), *self.left(r))} - self.recused

    def left(self, role: str) -> list[str]:
        """Seats that were left and not filled: they count, and tick nothing."""
        here = self.standing(role)
        empty = max(0, len(self.first.get(role, ())) - len(here))
        return [p for p in self.seats.get(role, {}) if p not in here][:empty]

    def _BallotOpened(self, x: BallotOpened, day: date) -> None:
        self.by_lead(x, day)
        before = [s.key for s in self.framework.stages if not s.ballot]
        if self.round and self.round["status"] == "proposed":
            assert any(self.round["held by"].values()), "asked afresh though nobody held it"
        if not x.form_0_alone:
            assert all(self.stage[k] == "closed" for k in before), "voted before every stage was closed"
            assert not self.questioned, "voted while a stage was in question"
        assert self.framework.rules > 1 or not x.form_0_alone, "on form 0 alone, by rules that know none"
        assert self.framework.rules < 2 or self.asked_form or x.form_0_alone, "form 0 was asked for, and not alone"
        assert set(x.seats) == self.board(day), "the seats are not the board"
        assert len(x.seats) >= 3, "a board of fewer than three"
        assert x.needed == ceil(2 * len(x.seats) / 3), "another threshold"
        self.round = {
            "seats": set(x.seats),
            "cast": {},
            "status": "open",
            "extended": False,
            "until": x.deadline,
            "on": self.everything(),
            "alone": x.form_0_alone,
        }

    def _BallotCast(self, x: BallotCast, day: date) -> None:
        assert self.round
        assert self.round["status"] == "open", "voted in a round that is not open"
        assert x.at < self.round["until"], "voted after the deadline"
        assert x.by in self.round["seats"], "voted without a seat"
        assert self.may(x.by, "vote", day), "voted in a seat that was left"
        self.round["cast"][x.by] = x.ballot
        self.ballot_words[x.ballot] = (x.by, self.round["seats"])

    def _BallotExtended(self, x: BallotExtended, day: date) -> None:
        assert self.round
        assert not self.round["extended"], "extended twice"
        assert 3 * len(self.round["cast"]) < 2 * len(self.round["seats"]), "extended with enough votes"
        self.round |= {"extended": True, "until": x.deadline}

    def _BallotClosed(self, x: BallotClosed, day: date) -> None:
        assert self.round
        cast, seats = len(self.round["cast"]), len(self.round["seats"])
        here = {p for p in self.round["seats"] if self.may(p, "vote", day)}
        assert 3 * cast >= 2 * seats, "closed with too few ballots"
        assert here <= set(self.round["cast"]) or x.at >= self.round["until"], "closed too early"
        self.round["status"] = "closed"

    def _BallotVoided(self, x: BallotVoided, day: date) -> None:
        assert self.round
        self.round["status"] = "void"

    def _NoDecisionReached(self, x: NoDecisionReached, day: date) -> None:
        assert self.round
        assert self.round["extended"], "gave up without an extension"
        assert 3 * len(self.round["cast"]) < 2 * len(self.round["seats"]), "gave up with enough votes"
        self.round["status"] = "no decision"

    def _BallotsRevealed(self, x: BallotsRevealed, day: date) -> None:
        assert self.round
        assert self.round["status"] == "closed", "opened before the round was closed"
        assert set(x.ballots) == set(self.round["cast"]), "opened other ballots than were cast"
        assert self.round["seats"] == self.board(day), "opened over a changed board"
        if not self.round["alone"]:
            assert self.round["on"] == self.everything(), "opened over changed evidence"
            before = self.framework.stages[:-1]
            assert all(self.stage[s.key] == "closed" for s in before), "opened over a reopened stage"
        self.round |= {"status": "revealed", "papers": x.ballots}
        for who, paper in x.ballots.items():
            for words in (paper.reason, paper.public, *(c.text for c in paper.conditions)):
                self.ballot_words[words or ""] = (who, self.round["seats"])

    def _DecisionProposed(self, x: DecisionProposed, day: date) -> None:
        assert self.round
        assert self.round["status"] == "revealed", "proposed before the reveal"
        papers = self.round["papers"].values()
        if self.round["alone"]:
            assert (x.form, 3 * x.ticks[0] >= 2 * len(self.round["seats"])) == (0, True), "form 0 by too few"
        else:
            assert x.form == self.result([set(p.forms) for p in papers], len(self.round["seats"])), "not by the rule"
        sent_back = sum(bool(p.send_back) for p in papers)
        assert x.form > 0 or 2 * sent_back <= len(self.round["seats"]), "decided though most sent it back"
        assert x.until > x.at, "no cooling-off"
        self.done, self.claimed = set(), {}
        self.owner = {k: m.owner for m in self.round.get("plan", ()) if m.owner for k in (f"M{m.number}",)}
        self.round |= {"status": "proposed", "cools until": x.until, "form": x.form, "held by": {}}

    def _HoldCalled(self, x: HoldCalled, day: date) -> None:
        assert self.round
        assert self.round["status"] == "proposed", "held what is not proposed"
        assert x.at < self.round["cools until"], "held after the cooling-off"
        seats_alone = self.framework.rules > 1 and self.round["form"] == 0
        assert x.by in self.board(day) or (self.may(x.by, "manage", day) and not seats_alone), f"held by {x.by}"
        assert all(by != x.by for by, _ in self.round["held by"].values()), "held twice by one person"
        assert (x.until - x.at).days <= 9, "held for more than five working days"
        self.round["held by"][x.hold] = (x.by, x.until)

    def _HoldLifted(self, x: HoldLifted, day: date) -> None:
        assert self.round
        assert self.round["held by"][x.hold][0] == x.by, "lifted by somebody who did not call it"
        self.round["held by"][x.hold] = (x.by, None)

    def _HoldLapsed(self, x: HoldLapsed, day: date) -> None:
        assert self.round
        by, until = self.round["held by"][x.hold]
        assert until, "lapsed after it was lifted"
        assert x.at >= until, "lapsed too early"
        self.round["held by"][x.hold] = (by, "lapsed")

    def _ProposalVoided(self, x: ProposalVoided, day: date) -> None:
        assert self.round
        assert self.framework.rules < 2 or self.round["form"] > 0, "that nothing is released was taken back"
        if x.cause == "needs":
            assert not self.supported(self.round["form"]), "void though its needs stand"
        if x.cause == "reopened":
            assert any(self.stage[s.key] != "closed" for s in self.framework.stages[:-1]), "void: nothing was reopened"
        self.round["status"] = "void"

    def _DecisionReached(self, x: DecisionReached, day: date) -> None:
        assert self.round
        assert self.round["status"] == "proposed", "decided before it was proposed"
        assert x.form == self.round["form"], "decided otherwise than proposed"
        assert x.at >= self.round["cools until"], "decided before it cooled off"
        how = [until for _, until in self.round["held by"].values() if until]
        assert all(h == "lapsed" for h in how), "posted over a hold"
        together = (x.by, x.at) == self.carried
        assert not how or together or self.may(x.by, "manage", day), "a hold posted by itself"
        if x.form or self.framework.rules < 2:
            assert self.round["on"] == self.everything(), "decided over changed evidence"
            assert self.supported(x.form), "decided on what does not support it any more"
        self.over = self.decided = True
        self.expires = x.expires
        self.round["status"] = "decided"

    def _CancellingReported(self, x: CancellingReported, day: date) -> None:
        assert self.decided, "reported where nothing is in force"
        assert self.expires is None or day <= self.expires, "reported on what expired"
        self.reports[x.report] = {"since": x.at, "board": False, "happened": None}

    def _BoardAsked(self, x: BoardAsked, day: date) -> None:
        assert (x.at - self.reports[x.report]["since"]).days >= 2, "the board was asked too early"
        self.reports[x.report]["board"] = True

    def _ReportAnswered(self, x: ReportAnswered, day: date) -> None:
        may = self.may(x.by, "manage", day) or (self.reports[x.report]["board"] and self.may(x.by, "vote", day))
        assert may, f"answered by {x.by}"
        assert self.reports[x.report]["happened"] is None, "answered twice"
        self.reports[x.report]["happened"] = x.happened

    def _DecisionSuspended(self, x: DecisionSuspended, day: date) -> None:
        by_version = x.report == 0 and x.by == self.changing
        assert by_version or self.reports[x.report]["happened"], "suspended though it did not happen"
        self.over = self.decided = False
        self.suspended = (x.by, x.stage) if self.stage[x.stage] == "closed" else None

    def _DecisionCoSigned(self, x: DecisionCoSigned, day: date) -> None:
        assert self.decided, "signed where nothing is in force"
        assert self.framework.rules > 1, "signed by a seat of before"
        assert not self.framework.variant.practice, "signed in practice"
        assert self.round
        assert x.by in self.round["seats"], "signed by who did not vote"
        signed: dict[str, str] = self.round.setdefault("signed", {})
        assert x.by not in signed, "signed twice"
        assert x.key not in signed.values(), "signed with another seat's key"
        signed[x.by] = x.key

    def _DecisionExpired(self, x: DecisionExpired, day: date) -> None:
        assert self.expires
        assert day > self.expires, "expired too early"

    def _OutsideProposed(self, x: OutsideProposed, day: date) -> None:
        self.by_lead(x, day)
        self.outside = {"by": x.by, "form": x.form, "until": x.until, "seconds": set(), "holds": {}}
        if self.framework.rules > 1:
            assert not self.framework.variant.practice, "decided outside in practice"
            standing = (self.round or {}).get("status") == "proposed" and (self.round or {})["held by"]
            assert True not in set((standing or {}).values()), "decided outside while a hold stands"

    def _OutsideSeconded(self, x: OutsideSeconded, day: date) -> None:
        assert self.outside
        assert x.by in self.board(day), "seconded by nobody of the board"
        assert x.by != self.outside["by"], "seconded by who proposed it"
        self.outside["seconds"].add(x.by)
        self.outside["holds"].pop(x.by, None)

    def _OutsideHeld(self, x: OutsideHeld, day: date) -> None:
        assert self.outside
        assert x.by in self.board(day), "held by nobody of the board"
        self.outside["seconds"].discard(x.by)
        self.outside["holds"][x.by] = x.until

    def _OutsideRecorded(self, x: OutsideRecorded, day: date) -> None:
        assert self.outside
        board = self.board(day)
        needed = len(board) if x.form >= 6 else ceil(2 * len(board) / 3)
        assert len(self.outside["seconds"] & board) >= needed, "recorded with too few seats behind it"
        assert x.at >= self.outside["until"], "recorded before every seat could hold it"
        assert all(x.at >= until for until in self.outside["holds"].values()), "recorded while a seat holds it"
        self.outside = None

    def _OutsideRefused(self, x: OutsideRefused, day: date) -> None:
        assert self.may(x.by, "vote", day), "refused by somebody without a seat"
        self.outside = None

    def _DecidedOutside(self, x: DecidedOutside, day: date) -> None:
        assert self.framework.rules < 2, "a decision taken outside is in force"
        assert self.outside, "decided outside though nobody proposed it"
        assert self.may(x.by, "vote", day), "seconded by somebody without a seat"
        assert x.by != self.outside["by"], "seconded by who proposed it"
        self.over = self.decided = True
        self.expires, self.outside, self.done, self.claimed = x.expires, None, set(), {}
        self.paused = False
        if self.round:
            self.round |= {"status": "void", "form": x.form, "papers": {}}

    def _MitigationsListed(self, x: MitigationsListed, day: date) -> None:
        assert self.round
        for m in x.mitigations:
            if m.owner:
                self.owner[f"M{m.number}"] = m.owner
        self.round["plan"] = x.mitigations

    def _OwnerNamed(self, x: OwnerNamed, day: date) -> None:
        self.by_lead(x, day)
        assert x.item not in self.done, "named an owner of what is done"
        if self.owner.get(x.item) != x.owner:
            self.claimed.pop(x.item, None)
        self.owner[x.item] = x.owner

    def _DoneClaimed(self, x: DoneClaimed, day: date) -> None:
        assert self.owner.get(x.item) == x.by, "somebody else's condition was called done"
        assert x.item not in self.done, "claimed what is done"
        self.claimed[x.item] = x.by

    def _looked(self, x: DoneVerified | DoneRefused, day: date) -> None:
        assert self.acts_in(x.by, "auditor", day), f"verified by {x.by}, who is no auditor"
        assert x.by != self.owner.get(x.item), "verified by its owner"
        assert x.item not in self.done, "verified twice"

    def _DoneVerified(self, x: DoneVerified, day: date) -> None:
        self._looked(x, day)
        self.done.add(x.item)

    def _DoneRefused(self, x: DoneRefused, day: date) -> None:
        self._looked(x, day)
        assert self.claimed.pop(x.item, ""), "refused what nobody claimed"

    def _MotionMade(self, x: MotionMade, day: date) -> None:
        self.motions[x.number] = {"kind": x.kind, "seats": set(), "at": x.at}
        if x.kind == "void-round":
            self.by_lead(x, day)

    def _MotionSeconded(self, x: MotionSeconded, day: date) -> None:
        assert self.may(x.by, "vote", day) or (self.round and x.by in self.round["seats"]), "agreed without a seat"
        self.motions[x.number]["seats"].add(x.by)

    def _MotionRefused(self, x: MotionRefused, day: date) -> None:
        self.motions[x.number]["seats"].discard(x.by)

    def _MotionCarried(self, x: MotionCarried, day: date) -> None:
        assert len(self.motions[x.number]["seats"]) >= 2, "one seat alone is not several"
        self.carried = (x.by, x.at)

    def _ConditionMoved(self, x: ConditionMoved, day: date) -> None:
        assert (x.by, x.at) == self.carried, "a date moved by one alone"
        assert x.due > day, "moved to a day that is over"

    def _ReleaseStopped(self, x: ReleaseStopped, day: date) -> None:
        assert self.decided, "stopped before it was decided"
        assert x.item not in self.done, "stopped for what is done"

    def _ConditionDropped(self, x: ConditionDropped, day: date) -> None:
        assert (x.by, x.at) == self.carried, "dropped by one alone"
        assert x.item.startswith("C"), "dropped a mitigation"
        assert x.item not in self.done, "dropped what is done"
        self.done.add(x.item)

    def _ConditionsMet(self, x: ConditionsMet, day: date) -> None:
        assert self.decided, "met before there was a decision"
        assert self.round
        papers = [self.round["papers"][s] for s in self.round["papers"]]
        form = self.round["form"]
        mine = [k for p in papers if form in (p.conditions_for or [max(p.forms, default=-1)]) for k in p.conditions]
        left = {m.number for m in self.round.get("plan", ()) if m.when == "before" and f"M{m.number}" not in self.done}
        assert not left or self.round["form"] == 0, "released before the plan's repairs were verified"
        assert sum(k.when == "before" for k in mine) <= len([d for d in self.done if d[0] == "C"]), "met too early"

    def result(self, ticked: list[set[int]], seats: int) -> int:
        """B5: the most open form that passes (B3) and is supported (B4)."""
        best = 0
        for form in range(1, self.asked_form + 1):
            ticks = sum(form in forms for forms in ticked)
            needed = seats if form >= 6 else ceil(2 / 3 * seats - 1e-9)
            if ticks >= needed and self.supported(form):
                best = form
        return best
