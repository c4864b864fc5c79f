import pytest

from voting.assessment.counting.disclosure import Group, disclosure_notes, merge_classes
from voting.errors import BadInput


def groups(ballots: list[tuple[str, int]], minimum: int = 5) -> list[tuple[str, int, bool]]:
    return [("".join(g.classes), g.ballots, g.opened) for g in merge_classes(ballots, minimum)]


def test_large_classes_stay_alone_and_empty_ones_vanish() -> None:
    assert groups([("A", 5), ("B", 0), ("C", 9)]) == [("A", 5, True), ("C", 9, True)]


def test_smallest_joins_the_smallest_other() -> None:
    """B (3) is the smallest and below 5; the smallest other is A (5): A+B 8, at A's place."""
    assert groups([("A", 5), ("B", 3), ("C", 12)]) == [("AB", 8, True), ("C", 12, True)]


def test_of_equals_the_last_joins_the_first() -> None:
    """All have 2: the smallest of equals is the last, D; the smallest other of equals the first, A.

    A+D 4, B 2, C 2: then C (the last of the equal smallest) joins B: A+D 4, B+C 4. Both are below
    5: the last, B+C, joins the other: one group of 8, its classes in the order of the manifest.
    """
    ballots = [("A", 2), ("B", 2), ("C", 2), ("D", 2)]
    assert groups(ballots, minimum=3) == [("AD", 4, True), ("BC", 4, True)]
    assert groups(ballots, minimum=5) == [("ABCD", 8, True)]


def test_the_new_group_stands_at_the_place_of_the_earlier() -> None:
    """C (1) joins B (6), the smaller of the others: order A, B+C."""
    assert groups([("A", 9), ("B", 6), ("C", 1)]) == [("A", 9, True), ("BC", 7, True)]
    assert groups([("A", 1), ("B", 9), ("C", 6)]) == [("AC", 7, True), ("B", 9, True)]


def test_too_small_alone_is_not_opened() -> None:
    assert groups([("A", 2), ("B", 1)]) == [("AB", 3, False)]
    assert groups([("A", 4)]) == [("A", 4, False)]
    assert groups([("A", 0)]) == []


def test_notes_say_what_was_done() -> None:
    merged = merge_classes([("A", 5), ("B", 3), ("C", 0)], 5)
    codes = {n.code: n for n in disclosure_notes(["A", "B", "C"], merged, 5)}
    assert set(codes) == {"merged", "class-empty"}
    assert codes["merged"].values == {"classes": "A、B", "ballots": 8, "minimum": 5}
    assert "合并" in codes["merged"].zh and "together" in codes["merged"].en
    unopened = disclosure_notes(["A"], (Group(("A",), 4, False),), 5)
    assert [n.code for n in unopened] == ["group-unopened"]


@pytest.mark.parametrize(
    ("ballots", "minimum"), [([("A", 1), ("A", 2)], 5), ([("A", -1)], 5), ([("A", 1)], 0)]
)
def test_faulty_input(ballots: list[tuple[str, int]], minimum: int) -> None:
    with pytest.raises(BadInput):
        merge_classes(ballots, minimum)
