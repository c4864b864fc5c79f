"""The size of a PNG picture, from its first bytes."""

from __future__ import annotations

import struct

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; ValueError if this is no PNG."""
    if data[:8] != _SIGNATURE or len(data) < 24:
        raise ValueError("not a PNG picture")
    width, height = struct.unpack(">II", data[16:24])
    return width, height
