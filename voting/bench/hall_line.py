"""One simulated phone's connection: HTTP/1.1 by hand, so that it can break where it should."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass

PIECE = 4096


class LineBroken(Exception):
    """The connection could not be made, or ended before the answer did."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Bytes a second a phone sends and receives, and seconds for a question to go and come."""

    rate: float = 250_000.0
    latency: float = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case), body as sent, and bytes received in all."""

    status: int
    headers: dict[str, str]
    body: bytes
    received: int

    def content(self) -> bytes:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body


_LEFT_OPEN: set[asyncio.StreamWriter] = set()
"""Connections of phones that fell silent: nobody closes them while the hall votes."""


def hang_up() -> None:
    """End the connections of phones that fell silent: the hall is empty."""
    while _LEFT_OPEN:
        _LEFT_OPEN.pop().transport.abort()


class Line:
    """A connection that is made when it is first used and kept for the next question."""

    def __init__(self, host: str, port: int, pace: Pace) -> None:
        self._to = (host, port)
        self._pace = pace
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        most: int | None = None,
        hear: bool = True,
    ) -> Answer:
        """Send a request, or only ``most`` bytes of its body; without ``hear`` the answer is not
        read: its first byte is waited for where the request was whole."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._to[0]}:{self._to[1]}\r\n"
            "Accept-Encoding: gzip, deflate\r\nContent-Type: "
            f"{'application/json' if path.endswith('/slip') else 'application/octet-stream'}"
            f"\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        try:
            reader, writer = self._streams or await self._connect()
            await asyncio.sleep(self._pace.latency)
            await self._send(writer, head + body[:most])
            if hear:
                return await self._receive(reader)
            if most is None:
                await reader.readexactly(1)
        except (OSError, asyncio.IncompleteReadError) as error:
            raise LineBroken(str(error)) from error
        return Answer(0, {}, b"", 0)

    def close(self) -> None:
        """End the connection at once, whatever is under way."""
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None

    def leave_open(self) -> None:
        """Fall silent: the connection stays, and nothing more comes."""
        if self._streams is not None:
            _LEFT_OPEN.add(self._streams[1])
            self._streams = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._streams = await asyncio.open_connection(*self._to)
        return self._streams

    async def _send(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        """In pieces, as fast as the phone's radio is."""
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(len(piece) / self._pace.rate)

    async def _receive(self, reader: asyncio.StreamReader) -> Answer:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        await asyncio.sleep((len(head) + len(body)) / self._pace.rate)
        return Answer(int(first.split()[1]), headers, body, len(head) + len(body))
