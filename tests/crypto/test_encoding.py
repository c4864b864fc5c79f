"""Hashes, canonical JSON, fingerprints and strict readers beyond the shared vectors."""

from __future__ import annotations

import hashlib

import pytest

from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical, read_fields, read_hex
from voting.crypto.group import ORDER
from voting.crypto.transcript import digest, lp, u32, wide
from voting.errors import BadEncoding


def test_digest_is_what_the_protocol_writes() -> None:
    tag = b"qingping/1/cast"
    framed = len(tag).to_bytes(4, "big") + tag + b"\x00\x00\x00\x02ab" + b"\x00\x00\x00\x00"
    assert digest("cast", b"ab", b"") == hashlib.sha256(framed).digest()
    assert wide("cast", b"ab", b"") == int(hashlib.sha512(framed).hexdigest(), 16) % ORDER


def test_parts_cannot_slip_into_each_other() -> None:
    hashes = {
        digest("x", b"ab", b"c"),
        digest("x", b"a", b"bc"),
        digest("x", b"abc"),
        digest("x", b"abc", b""),
        digest("xa", b"bc"),
        digest("x", lp(b"ab") + b"c"),
    }
    assert len(hashes) == 6


@pytest.mark.parametrize("number", [-1, 2**32])
def test_u32_limits(number: int) -> None:
    with pytest.raises(BadEncoding):
        u32(number)


def test_fingerprint() -> None:
    assert fingerprint(bytes(32)) == "0000-0000-0000-0000"
    assert fingerprint(b"\xff" * 10 + bytes(22)) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert fingerprint(bytes([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]) + bytes(22)) == (
        "0123-4567-89AB-CDEF"
    )
    with pytest.raises(BadEncoding):
        fingerprint(bytes(10))


@pytest.mark.parametrize(
    "value",
    [1.0, 1.5, float("nan"), 2**53, -(2**53), b"x", {1: 2}, {"a"}, "\ud800", ["\udfff"]],
    ids=repr,
)
def test_values_without_a_canonical_form(value: object) -> None:
    with pytest.raises(BadEncoding):
        canonical(value)


def test_tuples_are_lists() -> None:
    assert canonical({"a": (1, (2,))}) == b'{"a":[1,[2]]}'


def test_deep_nesting_is_refused_not_a_crash() -> None:
    for data in (b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000):
        with pytest.raises(BadEncoding):
            read_canonical(data)


@pytest.mark.parametrize(
    "value",
    [
        [],
        None,
        {},
        {"format": "x/1"},
        {"format": "x/1", "a": 1, "b": 2},
        {"format": "x/2", "a": 1},
        {"format": None, "a": 1},
    ],
)
def test_objects_with_other_keys(value: object) -> None:
    with pytest.raises(BadEncoding):
        read_fields(value, ("a",), format="x/1")


def test_fixed_values_are_of_their_kind() -> None:
    assert read_fields({"p": 1}, (), p=1) == {"p": 1}
    with pytest.raises(BadEncoding):
        read_fields({"p": True}, (), p=1)


@pytest.mark.parametrize("value", [None, 12, "abc", "AB", "0x", "zz", " 1", "٣٣", "abcd"])
def test_hexadecimal(value: object) -> None:
    assert read_hex("00ff", 2) == b"\x00\xff"
    assert read_hex("") == b""
    with pytest.raises(BadEncoding):
        read_hex(value, 1)
