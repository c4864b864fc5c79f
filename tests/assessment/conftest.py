"""A small manifest to count: the default forms, classes and counting rules to choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from plain_forms import held_form
from voting.assessment.forms.defaults import cadre_form, team_form

Manifest = dict[str, Any]


@pytest.fixture
def make_manifest() -> Callable[..., Manifest]:
    """``make_manifest([("A", 6000, 10), …])``: team form with one team, cadre form with two."""

    def make(
        classes: list[tuple[str, int, int]],
        denominator: str = "valid",
        scores: bool = True,
        minimum: int = 5,
    ) -> Manifest:
        team = [{"id": "team-1", "name": "示例乡领导班子", "post": "", "position": ""}]
        cadres = [
            {"id": "c1", "name": "王伟", "post": "书记", "position": ""},
            {"id": "c2", "name": "欧阳明", "post": "乡长", "position": ""},
        ]
        return {
            "meeting": {
                "id": "0example",
                "round": "2020",
                "year": 2020,
                "title": "民主测评",
                "unit": "示例乡",
                "date": "2021-01-20 09:00",
                "place": "会议室",
            },
            "forms": [held_form(team_form(), team), held_form(cadre_form(), cadres)],
            "classes": [
                {"id": key, "name": f"{key}类", "weight": weight, "expected": expected}
                for key, weight, expected in classes
            ],
            "counting": {"denominator": denominator, "scores": scores, "tables": []},
            "disclosure": {"minimum": minimum, "merging": "smallest-first"},
        }

    return make
