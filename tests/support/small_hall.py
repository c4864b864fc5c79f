"""A printed meeting of one cadre and three voter classes: small ballots, as services see them."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from databases import opened, sqlite_url
from held_meeting import run_ceremony
from office import HOST, OFFICER, make_round, unit_named
from open_meeting import Hall
from voting.assessment.meeting_state import MeetingState
from voting.crypto.slipcode import encode_code
from voting.record.credential import Credential
from voting.record.frozen import Frozen, frozen
from voting.services.meetings import closing, plan, slips
from voting.services.meetings.plan import ClassInput, MeetingInput
from voting.services.rounds import edit
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.services.voting.checking_budget import CheckingBudget
from voting.storage import meetings as meeting_rows
from voting.storage import roll
from voting.storage.database import Database
from voting.trustee.key_file import TrusteeKey

CLASSES = (
    ClassInput("A", "领导", 4000, 6, 6, 1),
    ClassInput("B", "中层", 4000, 5, 5, 1),
    ClassInput("C", "职工", 2000, 2, 2, 1),
)
"""Slips 0–6 are of class A, 7–12 of B, 13–15 of C; the last of each is a spare one."""

BY_CLASS = {"A": range(7), "B": range(7, 13), "C": range(13, 16)}
HEADS = {"A": (6, 6), "B": (5, 6), "C": (2, 3)}


@dataclass(frozen=True)
class SmallHall(Hall):
    """A hall with the PDF of its slips."""

    pdf: bytes

    @property
    def known(self) -> Frozen:
        """Manifest, context and layout, once opened."""
        return frozen(casting.manifest_bytes(self.db, self.meeting))

    def vote(self, slip: int, chance: random.Random) -> tuple[bytes, list[int]]:
        """A ballot of random choices, and its plain bits by slot."""
        sums = self.known.layout.sums
        votes = [chance.choice([(), (0,), (1,), (2,), (3,)]) for _ in sums]
        bits = [0] * len(self.known.layout.slots)
        for vote, total in zip(votes, sums, strict=True):
            for option in vote:
                bits[total.slots[option]] = 1
        return self.ballot(slip, votes), bits

    def close(self) -> str:
        """Declare the heads and close; returns the sealing fingerprint."""
        closing.declare_heads(self.db, HOST, self.meeting, HEADS)
        return closing.close_meeting(self.db, HOST, self.meeting)


@dataclass(frozen=True)
class Department:
    """A round with roster and keys, in which any number of small meetings can be held."""

    db: Database
    round: str
    keys: Sequence[TrusteeKey]

    def hall(
        self, classes: Sequence[ClassInput] = CLASSES, *, paper: bool = False, unit: str = "县志办"
    ) -> SmallHall:
        """A meeting with printed slips.

        Without ``paper`` their keys are put on the roll as printing does, and no PDF is drawn.
        """
        meeting = plan.create_meeting(
            self.db,
            OFFICER,
            MeetingInput(
                self.round,
                unit_named(self.db, self.round, unit).id,
                "民主测评会",
                "2021-01-20 09:00",
                "会议室",
                tuple(classes),
            ),
        )
        if paper:
            made = slips.make_slips(self.db, OFFICER, meeting, "https://vote.example")
            codes = [slip.code.replace("-", "") for slip in made.slips]
            return SmallHall(self.db, meeting, codes, self.keys, made.pdf)
        codes = _without_paper(self.db, meeting, classes)
        return SmallHall(self.db, meeting, codes, self.keys, b"")

    def opened(self) -> SmallHall:
        """A meeting whose vote is open."""
        hall = self.hall()
        hall.open()
        return hall


def department(db: Database) -> Department:
    """Prepare a round."""
    keys, ceremony = run_ceremony()
    round_id = make_round(db)
    edit.accept_ceremony(db, OFFICER, round_id, ceremony.encode())
    return Department(db, round_id, keys)


@contextmanager
def database(kind: str, folder: Path, server: str) -> Iterator[Database]:
    """A migrated database for many tests: an SQLite file in ``folder``, or a fresh one on the
    PostgreSQL at ``server``, which ends with the run."""
    if kind == "sqlite":
        url = sqlite_url(folder)
    else:
        name = f"shared_{secrets.token_hex(6)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        head, _, query = server.partition("?")
        url = f"{head.rsplit('/', 1)[0]}/{name}?{query}"
    with opened(url) as found:
        yield found


@contextmanager
def departments(
    folder: Callable[[str], Path], server: Callable[[], str]
) -> Iterator[Callable[[str], Department]]:
    """Makes the department of each kind of database once, when it is first asked for; ``folder``
    gives an empty folder of that name, ``server`` the address of PostgreSQL."""
    with ExitStack() as open_databases:

        @cache
        def department_on(kind: str) -> Department:
            address = "" if kind == "sqlite" else server()
            return department(
                open_databases.enter_context(database(kind, folder("department"), address))
            )

        yield department_on


def _without_paper(db: Database, meeting: str, classes: Sequence[ClassInput]) -> list[str]:
    found = [(secrets.token_bytes(16), c.id) for c in classes for _ in range(c.slips + c.spares)]
    with db.transaction() as session:
        roll.replace(
            session,
            meeting,
            [(Credential(secret, meeting).public, class_id) for secret, class_id in found],
        )
        row = meeting_rows.hold(session, meeting)
        assert row is not None
        row.state = MeetingState.PRINTED
    return [encode_code(secret).replace("-", "") for secret, _ in found]


class Gate(BallotChecker):
    """Checks ballots as ever, then holds each back until ``parties`` have come: they meet in the
    database at the same moment."""

    def __init__(self, parties: int) -> None:
        super().__init__(2)
        self.budget = CheckingBudget(at_once=parties)  # as if each came by another server process
        self._barrier = threading.Barrier(parties, timeout=60)

    def check(self, manifest: bytes, ballot: bytes) -> None:
        super().check(manifest, ballot)
        self._barrier.wait()

    def after(self, work: Callable[[], object]) -> Callable[[], object]:
        """The work, begun when all ballots are checked."""

        def held() -> object:
            self._barrier.wait()
            return work()

        return held


@contextmanager
def gate(parties: int) -> Iterator[Gate]:
    """A gate whose processes end afterwards."""
    found = Gate(parties)
    try:
        yield found
    finally:
        found.close()


def together(works: Sequence[Callable[[], object]]) -> list[object]:
    """Run all at once, each in a thread of its own that starts with the others; what each
    returned or raised, in order."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(run, work) for work in works]
        return [future.exception() or future.result() for future in futures]
