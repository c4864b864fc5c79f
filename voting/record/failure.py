"""What a record that does not hold is refused with: the check, the place, the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from voting.errors import BadProof, VotingError


class RecordFailure(BadProof):
    """The first check that failed: its name, the place in the record, the reason."""

    def __init__(self, check: str, place: str, error: VotingError) -> None:
        super().__init__(
            "record-failed",
            f"{check}: {place}: {error.message}",
            check=check,
            place=place,
            reason=error.message,
            cause=error.code,
        )


@contextmanager
def checking(check: str, place: str) -> Iterator[None]:
    """Whatever is refused inside is told as the failure of this check at this place."""
    try:
        yield
    except RecordFailure:
        raise
    except VotingError as error:
        raise RecordFailure(check, place, error) from error


def agree(condition: bool, message: str) -> None:
    """Two parts of a record agree; BadProof ``record-mismatch`` otherwise."""
    if not condition:
        raise BadProof("record-mismatch", message)
