"""The demo: a made-up county holds its meetings once, over real HTTP, with every part real."""

from voting.cli.demo.path import Outcome, run
from voting.cli.demo.whole import run_county

__all__ = ["Outcome", "run", "run_county"]
