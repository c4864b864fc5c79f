"""The three columns of grades as rows, and the proposals of former versions moved into them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from databases import MEETING, add_meeting
from voting.storage import grade_steps
from voting.storage.database import Database

MIGRATIONS = Path(__file__).parents[2] / "voting" / "storage" / "migrations"
UNIT = f"u-{MEETING}"


def entry(
    subject: str, grade: str, reason: str = "因公", step: str = "unit"
) -> grade_steps.GradeRow:
    return grade_steps.GradeRow(
        unit_id=UNIT,
        subject_id=subject,
        step=step,
        grade=grade,
        reason=reason,
        entered_by="城关镇",
        entered_at="2021-01-21T00:00:00Z",
    )


def move(before: str, after: str) -> grade_steps.MoveRow:
    return grade_steps.MoveRow(
        unit_id=UNIT,
        before=before,
        after=after,
        reason="",
        moved_by="城关镇",
        moved_at="2021-01-21T00:00:00Z",
    )


def test_an_entry_takes_the_place_of_the_former_one(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        grade_steps.put(session, [entry("c1", "excellent"), entry("c1", "none", step="committee")])
        grade_steps.put(session, [entry("c1", "competent")])
        found = grade_steps.entries(session, [UNIT])
        assert {key: row.grade for key, row in found.items()} == {
            (UNIT, "c1", "unit"): "competent",
            (UNIT, "c1", "committee"): "none",
        }
        assert grade_steps.remove(session, UNIT, "c1", "unit")
        assert not grade_steps.remove(session, UNIT, "c1", "unit")
        assert grade_steps.entries(session, ["elsewhere"]) == {}


def test_what_only_agreed_is_forgotten(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        grade_steps.put(
            session,
            [
                entry("c1", "excellent"),
                entry("c2", "good", ""),
                entry("c3", "good", "", "department"),
            ],
        )
        grade_steps.forget_agreeing(session, UNIT, "unit")
    with db.reading() as session:
        assert {key[1] for key in grade_steps.entries(session, [UNIT])} == {"c1", "c3"}


def test_moves_are_numbered_and_set_the_stage(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        assert grade_steps.stages(session, [UNIT]) == {}
        grade_steps.move(session, move("unit", "department"))
        grade_steps.move(session, move("department", "unit"))
    with db.reading() as session:
        assert grade_steps.stages(session, [UNIT]) == {UNIT: "unit"}
        assert [(m.number, m.after) for m in grade_steps.moves(session, [UNIT])[UNIT]] == [
            (1, "department"),
            (2, "unit"),
        ]


def to(db: Database, revision: str, *, up: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, revision)


def test_former_proposals_become_the_units_column_and_back(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        grade_steps.put(
            session,
            [
                entry("c1", "excellent"),
                entry("c2", "competent", ""),
                entry("c1", "good", step="committee"),
            ],
        )
    to(db, "0002", up=False)
    with db.engine.begin() as connection:
        rows = connection.exec_driver_sql(
            "SELECT subject_id, grade, reason, edited_by FROM proposals"
        ).all()
        assert [tuple(row) for row in rows] == [("c1", "excellent", "因公", "城关镇")]
    to(db, "head", up=True)
    with db.reading() as session:
        found = grade_steps.entries(session, [UNIT])
    assert [(key[1:], row.grade, row.reason, row.entered_by) for key, row in found.items()] == [
        (("c1", "unit"), "excellent", "因公", "城关镇")
    ]
