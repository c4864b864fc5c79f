"""Opening: what is voted on is frozen, and nothing that happens later changes it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from held_meeting import run_ceremony
from office import AUDITOR, BUNDLE, EARLY, HOST, OFFICER, make_round, roster_file, unit_named
from small_hall import CLASSES, Department, department, together
from voting.crypto.base32 import fingerprint
from voting.errors import BadEncoding, NotFound, Refused, VotingError
from voting.record.manifest import Manifest
from voting.services.log.chain import entries
from voting.services.meetings import opening, plan, slips
from voting.services.meetings.plan import MeetingInput, get_meeting
from voting.services.roster.importing import import_roster
from voting.services.rounds import edit
from voting.services.voting import casting
from voting.storage import roll
from voting.storage.database import Database


def refused(code: str, *arguments: object) -> None:
    with pytest.raises(VotingError) as error:
        opening.open_meeting(*arguments)
    assert error.value.code == code


def test_manifest_holds_what_was_prepared(office: Department) -> None:
    hall = office.hall()
    mark = opening.open_meeting(hall.db, HOST, hall.meeting, BUNDLE, EARLY)
    data = casting.manifest_bytes(hall.db, hall.meeting)
    assert (
        mark
        == fingerprint(hashlib.sha256(data).digest())
        == get_meeting(hall.db, hall.meeting).fingerprint
    )
    manifest = Manifest.decode(data)
    assert [(c.id, c.weight, c.expected) for c in manifest.classes] == [
        (c.id, c.weight, c.expected) for c in CLASSES
    ]
    assert manifest.bundle == BUNDLE and manifest.roll.size == 16
    assert [(f.kind, [s.name for s in f.subjects]) for f in manifest.forms] == [("cadre", ["周涛"])]
    assert [q.abstain is not None for q in manifest.forms[0].questions] == [True] * 6
    assert manifest.trustees.threshold == 2 and len(manifest.trustees.members) == 3
    assert manifest.meeting.unit == "县志办" and manifest.meeting.year == 2020
    last = max(entries(hall.db, OFFICER), key=lambda entry: entry.number)
    assert (last.action, last.details["fingerprint"]) == ("meeting-opened", mark)


def test_team_comes_first_then_each_cadre_in_order(office: Department) -> None:
    hall = office.hall(unit="城关镇")
    hall.open()
    forms = hall.known.manifest.forms
    assert [(f.kind, len(f.subjects)) for f in forms] == [("team", 1), ("cadre", 5)]
    assert [s.name for s in forms[1].subjects] == ["王伟", "李敏", "张强", "刘洋", "陈静"]
    assert len(hall.known.layout.slots) == 144


def test_not_without_slips_and_not_twice(office: Department) -> None:
    data = MeetingInput(
        office.round,
        unit_named(office.db, office.round, "县志办").id,
        "会",
        "日期",
        "地点",
        CLASSES,
    )
    draft = plan.create_meeting(office.db, OFFICER, data)
    refused("meeting-state", office.db, HOST, draft, BUNDLE)
    hall = office.opened()
    before = casting.manifest_bytes(hall.db, hall.meeting)
    refused("meeting-state", hall.db, HOST, hall.meeting, "cd" * 32)
    hall.close()
    refused("meeting-state", hall.db, HOST, hall.meeting, "cd" * 32)
    assert casting.manifest_bytes(hall.db, hall.meeting) == before
    with pytest.raises(NotFound):
        opening.open_meeting(office.db, HOST, "00000000", BUNDLE)
    refused("not-permitted", office.db, AUDITOR, draft, BUNDLE)


def test_not_without_keys(db: Database) -> None:
    round_id = make_round(db)
    meeting = plan.create_meeting(
        db,
        OFFICER,
        MeetingInput(
            round_id, unit_named(db, round_id, "县志办").id, "会", "日期", "地点", CLASSES
        ),
    )
    slips.print_slips(db, OFFICER, meeting, "https://vote.example")
    refused("keys-missing", db, HOST, meeting, BUNDLE)
    assert get_meeting(db, meeting).state == "printed"
    edit.accept_ceremony(db, OFFICER, round_id, run_ceremony()[1].encode())
    opening.open_meeting(db, HOST, meeting, BUNDLE, EARLY)
    with pytest.raises(Refused) as error:
        edit.accept_ceremony(db, OFFICER, round_id, run_ceremony()[1].encode())
    assert error.value.code == "keys-in-use"


@pytest.mark.parametrize("bundle", ["", "ab", "AB" * 32, "ab" * 33, "zz" * 32])
def test_a_bundle_that_is_no_hash_opens_nothing(office: Department, bundle: str) -> None:
    hall = office.hall()
    with pytest.raises(BadEncoding):
        opening.open_meeting(hall.db, HOST, hall.meeting, bundle, EARLY)
    assert get_meeting(hall.db, hall.meeting).state == "printed"


def test_opening_twice_at_once(office: Department) -> None:
    hall = office.hall()
    found = together([lambda: opening.open_meeting(hall.db, HOST, hall.meeting, BUNDLE, EARLY)] * 6)
    assert sum(isinstance(one, str) for one in found) == 1
    assert {one.code for one in found if isinstance(one, Refused)} == {"meeting-state"}


def test_nothing_changes_the_manifest_afterwards(db: Database) -> None:
    """Every use case that could touch what it was made of is tried; the bytes stay."""
    own = department(db)
    hall = own.opened()
    before = casting.manifest_bytes(db, hall.meeting)
    view = get_meeting(db, hall.meeting)
    changed = MeetingInput(
        view.round_id,
        view.unit_id,
        "另一个会",
        "明天",
        "别处",
        (replace(CLASSES[0], weight=10_000),),
        minimum=2,
    )
    slips_before = hall.known.manifest.roll
    attempts = [
        lambda: plan.update_meeting(db, OFFICER, hall.meeting, changed),
        lambda: slips.print_slips(db, OFFICER, hall.meeting, "https://vote.example"),
        lambda: edit.accept_ceremony(db, OFFICER, own.round, run_ceremony()[1].encode()),
        lambda: import_roster(
            db,
            OFFICER,
            own.round,
            roster_file((("县志办", "县志办领导班子"),), (("县志办", "周涛涛", "副主任", "其他"),)),
        ),
        lambda: opening.open_meeting(db, HOST, hall.meeting, "cd" * 32),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
        assert casting.manifest_bytes(db, hall.meeting) == before
    with db.reading() as session:
        assert len(roll.entries(session, hall.meeting)) == slips_before.size
    hall.close()
    assert casting.manifest_bytes(db, hall.meeting) == before
