"""The record of a meeting as one file (protocol §11): a ZIP archive with not one free bit.

Reading takes the entries in order from their local headers, writes the archive again and
compares: whatever differs from §11, in the entries or between them, is rejected.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from voting.errors import BadEncoding

MANIFEST, CEREMONY, ROLL = "manifest.json", "ceremony.json", "roll.json"
VOIDS, CLOSING, BALLOTS, TALLY = "voids.json", "closing.json", "ballots.bin", "tally.json"
PAPER, RESULTS = "paper.json", "results.json"
CLOSED = (MANIFEST, CEREMONY, ROLL, VOIDS, CLOSING, BALLOTS, TALLY)
_SHARE = re.compile(r"shares-([1-9])\.json")
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of a record by name, in the order of §11."""

    files: Mapping[str, bytes]

    @property
    def opened(self) -> bool:
        """Whether shares and results are in, or only what is known at closing."""
        return RESULTS in self.files

    @property
    def shares(self) -> dict[int, bytes]:
        """shares-<j>.json by trustee."""
        named = ((_SHARE.fullmatch(name), data) for name, data in self.files.items())
        return {int(match[1]): data for match, data in named if match}

    def closed_part(self) -> Archive:
        """The record as it stood at closing: without paper count, shares and results."""
        return Archive({name: self.files[name] for name in CLOSED})

    def encode(self) -> bytes:
        """The bytes of the archive; the same files always give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
            for name, data in self.files.items():
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.create_system = 0
                entry.external_attr = 0
                target.writestr(entry, data)
        return _without_attributes(buffer.getvalue())

    @classmethod
    def decode(cls, data: bytes) -> Archive:
        """Read an archive; :class:`BadEncoding` unless every byte is as §11 says."""
        archive = cls(_entries(data))
        _check_names(list(archive.files))
        if archive.encode() != data:
            raise BadEncoding(
                "record-archive",
                "the archive is damaged or was not written by the rules of the record",
                place="archive",
            )
        return archive


def make_archive(
    closed: Mapping[str, bytes],
    shares: Mapping[int, bytes] | None = None,
    results: bytes | None = None,
    paper: bytes | None = None,
) -> Archive:
    """An archive of the seven files of a closed meeting and, once opened, the paper count where
    there is one, shares and results."""
    files = {name: closed[name] for name in CLOSED}
    if results is not None:
        files |= {} if paper is None else {PAPER: paper}
        files |= {f"shares-{j}.json": data for j, data in sorted((shares or {}).items())}
        files[RESULTS] = results
    return Archive(files)


def _without_attributes(data: bytes) -> bytes:
    """``writestr`` sets permissions in the central directory when they are 0: clear them again."""
    count, _size, offset = struct.unpack("<HII", data[-12:-2])
    out = bytearray(data)
    for _ in range(count):
        out[offset + 38 : offset + 42] = bytes(4)
        lengths = struct.unpack("<3H", data[offset + 28 : offset + 34])
        offset += 46 + sum(lengths)
    return bytes(out)


def _entries(data: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    position = 0
    while data[position : position + 4] == b"PK\x03\x04":
        header = data[position : position + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            break
        fields = _LOCAL_HEADER.unpack(header)
        size, name_length = fields[7], fields[9]
        start = position + _LOCAL_HEADER.size + name_length
        name = data[position + _LOCAL_HEADER.size : start].decode("ascii", "replace")
        files[name] = data[start : start + size]
        position = start + size
    return files


def _check_names(names: list[str]) -> None:
    closed, rest = tuple(names[: len(CLOSED)]), names[len(CLOSED) :]
    if rest[1:] and rest[0] == PAPER:
        rest = rest[1:]
    shares = [m for m in map(_SHARE.fullmatch, rest[:-1]) if m]
    trustees = [int(m[1]) for m in shares]
    well = (
        closed == CLOSED
        and trustees == sorted(trustees)
        and (not rest or (rest[-1] == RESULTS and len(shares) == len(rest) - 1))
    )
    if not well:
        raise BadEncoding(
            "record-archive",
            "files are missing, out of order or do not belong into a record",
            place="archive",
        )
