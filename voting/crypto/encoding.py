"""Canonical JSON and strict readers (docs/protocol.md §2): one value has one encoding."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from voting.errors import BadEncoding

_LIMIT: Final = 2**53


def _bad(message: str) -> NoReturn:
    raise BadEncoding("json", message)


def _utf16(text: str) -> bytes:
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError:
        _bad("a string holds a lone surrogate")


def _ordered(value: object) -> object:
    """The value with its keys in order of UTF-16 code units, everything unusual refused."""
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            _bad("a key is not a string")
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if isinstance(value, str):
        _utf16(value)
    elif value is None or isinstance(value, bool):
        pass
    elif not isinstance(value, int):
        _bad(f"{type(value).__name__} has no canonical form")
    elif abs(value) >= _LIMIT:
        _bad("an integer is 2⁵³ or more")
    return value


def canonical(value: object) -> bytes:
    """Canonical JSON, UTF-8, of dicts, lists, tuples, strings, integers, booleans and None."""
    try:
        text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        _bad("nested too deeply")
    return text.encode()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        _bad("a key is repeated")
    return fields


def _no_number(text: str) -> NoReturn:
    _bad(f"{text[:20]} is not an integer")


def read_canonical(data: bytes) -> Any:
    """Parse canonical JSON; raise BadEncoding("json") unless writing it again gives these bytes."""
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=_unique,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise BadEncoding("json", "the bytes are not JSON in UTF-8") from error
    if canonical(value) != data:
        _bad("the JSON is not in canonical form")
    return value


def read_fields(value: object, required: Iterable[str], **fixed: object) -> dict[str, Any]:
    """An object with exactly the required and fixed keys, the fixed ones (``format="…"``) as given.

    Raise BadEncoding("fields") otherwise.
    """
    if not isinstance(value, dict):
        raise BadEncoding("fields", "an object was expected")
    for name, wanted in fixed.items():
        if type(value.get(name)) is not type(wanted) or value[name] != wanted:
            raise BadEncoding("fields", f"{name} is not {wanted}", field=name)
    wanted_keys = {*required, *fixed}
    if set(value) != wanted_keys:
        wrong = sorted(set(value) ^ wanted_keys)
        raise BadEncoding("fields", f"unknown or missing: {', '.join(wrong)}", field=wrong[0])
    return value


def read_hex(value: object, size: int | None = None) -> bytes:
    """Lower-case hexadecimal of ``size`` bytes (any number where None)."""
    if (
        isinstance(value, str)
        and not set(value) - set("0123456789abcdef")
        and len(value) % 2 == 0
        and size in (None, len(value) // 2)
    ):
        return bytes.fromhex(value)
    raise BadEncoding("hex", "lower-case hexadecimal of the right length was expected")
