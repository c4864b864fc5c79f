"""Checks of what people type that several use cases share; each raises BadInput."""

from __future__ import annotations

from voting.errors import BadInput


def line(field: str, text: str, longest: int, *, empty: bool = False) -> str:
    """One line of text without spaces around it, at most ``longest`` characters.

    BadInput ``text-missing`` (unless ``empty`` is allowed), ``text-long`` or ``text-control``
    names the ``field``.
    """
    found = text.strip()
    if not found and not empty:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    if len(found) > longest:
        raise BadInput("text-long", f"{field} is longer than {longest} characters", field=field,
                       longest=longest)
    if not found.isprintable():
        raise BadInput("text-control", f"{field} holds characters that cannot be printed",
                       field=field)
    return found


def number(field: str, value: int, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``; BadInput ``number-range`` names the ``field``."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput("number-range", f"{field} is not a number from {least} to {most}",
                       field=field, least=least, most=most)
    return value
