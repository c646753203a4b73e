"""Where cards stood before their message or channel was lost is kept, for what was said beneath them.

Owns this one step of the schema; once released it is never edited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "former_places",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("audit", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "audit", "card", "channel", "ts", name=op.f("pk_former_places")),
    )
