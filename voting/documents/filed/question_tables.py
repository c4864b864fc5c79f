"""Tables of all questions of a form: weighted, then each voter class, then the paper ballots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from voting.assessment.counting.question import QuestionTally
from voting.assessment.counting.table import (
    FormTally,
    GroupInfo,
    MeetingTally,
    QuestionTable,
    SubjectTally,
)
from voting.assessment.counting.weights import Weighted
from voting.assessment.names import pad_name
from voting.assessment.rounding import percent
from voting.documents.filed.paper_ballot_line import paper_ballot_bands, with_paper
from voting.documents.filed.table_figures import Figures, figures_of
from voting.documents.writing.document import (
    Cell,
    Row,
    Table,
    Value,
)

_WEIGHTED = "加权结果（票数为各票类之和；百分比、比率和得分为加权结果）"


def detail_tables(tally: MeetingTally, form: FormTally, roles: Sequence[str] = ()) -> list[Table]:
    """All questions of a form (or those with some roles), those of equal options in one table:
    weighted, then each class, then the paper ballots by themselves."""
    alike: dict[tuple[tuple[str, ...], int], list[int]] = {}
    questions = form.subjects[0].questions if form.subjects else ()
    for place, question in enumerate(questions):
        if roles and question.role not in roles:
            continue
        key = (tuple(option.id for option in question.options), question.total.abstain is None)
        alike.setdefault(key, []).append(place)
    return [_detail(tally, form, places) for places in alike.values()]


def _detail(tally: MeetingTally, form: FormTally, places: Sequence[int]) -> Table:
    chosen = [subject.questions[place] for subject in form.subjects for place in places]
    figures = figures_of(form, chosen)
    long = figures.tall
    lead = ("测评对象", "职务", "测评项目")
    heading: tuple[Row, ...] = ((*lead, "选项", "票数", "%"),) if long else figures.heading(lead)
    item = min(34.0, max(17.0, *(1.2 * len(_named(question)) for question in chosen)))
    widths = (13, 14, item, 30, 8, 9) if long else (13, 14, item, *figures.widths)
    rows: list[Row] = []
    for words, pick in _views(tally):
        if words:
            rows.append((Cell(words, "band", across=len(widths)),))
        for subject in form.subjects:
            questions = [subject.questions[place] for place in places]
            if pick is not None:
                rows += (
                    _long(subject, questions, pick)
                    if long
                    else _wide(subject, questions, figures, pick)
                )
    caption = form.text.zh + (
        "" if len(places) > 1 or len(form.subjects[0].questions) == 1 else f"：{chosen[0].text.zh}"
    )
    notes = (*meeting_notes(tally), *question_notes(form, chosen))
    return Table(widths, heading, tuple(rows), caption, notes)


Pick = Callable[[QuestionTable], tuple[QuestionTally, QuestionTally | Weighted]]
"""The votes of a question and the figures beside them."""


def _views(tally: MeetingTally) -> list[tuple[str, Pick | None]]:
    """The parts of a table: the words of a band and what stands below it; None: nothing."""
    several = len(tally.groups) > 1 or len(tally.classes) > 1
    views: list[tuple[str, Pick | None]] = [(_WEIGHTED * several, lambda q: (q.total, q.weighted))]
    if several:
        views += [(_band(group), _of_group(place)) for place, group in enumerate(tally.groups)]
    return [*views, *((band.words, _on_paper(band.place)) for band in paper_ballot_bands(tally))]


def _of_group(place: int) -> Pick:
    return lambda question: (question.groups[place],) * 2


def _on_paper(place: int | None) -> Pick | None:
    return None if place is None else lambda question: (question.paper[place],) * 2


def _band(group: GroupInfo) -> str:
    weight = percent(Fraction(group.scaled_weight) / 10_000)
    ballots = with_paper(group.ballots, group.paper)
    return f"票类 {group.label}（{group.name}）　{ballots}　权重{weight}%"


def _wide(
    subject: SubjectTally, questions: Sequence[QuestionTable], figures: Figures, pick: Pick
) -> list[Row]:
    """A row for each question; name and post reach over all of them."""
    rows: list[Row] = []
    for number, question in enumerate(questions):
        lead = _lead(subject, len(questions)) if number == 0 else ()
        rows.append((*lead, _named(question), *figures.cells(*pick(question))))
    return rows


def _long(subject: SubjectTally, questions: Sequence[QuestionTable], pick: Pick) -> list[Row]:
    """A row for each option, for questions with many."""
    rows: list[Row] = []
    height = sum(len(question.options) + (question.abstain is not None) for question in questions)
    for question in questions:
        votes, shown = pick(question)
        lines: list[tuple[str, Value, Value]] = [
            (option.text.zh, votes.counts[option.id], shown.percent[option.id])
            for option in question.options
        ]
        if question.abstain is not None:
            lines.append((question.abstain.zh, votes.abstain, shown.abstain_percent))
        for number, (name, count, share) in enumerate(lines):
            lead = _lead(subject, height) if not rows else ()
            mine = (Cell(_named(question), down=len(lines)),) if number == 0 else ()
            rows.append((*lead, *mine, Cell(name, "words"), count, share))
    return rows


def _lead(subject: SubjectTally, down: int) -> tuple[Cell, Cell]:
    return Cell(pad_name(subject.name), down=down), Cell(subject.post, "words", down=down)


def _named(question: QuestionTable) -> str:
    return f"{question.section.zh}：{question.text.zh}" if question.section.zh else question.text.zh


def meeting_notes(tally: MeetingTally) -> list[str]:
    """口径说明 of every table: denominator, rounding, weights, merged classes."""
    return [note.zh for note in tally.notes]


def question_notes(form: FormTally, questions: Iterable[QuestionTable]) -> list[str]:
    """What holds for some questions only, with the question it holds for."""
    notes: dict[str, None] = {}
    wanted = {id(question) for question in questions}
    for subject in form.subjects:
        for question in subject.questions:
            if id(question) in wanted:
                for note in question.notes:
                    where = (
                        ""
                        if note.code == "multiple-choice"
                        else f"{subject.name}“{question.text.zh}”："
                    )
                    notes[where + note.zh] = None
    return list(notes)
