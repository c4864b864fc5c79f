"""One slip cannot keep the checking processes busy."""

from __future__ import annotations

import pytest

from voting.errors import BadProof, Refused
from voting.services.voting.checking_budget import MOST_BAD_BALLOTS, Patience

SLIP, OTHER = bytes(32), bytes([1]) * 32


def bad(patience: Patience, credential: bytes) -> None:
    with pytest.raises(BadProof), patience.checking(credential):
        raise BadProof("ballot-proof", "no")


def test_one_check_at_a_time() -> None:
    patience = Patience()
    with patience.checking(SLIP):
        with pytest.raises(Refused) as error, patience.checking(SLIP):
            pass
        assert error.value.code == "slip-busy"
        with patience.checking(OTHER):
            pass
    with patience.checking(SLIP):
        pass


def test_patience_ends_with_bad_ballots_only() -> None:
    patience = Patience()
    for _ in range(5 * MOST_BAD_BALLOTS):
        with patience.checking(OTHER):
            pass
    for _ in range(MOST_BAD_BALLOTS):
        bad(patience, SLIP)
    with pytest.raises(Refused), patience.checking(SLIP):
        pass
    with patience.checking(OTHER):
        pass
