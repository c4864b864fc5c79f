"""Phones of a hall, simulated: each loads the voter's page and sends one ballot over real HTTP.

They ask for what the page asks for, in its order, and send a ballot again as ``sender.js`` does:
the same bytes, after 0.5, 1, 2, 4, 5, 5, … seconds. Some have a first send that breaks, in one of
the ways of ``Trouble``.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from voting.bench.hall_line import Answer, Line, LineBroken, Pace, hang_up
from voting.errors import Refused

Trouble = Literal["none", "cut", "silent", "unheard"]
"""``cut``: the connection ends in the middle of the ballot. ``silent``: the phone is silent there
and comes back by a new connection, the server none the wiser. ``unheard``: the server has counted
the ballot and its answer is lost."""

TROUBLES: tuple[Trouble, ...] = ("cut", "silent", "unheard")
FIRST_DELAY, LONGEST_DELAY = 0.5, 5.0
LONGEST_WAIT = 20.0
MOST_SENDS = 40
BUSY = (408, 425, 429)
ASSET = re.compile(rb'(?:href|src|data-worker)="(/static/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Visit:
    """What a phone is to do: when it comes (seconds), its slip's credential and sealed ballot."""

    at: float
    credential: bytes
    ballot: bytes
    trouble: Trouble = "none"


@dataclass(slots=True)
class Course:
    """What became of a visit: seconds until the ballot page was there and from the first send to
    the receipt, bytes fetched, and the tracker of the receipt."""

    visit: Visit
    loaded: float = 0.0
    receipt: float = 0.0
    fetched: int = 0
    sends: int = 0
    tracker: str = ""
    answers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hall:
    """A server's address, a meeting, and how fast a phone's radio is."""

    address: str
    meeting: str
    pace: Pace

    def line(self) -> Line:
        """A new connection."""
        parts = urlsplit(self.address)
        return Line(parts.hostname or "127.0.0.1", parts.port or 80, self.pace)


async def visit_all(hall: Hall, visits: Sequence[Visit]) -> list[Course]:
    """Every phone at its time; ends when all have their receipts."""
    begun = time.monotonic()
    try:
        return list(await asyncio.gather(*(_visit(hall, visit, begun) for visit in visits)))
    finally:
        hang_up()


async def _visit(hall: Hall, visit: Visit, begun: float) -> Course:
    await asyncio.sleep(max(0.0, begun + visit.at - time.monotonic()))
    course = Course(visit)
    started = time.monotonic()
    await _load(hall, visit, course)
    course.loaded = time.monotonic() - started
    sent = time.monotonic()
    await _send(hall, visit, course)
    course.receipt = time.monotonic() - sent
    return course


async def _load(hall: Hall, visit: Visit, course: Course) -> None:
    """The page, its files, then state, slip, manifest and what there is to read."""
    base = f"/v/{hall.meeting}"
    line = hall.line()
    try:
        page = await _asked(line, "GET", base, course)
        for path in ASSET.findall(page.content()):
            await _asked(line, "GET", path.decode(), course)
        await _asked(line, "GET", f"{base}/state", course)
        body = json.dumps({"credential": visit.credential.hex()}).encode()
        slip = await _asked(line, "POST", f"{base}/slip", course, body)
        if json.loads(slip.content())["state"] != "unused":
            raise Refused("bench-slip", "a slip of the bench was used before")
        await _asked(line, "GET", f"{base}/manifest", course)
        await _asked(line, "GET", f"{base}/materials.json", course)
    finally:
        line.close()


async def _asked(line: Line, method: str, path: str, course: Course, body: bytes = b"") -> Answer:
    answer = await asyncio.wait_for(line.ask(method, path, body), LONGEST_WAIT)
    course.fetched += answer.received
    if answer.status != 200:
        raise Refused(
            "bench-answer",
            f"{path} was answered by {answer.status}",
            path=path,
            status=answer.status,
        )
    return answer


async def _send(hall: Hall, visit: Visit, course: Course) -> None:
    """The ballot until there is a receipt, each time by a connection of its own."""
    path = f"/v/{hall.meeting}/ballots"
    if visit.trouble != "none":
        course.sends += 1
        await _broken(hall, visit, path)
        await asyncio.sleep(_delay(1))
    while course.sends < MOST_SENDS:
        course.sends += 1
        line = hall.line()
        try:
            answer = await asyncio.wait_for(line.ask("POST", path, visit.ballot), LONGEST_WAIT)
        except (LineBroken, TimeoutError):
            answer = None
        finally:
            line.close()
        if answer is not None:
            course.answers.append(answer.status)
            if answer.status in (200, 201):
                course.tracker = str(json.loads(answer.content())["tracker"])
                return
            if answer.status < 500 and answer.status not in BUSY:
                raise Refused(
                    "bench-answer",
                    f"a ballot was answered by {answer.status}",
                    path=path,
                    status=answer.status,
                )
        await asyncio.sleep(_delay(course.sends))
    raise Refused("bench-answer", "a ballot got no receipt", path=path, status=0)


async def _broken(hall: Hall, visit: Visit, path: str) -> None:
    """A first send of which the phone hears nothing."""
    line = hall.line()
    if visit.trouble == "unheard":
        await line.ask("POST", path, visit.ballot, hear=False)
        line.close()
        return
    half = random.randrange(1, len(visit.ballot))
    await line.ask("POST", path, visit.ballot, most=half, hear=False)
    if visit.trouble == "cut":
        line.close()
    else:
        line.leave_open()


def _delay(sends: int) -> float:
    """Seconds before the next send, as on the phone."""
    return min(FIRST_DELAY * float(2 ** (sends - 1)), LONGEST_DELAY)
