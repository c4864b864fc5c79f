"""Photos of cadres as they are uploaded: one by one or in a zip, made small, and nothing else kept.

What kind of picture it is, its first bytes say. It is decoded in a process of its own
(:mod:`voting.documents.uploads.photo_reader`) and encoded anew, so that no byte of the file that was
sent (place and time of the photo, the camera, whatever else it carries) reaches a phone.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipFile, ZipInfo

from voting.documents.uploads.sandbox import BAD_ZIP, taken_apart
from voting.errors import BadInput

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_FILES: Final = 60
_MARKS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_UTF8_NAME: Final = 0x800


def small(data: bytes) -> bytes:
    """The photo as a JPEG of 96 × 128 pixels and at most 6 kB, without any metadata.

    BadInput ``photo-kind`` (no JPEG, PNG or WebP), ``photo-large`` (above 10 MB or too many
    pixels), ``photo-damaged`` (cannot be decoded), ``file-busy``.
    """
    if len(data) > MOST_BYTES:
        raise _large()
    if not (data.startswith(_MARKS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        raise BadInput("photo-kind", "neither JPEG nor PNG nor WebP")
    answer = taken_apart("voting.documents.uploads.photo_reader", data) or {}
    if answer.get("error") == "photo-large":
        raise _large()
    if not isinstance(answer.get("jpeg"), str):
        raise BadInput("photo-damaged", "the picture cannot be decoded")
    return b64decode(answer["jpeg"])


def pictures(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """(name without folders and ending, content) of every file; a zip counts as what is in it.

    One at a time, for unpacked they may be large. BadInput ``photos-many`` above 60 files,
    ``photo-large`` and ``photo-damaged`` for a zip that unpacks to too much or not at all.
    """
    number = 0
    for name, data in files:
        uploaded = _unpacked(data) if data.startswith(b"PK\x03\x04") else iter([(name, data)])
        for inner, content in uploaded:
            number += 1
            if number > MOST_FILES:
                raise BadInput("photos-many", "too many photos at once", most=MOST_FILES)
            yield PurePosixPath(inner.replace("\\", "/")).stem, content


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(data)) as file:
            parts = [part for part in file.infolist() if _wanted(part)]
            if any(part.file_size > MOST_BYTES for part in parts):
                raise _large()
            for part in parts[: MOST_FILES + 1]:
                yield _name(part), file.read(part)
    except BAD_ZIP as error:
        raise BadInput("photo-damaged", "not a sound zip file") from error


def _wanted(part: ZipInfo) -> bool:
    """No folder, and nothing that macOS and Windows put beside."""
    place = PurePosixPath(part.filename)
    hidden = place.name.startswith(".") or place.name.lower() in ("thumbs.db", "desktop.ini")
    return not (part.is_dir() or hidden or "__MACOSX" in place.parts)


def _name(part: ZipInfo) -> str:
    """The name as its maker wrote it: Windows writes Chinese ones as GBK without saying so."""
    if part.flag_bits & _UTF8_NAME:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename


def _large() -> BadInput:
    return BadInput("photo-large", "more bytes or pixels than a photo has", most=MOST_BYTES >> 20)
