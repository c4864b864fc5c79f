"""Names in printed tables."""

from __future__ import annotations

FULL_WIDTH_SPACE = "\u3000"

_HAN = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def pad_name(name: str) -> str:
    """A name of exactly two Chinese characters gets a full-width space between them (王　伟).

    Every other name comes back without surrounding blanks and otherwise as it is.
    """
    stripped = name.strip()
    if len(stripped) == 2 and all(_is_han(character) for character in stripped):
        return stripped[0] + FULL_WIDTH_SPACE + stripped[1]
    return stripped


def _is_han(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _HAN)
