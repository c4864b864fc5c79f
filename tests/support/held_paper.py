"""The small meeting of ``held_meeting`` with paper ballots: one of class A, two of class C.

The slips handed back for them are voided: the last of A, and of C the two that nobody used.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from held_meeting import HeldMeeting
from voting.assessment.counting.paper_ballots import PaperBallotClass
from voting.record.paper_ballots import PaperBallots
from voting.record.voids import Voids, make_void

SUMS_A = (1, 0, 1, 0, 0, 1, 1, 1, 0)
SUMS_C = (0, 1, 1, 1, 1, 0, 2, 1, 0)
"""Votes of each slot: a team, two cadres of whom one on a ballot may get the first option, and a
choice of one or two of three without 弃权."""


def with_paper(held: HeldMeeting) -> HeldMeeting:
    """The meeting with three more slips voided and as many paper ballots counted."""
    spoilt = [held.credentials["A"][-1], *held.credentials["C"][2:]]
    voids = Voids.of(held.context, [make_void(held.context, one) for one in spoilt])
    paper = PaperBallots(
        held.context,
        secrets.token_bytes(16),
        (PaperBallotClass("A", 1, SUMS_A), PaperBallotClass("C", 2, SUMS_C)),
    )
    return replace(held, voids=voids, paper=paper)
