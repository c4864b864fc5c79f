"""Slips handed back for paper ballots, and what two people count of them, in a small hall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from small_hall import SmallHall
from voting.record.voids import make_void
from voting.services.context import Actor
from voting.services.paper_ballots import enter
from voting.services.paper_ballots.entries import PaperBallotSums
from voting.services.voting import casting


def for_paper(hall: SmallHall, host: Actor, *slips: int) -> None:
    """Void these slips, each for a paper ballot."""
    for slip in slips:
        casting.void_slip(
            hall.db,
            host,
            hall.meeting,
            *make_void(hall.known.context, hall.credential(slip)),
            "paper",
        )


def counted(hall: SmallHall, *answers: int | None) -> PaperBallotSums:
    """Paper ballots that choose one option in every question, or nothing at all (None)."""
    sums = [0] * len(hall.known.layout.slots)
    for total in hall.known.layout.sums:
        for answer in answers:
            if answer is not None:
                sums[total.slots[answer]] += 1
    return PaperBallotSums(len(answers), tuple(sums))


def enter_both(
    hall: SmallHall, people: Sequence[Actor], sums: Mapping[str, PaperBallotSums]
) -> None:
    """Two people who count the same."""
    for person in people:
        enter.enter(hall.db, person, hall.meeting, sums)
