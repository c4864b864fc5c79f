"""One unit with three classes, one of them below the minimum size, counted by hand with fractions
and found again, to the last digit, in the figures, the workbook, the Word file and the PDF.

The unit: 柳格镇, minimum 5. Class A (leaders, weight 40 %) returns 3 ballots, B (weight 35 %) 10,
C (weight 25 %) 40. A has fewer than 5, so it is merged with the smallest other class, B: the group
A+B has 13 ballots and weight 75 %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from plain_forms import held_form
from voting.assessment.counting.disclosure import merge_classes
from voting.assessment.counting.head_counts import Slips, head_lines
from voting.assessment.counting.tally import tally_meeting
from voting.assessment.forms.defaults import cadre_form, team_form
from voting.documents.filed.feedback import Feedback, feedback_document
from voting.documents.filed.meeting_model import MeetingPart, RoundPart
from voting.documents.filed.meeting_table import meeting_document, overall_document
from voting.documents.filed.round_table import round_document
from voting.documents.writing.document import Document
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf
from voting.documents.writing.xlsx import document_xlsx

AB, C = 13, 40
WEIGHTS = {"A": 4000, "B": 3500, "C": 2500}
VOTES: dict[str, dict[str, tuple[tuple[int, ...], tuple[int, ...]]]] = {
    # subject → (votes of A+B, votes of C): 优秀, 称职/良好, 基本称职/一般, 不称职/较差; rest 弃权
    "柳格镇领导班子": {"t": ((9, 3, 1, 0), (31, 6, 2, 1))},
    "王伟": {"c1": ((10, 2, 0, 0), (29, 8, 1, 2))},
    "李晓明": {"c2": ((1, 2, 3, 7), (0, 7, 13, 19))},
}
"""The votes of 总体评价; every other question got the same."""

PAPER = {
    "柳格镇领导班子": {"A": (1, 1, 0, 0), "C": (2, 1, 1, 0)},
    "王伟": {"A": (2, 0, 0, 0), "C": (3, 1, 0, 1)},
    "李晓明": {"A": (0, 0, 1, 1), "C": (1, 0, 1, 2)},
}
"""What the paper ballots say where there are any: 2 of A, 5 of C."""

BY_TWO = {
    "柳格镇领导班子": {"A": (3, 2, 0, 0), "C": (2, 2, 1, 0)},
    "王伟": {"A": (4, 1, 0, 0), "C": (3, 1, 1, 1)},
    "李晓明": {"A": (1, 1, 1, 2), "C": (1, 0, 1, 3)},
}
"""The same of 5 paper ballots of A and 6 of C: enough for a line each."""

ASKED = {
    "c1": ("德", "能", "勤", "绩", "廉", "总体评价"),
    "t": ("政治思想建设", "领导能力", "工作实绩", "党风廉政建设", "作风建设", "总体评价"),
}

SCORES = (100, 80, 60, 0)


def by_hand(
    votes: tuple[tuple[int, ...], tuple[int, ...]], sizes: tuple[int, int] = (AB, C)
) -> list[str]:
    """The line 票数 and % of every choice, the three rates and the score, as printed."""
    return line_of(((votes[0], sizes[0], Fraction(75, 100)), (votes[1], sizes[1], Fraction(1, 4))))


def line_of(groups: Sequence[tuple[tuple[int, ...], int, Fraction]]) -> list[str]:
    """The same of any groups: votes, ballots, weight of each."""
    cells: list[str] = []
    for option in range(4):
        share = sum(weight * Fraction(counts[option], size) for counts, size, weight in groups)
        cells += [str(sum(counts[option] for counts, _, _ in groups)), rounded(share * 100, "0.01")]
    abstained = sum(weight * Fraction(size - sum(counts), size) for counts, size, weight in groups)
    cells += [
        str(sum(size - sum(counts) for counts, size, _ in groups)),
        rounded(abstained * 100, "0.01"),
    ]
    for options in ((0,), (0, 1), (3,)):
        rate = sum(
            weight * Fraction(sum(counts[o] for o in options), size)
            for counts, size, weight in groups
        )
        cells.append(rounded(rate * 100, "0.01"))
    score = sum(
        weight * Fraction(sum(s * n for s, n in zip(SCORES, counts, strict=True)), sum(counts))
        for counts, _, weight in groups
    )
    return [*cells, rounded(Fraction(score), "0.001")]


def rounded(value: Fraction | int, places: str) -> str:
    """Half up, on 40 digits of the quotient: enough for denominators of two digits."""
    fraction = Fraction(value)
    digits = Decimal(fraction.numerator * 10**40 // fraction.denominator).scaleb(-40)
    return str(digits.quantize(Decimal(places), ROUND_HALF_UP))


@pytest.fixture(scope="module")
def part() -> MeetingPart:
    return counted({})


@pytest.fixture(scope="module")
def part_with_paper() -> MeetingPart:
    """Paper ballots: 2 of A, 5 of C."""
    return counted({"A": 2, "C": 5})


def turned(votes: tuple[int, ...], by: int) -> tuple[int, ...]:
    """The votes of another question: every option has those of the option ``by`` further on."""
    return votes[by % 4 :] + votes[: by % 4]


def counted(
    paper: Mapping[str, int],
    votes: Mapping[str, Mapping[str, tuple[int, ...]]] = PAPER,
    turning: int = 0,
) -> MeetingPart:
    """The meeting with so many paper ballots of each class; ``turning``: of every question (from 0)
    the votes on paper are turned by its number times that."""
    team = [{"id": "t", "name": "柳格镇领导班子", "post": "", "position": "team"}]
    cadres = [
        {"id": "c1", "name": "王伟", "post": "党委书记", "position": "head"},
        {"id": "c2", "name": "李晓明", "post": "党委副书记、镇长", "position": "member"},
    ]
    manifest = {
        "meeting": {
            "id": "7h2k9xqd",
            "round": "2020年度考核",
            "year": 2020,
            "title": "民主测评会",
            "unit": "柳格镇",
            "date": "2021-01-20 09:00",
            "place": "三楼会议室",
        },
        "forms": [held_form(team_form(), team), held_form(cadre_form(), cadres)],
        "classes": [
            {"id": c, "name": name, "weight": WEIGHTS[c], "expected": expected}
            for c, name, expected in (
                ("A", "领导", 4),
                ("B", "中层干部", 12),
                ("C", "职工代表", 45),
            )
        ],
        "counting": {"denominator": "valid", "scores": True, "tables": []},
        "disclosure": {"minimum": 5, "merging": "smallest-first"},
    }
    groups = merge_classes([("A", 3), ("B", 10), ("C", 40)], 5)
    assert [(group.classes, group.ballots) for group in groups] == [(("A", "B"), AB), (("C",), C)]
    results = [
        {
            "classes": list(group.classes),
            "ballots": group.ballots,
            "counts": [
                n
                for subject in VOTES.values()
                for votes in subject.values()
                for _ in range(6)
                for n in votes[place]
            ],
        }
        for place, group in enumerate(groups)
    ]
    sums = [
        {
            "class": c,
            "ballots": n,
            "sums": [
                chosen
                for name in VOTES
                for question in range(6)
                for chosen in turned(votes[name][c], question * turning)
            ],
        }
        for c, n in paper.items()
    ]
    tally = tally_meeting(
        manifest,
        {"groups": results},
        paper={"classes": sums},
        tally_groups=[{**group, "opened": True} for group in results],
    )
    returned = {"A": 3, "B": 10, "C": 40}
    declared = {"A": (3, 3), "B": (11, 10), "C": (42, 41)}
    if paper:
        declared = {"A": (5, 5), "B": (11, 10), "C": (45, 46)}
    heads = head_lines(tally.classes, declared, returned, paper=paper, voided=paper)
    return MeetingPart(tally, heads, Slips(60, 53, 1, 6), "AAAA", "BBBB", {})


@cache
def xlsx_rows(made: Document) -> list[list[str]]:
    """The cells of each row as printed, covered ones left out."""
    rows = []
    for sheet in load_workbook(BytesIO(document_xlsx(made))).worksheets:
        for row in sheet.iter_rows():
            rows.append([as_printed(cell) for cell in row if cell.value is not None])
    return rows


def as_printed(cell: Any) -> str:
    if cell.data_type == "n":
        places = len(cell.number_format.partition(".")[2])
        return f"{Decimal(str(cell.value)):.{places}f}"
    return str(cell.value)


@cache
def docx_rows(made: Document) -> list[list[str]]:
    found = []
    for row in docx.Document(BytesIO(document_docx(made))).element.body.iter(qn("w:tr")):
        cells = [
            "".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))
        ]
        found.append([cell for cell in cells if cell])
    return found


@cache
def pdf_words(made: Document) -> str:
    pages = pypdfium2.PdfDocument(document_pdf(made))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def inside(wanted: list[str], row: list[str]) -> bool:
    """The cells stand beside one another in the row."""
    return any(row[n : n + len(wanted)] == wanted for n in range(len(row) - len(wanted) + 1))


def test_what_was_counted_by_hand() -> None:
    """A few of the hand-made figures written out, so that the helper above is checked, too."""
    wang = by_hand(VOTES["王伟"]["c1"])
    # 优秀: 0.75·10/13 + 0.25·29/40 = 0.758173…; 优称: 0.75·12/13 + 0.25·37/40 = 0.923557…
    assert wang[:2] == ["39", "75.82"] and wang[11] == "92.36"
    # score: 0.75·(1000+160)/12 + 0.25·(2900+640+60)/40 = 72.5 + 22.5 = 95
    assert wang[-1] == "95.000"
    li = by_hand(VOTES["李晓明"]["c2"])
    # 不称职: 0.75·7/13 + 0.25·19/40 = 0.522596…; 弃权 of C: 0.25·1/40 = 0.00625 → 0.63 half up
    assert li[6:10] == ["26", "52.26", "1", "0.63"]


@pytest.mark.parametrize("name", VOTES)
def test_the_hand_counted_line_stands_in_every_file(part: MeetingPart, name: str) -> None:
    wanted = by_hand(next(iter(VOTES[name].values())))
    whole = RoundPart(2020, "2020年度考核", "清组文〔2021〕1号", (part,), ())
    for made in (meeting_document(part), overall_document(part), round_document(whole)):
        assert any(inside(wanted, row) for row in xlsx_rows(made))
        assert any(inside(wanted, row) for row in docx_rows(made))
        assert " ".join(wanted) in pdf_words(made)


def test_every_question_of_every_subject_is_there(part: MeetingPart) -> None:
    """Six questions weighted and for each of the two groups, in all three files."""
    made = meeting_document(part)
    for name, of_subject in VOTES.items():
        votes = next(iter(of_subject.values()))
        wanted = by_hand(votes)
        assert sum(inside(wanted, row) for row in xlsx_rows(made)) == 7, name
        assert sum(inside(wanted, row) for row in docx_rows(made)) == 7, name
        alone = [str(n) for n in votes[0]]
        shares = [rounded(Fraction(n * 100, AB), "0.01") for n in votes[0]]
        group = [cell for pair in zip(alone, shares, strict=True) for cell in pair]
        assert sum(inside(group, row) for row in docx_rows(made)) == 6, name
        assert pdf_words(made).count(" ".join(group)) == 6, name


@pytest.mark.parametrize(
    "read",
    [
        lambda made: "\n".join(" ".join(row) for row in xlsx_rows(made)),
        lambda made: "".join(
            t.text or ""
            for t in docx.Document(BytesIO(document_docx(made))).element.body.iter(qn("w:t"))
        ),
        pdf_words,
    ],
    ids=["xlsx", "docx", "pdf"],
)
def test_what_every_table_says_of_itself(
    part: MeetingPart, read: Callable[[Document], str]
) -> None:
    words = read(meeting_document(part)).replace(" ", "").replace("\n", "")
    tables = 4  # two summaries, two details
    for sentence in (
        "百分比的分母为有效票；弃权计入分母。",
        "百分比保留两位小数、得分保留三位小数，四舍五入",
        "票类A、B中有票数少于5张的，已合并统计，共13张，权重相加。",
        "权重：A+B75.00%，C25.00%。",
    ):
        assert words.count(sentence) == tables, sentence
    for said in (
        "柳格镇2020年度民主测评汇总表",
        "印制60张＝计入53张＋作废1张＋未用6张",
        "票类A+B（领导、中层干部）",
        "票类C（职工代表）",
        "考核组组长",
        "计票人",
        "监票人",
    ):
        assert said in words


def test_the_head_line_closes(part: MeetingPart) -> None:
    """应到 61 · 实到 56 · 发出 54 · 收回 53 · 有效 53 · 无效 0 · 弃权, of merged classes the total only:
    six questions × (弃权 of 柳格镇领导班子 0, of 王伟 1, of 李晓明 0 + 1)."""
    rows = xlsx_rows(meeting_document(part))
    heads = [
        "票类",
        "名称",
        "权重\n（%）",
        "应到",
        "实到",
        "发出",
        "收回",
        "有效",
        "无效",
        "弃权\n（项次）",
    ]
    assert heads in rows
    assert ["A", "领导", "40.00", "4", "3", "3", "3", "3", "0", "—"] in rows
    assert ["C", "职工代表", "25.00", "45", "42", "41", "40", "40", "0", "6"] in rows
    assert ["合计", "100.00", "61", "56", "54", "53", "53", "0", "12"] in [
        [cell for cell in row if cell] for row in rows
    ]


@pytest.mark.parametrize("name", VOTES)
def test_paper_ballots_are_in_the_line_and_have_their_own(
    part_with_paper: MeetingPart, name: str
) -> None:
    """A+B 13 + 2, C 40 + 5; A's 2 paper ballots are fewer than 5 and stand with C's 5 in one
    line of 7, whose percentages are of these 7 alone."""
    of_ab, of_c = next(iter(VOTES[name].values()))
    of_a, more_c = PAPER[name]["A"], PAPER[name]["C"]
    wanted = by_hand((added(of_ab, of_a), added(of_c, more_c)), (AB + 2, C + 5))
    alone = line_of([(added(of_a, more_c), 7, Fraction(1))])
    part = part_with_paper
    whole = RoundPart(2020, "2020年度考核", "清组文〔2021〕1号", (part,), ())
    for made in (meeting_document(part), overall_document(part), round_document(whole)):
        for line in (wanted, alone):
            assert any(inside(line, row) for row in xlsx_rows(made))
            assert any(inside(line, row) for row in docx_rows(made))
            assert " ".join(line) in pdf_words(made)
        words = pdf_words(made).replace(" ", "")
        assert (
            "其中纸质票A+C（领导、职工代表）7张（已计入以上各行；此处为纸质票自身，未加权）"
            in words
        )
        assert "票数含纸质票7张（A2张、C5张）" in words


def added(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def test_what_paper_was_counted_by_hand() -> None:
    """王伟: 优秀 0.75·12/15 + 0.25·32/45 = 0.6 + 0.177777…; on paper 5/7; score of paper
    (5·100 + 1·80 + 0)/7 = 82.857142…"""
    line = by_hand(((12, 2, 0, 0), (32, 9, 1, 3)), (15, 45))
    assert line[:2] == ["44", "77.78"]
    alone = line_of([((5, 1, 0, 1), 7, Fraction(1))])
    assert alone == [
        "5",
        "71.43",
        "1",
        "14.29",
        "0",
        "0.00",
        "1",
        "14.29",
        "0",
        "0.00",
        "71.43",
        "85.71",
        "14.29",
        "82.857",
    ]


def test_the_head_line_closes_with_paper(part_with_paper: MeetingPart) -> None:
    made = meeting_document(part_with_paper)
    rows = xlsx_rows(made)
    assert ["A", "领导", "40.00", "4", "5", "5", "5", "2", "5", "0", "—"] in rows
    assert ["合计", "100.00", "61", "61", "61", "60", "7", "60", "0"] in [
        [cell for cell in row if cell][:9] for row in rows
    ]
    assert "收回60张＝电子票53张＋纸质票7张" in pdf_words(made)


def test_few_paper_ballots_are_told_but_not_shown_apart() -> None:
    few = counted({"A": 2})
    for made in (meeting_document(few), feedback_document(Feedback(few, "c1"))):
        words = pdf_words(made).replace(" ", "")
        assert "其中纸质票2张，不足5张，不单列（已计入以上各行）" in words
    rows = xlsx_rows(meeting_document(few))
    assert not any(inside(line_of([(PAPER["王伟"]["A"], 2, Fraction(1))]), row) for row in rows)


@pytest.mark.parametrize("kept", ["c1", "t"])
def test_feedback_stays_on_one_page(part_with_paper: MeetingPart, kept: str) -> None:
    made = feedback_document(Feedback(part_with_paper, kept, "优秀"))
    assert len(pypdfium2.PdfDocument(document_pdf(made))) == 1
    assert "收回60张（其中纸质票7张）" in pdf_words(made)


def without_rates(line: list[str]) -> list[str]:
    """Feedback has votes and % of every choice and the score."""
    return [*line[:10], line[-1]]


def below(made: Document, band: str) -> list[list[str]]:
    """The rows of the Word file under a band, up to the next that is no row of a question."""
    rows = docx_rows(made)
    start = next(n for n, row in enumerate(rows) if "".join(row).startswith(band)) + 1
    end = next(n for n in range(start, len(rows)) if len(rows[n]) != 12)
    return rows[start:end]


@pytest.mark.parametrize(("kept", "name"), [("c1", "王伟"), ("t", "柳格镇领导班子")])
def test_feedback_has_the_paper_ballots_of_every_question(kept: str, name: str) -> None:
    """2 of A and 5 of C in one line of 7, other votes for each question; in those above, too."""
    made = feedback_document(Feedback(counted({"A": 2, "C": 5}, turning=1), kept))
    of_a, of_c = PAPER[name]["A"], PAPER[name]["C"]
    ours = [(turned(of_a, number), turned(of_c, number)) for number in range(6)]
    alone = [
        [asked, *without_rates(line_of([(added(*votes), 7, Fraction(1))]))]
        for asked, votes in zip(ASKED[kept], ours, strict=True)
    ]
    assert below(made, "其中纸质票　A+C（领导、职工代表）　7张（已计入以上各行") == alone
    of_ab, rest = VOTES[name][kept]
    whole = [
        [asked, *without_rates(by_hand((added(of_ab, a), added(rest, c)), (AB + 2, C + 5)))]
        for asked, (a, c) in zip(ASKED[kept], ours, strict=True)
    ]
    assert below(made, "加权结果（票数为各票类之和）") == whole
    for line in (*alone, *whole):
        assert " ".join(line) in pdf_words(made)


def test_feedback_divides_paper_by_class_for_the_whole_judgement_only() -> None:
    """5 of A and 6 of C are a line each of 总体评价 and one of 11 of every other question: nothing
    else on the sheet is divided by class."""
    made = feedback_document(Feedback(counted({"A": 5, "C": 6}, BY_TWO, turning=1), "c1"))
    of_a, of_c = BY_TWO["王伟"]["A"], BY_TWO["王伟"]["C"]
    for label, votes, ballots in (("A（领导）", of_a, 5), ("C（职工代表）", of_c, 6)):
        assert below(made, f"其中纸质票　{label}　{ballots}张") == [
            ["总体评价", *without_rates(line_of([(turned(votes, 5), ballots, Fraction(1))]))]
        ]
    assert below(made, "其中纸质票　A+C（领导、职工代表）　11张") == [
        [asked, *without_rates(line_of([(turned(added(of_a, of_c), n), 11, Fraction(1))]))]
        for n, asked in enumerate(ASKED["c1"][:5])
    ]
    # 德: 优秀 (4 + 3)/11 = 63.636…, score (7·100 + 2·80 + 1·60)/11 = 83.636…
    assert any(
        inside(
            ["德", "7", "63.64", "2", "18.18", "1", "9.09", "1", "9.09", "0", "0.00", "83.636"], row
        )
        for row in docx_rows(made)
    )


def test_feedback_of_a_few_paper_ballots_tells_no_votes() -> None:
    """One band and no row of paper: 总体评价 stands once weighted and once for each question."""
    few, none = counted({"A": 2}, turning=1), counted({})
    made = feedback_document(Feedback(few, "c1"))
    assert len(docx_rows(made)) == len(docx_rows(feedback_document(Feedback(none, "c1")))) + 1
    assert sum(row[0] in ASKED["c1"] and len(row) == 12 for row in docx_rows(made)) == 6
    assert "纸质票" not in pdf_words(feedback_document(Feedback(none, "c1")))
