"""Texts that are kept in two languages, and the notes (口径说明) printed under a table.

A :class:`Text` stands in a manifest or in the settings of a round, where people write their own;
what the software says is a message of the catalogue (:mod:`voting.language.catalogue`).

A :class:`Note` is a stable code with values that need no translation (class ids, numbers,
percentages), so that a test can read the code and a page its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.errors import BadInput
from voting.language.catalogue import N_, Value, say


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English; an empty ``en`` means "show ``zh``" (protocol §3)."""

    zh: str
    en: str = ""

    def plain(self) -> dict[str, str]:
        """The manifest's shape ``{"zh", "en"}``."""
        return {"zh": self.zh, "en": self.en}

    def in_language(self, language: str) -> str:
        """The text for ``zh…`` or, for every other language, English where there is one."""
        return self.zh if language.startswith("zh") or not self.en else self.en


def text_from(plain: Mapping[str, Any]) -> Text:
    """Read ``{"zh", "en"}``."""
    return Text(str(plain["zh"]), str(plain["en"]))


_NOTES: dict[str, str] = {
    "denominator-valid": N_("百分比的分母为有效票；弃权计入分母。"),
    "denominator-valid-without": N_(
        "百分比的分母为有效票，即收回票数减去不计入的选择（{choices}）。"
    ),
    "denominator-expected": N_("百分比的分母为应参加人数。"),
    "rounding": N_(
        "百分比保留两位小数、得分保留三位小数，四舍五入，各项之和可能不等于100.00%；"
        "阈值和名次按精确分数比较。"
    ),
    "score-mean": N_("得分为有分值选择的平均分，弃权和无分值的选择不参加平均。"),
    "weights": N_("加权结果为各票类结果按权重的加权平均；权重：{weights}。"),
    "renormalised": N_(
        "未计入的票类（{lost}）原有权重共{lost_weight}%，按比例折算后的权重：{weights}。"
    ),
    "no-weight": N_("计入的票类权重合计为零，不计算加权结果。"),
    "class-table-weights": N_("评价{position}时，{moves}；加权结果的权重：{weights}。"),
    "class-table-renormalised": N_(
        "评价{position}时，{moves}；没有票计为{lost}，其权重共{lost_weight}%，按比例折算后的权重："
        "{weights}。"
    ),
    "class-table-no-weight": N_(
        "评价{position}时，{moves}；计入的票类权重合计为零，不计算加权结果。"
    ),
    "class-table-merged": N_(
        "评价{position}时，已合并的票类 {classes} 应分别计为 {targets}，合计数无法拆开，"
        "{targets} 合为一组，权重相加。"
    ),
    "class-empty": N_("票类 {classes} 没有选票。"),
    "merged": N_("票类 {classes} 中有票数少于{minimum}张的，已合并统计，共{ballots}张，权重相加。"),
    "merged-with-paper": N_(
        "票类 {classes} 合并统计（有票类开票前电子票不足{minimum}张，或只有纸质票且不足{minimum}张），"
        "共{ballots}张，其中纸质票{paper}张，权重相加。"
    ),
    "paper-included": N_(
        "票数含纸质票{ballots}张（{classes}），由两人分别计票、核对一致后录入，已计入各项结果。"
    ),
    "paper-merged": N_("单列的纸质票中，不足{minimum}张的票类已合并：{classes}，共{ballots}张。"),
    "paper-not-apart": N_("纸质票有{ballots}张不足{minimum}张，为保护投票人不单列，只计入合计。"),
    "paper-only": N_("票类 {classes} 没有开出的电子票，只统计纸质票。"),
    "paper-left-out": N_(
        "票类 {classes} 共有纸质票{ballots}张，少于{minimum}张，为保护投票人不予统计。"
    ),
    "group-unopened": N_("票类 {classes} 共{ballots}张，少于{minimum}张，为保护投票人不予开票。"),
    "class-not-counted": N_("票类 {classes} 没有开出的选票。"),
    "group-without-denominator": N_(
        "票类 {groups} 在本题没有可计算的票，本题权重在其余票类间按比例折算。"
    ),
    "group-without-score": N_(
        "票类 {groups} 在本题没有得分，本题得分的权重在其余票类间按比例折算。"
    ),
    "multiple-choice": N_("本题可选多项，各项百分比之和可以超过100%。"),
    "ballots-exceed-expected": N_("票类 {classes} 收回{ballots}张，多于应到{expected}人。"),
    "returned-exceeds-issued": N_(
        "票类 {class_id} 收回{returned}张，多于发出{issued}张：本次测评作废，应重新投票。"
    ),
    "issued-exceeds-present": N_("票类 {class_id} 发出{issued}张，多于实到{present}人。"),
    "present-exceeds-expected": N_("票类 {class_id} 实到{present}人，多于应到{expected}人。"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A remark under a table: ``code`` from the list above and the values of its sentence."""

    code: str
    values: Mapping[str, Value]

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return self.in_language("zh")

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """The sentence for ``zh…`` or English."""
        return say(_NOTES[self.code], language, **self.values)


def note(code: str, **values: Value) -> Note:
    """A note of a known code; BadInput otherwise, KeyError if its sentence lacks a value."""
    if code not in _NOTES:
        raise BadInput("note-unknown", f"there is no note {code!r}", note=code)
    made = Note(code, values)
    made.in_language("zh")
    made.in_language("en")
    return made
