"""The log as an auditor reads it: a page of what was sought, and whether the whole holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from voting.assessment import permissions
from voting.crypto.base32 import fingerprint
from voting.errors import BadProof
from voting.services.context import Actor, local_time, permit
from voting.services.log import chain
from voting.services.log.chain import AuditEntry, LogSeal
from voting.storage.database import Database
from voting.storage.names import names_of

PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is sought; an empty field wants everything. ``since`` and ``until`` are days (ISO,
    Chinese time), ``words`` is looked for in the target and the details."""

    actor: str = ""
    action: str = ""
    since: str = ""
    until: str = ""
    words: str = ""

    def fits(self, entry: AuditEntry) -> bool:
        """Whether an entry is one of those."""
        day = local_time(entry.at)[:10]
        told = "\n".join([entry.target, *map(str, entry.details.values())]).casefold()
        return (
            (not self.actor or entry.actor == self.actor)
            and (not self.action or entry.action == self.action)
            and (not self.since or day >= self.since)
            and (not self.until or day <= self.until)
            and self.words.casefold().strip() in told
        )


@dataclass(frozen=True, slots=True)
class LogPage:
    """``entries``: the latest first, ``page`` of ``pages`` (from 1); ``found`` of ``total``.

    ``seal`` is None where the log is broken, at entry ``broken``: nothing from there on is shown.
    ``actors`` and ``actions`` are all there are, for choosing; ``names`` says what the ids on the
    page stand for now.
    """

    entries: tuple[AuditEntry, ...]
    found: int
    total: int
    page: int
    pages: int
    seal: LogSeal | None
    broken: int | None
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    names: Mapping[str, str]


def read_log(db: Database, actor: Actor, wanted: Wanted, page: int = 1) -> LogPage:
    """A page of the entries sought; every link of the whole log is checked on the way."""
    permit(actor, permissions.READ_LOG)
    read, seal, broken = _whole(db)
    fitting = [entry for entry in reversed(read) if wanted.fits(entry)]
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(max(page, 1), pages)
    shown = tuple(fitting[(page - 1) * PAGE : page * PAGE])
    with db.reading() as session:
        named = names_of(
            session,
            {str(word) for entry in shown for word in (entry.target, *entry.details.values())},
        )
    return LogPage(
        shown,
        len(fitting),
        len(read),
        page,
        pages,
        seal,
        broken,
        tuple(sorted({entry.actor for entry in read})),
        tuple(sorted({entry.action for entry in read})),
        named,
    )


def log_lines(db: Database, actor: Actor) -> bytes:
    """The whole log to keep elsewhere: the exact text of each entry on a line (UTF-8).

    SHA-256 of a line stands in the next one; BadProof ``log-broken`` where one fails.
    """
    permit(actor, permissions.READ_LOG)
    with db.reading() as session:
        return "".join(f"{text}\n" for _, text, _ in chain.checked(session)).encode()


def _whole(db: Database) -> tuple[Sequence[AuditEntry], LogSeal | None, int | None]:
    read: list[AuditEntry] = []
    last = bytes(32)
    with db.reading() as session:
        try:
            for entry, _, last in chain.checked(session):  # noqa: B007  the last is returned
                read.append(entry)
        except BadProof as error:
            return read, None, int(str(error.values["number"]))
    return read, LogSeal(len(read), fingerprint(last)), None
