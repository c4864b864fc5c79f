"""Recomputing the commitments of the proofs that ciphertexts hold allowed numbers (§5, check 6).

``branches`` makes what is checked here; no code is shared. All values are public, so everything
takes variable time. A ballot has hundreds of proofs and nearly all the time goes into multiplying
points by challenges, so:

* multiples of G and of the joint key come out of tables, whose entries are added to the variable
  part in one call;
* the last pair of a sum's proof takes no multiplication. The challenges of a proof add up to e, so
  Σ a_i = (Σ s_i) G − eA and Σ b_i = (Σ s_i) H + (Σ c_i v_i) G − eB; the sum's A and B are those of
  its slots, and for each slot the products with its own challenges, which add up to e as well,
  are there already. The last pair is these totals less the other pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from voting.crypto._engine import STRUCT_BYTES, Raw
from voting.crypto.elgamal import Ciphertext
from voting.crypto.group import GENERATOR, ORDER, FixedBase, Point, engine, mul
from voting.errors import BadProof

_POINT: Final = 33
_COMPRESSED: Final = 258

# Looked up once: they are called thousands of times a ballot.
_CONTEXT: Final = engine.context
_combine: Final = engine.lib.secp256k1_ec_pubkey_combine
_multiply: Final = engine.lib.secp256k1_ec_pubkey_tweak_mul
_negate: Final = engine.lib.secp256k1_ec_pubkey_negate
_serialize: Final = engine.lib.secp256k1_ec_pubkey_serialize
_copy: Final = engine.ffi.memmove
_new: Final = engine.ffi.new


class Answers(NamedTuple):
    """Challenges (which add up to e) and responses of a proof, one each an allowed value."""

    values: Sequence[int]
    challenges: Sequence[int]
    responses: Sequence[int]


class Products(NamedTuple):
    """Points on the side of A and of B: −c_i A and −c_i (B − v_i G), infinity left out."""

    a: list[Raw]
    b: list[Raw]


@cache
def generator_table() -> FixedBase:
    """The table of G, made when first asked for."""
    return FixedBase(GENERATOR)


@cache
def _multiple(value: int) -> Point:
    """value · G."""
    return mul(GENERATOR, value % ORDER)


def _infinity() -> BadProof:
    return BadProof("infinity", "a commitment or a sum of points is infinity")


class Commitments:
    """The commitments of one ballot, recomputed proof after proof. For one thread."""

    def __init__(self, key: FixedBase, pairs: int) -> None:
        """Room for so many pairs a_i, b_i under the joint key."""
        self._generator = generator_table()
        self._key = key
        self._out = _new("unsigned char[]", 2 * _POINT * pairs)
        self._next = self._out
        self._length = _new("size_t *", _POINT)
        self._result = _new("secp256k1_pubkey *")
        self._shifted = _new("secp256k1_pubkey *")
        self._pair = _new("secp256k1_pubkey *[2]")
        # The terms of one commitment: the entries of a table, then a product.
        self._terms = _new("secp256k1_pubkey *[]", FixedBase.PLACES + 1)
        self._table_terms = engine.ffi.buffer(self._terms, 8 * FixedBase.PLACES)

    def add_slot(self, ciphertext: Ciphertext, answers: Answers) -> Products:
        """a_i = s_i G − c_i A and b_i = s_i H − c_i (B − v_i G) for every allowed value v_i.

        Raise BadProof("infinity") where a commitment or B − v_i G is infinity.
        """
        products = Products([], [])
        for value, challenge, response in zip(*answers, strict=True):
            self._append_pair(ciphertext, value, challenge, response, products)
        return products

    def add_sum(
        self, ciphertext: Ciphertext, answers: Answers, slots: Sequence[Products], ones: int
    ) -> None:
        """The same for a sum of slots, its last pair without a multiplication.

        ``slots`` is what ``add_slot`` returned, ``ones`` the total of the challenges of value 1.
        """
        others = Products([], [])
        values, challenges, responses = answers
        # Not computed below, but infinity all the same: only who knows the joint secret gets here.
        if values[-1] and ciphertext.b == _multiple(values[-1]):
            raise _infinity()
        for value, challenge, response in zip(values[:-1], challenges, responses, strict=False):
            self._append_pair(ciphertext, value, challenge, response, Products([], []), others)
        shift = sum(c * v for c, v in zip(challenges, values, strict=True)) - ones
        digits = FixedBase.digits(sum(responses))
        table_a = self._generator.pointers(digits)
        table_b = self._key.pointers(digits) + self._generator.pointers(FixedBase.digits(shift))
        self._append_sum(table_a, [point for own in (*slots, others) for point in own.a])
        self._append_sum(table_b, [point for own in (*slots, others) for point in own.b])

    def encode(self) -> bytes:
        """All of them: a_0 ‖ b_0 ‖ a_1 ‖ b_1 ‖ …"""
        return bytes(engine.ffi.buffer(self._out))

    def _append_pair(
        self,
        ciphertext: Ciphertext,
        value: int,
        challenge: int,
        response: int,
        products: Products,
        negated: Products | None = None,
    ) -> None:
        """Write a_i and b_i; keep the products, and the negated pair itself where asked for."""
        minus = (-challenge % ORDER).to_bytes(32, "big")
        digits = FixedBase.digits(response)
        self._append(self._generator.pointers(digits), ciphertext.a.raw, minus, products.a)
        if negated is not None:
            negated.a.append(self._negated_result())
        b = ciphertext.b.raw
        shifted = self._minus_value(b, value) if value else b
        self._append(self._key.pointers(digits), shifted, minus, products.b)
        if negated is not None:
            negated.b.append(self._negated_result())

    def _minus_value(self, b: Raw, value: int) -> Raw:
        self._pair[0], self._pair[1] = b, _multiple(-value).raw
        if not _combine(_CONTEXT, self._shifted, self._pair, 2):
            raise _infinity()
        return self._shifted

    def _append(self, table: bytearray, point: Raw, minus: bytes, products: list[Raw]) -> None:
        """Write the sum of table entries and minus · point; keep the product."""
        product, terms = _new("secp256k1_pubkey *"), self._terms
        self._table_terms[:] = table
        count = FixedBase.PLACES
        _copy(product, point, STRUCT_BYTES)
        # The library refuses a factor of 0: then the product is infinity and the table's part all.
        if _multiply(_CONTEXT, product, minus):
            terms[count] = product
            count += 1
            products.append(product)
        if not _combine(_CONTEXT, self._result, terms, count):
            raise _infinity()
        self._write()

    def _negated_result(self) -> Raw:
        negated = _new("secp256k1_pubkey *")
        _copy(negated, self._result, STRUCT_BYTES)
        _negate(_CONTEXT, negated)
        return negated

    def _append_sum(self, tables: bytearray, points: list[Raw]) -> None:
        """Write the sum of entries of several tables and any points."""
        entries = len(tables) // 8
        count = entries + len(points)
        terms = _new("secp256k1_pubkey *[]", count)
        _copy(terms, tables, len(tables))
        terms[entries:count] = points
        if not _combine(_CONTEXT, self._result, terms, count):
            raise _infinity()
        self._write()

    def _write(self) -> None:
        _serialize(_CONTEXT, self._next, self._length, self._result, _COMPRESSED)
        self._next += _POINT
