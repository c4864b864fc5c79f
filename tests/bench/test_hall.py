"""A small hall against the real server: half of the first sends break, every ballot counts once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from voting.bench import hall
from voting.bench.hall_line import Pace
from voting.bench.hall_phones import TROUBLES
from voting.bench.hall_scene import POSTS, close, set_scene
from voting.errors import Refused

PHONES = 30


def test_every_ballot_counts_once_however_its_first_send_breaks(tmp_path: Path) -> None:
    scene = set_scene(tmp_path, PHONES, POSTS[:3])
    with ThreadPoolExecutor(1) as apart:  # browser tests of the same process leave a loop running
        courses = apart.submit(hall.run_hall, scene, 2.0, 0.5, Pace(2_000_000, 0.0)).result()
    broken = Counter(course.visit.trouble for course in courses)
    assert broken == {"none": 15, **dict.fromkeys(TROUBLES, 5)}
    for course in courses:
        assert course.answers[-1] in (200, 201), course.answers
        if course.visit.trouble == "unheard":
            assert course.answers[-1] == 200, "counted by the first send, told by the second"
    close(scene)
    assert hall.checked(scene, courses) == PHONES
    figures = hall.figures(courses)
    assert figures["receipt_s"]["max"] >= figures["receipt_s"]["p50"] > 0

    courses[0].tracker, courses[1].tracker = courses[1].tracker, courses[1].tracker
    with pytest.raises(Refused, match="30 ballots of 30 phones"):
        hall.checked(scene, courses)


def test_who_is_to_break_is_spread_over_the_hall() -> None:
    visits = hall.plan([(bytes([k]), b"") for k in range(100)], 60, 0.2)
    assert sum(visit.trouble != "none" for visit in visits) == 20
    assert min(v.at for v in visits) >= 0 and max(v.at for v in visits) <= 60
