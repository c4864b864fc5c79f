"""What voters read beside the ballot: settled materials, frozen at opening, gone at closing."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from office import OFFICER
from reports import settle, subject, write
from small_hall import Department
from voting.errors import NotFound, Refused
from voting.services.materials import readings
from voting.services.materials.edit import save
from voting.services.meetings import plan
from voting.services.roster.views import get_unit, list_units


def read(db: Any, meeting: str) -> Any:
    return json.loads(gzip.decompress(readings.readings(db, meeting)))


def test_settled_materials_only_and_frozen(office: Department) -> None:
    hall = office.hall()
    unit = plan.get_meeting(hall.db, hall.meeting).unit_id
    cadre = get_unit(hall.db, unit).cadres[0].id
    if not subject(hall.db, unit, cadre).settled:
        write(hall.db, unit, cadre, "甲\n乙")
        settle(hall.db, unit, cadre)
    with pytest.raises(Refused) as error:
        readings.readings(hall.db, hall.meeting)
    assert error.value.code == "materials-not-open"
    hall.open()
    found = read(hall.db, hall.meeting)
    assert found["format"] == readings.FORMAT and list(found["subjects"]) == [cadre]
    (report,) = found["subjects"][cadre]
    assert report["title"]["zh"] == "述职述廉述学报告"
    assert [s["title"]["zh"] for s in report["sections"]][:5] == ["德", "能", "勤", "绩", "大事一"]
    assert {s["text"] for s in report["sections"]} == {"甲\n乙"}
    with pytest.raises(Refused):
        save(hall.db, OFFICER, unit, cadre, "report", [("whole", "改了")], 1)
    assert read(hall.db, hall.meeting) == found
    hall.close()
    with pytest.raises(Refused) as error:
        readings.readings(hall.db, hall.meeting)
    assert error.value.code == "materials-not-open"


def test_unknown_meeting(office: Department) -> None:
    with pytest.raises(NotFound):
        readings.readings(office.db, "00000000")


def test_a_list_is_numbered_and_a_whole_text_has_no_heading(office: Department) -> None:
    """The shapes the phone shows, straight from the materials of a town with a team."""
    unit = next(u for u in list_units(office.db, office.round) if u.team is not None)
    assert unit.team is not None
    if not subject(office.db, unit.id, unit.team.id).settled:
        write(office.db, unit.id, unit.team.id, "甲")
        settle(office.db, unit.id, unit.team.id)
    with office.db.reading() as session:
        found = json.loads(gzip.decompress(readings.freeze(session, unit.id)))
        assert readings.freeze(session, unit.id) == readings.freeze(session, unit.id)
    pieces = found["subjects"][unit.team.id]
    assert [s["text"] for s in pieces[1]["sections"]] == ["1. 甲", "2. 另一条"]
    assert pieces[1]["sections"][0]["title"] == {"zh": "", "en": ""}
