"""The log of what people do with rounds, meetings and accounts. Nothing about voters is in it.

Each entry is canonical JSON that holds the SHA-256 of the entry before; the first holds 64 zeros.
Whoever writes the number and fingerprint of the last entry down can tell later whether anything
before it was changed, taken out or put in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from voting.assessment import permissions
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.errors import BadEncoding, BadProof
from voting.services.context import Actor, Clock, permit, timestamp, utc_now
from voting.storage import audit as rows
from voting.storage.database import Database, Session

_START: Final = "0" * 64
_FIELDS: Final = {"number", "at", "actor", "action", "target", "details", "previous"}

Details = Mapping[str, str | int | list[int]]
"""What an action was about; never a name, an address or a slip of a voter."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line: ``at`` is UTC (ISO 8601), ``actor`` an account's name, ``target`` an id or name."""

    number: int
    at: str
    actor: str
    action: str
    target: str
    details: Details


@dataclass(frozen=True, slots=True)
class LogSeal:
    """A log that holds together: its length and the short fingerprint of its last entry."""

    entries: int
    fingerprint: str


def write(session: Session, actor: Actor, action: str, target: str,
          details: Details | None = None, *, clock: Clock = utc_now) -> None:
    """Add an entry within the transaction of what it tells about: both happen or neither.

    To be called last in a transaction: from here to the commit nobody else can write to the log.
    """
    last = rows.last(session)
    number = 1 if last is None else last.number + 1
    entry = canonical({
        "number": number, "at": timestamp(clock), "actor": actor.name, "action": action,
        "target": target, "details": dict(details or {}),
        "previous": _START if last is None else last.hash.hex()})
    rows.append(session, rows.AuditRow(number=number, entry=entry.decode(),
                                       hash=hashlib.sha256(entry).digest()))


def entries(db: Database, actor: Actor) -> list[AuditEntry]:
    """The whole log, the oldest first."""
    permit(actor, permissions.READ_LOG)
    with db.reading() as session:
        found = [_entry(row.number, row.entry) for row in rows.everything(session)]
    return [AuditEntry(e["number"], e["at"], e["actor"], e["action"], e["target"], e["details"])
            for e in found]


def verify_log(db: Database) -> LogSeal:
    """Check every link of the log; BadProof ``log-broken`` with the first ``number`` that fails."""
    previous = _START
    number = 0
    with db.reading() as session:
        for number, row in enumerate(rows.everything(session), start=1):
            if row.number != number:
                raise _broken(number)
            entry = _entry(number, row.entry)
            found = hashlib.sha256(row.entry.encode()).digest()
            if (entry["number"], entry["previous"]) != (number, previous) or found != row.hash:
                raise _broken(number)
            previous = found.hex()
    return LogSeal(number, fingerprint(bytes.fromhex(previous)))


def _entry(number: int, text: str) -> dict[str, Any]:
    """The fields of a row; a row that is no entry at all breaks the log there."""
    try:
        entry = read_canonical(text.encode())
    except BadEncoding as error:
        raise _broken(number) from error
    if not isinstance(entry, dict) or entry.keys() != _FIELDS:
        raise _broken(number)
    return entry


def _broken(number: int) -> BadProof:
    return BadProof("log-broken", f"the log was changed at entry {number}", number=number)
