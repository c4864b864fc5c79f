"""``voting doctor``: is everything here that the software needs, each thing tried for real."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from voting import paths
from voting.crypto.group import GENERATOR, base_mul, engine
from voting.demo.node import node_version
from voting.errors import Refused, VotingError
from voting.language.refusals import explain
from voting.serving.addresses import addresses
from voting.serving.certificates import SOON_DAYS, Tls, check_address, load, utc_now
from voting.serving.instance import DATABASE
from voting.serving.reach import ask
from voting.serving.welcome import KINDS, base_lines, certificate_lines
from voting.storage.database import Database

Check = tuple[str, Callable[[], str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``voting doctor``."""
    parser.add_argument("--folder", type=Path, default=Path("var"))
    parser.add_argument("--database")
    parser.add_argument("--base-url", help="ask the running server at this address, as a phone")
    parser.add_argument("--certificate", type=Path, metavar="FILE")
    parser.add_argument("--key", type=Path, metavar="FILE")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    checks: tuple[Check, ...] = (
        ("Python", lambda: sys.version.split()[0]),
        ("libsecp256k1", _group),
        ("字体 / font", lambda: paths.font_path().name),
        ("页面文件 / assets", _assets),
        ("数据库 / database", lambda: _database(args)),
        ("Node（演示与测速用 / for demo and bench）", lambda: node_version() or "—"),
        ("手机可访问的地址 / address for phones", _addresses),
        *_asked(args),
    )
    failed = 0
    for name, check in checks:
        try:
            print(f"✓ {name}: {check()}")
        except (VotingError, paths.MissingFilesError) as error:
            failed += 1
            print(f"✗ {name}: {_told(error, args.language)}")
    if failed:
        raise Refused("doctor", f"{failed} things are missing", number=failed)


def _told(error: Exception, language: str) -> str:
    return explain(error, language) if isinstance(error, VotingError) else str(error)


def _asked(args: argparse.Namespace) -> list[Check]:
    """What is checked of the address and of the certificate, where they were given."""
    checks: list[Check] = []
    if args.certificate is not None and args.key is not None:
        tls = Tls(args.certificate, args.key)
        checks.append(("证书 / certificate", lambda: _certificate(tls, args.base_url)))
    if args.base_url is not None:
        checks.append(("投票地址 / address on slips", lambda: _leads_here(args.base_url)))
        checks.append(("应答 / answer", lambda: _answer(args.base_url)))
    return checks


def _addresses() -> str:
    """Each on a line of its own, the likely one first."""
    return "".join(
        f"\n    {'→' if one.likely else ' '} {one.ip}  {one.interface}  {KINDS[one.kind]}"
        for one in addresses()
    )


def _certificate(tls: Tls, base_url: str | None) -> str:
    certificate = load(tls, utc_now())
    if base_url is not None:
        check_address(certificate, base_url)
    names = "、".join((*certificate.names, *certificate.ips))
    lines = [
        f"{names}，{certificate.until.date()} 到期 / until, {certificate.days(utc_now())} d",
        *certificate_lines(certificate, tls, utc_now()),
    ]
    return "\n    ".join(lines)


def _leads_here(base_url: str) -> str:
    return "\n    ".join([base_url, *base_lines(base_url)])


def _answer(base_url: str) -> str:
    """The server's own answer; over https with what is left of its certificate."""
    until = ask(base_url)
    if until is None:
        return "http，不加密 / not encrypted"
    days = (until - utc_now()).days
    soon = "，请尽快更换 / renew it" if days < SOON_DAYS else ""
    return f"https，证书还有{days}天到期 / the certificate ends in {days} days{soon}"


def _group() -> str:
    if base_mul(1) != GENERATOR:
        raise Refused("doctor-group", "libsecp256k1 does not compute")
    return engine.name


def _assets() -> str:
    names = ("booth.js", "worker.js", "booth.css", "ui.js", "office.css")
    missing = [name for name in names if not (paths.build_dir() / name).is_file()]
    if missing:
        raise Refused(
            "doctor-assets",
            f"not built: {', '.join(missing)} (scripts/build-assets)",
            missing=", ".join(missing),
        )
    return f"{len(names)}"


def _database(args: argparse.Namespace) -> str:
    if args.database is None and not (args.folder / DATABASE).is_file():
        return "尚未建立 / not made yet"
    db = Database(args.database or f"sqlite:///{(args.folder / DATABASE).resolve()}")
    with db.reading():
        return "SQLite" if db.is_sqlite else "PostgreSQL"
