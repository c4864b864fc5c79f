"""Decoding a photo and making it small, run as a process of its own: the file on standard input,
JSON ``{"jpeg"}`` (base64) or ``{"error"}`` on standard output."""

from __future__ import annotations

import json
import struct
import sys
from base64 import b64encode
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from voting.documents.uploads.sandbox import limit
from voting.errors import BadInput

WIDTH: Final = 96
HEIGHT: Final = 128
MOST_JPEG: Final = 6000
MEMORY: Final = 1 << 30
CPU_SECONDS: Final = 10
MOST_PIXELS: Final = 24_000_000
MOST_PIXELS_JPEG: Final = 120_000_000
"""A JPEG is decoded at an eighth of its size, so that the phones of today may be used."""
UPPER: Final = 0.35
"""Where a photo that is too tall is cut: a face is above the middle."""
_DAMAGED: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow's decoders raise on damaged or hostile files; its own errors are OSErrors."""


def shrink(data: bytes) -> bytes:
    """The photo as a small JPEG; BadInput ``photo-large`` or ``photo-damaged``."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            most = MOST_PIXELS_JPEG if image.format == "JPEG" else MOST_PIXELS
            if image.width * image.height > most:
                raise BadInput("photo-large", "more pixels than a photo has", most=most)
            image.draft("RGB", (4 * WIDTH, 4 * HEIGHT))
            upright = ImageOps.exif_transpose(image)
            picture = ImageOps.fit(
                _opaque(upright), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, UPPER)
            )
    except _DAMAGED as error:
        raise BadInput("photo-damaged", "the picture cannot be decoded") from error
    return _jpeg(picture)


def _opaque(picture: Image.Image) -> Image.Image:
    """In RGB, what is transparent on white."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    """Encoded in as good a quality as fits."""
    plain = Image.new("RGB", picture.size)  # a fresh one has no metadata to go along
    plain.paste(picture)
    for quality in (85, 78, 70, 60, 45, 30, 15):
        out = BytesIO()
        plain.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_JPEG:
            return out.getvalue()
    raise BadInput("photo-damaged", "no photo: it cannot be made small")


def main() -> int:
    """Read standard input, write JSON."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, by the header, before anything is decoded
    limit(MEMORY, CPU_SECONDS)
    try:
        answer = {"jpeg": b64encode(shrink(sys.stdin.buffer.read())).decode("ascii")}
    except BadInput as error:
        answer = {"error": error.code}
    except MemoryError:
        answer = {"error": "photo-large"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
