"""docs/house.md names rooms and modules that are there, and every room has its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "house.md").read_text("utf-8")
FLOORS = (
    "cli",
    "bench",
    "demo",
    "serving",
    "web",
    "services",
    "storage",
    "documents",
    "trustee",
    "record",
    "crypto",
    "assessment",
    "language",
)
NAMED = sorted(
    name
    for name in set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py)?)`", PAGE))
    if "/" in name or name.endswith(".py")
)


@pytest.mark.parametrize("name", NAMED)
def test_what_it_names_is_there(name: str) -> None:
    """Short names begin at a floor, ``assessment/`` counts for the files of its own column."""
    places = (TOP / name, TOP / "voting" / name, TOP / "voting" / "assessment" / name)
    assert any(place.exists() for place in places)


def test_every_room_has_a_line() -> None:
    words = set(re.findall(r"[a-z_]+", PAGE))
    rooms = {
        folder.name
        for floor in ("services", "web", "documents", "assessment")
        for folder in (TOP / "voting" / floor).iterdir()
        if (folder / "__init__.py").is_file()
    }
    assert not rooms - words


def test_every_floor_has_a_line() -> None:
    floors = {f.name for f in (TOP / "voting").iterdir() if (f / "__init__.py").is_file()}
    assert floors == set(FLOORS)
    assert all(f"`voting/{floor}`" in PAGE for floor in floors)
