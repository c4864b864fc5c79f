"""Casting: one slip, one ballot, whatever arrives, in whatever order, from however many phones."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import inspect, text

import forging
from office import HOST, OFFICER
from small_hall import Department, SmallHall, gate, together
from voting.crypto.group import ORDER, Point
from voting.errors import BadEncoding, BadInput, BadProof, NotFound, Refused, VotingError
from voting.record.ballot import tracker
from voting.record.credential import Credential
from voting.record.verify import verify
from voting.record.voids import Void, make_void
from voting.services.log.chain import entries
from voting.services.meetings import closing, tallying
from voting.services.meetings.plan import get_meeting
from voting.services.voting import casting, receipts
from voting.services.voting.checking import BallotChecker
from voting.services.voting.checking_budget import MOST_BAD_BALLOTS
from voting.storage import ballots
from voting.storage import meetings as meeting_rows

THREADS = 50
SEED = bytes(range(32))


@pytest.fixture
def printed(office: Department) -> SmallHall:
    """Printed and not yet open, on SQLite and on PostgreSQL."""
    return office.hall()


@pytest.fixture
def hall(office: Department) -> SmallHall:
    return office.opened()


def key_of(hall: SmallHall) -> Point:
    return Point.decode(bytes.fromhex(hall.known.manifest.trustees.key))


def refusal(kind: type[VotingError], code: str, work: Callable[[], object]) -> VotingError:
    with pytest.raises(kind) as error:
        work()
    assert error.value.code == code
    return error.value


def void_of(hall: SmallHall, slip: int) -> Void:
    return make_void(hall.known.context, hall.credential(slip))


def test_counted_once_and_again(hall: SmallHall, checker: BallotChecker) -> None:
    """The same bytes bring the same receipt; other bytes bring the tracker of the first."""
    data, public = hall.ballot(0), hall.credential(0).public
    assert casting.look_up(hall.db, hall.meeting, public) == casting.SlipState(
        "unused", None, "A", "领导"
    )
    first = casting.cast(hall.db, checker, hall.meeting, data)
    assert first == casting.Receipt(tracker(data), repeated=False)
    for _ in range(3):
        assert casting.cast(hall.db, checker, hall.meeting, data) == replace(first, repeated=True)
    assert casting.look_up(hall.db, hall.meeting, public) == casting.SlipState(
        "counted", first.tracker, "A", "领导"
    )
    other = hall.ballot(0, [(1,)] * hall.known.layout.questions)
    error = refusal(
        Refused, "slip-used", lambda: casting.cast(hall.db, checker, hall.meeting, other)
    )
    assert error.values["tracker"] == first.tracker
    assert get_meeting(hall.db, hall.meeting).ballots == 1


def test_a_mauled_copy_of_a_counted_ballot_is_just_another(
    hall: SmallHall, checker: BallotChecker
) -> None:
    """It is refused before its proofs are looked at, and the counted one stays."""
    data = hall.ballot(0)
    first = casting.cast(hall.db, checker, hall.meeting, data)
    mauled = data[:-1] + bytes([data[-1] ^ 1])
    error = refusal(
        Refused, "slip-used", lambda: casting.cast(hall.db, checker, hall.meeting, mauled)
    )
    assert error.values["tracker"] == first.tracker


def test_only_while_the_meeting_is_open(printed: SmallHall, checker: BallotChecker) -> None:
    cast = partial(casting.cast, printed.db, checker, printed.meeting)
    refusal(Refused, "meeting-not-open", lambda: cast(bytes(4628)))
    refusal(
        Refused, "meeting-not-open", lambda: casting.manifest_bytes(printed.db, printed.meeting)
    )
    printed.open()
    early, late = printed.ballot(0), printed.ballot(1)
    receipt = cast(early)
    printed.close()
    refusal(Refused, "meeting-closed", lambda: cast(late))
    assert cast(early) == replace(receipt, repeated=True)
    refusal(Refused, "slip-used", lambda: cast(printed.ballot(0)))
    refusal(
        Refused,
        "meeting-closed",
        lambda: casting.void_slip(printed.db, HOST, printed.meeting, *void_of(printed, 1)),
    )


def test_unknown_meeting(hall: SmallHall, checker: BallotChecker) -> None:
    for work in (
        lambda: casting.cast(hall.db, checker, "00000000", hall.ballot(0)),
        lambda: casting.look_up(hall.db, "00000000", hall.credential(0).public),
        lambda: casting.void_slip(hall.db, HOST, "00000000", *void_of(hall, 0)),
    ):
        refusal(NotFound, "meeting-unknown", work)


def test_ballot_of_another_meeting(office: Department, checker: BallotChecker) -> None:
    """The same unit, forms and trustees: still another manifest and other slips."""
    hall, other = office.opened(), office.opened()
    refusal(
        BadProof,
        "ballot-context",
        lambda: casting.cast(hall.db, checker, hall.meeting, other.ballot(0)),
    )
    refusal(
        NotFound,
        "slip-unknown",
        lambda: casting.look_up(hall.db, hall.meeting, other.credential(0).public),
    )
    relabelled = forging.patched(other.ballot(0), 4, hall.known.context, other.credential(0))
    refusal(
        NotFound, "slip-unknown", lambda: casting.cast(hall.db, checker, hall.meeting, relabelled)
    )
    same_secret = Credential(secrets.token_bytes(16), hall.meeting)
    refusal(
        NotFound,
        "slip-unknown",
        lambda: casting.void_slip(
            hall.db, HOST, hall.meeting, *make_void(hall.known.context, same_secret)
        ),
    )


def bad_ballots(hall: SmallHall) -> dict[str, tuple[type[VotingError], str, bytes]]:
    """What a cheat with slip 0 may send, and how it is refused."""
    one, other = hall.credential(0), hall.credential(1)
    layout, context, key = hall.known.layout, hall.known.context, key_of(hall)
    good, victim = hall.ballot(0), hall.ballot(1)

    def bits(*first: int) -> bytes:
        messages = [*first, *[0] * (len(layout.slots) - len(first))]
        return forging.forge_bits(layout, context, key, one, SEED, messages)

    high = ORDER.to_bytes(32, "big")
    point, proof, signature = "ballot-point", "ballot-proof", "ballot-signature"
    return {
        "empty": (BadEncoding, "ballot-length", b""),
        "truncated": (BadEncoding, "ballot-length", good[:-1]),
        "oversized": (BadEncoding, "ballot-length", good + b"\0"),
        "huge": (BadEncoding, "ballot-length", bytes(10_000_000)),
        "no ballot": (BadEncoding, "ballot-magic", bytes(len(good))),
        "stranger": (
            NotFound,
            "slip-unknown",
            forging.under(good, Credential(bytes(16), hall.meeting)),
        ),
        "re-signed": (BadProof, signature, forging.sign_again(good, other)),
        "mauled": (BadProof, signature, good[:200] + bytes([good[200] ^ 1]) + good[201:]),
        "no signature": (BadProof, signature, good[:-64] + bytes(64)),
        "no point": (BadEncoding, point, forging.patched(good, 100, b"\5", one)),
        "high scalar": (
            BadEncoding,
            "ballot-scalar",
            forging.patched(good, len(good) - 96, high, one),
        ),
        "two grades": (BadProof, proof, bits(1, 1)),
        "2": (BadProof, proof, bits(2)),
        "+2 −1": (BadProof, proof, bits(2, -1)),
        "−1": (BadProof, proof, bits(-1)),
        "copy": (BadProof, proof, forging.under(victim, one)),
        "copy, encrypted anew": (BadProof, proof, forging.rerandomised(layout, victim, key, one)),
        "infinity": (BadProof, proof, forging.cancelling(layout, good, one)),
    }


def test_bad_ballots_change_nothing(hall: SmallHall, checker: BallotChecker) -> None:
    for name, (kind, code, data) in bad_ballots(hall).items():
        with pytest.raises(kind) as error:
            casting.cast(hall.db, checker, hall.meeting, data)
        assert error.value.code == code, name
    assert get_meeting(hall.db, hall.meeting).ballots == 0
    assert casting.look_up(hall.db, hall.meeting, hall.credential(0).public).state == "unused"
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))


def test_a_slip_is_told_its_class(hall: SmallHall) -> None:
    """Of the roll, so that the voter can compare it with the paper."""
    for slip, expected in ((6, ("A", "领导")), (7, ("B", "中层")), (13, ("C", "职工"))):
        found = casting.look_up(hall.db, hall.meeting, hall.credential(slip).public)
        assert (found.class_id, found.class_name) == expected


def test_voided_slip(hall: SmallHall, checker: BallotChecker) -> None:
    before = len(entries(hall.db, OFFICER))
    for repeated in (False, True):
        assert casting.void_slip(hall.db, HOST, hall.meeting, *void_of(hall, 0)) == (
            casting.SlipState("voided", None, "A", "领导", repeated)
        )
    assert len(entries(hall.db, OFFICER)) == before + 1
    refusal(
        Refused, "slip-voided", lambda: casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    )
    assert casting.look_up(hall.db, hall.meeting, hall.credential(0).public) == (
        casting.SlipState("voided", None, "A", "领导")
    )
    view = get_meeting(hall.db, hall.meeting)
    assert (view.printed, view.ballots, view.voided, view.unused) == (16, 0, 1, 15)


def test_a_spare_for_a_voided_slip_is_handed_out(hall: SmallHall) -> None:
    """发出 counts it once it is declared, and never more slips than were printed."""
    void: Any = partial(casting.void_slip, hall.db, HOST, hall.meeting)
    void(*void_of(hall, 0), "spare")
    assert get_meeting(hall.db, hall.meeting).classes[0].issued is None
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (6, 6)})
    for _ in range(2):
        void(*void_of(hall, 1), "spare")  # the second time nothing happens
    assert get_meeting(hall.db, hall.meeting).classes[0].issued == 7
    refusal(Refused, "spare-none", lambda: void(*void_of(hall, 2), "spare"))
    refusal(BadInput, "void-replacement", lambda: void(*void_of(hall, 2), "slip"))
    view = get_meeting(hall.db, hall.meeting)
    assert (view.voided, view.classes[0].issued) == (2, 7), "what is refused changes nothing"
    void(*void_of(hall, 2))
    assert (view.classes[0].issued, get_meeting(hall.db, hall.meeting).voided) == (7, 3)
    log = [
        e
        for e in entries(hall.db, OFFICER)
        if (e.action, e.target) == ("slip-voided", hall.meeting)
    ]
    assert [dict(entry.details) for entry in log] == [
        {"class": "A", "replacement": what} for what in ("spare", "spare", "none")
    ]


def test_a_voided_slip_may_become_a_paper_ballot(hall: SmallHall) -> None:
    """Counted for the class of the slip; 发出 stays: the slip itself was handed out."""
    closing.declare_heads(hall.db, HOST, hall.meeting, {"B": (5, 5)})
    works = [
        partial(casting.void_slip, hall.db, HOST, hall.meeting, *void_of(hall, slip), "paper")
        for slip in (7, 7, 8, 9)
    ]
    assert {getattr(found, "class_id", found) for found in together(works)} == {"B"}
    with hall.db.reading() as session:
        found = meeting_rows.classes(session, hall.meeting)
    assert [(c.class_id, c.paper, c.issued) for c in found] == [
        ("A", 0, None),
        ("B", 3, 5),
        ("C", 0, None),
    ]


def test_nobody_voids_a_slip_they_do_not_hold(hall: SmallHall, checker: BallotChecker) -> None:
    credential, signature = void_of(hall, 0)
    for wrong in (
        bytes(64),
        signature[:-1],
        signature[:-1] + bytes([signature[-1] ^ 1]),
        void_of(hall, 1)[1],
        make_void(bytes(32), hall.credential(0))[1],
    ):
        refusal(
            BadProof,
            "void-signature",
            lambda wrong=wrong: casting.void_slip(hall.db, HOST, hall.meeting, credential, wrong),
        )
    refusal(
        NotFound,
        "slip-unknown",
        lambda: casting.void_slip(hall.db, HOST, hall.meeting, b"", signature),
    )
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    refusal(
        Refused,
        "slip-used",
        lambda: casting.void_slip(hall.db, HOST, hall.meeting, credential, signature),
    )
    assert get_meeting(hall.db, hall.meeting).voided == 0


def test_fifty_phones_with_one_slip(hall: SmallHall) -> None:
    """50 different ballots of one slip at once: one is counted, 49 hear its tracker."""
    data = [hall.ballot(0) for _ in range(THREADS)]
    with gate(THREADS) as checker:
        found = together(
            [partial(casting.cast, hall.db, checker, hall.meeting, one) for one in data]
        )
    receipts = [one for one in found if isinstance(one, casting.Receipt)]
    refused = [one for one in found if isinstance(one, Refused)]
    assert (len(receipts), len(refused)) == (1, THREADS - 1), found
    assert {(one.code, one.values["tracker"]) for one in refused} == {
        ("slip-used", receipts[0].tracker)
    }
    with hall.db.reading() as session:
        stored = list(ballots.each_sorted(session, hall.meeting))
    assert len(stored) == 1 and tracker(stored[0]) == receipts[0].tracker
    assert data[found.index(receipts[0])] == stored[0]


def test_fifty_phones_at_one_server(hall: SmallHall, checker: BallotChecker) -> None:
    """The same without a gate: the others hear that the slip is busy or used."""
    data = [hall.ballot(0) for _ in range(THREADS)]
    found = together([partial(casting.cast, hall.db, checker, hall.meeting, one) for one in data])
    receipts = [one for one in found if isinstance(one, casting.Receipt)]
    codes = {one.code for one in found if isinstance(one, Refused)}
    assert len(receipts) == 1 and codes <= {"slip-busy", "slip-used"}, found
    with hall.db.reading() as session:
        assert len(ballots.heads(session, hall.meeting)) == 1


def test_bad_ballots_of_one_slip_lose_their_turn(hall: SmallHall, checker: BallotChecker) -> None:
    """Signed with the slip's own key, but false: twenty are looked at, the next is not; another
    slip is none the worse for it."""
    honest = hall.ballot(0)
    bad = forging.patched(honest, len(honest) - 96, bytes(32), hall.credential(0))
    for _ in range(MOST_BAD_BALLOTS):
        refusal(BadProof, "ballot-proof", lambda: casting.cast(hall.db, checker, hall.meeting, bad))
    refusal(Refused, "slip-busy", lambda: casting.cast(hall.db, checker, hall.meeting, bad))
    assert casting.cast(hall.db, checker, hall.meeting, hall.ballot(1)).tracker


def test_one_ballot_sent_by_fifty_threads(hall: SmallHall) -> None:
    """A phone that sends again and again: one new receipt, the others repeat it."""
    data = hall.ballot(0)
    with gate(THREADS) as checker:
        found = together([partial(casting.cast, hall.db, checker, hall.meeting, data)] * THREADS)
    assert Counter(found) == {
        casting.Receipt(tracker(data), repeated=False): 1,
        casting.Receipt(tracker(data), repeated=True): THREADS - 1,
    }


def test_voiding_and_casting_the_same_slip_at_once(hall: SmallHall) -> None:
    """Never both, never neither; every slip on its own."""
    slips = range(12)
    works: list[Callable[[], object]] = []
    with gate(2 * len(slips)) as checker:
        for slip in slips:
            works.append(partial(casting.cast, hall.db, checker, hall.meeting, hall.ballot(slip)))
            works.append(
                checker.after(
                    partial(casting.void_slip, hall.db, HOST, hall.meeting, *void_of(hall, slip))
                )
            )
        found = together(works)
    for slip in slips:
        cast, void = found[2 * slip : 2 * slip + 2]
        state = casting.look_up(hall.db, hall.meeting, hall.credential(slip).public).state
        if state == "counted":
            assert isinstance(cast, casting.Receipt)
            assert isinstance(void, Refused) and void.code == "slip-used"
        else:
            assert isinstance(void, casting.SlipState)
            assert isinstance(cast, Refused) and cast.code == "slip-voided"
    view = get_meeting(hall.db, hall.meeting)
    assert view.ballots + view.voided == 12 and view.unused == 4


def test_casting_against_closing(hall: SmallHall) -> None:
    """Whoever got a receipt is in the sealed box; whoever did not hears that it is closed."""
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (7, 7), "B": (6, 6), "C": (3, 3)})
    data = [hall.ballot(slip) for slip in range(13)]
    with gate(len(data) + 1) as checker:
        works: list[Callable[[], object]] = [
            partial(casting.cast, hall.db, checker, hall.meeting, one) for one in data
        ]
        works.insert(7, checker.after(partial(closing.close_meeting, hall.db, HOST, hall.meeting)))
        found = together(works)
    assert isinstance(found.pop(7), str)
    for one, outcome in zip(data, found, strict=True):
        if isinstance(outcome, casting.Receipt):
            assert outcome.tracker == tracker(one)
        else:
            assert isinstance(outcome, Refused) and outcome.code == "meeting-closed"
    counted = {one.tracker for one in found if isinstance(one, casting.Receipt)}
    assert set(receipts.trackers(hall.db, hall.meeting)) == counted
    assert verify(tallying.record(hall.db, hall.meeting)).closing.ballots == len(counted)


def test_casting_waits_for_a_closing_that_has_begun(hall: SmallHall) -> None:
    """Not a matter of luck: the ballot arrives while the closing transaction is at work, and is
    not counted behind its back. (PostgreSQL would let it, were the meeting not locked.)"""
    data = hall.ballot(0)
    with gate(2) as checker, ThreadPoolExecutor(1) as phone:
        with hall.db.transaction() as session:
            meeting = meeting_rows.hold(session, hall.meeting)
            assert meeting is not None
            arriving = phone.submit(casting.cast, hall.db, checker, hall.meeting, data)
            checker.after(lambda: None)()
            with pytest.raises(TimeoutError):
                arriving.result(0.5)
            meeting.state = "closed"
        refusal(Refused, "meeting-closed", lambda: arriving.result(60))
    with hall.db.reading() as session:
        assert len(ballots.heads(session, hall.meeting)) == 0


def test_closing_twice_at_once(hall: SmallHall) -> None:
    closing.declare_heads(hall.db, HOST, hall.meeting, {"A": (0, 0), "B": (0, 0), "C": (0, 0)})
    found = together([partial(closing.close_meeting, hall.db, HOST, hall.meeting)] * 5)
    assert sum(isinstance(one, str) for one in found) == 1
    assert {one.code for one in found if isinstance(one, Refused)} == {"meeting-state"}


def test_nothing_beside_a_ballot(hall: SmallHall, checker: BallotChecker) -> None:
    """No time, no address, no number; casting leaves no trace in the log either."""
    before = entries(hall.db, OFFICER)
    casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    refusal(
        Refused, "slip-used", lambda: casting.cast(hall.db, checker, hall.meeting, hall.ballot(0))
    )
    assert entries(hall.db, OFFICER) == before
    columns = {
        table: {column["name"] for column in inspect(hall.db.engine).get_columns(table)}
        for table in ("ballots", "roll", "voids")
    }
    assert columns == {
        "ballots": {"meeting", "hash", "credential", "tracker", "data"},
        "roll": {"meeting", "credential", "class_id"},
        "voids": {"meeting", "credential", "signature"},
    }
    with hall.db.engine.connect() as connection:
        found = connection.execute(
            text("SELECT * FROM ballots WHERE meeting = :meeting"), {"meeting": hall.meeting}
        )
        row: Any = found.mappings().one()
    assert len(row["data"]) == hall.known.layout.ballot_length


def test_trackers_are_not_shown_while_the_vote_runs(
    hall: SmallHall, checker: BallotChecker
) -> None:
    """A growing list would tell who has just voted."""
    marks = {
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip)).tracker
        for slip in (3, 1, 2)
    }
    refusal(Refused, "trackers-not-yet", lambda: receipts.trackers(hall.db, hall.meeting))
    hall.close()
    assert receipts.trackers(hall.db, hall.meeting) == tuple(sorted(marks))
