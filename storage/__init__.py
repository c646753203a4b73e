"""The Store port over SQL: tables, history, outbox, inbox and migrations.

Owns every row; none of them leaves this package. Must not know the rules of an audit nor anything about Slack. The way
in is `open_storage`.
"""

from __future__ import annotations

from storage.chain_check import Problem
from storage.channel_pace import Pace
from storage.engine import AlreadyOpen, lock_file
from storage.migrations import NewerSchema
from storage.open_record import Storage, open_storage
from storage.verify import AuditKey, Replayed, Report, Verified

__all__ = [
    "AlreadyOpen",
    "AuditKey",
    "NewerSchema",
    "Pace",
    "Problem",
    "Replayed",
    "Report",
    "Storage",
    "Verified",
    "lock_file",
    "open_storage",
]
