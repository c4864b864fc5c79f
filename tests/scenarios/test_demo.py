"""The whole path once, as `scripts/run --demo --no-serve` takes it, over real HTTP."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from voting.cli.main import main
from voting.services.log import chain
from voting.storage.database import Database


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("instance")
    assert main(["run", "--demo", "--no-serve", "--folder", str(folder)]) == 0
    yield folder / "demo"


@pytest.fixture(scope="module")
def summary(demo: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((demo / "summary.json").read_text("utf-8"))
    return found


def test_size_and_makers(summary: dict[str, Any]) -> None:
    assert summary["units"] >= 3 and summary["cadres"] >= 30 and summary["classes"] == 3
    ballots = summary["ballots"]
    assert sum(ballots.values()) >= 120
    assert ballots["node"] + ballots["browser"] >= 20
    assert ballots["browser"] > 0, "this environment has a browser"


def test_figures_equal_the_plain_count(summary: dict[str, Any]) -> None:
    assert summary["plaintext_equal"] is True
    assert [m["plaintext_equal"] for m in summary["meetings"]] == [True] * 3
    assert [["A", "B"]] in [m["merged_classes"] for m in summary["meetings"]]
    assert [m["paper"] for m in summary["meetings"]] == [0, 0, 7] and summary["paper"] == 7


def test_verifier_counted_every_ballot(summary: dict[str, Any]) -> None:
    assert summary["checks"]["ballots"] == sum(summary["ballots"].values())
    assert summary["checks"]["results"] > 1000 and summary["checks"]["paper"] > 500


def test_two_people_counted_the_paper_ballots(demo: Path) -> None:
    """The second corrected a number once; the slips they used are voided."""
    db = Database(f"sqlite:///{demo / 'qingping.db'}")
    with db.reading() as session:
        log = [entry for entry, _, _ in chain.checked(session)]
    db.close()
    entered = [entry.details["entry"] for entry in log if entry.action == "paper-entered"]
    assert entered == [1, 2, 2]
    assert (
        sum(
            entry.action == "slip-voided" and entry.details["replacement"] == "paper"
            for entry in log
        )
        == 7
    )


def test_files_of_every_meeting(demo: Path, summary: dict[str, Any]) -> None:
    for meeting in summary["meetings"]:
        folder = demo / meeting["id"]
        assert (folder / "slips.pdf").read_bytes().startswith(b"%PDF-")
        for kind in ("grades", "profile", "spread"):
            ElementTree.parse(folder / "charts" / f"{kind}.svg")
            with Image.open(folder / "charts" / f"{kind}.png") as image:
                assert image.width >= 1000


def test_record_is_verified_by_the_command(
    demo: Path, summary: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    record = demo / summary["meetings"][0]["id"] / "record.zip"
    assert main(["--language", "zh", "verify", str(record)]) == 0
    assert "全部核验通过" in capsys.readouterr().out
    data = bytearray(record.read_bytes())
    data[len(data) // 2] ^= 1
    broken = record.with_name("broken.zip")
    broken.write_bytes(data)
    assert main(["--language", "zh", "verify", str(broken)]) == 1
    assert "核验未通过" in capsys.readouterr().err


def test_workbook_names_every_cadre(demo: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO((demo / "tally.xlsx").read_bytes()))
    texts = {
        str(cell.value)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert len(workbook.sheetnames) >= 5
    for unit in ("城关镇", "柳格镇", "县自然资源局"):
        assert any(unit in text for text in texts), unit
    assert not any(text.startswith("=") for text in texts)


def test_no_secret_of_a_slip_stays_on_the_server(demo: Path) -> None:
    """The database knows no code; nothing in it looks like one."""
    db = Database(f"sqlite:///{demo / 'qingping.db'}")
    with db.reading():
        pass
    db.close()
    content = (demo / "qingping.db").read_bytes()
    fragment = re.compile(rb"/v/[0-9a-z]{8}#[0-9A-Z]{28}")
    assert not fragment.search(content)
