"""docs/requirements.md: every line of the notice has its page, its code and its test, by name."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from voting.services.voting.checking import BallotChecker
from voting.storage.database import Database
from voting.web.app import create_app
from voting.web.site.settings import Settings

TOP = Path(__file__).parents[2]
MAP = TOP / "docs" / "requirements.md"
LINES = (
    "范围",
    *(f"规则{number}" for number in range(1, 8)),
    "任务",
    "准备1",
    "准备2",
    "总结",
    "四个清单",
    "审定",
    "述职",
    "述职·角色",
    "公示",
    "测评会",
    "测评",
    "谈话",
    "实地考察",
    "考核报告",
    "汇报",
    "反馈",
    "等次·单位",
    "等次·部门",
    "等次·委员会",
    "运用",
    "纪律",
    "秘密",
)
"""The lines of the notice in its order, as the map names them."""
NONE = "—"


@dataclass(frozen=True)
class Line:
    """A row of the map; each cell's `code words`."""

    name: str
    pages: list[str]
    code: list[str]
    tests: list[str]


def _lines() -> list[Line]:
    found = []
    for row in MAP.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
        if len(cells) != 5 or cells[0] in ("Line", "") or set(cells[0]) <= set(":-"):
            continue
        words = [re.findall(r"`([^`]+)`", cell) for cell in cells[2:]]
        found.append(Line(cells[0], *words))
    return found


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@pytest.fixture
def rules(tmp_path: Path) -> set[str]:
    """Every route of the application."""
    checker = BallotChecker(1)
    app: Flask = create_app(Database(f"sqlite:///{tmp_path}/x.db"), Settings("s", None, checker))
    return {rule.rule for rule in app.url_map.iter_rules()}


def test_every_line_of_the_notice_stands_in_the_map_once() -> None:
    assert [line.name for line in _lines()] == list(LINES)


def test_every_line_names_code_and_tests() -> None:
    assert not [line.name for line in _lines() if not (line.code and line.tests)]


def test_the_pages_are_routes_of_the_application(rules: set[str]) -> None:
    wrong = {(line.name, page) for line in _lines() for page in line.pages if page not in rules}
    assert not wrong
    assert sum(bool(line.pages) for line in _lines()) > 20


def test_the_code_is_there() -> None:
    wrong = []
    for line in _lines():
        for name in line.code:
            path, _, function = name.partition("::")
            if not (TOP / path).is_file() or (function and function not in _functions(TOP / path)):
                wrong.append((line.name, name))
    assert not wrong


def test_the_tests_are_there() -> None:
    wrong = []
    for line in _lines():
        for name in line.tests:
            path, _, function = name.partition("::")
            if not (TOP / path).is_file() or function not in _functions(TOP / path):
                wrong.append((line.name, name))
    assert not wrong


def test_the_map_would_notice_a_missing_test() -> None:
    functions = _functions(Path(__file__))
    assert "test_the_tests_are_there" in functions and "test_that_is_not_there" not in functions
