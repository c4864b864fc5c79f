"""反馈单: a subject's own figures and nothing else, on one page, words never markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from voting.assessment.counting.head_counts import Slips, head_lines
from voting.assessment.counting.table import MeetingTally, SubjectTally
from voting.documents.filed.feedback import Feedback, feedback_document
from voting.documents.filed.meeting_model import MeetingPart
from voting.documents.writing.document import Cell, Document, Table
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf

MakeTally = Callable[..., MeetingTally]
MERGED = ((("A", "B"), 13), (("C",), 40))


def part_of(tally: MeetingTally, flags: Mapping[str, tuple[str, ...]] | None = None) -> MeetingPart:
    heads = head_lines(
        tally.classes, {"A": (3, 3), "B": (11, 10), "C": (42, 41)}, {"A": 3, "B": 10, "C": 40}
    )
    return MeetingPart(tally, heads, Slips(60, 53, 1, 6), "AAAA", "BBBB", flags or {})


def docx_words(paper: Document) -> str:
    body = docx.Document(BytesIO(document_docx(paper))).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def pdf_words(paper: Document) -> tuple[int, str]:
    pages = pypdfium2.PdfDocument(document_pdf(paper))
    return len(pages), "\n".join(page.get_textpage().get_text_range() for page in pages)


def exchanged(tally: MeetingTally, kept: str) -> MeetingTally:
    """The same meeting, where everybody else got other votes, names, posts and results."""
    forms = []
    for form in tally.forms:
        donors = [subject for subject in form.subjects if subject.id != kept]
        turned = iter(donors[1:] + donors[:1])
        subjects = [
            subject if subject.id == kept else _other(next(turned), subject.id)
            for subject in form.subjects
        ]
        forms.append(replace(form, subjects=tuple(subjects)))
    return replace(tally, forms=tuple(forms))


def _other(donor: SubjectTally, subject_id: str) -> SubjectTally:
    return replace(donor, id=subject_id, name="某某某", post="某职务")


@pytest.mark.parametrize("kept", ["t1", "c1", "c3"])
def test_nothing_depends_on_anybody_else(make_tally: MakeTally, kept: str) -> None:
    """Other votes, names and warnings of all others leave the sheet byte for byte as it is."""
    tally = make_tally(5, MERGED)
    flags = {"c2": ("优称率低于2/3",), kept: ("不称职率高于1/3",)}
    mine = feedback_document(Feedback(part_of(tally, flags), kept))
    changed = exchanged(tally, kept)
    assert changed != tally
    assert feedback_document(Feedback(part_of(changed), kept)) == mine


def test_no_other_name_no_rank_no_mean_no_warning(make_tally: MakeTally) -> None:
    tally = make_tally(6, MERGED)
    flags = {"c2": ("不称职率高于1/3",)}
    paper = feedback_document(Feedback(part_of(tally, flags), "c2", "称职"))
    for words in (docx_words(paper), pdf_words(paper)[1]):
        assert "李晓明" in words and "称职" in words
        for other in ("王伟", "王　伟", "赵敏", "赵　敏", "欧阳建国", "领导班子"):
            assert other not in words, other
        for word in ("平均值", "单位平均", "高于", "第1", "预警", "提示"):
            assert word not in words, word


def test_every_figure_is_the_subjects_own(make_tally: MakeTally) -> None:
    """Every number with a point in the tables is one of the subject's own figures."""
    tally = make_tally(6, MERGED)
    subject = next(s for s in tally.form("cadre").subjects if s.id == "c2")
    own: set[str] = set()
    for question in subject.questions:
        for line in (question.weighted, *question.groups):
            own |= {
                str(v)
                for v in (
                    *line.percent.values(),
                    *line.rates.values(),
                    line.abstain_percent,
                    line.score,
                )
            }
    paper = feedback_document(Feedback(part_of(tally), "c2"))
    weights = {str(number) for note in tally.notes for number in re.findall(r"\d+\.\d+", note.zh)}
    shown = set(re.findall(r"\d+\.\d{2,3}", docx_words(paper)))
    assert shown - weights and shown - weights <= own


def test_small_classes_stay_merged(make_tally: MakeTally) -> None:
    """A with 3 ballots is merged with B: there is no line of A, and aspects have no classes."""
    paper = feedback_document(Feedback(part_of(make_tally(3, MERGED)), "c1"))
    firsts = [row[0] for block in paper.blocks if isinstance(block, Table) for row in block.rows]
    lines = [value for value in firsts if isinstance(value, str) and "票）" in value]
    assert lines == ["A+B（13票）", "C（40票）"]
    assert "已合并统计" in docx_words(paper)


def test_a_class_not_opened_is_not_there(make_tally: MakeTally) -> None:
    paper = feedback_document(Feedback(part_of(make_tally(3, ((("C",), 40),))), "c1"))
    bands = [
        row[0].value
        for block in paper.blocks
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row[0], Cell) and row[0].look == "band"
    ]
    assert bands == [], "with one group there is nothing to set apart"


@pytest.mark.parametrize("groups", [MERGED, ((("A",), 8), (("B",), 12), (("C",), 33))])
@pytest.mark.parametrize("kept", ["t1", "c4"])
def test_one_page(make_tally: MakeTally, groups: Any, kept: str) -> None:
    found = feedback_document(Feedback(part_of(make_tally(13, groups)), kept, "基本称职"))
    assert pdf_words(found)[0] == 1


def test_the_grade_only_once_there_is_one(make_tally: MakeTally) -> None:
    part = part_of(make_tally(3, MERGED))
    assert "考核等次" not in docx_words(feedback_document(Feedback(part, "c1")))
    assert "考核等次\n不确定等次" in docx_words(
        feedback_document(Feedback(part, "c1", "不确定等次"))
    )


def test_words_people_typed_stay_words(make_tally: MakeTally) -> None:
    name = '<w:b/>=1+1&"'
    paper = feedback_document(Feedback(part_of(make_tally(1, MERGED, names=[name])), "c1"))
    assert '<w:b/>=1+1&"' in docx_words(paper)
    assert '<w:b/>=1+1&"' in pdf_words(paper)[1]


def test_a_subject_the_meeting_does_not_have(make_tally: MakeTally) -> None:
    with pytest.raises(KeyError):
        feedback_document(Feedback(part_of(make_tally(2, MERGED)), "c9"))
