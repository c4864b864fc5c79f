"""What a voter with a slip and an own program might try."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

import forging
from bad_records import LIES
from held_meeting import HeldMeeting
from office import HOST
from small_hall import Department, SmallHall, gate, together
from threats import threat
from voting.crypto.group import Point
from voting.crypto.slipcode import decode_code
from voting.errors import VotingError
from voting.record.ballot import make_ballot, tracker
from voting.record.credential import Credential
from voting.record.failure import RecordFailure
from voting.record.verify import verify
from voting.record.voids import make_void
from voting.services.meetings import tallying
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting
from voting.services.voting.checking import BallotChecker
from voting.trustee.decrypt import partial_decryption

SEED = bytes(range(32))


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


def key_of(hall: SmallHall) -> Point:
    return Point.decode(bytes.fromhex(hall.known.manifest.trustees.key))


def lies(held: HeldMeeting, *names: str) -> None:
    """Each of these records is refused at its ballots."""
    for name in names:
        with pytest.raises(RecordFailure) as error:
            verify(LIES[name].make(held))
        assert error.value.values["check"] == "ballots", name


@threat("T1")
def test_one_slip_counts_once(hall: SmallHall, held: HeldMeeting) -> None:
    """Two phones at the same moment, then a third: one ballot, and one tracker for all."""
    data = [hall.ballot(0) for _ in range(2)]
    with gate(2) as checker:
        found = together(
            [partial(casting.cast, hall.db, checker, hall.meeting, one) for one in data]
        )
        (receipt,) = [one for one in found if isinstance(one, casting.Receipt)]
        refused("slip-used", lambda: casting.cast(hall.db, checker, hall.meeting, hall.ballot(0)))
    assert get_meeting(hall.db, hall.meeting).ballots == 1
    assert receipt.tracker in (tracker(data[0]), tracker(data[1]))
    lies(held, "slip used twice", "ballot counted twice")


@threat("T2")
@pytest.mark.parametrize("first", [(1, 1), (2, 0), (2, -1), (-1, 0), (1, 1, -1), (3, -1, -1)])
def test_one_ballot_weighs_one(
    hall: SmallHall, checker: BallotChecker, first: tuple[int, ...]
) -> None:
    messages = [*first, *[0] * (len(hall.known.layout.slots) - len(first))]
    data = forging.forge_bits(
        hall.known.layout, hall.known.context, key_of(hall), hall.credential(0), SEED, messages
    )
    refused("ballot-proof", lambda: casting.cast(hall.db, checker, hall.meeting, data))


@threat("T2")
def test_verifier_sees_overweight_too(held: HeldMeeting) -> None:
    lies(
        held,
        "two grades in one question",
        "two instead of one",
        "plus two and minus one",
        "quota broken",
        "three of at most two",
        "true proof that a slot is 0 or 2",
    )


@threat("T3")
def test_copies_are_refused(hall: SmallHall, checker: BallotChecker, held: HeldMeeting) -> None:
    victim, thief = hall.ballot(0), hall.credential(1)
    casting.cast(hall.db, checker, hall.meeting, victim)
    for copy in (
        forging.under(victim, thief),
        forging.rerandomised(hall.known.layout, victim, key_of(hall), thief),
    ):
        refused(
            "ballot-proof", lambda copy=copy: casting.cast(hall.db, checker, hall.meeting, copy)
        )
    lies(held, "ballot copied under another slip", "ballot copied and encrypted anew")


@threat("T4")
def test_receipt_says_nothing_of_the_content(hall: SmallHall, checker: BallotChecker) -> None:
    """Trackers of equal choices differ; what the server answers is the tracker alone; and each
    ballot of a slip has the same length and shape, whatever was chosen."""
    questions = hall.known.layout.questions
    best = [hall.ballot(slip, [(0,)] * questions) for slip in (0, 1)]
    worst = hall.ballot(2, [(3,)] * questions)
    receipts = [casting.cast(hall.db, checker, hall.meeting, one) for one in (*best, worst)]
    assert len({one.tracker for one in receipts}) == 3
    assert len(best[0]) == len(best[1]) == len(worst)
    assert best[0][68:] != best[1][68:]
    assert set(casting.Receipt.__slots__) == {"tracker", "repeated"}
    state = casting.look_up(hall.db, hall.meeting, hall.credential(2).public)
    assert state == casting.SlipState("counted", receipts[2].tracker, "A", "领导")


@threat("T5")
def test_slips_that_are_not_of_this_meeting(office: Department, checker: BallotChecker) -> None:
    """Even the same secret is another key in another meeting."""
    hall, other = office.opened(), office.opened()
    secret = decode_code(other.codes[0])
    assert Credential(secret, hall.meeting).public != other.credential(0).public
    for stranger in (
        Credential(bytes(16), hall.meeting),
        Credential(secret, hall.meeting),
        other.credential(0),
    ):
        data = make_ballot(
            hall.known.layout,
            hall.known.context,
            key_of(hall),
            stranger,
            SEED,
            [()] * hall.known.layout.questions,
        )
        refused(
            "slip-unknown", lambda data=data: casting.cast(hall.db, checker, hall.meeting, data)
        )


@threat("T5")
def test_invented_slips_fail_the_verifier(held: HeldMeeting) -> None:
    lies(held, "ballot of a slip off the roll")
    for name in ("slip added to the roll", "slip added to roll and manifest after the vote"):
        with pytest.raises(RecordFailure):
            verify(LIES[name].make(held))


@threat("T6")
def test_voided_slips(hall: SmallHall, held: HeldMeeting) -> None:
    """A slip is voided with its own key only, and never voided and counted."""
    foreign = make_void(hall.known.context, hall.credential(1))[1]
    refused(
        "void-signature",
        lambda: casting.void_slip(hall.db, HOST, hall.meeting, hall.credential(0).public, foreign),
    )
    with gate(2) as checker:
        void = partial(
            casting.void_slip,
            hall.db,
            HOST,
            hall.meeting,
            *make_void(hall.known.context, hall.credential(0)),
        )
        found = together(
            [
                partial(casting.cast, hall.db, checker, hall.meeting, hall.ballot(0)),
                checker.after(void),
            ]
        )
    assert sum(isinstance(one, VotingError) for one in found) == 1
    view = get_meeting(hall.db, hall.meeting)
    assert view.ballots + view.voided == 1
    lies(held, "ballot of a voided slip")


@threat("T7")
def test_poison_is_not_stored(hall: SmallHall, checker: BallotChecker) -> None:
    """Whatever was tried, the meeting closes, is opened and verified."""
    good, one = hall.ballot(0), hall.credential(0)
    poison = {
        "ballot-length": good + b"\0",
        "ballot-magic": b"QPB0" + good[4:],
        "ballot-point": forging.patched(good, 100, b"\0" * 33, one),
        "ballot-scalar": forging.patched(good, 68, b"\xff" * 32, one),
        "ballot-proof": forging.cancelling(hall.known.layout, good, one),
    }
    for code, data in poison.items():
        refused(code, lambda data=data: casting.cast(hall.db, checker, hall.meeting, data))
    for slip in range(5):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    sealing = hall.close()
    record = tallying.record(hall.db, hall.meeting)
    partial_decryption(hall.keys[0], record, sealing)


@threat("T8")
def test_late_ballots(hall: SmallHall) -> None:
    """Checked before, counted after: the state at the moment of counting decides."""
    data = hall.ballot(0)
    with gate(2) as checker:
        cast, sealing = together(
            [partial(casting.cast, hall.db, checker, hall.meeting, data), checker.after(hall.close)]
        )
        refused(
            "meeting-closed", lambda: casting.cast(hall.db, checker, hall.meeting, hall.ballot(1))
        )
    assert isinstance(sealing, str)
    closed = verify(tallying.record(hall.db, hall.meeting)).closing
    assert closed.ballots == isinstance(cast, casting.Receipt)
    assert closed.sealing_fingerprint() == sealing
