"""What templates say about the rest of the house must be true of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voting.assessment.permissions import ACTIONS

TEMPLATES = Path(__file__).parents[2] / "templates"
PATHS = sorted(TEMPLATES.rglob("*.html"))
LONGEST_LINE = 120
HEAD = re.compile(r"data-label=\"\{\{ _\('([^']+)'")
MAY = re.compile(r"may\('([^']*)'")


def _asked() -> list[tuple[str, str]]:
    return [
        (path.name, action) for path in PATHS for action in MAY.findall(path.read_text("utf-8"))
    ]


def test_every_action_a_template_asks_for_exists() -> None:
    """A misspelt action would hide a link from everybody."""
    assert len(_asked()) > 30
    assert [pair for pair in _asked() if pair[1] not in ACTIONS] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_lines_can_be_read(path: Path) -> None:
    """One tag a line where a line would be long; steps of two blanks."""
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []
    assert [line for line in lines if line != line.rstrip() or "\t" in line] == []
    assert [line for line in lines if (len(line) - len(line.lstrip())) % 2] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_table_s_head_is_written_once(path: Path) -> None:
    """What a narrow screen shows before a cell is the head of its column: one variable for both."""
    assert HEAD.findall(path.read_text("utf-8")) == []
