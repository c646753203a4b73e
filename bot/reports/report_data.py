"""What a report is made of: an audit, its history, and what else is to be read before anything is written.

Owns the reading. What comes out can be handed to another process. Must not decide what is written of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.engine.fold import fold
from bot.domain.engine.history import write_event
from bot.domain.evaluations.samples import DrawnSamples
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.conversation import AuditCard, Card, DecisionCard, QuestionCard, StageCard, SummaryCard
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.people import Person, user_of
from bot.domain.kernel.registry import Event
from bot.domain.redaction.state import Redaction
from bot.domain.roster.roles import fixed_seats
from bot.ports.attack_tables import AttackTable
from bot.ports.store import Loaded, Recorded
from bot.reports.document_words import Words, samples_of_results, words_of_documents
from bot.reports.obligation_files import Regime
from bot.reports.sources import Say, Sources

_PERSON = re.compile(r"[A-Z][A-Z0-9]*:[UWB][A-Z0-9]+")

_ON_THIS_MACHINE = re.compile(r"https?://(127\.|localhost\b|\[::1\])")

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report of one audit is written from."""

    loaded: Loaded
    history: tuple[Recorded, ...]
    texts: Mapping[Digest, str]
    """The typed texts that may be read and still exist."""
    removed: tuple[Redaction, ...]
    """What was removed, also after the moment it tells of: it is gone there, too."""
    names: Mapping[Person, str]
    cards: Mapping[str, str]
    """Addresses of the audit's cards in Slack, by key."""
    messages: Mapping[tuple[str, str], str]
    """Addresses of messages things came from, by channel and ts."""
    documents: Mapping[str, Words]
    """What stands in the documents that everybody here may open, by their keys."""
    samples: Mapping[int, DrawnSamples]
    """Random inputs and outputs of the admitted results whose files hold any, by their numbers."""
    regimes: tuple[Regime, ...]
    """What codes and standards ask of a record."""
    organisation: str
    """Whose audit it is, as whoever runs the bot names it today; empty where they do not."""
    attack: AttackTable | None
    """What was found by attacking the audit's rules; None before they were."""
    at: datetime
    """The moment it tells of."""
    later: int
    """How many events came after that; zero where it tells of today."""
    say: Say

    @property
    def audit(self) -> Audit:
        """The audit as it stands."""
        return self.loaded.audit

    @property
    def framework(self) -> Framework:
        """The framework frozen into it."""
        return self.loaded.framework

    def name(self, who: Person) -> str:
        """A person as the workspace knows them."""
        return self.names.get(who) or user_of(who)

    def message(self, source: Source | None) -> str:
        """The address of the message something came from; empty where there is none."""
        return self.messages.get((source.channel, source.ts), "") if source else ""


async def _framework_then(sources: Sources, loaded: Loaded, then: Audit) -> Framework:
    """The framework an audit ran by at an earlier event: it may go by another one since."""
    if then.framework == loaded.audit.framework:
        return loaded.framework
    return thaw((await sources.store.texts(then.workspace, [then.framework]))[then.framework])


async def gather(sources: Sources, loaded: Loaded, as_of: int | None = None, *, files: bool = True) -> Material:
    """Read everything about an audit that everybody in it may read; as it stood at an event, where one is named.

    `files`: whether documents and results are read, too, which takes a confined process for each.

    What was removed since is removed there too, and people have the names they have today. Raises IndexError where
    there is no such event.
    """
    whole = await sources.store.history(loaded.audit.workspace, loaded.audit.key)
    removed = tuple(each for each in loaded.audit.redactions if each.done_by)
    # never a moment before what it tells of, whatever the clock of this machine says
    history, at = whole, max([sources.clock.now(), *(recorded.event.at for recorded in whole[-1:])])
    if as_of is not None:
        last = whole[as_of - 1]
        history, at = whole[:as_of], last.event.at
        then = fold(recorded.event for recorded in history)
        loaded = Loaded(then, await _framework_then(sources, loaded, then), last.hash)
    audit = loaded.audit
    events = [recorded.event for recorded in history]
    return Material(
        loaded=loaded,
        history=tuple(history),
        texts=await sources.store.texts(
            audit.workspace, _readable(sources, audit, events) | {each.reason for each in removed}
        ),
        removed=removed,
        names=await _names(sources, audit, [recorded.event for recorded in whole]),
        cards=await _cards(sources, audit, loaded.framework),
        messages={(s.channel, s.ts): _address(sources, audit, s) for s in _sources_of(audit)},
        documents=await words_of_documents(sources, audit, loaded.framework) if files else {},
        samples=await samples_of_results(sources, audit) if files else {},
        regimes=sources.regimes,
        organisation=sources.organisation,
        attack=await sources.attack_tables.found(
            audit.workspace, audit.framework, fixed_seats(audit, loaded.framework)
        ),
        at=at,
        later=len(whole) - len(history),
        say=sources.say,
    )


def _readable(sources: Sources, audit: Audit, events: Iterable[Event]) -> set[Digest]:
    """What the surface shows now, and the reasons it showed when they were given: the state does not keep them all."""
    return sources.shown(audit) | {
        reason for event in events if isinstance(reason := getattr(event, "reason", None), str) if _DIGEST.match(reason)
    }


async def _names(sources: Sources, audit: Audit, events: Iterable[Event]) -> dict[Person, str]:
    people = {who for event in events for who in _people_in(write_event(event))}
    profiles = {who: await sources.directory.profile(audit.workspace, who) for who in sorted(people)}
    return {who: profile.name for who, profile in profiles.items() if profile and profile.name}


def _people_in(body: object) -> Iterator[Person]:
    """Every person an event names, as actor or otherwise, wherever in its body they stand."""
    if isinstance(body, str):
        if _PERSON.fullmatch(body):
            yield body
    elif isinstance(body, dict):
        for key, value in body.items():
            yield from _people_in(key)
            yield from _people_in(value)
    elif isinstance(body, list):
        for value in body:
            yield from _people_in(value)


async def _cards(sources: Sources, audit: Audit, framework: Framework) -> dict[str, str]:
    questions = [QuestionCard(q.key) for stage in framework.stages for q in stage.questions]
    found = {}
    decisions = (DecisionCard(n) for n in range(1, len(audit.earlier_decisions) + 2))
    cards: list[Card] = [AuditCard(), SummaryCard(), *decisions, *map(StageCard, audit.stages), *questions]
    for key, sent in (await sources.outbox.all_sent(audit.workspace, audit.key, (c.key for c in cards))).items():
        source = Source(channel=sent.channel, ts=sent.ts, thread_ts=sent.thread_ts)
        if address := _address(sources, audit, source):
            found[key] = address
    return found


def _address(sources: Sources, audit: Audit, message: Source) -> str:
    """Where a message is; empty for one on the machine that writes the report: whoever reads it is elsewhere."""
    address = sources.address(audit.workspace, message)
    return "" if _ON_THIS_MACHINE.match(address) else address


def _sources_of(audit: Audit) -> Iterator[Source]:
    for versions in audit.artifacts.values():
        yield from (v.source for v in versions if v.source)
    yield from (r.source for r in audit.results)
    for summary in audit.summaries:
        yield from (s.source for s in summary.statements)
