"""The guide beside the page: what this is, where the audit stands, what could be done next and as whom.

Owns its buttons, and which text stands where. Reads the record through the observer. Must not know what its buttons do
(`guide_actions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.demo.demo_clock import DemoClock, day_names
from bot.demo.guide_actions import GuideActions
from bot.demo.observer import Observer, Owed, cools_off
from bot.demo.people import GENERAL, LEAD
from bot.domain.decision.state import Proposal
from bot.domain.kernel.conversation import AuditCard, DecisionCard, ProposalCard, QuestionCard, StageCard
from bot.domain.kernel.people import user_of
from bot.domain.lifecycle.stages import obstacles
from bot.domain.roster.duties import ReassignDuty
from bot.sandbox import Panel, Sandbox
from bot.sandbox.side_panels import Button, Content, Go, Row, Run, Section
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext
from bot.wiring.texts import read_texts

SHOWN = 6
"""How many things others could do are listed."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of one running demo."""

    sandbox: Sandbox
    onlooker: Observer
    clock: DemoClock
    presses: GuideActions

    def panel(self) -> Panel:
        """The guide as the page shows it."""
        return Panel("guide", read_texts()("guide"), self.content, self.presses.run)

    async def content(self, who: str) -> Content:
        """What it says to this person now."""
        scene = await self.onlooker.scene()
        if scene is None:
            return Content((self._welcome(), self._time()))
        owed = [] if scene.audit.ended else await self.onlooker.owed(scene)
        now, talk = self._now(scene, owed), await self._talk(scene, who)
        return Content((*now, *talk, *self._next(scene, who, owed, talk), _course(scene), self._time(scene), _about()))

    def _welcome(self) -> Section:
        first = read_texts()("guide-first-step", lead=self._name(LEAD), channel=GENERAL)
        return Section(
            read_texts()("guide-welcome"),
            f"{read_texts()('guide-about')}\n\n{first}",
            (
                Button(read_texts()("guide-show-where"), Go(person=LEAD, channel=GENERAL), "primary"),
                Button(read_texts()("guide-start"), Run("start"), hint=read_texts()("guide-start-hint")),
            ),
        )

    def _now(self, scene: ViewContext, owed: Sequence[Owed]) -> list[Section]:
        audit = scene.audit
        if audit.in_force and audit.decision:
            form, there = scene.form_title(audit.decision.form), _link(scene)
            posted_in = self.sandbox.workspace.channels[audit.decision_channel].name
            place = mrkdwn.link(there, "#" + posted_in)
            text = read_texts()("guide-decided", audit=scene.name, form=form, place=place)
            text += " " + read_texts()("guide-followed-up") if owed else ""
            return [Section(read_texts()("guide-decided-title"), text, tone="good")]
        if audit.ended:
            return [
                Section(
                    read_texts()("guide-ended-title"), read_texts()("guide-ended", audit=scene.name), tone="warning"
                )
            ]
        if audit.proposal:
            return [_cooling(scene, audit.proposal)]
        stage = scene.framework.stage(scene.stage)
        people = len({each.user for each in owed})
        waits = read_texts()("guide-people-owe", people=people) if owed else ""
        number, of = scene.stage_number(scene.stage), len(scene.framework.stages)
        title = read_texts()("guide-stage", stage=stage.title, number=number, of=of)
        return [Section(title, f"{mrkdwn.escape(stage.goal)}\n{waits}".strip())]

    async def _talk(self, scene: ViewContext, who: str) -> list[Section]:
        """The reflection: nobody is asked for it by a message, but without it the stage does not go on."""
        kinds = {o.kind for o in obstacles(scene.audit, scene.framework, scene.stage, scene.today)}
        if "summary-missing" not in kinds or scene.audit.summaries or not scene.audit.lead:
            return []
        lead, card = user_of(scene.audit.lead), await self.onlooker.sent(scene, StageCard(scene.stage))
        first = scene.framework.stage(scene.stage).questions[0].key
        asked = await self.onlooker.sent(scene, QuestionCard(first))
        text = read_texts()("guide-discussion", lead=self._name(lead), button=read_texts()("button-summarize"))
        style: Literal["plain", "primary"] = "primary" if who == lead else "plain"
        buttons = (
            *((Button(read_texts()("guide-show-questions"), Go(channel=asked.channel, ts=asked.ts)),) if asked else ()),
            *(
                (Button(read_texts()("guide-show-where"), Go(person=lead, channel=card.channel, ts=card.ts), style),)
                if card
                else ()
            ),
        )
        return [
            Section(
                read_texts()("guide-your-turn" if who == lead else "guide-discussion-title"), text, buttons, tone="good"
            )
        ]

    def _next(self, scene: ViewContext, who: str, owed: Sequence[Owed], talk: Sequence[Section]) -> list[Section]:
        if scene.audit.over and not owed:
            again = Button(read_texts()("guide-start-another"), Go(person=LEAD, channel=GENERAL))
            return [Section(read_texts()("guide-afterwards-title"), read_texts()("guide-afterwards"), (again,))]
        if any(isinstance(each.duty, ReassignDuty) and not each.duty.about for each in owed):
            return self._vacant(scene, who, owed)
        mine = [each for each in owed if each.user == who and each.asked] or [e for e in owed if e.user == who]
        found = [self._yours(mine)] if mine else []
        cast = list(self.sandbox.workspace.people)
        others = sorted(_first_of_each(owed, who), key=lambda each: cast.index(each.user))
        rows = tuple(_other(each, self._name(each.user)) for each in others[:SHOWN])
        # what waits for oneself comes first, and a proposed result waits for a day to pass
        style: Literal["plain", "primary"] = "plain" if mine or scene.audit.proposal else "primary"
        buttons = (
            Button(read_texts()("guide-others"), Run("others"), style, read_texts()("guide-others-hint")),
            Button(read_texts()("guide-everybody"), Run("everybody"), hint=read_texts()("guide-everybody-hint")),
        )
        text = "" if mine or talk else read_texts()("guide-nothing-waits", person=self._name(who))
        title = read_texts()("guide-others-title" if mine or talk else "guide-next-title")
        return [*found, Section(title, text, buttons, rows)]

    def _vacant(self, scene: ViewContext, who: str, owed: Sequence[Owed]) -> list[Section]:
        """Before everybody has a role there is nothing that others could do."""
        lead = next(each for each in owed if isinstance(each.duty, ReassignDuty))
        card = _ts(scene.links.get(AuditCard.key, ""))
        way = Go(person=lead.user, channel=scene.audit.channel or "", ts=card) if card else lead.way
        text = read_texts()("guide-vacant", lead=self._name(lead.user), button=read_texts()("button-people"))
        buttons = (
            Button(read_texts()("guide-show-where"), way, "primary"),
            Button(read_texts()("guide-assign"), Run("assign"), hint=read_texts()("guide-assign-hint")),
        )
        title = read_texts()("guide-your-turn" if lead.user == who else "guide-vacant-title")
        return [Section(title, text, buttons, tone="good")]

    def _yours(self, mine: Sequence[Owed]) -> Section:
        rows = tuple(
            Row(each.what, "→", buttons=(Button(read_texts()("guide-show-me"), each.way, "primary"),))
            for each in mine[:3]
        )
        more = (Row(read_texts()("guide-more-at-home", count=len(mine) - 3)),) if len(mine) > 3 else ()
        return Section(read_texts()("guide-your-turn"), rows=(*rows, *more), tone="good")

    def _time(self, scene: ViewContext | None = None) -> Section:
        """The date, and the way to the next working day; while a result cools off, the guide begins with that way."""
        now = self.clock.now()
        text = read_texts()("guide-time", time=f"{now:%H:%M}", **day_names(now))
        skip = () if scene and cools_off(scene) else (Button(read_texts()("guide-skip"), Run("skip")),)
        return Section(read_texts()("guide-time-title"), text, skip, tone="quiet")

    def _name(self, user: str) -> str:
        return mrkdwn.escape(self.sandbox.workspace.person(user).real_name)


def _course(scene: ViewContext) -> Section:
    """The stages, with the way to each."""
    rows = tuple(_stage_row(scene, key) for key in scene.audit.stages)
    card = _ts(scene.links.get(AuditCard.key, ""))
    show = (
        (Button(read_texts()("guide-show-audit-card"), Go(channel=scene.audit.channel or "", ts=card)),) if card else ()
    )
    return Section(read_texts()("guide-audit-title"), f"*{scene.name}*", show, rows)


def _link(scene: ViewContext) -> str:
    """Where the newest decision stands."""
    return scene.links.get(DecisionCard(len(scene.audit.earlier_decisions) + 1).key, "")


def _cooling(scene: ViewContext, proposal: Proposal) -> Section:
    """The board has voted: what is to be seen, and how it goes on."""
    form, link = scene.form_title(proposal.form), scene.links.get(ProposalCard(proposal.round).key, "")
    ballots = read_texts()("guide-ballots")
    read = mrkdwn.link(link, ballots) if link else ballots
    if proposal.held_up:
        return Section(
            read_texts()("guide-held-title"), read_texts()("guide-held", form=form, ballots=read), tone="warning"
        )
    skip = Button(read_texts()("guide-cool-off"), Run("skip"), "primary")
    return Section(
        read_texts()("guide-proposed-title"),
        read_texts()("guide-proposed", form=form, ballots=read),
        (skip,),
        tone="good",
    )


def _about() -> Section:
    return Section(read_texts()("guide-about-title"), read_texts()("guide-about"), tone="quiet", folded=True)


def _stage_row(scene: ViewContext, key: str) -> Row:
    status = scene.stage_state(key).status
    decided = scene.audit.decision is not None and scene.framework.stage(key).ballot
    mark = "✅" if decided else {"closed": "✅", "open": "▶️", "waiting": "▫️"}[status]
    title = f"{scene.stage_number(key)} {scene.stage_title(key)}"
    card = scene.links.get(StageCard(key).key, "")
    return Row(mrkdwn.link(card, title), mark, tone="quiet" if status == "waiting" else "plain")


def _first_of_each(owed: Sequence[Owed], who: str) -> list[Owed]:
    """One thing a person, of what is asked now."""
    found: dict[str, Owed] = {}
    for each in owed:
        if each.user != who and each.asked is not None:
            found.setdefault(each.user, each)
    return list(found.values())


def _other(owed: Owed, name: str) -> Row:
    label = read_texts()("guide-be", person=mrkdwn.unescape(name))
    return Row(f"*{name}*: {owed.what}", buttons=(Button(label, owed.way),))


def _ts(link: str) -> str:
    """The message a link of the workspace leads to."""
    digits = link.rpartition("/p")[2].partition("?")[0]
    return f"{digits[:-6]}.{digits[-6:]}" if digits.isdigit() else ""
