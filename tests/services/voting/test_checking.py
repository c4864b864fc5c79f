"""The pool of processes that checks ballots: it passes refusals on and survives its processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import forging
from held_meeting import HeldMeeting, hold_meeting
from lies import voter
from lies_ballots import SEED
from voting.errors import BadEncoding, BadProof
from voting.processes import process_map
from voting.record.frozen import check_ballot_of
from voting.services.voting.checking import BallotChecker


@pytest.fixture
def pool() -> Iterator[BallotChecker]:
    checker = BallotChecker(1)
    yield checker
    checker.close()


@pytest.fixture(scope="module")
def held() -> HeldMeeting:
    return hold_meeting()


def cheat(held: HeldMeeting) -> bytes:
    return forging.forge_bits(
        held.layout, held.context, held.key, voter(held), SEED, (2, 0, 1, 0, 0, 1, 1, 0, 0)
    )


def test_passes_and_refuses(pool: BallotChecker, held: HeldMeeting) -> None:
    manifest, good = held.manifest.encode(), held.ballots[voter(held).public]
    pool.check(manifest, good)
    with pytest.raises(BadProof) as error:
        pool.check(manifest, cheat(held))
    assert error.value.code == "ballot-proof"
    with pytest.raises(BadEncoding) as short:
        pool.check(manifest, good[:-1])
    assert (short.value.code, short.value.values["got"]) == ("ballot-length", len(good) - 1)
    with pytest.raises(BadEncoding):
        pool.check(b"{}", good)


def test_many_in_order_and_none_skipped(held: HeldMeeting) -> None:
    """As the verifier has many ballots checked, spread over processes."""
    check = partial(check_ballot_of, held.manifest.encode())
    good = list(held.ballots.values())
    with process_map(2) as mapper:
        assert list(mapper(check, good)) == [None] * len(good)
        mixed = [*good[:4], cheat(held), *good[4:]]
        answers = iter(mapper(check, mixed))
        assert [next(answers) for _ in range(4)] == [None] * 4
        with pytest.raises(BadProof):
            next(answers)


def test_killed_process_is_replaced(pool: BallotChecker, held: HeldMeeting) -> None:
    """The machine ran out of memory and took the process: the next voter notices nothing."""
    manifest, good = held.manifest.encode(), held.ballots[voter(held).public]
    others = set(multiprocessing.active_children())
    pool.check(manifest, good)
    (child,) = set(multiprocessing.active_children()) - others
    child.kill()
    child.join(20)
    pool.check(manifest, good)
    with pytest.raises(BadProof):
        pool.check(manifest, cheat(held))


def test_closed_pool_starts_again(pool: BallotChecker, held: HeldMeeting) -> None:
    manifest, good = held.manifest.encode(), held.ballots[voter(held).public]
    pool.check(manifest, good)
    pool.close()
    pool.close()
    pool.check(manifest, good)


def test_its_processes_end_with_a_killed_server(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(
        "import os, signal\n"
        "from voting.processes import spawn_pool\n"
        "if __name__ == '__main__':\n"
        "    print(spawn_pool(1).submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL
    process = int(done.stdout)
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a process of the pool outlives its server")
