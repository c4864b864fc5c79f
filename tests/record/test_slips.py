"""Credentials, the roll and voided slips."""

from __future__ import annotations

import hashlib
import json

import pytest

from voting.crypto.encoding import canonical
from voting.errors import BadEncoding, BadProof
from voting.record.credential import Credential
from voting.record.roll import Roll
from voting.record.voids import Voids, check_void, make_void

MEETING = "abcdefgh"
SLIPS = [Credential(hashlib.sha256(bytes([n])).digest()[:16], MEETING) for n in range(4)]
ROLL = Roll.of(MEETING, [(slip.public, "A" if n < 3 else "B2") for n, slip in enumerate(SLIPS)])
CONTEXT = b"\x05" * 32


def test_a_secret_is_another_key_in_another_meeting() -> None:
    secret = b"0123456789abcdef"
    assert Credential(secret, MEETING).public != Credential(secret, "abcdefgj").public
    for wrong in (b"", secret[:-1], secret + b"\x00"):
        with pytest.raises(BadEncoding):
            Credential(wrong, MEETING)


def test_a_credential_does_not_print_its_key() -> None:
    assert str(SLIPS[0].d) not in repr(SLIPS[0])
    assert f"{SLIPS[0].d:x}" not in repr(SLIPS[0])


def test_the_roll_is_sorted_and_comes_back() -> None:
    data = ROLL.encode()
    assert Roll.decode(data) == ROLL
    assert ROLL.hash() == hashlib.sha256(data).digest()
    assert [entry[0] for entry in ROLL.entries] == sorted(slip.public for slip in SLIPS)
    assert ROLL.classes()[SLIPS[3].public] == "B2"


def changed(data: bytes, **change: object) -> bytes:
    return canonical({**json.loads(data), **change})


ENTRIES = json.loads(ROLL.encode())["entries"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "qingping-roll/2"},
        {"meeting": "ABCDEFGH"},
        {"meeting": "abcdefg"},
        {"entries": {}},
        {"entries": ENTRIES[::-1]},
        {"entries": [ENTRIES[0], ENTRIES[0]]},
        {"entries": [[*ENTRIES[0], 1]]},
        {"entries": [[ENTRIES[0][0]]]},
        {"entries": [[ENTRIES[0][0], "a"]]},
        {"entries": [[ENTRIES[0][0], 1]]},
        {"entries": [[ENTRIES[0][0].upper(), "A"]]},
        {"entries": [["00" * 32, "A"]]},
        {"entries": [["ff" * 32, "A"]]},
        {"entries": [["00" * 31 + "05", "A"]]},
        {"entries": [["02" + ENTRIES[0][0], "A"]]},
        {"more": 1},
    ],
    ids=str,
)
def test_other_rolls_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadEncoding):
        Roll.decode(changed(ROLL.encode(), **change))


def test_a_roll_cannot_be_made_with_a_slip_twice() -> None:
    with pytest.raises(BadEncoding):
        Roll.of(MEETING, [(SLIPS[0].public, "A"), (SLIPS[0].public, "B")])


def test_voids_hold_and_come_back() -> None:
    voids = Voids.of(CONTEXT, [make_void(CONTEXT, slip) for slip in SLIPS[:3]])
    again = Voids.decode(voids.encode())
    again.check()
    assert again == voids
    assert len({void[1] for void in voids.voids}) == 3
    assert Voids.decode(Voids.of(CONTEXT, []).encode()).voids == ()


def test_nobody_voids_a_slip_they_do_not_hold() -> None:
    credential, signature = make_void(CONTEXT, SLIPS[0])
    check_void(CONTEXT, (credential, signature))
    for context, void in [
        (CONTEXT, (SLIPS[1].public, signature)),
        (b"\x06" * 32, (credential, signature)),
        (CONTEXT, (credential, bytes(64))),
        (CONTEXT, (credential, signature[:-1])),
        (CONTEXT, (bytes(32), signature)),
    ]:
        with pytest.raises(BadProof) as caught:
            check_void(context, void)
        assert caught.value.code == "void-signature"
    with pytest.raises(BadProof):
        Voids.of(b"\x06" * 32, [(credential, signature)]).check()


VOIDS = Voids.of(CONTEXT, [make_void(CONTEXT, slip) for slip in SLIPS[:2]]).encode()
PAIRS = json.loads(VOIDS)["voids"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "qingping-voids/2"},
        {"context": "00"},
        {"voids": PAIRS[::-1]},
        {"voids": [PAIRS[0], PAIRS[0]]},
        {"voids": [PAIRS[0][:1]]},
        {"voids": [[PAIRS[0][0], PAIRS[0][1][:-2]]]},
        {"voids": [[PAIRS[0][0][:-2], PAIRS[0][1]]]},
        {"more": 1},
    ],
    ids=lambda change: str(change)[:60],
)
def test_other_voids_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadEncoding):
        Voids.decode(changed(VOIDS, **change))
