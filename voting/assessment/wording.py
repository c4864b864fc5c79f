"""Texts in two languages and the notes (口径说明) printed under a table.

A :class:`Note` is a stable code with values that need no translation (class ids, numbers,
percentages), so that a test can read the code and a page its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.errors import BadInput


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


_NOTES: dict[str, Text] = {
    "denominator-valid": Text(
        "百分比的分母为有效票；弃权计入分母。",
        "Percentages are of the valid votes; abstentions count.",
    ),
    "denominator-valid-without": Text(
        "百分比的分母为有效票，即收回票数减去不计入的选择（{choices}）。",
        "Percentages are of the valid votes: ballots less the choices that do not count "
        "({choices}).",
    ),
    "denominator-expected": Text(
        "百分比的分母为应参加人数。", "Percentages are of the number of people expected."
    ),
    "rounding": Text(
        "百分比保留两位小数、得分保留三位小数，四舍五入，各项之和可能不等于100.00%；"
        "阈值和名次按精确分数比较。",
        "Percentages have 2 decimals, scores 3, half up, so columns may not add up to 100.00%; "
        "thresholds and ranks compare exact fractions.",
    ),
    "score-mean": Text(
        "得分为有分值选择的平均分，弃权和无分值的选择不参加平均。",
        "The score is the mean over the choices that carry one; abstentions and choices without "
        "a score stay out.",
    ),
    "weights": Text(
        "加权结果为各票类结果按权重的加权平均；权重：{weights}。",
        "Weighted figures are the means of the classes' figures by weight: {weights}.",
    ),
    "renormalised": Text(
        "未计入的票类（{lost}）原有权重共{lost_weight}%，按比例折算后的权重：{weights}。",
        "Classes not counted ({lost}) held {lost_weight}% of the weight; the weights were scaled "
        "back to 100%: {weights}.",
    ),
    "no-weight": Text(
        "计入的票类权重合计为零，不计算加权结果。",
        "The classes counted hold no weight, so there is no weighted result.",
    ),
    "class-table-weights": Text(
        "评价{position}时，{moves}；加权结果的权重：{weights}。",
        "Where {position} are rated, {moves}; weights: {weights}.",
    ),
    "class-table-renormalised": Text(
        "评价{position}时，{moves}；没有票计为{lost}，其权重共{lost_weight}%，按比例折算后的权重："
        "{weights}。",
        "Where {position} are rated, {moves}; no ballot counts as {lost}, whose {lost_weight}% of "
        "the weight were scaled over the others: {weights}.",
    ),
    "class-table-no-weight": Text(
        "评价{position}时，{moves}；计入的票类权重合计为零，不计算加权结果。",
        "Where {position} are rated, {moves}; what is counted holds no weight, so there is no "
        "weighted result.",
    ),
    "class-table-merged": Text(
        "评价{position}时，已合并的票类 {classes} 应分别计为 {targets}，合计数无法拆开，"
        "{targets} 合为一组，权重相加。",
        "Where {position} are rated, the merged classes {classes} would count as {targets}; their "
        "sums cannot be taken apart, so {targets} are one group and their weights are added.",
    ),
    "class-empty": Text("票类 {classes} 没有选票。", "No ballots in class {classes}."),
    "merged": Text(
        "票类 {classes} 中有票数少于{minimum}张的，已合并统计，共{ballots}张，权重相加。",
        "Classes {classes} were counted together ({ballots} ballots), because one held fewer "
        "than {minimum}; their weights are added.",
    ),
    "merged-with-paper": Text(
        "票类 {classes} 合并统计（有票类开票前电子票不足{minimum}张，或只有纸质票且不足{minimum}张），"
        "共{ballots}张，其中纸质票{paper}张，权重相加。",
        "Classes {classes} were counted together ({ballots} ballots, {paper} of them on paper), "
        "because one held fewer than {minimum} before opening, or fewer than {minimum} on paper "
        "only; their weights are added.",
    ),
    "paper-included": Text(
        "票数含纸质票{ballots}张（{classes}），由两人分别计票、核对一致后录入，已计入各项结果。",
        "{ballots} paper ballots ({classes}) are included in all figures; two people counted them "
        "separately and agreed.",
    ),
    "paper-merged": Text(
        "单列的纸质票中，不足{minimum}张的票类已合并：{classes}，共{ballots}张。",
        "Among the paper ballots shown apart, classes with fewer than {minimum} were put "
        "together: {classes}, {ballots} ballots.",
    ),
    "paper-not-apart": Text(
        "纸质票有{ballots}张不足{minimum}张，为保护投票人不单列，只计入合计。",
        "{ballots} paper ballots are fewer than {minimum}: not shown apart, to protect the "
        "voters, but counted.",
    ),
    "paper-only": Text(
        "票类 {classes} 没有开出的电子票，只统计纸质票。",
        "No electronic ballots were opened in class {classes}: only paper ballots are counted.",
    ),
    "paper-left-out": Text(
        "票类 {classes} 共有纸质票{ballots}张，少于{minimum}张，为保护投票人不予统计。",
        "Classes {classes} hold {ballots} paper ballots, fewer than {minimum}: not counted, to "
        "protect the voters.",
    ),
    "group-unopened": Text(
        "票类 {classes} 共{ballots}张，少于{minimum}张，为保护投票人不予开票。",
        "Classes {classes} hold {ballots} ballots, fewer than {minimum}: not opened, to protect "
        "the voters.",
    ),
    "class-not-counted": Text(
        "票类 {classes} 没有开出的选票。", "No opened ballots in class {classes}."
    ),
    "group-without-denominator": Text(
        "票类 {groups} 在本题没有可计算的票，本题权重在其余票类间按比例折算。",
        "Classes {groups} have nothing to count in this question; its weights were scaled over "
        "the others.",
    ),
    "group-without-score": Text(
        "票类 {groups} 在本题没有得分，本题得分的权重在其余票类间按比例折算。",
        "Classes {groups} have no score in this question; the weights of its score were scaled "
        "over the others.",
    ),
    "multiple-choice": Text(
        "本题可选多项，各项百分比之和可以超过100%。",
        "Several choices are allowed here; percentages may add up to more than 100%.",
    ),
    "ballots-exceed-expected": Text(
        "票类 {classes} 收回{ballots}张，多于应到{expected}人。",
        "Classes {classes} returned {ballots} ballots, more than the {expected} people expected.",
    ),
    "returned-exceeds-issued": Text(
        "票类 {class_id} 收回{returned}张，多于发出{issued}张：本次测评作废，应重新投票。",
        "Class {class_id} returned {returned} ballots, more than the {issued} issued: the vote is "
        "void and must be held again.",
    ),
    "issued-exceeds-present": Text(
        "票类 {class_id} 发出{issued}张，多于实到{present}人。",
        "Class {class_id}: {issued} slips issued, more than the {present} people present.",
    ),
    "present-exceeds-expected": Text(
        "票类 {class_id} 实到{present}人，多于应到{expected}人。",
        "Class {class_id}: {present} people present, more than the {expected} expected.",
    ),
}


Value = str | int | Text


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
        values = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return _NOTES[self.code].in_language(language).format(**values)


def note(code: str, **values: Value) -> Note:
    """A note of a known code; BadInput otherwise, KeyError if its sentence lacks a value."""
    if code not in _NOTES:
        raise BadInput("note-unknown", f"there is no note {code!r}", note=code)
    made = Note(code, values)
    made.in_language("zh")
    made.in_language("en")
    return made
