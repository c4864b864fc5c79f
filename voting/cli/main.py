"""``voting``: the command line. Each command stands in a module of its own, which is imported when
the command is chosen: a trustee's step loads no server, and the version nothing at all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from voting import __version__
from voting.errors import VotingError

COMMANDS = {
    "run": "启动系统 / prepare and serve an instance",
    "trustee": "密钥保管人 / a trustee's steps",
    "verify": "核验会议档案 / check the record of a meeting",
    "audit": "核对、查看操作日志 / check and read the log",
    "account": "在服务器上给账号发一次性链接 / a one-time link, made on the server",
    "bench": "测速 / measure",
    "doctor": "自检 / check this installation",
}
"""Each is a module beside this one, with ``add_arguments(parser)``, which sets ``run``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 refused or failed (one clear line), 2 wrong usage."""
    args = _parser(sys.argv[1:] if argv is None else argv).parse_args(argv)
    try:
        args.run(args)
    except VotingError as error:
        from voting.language.refusals import explain

        print(f"✗ {explain(error, args.language)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="voting", description="清评：匿名、可核验的民主测评 / anonymous, verifiable assessment"
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--language",
        choices=("zh", "en"),
        default=_language(),
        help="language of messages (default: the terminal's)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in argv if word in COMMANDS), None)
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name == chosen:
            import_module(f"voting.cli.{name}").add_arguments(command)
    return parser


def _language() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), "zh")
    return "en" if first.startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main())
