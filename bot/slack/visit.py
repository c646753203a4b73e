"""One person doing one thing: who they are, what they may see, and the commands they can give.

Owns what every listener needs before its own subject begins. Must not know any subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import Person
from bot.ports import Loaded, Profile
from bot.slack.access import Access
from bot.slack.author import Author
from bot.slack.deps import Deps, Installation
from bot.slack.form import FileRef
from bot.slack.gather import Gatherer
from bot.slack.incoming import Origin
from bot.slack.texts import Texts
from bot.slack.views.scene import Scene


@dataclass(frozen=True, slots=True)
class Visit:
    """One person in front of the bot, from payload to answer."""

    deps: Deps
    access: Access
    origin: Origin

    @property
    def workspace(self) -> str:
        """The workspace the bot is installed in."""
        return self.origin.workspace

    @property
    def who(self) -> Person:
        """The person."""
        return self.origin.who

    @property
    def say(self) -> Texts:
        """The words."""
        return self.deps.texts

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.deps.clock.now()

    @property
    def today(self) -> date:
        """The calendar day, UTC."""
        return self.now.date()

    @property
    def bot(self) -> Installation:
        """The bot in this workspace."""
        return self.deps.installations[self.workspace]

    async def profile(self) -> Profile:
        """Who the person is. Raises Unavailable when Slack does not say."""
        return await self.access.profile(self.workspace, self.who)

    async def must_be_a_starter(self) -> None:
        """Refuse whoever the workspace's setting does not let start audits. Raises Unavailable, too."""
        if not await self.access.may_start(self.workspace, self.who):
            raise NotAllowed("start-not-in-group", group=self.deps.starters)

    async def author(self, users: Iterable[str] = (), *, said: str = "", file: FileRef | None = None) -> Author:
        """The person as the author of a command that names these users, perhaps about a message."""
        profile = await self.profile()
        return Author(
            workspace=self.workspace,
            who=self.who,
            full_member=profile.full_member,
            admin=profile.admin,
            salt=self.deps.ids.salt,
            people=await self.access.people(self.workspace, users),
            said=said,
            file=file,
        )

    async def audit(self, key: str) -> Loaded:
        """An audit the person may see. Raises UnknownAudit."""
        return await self.access.open(self.workspace, key, self.who)

    async def decision(self, key: str) -> Loaded:
        """A decided audit whose decision the person may read. Raises UnknownAudit."""
        return await self.access.open_decision(self.workspace, key, self.who)

    async def scene(self, loaded: Loaded, links: Iterable[str] = ()) -> Scene:
        """What a view may look at, with links to these cards."""
        gatherer = Gatherer(self.deps.store, self.deps.outbox, self.say, self.deps.clock)
        return await gatherer.scene(loaded, self.bot.address, links)

    def bare_scene(self, loaded: Loaded) -> Scene:
        """A scene without typed texts, for what shows none: nothing is looked up."""
        return Scene(loaded=loaded, texts={}, say=self.say, now=self.now, base=self.bot.address)
