"""One request of one person: who asks, where, and what its handler works with.

Owns loading an audit of the right workspace, and the author as commands name them. Must not know any subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Prose
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.people import Membership, Person
from bot.domain.kernel.registry import Command
from bot.ports.directory import Profile
from bot.ports.files import MEGABYTE
from bot.ports.store import Loaded
from bot.service import CommandOutcome
from bot.slack.kit.dependencies import Dependencies, Installation
from bot.slack.kit.identity import identify
from bot.slack.kit.localization import Texts
from bot.slack.kit.modal_state import FileRef
from bot.slack.kit.payloads import Origin
from bot.slack.kit.people import Access
from bot.slack.kit.view_context import ViewContext
from bot.slack.kit.view_context_loader import ViewContextLoader


@dataclass(frozen=True, slots=True)
class RequestContext:
    """One person in front of the bot, from payload to answer."""

    deps: Dependencies
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

    def today_in(self, audit: Audit) -> date:
        """The calendar day, where an audit is."""
        return audit.calendar.day(self.now)

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

    async def author(
        self, users: Iterable[str] = (), *, said: str = "", file: FileRef | None = None, writer: Person | None = None
    ) -> Author:
        """The person as the author of a command that names these users, perhaps about a message.

        A file was written by whoever uploaded it, whoever shared it since. What an app wrote has no writer.
        """
        profile = await self.profile()
        profiles = await self.access.profiles(self.workspace, users)
        return Author(
            workspace=self.workspace,
            who=self.who,
            full_member=profile.full_member,
            admin=profile.admin,
            salt=self.deps.ids.salt,
            people={user: found.person for user, found in profiles.items()},
            named={found.person: found.membership for found in profiles.values()},
            said=said,
            file=file,
            writer=await self._writer(identify(self.workspace, file.by) if file and file.by else writer),
        )

    async def _writer(self, who: Person | None) -> Person | None:
        """Somebody whom the workspace knows as a person; oneself is not looked up."""
        if who is None or who == self.who:
            return None
        profile = await self.access.profile(self.workspace, who)
        return None if profile.membership in ("bot", "unknown") else profile.person

    async def execute(self, command: Command, *, known: Loaded | None = None) -> CommandOutcome:
        """Execute one command, and have the worker look for what follows. Raises what `Service.execute` raises."""
        outcome = await self.deps.service.execute(command, known=known)
        self.deps.wake()
        return outcome

    async def audit(self, key: str) -> Loaded:
        """An audit the person may see. Raises UnknownAudit."""
        return await self.access.open(self.workspace, key, self.who)

    async def decision(self, key: str) -> Loaded:
        """A decided audit whose decision the person may read. Raises UnknownAudit."""
        return await self.access.open_decision(self.workspace, key, self.who)

    async def view_context(self, loaded: Loaded, links: Iterable[Card] = ()) -> ViewContext:
        """What a view may look at, with links to these cards."""
        deps = self.deps
        loader = ViewContextLoader(
            deps.store, deps.outbox, self.say, deps.clock, max_file_mb=deps.max_file_bytes // MEGABYTE
        )
        return await loader.view_context(loaded, self.bot.address, links)

    def bare_view_context(self, loaded: Loaded) -> ViewContext:
        """A view context without typed texts, for what shows none: nothing is looked up."""
        return ViewContext(loaded=loaded, texts={}, say=self.say, now=self.now, base=self.bot.address)


@dataclass(frozen=True, slots=True)
class Author:
    """What a pure function needs to word a command: who gives it, and salts for what they typed."""

    workspace: str
    who: Person
    full_member: bool
    admin: bool
    salt: Callable[[], str]
    people: Mapping[str, Person] = field(default_factory=dict)
    """The people behind the user ids in the payload."""
    named: Mapping[Person, Membership] = field(default_factory=dict)
    """What the directory says of them."""
    said: str = ""
    """The words of the message the command is about; for a result, the value of it that was chosen."""
    file: FileRef | None = None
    """The file of the message the command is about."""
    writer: Person | None = None
    """Who wrote that message or file, where it was somebody else."""

    def common(self, audit: str, request: str) -> dict[str, Any]:
        """The fields every command has."""
        return {
            "workspace": self.workspace,
            "audit": audit,
            "request": request,
            "actor": self.who,
            "actor_full_member": self.full_member,
            "actor_admin": self.admin,
            "named": dict(self.named),
        }

    def prose(self, text: str, *, sealed: bool = False) -> Prose:
        """A typed text, salted."""
        return Prose(salt=self.salt(), text=text, sealed=sealed)

    def prose_if(self, text: str) -> Prose | None:
        """A typed text, salted; None for an empty one."""
        return self.prose(text) if text else None

    def person(self, user: str) -> Person:
        """The person behind a user id."""
        return self.people.get(user) or identify(self.workspace, user)
