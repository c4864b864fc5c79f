"""What the pieces of a unit's materials are called and what the notice wants written in them.

Source: the notice, part 三 (二) 1 总结述职, word for word where ``source`` is ``seed``; a ``preset``
is what this house proposes in the place of something that has run out, to be edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from voting.language.catalogue import Message, Said, message

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
    text: Said
    guide: Said = Message("")
    required: bool = True
    source: str = SEED


@dataclass(frozen=True, slots=True)
class Kind:
    """A material; ``list``: made of entries instead of sections."""

    id: str
    text: Said
    guide: Said
    list: bool = False


TEAM_KINDS: Final = (
    Kind(
        "summary",
        message("领导班子工作总结"),
        message("围绕政治思想建设、领导能力、工作实绩、党风廉政建设和作风建设等方面撰写。"),
    ),
    Kind(
        "achievements",
        message("实绩清单"),
        message(
            "完成本年度县委县政府重大部署和年度目标任务情况，主要是关键指标完成情况、获得的重要奖励等。"
        ),
        list=True,
    ),
    Kind(
        "features",
        message("特色工作清单"),
        message("在全国、全省、全市、全县有一定影响且已取得具体成效的单项工作。"),
        list=True,
    ),
    Kind(
        "problems",
        message("问题清单"),
        message("本单位工作中存在的主要问题和不足。"),
        list=True,
    ),
    Kind(
        "suggestions",
        message("建议清单"),
        message(
            "对本单位下一步改进工作、加强班子建设的意见建议，以及需要县委县政府予以支持、指导的意见建议。"
        ),
        list=True,
    ),
)
REPORT: Final = Kind(
    "report",
    message("述职述廉述学报告"),
    message("围绕德、能、勤、绩、廉等方面撰写，重点写2—3件本人分管（承担）的大事要事。"),
)

_SUMMARY: Final = (
    Section(
        "politics",
        message("政治思想建设"),
        message(
            "坚持和加强党的全面领导，执行党的理论和路线方针政策，遵守政治纪律和政治规矩等情况。"
        ),
    ),
    Section(
        "leadership",
        message("领导能力"),
        message("践行新发展理念，推动发展，运用法治思维和法治方式推动工作等情况。"),
    ),
    Section(
        "work",
        message("工作实绩"),
        message("完成重点目标任务，统筹推进各项重点工作等情况和成效。"),
    ),
    Section(
        "integrity",
        message("党风廉政建设"),
        message("履行全面从严治党主体责任、推进党风廉政建设和反腐败斗争等情况。"),
    ),
    Section(
        "style",
        message("作风建设"),
        message("贯彻落实中央八项规定精神及其实施细则等情况。"),
    ),
)
_ASPECTS: Final = (
    Section(
        "character",
        message("德"),
        message(
            "突出遵守政治纪律和政治规矩、在思想上政治上行动上同以习近平总书记为核心的党中央保持高度一致、"
            "开展理论学习及遵守各项道德准则等情况。"
        ),
    ),
    Section(
        "ability",
        message("能"),
        message(
            "突出履职尽责特别是应对突发事件、群体性事件过程中的政治定力、专业素养和组织领导能力等情况。"
        ),
    ),
    Section(
        "diligence",
        message("勤"),
        message("突出发扬革命精神、斗争精神，坚持“三严三实”，勤勉敬业、恪尽职守等情况。"),
    ),
    Section(
        "achievement",
        message("绩"),
        message(
            "突出抓党建工作、履行意识形态工作责任制、承担急难险重任务、应对重大考验、"
            "运用法治思维和法治方式推动工作等方面情况和实际成效。"
        ),
    ),
)
_MATTER: Final = message("写一件本人分管（承担）的大事要事。")
_MATTERS: Final = (
    Section("matter-1", message("大事一"), _MATTER),
    Section("matter-2", message("大事二"), _MATTER),
    Section("matter-3", message("大事三"), _MATTER, required=False),
)
_INTEGRITY: Final = Section(
    "honesty",
    message("廉"),
    message(
        "突出落实党风廉政建设“一岗双责”政治责任、遵守廉洁自律准则和落实中央八项规定精神及其实施细则等情况。"
    ),
)
_PARTY: Final = Section(
    "party",
    message("抓党建工作成效"),
    message("党委（党组）主要领导重点写明抓党建工作成效。"),
)
_LAW: Final = Section(
    "law",
    message("推进法治建设第一责任人职责"),
    message("党委（党组）主要领导重点写明履行推进法治建设第一责任人职责情况。"),
)
_NONPARTY: Final = Section(
    "council",
    message("参政议政、合作共事"),
    message("党外干部写明参政议政、合作共事方面的情况。"),
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
