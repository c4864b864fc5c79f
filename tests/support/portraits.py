"""Pictures as people upload them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image


def portrait(width: int = 300, height: int = 400, kind: str = "JPEG", **options: object) -> bytes:
    """A picture whose upper half is red and whose lower half is blue."""
    picture = Image.new("RGB", (width, height), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, width, height // 2))
    return encoded(picture, kind, **options)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of some files, names in UTF-8 and marked so."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def zipped_on_windows(name: str, data: bytes) -> bytes:
    """A zip of one file whose name is written in GBK without a word about it."""
    raw = name.encode("gbk")
    stand_in = "~" * len(raw)
    return zipped({stand_in: data}).replace(stand_in.encode(), raw)
