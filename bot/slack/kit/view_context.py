"""What a view may look at: the audit as it stands, the texts that still exist, the words, the time.

Owns the small questions every view asks of them (who, which document, what was typed). Must not know blocks or
Slack's API, and changes nothing: the caller gathers everything beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from pydantic import ValidationError

from bot.domain.documents.state import Version
from bot.domain.evaluations.excerpt import Excerpt
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Source
from bot.domain.kernel.conversation import Card, DecisionCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.state import Stage
from bot.domain.reflection.state import Summary, SummaryDraft
from bot.ports.attack_tables import AttackTable
from bot.ports.store import Loaded
from bot.ports.summarizer import Reading
from bot.slack.kit import mrkdwn
from bot.slack.kit.localization import Texts

_NEAR = timedelta(days=180)


@dataclass(frozen=True)
class ViewContext:
    """Everything one drawing is made from."""

    loaded: Loaded
    texts: Mapping[Digest, str]
    """Unsealed texts by digest; an absent one was redacted and is shown as removed."""
    say: Texts
    now: datetime
    heads: Mapping[int, str] = field(default_factory=dict)
    """Head of the chain by event number."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Permalinks by card key."""
    draft_progress: Reading | None = None
    """How far the discussion is read, while a summary is being drafted."""
    excerpts: Mapping[int, Excerpt] = field(default_factory=dict)
    """What is shown of result files, by the result's number."""
    attack: AttackTable | None = None
    """What was found by attacking the audit's rules; None before they were."""
    max_file_mb: int = 25
    """Megabytes of the largest file that is taken."""
    names: Mapping[Person, str] = field(default_factory=dict)
    """What people are called who need not be mentioned, as they typed it."""
    base: str = ""
    """The workspace's own address (`https://acme.slack.com/`), for links to messages."""

    @property
    def audit(self) -> Audit:
        """The audit's state."""
        return self.loaded.audit

    @property
    def framework(self) -> Framework:
        """The framework frozen into the audit."""
        return self.loaded.framework

    @property
    def today(self) -> date:
        """The calendar day, where the audit is."""
        return self.audit.calendar.day(self.now)

    def due(self, day: date) -> str:
        """A day on which something is or was due, written out; within half a year of today without its year."""
        return self.say.day_and_month(day) if abs(day - self.today) < _NEAR else self.say.day(day)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Everything that waits for somebody in this audit now, the earliest first."""
        return tuple(sorted(self.loaded.duties(self.today), key=lambda duty: (duty.due, duty.person, duty.key)))

    # --- typed texts

    def raw(self, digest: Digest | None) -> str | None:
        """The words behind a digest exactly as typed, for `plain_text` and inputs; None when they are gone."""
        return None if digest is None else self.texts.get(digest)

    def typed(self, digest: Digest | None) -> str:
        """The words behind a digest as mrkdwn that cannot act; a removed text says so."""
        text = self.raw(digest)
        return self.say("text-removed") if text is None else mrkdwn.escape(text)

    def quoted(self, digest: Digest | None) -> str:
        """The words behind a digest as a quotation."""
        text = self.raw(digest)
        return self.say("text-removed") if text is None else mrkdwn.quote(text)

    def quoted_about(self, artifact: str, digest: Digest | None) -> str:
        """Words about a document as a quotation; about a restricted one they are for its readers alone."""
        return self.say("text-restricted") if self.restricted(artifact) else self.quoted(digest)

    def draft(self, summary: Summary) -> SummaryDraft | None:
        """The words of a summary; None before there is a draft, and after it was redacted."""
        text = self.raw(summary.content)
        if text is None:
            return None
        try:
            return SummaryDraft.model_validate_json(text)
        except ValidationError:
            return None

    # --- names

    @property
    def model(self) -> str:
        """The audited model and its version, escaped."""
        return mrkdwn.escape(str(self.audit.subject))

    @property
    def name(self) -> str:
        """`A-12: Foo-7B 1.0`, escaped; a smaller audit says what kind it is."""
        if kind := self.framework.variant.title:
            return self.say("name-of-kind", audit=self.audit.key, kind=mrkdwn.escape(kind), model=self.model)
        return f"{self.audit.key}: {self.model}"

    @property
    def lead(self) -> str:
        """The audit lead as a mention, or that nobody holds the seat."""
        return mrkdwn.mention(self.audit.lead) if self.audit.lead else self.say("nobody")

    def mention(self, who: Person) -> str:
        """A person."""
        return mrkdwn.mention(who)

    def mentions(self, people: Iterable[Person]) -> str:
        """Several people, in order, without repeats."""
        return ", ".join(dict.fromkeys(mrkdwn.mention(p) for p in people))

    def stage_title(self, key: str) -> str:
        """The title of a stage, escaped; its key where the framework does not know it."""
        return mrkdwn.escape(self.framework.stage(key).title if self.framework.has_stage(key) else key)

    def stage_number(self, key: str) -> int:
        """A stage's place, counted from 1; 0 for an unknown one."""
        return next((n for n, s in enumerate(self.framework.stages, 1) if s.key == key), 0)

    def role_title(self, key: str) -> str:
        """The title of a role, escaped; its key where the framework does not know it."""
        return mrkdwn.escape(self.framework.role(key).title if self.framework.has_role(key) else key)

    def document_title(self, key: str) -> str:
        """The title of a document, escaped; its key where the framework does not know it."""
        return mrkdwn.escape(self.framework.artifact(key).title if self.framework.has_artifact(key) else key)

    def form_title(self, number: int) -> str:
        """A release form, `7 open weights`, escaped."""
        return mrkdwn.escape(f"{number} {self.framework.option(number).title}")

    # --- state

    @property
    def stage(self) -> str:
        """The first open stage; after the last one closed, the last."""
        open_ones = self.audit.open_stages()
        return open_ones[0] if open_ones else next(reversed(self.audit.stages), "")

    def stage_state(self, key: str) -> Stage:
        """A stage of the audit as it stands."""
        return self.audit.stages.get(key, Stage())

    def restricted(self, artifact: str) -> bool:
        """Whether only named roles may open a document."""
        return self.framework.has_artifact(artifact) and bool(self.framework.artifact(artifact).restricted_to)

    def version(self, artifact: str, number: int) -> Version | None:
        """One version of a document."""
        return next((v for v in self.audit.artifacts.get(artifact, ()) if v.number == number), None)

    def linked(self, card: Card, label: str) -> str:
        """A label that leads to a card, where the card's place is known."""
        return mrkdwn.link(self.links.get(card.key, ""), label)

    def decision_link(self, label: str) -> str:
        """A label that leads to the newest decision, where it was posted."""
        return self.linked(DecisionCard(len(self.audit.earlier_decisions) + 1), label)

    def linked_message(self, source: Source, label: str) -> str:
        """A label that leads to a message somebody wrote."""
        return mrkdwn.link(permalink(self.base, source.channel, source.ts, source.thread_ts), label)


def permalink(base: str, channel: str, ts: str, thread_ts: str = "") -> str:
    """The address of a message in a workspace; empty where the workspace's address is not known."""
    if not base:
        return ""
    below = f"?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else ""
    return f"{base.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}{below}"
