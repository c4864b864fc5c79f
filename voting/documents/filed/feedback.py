"""反馈单: what one team or cadre is told of its own assessment, on a page of its own.

Only the subject's own figures: no rank, no mean, no name or figure of anybody else, no threshold
crossed, nothing of rule 7. The part by voter class has the groups of the tally, in which classes
below the minimum size are merged already, and only for the 总体评价: the finer a small class is
divided, the more it tells of its voters. Of the other questions the paper ballots stand in one
line. A group that was not opened is not there. What follows from the results is left to the person
who gives the feedback.

Source: the notice, part 三 (二) 8 (采取适当方式向考核对象反馈年度考核情况).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voting.assessment.counting.table import FormTally, MeetingTally, SubjectTally
from voting.assessment.forms.class_tables import position_name
from voting.assessment.names import pad_name
from voting.assessment.wording import Note, Text
from voting.documents.filed.meeting_model import MeetingPart
from voting.documents.filed.paper_ballot_line import with_paper
from voting.documents.filed.report_words import overall_sentence, room
from voting.documents.filed.subject_tables import subject_tables
from voting.documents.writing.document import Cell, Document, Row, Table
from voting.documents.writing.table_layout import height_of

SIGNATURES = "反馈人（签字）：　　　　　　　被反馈人（签字）：　　　　　　　　年　　月　　日"
_TEAM_SIGNATURES = "反馈人（签字）：　　　　　　单位主要负责人（签字）：　　　　　　年　　月　　日"
_ROOM = 212.0
"""Millimetres a page has for the tables, with some to spare: word processors differ."""
_LOWER = ((12.0, 2), (11.0, 2), (10.0, 2), (10.0, 1), (9.5, 1), (9.0, 1), (8.5, 1))
"""Points of the letters and lines to write on, tried in turn."""
_ABOUT = "本单只载{whose}的测评结果，不含名次和他人情况；请妥善保管。"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one sheet is made from; ``grade`` is empty until the committee has decided."""

    part: MeetingPart
    subject_id: str
    grade: str = ""


def feedback_document(feedback: Feedback) -> Document:
    """The sheet of one subject; KeyError where the meeting has no such subject."""
    tally = feedback.part.tally
    forms = _of(tally, feedback.subject_id)
    name = forms[0][1].name
    title = f"{tally.meeting.year}年度民主测评结果反馈单"
    return Document(
        name=f"{name}{title}",
        title=title,
        subtitle=(tally.meeting.unit,),
        blocks=tuple(_blocks(feedback, forms)),
        signatures=_TEAM_SIGNATURES if forms[0][0].kind == "team" else SIGNATURES,
    )


def _of(tally: MeetingTally, subject_id: str) -> list[tuple[FormTally, SubjectTally]]:
    """Every form the subject stands on, the assessment itself first."""
    subjects = [
        (form, subject)
        for form in tally.forms
        for subject in form.subjects
        if subject.id == subject_id
    ]
    if not subjects:
        raise KeyError(subject_id)
    return sorted(subjects, key=lambda pair: pair[0].kind not in ("team", "cadre"))


def _blocks(feedback: Feedback, forms: Sequence[tuple[FormTally, SubjectTally]]) -> list[Table]:
    """The tables, with paper ballots of every question so low that they are one page; where that
    is not to be had, room to write stands on a second."""
    if feedback.part.tally.paper_ballots_together is None:
        lines = 3 if len(forms) > 1 else 2 if feedback.part.heads.total.paper else 5
        return _sheet(feedback, forms, 12.0, lines)
    for letters, lines in _LOWER:
        tables = _sheet(feedback, forms, letters, lines)
        if sum(map(height_of, tables)) <= _ROOM:
            return tables
    return _sheet(feedback, forms, 10.0, 12)


def _sheet(
    feedback: Feedback, forms: Sequence[tuple[FormTally, SubjectTally]], letters: float, lines: int
) -> list[Table]:
    """The tables in letters of at most so many points, with so many lines to write on."""
    tables = [_about(feedback, *forms[0])]
    for form, subject in forms:
        tables += subject_tables(
            feedback.part.tally, form, subject, form.text.zh if len(forms) > 1 else ""
        )
    tables[-1] = replace(tables[-1], notes=_notes(feedback, forms))
    tables.append(
        Table(
            (14, 86),
            (),
            ((_label("反馈意见"), Cell(room("主要优点、存在不足、努力方向", lines), "words")),),
        )
    )
    return [replace(table, largest=letters) for table in tables]


def _about(feedback: Feedback, form: FormTally, subject: SubjectTally) -> Table:
    """Who, when, how many voted, and the 总体评价 in words."""
    tally, team = feedback.part.tally, form.kind == "team"
    rows: list[Row] = [
        (
            _label("领导班子" if team else "姓名"),
            Cell(pad_name(subject.name)),
            _label("职务"),
            Cell(subject.post or None),
        )
        if not team
        else (_label("领导班子"), Cell(subject.name, across=3)),
        (
            _label("测评会议"),
            Cell(
                "　".join(w for w in (tally.meeting.title, tally.meeting.date) if w),
                "words",
                across=3,
            ),
        ),
        (_label("票数"), Cell(_ballots(feedback), "words", across=3)),
    ]
    if subject.overall is not None:
        rows.append(
            (_label("总体评价"), Cell(overall_sentence(form, subject.overall), "words", across=3))
        )
    if feedback.grade:
        rows.append((_label("考核等次"), Cell(feedback.grade, "strong", across=3)))
    return Table((14, 34, 12, 40), (), tuple(rows))


def _ballots(feedback: Feedback) -> str:
    total, groups = feedback.part.heads.total, feedback.part.tally.groups
    return (
        f"本次会议收回{with_paper(total.returned, total.paper, '张')}，"
        f"计入统计{sum(group.ballots for group in groups)}张"
    )


def _label(words: str) -> Cell:
    return Cell(words, "head")


def _notes(feedback: Feedback, forms: Sequence[tuple[FormTally, SubjectTally]]) -> tuple[str, ...]:
    """How it was counted, for this subject alone."""
    mine = {position_name(subject.position).zh for _, subject in forms}
    notes = [note.zh for note in feedback.part.tally.notes if _concerns(note, mine)]
    for _, subject in forms:
        notes += [
            f"“{question.text.zh}”：{note.zh}"
            for question in subject.questions
            for note in question.notes
            if note.code != "multiple-choice"
        ]
    whose = "本班子" if forms[0][0].kind == "team" else "本人"
    return (*notes, _ABOUT.format(whose=whose))


def _concerns(note: Note, positions: set[str]) -> bool:
    """Weights that hold for other positions are nobody's business here; which paper ballots stand
    together the table says already."""
    if note.code == "paper-merged":
        return False
    position = note.values.get("position")
    return not isinstance(position, Text) or position.zh in positions
