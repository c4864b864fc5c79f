"""What the office itself could do by mistake or behind somebody's back: with grades, with files."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from grading import COMMITTEE, hold_meeting
from office import CADRES, OFFICER, UNITS, roster_file, unit_named
from small_hall import Department, together
from threats import threat
from voting.documents.roster.model import RosterFaults
from voting.documents.roster.reading import read_roster
from voting.documents.uploads.reports import text_of
from voting.errors import BadInput, Refused
from voting.services.grades import moves
from voting.services.grades.marks import mark_of
from voting.services.grades.read import grade_sheet
from voting.services.roster.importing import import_roster


@threat("T45")
def test_no_step_is_skipped_and_nothing_decided_comes_undone(office: Department) -> None:
    """Four presses of one button move one step; no later roster changes what was decided."""
    db, round_id = office.db, office.round
    unit_id = hold_meeting(db, round_id, "城关镇", list(office.keys), {})
    seen = mark_of([grade_sheet(db, round_id, unit_id)])
    done = together([lambda: moves.hand_on(db, OFFICER, unit_id, seen=seen)] * 4)
    assert done.count(None) == 1
    assert {one.code for one in done if isinstance(one, Refused)} == {"grades-moved"}
    sheet = grade_sheet(db, round_id, unit_id)
    assert sheet.stage == "department"
    with pytest.raises(Refused):
        moves.hand_on_all(db, OFFICER, round_id, seen=seen)
    for actor in (OFFICER, COMMITTEE):
        seen = mark_of([grade_sheet(db, round_id, unit_id)])
        moves.hand_on(db, actor, unit_id, seen=seen)
    cadres = [
        (unit, name, post, "其他" if name == "李敏" else category)
        for unit, name, post, category in CADRES
    ]
    with pytest.raises(Refused) as caught:
        import_roster(db, OFFICER, round_id, roster_file(UNITS, cadres))
    assert caught.value.code == "roster-decided"
    assert {cadre.name: cadre.category for cadre in unit_named(db, round_id, "城关镇").cadres}[
        "李敏"
    ] == "班子成员"


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_element(element: bytes, name: str) -> bytes:
    """A roster whose second sheet, kept as ``name``, has this after its rows."""
    with zipfile.ZipFile(BytesIO(roster_file())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    sheet = parts.pop("xl/worksheets/sheet2.xml")
    sheet = sheet.replace(b"</sheetData>", b"</sheetData>" + element)
    for place in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[place] = parts[place].replace(b"/sheet2.xml", b"/" + name.encode())
    return packed({**parts, f"xl/worksheets/{name}": sheet})


BOMBS = {
    "merged": (b"<mergeCells><mergeCell ref='A2:XFD1048576'/></mergeCells>", "sheet2.xml"),
    "behind a sign": (
        b"<mergeCells><mergeCell xmlns:x='>' ref='A2:XFD1048576'/></mergeCells>",
        "sheet2.xml",
    ),
    "another part": (b"<mergeCells><mergeCell ref='A2:XFD1048576'/></mergeCells>", "sheet2.dat"),
    "linked": (b"<hyperlinks><hyperlink ref='A2:XFD1048576'/></hyperlinks>", "sheet2.xml"),
}


@threat("T46")
@pytest.mark.parametrize("element, name", BOMBS.values(), ids=BOMBS.keys())
def test_a_roster_made_to_fill_the_memory_is_refused(element: bytes, name: str) -> None:
    assert read_roster(with_element(b"", name)).cadres
    with pytest.raises(RosterFaults) as caught:
        read_roster(with_element(element, name))
    assert "范围过大" in caught.value.faults[0].reason.zh


@threat("T46")
def test_a_report_made_to_fill_the_memory_or_to_read_files_is_refused() -> None:
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
    )
    bomb = packed({"word/document.xml": (body % ("字" * 8_000_000)).encode()})
    entity = packed(
        {
            "word/document.xml": (
                '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + body % "&f;"
            ).encode()
        }
    )
    later = packed(
        {
            "word/document.xml": (
                "<!--"
                + " " * 5000
                + '--><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                + body % "&f;"
            ).encode()
        }
    )
    for data in (bomb, entity, later):
        with pytest.raises(BadInput):
            text_of(data)
