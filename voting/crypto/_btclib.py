"""libsecp256k1 from the wheel ``btclib-secp256k1`` (public ``lib`` and ``ffi``)."""

from __future__ import annotations

from btclib_secp256k1 import ffi, lib

from voting.crypto._engine import Engine


def load() -> Engine:
    """An engine on this wheel; its own C function hands out x and y of an ECDH unhashed."""
    return Engine("btclib", ffi, lib, lib.btclib_secp256k1_ecdh_hash_function_xy)
