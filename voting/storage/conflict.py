"""The one way a broken unique or foreign key reaches the rest of the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from voting.errors import Refused


class Conflict(Refused):
    """Something with the same key is stored already, or what it belongs to has gone."""

    def __init__(self) -> None:
        super().__init__(
            "conflict", "The same thing is stored already, or what it belongs to has gone."
        )


@contextmanager
def saving(session: Session) -> Iterator[None]:
    """Write what the block adds at once, inside a savepoint.

    Raises :class:`Conflict` where a key does not hold; the session stays usable afterwards, on
    PostgreSQL too, where an error would otherwise spoil the whole transaction.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        raise Conflict() from error
