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
from voting.language.catalogue import N_, inline, say, translate
from voting.language.refusals import explain
from voting.serving.addresses import addresses
from voting.serving.certificates import SOON_DAYS, Tls, check_address, load, utc_now
from voting.serving.instance import DATABASE
from voting.serving.reach import ask
from voting.serving.welcome import KINDS, base_lines, certificate_lines
from voting.storage.database import Database

Check = tuple[str, Callable[[], str]]


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting doctor``."""
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var"),
        help=translate("实例所在文件夹（默认var）", language),
    )
    parser.add_argument(
        "--database", help=translate("数据库，如 postgresql://…（默认文件夹中的SQLite）", language)
    )
    parser.add_argument("--base-url", help=translate("像手机一样访问此地址的服务器", language))
    parser.add_argument("--certificate", type=Path, metavar="FILE")
    parser.add_argument("--key", type=Path, metavar="FILE")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    checks: tuple[Check, ...] = (
        ("Python", lambda: sys.version.split()[0]),
        ("libsecp256k1", _group),
        (inline("字体").in_language(args.language), lambda: paths.font_path().name),
        (inline("页面文件").in_language(args.language), _assets),
        (inline("数据库").in_language(args.language), lambda: _database(args)),
        (translate("Node（演示与测速用）", args.language), lambda: node_version() or "—"),
        (inline("手机可访问的地址").in_language(args.language), lambda: _addresses(args.language)),
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
        checks.append(
            (
                inline("证书").in_language(args.language),
                lambda: _certificate(tls, args.base_url, args.language),
            )
        )
    if args.base_url is not None:
        checks.append(
            (
                inline("投票地址").in_language(args.language),
                lambda: _leads_here(args.base_url, args.language),
            )
        )
        checks.append(
            (
                inline("应答").in_language(args.language),
                lambda: _answer(args.base_url, args.language),
            )
        )
    return checks


def _addresses(language: str) -> str:
    """Each on a line of its own, the likely one first."""
    return "".join(
        f"\n    {'→' if one.likely else ' '} {one.ip}  {one.interface}  {translate(KINDS[one.kind], language)}"
        for one in addresses()
    )


def _certificate(tls: Tls, base_url: str | None, language: str) -> str:
    certificate = load(tls, utc_now())
    if base_url is not None:
        check_address(certificate, base_url)
    names = "、".join((*certificate.names, *certificate.ips))
    lines = [
        say(
            "{names}，{day}到期，还有{days}天",
            language,
            names=names,
            day=certificate.until.date(),
            days=certificate.days(utc_now()),
        ),
        *certificate_lines(certificate, tls, utc_now(), language),
    ]
    return "\n    ".join(lines)


def _leads_here(base_url: str, language: str) -> str:
    return "\n    ".join([base_url, *base_lines(base_url, language)])


def _answer(base_url: str, language: str) -> str:
    """The server's own answer; over https with what is left of its certificate."""
    until = ask(base_url)
    if until is None:
        return translate("http，不加密", language)
    days = (until - utc_now()).days
    text = (
        N_("https，证书还有{days}天到期，请尽快更换")
        if days < SOON_DAYS
        else N_("https，证书还有{days}天到期")
    )
    return say(text, language, days=days)


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
        return inline("尚未建立").in_language(args.language)
    db = Database(args.database or f"sqlite:///{(args.folder / DATABASE).resolve()}")
    with db.reading():
        return "SQLite" if db.is_sqlite else "PostgreSQL"
