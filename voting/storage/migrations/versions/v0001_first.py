"""First version: all tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _rounds()
    _rosters()
    _proposals()
    _people()
    _meetings()
    _classes()
    _votes()


def downgrade() -> None:
    """Drop all tables, the dependent ones first."""
    for table in (
        "ballots",
        "voids",
        "roll",
        "shares",
        "classes",
        "meetings",
        "audit_log",
        "sessions",
        "accounts",
        "proposals",
        "cadres",
        "teams",
        "units",
        "rounds",
    ):
        op.drop_table(table)


def _rounds() -> None:
    """Rounds."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("basis", sa.String(length=2000), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("ceremony", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )


def _rosters() -> None:
    """Units, teams and cadres."""
    op.create_table(
        "units",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_units_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_units_round_id_name")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_teams_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_teams_unit_id")),
    )
    op.create_table(
        "cadres",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("concurrent", sa.String(length=400), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_cadres_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadres")),
    )
    op.create_index(op.f("ix_cadres_unit_id"), "cadres", ["unit_id"])


def _proposals() -> None:
    """The units' edits of proposals."""
    op.create_table(
        "proposals",
        sa.Column("unit_id", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("edited_by", sa.String(length=60), nullable=False),
        sa.Column("edited_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_proposals_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "subject_id", name=op.f("pk_proposals")),
    )


def _people() -> None:
    """Those who run rounds and meetings, and the log of what they do."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_accounts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=16), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"])
    op.create_table(
        "audit_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_log")),
    )


def _meetings() -> None:
    """Meetings with the files frozen at opening, closing and tally."""
    op.create_table(
        "meetings",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("round_id", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("date", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.String(length=8), nullable=False),
        sa.Column("scores", sa.Boolean(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=True),
        sa.Column("closing", sa.LargeBinary(), nullable=True),
        sa.Column("tally", sa.LargeBinary(), nullable=True),
        sa.Column("results", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_meetings_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_meetings_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_unit_id"), "meetings", ["unit_id"])
    op.create_index(op.f("ix_meetings_round_id"), "meetings", ["round_id"])


def _classes() -> None:
    """Voter classes and the trustees' shares."""
    op.create_table(
        "classes",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("class_id", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("spares", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_classes_meeting")),
        sa.PrimaryKeyConstraint("meeting", "class_id", name=op.f("pk_classes")),
    )
    op.create_table(
        "shares",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("trustee", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_shares_meeting")),
        sa.PrimaryKeyConstraint("meeting", "trustee", name=op.f("pk_shares")),
    )


def _votes() -> None:
    """The roll, the voids and the ballot box: in order of their keys, without time or sequence."""
    op.create_table(
        "roll",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("credential", sa.LargeBinary(length=32), nullable=False),
        sa.Column("class_id", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_roll_meeting")),
        sa.PrimaryKeyConstraint("meeting", "credential", name=op.f("pk_roll")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voids",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("credential", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_voids_meeting")),
        sa.PrimaryKeyConstraint("meeting", "credential", name=op.f("pk_voids")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballots",
        sa.Column("meeting", sa.String(length=8), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("credential", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tracker", sa.String(length=19), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_ballots_meeting")),
        sa.PrimaryKeyConstraint("meeting", "hash", name=op.f("pk_ballots")),
        sa.UniqueConstraint("meeting", "credential", name=op.f("uq_ballots_meeting_credential")),
        sa.UniqueConstraint("meeting", "tracker", name=op.f("uq_ballots_meeting_tracker")),
        sqlite_with_rowid=False,
    )
