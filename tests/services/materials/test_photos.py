"""Photos of a unit's cadres: who may give them, whose they are, what a ballot shows of them."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import CADRES, HOST, OFFICER, make_round, roster_file, unit_named
from portraits import portrait, zipped
from small_hall import department
from voting.assessment import permissions
from voting.assessment.roster.unit import CadreView
from voting.errors import VotingError
from voting.services.context import Actor
from voting.services.log import chain
from voting.services.materials import photos, readings
from voting.services.meetings import plan
from voting.services.roster.importing import import_roster
from voting.services.roster.views import get_unit
from voting.storage.database import Database

UNIT = Actor("unit0000", "城关镇", permissions.UNIT)
PICTURE = portrait()


def refused(action: object) -> str:
    assert callable(action)
    with pytest.raises(VotingError) as error:
        action()
    return error.value.code


def cadre(name: str, person: str = "", key: str = "c") -> CadreView:
    return CadreView(key, name, "", "", 1, "", "", person)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("王伟", "1"),
        ("王 伟", "1"),
        ("王　伟", "1"),
        ("03-王伟", "1"),
        ("王伟（副书记）", "1"),
        ("A001", "1"),
        ("a001 照片", "1"),
        ("李敏", "23"),
        ("B2-李敏", "2"),
        ("B3", "3"),
        ("王伟大", ""),
        ("王", ""),
        ("", ""),
        ("阿卜杜拉·买买提", "4"),
        ("买买提", ""),
    ],
)
def test_whose_photo_a_file_is(name: str, found: str) -> None:
    cadres = [
        cadre("王伟", "A001", "1"),
        cadre("李敏", "B2", "2"),
        cadre("李 敏", "B3", "3"),
        cadre("阿卜杜拉·买买提", "", "4"),
    ]
    assert "".join(c.id for c in photos.matching(name, cadres)) == found


@given(st.text(max_size=40))
def test_any_name_of_a_file_is_taken_apart(name: str) -> None:
    known = [cadre("王伟"), cadre(name or "李敏", key="d")]
    assert all(c in known for c in photos.matching(name, known))
    if "".join(name.split()):
        assert known[1] in photos.matching(name, known), "the whole name of a file always fits"


def test_added_replaced_and_removed(db: Database) -> None:
    unit = unit_named(db, make_round(db), "城关镇")
    own, wang = replace(UNIT, unit_id=unit.id), unit.cadres[0].id
    photos.put(db, own, unit.id, wang, PICTURE)
    kept = photos.photo(db, OFFICER, unit.id, wang)
    assert kept.startswith(b"\xff\xd8\xff") and len(kept) <= 6000 and kept != PICTURE
    photos.put(db, own, unit.id, wang, portrait(kind="PNG", width=100, height=900))
    assert photos.photo(db, own, unit.id, wang) != kept
    assert photos.unit_photos(db, own, unit.id).given == {wang}
    photos.remove(db, own, unit.id, wang)
    assert photos.unit_photos(db, own, unit.id).given == frozenset()
    assert refused(lambda: photos.remove(db, own, unit.id, wang)) == "photo-none"
    assert refused(lambda: photos.photo(db, own, unit.id, wang)) == "photo-none"
    lines = [line.action for line in chain.entries(db, OFFICER) if "photo" in line.action]
    assert lines == ["photos-kept", "photos-kept", "photo-removed"]


def test_who_may(db: Database) -> None:
    unit = unit_named(db, make_round(db), "城关镇")
    wang, stranger = unit.cadres[0].id, replace(UNIT, unit_id="00000000")
    assert refused(lambda: photos.put(db, stranger, unit.id, wang, PICTURE)) == "other-unit"
    assert refused(lambda: photos.photo(db, stranger, unit.id, wang)) == "other-unit"
    assert refused(lambda: photos.put_many(db, HOST, unit.id, [])) == "not-permitted"
    assert refused(lambda: photos.remove(db, HOST, unit.id, wang)) == "not-permitted"
    assert (
        refused(lambda: photos.put(db, OFFICER, unit.id, "00000000", PICTURE)) == "subject-unknown"
    )
    assert unit.team is not None
    assert (
        refused(lambda: photos.put(db, OFFICER, unit.id, unit.team.id, PICTURE))
        == "subject-unknown"
    ), "a team has no face"


def test_several_at_once(db: Database) -> None:
    unit = unit_named(db, make_round(db), "城关镇")
    taken = photos.put_many(
        db,
        OFFICER,
        unit.id,
        [
            ("王伟.jpg", PICTURE),
            (
                "照片.zip",
                zipped(
                    {
                        "李敏.png": portrait(kind="PNG"),
                        "张强.jpg": b"no picture",
                        "马某.jpg": PICTURE,
                    }
                ),
            ),
        ],
    )
    assert taken.kept == ("王伟", "李敏") and taken.unmatched == ("马某",)
    assert [(name, error.code) for name, error in taken.refused] == [("张强", "photo-kind")]
    given = photos.unit_photos(db, OFFICER, unit.id).given
    assert given == {c.id for c in unit.cadres if c.name in ("王伟", "李敏")}


def test_photos_leave_with_their_cadre(db: Database) -> None:
    round_id = make_round(db)
    unit = unit_named(db, round_id, "城关镇")
    photos.put(db, OFFICER, unit.id, unit.cadres[0].id, PICTURE)
    photos.put(db, OFFICER, unit.id, unit.cadres[1].id, PICTURE)
    import_roster(
        db, OFFICER, round_id, roster_file(cadres=[line for line in CADRES if line[1] != "王伟"])
    )
    assert photos.unit_photos(db, OFFICER, unit.id).given == {unit.cadres[1].id}


def test_frozen_at_opening_and_on_the_phones(db: Database) -> None:
    hall = department(db).hall()
    unit_id = plan.get_meeting(hall.db, hall.meeting).unit_id
    view = get_unit(hall.db, unit_id)
    face = view.cadres[0].id
    photos.put(hall.db, OFFICER, unit_id, face, PICTURE)
    kept = photos.photo(hall.db, OFFICER, unit_id, face)
    hall.open()
    found = json.loads(gzip.decompress(readings.readings(hall.db, hall.meeting)))
    head, data = found["photos"][face].split(",")
    assert head == "data:image/jpeg;base64" and b64decode(data) == kept
    assert list(found["photos"]) == [face]
    assert refused(lambda: photos.put(hall.db, OFFICER, unit_id, face, PICTURE)) == "photos-frozen"
    assert (
        refused(lambda: photos.put_many(hall.db, OFFICER, unit_id, [("王伟", PICTURE)]))
        == "photos-frozen"
    )
    photos.remove(hall.db, OFFICER, unit_id, face)
    again = json.loads(gzip.decompress(readings.readings(hall.db, hall.meeting)))
    assert again == found, "what the voters see stays"
