"""The figures of one team or cadre alone, on a page that is upright: a line for each question.

Only the 总体评价 is divided by class; of the other questions the paper ballots, too, stand in one
line (``docs/counting.md`` §7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voting.assessment.counting.table import FormTally, MeetingTally, QuestionTable, SubjectTally
from voting.documents.filed.paper_ballot_line import (
    PaperBallotBand,
    band_row,
    paper_ballot_bands,
    together_bands,
)
from voting.documents.filed.table_figures import WIDEST, Figures, figures_of
from voting.documents.writing.document import Cell, Row, Table


def subject_tables(
    tally: MeetingTally, form: FormTally, subject: SubjectTally, caption: str = ""
) -> list[Table]:
    """All questions of a form, those with equal options in one table: the weighted lines, then
    the 总体评价 of each group of classes that was opened, and of the paper ballots."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for place, question in enumerate(subject.questions):
        alike.setdefault(tuple(option.id for option in question.options), []).append(place)
    tables = []
    for number, places in enumerate(alike.values()):
        questions = [subject.questions[place] for place in places]
        figures = replace(figures_of(form, questions), rates=())
        words = "" if number else caption
        tables.append(
            _wide(tally, questions, figures, words)
            if len(figures.options) <= WIDEST
            else _long(tally, questions, words)
        )
    return tables


def _wide(
    tally: MeetingTally, questions: Sequence[QuestionTable], figures: Figures, caption: str
) -> Table:
    """The weighted line of every question, then the 总体评价 of each class."""
    widths = (23, *figures.widths)
    rows: list[Row] = [(_named(q), *figures.cells(q.total, q.weighted)) for q in questions]
    overall = [question for question in questions if question.role == "overall"]
    if len(tally.groups) > 1:
        rows.insert(0, (Cell("加权结果（票数为各票类之和）", "band", across=len(widths)),))
        for question in overall:
            classes = "；".join(f"{group.label} {group.name}" for group in tally.groups)
            band = f"{_named(question)}：各票类（{classes}）"
            rows.append((Cell(band, "band", across=len(widths)),))
            rows += [
                (
                    f"{group.label}（{group.ballots}票）",
                    *figures.cells(question.groups[place], question.groups[place]),
                )
                for place, group in enumerate(tally.groups)
            ]
    for paper, asked in _on_paper(tally, questions):
        rows.append(band_row(paper, len(widths)))
        rows += [
            (_named(question), *figures.cells(votes, votes))
            for question in asked
            if (votes := paper.of(question)) is not None
        ]
    return Table(widths, figures.heading(("测评项目",)), tuple(rows), caption)


def _on_paper(
    tally: MeetingTally, questions: Sequence[QuestionTable]
) -> list[tuple[PaperBallotBand, Sequence[QuestionTable]]]:
    """The bands 纸质票 and the questions below each: by class the 总体评价 alone."""
    overall = [question for question in questions if question.role == "overall"]
    if len(tally.paper) < 2 or not overall:
        return [(band, questions) for band in together_bands(tally)]
    by_class: list[tuple[PaperBallotBand, Sequence[QuestionTable]]] = [
        (band, overall) for band in paper_ballot_bands(tally) if band.place is not None
    ]
    others = [question for question in questions if question.role != "overall"]
    return by_class + [
        (band, others) for band in together_bands(tally) if others or not band.together
    ]


def _long(tally: MeetingTally, questions: Sequence[QuestionTable], caption: str) -> Table:
    """A row for each option, all classes together, for questions with many; paper ballots that are
    shown apart are a column."""
    rows: list[Row] = []
    paper = tally.paper_ballots_together is not None
    for question in questions:
        votes = question.paper_ballots_together
        options = [
            (
                option.text.zh,
                question.total.counts[option.id],
                question.weighted.percent[option.id],
                *((votes.counts[option.id],) if votes is not None else ()),
            )
            for option in question.options
        ]
        for number, line in enumerate(options):
            head = (Cell(_named(question), down=len(options)),) if number == 0 else ()
            rows.append((*head, Cell(line[0], "words"), *line[1:]))
    widths = (26, 50 - 12 * paper, 12, 12, *(12,) * paper)
    rows += [band_row(band, len(widths)) for band in together_bands(tally)]
    heading = ("测评项目", "选项", "票数", "%", *("其中\n纸质票",) * paper)
    return Table(widths, (heading,), tuple(rows), caption)


def _named(question: QuestionTable) -> str:
    return f"{question.section.zh}：{question.text.zh}" if question.section.zh else question.text.zh
