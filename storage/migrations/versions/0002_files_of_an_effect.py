"""Effects remember the files they uploaded.

Owns this one step of the schema; once released it is never edited.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    op.add_column("effects", sa.Column("files", sa.Text(), nullable=False, server_default=""))
