"""Work spread over all cores in processes of its own, which end when this one does."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any


@contextmanager
def process_map(processes: int | None = None) -> Iterator[Callable[..., Iterable[Any]]]:
    """A ``map`` over bytes whose calls run in ``processes`` processes (default: one a core): results
    in order, what a call raises is passed on.
    """
    count = processes or os.cpu_count() or 1
    if count == 1:
        yield map
        return
    with spawn_pool(count) as pool:

        def mapper(work: Callable[[bytes], None], items: Iterable[bytes]) -> Iterable[Any]:
            return pool.map(work, items, chunksize=4)

        yield mapper


def spawn_pool(processes: int) -> ProcessPoolExecutor:
    """A pool of fresh processes that end when this one does, however it ends."""
    return ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=end_with_parent
    )


def end_with_parent() -> None:
    """A killed server leaves no processes waiting for work behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(0)
