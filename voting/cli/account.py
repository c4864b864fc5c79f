"""``voting account NAME``: where no administrator can sign in any more, whoever has the server can
help."""

from __future__ import annotations

import argparse
from pathlib import Path

from voting.language.catalogue import translate
from voting.services.accounts.links import recover
from voting.serving.instance import existing


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting account``."""
    parser.add_argument("name", help=translate("要恢复的账号", language))
    parser.add_argument(
        "--base-url", default="", help=translate("本系统的地址，用于链接", language)
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var"),
        help=translate("实例所在文件夹（默认var）", language),
    )
    parser.add_argument(
        "--database", help=translate("数据库，如 postgresql://…（默认文件夹中的SQLite）", language)
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    db = existing(args.folder, args.database)
    try:
        db.migrate()
        code = recover(db, args.name)
    finally:
        db.close()
    print(
        translate(
            "原密码和动态验证码已取消，账号已启用；三天内打开此链接设置新密码，只能用一次：",
            args.language,
        )
    )
    print(f"{args.base_url.rstrip('/')}/welcome#{code}")
    if not args.base_url:
        print(
            translate(
                "（前面接上本系统的地址，即启动时窗口里列出的，如 http://192.168.1.10:8000）",
                args.language,
            )
        )
