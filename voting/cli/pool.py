"""Work spread over all cores, for the commands that check many ballots."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from voting.record.verify import Mapper


@contextmanager
def process_map(processes: int | None = None) -> Iterator[Mapper]:
    """A ``map`` whose calls run in several processes; results in order, exceptions passed on."""
    count = processes or os.cpu_count() or 1
    if count == 1:
        yield map
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:

        def mapper(work: Callable[[bytes], None], items: Iterable[bytes]) -> Iterable[Any]:
            return pool.map(work, items, chunksize=4)

        yield mapper
