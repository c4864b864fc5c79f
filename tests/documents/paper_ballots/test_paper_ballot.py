"""The blank paper ballot and the counting sheet: everything asked is there, in letters large
enough, and one ballot looks like the other."""

from __future__ import annotations

from io import BytesIO

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from voting.assessment.forms.model import (
    Abstain,
    Form,
    Option,
    Question,
    Quota,
    Subject,
    VoterClass,
)
from voting.assessment.wording import Text
from voting.documents.paper_ballots.ballot import BOX, ballot_document
from voting.documents.paper_ballots.blank_ballot import BlankBallot
from voting.documents.paper_ballots.count_sheet import count_document
from voting.documents.writing.document import Document, Table
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf
from voting.documents.writing.table_layout import grid_of, page_of

GRADES = ("优秀", "称职", "基本称职", "不称职")
NAMES = (
    "王伟",
    "李晓明",
    "欧阳建国",
    "张丽",
    "陈志强",
    "刘芳",
    "赵国庆",
    "孙敏",
    "周涛",
    "吴秀英",
    "郑和平",
    "冯雪",
)
TROUBLES = ("任人唯亲", "跑官要官", "买官卖官", "论资排辈", "干部“带病提拔”", "拉票贿选", "其他")


def asked(
    text: str,
    least: int = 1,
    most: int = 1,
    abstain: str = "弃权",
    options: tuple[str, ...] = GRADES,
    section: str = "",
) -> Question:
    return Question(
        text,
        "aspect",
        Text(text),
        Text(""),
        least,
        most,
        Abstain(Text(abstain), True) if abstain else None,
        tuple(Option(option, Text(option), None, True) for option in options),
        Text(section),
    )


def form(text: str, subjects: tuple[Subject, ...], questions: tuple[Question, ...]) -> Form:
    return Form(text, "other", Text(text), (), subjects, questions)


def reference(abstain: str = "弃权") -> BlankBallot:
    """A team and twelve cadres, six questions each, and a question with many options."""
    team = tuple(
        asked(text, options=("优秀", "良好", "一般", "较差"), abstain=abstain)
        for text in ("政治思想建设", "领导能力", "工作实绩", "党风廉政建设", "作风建设", "总体评价")
    )
    cadre = tuple(
        asked(text, abstain=abstain) for text in ("德", "能", "勤", "绩", "廉", "总体评价")
    )
    other = (asked("存在的主要问题", 1, 3, abstain, TROUBLES, "选人用人"),)
    cadres = tuple(Subject(n, n, "党委副书记、镇长") for n in NAMES)
    return BlankBallot(
        "柳格镇",
        "2020年度民主测评会",
        "2021-01-20",
        "三楼会议室",
        VoterClass("A", "领导", 10_000, 0),
        (
            form("领导班子民主测评表", (Subject("t", "柳格镇领导班子", ""),), team),
            form("领导干部民主测评表", cadres, cadre),
            form("选人用人评议表", (Subject("p", "柳格镇党委", ""),), other),
        ),
        (Quota("领导干部民主测评表", "总体评价", "优秀", 3),),
    )


def words(made: Document) -> str:
    pages = pypdfium2.PdfDocument(document_pdf(made))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def word_file(made: Document) -> str:
    body = docx.Document(BytesIO(document_docx(made))).element.body
    return "".join("".join(t.text or "" for t in body.iter(qn("w:t"))).split())


@pytest.mark.parametrize("read", [words, word_file])
def test_a_box_for_every_option_of_every_question(read: object) -> None:
    assert callable(read)
    text = read(ballot_document(reference()))
    boxes = (6 + 12 * 6) * 5 + len(TROUBLES) + 1
    assert text.count(BOX) == boxes + 1, "and the one of the instructions"
    for name in (*NAMES, "柳格镇领导班子", "柳格镇党委", "票类A（领导）", *TROUBLES):
        assert name in text, name
    assert (
        "选人用人：存在的主要问题（选1至3项）" in text
        and "“总体评价”选“优秀”的不超过3个，超过的整张无效" in text
    )


def test_letters_stay_large_and_the_pages_few() -> None:
    """For eyes over fifty: no table below 10 points; both sides of two sheets."""
    made = ballot_document(reference())
    sizes = [
        grid_of(block, page_of(made)).size for block in made.blocks if isinstance(block, Table)
    ]
    assert len(sizes) == 4 and min(sizes) >= 10.0
    assert len(pypdfium2.PdfDocument(document_pdf(made))) <= 4


def test_nothing_tells_one_ballot_from_another() -> None:
    assert document_pdf(ballot_document(reference())) == document_pdf(ballot_document(reference()))
    assert "签字" not in words(ballot_document(reference()))


@pytest.mark.parametrize(
    ("abstain", "told"),
    [("弃权", "不选或所选超过项数的，该项按弃权统计。"), ("", "漏选或多选的整张无效")],
)
def test_what_happens_to_a_wrong_item_is_said(abstain: str, told: str) -> None:
    text = words(ballot_document(reference(abstain)))
    assert told in text and "每项只选一个" in text
    assert ("弃权" in text) is bool(abstain)


def test_the_sheet_has_a_line_for_every_question() -> None:
    made = count_document(reference())
    text = words(made)
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 6, 72, len(TROUBLES)]
    assert text.count("总体评价") == 13 and BOX not in text
    assert "计票人（签字）" in text and "有效纸质票（张）" in text and "柳格镇纸质票计票表" in text
