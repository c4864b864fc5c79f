"""What one running instance is given from outside; nothing here has a default secret."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voting.services.voting.checking import BallotChecker


@dataclass(frozen=True, slots=True)
class Settings:
    """``secret_key`` signs the office's cookie and its form tokens (32 random bytes or more).

    ``base_url`` is the address printed on slips (``https://vote.example``), or None to take that
    of the request which prints them. ``checker`` is the process pool that checks ballots;
    ``exports`` the folder for documents that take long to build, None where there is none.
    """

    secret_key: str | bytes
    base_url: str | None
    checker: BallotChecker
    exports: Path | None = None
