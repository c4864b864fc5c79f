"""``voting doctor``: is everything here that the software needs, each thing tried for real."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from voting import paths
from voting.cli.instance import DATABASE, reachable_address
from voting.cli.node import node_version
from voting.crypto.group import GENERATOR, base_mul, engine
from voting.errors import Refused
from voting.storage.database import Database


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``doctor``."""
    parser = commands.add_parser("doctor", help="自检 / check this installation")
    parser.add_argument("--folder", type=Path, default=Path("var"))
    parser.add_argument("--database")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Python", lambda: sys.version.split()[0]),
        ("libsecp256k1", _group),
        ("字体 / font", lambda: paths.font_path().name),
        ("页面文件 / assets", _assets),
        ("数据库 / database", lambda: _database(args)),
        ("Node（演示与测速用 / for demo and bench）", lambda: node_version() or "—"),
        ("手机可访问的地址 / address for phones", reachable_address),
    )
    failed = 0
    for name, check in checks:
        try:
            print(f"✓ {name}: {check()}")
        except (Refused, paths.MissingFilesError) as error:
            failed += 1
            print(f"✗ {name}: {error}")
    if failed:
        raise Refused("doctor", f"{failed} things are missing", number=failed)


def _group() -> str:
    if base_mul(1) != GENERATOR:
        raise Refused("doctor-group", "libsecp256k1 does not compute")
    return engine.name


def _assets() -> str:
    names = ("booth.js", "worker.js", "booth.css", "ui.js", "office.css")
    missing = [name for name in names if not (paths.build_dir() / name).is_file()]
    if missing:
        raise Refused("doctor-assets", f"not built: {', '.join(missing)} (scripts/build-assets)",
                      missing=", ".join(missing))
    return f"{len(names)}"


def _database(args: argparse.Namespace) -> str:
    if args.database is None and not (args.folder / DATABASE).is_file():
        return "尚未建立 / not made yet"
    db = Database(args.database or f"sqlite:///{(args.folder / DATABASE).resolve()}")
    with db.reading():
        return "SQLite" if db.is_sqlite else "PostgreSQL"
