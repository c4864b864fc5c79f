"""The whole assessment: facts of cadres, materials, 公示, three columns of grades, accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = (
    ("accounts", "link_hash", sa.LargeBinary(32), None),
    ("accounts", "link_expires", sa.BigInteger(), "0"),
    ("accounts", "disabled", sa.Boolean(), sa.false()),
    ("accounts", "totp", sa.String(64), ""),
    ("accounts", "totp_used", sa.BigInteger(), "0"),
    ("cadres", "person", sa.String(40), ""),
    ("cadres", "head", sa.Boolean(), sa.false()),
    ("cadres", "nonparty", sa.Boolean(), sa.false()),
    ("meetings", "materials", sa.LargeBinary(), None),
    ("rounds", "materials", sa.JSON(), "{}"),
    ("rounds", "plan", sa.JSON(), "{}"),
    ("rounds", "rules", sa.JSON(), "{}"),
    ("rounds", "deadlines", sa.JSON(), "{}"),
    ("sessions", "started", sa.BigInteger(), "0"),
    ("sessions", "device", sa.String(60), ""),
    ("sessions", "offered", sa.String(64), ""),
    ("sessions", "second", sa.Boolean(), sa.false()),
    ("units", "cluster", sa.String(60), ""),
)
"""(table, new column, type, value for the rows there are; None: the column may be empty)."""

INDEXES = (
    ("jobs", "round_id"),
    ("materials", "unit_id"),
    ("objections", "unit_id"),
    ("settled", "unit_id"),
)


def upgrade() -> None:
    """Add the columns and make the tables."""
    for table, name, kind, default in COLUMNS:
        op.add_column(
            table, sa.Column(name, kind, nullable=default is None, server_default=default)
        )
    _people()
    _materials()
    _others()
    _publicity()
    _grades()
    _move_proposals()
    _installation()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop the tables and the columns."""
    for table, column in INDEXES:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    _put_proposals_back()
    for table in (
        "uploads",
        "settings",
        "jobs",
        "grade_moves",
        "grade_stages",
        "grades",
        "objections",
        "publicity",
        "visits",
        "statements",
        "settled",
        "materials",
        "overrides",
        "cadre_facts",
    ):
        op.drop_table(table)
    for table, name, _, _ in reversed(COLUMNS):
        op.drop_column(table, name)


def _people() -> None:
    """What is known and overruled of cadres."""
    op.create_table(
        "cadre_facts",
        sa.Column("cadre_id", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("discipline", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadres.id"], name=op.f("fk_cadre_facts_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_cadre_facts")),
    )
    op.create_table(
        "overrides",
        sa.Column("cadre_id", sa.String(16), nullable=False),
        sa.Column("on_ballot", sa.Boolean(), nullable=True),
        sa.Column("graded", sa.Boolean(), nullable=True),
        sa.Column("cap", sa.String(32), nullable=True),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("decided_by", sa.String(60), nullable=False),
        sa.Column("decided_at", sa.String(32), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadres.id"], name=op.f("fk_overrides_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_overrides")),
    )


def _materials() -> None:
    """Materials and what was settled."""
    op.create_table(
        "materials",
        sa.Column("subject_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(60), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_materials_unit_id")),
        sa.PrimaryKeyConstraint("subject_id", "kind", "version", name=op.f("pk_materials")),
    )
    op.create_table(
        "settled",
        sa.Column("subject_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("settled_by", sa.String(200), nullable=False),
        sa.Column("settled_on", sa.String(10), nullable=False),
        sa.Column("locked_by", sa.String(60), nullable=False),
        sa.Column("locked_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_settled_unit_id")),
        sa.PrimaryKeyConstraint("subject_id", "kind", name=op.f("pk_settled")),
    )


def _others() -> None:
    """Statements of other units, talks and visits."""
    op.create_table(
        "statements",
        sa.Column("cadre_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("asked_of", sa.String(100), nullable=False),
        sa.Column("asked_on", sa.String(10), nullable=False),
        sa.Column("received_on", sa.String(10), nullable=False),
        sa.Column("note", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadres.id"], name=op.f("fk_statements_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", "kind", name=op.f("pk_statements")),
    )
    op.create_table(
        "visits",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("talks", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_visits_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_visits")),
    )


def _publicity() -> None:
    """公示."""
    op.create_table(
        "publicity",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("starts", sa.String(10), nullable=False),
        sa.Column("ends", sa.String(10), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("objections_to", sa.String(400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.String(60), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_publicity_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_publicity")),
    )
    op.create_table(
        "objections",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("received_on", sa.String(10), nullable=False),
        sa.Column("sender", sa.String(100), nullable=False),
        sa.Column("content", sa.String(2000), nullable=False),
        sa.Column("handling", sa.String(2000), nullable=False),
        sa.Column("handled_on", sa.String(10), nullable=False),
        sa.Column("saved_by", sa.String(60), nullable=False),
        sa.Column("department", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_objections_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )


def _grades() -> None:
    """Three columns of grades."""
    op.create_table(
        "grades",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.String(16), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("grade", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("entered_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_grades_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "subject_id", "step", name=op.f("pk_grades")),
    )
    op.create_table(
        "grade_stages",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_grade_stages_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_grade_stages")),
    )
    op.create_table(
        "grade_moves",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", sa.String(12), nullable=False),
        sa.Column("after", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("moved_by", sa.String(60), nullable=False),
        sa.Column("moved_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_grade_moves_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "number", name=op.f("pk_grade_moves")),
    )


def _move_proposals() -> None:
    """What units put forward becomes the first of the three columns."""
    op.execute(
        "INSERT INTO grades (unit_id, subject_id, step, grade, reason, entered_by, "
        "entered_at) SELECT unit_id, subject_id, 'unit', grade, reason, edited_by, "
        "edited_at FROM proposals"
    )
    op.drop_table("proposals")


def _put_proposals_back() -> None:
    """The table there was, with the units' own entries that gave a reason and a grade."""
    op.create_table(
        "proposals",
        sa.Column("unit_id", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("grade", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("edited_by", sa.String(60), nullable=False),
        sa.Column("edited_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_proposals_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "subject_id", name=op.f("pk_proposals")),
    )
    op.execute(
        "INSERT INTO proposals (unit_id, subject_id, grade, reason, edited_by, edited_at) "
        "SELECT unit_id, subject_id, grade, reason, entered_by, entered_at FROM grades "
        "WHERE step = 'unit' AND reason <> '' AND grade <> 'none'"
    )


def _installation() -> None:
    """Long work, settings of the installation, rosters that wait for a word."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("file", sa.String(100), nullable=False),
        sa.Column("error", sa.String(40), nullable=False),
        sa.Column("created_by", sa.String(60), nullable=False),
        sa.Column("touched", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_jobs_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "uploads",
        sa.Column("account_id", sa.String(16), nullable=False),
        sa.Column("round_id", sa.String(16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_uploads_round_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_uploads")),
    )
