"""What the service, the worker and the adapters need of each other, as Protocols.

Owns the shapes that cross the boundaries: what is loaded and committed, what the outbox hands out, what a summary is
made from. Knows no vendor; implementations are in `storage` and in the adapters, and meet in `bot.wiring`.
All times are aware UTC.
"""

from __future__ import annotations

from bot.ports.documents import ALT_TEXT, Documents, MadeFile
from bot.ports.drafting import Asked, Desk, Drafted, Drafting, Material, Summarizer, SummaryProblem, Utterance
from bot.ports.outbox import (
    CardJob,
    EffectJob,
    Outbox,
    Parked,
    Sent,
)
from bot.ports.outside import (
    Blobs,
    Chat,
    DeliveryError,
    File,
    FileProblem,
    Files,
    MessageGone,
    NotYet,
    Terminal,
    TryAgain,
    Unclear,
)
from bot.ports.record import (
    AuditChange,
    AuditLine,
    Commit,
    Loaded,
    Receipt,
    Recorded,
    Spot,
    Store,
    Unavailable,
)
from bot.ports.results import Readers, UnreadableResult
from bot.ports.talk import (
    Channel,
    Directory,
    Discussion,
    Message,
    Pending,
    PersonDue,
    Profile,
    Reminded,
    Reminding,
)
from bot.ports.time import (
    Clock,
    Ids,
)

__all__ = [
    "ALT_TEXT",
    "Asked",
    "AuditChange",
    "AuditLine",
    "Blobs",
    "CardJob",
    "Channel",
    "Chat",
    "Clock",
    "Commit",
    "DeliveryError",
    "Desk",
    "Directory",
    "Discussion",
    "Documents",
    "Drafted",
    "Drafting",
    "EffectJob",
    "File",
    "FileProblem",
    "Files",
    "Ids",
    "Loaded",
    "MadeFile",
    "Material",
    "Message",
    "MessageGone",
    "NotYet",
    "Outbox",
    "Parked",
    "Pending",
    "PersonDue",
    "Profile",
    "Readers",
    "Receipt",
    "Recorded",
    "Reminded",
    "Reminding",
    "Sent",
    "Spot",
    "Store",
    "Summarizer",
    "SummaryProblem",
    "Terminal",
    "TryAgain",
    "Unavailable",
    "Unclear",
    "UnreadableResult",
    "Utterance",
]
