"""What fewer than k trustees, or a thief of a key file, might try."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from bad_records import LIES
from held_meeting import HeldMeeting, combined, decrypt, record_of
from threats import threat
from voting.crypto.group import ORDER, add, base_mul
from voting.crypto.threshold import lagrange
from voting.errors import VotingError
from voting.files import write_file
from voting.record.archive import Archive
from voting.record.ballot import ballot_hash
from voting.record.closing import Closing
from voting.record.failure import RecordFailure
from voting.record.shares import open_tally
from voting.record.tally import Tally
from voting.record.verify import verify
from voting.trustee import steps
from voting.trustee.decrypt import partial_decryption
from voting.trustee.key_file import TrusteeKey


def refused(code: str, work: Callable[[], object]) -> VotingError:
    with pytest.raises(VotingError) as error:
        work()
    assert error.value.code == code
    return error.value


def lies(held: HeldMeeting, *names: str) -> None:
    for name in names:
        with pytest.raises(RecordFailure) as error:
            verify(LIES[name].make(held))
        assert error.value.values["check"] == LIES[name].check, name


def closed_record(held: HeldMeeting) -> tuple[bytes, str, Tally]:
    record = record_of(held, opened=False)
    files = Archive.decode(record).files
    return (
        record,
        Closing.decode(files["closing.json"]).sealing_fingerprint(),
        Tally.decode(files["tally.json"]),
    )


@threat("T24")
def test_one_of_two_learns_nothing(held: HeldMeeting) -> None:
    """Any two shares give the joint secret; one fits every joint secret there is: for each there
    is a second share that leads to it."""
    shares = {key.terms.index: key.share or 0 for key in held.keys}
    for pair in combinations(shares, 2):
        factors = lagrange(pair)
        assert base_mul(sum(factors[j] * shares[j] for j in pair) % ORDER) == held.key
    factors = lagrange((1, 2))
    for wanted in (1, 2, 4711):
        second = (wanted - factors[1] * shares[1]) * pow(factors[2], -1, ORDER) % ORDER
        assert (factors[1] * shares[1] + factors[2] * second) % ORDER == wanted
    assert all(base_mul(share) != held.key for share in shares.values())


@threat("T24")
def test_one_share_opens_no_tally(held: HeldMeeting) -> None:
    record, mark, tally = closed_record(held)
    _, own = partial_decryption(held.keys[0], record, mark)
    refused("shares-missing", lambda: open_tally(tally, 2, {1: own}))
    refused("total", lambda: open_tally(tally, 1, {1: own}))
    twice = replace(own, trustee=2)
    refused("decryption", lambda: twice.check(held.manifest, held.context, tally))
    lies(held, "one trustee alone", "threshold lowered")


@threat("T25")
def test_key_bent_to_one_trustee(held: HeldMeeting) -> None:
    """Having seen the others' points, trustee 3 cannot change its own, nor prove a difference."""
    lies(held, "key chosen after the others", "reveal other than the commit")
    keys = [TrusteeKey.create("r", 3, 2, i, f"office {i}") for i in (1, 2, 3)]
    commits = [steps.commit(key) for key in keys]
    reveals = [steps.reveal(key, commits)[1] for key in keys]
    late = steps.own_reveal(TrusteeKey.create("r", 3, 2, 3, "office 3"))
    for honest in keys[:2]:
        error = refused(
            "ceremony-commit",
            lambda honest=honest: steps.seal_shares(honest, commits, [*reveals[:2], late]),
        )
        assert error.values["index"] == 3
    copied = replace(reveals[1], terms=reveals[2].terms)  # the points and proofs of trustee 2
    own = [*commits[:2], copied.commit()]
    refused("possession", lambda: steps.seal_shares(keys[0], own, [*reveals[:2], copied]))


@threat("T26")
def test_wrong_share_is_proven_and_a_right_one_is_not_blamed() -> None:
    keys = [TrusteeKey.create("r", 3, 2, i, f"office {i}") for i in (1, 2, 3)]
    commits = [steps.commit(key) for key in keys]
    revealed = [steps.reveal(key, commits) for key in keys]
    reveals = [message for _, message in revealed]
    sealed = [steps.seal_shares(key, commits, reveals) for key, _ in revealed]
    keys = [key for key, _ in sealed]
    boxes = [message for _, message in sealed]
    bad = replace(boxes[1], boxes=((1, boxes[2].box_for(1)), boxes[1].boxes[1]))
    error = refused(
        "ceremony-share",
        lambda: steps.confirm(keys[0], commits, reveals, [boxes[0], bad, boxes[2]]),
    )
    assert error.values["index"] == 2
    steps.complain(keys[0], reveals, bad)[1].check(tuple(reveals), bad)
    refused("complaint-unfounded", lambda: steps.complain(keys[0], reveals, boxes[2]))
    framed = replace(steps.complain(keys[0], reveals, bad)[1], against=3, box=boxes[2].box_for(1))
    refused("complaint", lambda: framed.check(tuple(reveals), boxes[2]))


@threat("T27")
def test_falsified_decryptions(held: HeldMeeting) -> None:
    """A false D without a proof, with the proof of another slot, group, tally, trustee or key."""
    lies(
        held,
        "share shifted by one vote",
        "share with another secret",
        "share proof of another slot",
        "shares of two groups exchanged",
        "share proven for another tally",
        "share proven in another context",
        "share proven for another index",
        "share of another trustee relabelled",
        "share proof with another response",
        "share proof with another challenge",
    )
    _, _, tally = closed_record(held)
    own = [decrypt(held.keys[j], held.context, tally) for j in (0, 1)]
    slot = own[0].groups[0][0]
    shifted = replace(slot, share=add([slot.share, base_mul(1)]))
    false = replace(own[0], groups=((shifted, *own[0].groups[0][1:]), own[0].groups[1]))
    assert combined(tally, [false, own[1]]) != combined(tally, own), "it would change the result"
    refused("decryption", lambda: false.check(held.manifest, held.context, tally))


@threat("T28")
def test_stolen_key_file(held: HeldMeeting, tmp_path: Path) -> None:
    key = held.keys[0]
    path = tmp_path / "trustee.key"
    write_file(path, key.seal("correct horse battery"), private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_bytes()
    for secret in (key.share or 0, key.transport):
        assert secret.to_bytes(32, "big") not in data and f"{secret:064x}".encode() not in data
    refused("wrong-passphrase", lambda: TrusteeKey.unseal(data, "correct horse batter"))
    refused("fields", lambda: TrusteeKey.unseal(data.replace(b'"n":131072', b'"n":2'), "x"))
    refused("passphrase-short", lambda: key.seal("123456789"))


@threat("T29")
def test_only_the_box_that_was_sealed_in_the_hall(held: HeldMeeting) -> None:
    """Without the minutes' fingerprint, or for any other box, a key stays shut."""
    record, mark, _ = closed_record(held)
    fewer = sorted(held.ballots.values(), key=ballot_hash)[1:]
    others = record_of(held, ballots=fewer, opened=False)
    for data, typed in ((others, mark), (record, ""), (record, "0000-0000-0000-0000")):
        refused(
            "sealing-fingerprint",
            lambda data=data, typed=typed: partial_decryption(held.keys[0], data, typed),
        )
    half = {
        name: data
        for name, data in Archive.decode(record).files.items()
        if name not in ("closing.json", "tally.json")
    }
    with pytest.raises(VotingError):
        partial_decryption(held.keys[0], Archive(half).encode(), mark)
    partial_decryption(held.keys[0], record, mark)
