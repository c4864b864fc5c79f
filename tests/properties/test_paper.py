"""Sums of paper ballots: exactly those are taken that so many allowed ballots can give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.record.layout import Layout, Sum
from voting.record.paper_ballots import impossible

VALUES = ((0, 1), (1,), (0, 1, 2), (1, 2), (0, 2), (0, 2, 3), (2, 3), (3,), (0, 3))


def layout(options: int, values: tuple[int, ...]) -> Layout:
    """One question with so many options; only its sum matters here."""
    return Layout((), (Sum(tuple(range(options)), values),), 1)


def given_by(options: int, values: tuple[int, ...], ballots: int) -> set[tuple[int, ...]]:
    """Sums of all sets of allowed ballots, by trying."""
    answers = [
        tuple(int(o in chosen) for o in range(options))
        for size in values
        for chosen in combinations(range(options), size)
    ]
    return {
        tuple(sum(column) for column in zip(*cast, strict=True)) or (0,) * options
        for cast in combinations_with_replacement(answers, ballots)
    }


def everything(options: int, most: int) -> Iterator[tuple[int, ...]]:
    """All sums up to ``most`` an option."""
    if options == 0:
        yield ()
        return
    for rest in everything(options - 1, most):
        for number in range(most + 1):
            yield (*rest, number)


@pytest.mark.parametrize("values", VALUES)
def test_taken_exactly_where_ballots_can_give_them(values: tuple[int, ...]) -> None:
    for ballots in range(4):
        possible = given_by(3, values, ballots)
        for sums in everything(3, ballots + 1):
            found = impossible(layout(3, values), ballots, sums)
            assert (found is None) == (sums in possible), (ballots, sums)


@given(st.data())
def test_what_ballots_give_is_taken(data: st.DataObject) -> None:
    """Also many options and ballots, with a quota over two questions of one choice."""
    ballots = data.draw(st.integers(0, 40))
    options = data.draw(st.integers(2, 6))
    cast = data.draw(
        st.lists(
            st.tuples(st.integers(0, options), st.integers(0, options)),
            min_size=ballots,
            max_size=ballots,
        )
    )
    kept = [pair for pair in cast if pair != (0, 0)]
    sums = [0] * (2 * options)
    for pair in kept:
        for subject, choice in enumerate(pair):
            if choice < options:
                sums[subject * options + choice] += 1
    slots = range(2 * options)
    both = Layout(
        (),
        (
            Sum(tuple(slots[:options]), (0, 1)),
            Sum(tuple(slots[options:]), (0, 1)),
            Sum((0, options), (0, 1)),
        ),
        2,
    )
    assert impossible(both, len(kept), sums) is None
    sums[0] += len(kept) + 1
    found = impossible(both, len(kept), sums)
    assert found is not None and found.kind == "option" and found.slots[0] == 0
