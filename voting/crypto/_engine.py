"""Calls into libsecp256k1, the same for every wheel that carries it.

A *raw* point is a cffi pointer to the library's opaque 64-byte ``secp256k1_pubkey``. It never
leaves ``voting.crypto``. The library cannot represent infinity: what would be infinity is ``None``
here. Nothing in this module keeps a shared buffer, so threads may call it at the same time.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, TypeAlias

from voting.errors import BadEncoding, BadProof

Raw: TypeAlias = Any
"""cffi pointer to an initialised ``secp256k1_pubkey``."""

_CONTEXT_NONE = 1
_COMPRESSED = 258
POINT_BYTES = 33
STRUCT_BYTES = 64


class Engine:
    """One loaded libsecp256k1.

    ``hash_xy`` is an ECDH "hash" in C calling convention that writes x and y (64 bytes) unhashed:
    it turns the library's constant-time ECDH into a constant-time multiplication.
    """

    def __init__(self, name: str, ffi: Any, lib: Any, hash_xy: Any) -> None:
        self.name = name
        self.ffi = ffi
        self.lib = lib
        self.hash_xy = hash_xy
        self.context = lib.secp256k1_context_create(_CONTEXT_NONE)
        # Blinds the constant-time multiplications against side channels; results do not change.
        if not lib.secp256k1_context_randomize(self.context, secrets.token_bytes(32)):
            raise BadProof("group", "libsecp256k1 refused to randomise its context")

    def new(self) -> Raw:
        """Room for one point, uninitialised."""
        return self.ffi.new("secp256k1_pubkey *")

    def parse(self, data: bytes) -> Raw:
        """Read 33 compressed bytes; raise BadEncoding("point") for anything that is no point."""
        raw = self.new()
        # The library also takes 65 bytes in two forms: the length leaves the compressed one only,
        # so that every point has exactly one encoding.
        if len(data) != POINT_BYTES:
            raise BadEncoding("point", "a point is 33 bytes in compressed form")
        if not self.lib.secp256k1_ec_pubkey_parse(self.context, raw, data, POINT_BYTES):
            raise BadEncoding("point", "the bytes are not a point of the curve")
        return raw

    def serialize(self, raw: Raw) -> bytes:
        """The 33 compressed bytes of a point."""
        out = self.ffi.new("unsigned char[33]")
        length = self.ffi.new("size_t *", POINT_BYTES)
        self.lib.secp256k1_ec_pubkey_serialize(self.context, out, length, raw, _COMPRESSED)
        return bytes(self.ffi.buffer(out))

    def base_mul(self, scalar: bytes) -> Raw:
        """scalar · G in constant time; the scalar is 1 … n−1."""
        raw = self.new()
        if not self.lib.secp256k1_ec_pubkey_create(self.context, raw, scalar):
            raise BadProof("infinity", "a multiple of the generator is infinity")
        return raw

    def secret_mul(self, point: Raw, scalar: bytes) -> Raw:
        """scalar · point in constant time; the scalar is 1 … n−1."""
        out = self.ffi.new("unsigned char[65]")
        out[0] = 4
        done = self.lib.secp256k1_ecdh(
            self.context, out + 1, point, scalar, self.hash_xy, self.ffi.NULL
        )
        raw = self.new()
        if not done or not self.lib.secp256k1_ec_pubkey_parse(self.context, raw, out, 65):
            raise BadProof("infinity", "a multiple of a point is infinity")
        return raw

    def public_mul(self, point: Raw, scalar: bytes) -> Raw:
        """scalar · point in variable time, for public scalars 1 … n−1 only."""
        raw = self.new()
        self.ffi.memmove(raw, point, STRUCT_BYTES)
        if not self.lib.secp256k1_ec_pubkey_tweak_mul(self.context, raw, scalar):
            raise BadProof("infinity", "a multiple of a point is infinity")
        return raw

    def negate(self, point: Raw) -> Raw:
        """−point."""
        raw = self.new()
        self.ffi.memmove(raw, point, STRUCT_BYTES)
        self.lib.secp256k1_ec_pubkey_negate(self.context, raw)
        return raw

    def combine(self, points: Sequence[Raw]) -> Raw | None:
        """The sum of one or more points, None for infinity."""
        raw = self.new()
        pointers = self.ffi.new("secp256k1_pubkey *[]", list(points))
        done = self.lib.secp256k1_ec_pubkey_combine(self.context, raw, pointers, len(points))
        return raw if done else None

    def _keypair(self, secret: bytes) -> Any:
        pair = self.ffi.new("secp256k1_keypair *")
        if not self.lib.secp256k1_keypair_create(self.context, pair, secret):
            raise BadEncoding("scalar", "the signing key is not 1 … n−1")
        return pair

    def xonly(self, secret: bytes) -> bytes:
        """The 32-byte BIP-340 public key of a signing key."""
        public = self.ffi.new("secp256k1_xonly_pubkey *")
        out = self.ffi.new("unsigned char[32]")
        pair = self._keypair(secret)
        self.lib.secp256k1_keypair_xonly_pub(self.context, public, self.ffi.NULL, pair)
        self.lib.secp256k1_xonly_pubkey_serialize(self.context, out, public)
        return bytes(self.ffi.buffer(out))

    def parse_xonly(self, data: bytes) -> Any:
        """Read a BIP-340 public key; raise BadEncoding("xonly") when it is none."""
        public = self.ffi.new("secp256k1_xonly_pubkey *")
        done = len(data) == 32 and self.lib.secp256k1_xonly_pubkey_parse(self.context, public, data)
        if not done:
            raise BadEncoding("xonly", "the bytes are not the x coordinate of a point")
        return public

    def sign(self, secret: bytes, message: bytes, aux: bytes) -> bytes:
        """BIP-340 signature (64 bytes) over a 32-byte message, constant time."""
        out = self.ffi.new("unsigned char[64]")
        pair = self._keypair(secret)
        if not self.lib.secp256k1_schnorrsig_sign32(self.context, out, message, pair, aux):
            raise BadProof("signature", "libsecp256k1 could not sign")
        return bytes(self.ffi.buffer(out))

    def verify(self, public: bytes, message: bytes, signature: bytes) -> None:
        """Raise BadProof("signature") unless the BIP-340 signature holds."""
        key = self.parse_xonly(public)
        done = len(signature) == 64 and self.lib.secp256k1_schnorrsig_verify(
            self.context, signature, message, len(message), key
        )
        if not done:
            raise BadProof("signature", "the signature does not hold")
