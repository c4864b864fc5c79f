"""What the pieces of a unit's materials are called and what the notice wants written in them.

Source: the notice, part 三 (二) 1 总结述职, word for word where ``source`` is ``seed``; a ``preset``
is what this house proposes in the place of something that has run out, to be edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voting.assessment.wording import Text

SEED: Final = "seed"
PRESET: Final = "preset"

WHOLE: Final = "whole"
"""The section of a text that is not divided, as most uploads are."""
ITEM: Final = "item"
"""The section of one entry of a list; a list has many of them."""
REVIVAL: Final = "revival"
"""The section of heads that the year decides on: 脱贫攻坚 then, 乡村振兴 now."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a material: what it is called and what to write; ``required``: the material is
    not settled while it is empty."""

    id: str
    text: Text
    guide: Text = Text("")
    required: bool = True
    source: str = SEED


@dataclass(frozen=True, slots=True)
class Kind:
    """A material; ``list``: made of entries instead of sections."""

    id: str
    text: Text
    guide: Text
    list: bool = False


TEAM_KINDS: Final = (
    Kind(
        "summary",
        Text("领导班子工作总结", "Report of the team"),
        Text(
            "围绕政治思想建设、领导能力、工作实绩、党风廉政建设和作风建设等方面撰写。",
            "On political work, leadership, achievements, clean government and working style.",
        ),
    ),
    Kind(
        "achievements",
        Text("实绩清单", "List of achievements"),
        Text(
            "完成本年度县委县政府重大部署和年度目标任务情况，主要是关键指标完成情况、获得的重要奖励等。",
            "What was done of the county's main tasks and the year's targets: key figures, awards.",
        ),
        list=True,
    ),
    Kind(
        "features",
        Text("特色工作清单", "List of distinctive work"),
        Text(
            "在全国、全省、全市、全县有一定影响且已取得具体成效的单项工作。",
            "Single pieces of work known beyond the unit, with results to show.",
        ),
        list=True,
    ),
    Kind(
        "problems",
        Text("问题清单", "List of problems"),
        Text("本单位工作中存在的主要问题和不足。", "The main problems and shortcomings."),
        list=True,
    ),
    Kind(
        "suggestions",
        Text("建议清单", "List of suggestions"),
        Text(
            "对本单位下一步改进工作、加强班子建设的意见建议，以及需要县委县政府予以支持、指导的意见建议。",
            "How to improve the unit's work and its team, and what support it needs.",
        ),
        list=True,
    ),
)
REPORT: Final = Kind(
    "report",
    Text("述职述廉述学报告", "Report on duty, integrity and study"),
    Text(
        "围绕德、能、勤、绩、廉等方面撰写，重点写2—3件本人分管（承担）的大事要事。",
        "On virtue, ability, diligence, achievement and integrity, with two or three matters "
        "of weight of one's own.",
    ),
)

_SUMMARY: Final = (
    Section(
        "politics",
        Text("政治思想建设", "Political and ideological work"),
        Text(
            "坚持和加强党的全面领导，执行党的理论和路线方针政策，遵守政治纪律和政治规矩等情况。",
            "The Party's leadership, carrying out its policies, political discipline.",
        ),
    ),
    Section(
        "leadership",
        Text("领导能力", "Leadership"),
        Text(
            "践行新发展理念，推动发展，运用法治思维和法治方式推动工作等情况。",
            "Development, and the use of law in leading the work.",
        ),
    ),
    Section(
        "work",
        Text("工作实绩", "Achievements"),
        Text(
            "完成重点目标任务，统筹推进各项重点工作等情况和成效。",
            "What was done of the main targets and tasks, and with what result.",
        ),
    ),
    Section(
        "integrity",
        Text("党风廉政建设", "Clean government"),
        Text(
            "履行全面从严治党主体责任、推进党风廉政建设和反腐败斗争等情况。",
            "The team's duty to govern the Party strictly and to fight corruption.",
        ),
    ),
    Section(
        "style",
        Text("作风建设", "Working style"),
        Text(
            "贯彻落实中央八项规定精神及其实施细则等情况。",
            "Carrying out the eight-point rules and their details.",
        ),
    ),
)
_ASPECTS: Final = (
    Section(
        "character",
        Text("德", "Virtue"),
        Text(
            "突出遵守政治纪律和政治规矩、在思想上政治上行动上同以习近平总书记为核心的党中央保持高度一致、"
            "开展理论学习及遵守各项道德准则等情况。",
            "Political discipline, loyalty to the Party's centre, study, and moral conduct.",
        ),
    ),
    Section(
        "ability",
        Text("能", "Ability"),
        Text(
            "突出履职尽责特别是应对突发事件、群体性事件过程中的政治定力、专业素养和组织领导能力等情况。",
            "Doing the duty, above all in emergencies: steadiness, competence, organisation.",
        ),
    ),
    Section(
        "diligence",
        Text("勤", "Diligence"),
        Text(
            "突出发扬革命精神、斗争精神，坚持“三严三实”，勤勉敬业、恪尽职守等情况。",
            "Spirit, strictness with oneself, devotion to the duty.",
        ),
    ),
    Section(
        "achievement",
        Text("绩", "Achievements"),
        Text(
            "突出抓党建工作、履行意识形态工作责任制、承担急难险重任务、应对重大考验、"
            "运用法治思维和法治方式推动工作等方面情况和实际成效。",
            "Party building, ideology, urgent and hard tasks, work by law, and what came of it.",
        ),
    ),
)
_MATTER: Final = Text("写一件本人分管（承担）的大事要事。", "One matter of weight of one's own.")
_MATTERS: Final = (
    Section("matter-1", Text("大事一", "Matter one"), _MATTER),
    Section("matter-2", Text("大事二", "Matter two"), _MATTER),
    Section("matter-3", Text("大事三", "Matter three"), _MATTER, required=False),
)
_INTEGRITY: Final = Section(
    "honesty",
    Text("廉", "Integrity"),
    Text(
        "突出落实党风廉政建设“一岗双责”政治责任、遵守廉洁自律准则和落实中央八项规定精神及其实施细则等情况。",
        "The double duty for integrity, the rules of self-discipline, the eight-point rules.",
    ),
)
_PARTY: Final = Section(
    "party",
    Text("抓党建工作成效", "Party building"),
    Text(
        "党委（党组）主要领导重点写明抓党建工作成效。", "Heads: what came of their Party building."
    ),
)
_LAW: Final = Section(
    "law",
    Text("推进法治建设第一责任人职责", "First in charge of the rule of law"),
    Text(
        "党委（党组）主要领导重点写明履行推进法治建设第一责任人职责情况。",
        "Heads: their duty as first in charge of the rule of law.",
    ),
)
_NONPARTY: Final = Section(
    "council",
    Text("参政议政、合作共事", "Taking part in public affairs"),
    Text(
        "党外干部写明参政议政、合作共事方面的情况。",
        "Cadres who are no Party members: public affairs, working together.",
    ),
)


def summary_sections() -> tuple[Section, ...]:
    """The five aspects of the team's report."""
    return _SUMMARY


def report_sections(head: bool, nonparty: bool, revival: Section) -> tuple[Section, ...]:
    """A cadre's report: 德能勤绩 with two or three matters, 廉; heads and non-party cadres more."""
    return (
        *_ASPECTS,
        *_MATTERS,
        _INTEGRITY,
        *((_PARTY, revival, _LAW) if head else ()),
        *((_NONPARTY,) if nonparty else ()),
    )
