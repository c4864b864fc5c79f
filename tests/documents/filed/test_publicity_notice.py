"""The printed notice of 公示: what it says, and that text stays text."""

from __future__ import annotations

from io import BytesIO

import docx

from voting.documents.filed.publicity_notice import Notice, notice_document
from voting.documents.uploads.reports import text_of
from voting.documents.writing.document import Heading, Paragraph
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf

NOTICE = Notice(
    "城关镇",
    2020,
    "2021年1月11日",
    "2021年1月15日",
    5,
    "一楼公告栏",
    "干部科\n电话1234567",
    "一、领导班子工作实绩\n1.建成<b>示范点</b>\n二、领导干部工作实绩\n王伟（党委书记）\n"
    '=HYPERLINK("http://x")\n{{7*7}}',
)


def test_what_stands_where() -> None:
    paper = notice_document(NOTICE)
    assert [b.text for b in paper.blocks if isinstance(b, Heading)] == [
        "一、领导班子工作实绩",
        "二、领导干部工作实绩",
        "王伟（党委书记）",
    ]
    lines = [b.text for b in paper.blocks if isinstance(b, Paragraph)]
    assert "自2021年1月11日至2021年1月15日，共5日" in lines[0]
    assert "受理方式：干部科；电话1234567" in lines and "公示地点：一楼公告栏" in lines
    assert [line.strip("\u3000") for line in lines[-2:]] == ["城关镇", "2021年1月11日"]


def test_files_say_the_same_and_hold_text_only() -> None:
    paper = notice_document(NOTICE)
    written = text_of(document_docx(paper))
    printed = "".join(text_of(document_pdf(paper)).split())
    for text in ("<b>示范点</b>", '=HYPERLINK("http://x")', "{{7*7}}", "城关镇"):
        assert text in written and "".join(text.split()) in printed
    file = docx.Document(BytesIO(document_docx(paper)))
    assert not file.part.rels or all(not rel.is_external for rel in file.part.rels.values())


def test_a_long_name_still_fits_the_line() -> None:
    paper = notice_document(
        Notice("很长的单位名称" * 8, 2020, "2021年1月11日", "2021年1月15日", 5, "甲", "乙", "丙")
    )
    assert not str(paper.blocks[-2].text).startswith("\u3000")
