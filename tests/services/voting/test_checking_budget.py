"""One slip cannot keep the checking processes busy."""

from __future__ import annotations

import pytest

from voting.errors import BadProof, Refused
from voting.services.voting.checking_budget import MOST_BAD_BALLOTS, CheckingBudget

SLIP, OTHER = bytes(32), bytes([1]) * 32


def bad(budget: CheckingBudget, credential: bytes) -> None:
    with pytest.raises(BadProof), budget.checking(credential):
        raise BadProof("ballot-proof", "no")


def test_one_check_at_a_time() -> None:
    budget = CheckingBudget()
    with budget.checking(SLIP):
        with pytest.raises(Refused) as error, budget.checking(SLIP):
            pass
        assert error.value.code == "slip-busy"
        with budget.checking(OTHER):
            pass
    with budget.checking(SLIP):
        pass


def test_patience_ends_with_bad_ballots_only() -> None:
    budget = CheckingBudget()
    for _ in range(5 * MOST_BAD_BALLOTS):
        with budget.checking(OTHER):
            pass
    for _ in range(MOST_BAD_BALLOTS):
        bad(budget, SLIP)
    with pytest.raises(Refused), budget.checking(SLIP):
        pass
    with budget.checking(OTHER):
        pass
