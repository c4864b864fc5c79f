"""``voting audit verify | show``: the log of what the office did, checked and read here."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voting.errors import BadInput
from voting.language.catalogue import N_, say, translate
from voting.services.context import local_time
from voting.services.log.chain import AuditEntry, LogSeal, checked, verify_log
from voting.serving.instance import existing
from voting.storage.database import Database


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting audit``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify|show")
    verify = verbs.add_parser("verify", help=translate("核对每一条", language))
    verify.add_argument(
        "--noted",
        nargs=2,
        metavar=("ENTRIES", "FINGERPRINT"),
        help=translate("抄录的条数和指纹", language),
    )
    verify.set_defaults(run=_verify)
    show = verbs.add_parser("show", help=translate("列出各条，先核对", language))
    show.add_argument("--last", type=int, metavar="N", help=translate("最后N条", language))
    show.add_argument("--actor", help=translate("只看此人的", language))
    show.add_argument("--action", help=translate("操作代码", language))
    show.set_defaults(run=_show)
    for verb in (verify, show):
        verb.add_argument(
            "--folder",
            type=Path,
            default=Path("var"),
            help=translate("实例所在文件夹（默认var）", language),
        )
        verb.add_argument(
            "--database",
            help=translate("数据库，如 postgresql://…（默认文件夹中的SQLite）", language),
        )


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
    print(
        say(
            "操作日志{entries}条，逐条相符。指纹 {fingerprint}",
            args.language,
            entries=seal.entries,
            fingerprint=seal.fingerprint,
        )
    )
    same = N_("与抄录的条数和指纹相符。")
    bare = N_("请抄录条数和指纹：日后用 --noted 核对，可以发现末尾被截去或整本被重写。")
    print(translate(same if noted else bare, args.language))


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
