"""Tables of meetings with all kinds of forms, and of meetings that went otherwise than most."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from plain_forms import held_form
from voting.assessment.counting.head_counts import Slips, head_lines
from voting.assessment.counting.table import MeetingTally
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.forms.defaults import cadre_form
from voting.assessment.forms.library_votes import (
    negative_form,
    promoted_form,
    recommendation_form,
    satisfaction_form,
    selection_form,
)
from voting.assessment.forms.model import Form, Option
from voting.assessment.wording import Text
from voting.documents.filed.meeting_model import MeetingPart, RoundPart
from voting.documents.filed.meeting_table import meeting_document
from voting.documents.filed.question_tables import detail_tables
from voting.documents.filed.round_table import round_document
from voting.documents.filed.subject_tables import subject_tables
from voting.documents.writing.document import Cell, Document, Paragraph, Table
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf
from voting.documents.writing.table_layout import grid_of, page_of
from voting.documents.writing.xlsx import document_xlsx

Groups = Sequence[tuple[tuple[str, ...], int]]


def held(
    forms: Sequence[Form],
    groups: Groups = ((("A",), 9), (("B",), 20)),
    tables: Sequence[dict[str, str]] = (),
    classes: int = 2,
    paper: Mapping[str, int] | None = None,
) -> MeetingPart:
    """A meeting with these forms and repeatable votes; classes A and B weigh 60 and 40. On
    ``paper`` everybody chose the last option."""
    weights = [10_000] if classes == 1 else [6_000, 4_000]
    manifest: dict[str, Any] = {
        "meeting": {
            "id": "7h2k9xqd",
            "round": "2020年度考核",
            "year": 2020,
            "title": "民主测评会",
            "unit": "柳格镇",
            "date": "2021-01-20",
            "place": "",
        },
        "forms": [
            held_form(
                form,
                [
                    {"id": f"{form.id}{n}", "name": name, "post": "职务", "position": position}
                    for n, (name, position) in enumerate((("王伟", "head"), ("李晓明", "member")))
                ],
            )
            for form in forms
        ],
        "classes": [
            {"id": c, "name": f"{c}类人员", "weight": weight, "expected": 30}
            for c, weight in zip("AB", weights, strict=False)
        ],
        "counting": {"denominator": "valid", "scores": True, "tables": list(tables)},
        "disclosure": {"minimum": 5, "merging": "smallest-first"},
    }
    chance = random.Random(3)
    results = [
        {
            "classes": list(of),
            "ballots": ballots,
            "counts": [
                n
                for form in manifest["forms"]
                for _ in form["subjects"]
                for question in form["questions"]
                for n in votes(question, ballots, chance)
            ],
        }
        for of, ballots in groups
    ]
    on_paper = {
        "classes": [
            {
                "class": c,
                "ballots": n,
                "sums": [
                    n * (place == len(question["options"]) - 1)
                    for form in manifest["forms"]
                    for _ in form["subjects"]
                    for question in form["questions"]
                    for place in range(len(question["options"]))
                ],
            }
            for c, n in (paper or {}).items()
        ]
    }
    tally = tally_meeting(
        manifest,
        {"groups": results},
        paper=on_paper,
        tally_groups=[{**group, "opened": True} for group in results],
    )
    returned = {c.id: 0 for c in tally.classes}
    heads = head_lines(tally.classes, dict.fromkeys(returned, (9, 9)), returned)
    return MeetingPart(tally, heads, Slips(0, 0, 0, 0), "AAAA", "BBBB", {})


def votes(question: dict[str, Any], ballots: int, chance: random.Random) -> list[int]:
    """One choice a ballot, that every question allows."""
    counts = [0] * len(question["options"])
    for _ in range(ballots):
        counts[chance.randrange(len(counts))] += 1
    return counts


def tables(paper: Document) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def words(table: Table) -> str:
    cells = [cell.value if isinstance(cell, Cell) else cell for row in table.rows for cell in row]
    return "\n".join([table.caption, *table.notes, *(str(cell) for cell in cells)])


@pytest.mark.parametrize(
    "make", [selection_form, promoted_form, negative_form, recommendation_form, satisfaction_form]
)
def test_other_votes_of_the_library_have_tables_that_fit(make: Callable[[], Any]) -> None:
    part = held([make()])
    made = meeting_document(part)
    form = part.tally.forms[0]
    options = {
        option.text.zh for question in form.subjects[0].questions for option in question.options
    }
    text = "\n".join(words(table) + str(table.heading) for table in tables(made))
    assert not [option for option in options if option not in text]
    for table in tables(made):
        grid = grid_of(table, page_of(made))
        assert grid.size >= 8 and min(grid.widths) > 4, table.caption
    assert document_pdf(made).startswith(b"%PDF")


def test_many_options_stand_below_one_another() -> None:
    part = held([selection_form()])
    form = part.tally.forms[0]
    several = [t for t in detail_tables(part.tally, form) if "选项" in str(t.heading)]
    question = next(q for q in form.subjects[0].questions if len(q.options) > 6)
    assert len(several) == 1 and question.text.zh in words(several[0])
    rows = [row for row in several[0].rows if len(row) > 1]
    shown = [row[-2] for row in rows[: len(question.options)]]
    assert shown == [question.total.counts[option.id] for option in question.options]
    assert any("可选多项" in note for note in several[0].notes)


def test_many_options_have_a_column_of_paper_ballots() -> None:
    """Of a table with a row for each option: a column where paper is enough to stand apart."""

    def table(paper: Mapping[str, int]) -> Table:
        form = replace_options(cadre_form(), 9)
        tally = held([form], paper=paper).tally
        return subject_tables(tally, tally.forms[0], tally.forms[0].subjects[0])[0]

    without, apart, few = table({}), table({"A": 6, "B": 7}), table({"A": 3})
    assert "纸质票" not in f"{without.heading}{words(without)}"
    assert apart.heading == ((*without.heading[0], "其中\n纸质票"),)
    questions = len(without.rows) // 9
    assert [row[-1] for row in apart.rows[:-1]] == [*[0] * 8, 13] * questions
    assert [int(str(row[-3])) for row in apart.rows[:9]] == [
        int(str(row[-2])) + 13 * (place == 8) for place, row in enumerate(without.rows[:9])
    ]
    assert words(apart).endswith("13张（已计入以上各行；此处为纸质票自身，未加权）")
    assert few.heading == without.heading and len(few.rows) == len(without.rows) + 1
    assert words(few).endswith("其中纸质票　3张，不足5张，不单列（已计入以上各行）")


def replace_options(form: Form, number: int) -> Form:
    """The form with so many options instead, and no rates."""
    options = tuple(
        Option(f"o{n}", Text(f"选项{n}", f"Option {n}"), None, True) for n in range(number)
    )
    questions = tuple(replace(question, options=options) for question in form.questions)
    return replace(form, rates=(), questions=questions)


def test_questions_with_other_options_have_tables_of_their_own() -> None:
    part = held([selection_form()])
    form = part.tally.forms[0]
    kinds = {tuple(option.id for option in q.options) for q in form.subjects[0].questions}
    assert len(detail_tables(part.tally, form)) == len(kinds) > 1


def test_a_class_that_counts_as_another_is_told_under_every_table() -> None:
    part = held([cadre_form()], tables=[{"class": "B", "position": "head", "as": "A"}])
    for table in tables(meeting_document(part))[1:]:
        assert any("计为" in note for note in table.notes), table.caption


def test_one_class_has_one_table_and_no_weights() -> None:
    part = held([cadre_form()], [(("A",), 12)], classes=1)
    made = meeting_document(part)
    assert "票类 A" not in "\n".join(map(words, tables(made)[1:]))
    assert not any("权重" in note for table in tables(made)[1:] for note in table.notes)


def test_nothing_opened() -> None:
    part = held([cadre_form()], [])
    made = meeting_document(part)
    _head, summary, detail = tables(made)
    assert [row[1] for row in summary.rows] == ["王　伟", "李晓明"]
    assert len(detail.rows) == 1 + 2 * 6
    assert round_document(RoundPart(2020, "a", "", (part,), ())).blocks
    assert document_pdf(made)


def test_nothing_counted_in_a_round() -> None:
    made = round_document(RoundPart(2020, "2020年度考核", "", (), ("柳格镇民主测评会",)))
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == [
        "尚无已计票的会议。",
        "尚未计票的会议：柳格镇民主测评会。",
    ]


def test_notes_that_do_not_hold_for_all_name_their_units(
    make_tally: Callable[..., MeetingTally],
) -> None:
    merged = [(("A", "B"), 9), (("C",), 12)]
    parts = [
        MeetingPart(
            tally,
            head_lines(tally.classes, dict.fromkeys("ABC", (0, 0)), {}),
            Slips(0, 0, 0, 0),
            "",
            "",
            {},
        )
        for tally in (make_tally(), make_tally(unit="县财政局", groups=merged))
    ]
    notes = tables(round_document(RoundPart(2020, "a", "", tuple(parts), ())))[0].notes
    assert "百分比的分母为有效票；弃权计入分母。" in notes
    assert any(
        note.startswith("县财政局：票类 A、B 中有票数少于5张的，已合并统计") for note in notes
    )
    assert any(note.startswith("柳格镇：加权结果") for note in notes)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_another_program_prints_them(
    make_tally: Callable[..., MeetingTally], tmp_path: Path
) -> None:
    """As PDF from LibreOffice: A4 landscape, headings on every page that continues a table."""
    tally = make_tally(cadres=8)
    heads = head_lines(tally.classes, dict.fromkeys("ABC", (0, 0)), {})
    made = meeting_document(MeetingPart(tally, heads, Slips(0, 0, 0, 0), "AAAA", "BBBB", {}))
    (tmp_path / "sheet.xlsx").write_bytes(document_xlsx(made))
    (tmp_path / "words.docx").write_bytes(document_docx(made))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/home",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "sheet.xlsx"),
            str(tmp_path / "words.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=150,
    )
    for name in ("sheet", "words"):
        pages = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        assert {tuple(map(round, page.get_size())) for page in pages} == {(842, 595)}, name
        texts = [page.get_textpage().get_text_range() for page in pages]
        assert len(texts) < 20 and "监票人" in texts[-1], name
        rows = [text for text in texts if "总体评价" in text and "廉" in text]
        assert len(rows) > 5 and all("测评项目" in text and "票数" in text for text in rows), name
