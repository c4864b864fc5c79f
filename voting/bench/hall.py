"""``voting bench hall``: a hall's phones against the real server with its default settings.

The ballots are made beforehand; then the phones come within a minute, and one in five breaks its
first send. Counted are the receipts, what is in the box, and the time from send to receipt.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voting.bench.hall_line import Pace
from voting.bench.hall_phones import TROUBLES, Course, Hall, Visit, visit_all
from voting.bench.hall_scene import Scene, close, set_scene
from voting.errors import Refused
from voting.record.ballot import tracker
from voting.services.meetings import plan as meetings_plan
from voting.services.voting import receipts
from voting.serving.instance import free_port
from voting.serving.server import serving

BROKEN = 0.2
HOST = "127.0.0.1"


def bench_hall(phones: int, seconds: float) -> dict[str, Any]:
    """The figures of one run; :class:`Refused` unless every ballot is counted exactly once."""
    with TemporaryDirectory(prefix="qingping-hall-") as folder, redirect_stdout(sys.stderr):
        scene = set_scene(Path(folder), phones)
        before = os.getloadavg()[0]
        courses = run_hall(scene, seconds)
        close(scene)
        counted = checked(scene, courses)
    return {
        "phones": phones,
        "seconds": seconds,
        "counted": counted,
        "sends": sum(course.sends for course in courses),
        "cores": os.cpu_count(),
        "broken": dict(Counter(course.visit.trouble for course in courses)),
        **figures(courses),
        "load_before": round(before, 2),
    }


def run_hall(
    scene: Scene, seconds: float, broken: float = BROKEN, pace: Pace | None = None
) -> list[Course]:
    """Serve the scene's meeting and let its phones come within ``seconds``."""
    visits = plan(scene.sealed, seconds, broken)
    port = free_port(HOST)
    with serving(scene.instance, HOST, port, f"http://{HOST}:{port}") as address:
        return asyncio.run(visit_all(Hall(address, scene.meeting, pace or Pace()), visits))


def plan(sealed: Sequence[tuple[bytes, bytes]], seconds: float, broken: float) -> list[Visit]:
    """Times drawn evenly over the seconds; the ways to break take turns."""
    chance = random.Random(20)
    bad = set(chance.sample(range(len(sealed)), round(broken * len(sealed))))
    ways = {place: TROUBLES[turn % len(TROUBLES)] for turn, place in enumerate(sorted(bad))}
    return [
        Visit(chance.uniform(0, seconds), credential, ballot, ways.get(place, "none"))
        for place, (credential, ballot) in enumerate(sealed)
    ]


def checked(scene: Scene, courses: Sequence[Course]) -> int:
    """How many ballots are in the closed box: each phone's own, once, under the tracker of its
    receipt."""
    own = sorted(tracker(ballot) for _, ballot in scene.sealed)
    told = sorted(course.tracker for course in courses)
    boxed = sorted(receipts.trackers(scene.instance.db, scene.meeting))
    counted = meetings_plan.get_meeting(scene.instance.db, scene.meeting).ballots
    if not own == told == boxed or counted != len(own):
        raise Refused(
            "bench-count",
            f"{counted} ballots of {len(own)} phones are counted",
            counted=counted,
            phones=len(own),
        )
    return counted


def figures(courses: Sequence[Course]) -> dict[str, Any]:
    """Seconds: the page from its first byte to all there is to read, and send to receipt."""
    whole = [course.receipt for course in courses]
    return {
        "page_s": _spread([course.loaded for course in courses]),
        "receipt_s": _spread(whole),
        **{
            f"receipt_{way}_s": _spread([c.receipt for c in courses if c.visit.trouble == way])
            for way in ("none", *TROUBLES)
        },
        "page_kb": round(max(course.fetched for course in courses) / 1000, 1),
    }


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 99th percentile (the smallest time that 99 % do not exceed) and the longest."""
    ordered = sorted(seconds) or [0.0]

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)

    return {"p50": at(0.5), "p99": at(0.99), "max": round(ordered[-1], 2)}
