"""What is said when something about paper ballots is refused (see :mod:`voting.language.refusals`)."""

from __future__ import annotations

PAPER: dict[str, tuple[str, str]] = {
    "paper-not-open": (
        "纸质票只能在投票期间录入。",
        "Paper ballots are entered while the vote is open.",
    ),
    "paper-two-people": (
        "{names}已录入纸质票，只由两人录入。需要换人时请先清除重录。",
        "{names} have entered the paper ballots: two people do. To have another"
        " person count, discard what was entered first.",
    ),
    "paper-missing": (
        "有的项目没有填，或者不是数字。",
        "Some questions have no number, or something that is none.",
    ),
    "paper-nothing": ("还没有录入纸质票。", "Nothing was entered of the paper ballots."),
    "paper-class": (
        "票类{class_id}没有发出纸质票。",
        "No paper ballot was handed out in class {class_id}.",
    ),
    "paper-returned": (
        "票类{class_id}：收回纸质票{returned}张，多于发出的{handed}张。",
        "Class {class_id}: {returned} paper ballots came back, only {handed} were handed out.",
    ),
    "paper-slots": (
        "票类{class_id}：有票数没有填写。",
        "Class {class_id}: some numbers are missing.",
    ),
    "paper-option": (
        "票类{class_id}，{subject}·{question}：有选项的票数多于收回的{ballots}张。",
        "Class {class_id}, {subject} · {question}: an option has more votes than the"
        " {ballots} ballots that came back.",
    ),
    "paper-many": (
        "票类{class_id}，{subject}·{question}：合计{votes}票，{ballots}张纸质票不可能有这么多。",
        "Class {class_id}, {subject} · {question}: {votes} votes in all are more than"
        " {ballots} ballots can give.",
    ),
    "paper-few": (
        "票类{class_id}，{subject}·{question}：合计{votes}票，{ballots}张有效纸质票不可能这么少。"
        "不合规定的纸质票是无效票，不计入收回张数。",
        "Class {class_id}, {subject} · {question}: {votes} votes in all are fewer than"
        " {ballots} valid ballots give. A paper ballot that breaks the rules is invalid"
        " and not counted.",
    ),
    "paper-quota": (
        "票类{class_id}，{question}：“{option}”合计{votes}票，{ballots}张有效纸质票按限额"
        "不可能有这么多。超过限额的纸质票是无效票，不计入收回张数。",
        'Class {class_id}, {question}: {votes} votes for "{option}" are more than'
        " {ballots} valid ballots give within the limit. A paper ballot above the"
        " limit is invalid and not counted.",
    ),
    "paper-unfinished": (
        "发出了纸质票，但还没有由两人分别录入一致。请先录入纸质票，再结束投票。",
        "Paper ballots were handed out, but two people have not entered the same"
        " numbers yet. Enter them first, then close.",
    ),
    "paper-seal": (
        "纸质票的数字与封存声明不符。",
        "The paper count is not the one of the closing statement.",
    ),
    "paper-sums": (
        "纸质票的票数不可能出自这么多张合规定的票。",
        "The paper ballots' sums cannot come from so many valid ballots.",
    ),
    "heads-paper": (
        "票类{class_id}：纸质票{paper}张，多于作废纸条{voided}张。每张纸质票都应换回一张作废纸条。",
        "Class {class_id}: {paper} paper ballots but only {voided} slips voided. Each"
        " paper ballot takes the place of a voided slip.",
    ),
}
