"""Lies about paper ballots; see ``lies``. Made from the small meeting with three of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meeting import HeldMeeting, record_of, with_file
from held_paper import with_paper
from lies import lie
from voting.assessment.counting.paper_ballots import PaperBallotClass
from voting.record.archive import Archive
from voting.record.closing import Closing
from voting.record.paper_ballots import PaperBallots
from voting.record.voids import Voids


def _counted(
    held: HeldMeeting,
) -> tuple[HeldMeeting, PaperBallots, PaperBallotClass, PaperBallotClass]:
    """The meeting with paper, its count, and those of classes A and C."""
    real = with_paper(held)
    assert real.paper is not None
    return real, real.paper, real.paper.classes[0], real.paper.classes[1]


def _sealed(held: HeldMeeting, *classes: PaperBallotClass) -> bytes:
    """These numbers sealed at closing, and all after it rebuilt."""
    real, paper, _, _ = _counted(held)
    return record_of(replace(real, paper=replace(paper, classes=classes)))


def _after(held: HeldMeeting, **changes: Any) -> bytes:
    """The paper count changed after closing."""
    real, paper, _, _ = _counted(held)
    return with_file(record_of(real), "paper.json", replace(paper, **changes).encode())


def _closing(held: HeldMeeting, **changes: Any) -> bytes:
    """Another closing statement, and all after it rebuilt."""
    real = with_paper(held)
    closing = Closing.decode(Archive.decode(record_of(real)).files["closing.json"])
    return record_of(real, closing=replace(closing, **changes))


def _with(one: PaperBallotClass, *votes: tuple[int, int]) -> PaperBallotClass:
    """The class with other votes of some slots."""
    sums = list(one.sums)
    for slot, number in votes:
        sums[slot] = number
    return replace(one, sums=tuple(sums))


@lie("paper", "paper-seal")
def paper_vote_moved_after_closing(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _after(held, classes=(_with(a, (0, 0), (1, 1)), c))


@lie("paper", "paper-seal")
def paper_count_with_another_nonce(held: HeldMeeting) -> bytes:
    return _after(held, nonce=bytes(16))


@lie("paper", "paper-seal")
def paper_count_of_another_meeting(held: HeldMeeting) -> bytes:
    real, paper, _, _ = _counted(held)
    return record_of(replace(real, paper=replace(paper, context=bytes(32))))


@lie("paper", "paper-seal")
def paper_ballots_counted_in_another_class(held: HeldMeeting) -> bytes:
    """Sealed so, but the head counts of the minutes say otherwise."""
    real, paper, a, c = _counted(held)
    moved = replace(paper, classes=(replace(a, class_id="B"), c))
    closing = Closing.decode(Archive.decode(record_of(real)).files["closing.json"])
    return record_of(replace(real, paper=moved), closing=replace(closing, paper=moved.seal()))


@lie("paper", "paper-seal")
def paper_classes_out_of_order(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, c, a)


@lie("closing", "heads-paper")
def paper_ballots_without_voided_slips(held: HeldMeeting) -> bytes:
    """Ballots put into the pile for which nobody handed a slip back."""
    real, _, _a, _c = _counted(held)
    few = Voids(
        held.context, tuple(v for v in real.voids.voids if v[0] != held.credentials["A"][-1].public)
    )
    return record_of(replace(real, voids=few))


@lie("closing", "heads-returned")
def more_paper_than_handed_out(held: HeldMeeting) -> bytes:
    """Ballots of both kinds are more than the slips that went out."""
    heads = with_paper(held).heads
    return _closing(held, heads=(replace(heads[0], issued=6), *heads[1:]))


@lie("closing", "closing-numbers")
def paper_ballots_in_the_heads_alone(held: HeldMeeting) -> bytes:
    return _closing(held, paper=None)


@lie("closing", "closing-numbers")
def paper_ballots_missing_in_the_heads(held: HeldMeeting) -> bytes:
    return _closing(held, heads=held.heads)


@lie("closing", "closing-numbers")
def another_number_of_paper_ballots(held: HeldMeeting) -> bytes:
    seal = _counted(held)[1].seal()
    return _closing(held, paper=replace(seal, count=4))


@lie("closing", "record-field")
def no_paper_ballot_and_yet_a_seal(held: HeldMeeting) -> bytes:
    return _closing(held, paper=replace(_counted(held)[1].seal(), count=0), heads=held.heads)


@lie("tally", "record-mismatch")
def paper_seal_exchanged_after_closing(held: HeldMeeting) -> bytes:
    """Another count with its own seal: the sealing fingerprint of the minutes covers it."""
    real, paper, _, _ = _counted(held)
    record = record_of(real)
    other = replace(paper, nonce=bytes(16))
    closing = Closing.decode(Archive.decode(record).files["closing.json"])
    record = with_file(record, "closing.json", replace(closing, paper=other.seal()).encode())
    return with_file(record, "paper.json", other.encode())


@lie("paper", "record-mismatch")
def paper_count_left_out(held: HeldMeeting) -> bytes:
    files = dict(Archive.decode(record_of(with_paper(held))).files)
    del files["paper.json"]
    return Archive(files).encode()


@lie("paper", "record-mismatch")
def paper_count_that_nobody_sealed(held: HeldMeeting) -> bytes:
    _, paper, _, _ = _counted(held)
    files = Archive.decode(record_of(held)).files
    late = {
        name: data
        for name, data in files.items()
        if name in ("shares-1.json", "shares-3.json", "results.json")
    }
    early = {name: data for name, data in files.items() if name not in late}
    return Archive({**early, "paper.json": paper.encode(), **late}).encode()


@lie("archive", "record-archive")
def paper_count_before_the_results(held: HeldMeeting) -> bytes:
    """Nobody is to see it before the shares are in."""
    real, paper, _, _ = _counted(held)
    files = Archive.decode(record_of(real, opened=False)).files
    return Archive({**files, "paper.json": paper.encode()}).encode()


@lie("archive", "record-archive")
def paper_count_after_the_shares(held: HeldMeeting) -> bytes:
    files = dict(Archive.decode(record_of(with_paper(held))).files)
    paper, results = files.pop("paper.json"), files.pop("results.json")
    return Archive({**files, "paper.json": paper, "results.json": results}).encode()


@lie("paper", "paper-sums")
def paper_option_chosen_more_often_than_there_are_ballots(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, a, _with(c, (6, 3), (7, 0)))


@lie("paper", "paper-sums")
def two_grades_for_one_cadre_on_paper(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, _with(a, (3, 1)), c)


@lie("paper", "paper-sums")
def three_of_two_allowed_on_paper(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, _with(a, (8, 1)), c)


@lie("paper", "paper-sums")
def nothing_chosen_on_paper_where_something_must_be(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, a, _with(c, (6, 1), (7, 0)))


@lie("paper", "paper-sums")
def quota_broken_on_paper(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, _with(a, (4, 1), (5, 0)), c)


@lie("paper", "paper-sums")
def paper_sum_of_a_slot_missing(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, replace(a, sums=a.sums[:-1]), c)


@lie("paper", "record-field")
def paper_votes_below_zero(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, _with(a, (0, 2), (1, -1)), c)


@lie("paper", "record-field")
def class_without_paper_ballots_in_the_count(held: HeldMeeting) -> bytes:
    _, _, a, c = _counted(held)
    return _sealed(held, a, PaperBallotClass("B", 0, (0,) * 9), c)
