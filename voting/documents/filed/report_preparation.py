"""一、考核工作开展情况: who is assessed and what was done, as the record of the round has it."""

from __future__ import annotations

from collections.abc import Sequence

from voting.documents.filed.grade_words import joined
from voting.documents.filed.report_model import Preparation, UnitReport
from voting.documents.filed.report_words import heads_sentence
from voting.documents.writing.document import Block, Heading, Paragraph


def prepared(report: UnitReport) -> list[Block]:
    """Scope, materials, 公示, the vote, talks and visits: a heading and a paragraph each."""
    told = (
        ("考核对象", scope_sentence(report)),
        ("总结述职", materials_sentence(report.preparation)),
        ("实绩公示", publicity_sentence(report.preparation)),
        ("民主测评", vote_sentence(report)),
        ("个别谈话和实地考察", visits_sentence(report.preparation)),
    )
    blocks: list[Block] = []
    for number, (name, words) in zip("一二三四五", told, strict=True):
        blocks += [Heading(f"（{number}）{name}", 2), Paragraph(words)]
    return blocks


def scope_sentence(report: UnitReport) -> str:
    """How many teams and cadres, who is left out, what other units were asked for."""
    sheet = report.sheet
    teams = int(sheet.team is not None)
    voted = {s.id for form in report.part.tally.forms for s in form.subjects}
    words = [
        f"领导班子{teams}个，干部{len(sheet.cadres)}人，其中列入民主测评"
        f"{sum(line.subject_id in voted for line in sheet.cadres)}人。"
    ]
    if sheet.left_out:
        words.append(
            f"不参加考核{len(sheet.left_out)}人："
            + "；".join(
                f"{cadre.name}（{joined(cadre.why)}）" if cadre.why else cadre.name
                for cadre in sheet.left_out
            )
            + "。"
        )
    asked = report.preparation.statements
    if asked.wanted:
        words.append(
            f"应由原单位或挂职单位提供的材料{asked.wanted}份，已收到{asked.wanted - len(asked.missing)}份"
            + (f"；尚缺：{_listed(asked.missing)}。" if asked.missing else "。")
        )
    return "".join(words)


def materials_sentence(preparation: Preparation) -> str:
    """Materials settled of those wanted."""
    if not preparation.materials:
        return "没有应报送的总结和述职材料。"
    settled = (
        f"领导班子工作总结和“四个清单”由{preparation.team_settled}审定。"
        if preparation.team_settled
        else ""
    )
    return f"应报送总结、清单和述职述廉述学报告共{preparation.materials}份，已审定{preparation.settled}份。{settled}"


def publicity_sentence(preparation: Preparation) -> str:
    """The days of 公示 and the objections."""
    if not preparation.published:
        return "系统中没有实绩公示记录。"
    place = f"，公示地点：{preparation.place}" if preparation.place else ""
    objections = (
        f"收到异议{preparation.objections}件，已办理{preparation.handled}件。"
        if preparation.objections
        else "没有收到异议。"
    )
    return f"{preparation.published}进行实绩公示{place}。{objections}"


def vote_sentence(report: UnitReport) -> str:
    """Date, place, head counts, slips, and where the record can be checked."""
    part, meeting = report.part, report.part.tally.meeting
    groups = "、".join(
        f"{group.label}（{group.name}）{group.ballots}张" for group in part.tally.groups
    )
    place = f"在{meeting.place}" if meeting.place else ""
    return (
        f"{meeting.date}{place}召开“{meeting.title}”，{heads_sentence(part.heads.total)}。"
        f"按票类统计：{groups or '没有开出的票'}。"
        f"印制测评纸条{part.slips.printed}张，计入{part.slips.used}张，作废{part.slips.voided}张，"
        f"未用{part.slips.unused}张。会议指纹 {part.fingerprint}，封存指纹 {part.sealing}。"
    )


def visits_sentence(preparation: Preparation) -> str:
    """How many talks and visits; what was said is not kept here."""
    remark = f"{preparation.remark.rstrip('。')}。" if preparation.remark else ""
    if not (preparation.talks or preparation.visits):
        return "个别谈话　　人次，实地考察　　处。" + remark
    return f"个别谈话{preparation.talks}人次，实地考察{preparation.visits}处。{remark}"


def _listed(names: Sequence[str]) -> str:
    return "；".join(names)
