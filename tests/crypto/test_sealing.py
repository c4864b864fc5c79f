"""Key files and sealed shares: they open with the right key only."""

from __future__ import annotations

import json

import pytest

from voting.crypto.encoding import canonical
from voting.crypto.group import base_mul
from voting.crypto.sealing import pair_open, pair_seal, seal, unseal
from voting.errors import BadEncoding, BadProof

SECRET = b"the share of one trustee"


@pytest.fixture(scope="module")
def envelope() -> bytes:
    return seal(SECRET, "组织部 2020 ①")


def test_opens_with_its_passphrase(envelope: bytes) -> None:
    assert SECRET not in envelope and SECRET.hex().encode() not in envelope
    assert unseal(envelope, "组织部 2020 ①") == SECRET
    assert unseal(envelope, "组织部 2020 1") == SECRET, "the same words in another Unicode form"


def test_two_files_of_the_same_secret_differ(envelope: bytes) -> None:
    first, second = json.loads(envelope), json.loads(seal(SECRET, "组织部 2020 ①"))
    assert first["kdf"]["salt"] != second["kdf"]["salt"]
    assert first["nonce"] != second["nonce"]


def test_a_wrong_passphrase_is_said_so(envelope: bytes) -> None:
    with pytest.raises(BadProof) as caught:
        unseal(envelope, "组织部 2021")
    assert caught.value.code == "wrong-passphrase"


@pytest.mark.parametrize("part", ["salt", "nonce", "box"])
def test_a_changed_file_does_not_open(envelope: bytes, part: str) -> None:
    fields = json.loads(envelope)
    holder = fields["kdf"] if part == "salt" else fields
    flipped = bytes.fromhex(holder[part])
    holder[part] = (bytes([flipped[0] ^ 1]) + flipped[1:]).hex()
    with pytest.raises(BadProof):
        unseal(canonical(fields), "组织部 2020 ①")


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**10},
        {"n": 2**40},
        {"r": 1},
        {"p": True},
        {"name": "none"},
        {"salt": ""},
        {"extra": 1},
    ],
    ids=str,
)
def test_other_costs_are_refused_at_once(envelope: bytes, change: dict[str, object]) -> None:
    fields = json.loads(envelope)
    fields["kdf"].update(change)
    with pytest.raises(BadEncoding):
        unseal(canonical(fields), "组织部 2020 ①")


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04", b'{"format":"qingping-key/2"}'])
def test_other_files_are_no_key_files(data: bytes) -> None:
    with pytest.raises(BadEncoding):
        unseal(data, "x")


def test_sealed_shares_are_bound_to_everything() -> None:
    shared, reveals = base_mul(123), b"r" * 32
    box = pair_seal(shared, "2020", 1, 2, reveals, b"share")
    assert pair_open(shared, "2020", 1, 2, reveals, box) == b"share"
    for arguments in [
        (base_mul(124), "2020", 1, 2, reveals, box),
        (shared, "2021", 1, 2, reveals, box),
        (shared, "2020", 2, 1, reveals, box),
        (shared, "2020", 1, 3, reveals, box),
        (shared, "2020", 1, 2, b"s" * 32, box),
        (shared, "2020", 1, 2, reveals, box[:-1]),
        (shared, "2020", 1, 2, reveals, b""),
    ]:
        with pytest.raises(BadProof) as caught:
            pair_open(*arguments)
        assert caught.value.code == "box"
