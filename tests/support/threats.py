"""Which threat of docs/threat-model.md a test is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def threat(*ids: str) -> Callable[[F], F]:
    """Marks a test with ids such as ``"T1"``; ``tests/threats/test_coverage.py`` reads them out
    of the source."""

    def mark(test: F) -> F:
        test.__dict__["threats"] = ids
        return test

    return mark
