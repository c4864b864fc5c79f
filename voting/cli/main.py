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
    "run": "启动系统",
    "trustee": "密钥保管人的步骤",
    "verify": "核验会议档案",
    "audit": "核对、查看操作日志",
    "account": "在服务器上给账号发一次性链接",
    "bench": "测速",
    "doctor": "自检",
}
"""Each is a module beside this one, with ``add_arguments(parser)``, which sets ``run``."""


DESCRIPTION = "清评：匿名、可核验的民主测评"
LANGUAGE = "消息所用的语言（默认终端的语言）"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 refused or failed (one clear line), 2 wrong usage."""
    words = sys.argv[1:] if argv is None else argv
    args = _parser(words, _language(words)).parse_args(words)
    try:
        args.run(args)
    except VotingError as error:
        from voting.language.refusals import explain

        print(f"✗ {explain(error, args.language)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser(argv: Sequence[str], language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="voting", description=_said(DESCRIPTION, language))
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--language",
        choices=("zh", "en"),
        default=language,
        help=_said(LANGUAGE, language),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in argv if word in COMMANDS), None)
    for name, text in COMMANDS.items():
        words = _said(text, language)
        command = commands.add_parser(name, help=words, description=words)
        if name == chosen:
            import_module(f"voting.cli.{name}").add_arguments(command, language)
    return parser


def _said(text: str, language: str) -> str:
    """A text of the catalogue, which is read for English only."""
    if language == "zh":
        return text
    from voting.language.catalogue import translate

    return translate(text, language)


def _language(argv: Sequence[str]) -> str:
    """The language asked for, else the terminal's; it is wanted before the words are parsed, for
    the help is written in it."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        option, _, value = word.partition("=")
        if option == "--language" and (value or following) in ("zh", "en"):
            return value or following
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), "zh")
    return "en" if first.startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main())
