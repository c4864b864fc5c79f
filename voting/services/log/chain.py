"""The log of what people do with rounds, meetings and accounts. Nothing about voters is in it.

Each entry is canonical JSON that holds the SHA-256 of the entry before; the first holds 64 zeros.
Whoever writes the number and fingerprint of the last entry down can tell later whether anything
before it was changed, taken out or put in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.errors import BadEncoding, BadInput, BadProof
from voting.services.context import Actor, Clock, permit, timestamp, utc_now
from voting.storage import audit as rows
from voting.storage.database import Database, Session

_START: Final = "0" * 64
_ORDER: Final = ("number", "at", "actor", "action", "target", "details")
_FIELDS: Final = {*_ORDER, "previous"}

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


def write(
    session: Session,
    actor: Actor,
    action: str,
    target: str,
    details: Details | None = None,
    *,
    clock: Clock = utc_now,
) -> None:
    """Add an entry within the transaction of what it tells about: both happen or neither.

    To be called last in a transaction: from here to the commit nobody else can write to the log.
    """
    last = rows.last(session)
    number = 1 if last is None else last.number + 1
    entry = canonical(
        {
            "number": number,
            "at": timestamp(clock),
            "actor": actor.name,
            "action": action,
            "target": target,
            "details": dict(details or {}),
            "previous": _START if last is None else last.hash.hex(),
        }
    )
    rows.append(
        session,
        rows.AuditRow(number=number, entry=entry.decode(), hash=hashlib.sha256(entry).digest()),
    )


def entries(db: Database, actor: Actor) -> list[AuditEntry]:
    """The whole log, the oldest first."""
    permit(actor, permissions.READ_LOG)
    with db.reading() as session:
        return [_entry(row.number, row.entry)[0] for row in rows.everything(session)]


def checked(session: Session) -> Iterator[tuple[AuditEntry, str, bytes]]:
    """Each entry with its text and its hash, the oldest first, once its link has been checked;
    BadProof ``log-broken`` at the first ``number`` that fails."""
    previous = _START
    for number, row in enumerate(rows.everything(session), start=1):
        if row.number != number:
            raise _broken(number)
        entry, before = _entry(number, row.entry)
        entry_hash = hashlib.sha256(row.entry.encode()).digest()
        if (entry.number, before) != (number, previous) or entry_hash != row.hash:
            raise _broken(number)
        yield entry, row.entry, entry_hash
        previous = entry_hash.hex()


def verify_log(db: Database, noted: LogSeal | None = None) -> LogSeal:
    """Check every link of the log; BadProof ``log-broken`` with the first ``number`` that fails.

    ``noted``: a seal somebody wrote down earlier. The chain alone does not show that its end was
    cut off or that all of it was written anew; the noted entry does (BadProof ``log-rewritten``).
    """
    if noted is not None and noted.entries < 1:
        raise BadInput("log-noted", "the first entry that can be noted is number 1")
    seal = LogSeal(0, fingerprint(bytes.fromhex(_START)))
    with db.reading() as session:
        for entry, _, last_hash in checked(session):
            seal = LogSeal(entry.number, fingerprint(last_hash))
            if noted is not None and seal.entries == noted.entries:
                compare(noted, seal)
    if noted is not None and seal.entries < noted.entries:
        raise _rewritten(noted.entries)
    return seal


def compare(noted: LogSeal, today: LogSeal) -> None:
    """BadProof ``log-rewritten`` unless an entry is the one that was noted."""
    if plain(noted.fingerprint) != plain(today.fingerprint):
        raise _rewritten(noted.entries)


def plain(printed: str) -> str:
    """A fingerprint as people write it: hyphens, blanks and capitals do not matter, I and L are
    1, O is 0."""
    kept = "".join(c for c in printed.upper() if c.isalnum())
    return kept.replace("I", "1").replace("L", "1").replace("O", "0")


def _entry(number: int, text: str) -> tuple[AuditEntry, str]:
    """A row's entry and the hash it holds; a row that is no entry at all breaks the log there."""
    try:
        entry = read_canonical(text.encode())
    except BadEncoding as error:
        raise _broken(number) from error
    if not isinstance(entry, dict) or entry.keys() != _FIELDS:
        raise _broken(number)
    return AuditEntry(*(entry[name] for name in _ORDER)), str(entry["previous"])


def _rewritten(number: int) -> BadProof:
    return BadProof("log-rewritten", f"entry {number} is not the one that was noted", number=number)


def _broken(number: int) -> BadProof:
    return BadProof("log-broken", f"the log was changed at entry {number}", number=number)
