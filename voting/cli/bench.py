"""``voting bench ballot|verify|slips|hall``: the figures of ``docs/performance.md`` in JSON."""

from __future__ import annotations

import argparse
import json
import os

from voting.language.catalogue import translate

LEAST_RUNS = 5


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting bench``."""
    parser.add_argument("what", choices=("ballot", "hall", "slips", "verify"))
    parser.add_argument(
        "--runs", type=int, default=LEAST_RUNS, help=translate("次数，至少5次", language)
    )
    parser.add_argument(
        "--slips", type=int, default=1000, help=translate("纸条数，用于测印制", language)
    )
    parser.add_argument(
        "--phones", type=int, default=300, help=translate("手机数，用于测会场", language)
    )
    parser.add_argument(
        "--seconds", type=float, default=60, help=translate("手机在多少秒内陆续到来", language)
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    args.runs = max(args.runs, LEAST_RUNS)
    if args.what == "hall":
        from voting.bench.hall import bench_hall

        figures = bench_hall(args.phones, args.seconds)
    else:
        from voting.bench.figures import bench_ballot, bench_slips, bench_verify

        if args.what == "ballot":
            figures = bench_ballot(args.runs)
        elif args.what == "verify":
            figures = bench_verify(args.runs)
        else:
            figures = bench_slips(args.runs, args.slips)
    load = round(os.getloadavg()[0], 2)
    print(json.dumps({"bench": args.what, **figures, "runs": args.runs, "load": load}))
