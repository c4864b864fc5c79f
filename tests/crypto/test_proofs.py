"""Proofs of possession, decryption and complaint: right ones hold, each change breaks them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from voting.crypto.group import ORDER, base_mul, random_scalar, secret_mul
from voting.crypto.proofs import (
    Possession,
    check_complaint,
    check_decryption,
    check_possession,
    prove_complaint,
    prove_decryption,
    prove_possession,
)
from voting.errors import BadProof

SECRET = 0xC0FFEE
PUBLIC = base_mul(SECRET)


def test_possession_holds_only_for_what_it_says() -> None:
    proof = prove_possession("2020", 1, "constant", SECRET, PUBLIC, random_scalar())
    check_possession("2020", 1, "constant", PUBLIC, proof)
    changed: list[tuple[Any, ...]] = [
        ("2021", 1, "constant", PUBLIC, proof),
        ("2020", 2, "constant", PUBLIC, proof),
        ("2020", 1, "transport", PUBLIC, proof),
        ("2020", 1, "constant", base_mul(SECRET + 1), proof),
        ("2020", 1, "constant", PUBLIC, dataclasses.replace(proof, challenge=0)),
        ("2020", 1, "constant", PUBLIC, dataclasses.replace(proof, response=0)),
        ("2020", 1, "constant", PUBLIC, Possession(0, 0)),
        ("2020", 1, "constant", PUBLIC, Possession(proof.challenge, proof.response ^ 1)),
    ]
    for arguments in changed:
        with pytest.raises(BadProof) as caught:
            check_possession(*arguments)
        assert caught.value.code == "possession"


def test_possession_cannot_be_proven_with_another_secret() -> None:
    proof = prove_possession("2020", 1, "constant", SECRET + 1, PUBLIC, random_scalar())
    with pytest.raises(BadProof):
        check_possession("2020", 1, "constant", PUBLIC, proof)


def test_a_commitment_of_infinity_is_refused() -> None:
    challenge = 5
    proof = Possession(challenge, challenge * SECRET % ORDER)
    with pytest.raises(BadProof, match="infinity"):
        check_possession("2020", 1, "constant", PUBLIC, proof)


CONTEXT, TALLY = b"c" * 32, b"t" * 32
SUM_A = base_mul(99)


def decryption() -> dict[str, Any]:
    made = prove_decryption(CONTEXT, TALLY, 1, 2, 3, SECRET, PUBLIC, SUM_A, random_scalar())
    names = ("context", "tally", "trustee", "group", "slot", "verification", "sum_a")
    values = (CONTEXT, TALLY, 1, 2, 3, PUBLIC, SUM_A)
    return {
        **dict(zip(names, values, strict=False)),
        **dict(zip(("share", "challenge", "response"), made, strict=False)),
    }


def test_decryption_share_is_the_secret_multiple() -> None:
    found = decryption()
    assert found["share"] == base_mul(99 * SECRET)
    check_decryption(**found)


@pytest.mark.parametrize(
    "change",
    [
        {"context": b"d" * 32},
        {"tally": b"u" * 32},
        {"trustee": 2},
        {"group": 1},
        {"slot": 4},
        {"verification": base_mul(SECRET + 1)},
        {"sum_a": base_mul(100)},
        {"share": base_mul(99 * SECRET + 1)},
        {"challenge": 0},
        {"response": 0},
        {"challenge": 0, "response": 0},
    ],
    ids=str,
)
def test_a_changed_decryption_proof_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadProof) as caught:
        check_decryption(**{**decryption(), **change})
    assert caught.value.code == "decryption"


def test_a_share_of_another_secret_cannot_be_proven() -> None:
    wrong = SECRET + 1
    share, challenge, response = prove_decryption(
        CONTEXT, TALLY, 1, 2, 3, wrong, PUBLIC, SUM_A, random_scalar()
    )
    with pytest.raises(BadProof):
        check_decryption(CONTEXT, TALLY, 1, 2, 3, PUBLIC, SUM_A, share, challenge, response)


def test_complaints() -> None:
    other_secret = 0xBEEF
    other = base_mul(other_secret)
    shared, proof = prove_complaint("2020", 1, 2, SECRET, PUBLIC, other, random_scalar())
    assert shared == secret_mul(PUBLIC, other_secret)
    check_complaint("2020", 1, 2, PUBLIC, other, shared, proof)
    changed: list[tuple[Any, ...]] = [
        ("2021", 1, 2, PUBLIC, other, shared, proof),
        ("2020", 2, 1, PUBLIC, other, shared, proof),
        ("2020", 1, 3, PUBLIC, other, shared, proof),
        ("2020", 1, 2, other, PUBLIC, shared, proof),
        ("2020", 1, 2, PUBLIC, other, base_mul(1), proof),
        ("2020", 1, 2, PUBLIC, other, shared, Possession(proof.challenge, 1)),
    ]
    for arguments in changed:
        with pytest.raises(BadProof) as caught:
            check_complaint(*arguments)
        assert caught.value.code == "complaint"
