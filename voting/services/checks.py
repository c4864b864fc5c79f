"""Checks of what people type that several use cases share; each raises BadInput."""

from __future__ import annotations

from datetime import date

from voting.assessment.characters import tidy
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
        raise BadInput(
            "text-long",
            f"{field} is longer than {longest} characters",
            field=field,
            longest=longest,
        )
    if not found.isprintable():
        raise BadInput(
            "text-control", f"{field} holds characters that cannot be printed", field=field
        )
    return found


def number(field: str, value: int, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``; BadInput ``number-range`` names the ``field``."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput(
            "number-range",
            f"{field} is not a number from {least} to {most}",
            field=field,
            least=least,
            most=most,
        )
    return value


def passage(field: str, text: str, longest: int, *, empty: bool = False) -> str:
    """Text of several lines, tidied (:func:`voting.assessment.characters.tidy`).

    BadInput ``text-missing`` (unless ``empty`` is allowed) or ``text-long`` names the ``field``.
    """
    found = tidy(text[: 4 * longest])
    if not found and not empty:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    if len(found) > longest:
        raise BadInput(
            "text-long",
            f"{field} is longer than {longest} characters",
            field=field,
            longest=longest,
        )
    return found


def day(field: str, text: str, *, empty: bool = False) -> str:
    """A day as ``2021-01-10``; BadInput ``text-missing`` or ``day-invalid`` names the ``field``."""
    found = text.strip()
    if not found and empty:
        return ""
    if not found:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError as error:
        raise BadInput("day-invalid", f"{field} is not a day", field=field) from error
