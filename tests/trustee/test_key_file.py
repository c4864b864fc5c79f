"""The key file: nothing in the clear, and nothing opens it but its passphrase."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from held_meeting import hold_meeting
from voting.crypto.encoding import canonical, read_canonical
from voting.errors import BadInput, VotingError
from voting.trustee.key_file import TrusteeKey

PASSPHRASE = "清评 correct horse"


@pytest.fixture(scope="module")
def key() -> TrusteeKey:
    return replace(hold_meeting().keys[0], coefficients=(5, 6), ledger={"aa": "bb"})


@pytest.fixture(scope="module")
def sealed(key: TrusteeKey) -> bytes:
    return key.seal(PASSPHRASE)


def test_opens_to_the_same_key(key: TrusteeKey, sealed: bytes) -> None:
    assert TrusteeKey.unseal(sealed, PASSPHRASE) == key
    fresh = TrusteeKey.create("r", 3, 2, 1, "office")
    assert TrusteeKey.unseal(fresh.seal(PASSPHRASE), PASSPHRASE) == fresh


def test_holds_nothing_in_the_clear(key: TrusteeKey, sealed: bytes) -> None:
    assert key.share is not None
    for number in (key.share, key.transport):
        raw = number.to_bytes(32, "big")
        for form in (raw, raw[::-1], raw.hex().encode(), str(number).encode()):
            assert form not in sealed
    for text in (key.terms.name, key.terms.ceremony, PASSPHRASE, key.nonce.hex(), "ledger"):
        assert text.encode() not in sealed


def test_never_the_same_twice(key: TrusteeKey, sealed: bytes) -> None:
    first, second = read_canonical(sealed), read_canonical(key.seal(PASSPHRASE))
    assert first["kdf"]["salt"] != second["kdf"]["salt"]
    assert first["nonce"] != second["nonce"] and first["box"] != second["box"]


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.upper(), "wrong passphrase"])
def test_wrong_passphrase(sealed: bytes, wrong: str) -> None:
    with pytest.raises(VotingError) as error:
        TrusteeKey.unseal(sealed, wrong)
    assert error.value.code == "wrong-passphrase"


def test_same_words_from_another_keyboard(key: TrusteeKey) -> None:
    """Full-width letters and composed accents are the same words."""
    assert TrusteeKey.unseal(key.seal("ｐａｓｓｗｏｒｄ café"), "password cafe\u0301") == key


@pytest.mark.parametrize("short", ["", "123456789", "短口令"])
def test_short_passphrase(key: TrusteeKey, short: str) -> None:
    with pytest.raises(BadInput) as error:
        key.seal(short)
    assert error.value.code == "passphrase-short"


def test_weaker_parameters_are_refused(sealed: bytes) -> None:
    """A file cannot ask for a cheap key derivation, or for all of the memory."""
    for name, value in (("n", 2), ("n", 2**30), ("r", 1), ("p", 1000), ("name", "none")):
        changed = read_canonical(sealed)
        changed["kdf"][name] = value
        with pytest.raises(VotingError) as error:
            TrusteeKey.unseal(canonical(changed), PASSPHRASE)
        assert error.value.code == "fields"


def test_damaged_files(sealed: bytes) -> None:
    chance = random.Random(3)
    for place in [chance.randrange(len(sealed)) for _ in range(12)]:
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(VotingError):
            TrusteeKey.unseal(bytes(changed), PASSPHRASE)
    for cut in (b"", b"{}", b"[]", sealed[:-1], sealed + b"\n"):
        with pytest.raises(VotingError):
            TrusteeKey.unseal(cut, PASSPHRASE)


def test_representation_shows_no_secret(key: TrusteeKey) -> None:
    shown = repr(key)
    assert "share" not in shown and str(key.transport) not in shown and str(key.share) not in shown
