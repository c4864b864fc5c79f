"""``voting run``: prepare an instance, fill a demo if asked, and serve it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import qrcode

from voting.cli import demo
from voting.cli.instance import Instance, free_port, reachable_address
from voting.cli.server import serve
from voting.services.accounts import FIRST_NAME, first_start

DEMO_FOLDERS = {"meetings": "demo", "county": "county"}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``run``."""
    parser = commands.add_parser("run", help="启动系统 / prepare and serve an instance")
    parser.add_argument("--demo", nargs="?", const="meetings", choices=("meetings", "county"),
                        help="with a made-up round, under the folder: three meetings by HTTP, or"
                             " a county of 97 units (--demo=county)")
    parser.add_argument("--no-serve", action="store_true",
                        help="prepare only; with --demo: the whole path once, then end")
    parser.add_argument("--host", default="0.0.0.0", help="default: every interface")
    parser.add_argument("--port", type=int, default=8000, help="0: any free one")
    parser.add_argument("--base-url", help="address printed on slips (default: this machine's)")
    parser.add_argument("--database", help="postgresql://… (default: SQLite in the folder)")
    parser.add_argument("--folder", type=Path, default=Path("var"), help="default: var")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    port = args.port or free_port("0.0.0.0")
    base_url = args.base_url or f"http://{reachable_address()}:{port}"
    if args.demo:
        play = demo.run_county if args.demo == "county" else demo.run
        outcome = play(args.folder / DEMO_FOLDERS[args.demo], base_url,
                       keep_open=not args.no_serve, database=args.database)
        instance, password = outcome.instance, outcome.password
    else:
        instance = Instance.prepare(args.folder, args.database)
        password = first_start(instance.db)
    if args.no_serve:
        return
    _welcome(base_url, password, args.folder)
    serve(instance, args.host, port, base_url)


def _welcome(base_url: str, password: str | None, folder: Path) -> None:
    code = qrcode.QRCode(border=1)
    code.add_data(base_url)
    print()
    code.print_ascii(out=sys.stdout, invert=True)
    print(f"\n  清评 Qingping   {base_url}\n")
    if password:
        print(f"  账号 / name      {FIRST_NAME}")
        print(f"  密码 / password  {password}")
        print("  只显示这一次，请立即登录并修改。 / Shown only once: sign in and change it now.\n")
    else:
        print(f"  账号 {FIRST_NAME}，密码在首次启动时显示过。"
              " / The password was shown at the first start.\n")
    if base_url.startswith("http://"):
        print("  现在是普通 http：局域网中的人可能改动页面，正式会议请用 https。")
        print("  Plain http: whoever controls the network could change the page; use https for a"
              " real meeting.\n")
    print("  Ctrl+C 结束 / ends it\n", flush=True)
