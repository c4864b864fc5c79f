"""The round at a glance: stages out of what is stored, filters, deadlines, who may see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from office import (
    ADMIN,
    HOST,
    OFFICER,
    make_round,
    meeting_input,
    print_roll,
    unit_named,
    with_unit,
)
from voting.errors import BadInput, Refused
from voting.services.meetings import plan
from voting.services.progress import overview
from voting.services.progress.overview import Choice, RoundProgress
from voting.storage.database import Database
from voting.storage.publicity import PublicityRow


def _clock() -> datetime:
    return datetime(2021, 1, 20, 1, tzinfo=UTC)


def _progress(db: Database, round_id: str) -> RoundProgress:
    return overview.progress_of(db, OFFICER, round_id, clock=_clock)


def _marks(found: RoundProgress, name: str) -> dict[str, str]:
    unit = next(u for u in found.units if u.name == name)
    return {stage.id: stage.mark for stage in unit.way.stages}


def test_units_in_the_departments_order_wait_for_their_materials(db: Database) -> None:
    found = _progress(db, make_round(db))
    assert [unit.name for unit in found.units] == ["城关镇", "县财政局", "县志办"]
    assert found.waiting == {"unit": 3}
    assert found.finished["materials"] == 0 and found.late == 0
    town = found.units[0].way.stages[0]
    assert (town.done, town.wanted) == (0, 5 + 5), "总结、四个清单、五份述职报告"


def test_a_printed_meeting_shows_its_slips(db: Database) -> None:
    round_id = make_round(db)
    unit = unit_named(db, round_id, "城关镇")
    meeting = plan.create_meeting(db, OFFICER, meeting_input(round_id, unit.id))
    assert _marks(_progress(db, round_id), "城关镇")["slips"] == "later"
    print_roll(db, meeting)
    found = _progress(db, round_id)
    assert _marks(found, "城关镇")["slips"] == "done"
    assert found.units[0].meeting_id == meeting and found.finished["slips"] == 1


def test_publicity_is_done_when_its_last_day_is_over(db: Database) -> None:
    round_id = make_round(db)
    unit = unit_named(db, round_id, "城关镇")
    for ends, mark in (("2021-01-20", "later"), ("2021-01-19", "done")):
        with db.transaction() as session:
            session.merge(
                PublicityRow(
                    unit_id=unit.id,
                    starts="2021-01-10",
                    ends=ends,
                    place="",
                    objections_to="",
                    text="",
                    saved_by="x",
                    saved_at="",
                )
            )
        assert _marks(_progress(db, round_id), "城关镇")["publicity"] == mark


def test_deadlines_make_units_late(db: Database) -> None:
    round_id = make_round(db)
    overview.set_deadlines(db, OFFICER, round_id, {"materials": "2021-01-19", "meeting": ""})
    found = _progress(db, round_id)
    assert found.late == 3 and found.deadlines == {"materials": "2021-01-19"}
    assert Choice(late=True).of(found.units) == found.units


@pytest.mark.parametrize(
    "stage, day", [("materials", "明天"), ("materials", "2021-02-30"), ("lunch", "2021-01-19")]
)
def test_deadlines_are_days_of_stages(db: Database, stage: str, day: str) -> None:
    round_id = make_round(db)
    with pytest.raises(BadInput):
        overview.set_deadlines(db, OFFICER, round_id, {stage: day})
    assert _progress(db, round_id).deadlines == {}


def test_filters_narrow_the_units(db: Database) -> None:
    units = _progress(db, make_round(db)).units
    assert [u.name for u in Choice(text=" 财政 ").of(units)] == ["县财政局"]
    assert Choice(waits_for="committee").of(units) == ()
    assert Choice(stage="materials", kind="乡镇").of(units) == units
    assert Choice(stage="done").of(units) == ()
    assert Choice(late=True).of(units) == ()


def test_who_sees_the_ways_of_units(db: Database) -> None:
    round_id = make_round(db)
    own = unit_named(db, round_id, "城关镇").id
    assert overview.unit_progress(db, OFFICER, round_id, own).name == "城关镇"
    for actor in (with_unit(ADMIN, own), HOST):
        with pytest.raises(Refused):
            overview.progress_of(db, actor, round_id)
        with pytest.raises(Refused):
            overview.unit_progress(db, actor, round_id, own)
