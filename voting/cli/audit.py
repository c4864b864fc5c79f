"""``voting audit verify | show``: the log of what the office did, checked and read here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voting.errors import BadInput
from voting.services.context import local_time
from voting.services.log.chain import AuditEntry, LogSeal, checked, verify_log
from voting.serving.instance import existing
from voting.storage.database import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``voting audit``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify|show")
    verify = verbs.add_parser("verify", help="核对每一条 / check every link of the chain")
    verify.add_argument(
        "--noted",
        nargs=2,
        metavar=("ENTRIES", "FINGERPRINT"),
        help="抄录的条数和指纹 / what was written down earlier",
    )
    verify.set_defaults(run=_verify)
    show = verbs.add_parser("show", help="列出各条，先核对 / print the entries, checked")
    show.add_argument("--last", type=int, metavar="N", help="最后N条 / the last N only")
    show.add_argument("--actor", help="操作人 / whose entries only")
    show.add_argument("--action", help="操作代码 / one action only")
    show.set_defaults(run=_show)
    for verb in (verify, show):
        verb.add_argument("--folder", type=Path, default=Path("var"), help="default: var")
        verb.add_argument("--database", help="postgresql://… (default: SQLite in the folder)")


@contextmanager
def _opened(args: argparse.Namespace) -> Iterator[Database]:
    db = existing(args.folder, args.database)
    try:
        yield db
    finally:
        db.close()


def _verify(args: argparse.Namespace) -> None:
    noted = _noted(*args.noted) if args.noted else None
    with _opened(args) as db:
        seal = verify_log(db, noted)
    texts = (
        f"操作日志{seal.entries}条，逐条相符。指纹 {seal.fingerprint}",
        f"{seal.entries} entries, every link holds. Fingerprint {seal.fingerprint}",
    )
    same = ("与抄录的条数和指纹相符。", "It is the log that was noted.")
    bare = (
        "请抄录条数和指纹：日后用 --noted 核对，可以发现末尾被截去或整本被重写。",
        "Write both down: with --noted a cut end or a log written anew shows later.",
    )
    language = 0 if args.language == "zh" else 1
    print(texts[language])
    print((same if noted else bare)[language])


def _show(args: argparse.Namespace) -> None:
    with _opened(args) as db, db.reading() as session:
        entries = [
            entry
            for entry, _, _ in checked(session)
            if args.actor in (None, entry.actor) and args.action in (None, entry.action)
        ]
    for entry in entries[-args.last :] if args.last else entries:
        print(_line(entry))


def _line(entry: AuditEntry) -> str:
    """One entry on one line: what people typed is quoted, so that it cannot steer a terminal."""
    details = json.dumps(dict(entry.details), ensure_ascii=False)
    told = f"{entry.number}\t{local_time(entry.at)}\t{entry.actor}\t{entry.action}\t{entry.target}"
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in f"{told}\t{details}")


def _noted(entries: str, printed: str) -> LogSeal:
    if not (entries.isascii() and entries.isdigit()):
        raise BadInput("log-noted", "the number of entries is a number")
    return LogSeal(int(entries), printed)
