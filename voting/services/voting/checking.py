"""Checking ballots on all cores: a pool of processes that know the manifests they met before."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from voting.processes import spawn_pool
from voting.record.frozen import check_ballot_of
from voting.services.voting.checking_budget import CheckingBudget

P = ParamSpec("P")
T = TypeVar("T")


class BallotChecker:
    """Signature, decoding and proofs of ballots, each in another process (the adapter to
    libsecp256k1 holds the interpreter's lock, so threads would not help).

    The pool starts with the first ballot, or with :meth:`warm` after a server has forked its
    workers.
    """

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self.budget = CheckingBudget()

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = spawn_pool(self._processes)
            return self._pool

    def warm(self) -> None:
        """Start all processes now: the first ballots of a hall shall not wait for them."""
        pool = self._started()
        for _ in range(self._processes):
            pool.submit(os.getpid)

    def check(self, manifest: bytes, ballot: bytes) -> None:
        """Checks 4 to 7 of protocol §5; raises BadEncoding or BadProof as they do.

        A process that was killed (a machine out of memory) must not stop the vote: the pool is
        started anew and the ballot checked once more.
        """
        self.elsewhere(check_ballot_of, manifest, ballot)

    def elsewhere(self, function: Callable[P, T], *args: P.args, **values: P.kwargs) -> T:
        """What a function of a module returns, called in a process of the pool."""
        pool = self._started()
        try:
            return pool.submit(function, *args, **values).result()
        except BrokenProcessPool:
            self._drop(pool)
            return self._started().submit(function, *args, **values).result()

    def _drop(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False)

    def close(self) -> None:
        """End the processes; the next check starts them again."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)
