"""One Paper, three files that say the same: words stay words, numbers numbers, nothing is cut."""

from __future__ import annotations

import struct
import zipfile
import zlib
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from voting.documents.writing.document import (
    Blank,
    Block,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf
from voting.documents.writing.pdf_text import wrap
from voting.documents.writing.table_layout import grid_of, page_of, place, together
from voting.documents.writing.xlsx import document_xlsx

EVIL = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+2",
    "@sum",
    "<w:t>王</w:t> & <b>",
    "\x07=2",
    "{{7*7}}",
    "(a) Tj \\",
)


def people(count: int, questions: int = 3) -> Table:
    heading = (
        (
            Cell("对象", "head", down=2),
            Cell("项目", "head", down=2),
            Cell("优秀", "head", across=2),
            Cell("说明", "head", down=2),
        ),
        ("票数", "%"),
    )
    rows: list[tuple[Any, ...]] = [(Cell("加权结果", "band", across=5),)]
    for person in range(count):
        for question in range(questions):
            lead = (Cell(f"干部{person}号", down=questions),) if question == 0 else ()
            rows.append((*lead, f"项目{question}", 10 + person, Decimal("62.50"), None))
    return Table(
        (2, 2, 1, 1, 4), heading, tuple(rows), "干部测评表", ("分母为有效票。", "四舍五入。")
    )


def paper(*blocks: Block, **changes: Any) -> Document:
    values: dict[str, Any] = {
        "name": "file",
        "title": "柳格镇2020年度民主测评汇总表",
        "subtitle": ("2021年1月20日",),
        "blocks": blocks,
        "landscape": True,
        "signatures": "考核组组长：　　　计票人：",
    }
    return Document(**{**values, **changes})


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    )


def pdf_pages(data: bytes) -> list[str]:
    found = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in found]


def xlsx_cells(data: bytes) -> list[Any]:
    return [
        cell
        for sheet in load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]


def docx_words(data: bytes) -> str:
    body = docx.Document(BytesIO(data)).element.body
    return "\n".join(text.text or "" for text in body.iter(qn("w:t")))


def everything() -> Document:
    return paper(
        Heading("一、基本情况"),
        Paragraph("考核组于2021年1月进行了考核。"),
        Heading("（一）测评", 2),
        people(2),
        Picture(png(), 100, "图1　测评情况"),
        Blank("由考核组填写评价", 4),
        PageBreak(),
        Paragraph("附件另发。", indent=False),
        landscape=False,
    )


def test_the_three_files_say_the_same() -> None:
    made = everything()
    words = [
        "柳格镇2020年度民主测评汇总表",
        "2021年1月20日",
        "一、基本情况",
        "考核组于2021年1月进行了考核。",
        "（一）测评",
        "干部测评表",
        "干部1号",
        "62.50",
        "1. 分母为有效票。",
        "图1　测评情况",
        "由考核组填写评价",
        "附件另发。",
        "考核组组长",
    ]
    values = [cell.value for cell in xlsx_cells(document_xlsx(made))]
    sheet = "\n".join("62.50" if value == 62.5 else str(value) for value in values)
    for text in (sheet, docx_words(document_docx(made)), "\n".join(pdf_pages(document_pdf(made)))):
        flat = text.replace("\u3000", " ")
        assert not [word for word in words if word.replace("\u3000", " ") not in flat]


def test_numbers_are_numbers_with_their_digits() -> None:
    table = Table(
        (1, 1, 1, 1), (("甲", "乙", "丙", "丁"),), ((7, Decimal("66.67"), Decimal("93.422"), None),)
    )
    found = {
        cell.value: (cell.data_type, cell.number_format)
        for cell in xlsx_cells(document_xlsx(paper(table)))
    }
    assert found[7] == ("n", "0") and found[66.67] == ("n", "0.00")
    assert found[93.422] == ("n", "0.000") and found["—"][0] == "s"


@pytest.mark.parametrize("evil", EVIL)
def test_what_people_typed_stays_words(evil: str) -> None:
    made = paper(
        Heading(evil),
        Paragraph(evil),
        Blank(evil),
        Table((1, 1), ((evil, "乙"),), ((Cell(evil, "words"), evil),), evil, (evil,)),
        title=evil,
        subtitle=(evil,),
        signatures=evil,
    )
    plain = evil.replace("\x07", "\ufffd")
    cells = xlsx_cells(document_xlsx(made))
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert plain in {cell.value for cell in cells}
    assert docx_words(document_docx(made)).count(plain) >= 7
    flat = "".join(pdf_pages(document_pdf(made))).replace("\r\n", "").replace(" ", "")
    assert plain.replace("\ufffd", "□").replace(" ", "") in flat


def test_heading_rows_are_repeated_and_people_not_cut() -> None:
    made = paper(people(40))
    pages = pdf_pages(document_pdf(made))
    assert len(pages) > 3 and all("对象" in page and "说明" in page for page in pages)
    for number in range(40):
        assert sum(f"干部{number}号" in page for page in pages) == 1
    assert [f"第 {n} 页，共 {len(pages)} 页" in page for n, page in enumerate(pages, 1)]
    body = docx.Document(BytesIO(document_docx(made))).element.body
    rows = list(body.iter(qn("w:tr")))
    assert sum(row.find(f".//{qn('w:tblHeader')}") is not None for row in rows) == 2
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    sheet = load_workbook(BytesIO(document_xlsx(made))).worksheets[0]
    assert sheet.print_title_rows == "$4:$5"
    joined = [area for area in sheet.merged_cells.ranges if area.size["rows"] == 3]
    cuts = [found.id for found in sheet.row_breaks.brk]
    assert cuts and not [a for a in joined for cut in cuts if a.min_row <= cut < a.max_row]


def test_signatures_never_stand_on_a_page_alone() -> None:
    for count in range(1, 24):
        pages = pdf_pages(document_pdf(paper(people(count))))
        assert "计票人" in pages[-1] and f"干部{count - 1}号" in pages[-1]
        assert all("项目0" in page for page in pages), "nor does a caption"


def test_a_row_longer_than_a_page_goes_on() -> None:
    words = "".join(chr(0x4E00 + n) for n in range(3000))
    table = Table((1, 3), (("甲", "乙"),), (("长", Cell(words, "words")),))
    pages = pdf_pages(document_pdf(paper(table)))
    assert len(pages) > 1 and all("甲" in page for page in pages)
    flat = "".join(pages).replace("\r\n", "")
    assert all(words[n] in flat for n in range(0, 3000, 97))


def test_fonts_and_pages() -> None:
    made = everything()
    files = zipfile.ZipFile(BytesIO(document_docx(made)))
    document = files.read("word/document.xml").decode()
    for font in ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"):
        assert f'w:eastAsia="{font}"' in document
    section = docx.Document(BytesIO(document_docx(made))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    wide = docx.Document(BytesIO(document_docx(paper(people(1))))).sections[0]
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)
    sheet = load_workbook(BytesIO(document_xlsx(made))).worksheets[0]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", 9)
    assert "PAGE" in files.read("word/footer1.xml").decode()


def test_equal_papers_are_equal_bytes() -> None:
    assert document_pdf(everything()) == document_pdf(everything())


def test_a_table_that_does_not_fill_its_columns_is_an_error() -> None:
    for rows in (((1, 2, 3),), ((1,),), ((Cell(1, across=2), 2),), ((Cell(1, down=2), 2),)):
        with pytest.raises(ValueError):
            place(rows, 2, "plain")


def test_columns_are_wide_enough_for_what_must_not_break() -> None:
    heads = tuple(f"选项{n}" for n in range(18))
    values = tuple(Decimal("100.00") for _ in heads)
    table = Table((30, *[1.0] * 17), (heads,), (values,))
    grid = grid_of(table, page_of(paper(table)))
    assert sum(grid.widths) == pytest.approx(267)
    assert min(grid.widths) > 3.4 * grid.size * 25.4 / 72
    for width in grid.widths:
        assert wrap("100.00", grid.size, width - 2) == ["100.00"]


def test_rows_that_stay_together() -> None:
    grid = grid_of(people(2), page_of(paper(people(2))))
    assert together(grid.body, grid.body_rows) == [(0, 3), (4, 6)]


@pytest.mark.parametrize(
    "words, starts",
    [
        ("干部考核，测评", "，"),
        ("《通知》（清组文）", "》"),
        ("优秀率62.50%", "%"),
    ],
)
def test_lines_do_not_begin_with_closing_marks(words: str, starts: str) -> None:
    for room in range(8, 40):
        lines = wrap(words, 10, room)
        assert "".join(lines) == words
        if room > 16:
            assert not [line for line in lines[1:] if line.startswith(starts)]


def test_several_tables_share_the_columns_of_a_sheet() -> None:
    first = Table((1, 1, 1), (("甲", "乙", "丙"),), ((1, 2, 3),))
    second = Table((2, 1), (("子", "丑"),), ((4, Decimal("5.00")),))

    def made() -> list[Any]:
        return xlsx_cells(document_xlsx(paper(first, second)))

    values = [cell.value for cell in made()]
    assert [value for value in values if isinstance(value, int | float)] == [1, 2, 3, 4, 5]


def test_a_long_table_ends_its_sheet() -> None:
    book = load_workbook(
        BytesIO(document_xlsx(paper(people(20), people(2), PageBreak(), people(1))))
    )
    assert len(book.worksheets) == 3
    assert all(sheet.print_title_rows for sheet in book.worksheets)
