"""``voting account NAME``: where no administrator can sign in any more, whoever has the server can
help."""

from __future__ import annotations

import argparse
from pathlib import Path

from voting.services.accounts.links import recover
from voting.serving.instance import existing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``voting account``."""
    parser.add_argument("name", help="账号 / name of the account")
    parser.add_argument("--base-url", default="", help="address of this instance, for the link")
    parser.add_argument("--folder", type=Path, default=Path("var"), help="default: var")
    parser.add_argument("--database", help="postgresql://… (default: SQLite in the folder)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    db = existing(args.folder, args.database)
    try:
        db.migrate()
        code = recover(db, args.name)
    finally:
        db.close()
    texts = (
        "原密码和动态验证码已取消，账号已启用；三天内打开此链接设置新密码，只能用一次：",
        "Password and second factor are gone, the account is enabled. Good once, for three days:",
    )
    where = (
        "（前面接上本系统的地址，即启动时窗口里列出的，如 http://192.168.1.10:8000）",
        "(put the address of this instance before it, as listed when it starts, for example"
        " http://192.168.1.10:8000)",
    )
    print(texts[0 if args.language == "zh" else 1])
    print(f"{args.base_url.rstrip('/')}/welcome#{code}")
    if not args.base_url:
        print(where[0 if args.language == "zh" else 1])
