"""Effects count the claims of which nobody said how they ended.

Owns this one step of the schema; once released it is never edited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Take the step."""
    op.add_column("effects", sa.Column("unreported", sa.Integer(), nullable=False, server_default="0"))
