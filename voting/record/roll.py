"""The roll of slips (docs/protocol.md §4): public keys and voter classes, frozen at opening."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from voting.crypto.encoding import canonical, read_canonical
from voting.crypto.group import check_xonly
from voting.errors import BadEncoding
from voting.record.fields import Fields, octets, require
from voting.record.manifest import CLASS_ID, MEETING_ID

FORMAT: Final = "qingping-roll/1"

Entry = tuple[bytes, str]
"""Credential (32 bytes) and class id."""


@dataclass(frozen=True, slots=True)
class Roll:
    """``roll.json``: entries sorted by credential, each a valid key and there once."""

    meeting: str
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, meeting: str, entries: Iterable[Entry]) -> Roll:
        """A roll of entries in any order; raise BadEncoding where it cannot be one."""
        roll = cls(meeting, tuple(sorted(entries)))
        _check(roll.entries)
        return roll

    def encode(self) -> bytes:
        """The canonical bytes of roll.json."""
        entries = [[credential.hex(), class_id] for credential, class_id in self.entries]
        return canonical({"format": FORMAT, "meeting": self.meeting, "entries": entries})

    @classmethod
    def decode(cls, data: bytes) -> Roll:
        """Read roll.json; raise BadEncoding for anything §4 does not allow."""
        f = Fields(read_canonical(data), "roll", "format", "meeting", "entries")
        f.one_of("format", FORMAT)
        entries = f.array("entries", _read_entry)
        _check(entries)
        return cls(f.match("meeting", MEETING_ID), entries)

    def hash(self) -> bytes:
        """SHA-256 of roll.json, as in the manifest."""
        return hashlib.sha256(self.encode()).digest()

    def classes(self) -> dict[bytes, str]:
        """Class id by credential."""
        return dict(self.entries)


def _read_entry(value: object, path: str) -> Entry:
    if not isinstance(value, list) or len(value) != 2:
        raise BadEncoding("record-field", f"{path}: not a pair", path=path, reason="not a pair")
    credential, class_id = value
    matched = isinstance(class_id, str) and CLASS_ID.fullmatch(class_id)
    require(bool(matched), path, "not a class id")
    return octets(credential, path, 32), str(class_id)


def _check(entries: tuple[Entry, ...]) -> None:
    """Sorted, no credential twice, each the x coordinate of a point."""
    last = b""
    for number, (credential, _) in enumerate(entries):
        path = f"roll.entries[{number}]"
        require(credential > last, path, "not in order, or a credential stands twice")
        try:
            check_xonly(credential)
        except BadEncoding as error:
            reason = "not a public key"
            raise BadEncoding(
                "record-field", f"{path}: {reason}", path=path, reason=reason
            ) from error
        last = credential
