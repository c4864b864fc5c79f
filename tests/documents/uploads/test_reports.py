"""Uploads: what is read of a docx, pdf or text, and the files that are refused."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from voting import paths
from voting.documents.uploads import sandbox
from voting.documents.uploads.reports import MOST_BYTES, MOST_CHARACTERS, text_of
from voting.errors import BadInput

BODY = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as error:
        text_of(data)
    return error.value.code


def word(*paragraphs: str) -> bytes:
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def document(xml: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    whole = f"{head}<w:document {W} {MC}><w:body>{xml}</w:body></w:document>"
    return zipped({BODY: whole.encode()})


def pdf(*lines: str, pages: int = 1, password: str = "") -> bytes:
    file = FPDF()
    file.add_font("sc", "", paths.font_path())
    for _ in range(pages):
        file.add_page()
        file.set_font("sc", size=12)
        for line in lines:
            file.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if password:
        file.set_encryption("owner", user_password=password)
    return bytes(file.output())


def test_a_word_file() -> None:
    assert text_of(word("述职报告", "一、德", "讲政治。")) == "述职报告\n一、德\n讲政治。"


def test_tables_breaks_and_tabs_of_a_word_file() -> None:
    file = docx.Document()
    file.add_paragraph("甲\t乙\n丙")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "左", "右"
    out = BytesIO()
    file.save(out)
    assert text_of(out.getvalue()).split() == ["甲", "乙", "丙", "左", "右"]


def test_tracked_changes_as_if_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    xml = (
        f"<w:p>{run.format('留')}<w:ins>{run.format('加')}</w:ins>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run.format('搬走')}</w:moveFrom><w:moveTo>{run.format('搬来')}</w:moveTo>"
        f"<mc:AlternateContent><mc:Fallback>{run.format('旧')}</mc:Fallback>"
        "</mc:AlternateContent></w:p>"
    )
    assert text_of(document(xml)) == "留加搬来"


def test_a_pdf() -> None:
    text = text_of(pdf("述职报告", "讲政治，守规矩。", "- 1 -"))
    assert text == "述职报告\n讲政治，守规矩。", "a page's number is no text"


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    long = "全年办结信访事项，按期办结。" * 12
    assert text_of(pdf(long, "短句。")) == f"{long}\n短句。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text(encoding: str) -> None:
    assert text_of("述职报告\r\n一、德".encode(encoding)) == "述职报告\r\n一、德"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\x00\x01\x02\x03", "file-kind"),
        (b"MZ\x90\x00\x03", "file-kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file-kind"),
        (b"\xff" * 40, "file-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "file-word-97"),
        (b" \n ", "file-no-text"),
        (b"PK\x03\x04cut", "file-damaged"),
        (b"%PDF-1.7 cut", "file-damaged"),
        (word("甲")[:-30], "file-damaged"),
        (word(""), "file-no-text"),
        (pdf(), "file-no-text"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "file-kind"),
        (zipped({"a.txt": b"x"}), "file-kind"),
        (zipped({BODY: b"<broken"}), "file-damaged"),
        (pdf("甲", password="x"), "file-locked"),
        (pdf("甲", pages=101), "file-long"),
        (("字" * (MOST_CHARACTERS + 1)).encode(), "file-long"),
        (b"a" * (MOST_BYTES + 1), "file-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_zip_bomb_is_not_unpacked() -> None:
    """A document of 40 MB and one beside 200 MB of other parts, in a few kB each."""
    assert refused(zipped({BODY: b" " * (40 << 20)})) == "file-damaged"
    small = f"<w:document {W}><w:body/></w:document>".encode()
    assert refused(zipped({BODY: small, "word/media/a": b"\0" * (120 << 20)})) == "file-damaged"
    assert refused(zipped({BODY: small, **{f"a{n}": b"" for n in range(2001)}})) == "file-damaged"


def test_a_zip_that_lies_about_its_size() -> None:
    """The sizes in the directory are set to 1 byte each: reading stops there."""
    data = bytearray(zipped({BODY: b" " * (40 << 20)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    assert refused(bytes(data)) == "file-damaged"


def test_entities_are_not_expanded() -> None:
    """A billion laughs, and the file of passwords."""
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    xml = "<w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p>"
    assert refused(document(xml, f"<?xml version='1.0'?>{laughs}")) == "file-damaged"
    padded = f"<?xml version='1.0'?><!--{' ' * 5000}-->{laughs}"
    with pytest.raises(BadInput):
        text_of(document(xml, padded))


def test_deep_nesting_breaks_nothing() -> None:
    deep = "<w:p>" * 30_000 + "</w:p>" * 30_000
    assert refused(document(deep)) in ("file-damaged", "file-no-text")


def test_names_inside_a_file_reach_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    xml = f"<w:document {W}><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>"
    data = zipped({BODY: xml.encode(), "../../escaped.txt": b"x", "/etc/escaped": b"x"})
    assert text_of(data) == "甲"
    assert list(tmp_path.iterdir()) == []


def test_two_files_are_read_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred large files at the same moment leave room for those who vote."""
    monkeypatch.setattr(sandbox, "WAIT", 0.01)
    with ExitStack() as busy:
        for _ in range(sandbox.AT_ONCE):
            busy.enter_context(sandbox._DOOR)
        assert refused(word("甲")) == "file-busy"
        assert text_of("甲".encode()) == "甲", "plain text needs no reader"
    assert text_of(word("甲")) == "甲"
    assert refused(b"PK\x03\x04cut") == "file-damaged"
    assert text_of(word("甲")) == "甲", "a refusal leaves the door open"


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)
    assert refused(word("甲")) == "file-damaged"


def test_the_reader_cannot_take_all_memory() -> None:
    """The process that reads has its limits set before it reads."""
    from voting.documents.uploads import report_reader

    assert report_reader.MEMORY <= 1 << 30 and report_reader.CPU_SECONDS <= sandbox.SECONDS
