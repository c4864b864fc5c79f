"""考核报告, 部务会汇报, 历年: facts filled in, judgement blank, one page where one is promised."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from voting.assessment.counting.head_counts import Slips, head_lines
from voting.assessment.counting.table import MeetingTally, SubjectTally
from voting.assessment.grade_names import Grade
from voting.assessment.grades.line import Entry, GradeLine, LeftOut
from voting.assessment.grades.proposals import Proposal
from voting.assessment.grades.sheet import GradeSheet
from voting.assessment.grades.thresholds import Flag
from voting.assessment.roster.unit import UnitView
from voting.assessment.wording import Text
from voting.documents.charts.draw import printed_aspects, printed_heat, printed_years
from voting.documents.charts.history_model import History, Year
from voting.documents.filed.brief import brief_document
from voting.documents.filed.history import history_document, unit_history_document
from voting.documents.filed.meeting_model import MeetingPart
from voting.documents.filed.report import report_document
from voting.documents.filed.report_model import Preparation, Statements, UnitReport
from voting.documents.filed.report_words import chinese, shortened
from voting.documents.writing.document import Blank, Document, Paragraph, Picture
from voting.documents.writing.docx import document_docx
from voting.documents.writing.pdf import document_pdf

MakeTally = Callable[..., MeetingTally]
PREPARED = Preparation(
    17,
    16,
    "镇党委集体研究（2021年1月10日）",
    "2021年1月11日至2021年1月15日",
    "公开栏",
    2,
    1,
    23,
    4,
    "走访3个村",
    Statements(2, ("孙丽：挂职鉴定（县乡村振兴局）",)),
)
NOTHING = Preparation(0, 0, "", "", "", 0, 0, 0, 0, "", Statements(0, ()))
LOW = Text("优称率低于2/3")
LONG = "本年度新提拔任职（2020-05），原任县政府办公室副主任，了解在原任职务岗位的工作情况"


def report_of(
    tally: MeetingTally, prepared: Preparation = PREPARED, why: str = "", post: str = ""
) -> UnitReport:
    heads = head_lines(
        tally.classes,
        {"A": (3, 3), "B": (11, 10), "C": (42, 41)},
        {"A": 3, "B": 10, "C": 40},
        paper={"C": sum(group.paper for group in tally.groups)},
    )
    part = MeetingPart(tally, heads, Slips(60, 53, 1, 6), "AAAA", "BBBB", {})
    unit = UnitView(
        id="u1",
        round_id="r1",
        name=tally.meeting.unit,
        kind="乡镇",
        organisation="",
        team=None,
        cadres=(),
    )
    sheet = GradeSheet(
        round_id="r1",
        unit=unit,
        meeting_id="m1",
        stage="unit",
        lines=tuple(
            line_of(subject, form.kind, why, post)
            for form in tally.forms
            for subject in form.subjects
        ),
        left_out=(
            LeftOut(
                subject_id="c99",
                name="周建设",
                post="四级主任科员",
                reasons=(Text("2020年3月退休，实际工作不满半年"),),
            ),
        ),
    )
    return UnitReport(
        year=2020,
        number="清组文〔2021〕1号",
        basis="考核工作条例",
        part=part,
        sheet=sheet,
        preparation=prepared,
    )


def with_lines(report: UnitReport, lines: tuple[GradeLine, ...]) -> UnitReport:
    return replace(report, sheet=replace(report.sheet, lines=lines))


def line_of(subject: SubjectTally, kind: str, why: str, post: str) -> GradeLine:
    assert subject.overall is not None
    rates = list(subject.overall.weighted.rates.values())
    flag = Flag("favourable-low", "favourable", Fraction(1, 2), Fraction(2, 3), 2, LOW)
    return GradeLine(
        subject_id=subject.id,
        kind=kind,
        name=subject.name,
        post=post or subject.post,
        category="",
        pool="",
        excellent_rate=rates[0],
        favourable_rate=rates[1],
        unfavourable_rate=rates[2],
        score=subject.overall.weighted.score,
        software=Proposal(
            id=subject.id,
            name=subject.name,
            kind=kind,
            grade=None,
            rank=None,
            shared=False,
            flags=(flag,) if subject.id == "c2" else (),
            outcome="no-figures",
            tied_at_boundary=None,
            reason=Text(""),
        ),
        unit=Entry(grade=Grade("competent", Text("称职")), reason="", by="", at="", on=""),
        reasons=(Text(why),) if why else (),
    )


def words(paper: Document) -> str:
    body = docx.Document(BytesIO(document_docx(paper))).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def pages(paper: Document) -> int:
    return len(pypdfium2.PdfDocument(document_pdf(paper)))


def test_the_report_tells_the_facts(make_tally: MakeTally) -> None:
    found = words(report_document(report_of(make_tally(4)), None, None))
    for fact in (
        "根据清组文〔2021〕1号、考核工作条例",
        "领导班子1个，干部4人，其中列入民主测评4人",
        "不参加考核1人：周建设（2020年3月退休，实际工作不满半年）",
        "材料2份，已收到1份；尚缺：孙丽：挂职鉴定（县乡村振兴局）",
        "共17份，已审定16份",
        "由镇党委集体研究（2021年1月10日）审定",
        "2021年1月11日至2021年1月15日进行实绩公示",
        "收到异议2件，已办理1件",
        "应到100人，实到56人，发出测评票54张，收回53张",
        "个别谈话23人次，实地考察4处。走访3个村。",
        "王伟（职务1）",
        "李晓明：优称率低于2/3",
        "权重：A 40.00%，B 35.00%，C 25.00%",
    ):
        assert fact in found.replace("A40.00", "A 40.00"), fact


def test_what_did_not_happen_is_not_made_up(make_tally: MakeTally) -> None:
    found = words(report_document(report_of(make_tally(1), NOTHING), None, None))
    assert "个别谈话　　人次，实地考察　　处" in found, "left to be filled in by hand"
    assert "系统中没有实绩公示记录" in found and "原单位" not in found


def test_judgement_is_left_blank(make_tally: MakeTally) -> None:
    """Every cadre has room for what was found and for an opinion; the team three times."""
    paper = report_document(report_of(make_tally(4)), None, None)
    prompts = [block.prompt for block in paper.blocks if isinstance(block, Blank)]
    assert prompts.count("评价意见") == 4 and len(prompts) == 3 + 2 * 4 + 2
    assert all(block.lines > 0 for block in paper.blocks if isinstance(block, Blank))
    told = "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))
    for opinion in ("较好", "良好的", "突出", "认真", "团结", "政治坚定"):
        assert opinion not in told, opinion


def test_the_report_has_its_charts(make_tally: MakeTally) -> None:
    tally = make_tally(6)
    charts = printed_aspects(tally, "t1"), printed_heat(tally)
    assert charts[1] is not None
    paper = report_document(report_of(tally), *charts)
    assert [b.png for b in paper.blocks if isinstance(b, Picture)] == [*charts]
    for png in charts:
        assert png[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", png[16:20])[0] > 900
    assert printed_heat(make_tally(1)) is None, "one line needs no table"


@pytest.mark.parametrize("cadres", [0, 1, 5, 12, 20])
def test_the_brief_is_one_page(make_tally: MakeTally, cadres: int) -> None:
    tally = make_tally(cadres) if cadres else make_tally(1)
    for report in (
        report_of(tally),
        report_of(tally, why=LONG, post="党委委员、纪委书记、三级调研员、监察办主任"),
        report_of(tally, NOTHING),
    ):
        if not cadres:
            report = with_lines(report, report.sheet.lines[:1])
        assert pages(brief_document(report)) == 1


@pytest.mark.parametrize(
    ("ballots", "told"),
    [
        (6, "其中纸质票　C（职工代表）　6张（已计入以上各行；此处为纸质票自身，未加权）"),
        (3, "其中纸质票　3张，不足5张，不单列（已计入以上各行）"),
    ],
)
def test_paper_ballots_have_their_line(make_tally: MakeTally, ballots: int, told: str) -> None:
    report = report_of(make_tally(12, paper={"C": ballots}))
    text = words(report_document(report, None, None))
    assert text.count(told) == 2, "the team's table and that of the cadres"
    assert f"（其中纸质票{ballots}张）" in text and f"票数含纸质票{ballots}张" in text
    brief = brief_document(report)
    assert pages(brief) == 1 and f"{ballots}张（C{ballots}张），两人分别计票一致" in words(brief)
    assert f"（其中纸质票{ballots}张）" in words(brief)
    assert "纸质票" not in words(brief_document(report_of(make_tally(12))))


def test_a_brief_of_very_many_says_who_is_not_shown(make_tally: MakeTally) -> None:
    many = report_of(make_tally(20), why=LONG)
    crowd = with_lines(many, many.sheet.lines * 4)
    paper = brief_document(crowd)
    assert pages(paper) == 1 and "人见汇总表" in words(paper)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_brief_of_thirteen_is_one_page_in_libreoffice(
    make_tally: MakeTally, tmp_path: Path
) -> None:
    for number, report in enumerate(
        (report_of(make_tally(12)), report_of(make_tally(12), why=LONG))
    ):
        (tmp_path / f"{number}.docx").write_bytes(document_docx(brief_document(report)))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / "0.docx",
            tmp_path / "1.docx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert [len(pypdfium2.PdfDocument(tmp_path / f"{n}.pdf")) for n in range(2)] == [1, 1]


def test_words_people_typed_stay_words(make_tally: MakeTally) -> None:
    report = report_of(make_tally(2, unit="=1+1<w:b/>&amp;镇"), why="<b>=2+2</b>")
    for paper in (report_document(report, None, None), brief_document(report)):
        found = words(paper)
        assert "=1+1<w:b/>&amp;镇2020年度" in found and "<b>=2+2</b>" in found
        assert pages(paper) >= 1


def history_of(years: int, team: bool = False) -> History:
    found = tuple(
        Year(
            2015 + n,
            f"round{n}",
            f"{2015 + n}年度考核",
            "柳格镇",
            "" if team else f"职务{n}",
            (Fraction(60 + n, 100), Fraction(90, 100)) if n != 1 else (None, None),
            (Decimal(f"{60 + n}.00"), Decimal("90.00")) if n != 1 else (None, None),
            Decimal("88.500") if n != 1 else None,
            "称职" if n else "",
            "name" if n == 0 else "person",
        )
        for n in range(years)
    )
    return History("c1", "王伟", "柳格镇", "镇长", team, (Text("优秀率"), Text("优称率")), found)


def test_history_of_one() -> None:
    history = history_of(4)
    paper = history_document(history, printed_years(history))
    found = words(paper)
    assert "2015*" in found and "2016" in found and "请核对是否同一人" in found
    assert "62.00" in found and "88.500" in found and "—" in found
    assert pages(paper) == 1


def test_history_of_a_unit() -> None:
    paper = unit_history_document("柳格镇", [history_of(3, team=True), history_of(3)])
    found = words(paper)
    assert "领导班子" in found and "王　伟" in found and found.count("2017") == 2
    assert "2015*" in found, "the cadre was found by the name"


@pytest.mark.parametrize(
    "number, told",
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "100"),
    ],
)
def test_chinese_numbers(number: int, told: str) -> None:
    assert chinese(number) == told


def test_shortened() -> None:
    assert shortened("一二三", 3) == "一二三" and shortened("一二三四", 3) == "一二…"
