"""libsecp256k1 from the wheel ``coincurve``, where ``btclib-secp256k1`` cannot be loaded."""

from __future__ import annotations

from typing import Any

from coincurve._libsecp256k1 import ffi, lib

from voting.crypto._engine import Engine


def _write_xy(out: Any, x: Any, y: Any, _data: Any) -> int:
    ffi.memmove(out, x, 32)
    ffi.memmove(out + 32, y, 32)
    return 1


# A module global: the library keeps only the pointer, the object must live as long.
_HASH_XY = ffi.callback(
    "int(unsigned char *, const unsigned char *, const unsigned char *, void *)", _write_xy
)


def load() -> Engine:
    """An engine on this wheel; x and y of an ECDH come out through a callback."""
    return Engine("coincurve", ffi, lib, _HASH_XY)
