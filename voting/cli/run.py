"""``voting run``: prepare an instance, fill a demo if asked, and serve it."""

from __future__ import annotations

import argparse
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from voting.errors import BadInput
from voting.language.catalogue import translate
from voting.services.accounts.administer import first_start
from voting.serving.addresses import addresses, reachable_address
from voting.serving.certificates import Certificate, Tls, address_of, check_address, load, utc_now
from voting.serving.instance import Instance, free_port
from voting.serving.server import serve
from voting.serving.welcome import certificate_lines, sign_in, welcome

if TYPE_CHECKING:
    from voting.demo.path import Outcome

DEMO_FOLDERS = {"meetings": "demo", "county": "county"}


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting run``."""
    parser.add_argument(
        "--demo",
        nargs="?",
        const="meetings",
        choices=("meetings", "county"),
        help=translate(
            "演示批次，放在该文件夹下：三场会议，或97个单位的一个县（--demo=county）", language
        ),
    )
    parser.add_argument(
        "--no-serve",
        action="store_true",
        help=translate("只作准备；与--demo合用：全程走一遍就结束", language),
    )
    parser.add_argument("--host", help=translate("监听的网卡地址（默认全部）", language))
    parser.add_argument(
        "--port", type=int, default=8000, help=translate("端口，0为任一空闲端口", language)
    )
    parser.add_argument(
        "--base-url",
        help=translate("印在纸条上的地址（默认本机地址，或证书上的名称）", language),
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        metavar="FILE",
        help=translate("https 证书，含证书链（PEM）", language),
    )
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help=translate("https 私钥（PEM）", language)
    )
    parser.add_argument(
        "--trusted-proxy",
        default="",
        metavar="ADDRESS",
        help=translate(
            "前面使用 https 的代理，如 127.0.0.1：信任其 X-Forwarded-Proto（默认不信任）", language
        ),
    )
    parser.add_argument(
        "--database", help=translate("数据库，如 postgresql://…（默认文件夹中的SQLite）", language)
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var"),
        help=translate("实例所在文件夹（默认var）", language),
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    host = args.host or everywhere()
    port = args.port or free_port("0.0.0.0")
    tls, certificate = _tls(args)
    base_url = _base_url(args.base_url, port, certificate)
    if args.demo:
        outcome = _play(args.demo)(
            args.folder / DEMO_FOLDERS[args.demo],
            base_url,
            keep_open=not args.no_serve,
            database=args.database,
        )
        instance, password = outcome.instance, outcome.password
    else:
        instance = Instance.prepare(args.folder, args.database)
        password = first_start(instance.db)
    if args.no_serve:
        return
    welcome(base_url, port, addresses(), certificate, args.language)
    if tls is not None and certificate is not None:
        for line in certificate_lines(certificate, tls, utc_now(), args.language):
            print(f"  {line}")
    sign_in(password, args.language)
    serve(instance, host, port, base_url, tls, args.trusted_proxy)


def _play(demo: str) -> Callable[..., Outcome]:
    """The demo that was asked for; an empty instance loads neither."""
    if demo == "county":
        from voting.demo.whole_county import run_county

        return run_county
    from voting.demo.path import run

    return run


def everywhere() -> str:
    """What to listen on to be reached at every address, IPv6 where there is some."""
    return "[::]" if socket.has_dualstack_ipv6() else "0.0.0.0"


def _tls(args: argparse.Namespace) -> tuple[Tls | None, Certificate | None]:
    """The files of https, read and checked; BadInput where only one of them was given."""
    if args.certificate is None and args.key is None:
        return None, None
    if args.certificate is None or args.key is None:
        raise BadInput("tls-half", "https needs --certificate and --key together")
    tls = Tls(args.certificate, args.key)
    return tls, load(tls, utc_now())


def _base_url(given: str | None, port: int, certificate: Certificate | None) -> str:
    """The address printed on slips: as given, else the certificate's name, else this machine's."""
    if given is None:
        return (
            f"http://{reachable_address().host}:{port}"
            if certificate is None
            else address_of(certificate, port)
        )
    base_url = str(given).rstrip("/")
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise BadInput(
            "base-url-shape", f"{base_url} is no address like https://vote.example", text=base_url
        )
    if certificate is not None:
        if parts.scheme != "https":
            raise BadInput("base-url-http", "with a certificate the address begins with https://")
        check_address(certificate, base_url)
    return base_url
