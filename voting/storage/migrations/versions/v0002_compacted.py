"""Meetings remember whether their files were rewritten after closing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Not known of meetings closed before: the next start rewrites them once more."""
    op.add_column(
        "meetings", sa.Column("compacted", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_column("meetings", "compacted")
