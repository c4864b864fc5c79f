"""Points and scalars of the one door to libsecp256k1."""

from __future__ import annotations

import pickle

import pytest

from voting.crypto.group import (
    GENERATOR,
    ORDER,
    FixedBase,
    Point,
    add,
    base_mul,
    check_xonly,
    mul,
    negate,
    random_scalar,
    scalar_bytes,
    scalar_int,
    secret_mul,
    sign,
    verify_signature,
    xonly,
)
from voting.errors import BadEncoding, BadProof

SCALARS = [1, 2, 3, 255, 256, 257, 2**128, ORDER // 2, ORDER - 2, ORDER - 1]


@pytest.fixture(scope="module")
def table() -> FixedBase:
    return FixedBase(base_mul(7))


def test_generator_is_that_of_sec2() -> None:
    x = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    assert GENERATOR.encode().hex() == x


@pytest.mark.parametrize("scalar", SCALARS)
def test_all_ways_to_multiply_agree(scalar: int, table: FixedBase) -> None:
    expected = base_mul(7 * scalar % ORDER)
    assert secret_mul(table.point, scalar) == expected
    assert mul(table.point, scalar) == expected
    assert table.mul(scalar) == expected


def test_tables_of_byte_patterns(table: FixedBase) -> None:
    for scalar in (sum(256**i for i in range(32)), int("ff" * 31, 16), int("01" * 31 + "00", 16)):
        assert table.mul(scalar) == mul(table.point, scalar)


def test_zero_has_no_multiple(table: FixedBase) -> None:
    for multiply in (base_mul, table.mul, lambda k: mul(GENERATOR, k)):
        with pytest.raises(BadProof, match="infinity"):
            multiply(0)


@pytest.mark.parametrize("scalar", [-1, ORDER, ORDER + 1, 2**256])
def test_scalars_out_of_range(scalar: int) -> None:
    for use in (base_mul, scalar_bytes, xonly, lambda k: secret_mul(GENERATOR, k)):
        with pytest.raises(BadEncoding):
            use(scalar)


@pytest.mark.parametrize(
    "data",
    [b"", bytes(31), bytes(33), ORDER.to_bytes(32, "big"), b"\xff" * 32],
    ids=["empty", "short", "long", "n", "all ones"],
)
def test_bytes_that_are_no_scalar(data: bytes) -> None:
    with pytest.raises(BadEncoding):
        scalar_int(data)


def test_scalars_there_and_back() -> None:
    for scalar in [0, *SCALARS]:
        assert scalar_int(scalar_bytes(scalar)) == scalar


def test_random_scalars_differ_and_fit() -> None:
    drawn = {random_scalar() for _ in range(50)}
    assert len(drawn) == 50
    assert all(0 < scalar < ORDER for scalar in drawn)


def test_points_compare_hash_pickle_and_stay() -> None:
    point = base_mul(11)
    same = Point.decode(point.encode())
    assert point == same and hash(point) == hash(same)
    assert point != base_mul(12) and point != point.encode()
    assert pickle.loads(pickle.dumps(point)) == point
    with pytest.raises(AttributeError):
        point._encoded = b""
    assert point.encode().hex() in repr(point)


def test_tables_are_pickled_by_their_point(table: FixedBase) -> None:
    again = pickle.loads(pickle.dumps(table))
    assert again.point == table.point
    assert again.mul(5) == table.mul(5)


def test_sums() -> None:
    assert add([base_mul(1), base_mul(2), base_mul(3)]) == base_mul(6)
    assert add([GENERATOR, GENERATOR]) == base_mul(2)
    for points in ([], [base_mul(5), negate(base_mul(5))]):
        with pytest.raises(BadProof, match="infinity"):
            add(points)


def test_signatures_want_32_bytes() -> None:
    for message, aux in ((b"", bytes(32)), (bytes(32), b""), (bytes(33), bytes(32))):
        with pytest.raises(BadEncoding):
            sign(1, message, aux)
    with pytest.raises(BadEncoding):
        verify_signature(xonly(1), b"short", bytes(64))
    with pytest.raises(BadEncoding):
        xonly(0)


def test_xonly_keys() -> None:
    check_xonly(xonly(3))
    for data in (b"", bytes(32), (5).to_bytes(32, "big"), xonly(3) + b"\x00"):
        with pytest.raises(BadEncoding):
            check_xonly(data)
