"""What is said when the rules of scope or a decision about a cadre's standing are refused."""

from __future__ import annotations

SCOPE: dict[str, tuple[str, str]] = {
    "day-shape": ("“{text}”不是日期，应写作2020-03-01、2020-03或2020。",
                  "{text} is no day; write 2020-03-01, 2020-03 or 2020."),
    "facts-shape": ("干部的履历情况不完整或已损坏。", "These are no facts of a cadre."),
    "rules-invalid": ("考核范围规则有误：{field}。", "The rules of scope are wrong: {field}."),
    "override-nothing": ("请至少改动一项。", "Please change at least one answer."),
    "override-unanswered": ("有待决定的事项须逐项作出选择：{answers}。",
                            "The open question needs your answer: {answers}."),
    "override-none": ("这名干部没有人工决定可撤回。", "There is no decision to take back."),
    "cadre-unknown": ("没有这名干部。", "There is no such cadre."),
}
