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
    trimmed = text.strip()
    if not trimmed and not empty:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    if len(trimmed) > longest:
        raise BadInput(
            "text-long",
            f"{field} is longer than {longest} characters",
            field=field,
            longest=longest,
        )
    if not trimmed.isprintable():
        raise BadInput(
            "text-control", f"{field} holds characters that cannot be printed", field=field
        )
    return trimmed


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
    tidied = tidy(text[: 4 * longest])
    if not tidied and not empty:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    if len(tidied) > longest:
        raise BadInput(
            "text-long",
            f"{field} is longer than {longest} characters",
            field=field,
            longest=longest,
        )
    return tidied


def day(field: str, text: str, *, empty: bool = False) -> str:
    """A day as ``2021-01-10``; BadInput ``text-missing`` or ``day-invalid`` names the ``field``."""
    trimmed = text.strip()
    if not trimmed and empty:
        return ""
    if not trimmed:
        raise BadInput("text-missing", f"{field} is missing", field=field)
    try:
        return date.fromisoformat(trimmed).isoformat()
    except ValueError as error:
        raise BadInput("day-invalid", f"{field} is not a day", field=field) from error
