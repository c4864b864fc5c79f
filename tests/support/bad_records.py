"""The corpus of bad records: every lie of the ``lies_…`` modules under its name."""

from __future__ import annotations

import lies_ballots
import lies_box
import lies_paper
import lies_setup
import lies_tally
from lies import LIES, Lie

__all__ = ["LIES", "MODULES", "Lie"]

MODULES = (lies_ballots, lies_box, lies_paper, lies_setup, lies_tally)
