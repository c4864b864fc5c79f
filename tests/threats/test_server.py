"""What whoever holds the server, its disk, its logs and its backups might try."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

import forging
from bad_records import LIES
from databases import opened, sqlite_url
from held_meeting import HeldMeeting, hold_meeting, record_of
from office import OFFICER
from small_hall import CLASSES, Department, SmallHall, department
from threats import threat
from voting.crypto.slipcode import decode_code
from voting.errors import VotingError
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash, tracker
from voting.record.closing import Closing, Head, close_box
from voting.record.credential import Credential
from voting.record.failure import RecordFailure
from voting.record.manifest import RollRef
from voting.record.roll import Roll
from voting.record.tally import make_tally
from voting.record.verify import verify
from voting.record.voids import Voids
from voting.services.log.chain import verify_log
from voting.services.meetings import slips, tallying
from voting.services.meetings.plan import MeetingInput, get_meeting, update_meeting
from voting.services.voting import casting, receipts
from voting.services.voting.checking import BallotChecker
from voting.storage import ballots, roll
from voting.storage.conflict import Conflict
from voting.storage.database import Database
from voting.trustee.decrypt import partial_decryption
from voting.web.app import create_app
from voting.web.site.settings import Settings


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code


def lies(held: HeldMeeting, *names: str) -> None:
    for name in names:
        with pytest.raises(RecordFailure) as error:
            verify(LIES[name].make(held))
        assert error.value.values["check"] == LIES[name].check, name


def sealing(record: bytes) -> str:
    return Closing.decode(Archive.decode(record).files["closing.json"]).sealing_fingerprint()


def everything(db: Database) -> list[str]:
    """Every row of every table as text, bytes in hexadecimal."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if db.is_sqlite
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    with db.engine.connect() as connection:
        names = [row[0] for row in connection.execute(text(query))]
        return [
            f"{name} " + repr(tuple(v.hex() if isinstance(v, bytes) else v for v in row))
            for name in names
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        ]


@threat("T13")
def test_what_is_stored_does_not_open_a_ballot(hall: SmallHall, checker: BallotChecker) -> None:
    """No secret of the trustees is there, and every choice is as likely as any other: for each
    stored ciphertext there is a randomness that makes it a 0 and one that makes it a 1, and only
    x·A, which the server cannot compute, tells them apart."""
    questions = hall.known.layout.questions
    data = hall.ballot(0, [(0,)] * questions)
    casting.cast(hall.db, checker, hall.meeting, data)
    stored = everything(hall.db)
    for key in hall.keys:
        assert key.share is not None
        for secret in (key.share, key.transport):
            assert not any(f"{secret:064x}" in row for row in stored)
    assert any(data.hex() in row for row in stored)
    again = hall.ballot(0, [(0,)] * questions)
    same = {data[place : place + 33] for place in range(100, 100 + 33 * 48, 33)}
    assert not same & {again[place : place + 33] for place in range(100, 100 + 33 * 48, 33)}
    assert hall.opened_bits(data) == [1, 0, 0, 0] * questions  # all trustees together could: R1


@threat("T14")
def test_secrets_of_slips_are_not_on_the_disk(tmp_path: Path) -> None:
    """Every byte of the file, of its log and of its index is searched, after printing twice."""
    with opened(sqlite_url(tmp_path)) as db:
        hall = department(db).hall(paper=True)
        again = slips.make_slips(db, OFFICER, hall.meeting, "https://vote.example")
        codes = [*hall.codes, *(slip.code.replace("-", "") for slip in again.slips)]
        disk = [path.read_bytes() for path in tmp_path.iterdir()]
        assert any(hall.meeting.encode() in data for data in disk)
        for code in codes:
            secret = decode_code(code)
            signing = Credential(secret, hall.meeting).d.to_bytes(32, "big")
            for needle in (
                code.encode(),
                code.lower().encode(),
                secret,
                secret.hex().encode(),
                signing,
                signing.hex().encode(),
                code[:8].encode(),
            ):
                assert not any(needle in data for data in disk)
        for code in hall.codes:  # keys that were replaced are gone too
            former = Credential(decode_code(code), hall.meeting).public
            assert not any(former in data for data in disk)


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything any library would log."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


@threat("T15")
def test_nothing_of_the_phone_is_kept(
    hall: SmallHall,
    checker: BallotChecker,
    loud: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Address, browser, time and order: not in any table, not in any log, not on the console."""
    before = {row.split()[0]: 0 for row in everything(hall.db)}
    client = create_app(hall.db, Settings("s" * 32, None, checker)).test_client()
    marks = {
        "User-Agent": "TELLTALE-AGENT",
        "X-Forwarded-For": "203.0.113.77",
        "Cookie": "telltale=1",
        "Referer": "http://telltale.example/",
    }
    log_before = [row for row in everything(hall.db) if row.startswith("audit")]
    data = hall.ballot(0)
    answer = client.post(
        f"/v/{hall.meeting}/ballots",
        data=data,
        headers=marks,
        environ_base={"REMOTE_ADDR": "203.0.113.78"},
    )
    assert answer.status_code == 201 and "Set-Cookie" not in answer.headers
    rows = everything(hall.db)
    assert {row.split()[0] for row in rows} - set(before) <= {"ballots"}
    assert [row for row in rows if row.startswith("audit")] == log_before
    logged = loud.text + "".join(capfd.readouterr())
    for mark in ("telltale", "203.0.113", tracker(data), hall.credential(0).public.hex()):
        assert mark.lower() not in logged.lower()
        if mark.startswith(("telltale", "203")):
            assert not any(mark in row.lower() for row in rows)


@threat("T15")
def test_order_is_not_kept(hall: SmallHall, checker: BallotChecker) -> None:
    """Read without any ORDER BY, the box comes in the order of its hashes after closing."""
    order = list(range(6))
    random.Random(5).shuffle(order)
    cast = [hall.ballot(slip) for slip in order]
    for data in cast:
        casting.cast(hall.db, checker, hall.meeting, data)
    hall.close()
    with hall.db.engine.connect() as connection:
        raw = [
            row[0]
            for row in connection.execute(
                text("SELECT hash FROM ballots WHERE meeting = :m"), {"m": hall.meeting}
            )
        ]
    assert raw == sorted(raw) == sorted(ballot_hash(data) for data in cast)


@threat("T16")
def test_box_cannot_be_changed_unseen(hall: SmallHall, checker: BallotChecker) -> None:
    """The administrator deletes a row and closes nothing again: the record accuses."""
    for slip in range(6):
        casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip))
    hall.close()
    verify(tallying.record(hall.db, hall.meeting))
    with hall.db.transaction() as session:
        victim = ballots.heads(session, hall.meeting)[2]
        session.execute(text("DELETE FROM ballots WHERE hash = :h"), {"h": victim.hash})
    with pytest.raises(RecordFailure) as error:
        verify(tallying.record(hall.db, hall.meeting))
    assert error.value.values["check"] == "closing"


@threat("T16")
def test_forged_boxes_fail_the_verifier(held: HeldMeeting) -> None:
    lies(
        held,
        "ballot removed",
        "ballot removed and all but the closing rebuilt",
        "ballot removed and closing rebuilt",
        "ballot removed and shares relabelled",
        "ballot of a slip off the roll",
        "ballot signed by a stranger",
        "ballot counted twice",
        "one ballot more in the closing",
    )


@threat("T17")
def test_what_is_voted_on_cannot_change(hall: SmallHall, held: HeldMeeting) -> None:
    view = get_meeting(hall.db, hall.meeting)
    before = casting.manifest_bytes(hall.db, hall.meeting)
    changed = MeetingInput(
        view.round_id,
        view.unit_id,
        view.title,
        view.date,
        view.place,
        (replace(CLASSES[0], weight=5000), replace(CLASSES[1], weight=3000), CLASSES[2]),
    )
    refused("meeting-frozen", lambda: update_meeting(hall.db, OFFICER, hall.meeting, changed))
    assert casting.manifest_bytes(hall.db, hall.meeting) == before
    lies(
        held,
        "weights changed after the vote",
        "minimum lowered after the vote",
        "slip moved to another class",
        "ballot made for another manifest",
        "ballot for another manifest relabelled",
    )


@threat("T18")
def test_own_key_in_the_place_of_the_trustees(held: HeldMeeting) -> None:
    """The verifier sees it, and no trustee decrypts under keys that are not its own."""
    lies(
        held,
        "key that is not of the ceremony",
        "key share that is not of the ceremony",
        "ceremony of others",
        "threshold lowered",
    )
    foreign = hold_meeting(seed=7)
    record = record_of(foreign, opened=False)
    for key in held.keys:
        refused("foreign-key", lambda key=key: partial_decryption(key, record, sealing(record)))


def transplanted(held: HeldMeeting, victim: bytes) -> bytes:
    """A meeting of the server's own, under the trustees' keys, with the victim's ciphertexts."""
    manifest = replace(held.manifest, meeting=replace(held.manifest.meeting, id="0000fake"))
    own = [Credential(bytes([n]) * 16, "0000fake") for n in range(1, 6)]
    roll = Roll.of("0000fake", [(one.public, "A") for one in own])
    manifest = replace(manifest, roll=RollRef(roll.hash().hex(), 5))
    copied = forging.patched(forging.under(victim, own[0]), 4, manifest.context(), own[0])
    filler = [held.ballot(one, ((), (), (), (0,)), manifest) for one in own[1:]]
    box = sorted([copied, *filler], key=ballot_hash)
    heads = tuple(Head(c.id, 5, 5) for c in manifest.classes)
    voids = Voids(manifest.context(), ()).encode()
    closing = close_box(manifest.context(), 5, [ballot_hash(b) for b in box], voids, 0, heads)
    tally = make_tally(
        manifest,
        manifest.context(),
        closing.hash(),
        [("A", held.layout.ciphertexts(b)) for b in box],
    )
    return record_of(
        held,
        manifest=manifest,
        roll=roll.encode(),
        voids=voids,
        ballots=box,
        closing=closing,
        tally=tally,
        opened=False,
    )


@threat("T19")
def test_one_ballot_opened_in_a_meeting_of_the_servers_own(held: HeldMeeting) -> None:
    """The victim's ciphertexts among the server's own known votes would be read by subtraction;
    without the victim's randomness their proofs cannot be moved, so no trustee opens them."""
    victim = next(iter(held.ballots.values()))
    record = transplanted(held, victim)
    with pytest.raises(RecordFailure) as error:
        partial_decryption(held.keys[0], record, sealing(record))
    assert error.value.values["cause"] == "ballot-proof"


@threat("T19")
def test_one_ballot_opened_by_a_second_tally(held: HeldMeeting) -> None:
    """All ballots, then all but one: the difference would be the one."""
    first = record_of(held, opened=False)
    box = sorted(held.ballots.values(), key=ballot_hash)
    second = record_of(held, ballots=box[1:], opened=False)
    verify(second)
    key, _ = partial_decryption(held.keys[0], first, sealing(first))
    refused("second-tally", lambda: partial_decryption(key, second, sealing(second)))


@threat("T19")
def test_one_ballot_opened_in_a_tiny_class(held: HeldMeeting) -> None:
    """Two ballots of class C are opened with B's only; three of a whole meeting never."""
    groups = verify(record_of(held)).tally.groups
    assert [(g.classes, g.ballots) for g in groups] == [(("A",), 6), (("B", "C"), 7)]
    few = hold_meeting((("A", 2), ("B", 1)))
    assert [(g.opened, g.sums) for g in verify(record_of(few)).tally.groups] == [(False, ())]
    lies(held, "small class opened alone", "group opened though too small")
    for name in ("small class opened alone", "group opened though too small"):
        record = LIES[name].make(held)
        with pytest.raises(RecordFailure):
            partial_decryption(held.keys[0], record, sealing(record))


@threat("T20")
def test_false_sums_and_results(held: HeldMeeting) -> None:
    lies(
        held,
        "sum of one slot wrong",
        "sums of two options swapped",
        "one vote more",
        "one vote moved",
        "results of two groups exchanged",
        "share shifted by one vote",
        "result group left out",
    )


@threat("T21")
def test_log_is_chained(tmp_path: Path) -> None:
    """One word of an old entry changed, or the entry taken out: the chain breaks there."""
    for change in (
        "UPDATE {} SET entry = REPLACE(entry, 'meeting-opened', 'meeting-edited')",
        "DELETE FROM {} WHERE entry LIKE '%meeting-opened%'",
    ):
        folder = tmp_path / str(len(change))
        folder.mkdir()
        with opened(sqlite_url(folder)) as db:
            department(db).opened().close()
            verify_log(db)
            (table,) = {row.split()[0] for row in everything(db) if "meeting-opened" in row}
            with db.transaction() as session:
                session.execute(text(change.format(table)))
            refused("log-broken", lambda db=db: verify_log(db))


@threat("T22")
def test_one_tracker_for_two_voters(hall: SmallHall, checker: BallotChecker) -> None:
    """The credential is within the ballot: two slips cannot send the same bytes, whatever they
    choose; the database and the verifier refuse equal trackers."""
    same = [hall.ballot(slip, [(0,)] * hall.known.layout.questions) for slip in (0, 1)]
    given = [casting.cast(hall.db, checker, hall.meeting, one) for one in same]
    assert given[0].tracker != given[1].tracker
    with hall.db.transaction() as session, pytest.raises(Conflict):
        ballots.add(
            session,
            hall.meeting,
            hash=bytes(32),
            tracker=given[0].tracker,
            credential=hall.credential(2).public,
            data=b"",
        )


@threat("T35")
def test_a_slip_under_another_class_is_told(office: Department) -> None:
    """What the phone is told is what the roll has: a swap made before opening shows on it."""
    hall = office.hall()
    with hall.db.transaction() as session:
        swapped = {hall.credential(0).public: "C", hall.credential(13).public: "A"}
        roll.replace(
            session,
            hall.meeting,
            [
                (key, swapped.get(key, class_id))
                for key, class_id in roll.entries(session, hall.meeting)
            ],
        )
    hall.open()
    found = casting.look_up(hall.db, hall.meeting, hall.credential(0).public)
    assert (found.class_id, found.class_name) == ("C", "职工"), "the paper says A"


@threat("T23")
def test_dropped_ballot_is_missed(hall: SmallHall, checker: BallotChecker) -> None:
    """A receipt was given and the row deleted before closing: the list lacks the tracker."""
    given = [casting.cast(hall.db, checker, hall.meeting, hall.ballot(slip)) for slip in range(3)]
    with hall.db.transaction() as session:
        session.execute(
            text("DELETE FROM ballots WHERE tracker = :t AND meeting = :m"),
            {"t": given[1].tracker, "m": hall.meeting},
        )
    hall.close()
    published = receipts.trackers(hall.db, hall.meeting)
    assert [one.tracker in published for one in given] == [True, False, True]
    record = Archive.decode(tallying.record(hall.db, hall.meeting)).files["ballots.bin"]
    length = hall.known.layout.ballot_length
    boxed = {tracker(record[i : i + length]) for i in range(0, len(record), length)}
    assert boxed == set(published)
