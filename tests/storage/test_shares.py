"""Shares and classes of a meeting."""

from __future__ import annotations

import pytest

from databases import MEETING, add_meeting
from voting.storage import meetings, shares
from voting.storage.conflict import Conflict
from voting.storage.database import Database


def test_one_file_of_each_trustee(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        shares.put(session, MEETING, 3, b"three")
        shares.put(session, MEETING, 1, b"one")
        with pytest.raises(Conflict):
            shares.put(session, MEETING, 3, b"other")
    with db.reading() as session:
        assert shares.trustees(session, MEETING) == (1, 3)
        assert shares.all_sorted(session, MEETING) == [(1, b"one"), (3, b"three")]


def voter_class(class_id: str, position: int) -> meetings.ClassRow:
    return meetings.ClassRow(
        meeting=MEETING,
        class_id=class_id,
        position=position,
        name="甲",
        weight=5000,
        expected=1,
        slips=1,
        spares=0,
    )


def test_classes_keep_their_order_and_are_replaced_whole(db: Database) -> None:
    add_meeting(db)
    with db.transaction() as session:
        meetings.replace_classes(session, MEETING, [voter_class("B", 0), voter_class("A", 1)])
    with db.transaction() as session:
        assert [c.class_id for c in meetings.classes(session, MEETING)] == ["B", "A"]
        meetings.replace_classes(session, MEETING, [voter_class("A", 0)])
        assert [c.class_id for c in meetings.classes(session, MEETING)] == ["A"]
    with db.transaction() as session, pytest.raises(Conflict):
        meetings.replace_classes(session, MEETING, [voter_class("A", 0), voter_class("A", 1)])
