"""A slow line in front of a server: every connection waits and queues as on a mobile network.

Browsers' own throttling delays whole requests and knows no handshake; here bytes are held back on
their way, connections cost a round trip before the first of them, and all of a phone's connections
share one rate. TCP's slow start and lost packets are not modelled.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PIECE = 1460
"""Bytes of a packet."""


@dataclass(frozen=True, slots=True)
class Network:
    """Round trip in seconds; bits a second from and to the server."""

    name: str
    round_trip: float
    down: float
    up: float


SLOW_4G = Network("slow 4G", 0.15, 1.6e6, 0.75e6)
SLOW_3G = Network("slow 3G", 0.4, 0.4e6, 0.4e6)
"""The two profiles of Lighthouse and WebPageTest by these names."""


class _Lane:
    """One direction of the radio: pieces leave one after the other."""

    def __init__(self, rate: float, delay: float) -> None:
        self._rate, self._delay, self._free = rate / 8, delay, 0.0

    def arrival(self, size: int) -> float:
        """When a piece that is handed over now has come out at the other end."""
        now = asyncio.get_running_loop().time()
        self._free = max(now, self._free) + size / self._rate
        return self._free + self._delay


@contextmanager
def slow_line(port: int, network: Network) -> Iterator[int]:
    """A port of the loopback that leads to the server's over ``network``."""
    loop = asyncio.new_event_loop()
    ready: list[int] = []
    started = threading.Event()

    async def serve() -> None:
        down, up = (_Lane(rate, network.round_trip / 2) for rate in (network.down, network.up))

        async def accept(phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
            await asyncio.sleep(network.round_trip)  # the handshake
            server, to_server = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_carry(phone, to_server, up), _carry(server, to_phone, down))

        listening = await asyncio.start_server(accept, "127.0.0.1", 0)
        ready.append(listening.sockets[0].getsockname()[1])
        started.set()
        await listening.serve_forever()

    def run() -> None:
        serving = loop.create_task(serve())
        loop.run_forever()  # until the line is taken down
        serving.cancel()
        loop.set_exception_handler(lambda *_: None)  # carriers that are cut off have nothing to say
        rest = asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True)
        rest.cancel()
        loop.run_until_complete(asyncio.wait([rest]))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(10)
    try:
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, lane: _Lane) -> None:
    """Hand the pieces on, each at its time, until the source ends."""
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

    async def deliver() -> None:
        while True:
            due, data = await queue.get()
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            if not data:
                break
            sink.write(data)
            await sink.drain()

    async def take() -> None:
        data = b"-"
        while data:
            data = await source.read(PIECE)
            await queue.put((lane.arrival(len(data)), data))

    try:
        await asyncio.gather(deliver(), take())
    except OSError:
        pass  # one side hung up: the other is told below
    finally:
        sink.close()
