"""Strict reading of the JSON objects of a record: exactly the named keys, each of its kind.

Every failure names the path of the value (``manifest.forms[1].questions[0].min``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from voting.errors import BadEncoding

T = TypeVar("T")
MAX_TEXT = 4000


def _fail(path: str, reason: str) -> BadEncoding:
    return BadEncoding("record-field", f"{path}: {reason}", path=path, reason=reason)


class Fields:
    """One JSON object with exactly the keys ``names``; readers by kind, each checked."""

    __slots__ = ("path", "values")

    def __init__(self, value: object, path: str, *names: str) -> None:
        if not isinstance(value, dict):
            raise _fail(path, "not an object")
        if set(value) != set(names):
            odd = ", ".join(sorted(set(value) ^ set(names)))
            raise _fail(path, f"missing or unknown keys: {odd}")
        self.path = path
        self.values = value

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}"

    def text(self, name: str, *, empty: bool = True) -> str:
        """A string of at most 4000 characters."""
        value = self.values[name]
        if not isinstance(value, str) or len(value) > MAX_TEXT or not (value or empty):
            raise _fail(self._at(name), "not a text of the allowed length")
        return value

    def match(self, name: str, pattern: re.Pattern[str]) -> str:
        """A string that ``pattern`` matches as a whole."""
        value = self.text(name)
        if not pattern.fullmatch(value):
            raise _fail(self._at(name), f"{value!r} is not of the form {pattern.pattern}")
        return value

    def one_of(self, name: str, *allowed: str) -> str:
        """One of a few words."""
        value = self.text(name)
        if value not in allowed:
            raise _fail(self._at(name), f"{value!r} is none of {', '.join(allowed)}")
        return value

    def integer(self, name: str, least: int, most: int) -> int:
        """An integer within the limits, both included."""
        value = self.values[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _fail(self._at(name), f"not an integer from {least} to {most}")
        return value

    def flag(self, name: str) -> bool:
        """``true`` or ``false``."""
        value = self.values[name]
        if not isinstance(value, bool):
            raise _fail(self._at(name), "neither true nor false")
        return value

    def octets(self, name: str, length: int | None = None) -> bytes:
        """Bytes written as lower-case hexadecimal."""
        return octets(self.values[name], self._at(name), length)

    def array(self, name: str, read: Callable[[object, str], T], least: int = 0) -> tuple[T, ...]:
        """A list, each element read by ``read(value, path)``."""
        return array(self.values[name], self._at(name), read, least)


def octets(value: object, path: str, length: int | None = None) -> bytes:
    """Bytes written as lower-case hexadecimal, of ``length`` bytes if given."""
    if not isinstance(value, str) or not re.fullmatch(r"(?:[0-9a-f]{2})*", value):
        raise _fail(path, "not lower-case hexadecimal")
    if length is not None and len(value) != 2 * length:
        raise _fail(path, f"not {length} bytes")
    return bytes.fromhex(value)


def array(
    value: object, path: str, read: Callable[[object, str], T], least: int = 0
) -> tuple[T, ...]:
    """A list of at least ``least`` elements, each read by ``read(value, path)``."""
    if not isinstance(value, list) or len(value) < least:
        raise _fail(path, f"not a list of at least {least}")
    return tuple(read(item, f"{path}[{i}]") for i, item in enumerate(value))


def unique(path: str, names: tuple[str, ...]) -> None:
    """No name stands twice."""
    for i, name in enumerate(names):
        if name in names[:i]:
            raise _fail(f"{path}[{i}]", f"{name!r} stands twice")


def require(condition: bool, path: str, reason: str) -> None:
    """Fail with ``reason`` unless ``condition``."""
    if not condition:
        raise _fail(path, reason)
