"""What templates say about the rest of the house must be true of it."""

from __future__ import annotations

import re
from pathlib import Path

from voting.assessment.permissions import ACTIONS

TEMPLATES = Path(__file__).parents[2] / "templates"
MAY = re.compile(r"may\('([^']*)'")


def _asked() -> list[tuple[str, str]]:
    return [
        (path.name, action)
        for path in sorted(TEMPLATES.rglob("*.html"))
        for action in MAY.findall(path.read_text("utf-8"))
    ]


def test_every_action_a_template_asks_for_exists() -> None:
    """A misspelt action would hide a link from everybody."""
    assert len(_asked()) > 30
    assert [pair for pair in _asked() if pair[1] not in ACTIONS] == []
