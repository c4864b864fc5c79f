"""Grade proposals from a meeting really held: pools, seats, ties, flags, and the unit's edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from office import ADMIN, AUDITOR, HOST, OFFICER, hold, make_round, meeting_input, print_roll
from office import unit_named, with_unit

from voting.errors import BadInput, NotFound, Refused
from voting.services import audit, grading, meetings, rounds
from voting.services.gradesettings import GradeSettings
from voting.storage.database import Database

BALLOTS = 6
EXCELLENT, COMPETENT, BASIC, INCOMPETENT = range(4)
TOWN = ("王伟", "李敏", "张强", "刘洋", "陈静")


def votes(subjects: int, overall: dict[int, Sequence[int]]) -> list[list[list[int]]]:
    """Six ballots: every aspect 良好/称职, 总体评价 as given by subject (0 is the first)."""
    made = []
    for ballot in range(BALLOTS):
        vote = []
        for subject in range(subjects):
            answers = overall.get(subject, [COMPETENT] * BALLOTS)
            vote += [[COMPETENT]] * 5 + [[answers[ballot]]]
        made.append(vote)
    return made


def most(excellent: int, rest: int = COMPETENT) -> list[int]:
    """So many 优秀, the others alike."""
    return [EXCELLENT] * excellent + [rest] * (BALLOTS - excellent)


@pytest.fixture
def round_id(db: Database, keys: Any) -> str:
    """A round with roster and keys."""
    found = make_round(db)
    rounds.accept_ceremony(db, OFFICER, found, keys.ceremony)
    return found


def hold_meeting(db: Database, round_id: str, unit: str, keys: Any,
                 overall: dict[int, Sequence[int]]) -> str:
    """The whole meeting of a unit with six ballots; returns the unit's id."""
    found = unit_named(db, round_id, unit)
    meeting_id = meetings.create_meeting(db, OFFICER,
                                         meeting_input(round_id, found.id, BALLOTS))
    subjects = len(found.cadres) + (found.team is not None)
    hold(db, print_roll(db, meeting_id), {"A": votes(subjects, overall)}, keys.trustees)
    return found.id


def row(db: Database, round_id: str, unit_id: str, name: str) -> grading.ProposalRow:
    return next(r for r in grading.proposals_of(db, round_id, unit_id).rows if r.name == name)


def grades(found: grading.UnitProposals) -> dict[str, str | None]:
    return {r.name: r.software_grade.id if r.software_grade else None for r in found.rows}


def test_before_the_tally_there_is_nothing(db: Database, round_id: str) -> None:
    unit = unit_named(db, round_id, "城关镇")
    meetings.create_meeting(db, OFFICER, meeting_input(round_id, unit.id))
    found = grading.proposals_of(db, round_id, unit.id)
    assert (found.unit, found.meeting_id, found.rows, found.pools) == (unit, None, (), ())
    with pytest.raises(BadInput):
        grading.edit_proposal(db, OFFICER, round_id, unit.id, unit.cadres[0].id, "excellent", "因")


def test_seats_flags_and_figures(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "城关镇", keys, {
        0: most(6), 1: most(3), 2: most(5), 3: [EXCELLENT, *[INCOMPETENT] * 3, *[BASIC] * 2],
        4: most(2), 5: most(6)})
    found = grading.proposals_of(db, round_id, unit_id)
    assert [(p.id, p.seats, p.base, p.filled, p.counted, p.size) for p in found.pools] == [
        ("team", 0, 2, 0, 1, 2), ("member", 1, 4, 1, 4, 4), ("other", 0, 1, 0, 1, 1)]
    assert grades(found) == {"城关镇领导班子": "good", "王伟": "competent", "李敏": "excellent",
                             "张强": "incompetent", "刘洋": "competent", "陈静": "competent"}
    assert [r.pool for r in found.rows] == ["team", *["member"] * 4, "other"]
    second = row(db, round_id, unit_id, "李敏")
    assert (second.rank, second.shared, second.tied, second.flags) == (1, False, False, ())
    assert (second.excellent_rate, second.favourable_rate, second.unfavourable_rate) == (
        Decimal("83.33"), Decimal("100.00"), Decimal("0.00"))
    assert "优秀率83.33%" in second.reason_zh and "seats for excellent (1)" in second.reason_en
    third = row(db, round_id, unit_id, "张强")
    assert [flag.code for flag in third.flags] == ["favourable-low", "unfavourable-high"]
    assert (third.unit_grade, third.edited_by, third.grade) == (None, None, third.software_grade)


def test_a_tie_at_the_boundary_is_shown_and_not_broken(db: Database, round_id: str,
                                                       keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "城关镇", keys, {1: most(4), 3: most(4)})
    found = grading.proposals_of(db, round_id, unit_id)
    members = found.pools[1]
    assert members.tie is not None
    assert (members.filled, members.tie.seats_left, members.tie.tied) == (0, 1, 2)
    assert {r.name for r in found.rows if r.tied} == {"王伟", "张强"}
    assert "excellent" not in grades(found).values()


def test_the_teams_of_the_round_are_one_pool(db: Database, round_id: str, keys: Any) -> None:
    preset = GradeSettings.preset()
    rounds.set_grade_settings(db, OFFICER, round_id, replace(
        preset, team=replace(preset.team, ratio=Fraction(1, 2))))
    town = hold_meeting(db, round_id, "城关镇", keys, {0: most(3)})
    early = grading.proposals_of(db, round_id, town).pools[0]
    assert (early.counted, early.size, early.seats, early.filled) == (1, 2, 1, 1)
    office = hold_meeting(db, round_id, "县财政局", keys, {0: most(5)})
    late = grading.proposals_of(db, round_id, town)
    assert (late.pools[0].counted, late.pools[0].filled) == (2, 1)
    assert [r.name for r in late.rows if r.kind == "team"] == ["城关镇领导班子"]
    assert row(db, round_id, town, "城关镇领导班子").rank == 2
    assert grades(late)["城关镇领导班子"] == "good"
    assert grades(grading.proposals_of(db, round_id, office))["县财政局领导班子"] == "excellent"


def test_of_two_meetings_the_later_one_counts(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys, {0: most(5)})
    again = meetings.create_meeting(db, OFFICER, replace(
        meeting_input(round_id, unit_id, BALLOTS), date="2021-01-27 09:00"))
    assert row(db, round_id, unit_id, "周涛").excellent_rate == Decimal("83.33")
    hold(db, print_roll(db, again), {"A": votes(1, {0: most(2)})}, keys.trustees)
    assert grading.proposals_of(db, round_id, unit_id).meeting_id == again
    assert row(db, round_id, unit_id, "周涛").excellent_rate == Decimal("33.33")


def test_a_number_set_by_hand_is_cut_to_the_pool(db: Database, round_id: str, keys: Any) -> None:
    preset = GradeSettings.preset()
    rounds.set_grade_settings(db, OFFICER, round_id, replace(
        preset, other=replace(preset.other, rounding="manual", manual=3)))
    unit_id = hold_meeting(db, round_id, "县志办", keys, {0: most(1)})
    [pool] = grading.proposals_of(db, round_id, unit_id).pools
    assert (pool.id, pool.seats, pool.filled) == ("other", 1, 1)


def test_the_unit_edits_with_a_reason_and_takes_back(db: Database, round_id: str,
                                                     keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys, {0: most(5)})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    own = replace(with_unit(OFFICER, unit_id), name="县志办")
    grading.edit_proposal(db, own, round_id, unit_id, subject, "excellent", " 年度\n突出 ",
                          clock=lambda: datetime(2021, 2, 1, 8, 30, tzinfo=UTC))
    edited = row(db, round_id, unit_id, "周涛")
    assert edited.software_grade is not None and edited.software_grade.id == "competent"
    assert edited.unit_grade is not None and edited.grade == edited.unit_grade
    assert (edited.unit_grade.id, edited.unit_reason, edited.edited_by, edited.edited_at) == (
        "excellent", "年度 突出", "县志办", "2021-02-01T08:30:00Z")
    grading.edit_proposal(db, OFFICER, round_id, unit_id, subject, "incompetent", "更正")
    assert row(db, round_id, unit_id, "周涛").edited_by == "组织部"
    grading.withdraw(db, own, round_id, unit_id, subject)
    back = row(db, round_id, unit_id, "周涛")
    assert (back.unit_grade, back.unit_reason, back.grade) == (None, None, back.software_grade)
    with pytest.raises(NotFound) as none:
        grading.withdraw(db, own, round_id, unit_id, subject)
    assert none.value.code == "proposal-none"
    told = [(e.action, e.actor, e.details.get("grade")) for e in audit.entries(db, ADMIN)
            if e.action.startswith("proposal")]
    assert told == [("proposal-edited", "县志办", "excellent"),
                    ("proposal-edited", "组织部", "incompetent"),
                    ("proposal-withdrawn", "县志办", None)]


def test_what_an_edit_is_refused_for(db: Database, round_id: str, keys: Any) -> None:
    unit_id = hold_meeting(db, round_id, "县志办", keys, {})
    subject = unit_named(db, round_id, "县志办").cadres[0].id
    elsewhere = unit_named(db, round_id, "城关镇")

    def edit(code: str, *, actor: Any = OFFICER, of: str = round_id, unit: str = unit_id,
             who: str = subject, grade: str = "excellent", reason: str = "理由") -> None:
        with pytest.raises((BadInput, Refused, NotFound)) as refused:
            grading.edit_proposal(db, actor, of, unit, who, grade, reason)
        assert refused.value.code == code

    edit("text-missing", reason=" \n ")
    edit("text-long", reason="长" * 1001)
    edit("grade-unknown", grade="good")
    edit("grade-unknown", grade="")
    edit("proposal-subject", who=elsewhere.cadres[0].id)
    edit("not-permitted", actor=HOST)
    edit("not-permitted", actor=AUDITOR)
    edit("other-unit", actor=with_unit(OFFICER, elsewhere.id))
    edit("round-unknown", of="nowhere")
    edit("unit-unknown", unit="nowhere")
    edit("unit-unknown", of=make_round(db))
    assert row(db, round_id, unit_id, "周涛").edited_by is None
    with pytest.raises(Refused):
        grading.withdraw(db, with_unit(OFFICER, elsewhere.id), round_id, unit_id, subject)


def test_who_may_read(db: Database, round_id: str) -> None:
    unit, other = (unit_named(db, round_id, name).id for name in ("城关镇", "县志办"))
    for actor in (OFFICER, AUDITOR, with_unit(OFFICER, unit)):
        assert grading.proposals_of(db, round_id, unit, actor).unit.id == unit
    for actor, code in ((HOST, "not-permitted"), (with_unit(OFFICER, other), "other-unit")):
        with pytest.raises(Refused) as refused:
            grading.proposals_of(db, round_id, unit, actor)
        assert refused.value.code == code
