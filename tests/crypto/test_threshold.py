"""A key of k of n trustees, made and used without ever being in one place."""

from __future__ import annotations

from itertools import combinations

import pytest

from voting.crypto.elgamal import encrypt, sum_ciphertexts
from voting.crypto.group import ORDER, Point, base_mul, random_scalar, secret_mul
from voting.crypto.threshold import (
    Polynomial,
    TotalTable,
    check_share,
    combine,
    decode_total,
    joint_key,
    lagrange,
    verification_key,
)
from voting.errors import BadInput, BadProof

N, K = 5, 3


@pytest.fixture(scope="module")
def polynomials() -> list[Polynomial]:
    return [Polynomial.random(K) for _ in range(N)]


@pytest.fixture(scope="module")
def secrets(polynomials: list[Polynomial]) -> dict[int, int]:
    return {j: sum(f.at(j) for f in polynomials) % ORDER for j in range(1, N + 1)}


def test_shares_fit_their_commitments(polynomials: list[Polynomial]) -> None:
    for f in polynomials:
        for index in range(1, N + 1):
            check_share(f.commitments(), index, f.at(index))


def test_wrong_shares_are_refused(polynomials: list[Polynomial]) -> None:
    f, other = polynomials[:2]
    for commitments, index, share in [
        (f.commitments(), 1, f.at(2)),
        (f.commitments(), 1, (f.at(1) + 1) % ORDER),
        (f.commitments(), 1, 0),
        (other.commitments(), 1, f.at(1)),
        (f.commitments()[:-1], 1, f.at(1)),
    ]:
        with pytest.raises(BadProof) as caught:
            check_share(commitments, index, share)
        assert caught.value.code == "share"


def test_verification_keys_follow_from_the_commitments(
    polynomials: list[Polynomial], secrets: dict[int, int]
) -> None:
    commitments = [f.commitments() for f in polynomials]
    for index, secret in secrets.items():
        assert verification_key(commitments, index) == base_mul(secret)


def test_any_k_trustees_open_and_fewer_do_not(
    polynomials: list[Polynomial], secrets: dict[int, int]
) -> None:
    key = joint_key([f.commitments()[0] for f in polynomials])
    votes = [1, 0, 1, 1, 0, 1, 1]
    total = sum_ciphertexts([encrypt(key, vote, random_scalar()) for vote in votes])
    shares = {j: secret_mul(total.a, secret) for j, secret in secrets.items()}
    table = TotalTable(len(votes))
    for chosen in combinations(shares, K):
        opened = combine({j: shares[j] for j in chosen})
        assert decode_total(total.b, opened, table) == sum(votes)
    for chosen in combinations(shares, K - 1):
        with pytest.raises(BadProof):
            decode_total(total.b, combine({j: shares[j] for j in chosen}), table)


def test_polynomials_do_not_print_their_secrets() -> None:
    assert repr(Polynomial((123456789, 2))) == "Polynomial(degree 1)"


@pytest.mark.parametrize("indices", [[0, 1], [1, 1], [-1, 2], [ORDER, 1]])
def test_indices_that_make_no_sense(indices: list[int]) -> None:
    with pytest.raises(BadInput):
        lagrange(indices)


def test_lagrange_of_a_known_polynomial() -> None:
    weights = lagrange([2, 5, 9])
    f = Polynomial((42, 7, 11))
    assert sum(weight * f.at(index) for index, weight in weights.items()) % ORDER == 42
    assert lagrange([3]) == {3: 1}


def test_totals_from_zero_to_the_most() -> None:
    table = TotalTable(4)
    masked = base_mul(77)
    for total in range(5):
        assert decode_total(base_mul(77 + total), masked, table) == total
    for total in (-1, 5):
        with pytest.raises(BadProof) as caught:
            decode_total(base_mul(77 + total), masked, table)
        assert caught.value.code == "total"
    assert decode_total(base_mul(3), None, table) == 3


def test_a_combination_that_cancels_is_none() -> None:
    weights = lagrange([1, 2])
    first = base_mul(5)
    second = base_mul(-5 * weights[1] * pow(weights[2], -1, ORDER) % ORDER)
    shares: dict[int, Point] = {1: first, 2: second}
    assert combine(shares) is None
