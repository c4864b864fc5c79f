"""From the closed box to the tables, by any two trustees and nobody less."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from held_meeting import decrypt
from office import AUDITOR, HOST, OFFICER
from small_hall import Department, SmallHall, together
from voting.crypto.group import ORDER
from voting.errors import BadEncoding, BadProof, NotFound, Refused, VotingError
from voting.record.archive import Archive
from voting.record.shares import Shares
from voting.record.tally import Tally
from voting.record.verify import verify
from voting.services.log.chain import entries
from voting.services.meetings import tallying
from voting.services.meetings.plan import get_meeting
from voting.services.meetings.views import MeetingView
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption


@dataclass(frozen=True)
class Closed:
    """A closed meeting, its record and the counts made beside it by class."""

    hall: SmallHall
    record: bytes
    sealing: str
    plain: dict[str, list[int]]

    def share(self, trustee: int) -> Shares:
        """What trustee 1, 2 or 3 sends."""
        return partial_decryption(self.hall.keys[trustee - 1], self.record, self.sealing)[1]

    @property
    def tally(self) -> Tally:
        return Tally.decode(Archive.decode(self.record).files["tally.json"])


def vote_and_close(
    office: Department,
    checker: BallotChecker,
    slips: Sequence[int] = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14),
) -> Closed:
    hall = office.opened()
    chance = random.Random(11)
    plain = {"A": [0] * 24, "B": [0] * 24, "C": [0] * 24}
    for slip in slips:
        data, bits = hall.vote(slip, chance)
        casting.cast(hall.db, checker, hall.meeting, data)
        own = plain["A" if slip < 7 else "B" if slip < 13 else "C"]
        for slot, bit in enumerate(bits):
            own[slot] += bit
    sealing = hall.close()
    return Closed(hall, tallying.record(hall.db, hall.meeting), sealing, plain)


@pytest.fixture
def closed(office: Department, checker: BallotChecker) -> Closed:
    return vote_and_close(office, checker)


def accept(closed: Closed, shares: Shares) -> MeetingView:
    """The meeting after."""
    tallying.accept_shares(closed.hall.db, OFFICER, closed.hall.meeting, shares.encode())
    return get_meeting(closed.hall.db, closed.hall.meeting)


def refused(kind: type[VotingError], code: str, closed: Closed, shares: Shares) -> None:
    with pytest.raises(kind) as error:
        accept(closed, shares)
    assert error.value.code == code
    view = get_meeting(closed.hall.db, closed.hall.meeting)
    assert view.state == "closed" and view.shares == ()


@pytest.mark.parametrize("pair", [(1, 2), (3, 1), (2, 3)])
def test_any_two_trustees_open_what_was_voted(closed: Closed, pair: tuple[int, int]) -> None:
    """Class C with two ballots is opened together with B and never alone."""
    first = accept(closed, closed.share(pair[0]))
    assert (first.state, first.shares, first.counted) == ("closed", (pair[0],), 0)
    with pytest.raises(Refused) as error:
        tallying.meeting_tally(closed.hall.db, closed.hall.meeting)
    assert error.value.code == "results-missing"
    second = accept(closed, closed.share(pair[1]))
    assert (second.state, second.shares, second.counted) == ("tallied", tuple(sorted(pair)), 13)
    results = verify(tallying.record(closed.hall.db, closed.hall.meeting)).results
    assert results is not None
    assert [(g.classes, g.ballots, list(g.counts)) for g in results.groups] == [
        (("A",), 6, closed.plain["A"]),
        (("B", "C"), 7, [b + c for b, c in zip(closed.plain["B"], closed.plain["C"], strict=True)]),
    ]
    assert tallying.meeting_tally(closed.hall.db, closed.hall.meeting)


def test_record_before_and_after(closed: Closed) -> None:
    """The record of the closed meeting has no share in it, not even when one is in."""
    accept(closed, closed.share(1))
    assert tallying.record(closed.hall.db, closed.hall.meeting) == closed.record
    accept(closed, closed.share(2))
    full = tallying.record(closed.hall.db, closed.hall.meeting)
    assert Archive.decode(full).closed_part().encode() == closed.record
    assert tallying.public_record(closed.hall.db, closed.hall.meeting) == closed.record
    assert sorted(Archive.decode(full).shares) == [1, 2]


def test_no_record_before_closing(office: Department) -> None:
    hall = office.hall()
    for _ in range(2):
        for work in (tallying.record, tallying.public_record, tallying.meeting_heads):
            with pytest.raises(Refused) as error:
                work(hall.db, hall.meeting)
            assert error.value.code == "record-not-closed"
        with pytest.raises(Refused) as error:
            tallying.meeting_tally(hall.db, hall.meeting)
        assert error.value.code == "results-missing"
        with pytest.raises(Refused) as error:
            tallying.accept_shares(hall.db, OFFICER, hall.meeting, b"{}")
        assert error.value.code == "meeting-state"
        if get_meeting(hall.db, hall.meeting).state == "printed":
            hall.open()
    for unknown in (tallying.record, tallying.meeting_tally, tallying.meeting_heads):
        with pytest.raises(NotFound):
            unknown(hall.db, "00000000")


def test_bad_shares_change_nothing(
    closed: Closed, office: Department, checker: BallotChecker
) -> None:
    own, context, tally = closed.share(1), closed.hall.known.context, closed.tally
    key = closed.hall.keys[0]
    slot = own.groups[0][0]
    mauled = replace(slot, response=(slot.response + 1) % ORDER)
    refused(
        BadProof,
        "decryption",
        closed,
        replace(own, groups=((mauled, *own.groups[0][1:]), *own.groups[1:])),
    )
    refused(BadProof, "decryption", closed, replace(own, trustee=2))
    refused(BadProof, "share-trustee", closed, replace(own, trustee=4))
    refused(BadProof, "share-tally", closed, replace(own, tally=bytes(32)))
    refused(BadProof, "share-context", closed, replace(own, context=bytes(32)))
    refused(BadProof, "share-slots", closed, replace(own, groups=own.groups[:1]))
    refused(BadProof, "decryption", closed, decrypt(key, context, tally, secret=99))
    refused(BadProof, "decryption", closed, decrypt(key, context, tally, tally_hash=bytes(32)))
    other = vote_and_close(office, checker, (0, 1, 2, 3, 4))
    refused(BadProof, "share-context", closed, other.share(1))
    for data in (b"", b"{}", own.encode()[:-1], own.encode() + b"\n", bytes(1000)):
        with pytest.raises(BadEncoding):
            tallying.accept_shares(closed.hall.db, OFFICER, closed.hall.meeting, data)
    accept(closed, own)


def test_share_of_a_tally_without_one_ballot(closed: Closed) -> None:
    """A trustee who was shown another box: the proofs do not fit this one."""
    groups = closed.tally.groups
    fewer = replace(
        closed.tally, groups=(replace(groups[0], ballots=5, sums=groups[1].sums), groups[1])
    )
    wrong = decrypt(closed.hall.keys[0], closed.hall.known.context, fewer)
    refused(BadProof, "share-tally", closed, wrong)
    refused(BadProof, "decryption", closed, replace(wrong, tally=closed.tally.hash()))


def test_a_trustee_counts_once(closed: Closed) -> None:
    """The same shares again, or fresh ones of the same trustee, do not make two."""
    accept(closed, closed.share(2))
    for again in (closed.share(2), closed.share(2)):
        with pytest.raises(Refused) as error:
            accept(closed, again)
        assert error.value.code == "shares-present"
    view = get_meeting(closed.hall.db, closed.hall.meeting)
    assert (view.state, view.shares) == ("closed", (2,))


def test_shares_at_once(closed: Closed) -> None:
    """All three at the same moment: the results are those of the two that came first."""
    sent = [closed.share(j) for j in (1, 2, 3)]
    found = together([lambda one=one: accept(closed, one) for one in sent])
    assert sum(isinstance(one, Refused) for one in found) == 1, found
    assert verify(tallying.record(closed.hall.db, closed.hall.meeting)).results is not None


def test_opened_once(closed: Closed) -> None:
    accept(closed, closed.share(1))
    accept(closed, closed.share(2))
    before = tallying.record(closed.hall.db, closed.hall.meeting)
    with pytest.raises(Refused) as error:
        accept(closed, closed.share(3))
    assert error.value.code == "meeting-state"
    assert tallying.record(closed.hall.db, closed.hall.meeting) == before


def test_too_few_ballots_are_never_opened(office: Department, checker: BallotChecker) -> None:
    closed = vote_and_close(office, checker, (0, 1, 7, 13))
    for trustee in (1, 2):
        view = accept(closed, closed.share(trustee))
    assert (view.state, view.counted) == ("tallied", 0)
    results = verify(tallying.record(closed.hall.db, closed.hall.meeting)).results
    assert results is not None and results.groups == ()
    assert [g.opened for g in closed.tally.groups] == [False]
    assert tallying.meeting_tally(closed.hall.db, closed.hall.meeting)


def test_nobody_voted_and_it_still_ends(office: Department, checker: BallotChecker) -> None:
    closed = vote_and_close(office, checker, ())
    for trustee in (1, 3):
        view = accept(closed, closed.share(trustee))
    assert view.state == "tallied"
    verify(tallying.record(closed.hall.db, closed.hall.meeting))


def test_who_may_submit(closed: Closed) -> None:
    for actor in (HOST, AUDITOR):
        with pytest.raises(Refused) as error:
            tallying.accept_shares(
                closed.hall.db, actor, closed.hall.meeting, closed.share(1).encode()
            )
        assert error.value.code == "not-permitted"


def test_the_log_names_the_trustees(closed: Closed) -> None:
    accept(closed, closed.share(3))
    last = [e for e in entries(closed.hall.db, OFFICER) if e.target == closed.hall.meeting][-1]
    assert (last.action, last.details) == ("shares-accepted", {"trustee": 3, "present": [3]})
