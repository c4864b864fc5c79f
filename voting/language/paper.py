"""What is said when something about paper ballots is refused (see :mod:`voting.language.refusals`)."""

from __future__ import annotations

PAPER: dict[str, str] = {
    "paper-not-open": "纸质票只能在投票期间录入。",
    "paper-two-people": "{names}已录入纸质票，只由两人录入。需要换人时请先清除重录。",
    "paper-missing": "有的项目没有填，或者不是数字。",
    "paper-nothing": "还没有录入纸质票。",
    "paper-class": "票类{class_id}没有发出纸质票。",
    "paper-returned": "票类{class_id}：收回纸质票{returned}张，多于发出的{handed}张。",
    "paper-slots": "票类{class_id}：有票数没有填写。",
    "paper-option": "票类{class_id}，{subject}·{question}：有选项的票数多于收回的{ballots}张。",
    "paper-many": "票类{class_id}，{subject}·{question}：合计{votes}票，{ballots}张纸质票不可能有这么多。",
    "paper-few": (
        "票类{class_id}，{subject}·{question}：合计{votes}票，{ballots}张有效纸质票不可能这么少。"
        "不合规定的纸质票是无效票，不计入收回张数。"
    ),
    "paper-quota": (
        "票类{class_id}，{question}：“{option}”合计{votes}票，{ballots}张有效纸质票按限额"
        "不可能有这么多。超过限额的纸质票是无效票，不计入收回张数。"
    ),
    "paper-unfinished": "发出了纸质票，但还没有由两人分别录入一致。请先录入纸质票，再结束投票。",
    "paper-seal": "纸质票的数字与封存声明不符。",
    "paper-sums": "纸质票的票数不可能出自这么多张合规定的票。",
    "heads-paper": "票类{class_id}：纸质票{paper}张，多于作废纸条{voided}张。每张纸质票都应换回一张作废纸条。",
}
