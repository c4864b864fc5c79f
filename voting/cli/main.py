"""``voting``: the command line. Each command stands in a module of its own."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from voting import __version__
from voting.errors import VotingError
from voting.language.refusals import explain


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 refused or failed (one clear line), 2 wrong usage."""
    args = _parser().parse_args(argv)
    try:
        args.run(args)
    except VotingError as error:
        print(f"✗ {explain(error, args.language)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
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
    # imported here: a process that checks ballots begins by importing this module again, and must
    # not load the whole house for it
    from voting.bench import figures
    from voting.cli import account, audit, doctor, run, trustee, verify

    for module in (run, trustee, verify, audit, account, figures, doctor):
        module.add_parser(commands)
    return parser


def _language() -> str:
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), "zh")
    return "en" if first.startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main())
