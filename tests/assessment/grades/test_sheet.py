"""The grade sheet: what stands in a column, what a column says, what is kept from whom."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from voting.assessment.grade_names import GRADES, NONE, Grade
from voting.assessment.grades.line import CADRE, TEAM, Entry, GradeLine, LeftOut
from voting.assessment.grades.pools import PoolColumn, PoolSheet
from voting.assessment.grades.proposals import Proposal
from voting.assessment.grades.sheet import GradeSheet, Move, RoundGrades
from voting.assessment.grades.steps import COLUMNS, COMMITTEE, DEPARTMENT, SOFTWARE, UNIT
from voting.assessment.roster.unit import UnitView
from voting.assessment.wording import Text
from voting.errors import BadInput

EXCELLENT, COMPETENT, BASIC, _ = GRADES[CADRE]
PUNISHED = Text("受处分，影响期内不得评为优秀")
NEW = Text("本年度新提拔任职")


def entry(grade: Grade, reason: str = "") -> Entry:
    return Entry(grade=grade, reason=reason, by="张", at="2021-01-20T01:00:00Z", on="2021-01-20")


def line(suggested: Grade | None = COMPETENT, **more: Entry | Grade | bool | None) -> GradeLine:
    proposal = Proposal(
        id="c1",
        name="王伟",
        kind=CADRE,
        grade=suggested,
        rank=1,
        shared=False,
        flags=(),
        outcome="no-seat",
        tied_at_boundary=None,
        reason=Text(""),
    )
    plain = GradeLine(
        subject_id="c1",
        kind=CADRE,
        name="王伟",
        post="镇长",
        category="班子成员",
        pool="member:county:",
        software=proposal,
        reasons=(NEW,),
        confidential=(PUNISHED,),
        asks=(NEW,),
    )
    return replace(plain, **more)


def sheet(stage: str, *lines: GradeLine, scope: str = "county") -> GradeSheet:
    column = PoolColumn(seats=1, base=5, used=0, exact=Fraction(1), sentence=Text("5×20%=1"))
    pool = PoolSheet(
        key="member:county:",
        id="member",
        scope=scope,
        text=Text("班子成员"),
        where=Text("全部单位"),
        columns=dict.fromkeys(COLUMNS, column),
        tie=None,
        counted=5,
        size=5,
    )
    return GradeSheet(
        round_id="r1",
        unit=UnitView("u1", "r1", "城关镇", "乡镇", "", None, ()),
        meeting_id="m1",
        stage=stage,
        lines=lines,
        pools=(pool,),
        left_out=(LeftOut(subject_id="c9", name="李", post="", confidential=(PUNISHED,)),),
        moves=(
            Move(number=1, before=UNIT, after=DEPARTMENT, reason="", by="张", at=""),
            Move(number=2, before=DEPARTMENT, after=COMMITTEE, reason="", by="李", at=""),
        ),
    )


def test_a_column_is_empty_until_its_step_has_said_something() -> None:
    agreed = line(unit=entry(EXCELLENT, "研究"))
    at_department = sheet(DEPARTMENT, agreed)
    assert agreed.grade_at(COMMITTEE) == EXCELLENT, "what would stand there"
    given = [at_department.given(agreed, column) for column in COLUMNS]
    assert given == [COMPETENT, EXCELLENT, None, None]
    assert sheet("decided", agreed).given(agreed, COMMITTEE) == EXCELLENT, (
        "agreement is a word, too"
    )
    early = line(department=entry(BASIC, "另有考虑"))
    assert at_department.given(early, DEPARTMENT) == BASIC, "entered and not yet handed on"
    assert sheet(UNIT, line(None)).given(line(None), SOFTWARE) is None


def test_what_a_line_may_have() -> None:
    capped = line(cap=COMPETENT)
    assert EXCELLENT not in capped.choices() and capped.check("competent") == COMPETENT
    with pytest.raises(BadInput) as caught:
        capped.check("excellent")
    assert caught.value.code == "grade-above-cap"
    assert line(graded=False).choices() == (NONE,)


def test_why_is_said_once_and_without_discipline() -> None:
    assert line().why == (NEW, PUNISHED)
    whole = RoundGrades(year=2020, name="", number="", basis="", sheets=(sheet(UNIT, line()),))
    [shown] = whole.without_discipline().sheets
    assert shown.lines[0].why == (NEW,) and shown.left_out[0].why == ()
    assert len(whole.pools) == 1 and not whole.decided().sheets
    assert [one.name for _, one in whole.lines(CADRE)] == ["王伟"] and not whole.lines(TEAM)


def test_a_unit_sees_its_own_step_and_in_the_end_the_decision() -> None:
    full = line(
        unit=entry(EXCELLENT, "研究"),
        department=entry(BASIC, "部内意见"),
        committee=entry(COMPETENT, "委员会意见"),
    )
    own = sheet(COMMITTEE, full).for_unit()
    [shown] = own.lines
    assert (shown.department, shown.committee, shown.confidential) == (None, None, ())
    assert shown.unit == full.unit and own.left_out[0].confidential == ()
    assert [move.number for move in own.moves] == [1]
    assert set(own.pools[0].columns) == {SOFTWARE}, "others compete for the same seats"
    assert set(sheet(UNIT, full, scope="unit").for_unit().pools[0].columns) == {SOFTWARE, UNIT}
    decided = sheet("decided", full).for_unit().lines[0].committee
    assert decided is not None and (decided.grade, decided.reason) == (COMPETENT, "")
