"""The large demo with a few units: imported, held, graded, and all its documents built."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from voting.demo.register import CADRES, register, workbook
from voting.demo.whole_county import UNFINISHED, run_county
from voting.documents.roster.reading import read_roster

UNITS = UNFINISHED + 2


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the demo after it was played."""
    folder = tmp_path_factory.mktemp("county") / "county"
    run_county(folder, "http://127.0.0.1", keep_open=False, database=None, units=UNITS)
    yield folder


@pytest.fixture(scope="module")
def summary(county: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((county / "summary.json").read_text("utf-8"))
    return found


def test_the_whole_county_is_one_roster_without_a_fault() -> None:
    file = read_roster(workbook(register(random.Random(2025))))
    assert (len(file.units), len(file.cadres)) == (97, CADRES)
    kinds = [unit.kind for unit in file.units]
    assert kinds.count("乡镇") == 17 and len(kinds) - 17 == 80


def test_the_opened_sums_are_those_of_the_plain_count(summary: dict[str, Any]) -> None:
    assert summary["plaintext_equal"] is True
    assert summary["units"] == UNITS


def test_units_stand_at_every_stage(summary: dict[str, Any]) -> None:
    finished = summary["finished"]
    assert finished["slips"] == 5 and finished["meeting"] == finished["tally"] == 3
    assert finished["materials"] == UNITS - 2 and finished["publicity"] == UNITS - 3
    assert finished["proposal"] == finished["decision"] == 2


def test_every_document_of_a_decided_unit_is_in_the_zip(county: Path) -> None:
    (path,) = (county / "exports").glob("*.zip")
    names = zipfile.ZipFile(path).namelist()
    assert len(names) == len(set(names))
    mine = [name for name in names if name.startswith("01 东岭镇")]
    for words in ("汇总表", "等次建议表", "审定表", "考核报告", "汇报", "反馈"):
        assert [name for name in mine if words in name], words
    handed_on = [name for name in mine if name.startswith("01 东岭镇/")]
    assert not [n for n in handed_on if "审定" in n or "建议" in n or "报告" in n or "汇报" in n]
    endings = {name.rsplit(".", 1)[-1] for name in mine}
    assert endings == {"xlsx", "docx", "pdf"}


def test_tables_of_the_zip_open(county: Path) -> None:
    (path,) = (county / "exports").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".xlsx") and "审定表" in n)
        assert load_workbook(BytesIO(archive.read(name))).worksheets
