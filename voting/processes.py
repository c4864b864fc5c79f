"""Work spread over all cores, for the commands that check many ballots."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from voting.record.verify import Mapper
from voting.services.voting.checking import spawn_pool


@contextmanager
def process_map(processes: int | None = None) -> Iterator[Mapper]:
    """A ``map`` whose calls run in several processes; results in order, exceptions passed on."""
    count = processes or os.cpu_count() or 1
    if count == 1:
        yield map
        return
    with spawn_pool(count) as pool:

        def mapper(work: Callable[[bytes], None], items: Iterable[bytes]) -> Iterable[Any]:
            return pool.map(work, items, chunksize=4)

        yield mapper
