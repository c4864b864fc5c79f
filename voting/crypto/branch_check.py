"""Recomputing the commitments of the proofs that ciphertexts hold allowed numbers (§5, check 6).

``branches`` makes what is checked here; no code is shared. All values are public, so everything
takes variable time. A ballot has hundreds of proofs: buffers are made once a ballot, multiples of G
and of the joint key come out of tables, and their entries are added together with the variable
part in one call.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from typing import Final

from voting.crypto._engine import STRUCT_BYTES, Raw
from voting.crypto.group import GENERATOR, ORDER, FixedBase, Point, engine, mul
from voting.errors import BadProof

_POINT: Final = 33
_TERMS: Final = FixedBase.PLACES + 1
_COMPRESSED: Final = 258


@cache
def generator_table() -> FixedBase:
    """The table of G, made when first asked for."""
    return FixedBase(GENERATOR)


@cache
def _minus(value: int) -> Point:
    """−value · G."""
    return mul(GENERATOR, ORDER - value)


def _infinity() -> BadProof:
    return BadProof("infinity", "a commitment or a sum of points is infinity")


class Commitments:
    """The commitments of one ballot, recomputed proof after proof. For one thread."""

    def __init__(self, key: FixedBase, values: int) -> None:
        """Room for ``values`` pairs a_i, b_i under the joint key."""
        ffi = engine.ffi
        self._generator = generator_table()
        self._key = key
        self._out = ffi.new("unsigned char[]", 2 * _POINT * values)
        self._place = 0
        self._length = ffi.new("size_t *", _POINT)
        self._product = ffi.new("secp256k1_pubkey *")
        self._shifted = ffi.new("secp256k1_pubkey *")
        self._result = ffi.new("secp256k1_pubkey *")
        self._pair = ffi.new("secp256k1_pubkey *[2]")
        self._terms = ffi.new("secp256k1_pubkey *[]", _TERMS)
        self._packed = ffi.buffer(self._terms)
        self._layout = struct.Struct(f"{_TERMS}P")
        self._address = int(ffi.cast("uintptr_t", self._product))

    def add(
        self,
        a: Point,
        b: Point,
        values: Sequence[int],
        challenges: Sequence[int],
        responses: Sequence[int],
    ) -> None:
        """a_i = s_i G − c_i A and b_i = s_i H − c_i (B − v_i G) for every allowed value v_i.

        Raise BadProof("infinity") where a sum of points is infinity.
        """
        for value, challenge, response in zip(values, challenges, responses, strict=True):
            minus = (-challenge % ORDER).to_bytes(32, "big")
            self._append(self._generator.addresses(response), a.raw, minus)
            shifted = self._minus_value(b.raw, value) if value else b.raw
            self._append(self._key.addresses(response), shifted, minus)

    def encode(self) -> bytes:
        """All of them: a_0 ‖ b_0 ‖ a_1 ‖ b_1 ‖ …"""
        return bytes(engine.ffi.buffer(self._out))

    def _minus_value(self, b: Raw, value: int) -> Raw:
        self._pair[0], self._pair[1] = b, _minus(value).raw
        lib = engine.lib
        if not lib.secp256k1_ec_pubkey_combine(engine.context, self._shifted, self._pair, 2):
            raise _infinity()
        return self._shifted

    def _append(self, table: tuple[int, ...], point: Raw, minus: bytes) -> None:
        """Write the sum of table entries and minus · point."""
        lib, context = engine.lib, engine.context
        engine.ffi.memmove(self._product, point, STRUCT_BYTES)
        # The library refuses a factor of 0; then only the table's part is left.
        product = lib.secp256k1_ec_pubkey_tweak_mul(context, self._product, minus)
        self._packed[:] = self._layout.pack(*table, self._address)
        count = _TERMS if product else _TERMS - 1
        if not lib.secp256k1_ec_pubkey_combine(context, self._result, self._terms, count):
            raise _infinity()
        lib.secp256k1_ec_pubkey_serialize(
            context, self._out + self._place, self._length, self._result, _COMPRESSED
        )
        self._place += _POINT
