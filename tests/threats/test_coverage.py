"""Every threat of docs/threat-model.md has a test here, and every test a threat there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "docs" / "threat-model.md"


def threats_of_the_model() -> list[str]:
    """The ids that begin a row of a table, in order."""
    return re.findall(r"^\| (T\d+) \|", MODEL.read_text(encoding="utf-8"), re.MULTILINE)


def marks_of(source: str) -> dict[str, set[str]]:
    """Test function → ids of its ``@threat(…)``."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found[node.name] = {
                str(argument.value)
                for mark in node.decorator_list
                if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "threat"
                for argument in mark.args
                if isinstance(argument, ast.Constant)
            }
    return found


def all_marks() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted(HERE.glob("test_*.py")):
        if path != Path(__file__):
            found |= marks_of(path.read_text(encoding="utf-8"))
    return found


def test_every_threat_has_a_test() -> None:
    covered = set().union(*all_marks().values())
    assert [one for one in threats_of_the_model() if one not in covered] == []


def test_every_test_has_a_threat_of_the_model() -> None:
    known = set(threats_of_the_model())
    assert {name: ids for name, ids in all_marks().items() if not ids or not ids <= known} == {}


def test_ids_count_up() -> None:
    ids = threats_of_the_model()
    assert len(ids) >= 30 and ids == [f"T{n}" for n in range(1, len(ids) + 1)]
    residues = re.findall(r"^\| (R\d+) \|", MODEL.read_text(encoding="utf-8"), re.MULTILINE)
    assert residues == [f"R{n}" for n in range(1, len(residues) + 1)]
    text = MODEL.read_text(encoding="utf-8")
    assert set(re.findall(r"\bR\d+\b", text)) <= set(residues)


def test_a_threat_without_a_test_would_be_noticed() -> None:
    assert marks_of('@threat("T1", "T2")\ndef test_a(): ...\ndef test_b(): ...\n') == {
        "test_a": {"T1", "T2"},
        "test_b": set(),
    }
