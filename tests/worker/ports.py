"""The worker's ports in memory: just enough of each to see what the worker asks of it.

Owns the doubles. Must not repeat the real adapters' behaviour (order per thread, pacing): the contract suite has that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from bot.domain.ballot.state import BallotRound
from bot.domain.duties.reminders import Plan
from bot.domain.evaluations.tamper_record import ARMS
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.columns import Column, Section
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.conversation import CHANNEL, AuditCard, Card
from bot.domain.kernel.effects import Effect, PostNotice, Rendering
from bot.domain.kernel.framework import (
    ArtifactSpec,
    Framework,
    Question,
    RoleSpec,
    SignOffRule,
    StageSpec,
)
from bot.domain.kernel.notices import AuditPausedNotice
from bot.domain.kernel.registry import Command
from bot.domain.kernel.release_forms import ReleaseOption
from bot.domain.lifecycle.state import Stage, Subject
from bot.domain.reflection.state import Summary
from bot.domain.roster.state import Seat
from bot.model_files.confined_manifests import ConfinedManifests
from bot.ports.chat import Terminal
from bot.ports.directory import Profile
from bot.ports.discussion import Message
from bot.ports.files import File, FileProblem
from bot.ports.outbox import CardJob, EffectJob, Outbox, PostedFiles, Sent
from bot.ports.reminders import PersonDue
from bot.ports.renderer import RenderedFile
from bot.ports.store import Commit, Loaded, Receipt, Store, Unavailable
from bot.ports.summarizer import DiscussionMaterial, DraftCheckpoints, Drafted, QuestionAsked, Reading
from bot.service import CommandOutcome, Service
from bot.slack.kit.localization import plain_words
from bot.wiring.texts import read_texts
from bot.wiring.vocabulary import read_vocabulary
from bot.worker.dependencies import WorkerDependencies
from bot.worker.worker import Worker
from tests.clock import MONDAY, ManualClock
from tests.confinement.unconfined import Unconfined
from tests.worker.scripted_readers import ScriptedReaders

LEAD, BOARD = "T1:ULEAD", "T1:UBOARD"

PARTS = (Section(key="purpose", title="Purpose"),)
HELLO = PostNotice(place=CHANNEL, notice=AuditPausedNotice(person=LEAD))

RISKS = (
    Column(key="risk", title="Risk", required=True),
    Column(key="severity", title="Severity", kind="number", least=1, most=10),
)


def a_framework() -> Framework:
    """The smallest one with a reflection and a ballot."""
    return Framework(
        key="small",
        title="Small",
        version="1",
        roles=(
            RoleSpec(key="lead", title="Audit lead", duty="leads", powers=("manage", "review")),
            RoleSpec(key="board", title="Release board", duty="decides", powers=("vote",)),
        ),
        stages=(
            StageSpec(
                key="reflection",
                title="Reflection",
                goal="look back",
                days=5,
                artifacts=(
                    ArtifactSpec(key="risks", title="Risks", owners=("lead",), why="why", columns=RISKS),
                    ArtifactSpec(key="words", title="Words", owners=("lead",), why="why", sections=PARTS),
                    ArtifactSpec(key="record", title="R", owners=("lead",), why="why", columns=ARMS, tampering=True),
                ),
                sign_offs=(SignOffRule(role="lead", statement="I looked back."),),
                questions=(Question(key="expected", text="What was expected?"), Question(key="open", text="Open?")),
            ),
            StageSpec(key="decision", title="Decision", goal="decide", days=5, ballot=True),
        ),
        options=(ReleaseOption(number=0, key="none", title="Not released", means="nothing", recall="yes"),),
    )


def an_audit(**changes: Any) -> Audit:
    """An audit in A-1 with a lead and one board seat."""
    digest = "sha256:" + "0" * 64
    return Audit(
        workspace="T1",
        key="A-1",
        started_at=MONDAY,
        started_by=LEAD,
        subject=Subject(model="Foo", version="7B"),
        description=digest,
        asked_form=0,
        framework=digest,
        channel="C1",
        decision_channel="C2",
        roster={"lead": (Seat(person=LEAD),), "board": (Seat(person=BOARD),)},
        stages={"reflection": Stage(), "decision": Stage()},
        summaries=(Summary(number=1, status="requested", requested_by=LEAD),),
    ).model_copy(update=changes)


class MemoryOutbox:
    """Rows that wait, and what was said of each."""

    def __init__(self) -> None:
        self.waiting: list[EffectJob | CardJob] = []
        self.said: list[tuple[Any, ...]] = []
        self.places: dict[str, Sent] = {}
        self.former: dict[str, list[Sent]] = {}
        self.coming: set[str] = set()
        self.broken: Exception | None = None
        self.lost: Exception | None = None
        self.emptied = asyncio.Event()
        self.wished: list[str] = []
        self.overtaken: set[int] = set()
        self.posted: list[PostedFiles] = []

    def add(self, effect: Effect, **changes: Any) -> EffectJob:
        job = EffectJob(len(self.waiting) + 1, "T1", "A-1", effect, attempts=1, ambiguous=False)
        self.waiting.append(replace(job, **changes))
        return job

    def add_card(self, **changes: Any) -> None:
        job = CardJob(7, "T1", "A-1", AuditCard(), 1, None, "", attempts=1, ambiguous=False)
        self.waiting.append(replace(job, **changes))

    async def wish(self, workspace: str, audit: str, card: Card, now: datetime) -> None:
        self.wished.append(card.key)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> list[EffectJob]:
        return self._take(EffectJob, limit)

    async def claim_cards(self, now: datetime, limit: int, lease: timedelta) -> list[CardJob]:
        return self._take(CardJob, limit)

    def _take(self, kind: type, limit: int) -> list[Any]:
        if self.broken:
            error, self.broken = self.broken, None
            raise error
        taken = [job for job in self.waiting if isinstance(job, kind)][:limit]
        self.waiting = [job for job in self.waiting if job not in taken]
        if not self.waiting:
            self.emptied.set()
        return taken

    def _say(self, *words: Any) -> None:
        if self.lost:
            raise self.lost
        self.said.append(words)

    async def done(self, job: EffectJob, sent: Sent | None, now: datetime) -> None:
        self._say("done", job.id, sent)

    async def again(self, job: EffectJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        self._say("again", job.id, at, problem, ambiguous)

    async def hold(self, job: EffectJob, until: datetime) -> bool:
        return job.id not in self.overtaken

    async def park(self, job: EffectJob, problem: str, now: datetime) -> None:
        self.said.append(("park", job.id, problem))

    async def posted_files(self, workspace: str, audit: str, before: int) -> list[PostedFiles]:
        return [each for each in self.posted if each.id < before]

    async def files_deleted(self, posted: PostedFiles) -> None:
        self.posted.remove(posted)

    async def card_done(self, job: CardJob, sent: Sent | None, fingerprint: str, now: datetime) -> None:
        self.said.append(("card-done", job.id, sent, fingerprint))

    async def card_again(self, job: CardJob, at: datetime, problem: str, *, ambiguous: bool) -> None:
        self.said.append(("card-again", job.id, at, problem, ambiguous))

    async def card_lost(self, job: CardJob, now: datetime) -> None:
        self.said.append(("card-lost", job.id))

    async def park_card(self, job: CardJob, problem: str, now: datetime) -> None:
        self.said.append(("card-park", job.id, problem))

    async def sent(self, workspace: str, audit: str, card: str) -> Sent | None:
        return self.places.get(card)

    async def all_sent(self, workspace: str, audit: str, cards: Iterable[str]) -> dict[str, Sent]:
        return {card: self.places[card] for card in cards if card in self.places}

    async def stood(self, workspace: str, audit: str, card: str) -> list[Sent]:
        return self.former.get(card, [])

    async def awaited(self, workspace: str, audit: str, cards: Iterable[str]) -> bool:
        return not self.coming.isdisjoint(cards)

    async def moved(self, workspace: str, audit: str, old: str, now: datetime) -> None:
        self.said.append(("moved", old))

    async def deleted(self, workspace: str, audit: str, card: str, old: Sent, now: datetime) -> None:
        self.said.append(("deleted", card))

    async def resume(self, workspace: str, *, channel: str | None = None) -> int:
        self.said.append(("resume", workspace))
        return 0

    async def next_due(self, now: datetime) -> datetime | None:
        return None


class MemoryStore:
    """One audit, the requests that were committed, and sealed texts."""

    def __init__(self) -> None:
        self.audit = an_audit()
        self.committed: list[Commit] = []
        self.requests: set[str] = set()
        self.ringing: list[tuple[str, str]] = []
        self.secrets: dict[Digest, Prose] = {}
        self.told: dict[Digest, str] = {}

    async def load(self, workspace: str, audit: str) -> Loaded:
        return Loaded(self.audit, a_framework(), "head")

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        return Receipt("A-1", 1, 1) if request in self.requests else None

    async def commit(self, commit: Commit) -> None:
        self.committed.append(commit)
        self.requests.add(commit.request)

    async def alarms(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        ringing, self.ringing = self.ringing, []
        return ringing

    async def texts(self, workspace: str, digests: Iterable[Digest], audit: str = "") -> dict[Digest, str]:
        return {digest: self.told[digest] for digest in digests if digest in self.told}

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        return {digest: self.secrets[digest] for digest in digests}


class MemoryTalk:
    """Discussion and reminder rows."""

    def __init__(self) -> None:
        self.threads: dict[str, list[Message]] = {}
        self.due: list[PersonDue] = []
        self.erased: list[tuple[str, str, str]] = []

    async def erase(self, workspace: str, channel: str, ts: str) -> None:
        self.erased.append((workspace, channel, ts))

    async def thread(self, workspace: str, channel: str, thread_ts: str) -> list[Message]:
        return self.threads.get(thread_ts, [])

    async def profile(self, workspace: str, who: str) -> Profile | None:
        return None

    async def claim_person(self, now: datetime, lease: timedelta) -> PersonDue | None:
        return self.due.pop(0) if self.due else None


class ScriptedChat:
    """Slack as a function of the job: `answers` says what happens."""

    def __init__(self) -> None:
        self.answers: Callable[[Any], Any] = lambda job: Sent("C1", "1.0")
        self.file: File | Exception = FileProblem("gone")
        self.fetched = 0
        self.there: Sent | None = None
        self.posted: list[tuple[RenderedFile, ...]] = []
        self.deleted: list[str] = []
        self.kept = set[str]()

    async def _answer(self, job: Any) -> Any:
        answer = self.answers(job)
        if hasattr(answer, "__await__"):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def deliver(self, job: EffectJob, loaded: Loaded | None) -> Sent | None:
        return cast("Sent | None", await self._answer(job))

    async def find_files(self, job: EffectJob, loaded: Loaded) -> Sent | None:
        return self.there

    async def post_files(self, job: EffectJob, loaded: Loaded, files: Sequence[RenderedFile]) -> Sent | None:
        self.posted.append(tuple(files))
        return cast("Sent | None", await self._answer(job))

    async def delete_files(self, workspace: str, files: Sequence[str], sent: Sent | None) -> None:
        if self.kept & set(files):
            raise Terminal("cant_delete_file")
        self.deleted += [*files, *([sent.ts] if sent else [])]

    async def draw(self, job: CardJob, loaded: Loaded | None) -> tuple[Sent | None, str]:
        return await self._answer(job), "drawn"

    async def ensure_channel(self, job: EffectJob, loaded: Loaded) -> str:
        return "C9"

    async def fetch(self, workspace: str, file: str) -> File:
        self.fetched += 1
        if isinstance(self.file, Exception):
            raise self.file
        return self.file


class MemoryFiles:
    """Admits everything under one digest."""

    def __init__(self) -> None:
        self.erased: list[Digest] = []
        self.data: bytes | None = None
        self.reads = 0
        self.outage: Unavailable | None = None

    async def admit(self, workspace: str, audit: str, file: File) -> tuple[Digest, int]:
        return "sha256:" + "f" * 64, file.size

    async def read(self, workspace: str, content: Digest) -> tuple[str, bytes]:
        self.reads += 1
        if self.outage:
            raise self.outage
        if self.data is None:
            raise KeyError(content)
        return "file", self.data

    async def erase(self, workspace: str, content: Digest) -> None:
        self.erased.append(content)

    async def overwrite_erased(self) -> None:
        self.erased.append("overwritten")


class ScriptedDocuments:
    """Makes the same files of everything."""

    def __init__(self) -> None:
        self.made: tuple[RenderedFile, ...] = (RenderedFile("a.md", "A", b"a"),)

    async def make(self, loaded: Loaded, rendering: Rendering) -> tuple[RenderedFile, ...]:
        return self.made


class MemoryDrafting:
    """What is laid down while a draft is made."""

    def __init__(self) -> None:
        self.papers: dict[str, str] = {}
        self.shown: list[Reading] = []

    async def load(self, workspace: str, audit: str, key: str) -> str | None:
        return self.papers.get(key)

    async def keep(self, workspace: str, audit: str, key: str, text: str, now: datetime) -> None:
        self.papers[key] = text

    async def reached(self, workspace: str, audit: str, reading: Reading, now: datetime) -> None:
        self.shown.append(reading)

    async def progress(self, workspace: str, audit: str) -> Reading | None:
        return self.shown[-1] if self.shown else None

    async def clear(self, workspace: str, audit: str) -> None:
        self.papers.clear()


class ScriptedSummarizer:
    """Answers with a draft, or fails, or never answers."""

    def __init__(self) -> None:
        self.asked: list[QuestionAsked] = []
        self.answer: Callable[[], Any] = lambda: Drafted("{}", "excerpts")

    async def draft(self, material: DiscussionMaterial, checkpoints: DraftCheckpoints) -> Drafted:
        self.material, self.asked = material, list(material.questions)
        await checkpoints.progress(1, 2)
        answer = self.answer()
        if hasattr(answer, "__await__"):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        return cast(Drafted, answer)


class CountingIds:
    """Ids in order; salts all alike."""

    def __init__(self) -> None:
        self.last = 0

    def id(self) -> str:
        self.last += 1
        return f"id{self.last}"

    def salt(self) -> str:
        return "ab" * 16


class HearingService(Service):
    """Writes down commands instead of executing them; `refuses` maps an audit's key to what it raises."""

    def __init__(self, store: MemoryStore, clock: ManualClock) -> None:
        super().__init__(cast(Store, store), cast(Any, None), clock)
        self.heard: list[Command] = []
        self.reminded: list[PersonDue] = []
        self.refuses: dict[str, Exception] = {}

    async def execute(
        self, command: Command, *, messages: tuple[Message, ...] = (), known: Loaded | None = None
    ) -> CommandOutcome:
        if refusal := self.refuses.get(command.audit):
            raise refusal
        self.heard.append(command)
        return CommandOutcome(an_audit(), a_framework(), ())

    async def remind(self, due: PersonDue) -> Plan:
        if refusal := self.refuses.get(due.person):
            raise refusal
        self.reminded.append(due)
        return Plan(day=MONDAY.date(), next_at=None)


@dataclass
class Bench:
    """A worker with its doubles at hand."""

    clock: ManualClock = field(default_factory=ManualClock)
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    store: MemoryStore = field(default_factory=MemoryStore)
    talk: MemoryTalk = field(default_factory=MemoryTalk)
    chat: ScriptedChat = field(default_factory=ScriptedChat)
    files: MemoryFiles = field(default_factory=MemoryFiles)
    draft_progress: MemoryDrafting = field(default_factory=MemoryDrafting)
    summarizer: ScriptedSummarizer = field(default_factory=ScriptedSummarizer)
    documents: ScriptedDocuments = field(default_factory=ScriptedDocuments)
    readers: ScriptedReaders = field(default_factory=ScriptedReaders)
    confinement: Unconfined = field(default_factory=Unconfined)

    def __post_init__(self) -> None:
        self.service = HearingService(self.store, self.clock)

    def worker(self, **changes: Any) -> Worker:
        talk = cast(Any, self.talk)
        parts = WorkerDependencies(
            service=self.service,
            store=cast(Store, self.store),
            outbox=cast(Outbox, self.outbox),
            reminders=talk,
            discussion=talk,
            draft_progress=self.draft_progress,
            directory=talk,
            chat=self.chat,
            files=self.files,
            summarizer=self.summarizer,
            documents=self.documents,
            readers=self.readers,
            manifests=ConfinedManifests(self.confinement),
            confinement=self.confinement,
            vocabulary=read_vocabulary(),
            clock=self.clock,
            ids=CountingIds(),
            chance=lambda: 0.0,
            words=lambda texts: plain_words(texts, read_texts(strict=True)),
        )
        return Worker(replace(parts, **changes))

    async def run(self, **changes: Any) -> list[tuple[Any, ...]]:
        """Work until nothing is due; what was said of the rows."""
        await self.worker(**changes).run_until_idle()
        return self.outbox.said


def a_round(papers: dict[str, Prose]) -> BallotRound:
    """An open ballot with these sealed papers."""
    return BallotRound(
        number=1,
        status="open",
        seats=tuple(papers),
        needed=1,
        deadline=MONDAY,
        evidence="sha256:" + "0" * 64,
        sealed={who: paper.digest for who, paper in papers.items()},
    )
