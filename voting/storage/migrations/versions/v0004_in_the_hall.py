"""What a hall needs: paper ballots, trials, photos, a countdown, the test of the network."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns of meetings, classes and rounds; two tables."""
    op.add_column("meetings", sa.Column("countdown", sa.String(32), nullable=True))
    op.add_column("meetings", sa.Column("tested", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("meetings", sa.Column("paper", sa.LargeBinary(), nullable=True))
    op.add_column("classes", sa.Column("paper", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "rounds", sa.Column("trial", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("rounds", sa.Column("trial_keys", sa.LargeBinary(), nullable=True))
    op.create_table(
        "paper_entries",
        sa.Column("meeting", sa.String(8), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(16), nullable=False),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meetings.id"], name=op.f("fk_paper_entries_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting", "entry", name=op.f("pk_paper_entries")),
    )
    op.create_table(
        "photos",
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_photos_unit_id")),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_photos")),
    )
    op.create_index(op.f("ix_photos_unit_id"), "photos", ["unit_id"])


def downgrade() -> None:
    """Forget all of it."""
    op.drop_table("photos")
    op.drop_table("paper_entries")
    for table, column in (
        ("rounds", "trial_keys"),
        ("rounds", "trial"),
        ("classes", "paper"),
        ("meetings", "paper"),
        ("meetings", "tested"),
        ("meetings", "countdown"),
    ):
        op.drop_column(table, column)
