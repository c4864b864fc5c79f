"""The typed form of a slip's secret: 26 symbols and two check symbols over GF(32) (§4).

The check symbols make a Reed–Solomon code of distance 3: any one or two wrong symbols are noticed,
and a single one is located. The reader says which group to look at and never corrects by itself.
"""

from __future__ import annotations

from typing import Final

from voting.crypto.base32 import ALPHABET, encode_symbols, grouped
from voting.errors import BadEncoding

SYMBOLS: Final = 28
_DATA: Final = 26
_PADDING_BITS: Final = 2
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1
_READ_AS: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
# ASCII only: str.upper() would also turn ſ into S and ı into I.
_TYPED_AS: Final = {symbol.lower(): value for symbol, value in _READ_AS.items()} | {
    **_READ_AS,
    "I": 1,
    "i": 1,
    "L": 1,
    "l": 1,
    "O": 0,
    "o": 0,
}


def _times(a: int, b: int) -> int:
    """The product in GF(32)."""
    product = 0
    for place in range(5):
        if b >> place & 1:
            product ^= a << place
    for place in range(8, 4, -1):
        if product >> place & 1:
            product ^= _POLYNOMIAL << (place - 5)
    return product


def _powers() -> tuple[int, ...]:
    powers = [1]
    while len(powers) < 31:
        powers.append(_times(powers[-1], 2))
    return tuple(powers)


_ALPHA: Final = _powers()
_LOG: Final = {value: power for power, value in enumerate(_ALPHA)}


def _sums(symbols: list[int]) -> tuple[int, int]:
    """S1 = Σ c_i α^(27−i) and S2 = Σ c_i α^(2(27−i)): both 0 for a right code."""
    first, second = 0, 0
    for place, symbol in enumerate(reversed(symbols)):
        first ^= _times(symbol, _ALPHA[place])
        second ^= _times(symbol, _ALPHA[2 * place % 31])
    return first, second


def _check_symbols(data: list[int]) -> list[int]:
    """The c_26, c_27 with α·c_26 + c_27 = S1 and α²·c_26 + c_27 = S2 of the data."""
    first, second = _sums([*data, 0, 0])
    inverse = _ALPHA[-_LOG[_ALPHA[1] ^ _ALPHA[2]] % 31]
    before_last = _times(first ^ second, inverse)
    return [before_last, first ^ _times(before_last, 2)]


def encode_code(secret: bytes) -> str:
    """The code of a 16-byte secret: 28 symbols in 7 groups of 4 joined by hyphens."""
    if len(secret) != 16:
        raise BadEncoding("length", "a slip's secret is 16 bytes")
    data = encode_symbols(int.from_bytes(secret, "big") << _PADDING_BITS, _DATA)
    check = _check_symbols([_READ_AS[symbol] for symbol in data])
    return grouped(data + "".join(ALPHABET[symbol] for symbol in check))


def _read_symbols(text: str) -> list[int]:
    symbols: list[int] = []
    for character in text:
        if character in " -":
            continue
        if character not in _TYPED_AS:
            group = min(len(symbols) // 4 + 1, SYMBOLS // 4)
            raise BadEncoding("code-symbol", "the code holds an unknown character", group=group)
        symbols.append(_TYPED_AS[character])
    if len(symbols) != SYMBOLS:
        message = f"the code has {len(symbols)} symbols instead of {SYMBOLS}"
        raise BadEncoding("code-length", message, symbols=len(symbols), expected=SYMBOLS)
    return symbols


def _suspect_group(first: int, second: int) -> int | None:
    """The group (1 … 7) of the wrong symbol if a single one explains the sums."""
    if not first or not second:
        return None
    place = SYMBOLS - 1 - (_LOG[second] - _LOG[first]) % 31
    return place // 4 + 1 if place >= 0 else None


def decode_code(text: str) -> bytes:
    """The 16-byte secret of a typed code.

    Spaces and hyphens are dropped, lower case, I, L and O read as meant. Raise BadEncoding with
    "code-symbol" (``group``), "code-length" (``symbols``), "code-check" (``group``: 1 … 7 of the
    wrong symbol if it is a single one, else None) or "code-padding".
    """
    symbols = _read_symbols(text)
    first, second = _sums(symbols)
    if first or second:
        group = _suspect_group(first, second)
        raise BadEncoding("code-check", "the code does not add up", group=group)
    number = 0
    for symbol in symbols[:_DATA]:
        number = number << 5 | symbol
    if number & (2**_PADDING_BITS - 1):
        raise BadEncoding("code-padding", "the code's padding is not zero", group=7)
    return (number >> _PADDING_BITS).to_bytes(16, "big")
