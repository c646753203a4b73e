"""The guide beside the page: what this is, where the audit stands, what could be done next and as whom.

Owns its words and buttons. Reads the record through the observer. Must not know what its buttons do
(`guide_actions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.demo.demo_clock import DemoClock
from bot.demo.guide_actions import GuideActions
from bot.demo.observer import Observer, Owed, cools_off
from bot.demo.people import GENERAL, LEAD
from bot.domain.decision.state import Proposal
from bot.domain.kernel.conversation import AuditCard, DecisionCard, ProposalCard, QuestionCard, StageCard
from bot.domain.kernel.people import user_of
from bot.domain.lifecycle.stages import obstacles
from bot.sandbox import Panel, Sandbox
from bot.sandbox.side_panels import Button, Content, Go, Row, Run, Section
from bot.slack.kit import mrkdwn
from bot.slack.kit.view_context import ViewContext

ABOUT = (
    "An audit of an AI model, from its start to the decision whether and how it may be released. On the left is a "
    "workspace as in Slack; *smactr* is the bot in it. Nothing here leaves this machine.\n\n"
    "You play everybody: the row at the top says who you are. Click on a name to be somebody else."
)

AFTERWARDS = (
    "*Record* above shows everything that happened. The menu at the audit's card has the report as a file. Whoever "
    "reads the decision can report what would cancel it. To start over: `smactr demo --reset`."
)

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
        return Panel("guide", "Guide", self.content, self.presses.run)

    async def content(self, who: str) -> Content:
        """What it says to this person now."""
        scene = await self.onlooker.scene()
        if scene is None:
            return Content((self._welcome(), self._time()))
        owed = [] if scene.audit.ended else await self.onlooker.owed(scene)
        now, talk = self._now(scene, owed), await self._talk(scene, who)
        return Content((*now, *talk, *self._next(scene, who, owed, talk), _course(scene), self._time(scene), _about()))

    def _welcome(self) -> Section:
        return Section(
            "Try an audit",
            f"{ABOUT}\n\n*First step:* as *Audit lead*, go to #{GENERAL} and type `/audit start`.",
            (
                Button("Show me where", Go(person=LEAD, channel=GENERAL), "primary"),
                Button("Start it for me", Run("start"), hint="Starts the audit of Foo-7B and assigns everybody"),
            ),
        )

    def _now(self, scene: ViewContext, owed: Sequence[Owed]) -> list[Section]:
        audit = scene.audit
        if audit.in_force and audit.decision:
            form, there = scene.form_title(audit.decision.form), _link(scene)
            posted_in = self.sandbox.workspace.channels[audit.decision_channel].name
            text = f"*{scene.name}* is decided: *{form}*. It stands in {mrkdwn.link(there, '#' + posted_in)}."
            if owed:
                text += " What it is bound to is followed up: owners see to it, and auditors verify."
            return [Section("Decided", text, tone="good")]
        if audit.ended:
            return [Section("Ended", f"*{scene.name}* was ended. Nothing may be released on it.", tone="warning")]
        if audit.proposal:
            return [_cooling(scene, audit.proposal)]
        stage = scene.framework.stage(scene.stage)
        people = len({each.user for each in owed})
        waits = f"{people} {'person has' if people == 1 else 'people have'} something to do." if owed else ""
        title = f"{stage.title}, stage {scene.stage_number(scene.stage)} of {len(scene.framework.stages)}"
        return [Section(title, f"{mrkdwn.escape(stage.goal)}\n{waits}".strip())]

    async def _talk(self, scene: ViewContext, who: str) -> list[Section]:
        """The reflection: nobody is asked for it by a message, but without it the stage does not go on."""
        kinds = {o.kind for o in obstacles(scene.audit, scene.framework, scene.stage, scene.today)}
        if "summary-missing" not in kinds or scene.audit.summaries or not scene.audit.lead:
            return []
        lead, card = user_of(scene.audit.lead), await self.onlooker.sent(scene, StageCard(scene.stage))
        first = scene.framework.stage(scene.stage).questions[0].key
        asked = await self.onlooker.sent(scene, QuestionCard(first))
        text = (
            "The questions of the reflection are open: write beneath them, as anybody. When enough is said, "
            f"*{self._name(lead)}* presses *{scene.say('button-summarize')}* at the stage's message."
        )
        style: Literal["plain", "primary"] = "primary" if who == lead else "plain"
        buttons = (
            *((Button("Show the questions", Go(channel=asked.channel, ts=asked.ts)),) if asked else ()),
            *((Button("Show me where", Go(person=lead, channel=card.channel, ts=card.ts), style),) if card else ()),
        )
        return [Section("Your turn" if who == lead else "The discussion", text, buttons, tone="good")]

    def _next(self, scene: ViewContext, who: str, owed: Sequence[Owed], talk: Sequence[Section]) -> list[Section]:
        if scene.audit.over and not owed:
            again = Button("Start another audit", Go(person=LEAD, channel=GENERAL))
            return [Section("And now?", AFTERWARDS, (again,))]
        if any(each.duty.kind == "reassign" and not each.duty.about for each in owed):
            return self._vacant(scene, who, owed)
        mine = [each for each in owed if each.user == who and each.asked] or [e for e in owed if e.user == who]
        found = [self._yours(mine)] if mine else []
        cast = list(self.sandbox.workspace.people)
        others = sorted(_first_of_each(owed, who), key=lambda each: cast.index(each.user))
        rows = tuple(_other(each, self._name(each.user)) for each in others[:SHOWN])
        # what waits for oneself comes first, and a proposed result waits for a day to pass
        style: Literal["plain", "primary"] = "plain" if mine or scene.audit.proposal else "primary"
        buttons = (
            Button("Let the others do their part", Run("others"), style, "Everybody but you"),
            Button("Play this stage", Run("everybody"), hint="Everybody, you too, until the stage is closed"),
        )
        text = "" if mine or talk else f"Nothing waits for {self._name(who)}."
        return [*found, Section("The others" if mine or talk else "What could be done next", text, buttons, rows)]

    def _vacant(self, scene: ViewContext, who: str, owed: Sequence[Owed]) -> list[Section]:
        """Before everybody has a role there is nothing that others could do."""
        lead = next(each for each in owed if each.duty.kind == "reassign")
        card = _ts(scene.links.get(AuditCard.key, ""))
        way = Go(person=lead.user, channel=scene.audit.channel or "", ts=card) if card else lead.way
        text = (
            f"An audit needs people. *{self._name(lead.user)}* presses *Assign people* and gives the roles away: "
            "everybody in this workspace is called after theirs."
        )
        buttons = (
            Button("Show me where", way, "primary"),
            Button("Assign everybody for me", Run("assign"), hint="To each role the people who are called after it"),
        )
        return [Section("Your turn" if lead.user == who else "What comes next", text, buttons, tone="good")]

    def _yours(self, mine: Sequence[Owed]) -> Section:
        rows = tuple(Row(each.what, "→", buttons=(Button("Show me", each.way, "primary"),)) for each in mine[:3])
        more = f"and {len(mine) - 3} more in App Home" if len(mine) > 3 else ""
        return Section("Your turn", more, rows=rows, tone="good")

    def _time(self, scene: ViewContext | None = None) -> Section:
        """The date, and the way to the next working day; while a result cools off, the guide begins with that way."""
        now = self.clock.now()
        text = f"{now:%A}, {now.day} {now:%B}, {now:%H:%M} UTC. Reminders and deadlines come with the working days."
        skip = () if scene and cools_off(scene) else (Button("Skip to the next working day", Run("skip")),)
        return Section("Time", text, skip, tone="quiet")

    def _name(self, user: str) -> str:
        return mrkdwn.escape(self.sandbox.workspace.people[user].real_name)


def _course(scene: ViewContext) -> Section:
    """The stages, with the way to each."""
    rows = tuple(_stage_row(scene, key) for key in scene.audit.stages)
    card = _ts(scene.links.get(AuditCard.key, ""))
    show = (Button("Show the audit card", Go(channel=scene.audit.channel or "", ts=card)),) if card else ()
    return Section("The audit", f"*{scene.name}*", show, rows)


def _link(scene: ViewContext) -> str:
    """Where the newest decision stands."""
    return scene.links.get(DecisionCard(len(scene.audit.earlier_decisions) + 1).key, "")


def _cooling(scene: ViewContext, proposal: Proposal) -> Section:
    """The board has voted: what is to be seen, and how it goes on."""
    form, link = scene.form_title(proposal.form), scene.links.get(ProposalCard(proposal.round).key, "")
    read = mrkdwn.link(link, "the ballots, revealed") if link else "the ballots, revealed"
    if proposal.held_up:
        return Section("On hold", f"*{form}* is proposed, and somebody holds it: {read}.", tone="warning")
    text = (
        f"*{form}* is proposed, not final: {read}. It cools off for a working day, in which a board seat or the audit "
        "lead can hold it. Let the day pass, and the decision is posted."
    )
    return Section("Proposed", text, (Button("Let it cool off", Run("skip"), "primary"),), tone="good")


def _about() -> Section:
    return Section("What is this?", ABOUT, tone="quiet", folded=True)


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
    return Row(f"*{name}*: {owed.what}", buttons=(Button(f"Be {name.replace('&amp;', '&')}", owed.way),))


def _ts(link: str) -> str:
    """The message a link of the workspace leads to."""
    digits = link.rpartition("/p")[2].partition("?")[0]
    return f"{digits[:-6]}.{digits[-6:]}" if digits.isdigit() else ""
