"""Rosters that are refused: each fault is found with its place, and all of them at once."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from voting.documents.roster.file import LARGEST_FILE, LARGEST_UNPACKED
from voting.documents.roster.model import CADRE_SHEET, UNIT_SHEET, Fault, RosterFaults
from voting.documents.roster.reading import read_roster
from voting.documents.roster.template import roster_template
from voting.language.refusals import explain

Spoil = Callable[[Any], None]


def faults(data: bytes) -> tuple[Fault, ...]:
    with pytest.raises(RosterFaults) as caught:
        read_roster(data)
    found = caught.value.faults
    assert found
    assert str(len(found)) in explain(caught.value)
    assert all(fault.reason.zh and fault.reason.en for fault in found)
    return found


def cadre(row: int, place: int, value: object) -> Spoil:
    def spoil(book: Any) -> None:
        book.cadres[row][place] = value

    return spoil


def unit(row: int, place: int, value: object) -> Spoil:
    def spoil(book: Any) -> None:
        book.units[row][place] = value

    return spoil


def in_book(change: Callable[[Any], None]) -> Spoil:
    def spoil(book: Any) -> None:
        book.finish = change

    return spoil


def add_cadre(*values: object) -> Spoil:
    def spoil(book: Any) -> None:
        book.cadres.append([*values, None, None])

    return spoil


def add_unit(*values: object) -> Spoil:
    def spoil(book: Any) -> None:
        book.units.append([*values])

    return spoil


def put_error(book: Any) -> None:
    book["干部"]["B3"].value = "#N/A"
    book["干部"]["B3"].data_type = "e"


def drop_column(book: Any) -> None:
    for row in book.cadres:
        del row[4]


def double_column(book: Any) -> None:
    for row in book.cadres:
        row.append(row[1])


BAD: dict[str, tuple[Spoil, str, int, str, str]] = {
    "sheet of units missing": (
        lambda b: b.names.__setitem__(0, "Sheet1"),
        "单位",
        0,
        "",
        "缺少“单位”表",
    ),
    "sheet of cadres missing": (
        lambda b: b.names.__setitem__(1, "人员"),
        "干部",
        0,
        "",
        "缺少“干部”表",
    ),
    "no cadres": (lambda b: b.cadres.__delitem__(slice(1, None)), "干部", 0, "", "没有内容"),
    "no units": (lambda b: b.units.__delitem__(slice(1, None)), "单位", 0, "", "没有内容"),
    "column missing": (drop_column, "干部", 1, "类别", "缺少这一列"),
    "column renamed": (unit(0, 1, "名 字"), "单位", 1, "单位名称", "缺少这一列"),
    "column twice": (double_column, "干部", 1, "姓名", "多次"),
    "headings gone": (lambda b: b.units.__delitem__(0), "单位", 1, "序号", "缺少这一列"),
    "name empty": (cadre(2, 1, None), "干部", 3, "姓名", "必填"),
    "name blank": (cadre(2, 1, "　 \u200b"), "干部", 3, "姓名", "必填"),
    "unit of a cadre empty": (cadre(1, 2, ""), "干部", 2, "所在单位", "必填"),
    "post empty": (cadre(4, 3, None), "干部", 5, "职务", "必填"),
    "number empty": (unit(1, 0, None), "单位", 2, "序号", "必填"),
    "unit unknown": (cadre(3, 2, "县财政所"), "干部", 4, "所在单位", "是否为“县财政局”"),
    "unit wholly unknown": (cadre(3, 2, "XYZ"), "干部", 4, "所在单位", "没有“XYZ”"),
    "unit twice": (add_unit(3, "柳格 镇", "乡镇", "党委"), "单位", 4, "单位名称", "第2行重复"),
    "order of units twice": (unit(2, 0, 1), "单位", 3, "序号", "第2行重复"),
    "cadre twice": (
        add_cadre(3, "王　伟", "柳格镇", "副镇长", "班子成员"),
        "干部",
        6,
        "姓名",
        "同时在第2行（柳格镇）和第6行（柳格镇）",
    ),
    "order of cadres twice": (cadre(2, 0, "１"), "干部", 3, "序号", "第2行重复"),
    "kind": (unit(1, 2, "街道"), "单位", 2, "单位类别", "请填：乡镇、县委部委、县直单位"),
    "form": (unit(1, 3, "党支部"), "单位", 2, "组织形式", "请填：党委、党组、总支、支部"),
    "category": (cadre(1, 4, "领导"), "干部", 2, "类别", "请填：班子成员、其他"),
    "number in words": (cadre(1, 0, "第一"), "干部", 2, "序号", "整数"),
    "number zero": (cadre(1, 0, 0), "干部", 2, "序号", "整数"),
    "number negative": (cadre(1, 0, -1), "干部", 2, "序号", "整数"),
    "number with a fraction": (cadre(1, 0, 1.5), "干部", 2, "序号", "整数"),
    "number too large": (cadre(1, 0, 10**12), "干部", 2, "序号", "整数"),
    "merged names": (
        in_book(lambda w: w["干部"].merge_cells("B2:B3")),
        "干部",
        2,
        "姓名",
        "B2:B3是合并单元格",
    ),
    "merged across": (
        in_book(lambda w: w["干部"].merge_cells("C2:D3")),
        "干部",
        2,
        "所在单位",
        "C2:D3是合并单元格",
    ),
    "merged with the headings": (
        in_book(lambda w: w["干部"].merge_cells("C1:C2")),
        "干部",
        2,
        "所在单位",
        "合并单元格",
    ),
    "one cadre on two ballots": (
        add_cadre(3, "王 伟", "县财政局", "副局长", "班子成员"),
        "干部",
        6,
        "姓名",
        "第2行（柳格镇）和第6行（县财政局）",
    ),
    "formula": (cadre(1, 3, '="党委"&"书记"'), "干部", 2, "职务", "公式"),
    "error value": (in_book(put_error), "干部", 3, "姓名", "错误值"),
    "name too long": (cadre(1, 1, "长" * 61), "干部", 2, "姓名", "不得超过60字"),
    "note too long": (cadre(1, 6, "长" * 401), "干部", 2, "备注", "不得超过400字"),
    "control character": (cadre(1, 1, "王_x0007_伟"), "干部", 2, "姓名", "U+0007"),
    "text direction turned": (cadre(1, 1, "王\u202e伟"), "干部", 2, "姓名", "U+202E"),
    "private character": (cadre(1, 1, "王\ue123"), "干部", 2, "姓名", "自造字"),
    "nothing to vote on": (
        add_unit(3, "县文联", "县直单位", "党组", "无"),
        "单位",
        4,
        "班子名称",
        "也没有干部",
    ),
    "far down": (in_book(lambda w: w["单位"].cell(300_000, 1, "x")), "单位", 300_000, "", "空行"),
}


@pytest.mark.parametrize("spoil, sheet, row, column, said", BAD.values(), ids=BAD.keys())
def test_a_fault_is_named_with_its_place(
    roster: Any, spoil: Spoil, sheet: str, row: int, column: str, said: str
) -> None:
    spoil(roster)
    found = faults(roster.save())
    assert [
        f
        for f in found
        if (f.sheet, f.row, f.column) == (sheet, row, column) and said in f.reason.zh
    ], found


def test_every_faulty_row_is_reported_at_once(roster: Any) -> None:
    roster.units[1][2] = "村"
    roster.units[2][0] = "二"
    roster.cadres[1][1] = None
    roster.cadres[1][4] = "?"
    roster.cadres[3][2] = "县政财局"
    roster.cadres[4][0] = "=1"
    assert [(f.sheet, f.row, f.column) for f in faults(roster.save())] == [
        ("单位", 2, "单位类别"),
        ("单位", 3, "序号"),
        ("干部", 2, "姓名"),
        ("干部", 2, "类别"),
        ("干部", 4, "所在单位"),
        ("干部", 5, "序号"),
    ]


def test_too_many_rows(roster: Any) -> None:
    roster.units += [[n, f"单位{n}", "乡镇", "党委", None] for n in range(3, UNIT_SHEET.rows + 2)]
    found = faults(roster.save())
    assert [(f.sheet, f.row) for f in found] == [("单位", UNIT_SHEET.rows + 2)]
    assert CADRE_SHEET.rows > UNIT_SHEET.rows


def test_thousands_of_unknown_units_are_answered_in_bounded_work(roster: Any) -> None:
    roster.units += [[n, f"单位{n:05d}", "乡镇", "党委", None] for n in range(3, 900)]
    roster.cadres += [
        [n, f"干部{n}", f"单位x{n:05d}", "职务", "其他", None, None] for n in range(3, 3000)
    ]
    assert len(faults(roster.save())) == 2997


def rezip(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """The archive with some parts replaced or left out."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), **change}:
            content = change[name] if name in change else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_damaged_files_are_refused_and_nothing_else_escapes(roster: Any) -> None:
    good = roster.save()
    chance = random.Random(20)
    with zipfile.ZipFile(BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(60):
        name = chance.choice(sorted(parts))
        spoilt = bytearray(parts[name])
        for _ in range(chance.randrange(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            read_roster(rezip(good, {name: bytes(spoilt)}))
        except RosterFaults as refused:
            assert refused.faults


def bomb() -> bytes:
    return rezip(roster_template(), {"xl/media/x.bin": bytes(LARGEST_UNPACKED)})


def entities() -> bytes:
    return rezip(
        roster_template(),
        {"xl/workbook.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    )


def flipped() -> bytes:
    data = bytearray(roster_template())
    data[200:240] = bytes(40)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(roster_template())
    at = data.find(b"PK\x01\x02")
    while at >= 0:  # the flag "encrypted" in every entry of the directory
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def merged_all_over() -> bytes:
    with zipfile.ZipFile(BytesIO(roster_template())) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
    merged = b'<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    return rezip(
        roster_template(),
        {"xl/worksheets/sheet2.xml": sheet.replace(b"</sheetData>", b"</sheetData>" + merged)},
    )


def covering(element: bytes, name: str = "xl/worksheets/sheet2.xml") -> Callable[[], bytes]:
    """A template whose sheet of cadres (kept as the part ``name``) has this after its rows."""

    def make() -> bytes:
        old = "xl/worksheets/sheet2.xml"
        with zipfile.ZipFile(BytesIO(roster_template())) as archive:
            sheet, links = archive.read(old), archive.read("xl/_rels/workbook.xml.rels")
            types = archive.read("[Content_Types].xml")
        sheet = sheet.replace(b"</sheetData>", b"</sheetData>" + element)
        path = name.removeprefix("xl/").encode()
        return rezip(
            roster_template(),
            {
                old: None,
                "xl/_rels/workbook.xml.rels": links.replace(b"worksheets/sheet2.xml", path),
                "[Content_Types].xml": types.replace(b"worksheets/sheet2.xml", path),
                name: sheet,
            },
        )

    return make


def widely() -> bytes:
    """A sheet in UTF-16 under a name that does not say XML."""
    with zipfile.ZipFile(BytesIO(roster_template())) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels")
        sheet = archive.read("xl/worksheets/sheet2.xml").decode().encode("utf-16")
    return rezip(
        roster_template(),
        {
            "xl/worksheets/sheet2.xml": None,
            "xl/worksheets/sheet2.dat": sheet,
            "xl/_rels/workbook.xml.rels": links.replace(b"sheet2.xml", b"sheet2.dat"),
        },
    )


ALL_OVER = b'ref="A2:XFD1048576"/>'
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "csv": (lambda: "序号,姓名\n1,王伟\n".encode("gbk"), "不是 xlsx"),
    "old xls or with a password": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "密码"),
    "another zip": (lambda: rezip(roster_template(), {"xl/workbook.xml": None}), "不是 Excel"),
    "broken zip": (lambda: roster_template()[:3000], "已损坏"),
    "flipped bytes": (flipped, "已损坏"),
    "encrypted zip": (locked, "已损坏"),
    "too large": (lambda: b"PK" + bytes(LARGEST_FILE), "超过"),
    "zip bomb": (bomb, "过大"),
    "entities": (entities, "不允许"),
    "merged all over": (merged_all_over, "合并单元格的范围过大"),
    "merged behind a sign": (
        covering(b'<mergeCells><mergeCell xmlns:x=">" ' + ALL_OVER + b"</mergeCells>"),
        "合并单元格的范围过大",
    ),
    "merged behind another ref": (
        covering(
            b"<mergeCells><mergeCell xmlns:x=\" ref='A1:A1' \" " + ALL_OVER + b"</mergeCells>"
        ),
        "合并单元格的范围过大",
    ),
    "merged under a prefix": (
        covering(
            b'<a-b:mergeCells xmlns:a-b="'
            + MAIN
            + b'"><a-b:mergeCell '
            + ALL_OVER
            + b"</a-b:mergeCells>"
        ),
        "合并单元格的范围过大",
    ),
    "merged in a part not called XML": (
        covering(
            b"<mergeCells><mergeCell " + ALL_OVER + b"</mergeCells>", "xl/worksheets/sheet2.dat"
        ),
        "合并单元格的范围过大",
    ),
    "wide characters in a part not called XML": (widely, "不允许"),
    "linked all over": (
        covering(b"<hyperlinks><hyperlink " + ALL_OVER + b"</hyperlinks>"),
        "超链接的范围过大",
    ),
    "broken XML": (lambda: rezip(roster_template(), {"xl/workbook.xml": b"<workbook>"}), "已损坏"),
}


@pytest.mark.parametrize("make, said", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_roster(make: Callable[[], bytes], said: str) -> None:
    (fault,) = faults(make())
    assert (fault.sheet, fault.row, fault.column) == ("", 0, "")
    assert said in fault.reason.zh
