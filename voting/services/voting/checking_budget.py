"""How much checking one slip may cost: whoever holds it cannot keep the hall's checkers busy.

Only slips on the roll whose ballot is signed with their own key get here. What is remembered is a
count per credential in memory, nothing of a ballot, and it ends with the process.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from voting.errors import BadEncoding, BadProof, Refused

MOST_BAD_BALLOTS: Final = 20


class CheckingBudget:
    """``at_once`` checks at a time and twenty bad ballots in all for a credential."""

    def __init__(self, at_once: int = 1) -> None:
        self._lock = threading.Lock()
        self._at_once = at_once
        self._busy: Counter[bytes] = Counter()
        self._bad: Counter[bytes] = Counter()

    @contextmanager
    def checking(self, credential: bytes) -> Iterator[None]:
        """Run one check; :class:`Refused` ``slip-busy`` while another one of the slip runs, and for
        good after twenty bad ones (a phone sends the same ballot again later)."""
        with self._lock:
            if self._busy[credential] >= self._at_once or (
                self._bad[credential] >= MOST_BAD_BALLOTS
            ):
                raise Refused(
                    "slip-busy",
                    "a ballot of this slip is being checked, or too many bad ones came with it",
                )
            self._busy[credential] += 1
        try:
            yield
        except (BadEncoding, BadProof):
            with self._lock:
                self._bad[credential] += 1
            raise
        finally:
            with self._lock:
                self._busy[credential] -= 1
