"""A department on both databases, and a meeting in memory, for every adversary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from databases import KINDS
from held_meeting import HeldMeeting, hold_meeting
from small_hall import Department, SmallHall, departments
from voting.services.voting.checking import BallotChecker


@pytest.fixture(scope="module")
def offices(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Department]]:
    """The department on each kind of database, one for each file: what a test leaves in it, others
    must not meet."""
    server = partial(request.getfixturevalue, "postgres_server")
    with departments(tmp_path_factory.mktemp, server) as made:
        yield made


@pytest.fixture(scope="module", params=KINDS)
def office(request: pytest.FixtureRequest, offices: Callable[[str], Department]) -> Department:
    """A round in which the tests hold their meetings, on SQLite and on PostgreSQL."""
    return offices(request.param)


@pytest.fixture
def hall(office: Department) -> SmallHall:
    """A meeting whose vote is open."""
    return office.opened()


@pytest.fixture(scope="session")
def checker() -> Iterator[BallotChecker]:
    """Two processes that check ballots."""
    checker = BallotChecker(2)
    yield checker
    checker.close()


@pytest.fixture(scope="session")
def held() -> HeldMeeting:
    """A meeting held in memory, to be lied about."""
    return hold_meeting()
