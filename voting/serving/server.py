"""Serving an instance: gunicorn with threads, no access log.

Two processes of 128 threads: a hall's phones are slow, and a few threads would be starved by
them (``docs/performance.md``).
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any
from urllib.request import urlopen

from flask import Flask
from gunicorn.app.base import BaseApplication

from voting.errors import Refused
from voting.serving.certificates import Tls
from voting.serving.instance import Instance
from voting.serving.worker import HallWorker
from voting.web.site.instance import settings_of

WORKERS = 2
THREADS = 128
START_SECONDS = 60


class Server(BaseApplication):
    """gunicorn set from here alone: no configuration file, no command line.

    ``tls`` makes it speak https; ``proxy`` is the address of a proxy in front of it whose
    ``X-Forwarded-Proto`` is believed.
    """

    def __init__(
        self,
        instance: Instance,
        host: str,
        port: int,
        base_url: str,
        tls: Tls | None = None,
        proxy: str = "",
    ) -> None:
        self._instance = instance
        self._base_url = base_url
        self._settings: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": HallWorker,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": 120,
            "graceful_timeout": 10,
            "keepalive": 15,
            "backlog": 1024,
            "proc_name": "qingping",
            "control_socket_disable": True,
            # nobody's word about scheme or address is taken, unless a proxy was named
            "forwarded_allow_ips": proxy,
            "forwarder_headers": "",
            "worker_exit": _end_checking,
        }
        if tls is not None:
            self._settings.update(
                certfile=str(tls.certificate),
                keyfile=str(tls.key),
                ssl_context=lambda _config, _default: tls.context(),
            )
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in each worker: nothing that must not be shared was opened before the fork."""
        self._instance.db.close()
        return self._instance.application(self._base_url)


def _end_checking(_arbiter: object, worker: HallWorker) -> None:
    """A process of the server that ends takes those that check its ballots along."""
    if worker.wsgi is not None:
        settings_of(worker.wsgi).checker.close()


def serve(
    instance: Instance, host: str, port: int, base_url: str, tls: Tls | None = None, proxy: str = ""
) -> None:
    """Serve until ended."""
    Server(instance, host, port, base_url, tls, proxy).run()


@contextmanager
def serving(
    instance: Instance, host: str, port: int, base_url: str, tls: Tls | None = None, proxy: str = ""
) -> Iterator[str]:
    """Serve in another process for as long as the block runs; yields the local address."""
    local = f"{'http' if tls is None else 'https'}://{host}:{port}"
    process = get_context("fork").Process(
        target=serve, args=(instance, host, port, base_url, tls, proxy), daemon=False
    )
    instance.db.close()
    process.start()
    try:
        _wait(local)
        yield local
    finally:
        process.terminate()
        process.join(20)


def _any_certificate() -> ssl.SSLContext:
    """For asking this machine itself whether its server has started, and nothing else."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _wait(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/login", timeout=5, context=_any_certificate()):
                return
        except OSError:  # refused, or too slow an answer
            time.sleep(0.1)
    raise Refused(
        "server-start", f"the server did not answer within {START_SECONDS} s", seconds=START_SECONDS
    )
