"""The way of a unit: marks, whose turn it is, what is late."""

from __future__ import annotations

from voting.assessment import progress
from voting.assessment.progress import STAGES, Progress, Way, way

DAY = "2021-01-20"


def _way(*finished: str, **deadlines: str) -> Way:
    return way(Progress(frozenset(finished), {progress.MATERIALS: (3, 11)}), deadlines, DAY)


def _marks(found: Way) -> list[str]:
    return [stage.mark for stage in found.stages]


def test_a_new_unit_begins_with_its_materials() -> None:
    found = _way()
    assert _marks(found) == ["now", *["later"] * 7]
    assert (found.stage, found.waits_for, found.late) == ("materials", "unit", False)
    assert (found.stages[0].done, found.stages[0].wanted) == (3, 11)


def test_each_stage_waits_for_those_who_act_in_it() -> None:
    whom = []
    for count in range(len(STAGES)):
        whom.append(_way(*list(STAGES)[:count]).waits_for)
    assert whom == ["unit", "unit", "officer", "host", "trustee", "unit", "officer", "committee"]
    assert _way(*STAGES).waits_for is None


def test_late_from_the_day_after_the_deadline() -> None:
    assert not _way(materials=DAY).late
    assert _way(materials="2021-01-19").late
    assert not _way("materials", materials="2021-01-19").late


def test_a_later_stage_may_be_overdue_before_its_turn() -> None:
    found = _way(meeting="2021-01-01")
    assert _marks(found)[:4] == ["now", "later", "later", "late"]
    assert found.late and found.stage == "materials"


def test_what_was_passed_over_stays_open() -> None:
    found = _way("materials", "slips", "meeting", "tally")
    assert found.stage == "publicity"
    assert _marks(found)[1] == "now"
