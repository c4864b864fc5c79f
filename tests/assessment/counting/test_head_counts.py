import pytest

from voting.assessment.counting.head_counts import Slips, check_slips, head_lines
from voting.assessment.forms.model import VoterClass
from voting.errors import BadInput

CLASSES = (VoterClass("A", "领导", 6000, 10), VoterClass("B", "职工", 4000, 30))


def test_lines_and_total_by_hand() -> None:
    """应到 10+30, 实到 9+28, 发出 9+28, 收回 9+27: nothing is void, nothing is odd."""
    heads = head_lines(CLASSES, {"A": (9, 9), "B": (28, 28)}, {"A": 9, "B": 27})
    total = heads.total
    assert (total.expected, total.present, total.issued, total.returned) == (40, 37, 37, 36)
    assert (total.valid, total.invalid, total.abstained) == (36, 0, None)
    assert [line.returned for line in heads.lines] == [9, 27]
    assert not heads.void and heads.notes == ()
    assert heads.lines[0].with_abstentions(2).abstained == 2


def test_invalid_ballots_reduce_the_valid() -> None:
    heads = head_lines(CLASSES, {"A": (9, 9), "B": (28, 28)}, {"A": 9, "B": 27}, {"B": 2})
    assert (heads.total.returned, heads.total.valid, heads.total.invalid) == (36, 34, 2)


def test_more_back_than_out_voids_the_vote() -> None:
    heads = head_lines(CLASSES, {"A": (9, 8), "B": (28, 28)}, {"A": 9, "B": 27})
    assert heads.void
    assert [n.code for n in heads.notes] == ["returned-exceeds-issued"]
    assert "作废" in heads.notes[0].zh and "void" in heads.notes[0].en


def test_odd_heads_are_remarked() -> None:
    heads = head_lines(CLASSES, {"A": (11, 12), "B": (28, 28)}, {"A": 9})
    assert [n.code for n in heads.notes] == ["issued-exceeds-present", "present-exceeds-expected"]
    assert not heads.void


def test_a_spoilt_slip_that_was_replaced_is_nothing_odd() -> None:
    """Nine people, one of whom spoilt a slip and got another: ten were handed out."""
    given = CLASSES, {"A": (9, 10), "B": (28, 28)}, {"A": 9, "B": 28}
    assert head_lines(*given, voided={"A": 1}).notes == ()
    assert [n.code for n in head_lines(*given).notes] == ["issued-exceeds-present"]


def test_heads_name_every_class_and_no_other() -> None:
    for declared, returned in (
        ({"A": (1, 1)}, {}),
        ({"A": (1, 1)}, {"A": 1, "B": 1}),
        ({"A": (1, 1), "B": (1, 1)}, {"X": 1}),
    ):
        with pytest.raises(BadInput) as caught:
            head_lines(CLASSES, declared, returned)
        assert caught.value.code == "heads-classes"
    with pytest.raises(BadInput):
        head_lines(CLASSES, {"A": (-1, 1), "B": (1, 1)}, {})


def test_paper_must_close() -> None:
    check_slips(Slips(printed=40, used=36, voided=1, unused=3))
    for slips in (Slips(40, 36, 1, 2), Slips(40, 41, 0, -1)):
        with pytest.raises(BadInput) as caught:
            check_slips(slips)
        assert caught.value.code == "slips-do-not-close"
