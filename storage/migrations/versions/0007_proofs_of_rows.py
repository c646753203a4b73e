"""Rows that no event explains carry a proof, and a converted channel its former id.

Owns this one step of the schema; once released it is never edited. The proofs themselves need the key: whoever opens
the record writes them then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

PROVEN = (
    "snapshots",
    "contents",
    "inbox",
    "effects",
    "cards",
    "former_places",
    "discussion",
    "drafting",
    "people",
    "channels",
    "members",
)


def upgrade() -> None:
    """Take the step."""
    for table in PROVEN:
        op.add_column(table, sa.Column("proof", sa.Text(), nullable=False, server_default=""))
    op.add_column("channels", sa.Column("formerly", sa.Text(), nullable=False, server_default=""))
