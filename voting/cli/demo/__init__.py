"""The demo: a made-up county holds its meetings once, over real HTTP, with every part real."""

from voting.cli.demo.path import Outcome, run

__all__ = ["Outcome", "run"]
