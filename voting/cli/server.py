"""Serving an instance: gunicorn with threads, no access log.

Two processes of 128 threads: a hall's phones are slow, and a few threads would be starved by
them (``docs/performance.md``).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask
from gunicorn.app.base import BaseApplication

from voting.cli.instance import Instance
from voting.cli.worker import HallWorker
from voting.errors import Refused

WORKERS = 2
THREADS = 128
START_SECONDS = 60


class Server(BaseApplication):
    """gunicorn set from here alone: no configuration file, no command line."""

    def __init__(self, instance: Instance, host: str, port: int, base_url: str) -> None:
        self._instance = instance
        self._base_url = base_url
        self._settings: dict[str, Any] = {
            "bind": f"{host}:{port}", "workers": WORKERS, "threads": THREADS,
            "worker_class": HallWorker, "accesslog": None, "errorlog": "-", "loglevel": "warning",
            "timeout": 120, "graceful_timeout": 10, "keepalive": 15, "backlog": 1024,
            "proc_name": "qingping", "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in each worker: nothing that must not be shared was opened before the fork."""
        self._instance.db.close()
        return self._instance.application(self._base_url)


def serve(instance: Instance, host: str, port: int, base_url: str) -> None:
    """Serve until ended."""
    Server(instance, host, port, base_url).run()


@contextmanager
def serving(instance: Instance, host: str, port: int, base_url: str) -> Iterator[str]:
    """Serve in another process for as long as the block runs; yields the local address."""
    local = f"http://{host}:{port}"
    process = get_context("fork").Process(
        target=serve, args=(instance, host, port, base_url), daemon=False)
    instance.db.close()
    process.start()
    try:
        _wait(local)
        yield local
    finally:
        process.terminate()
        process.join(20)


def _wait(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/login", timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    raise Refused("server-start", f"the server did not answer within {START_SECONDS} s",
                  seconds=START_SECONDS)
