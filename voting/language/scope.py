"""What is said when the rules of scope or a decision about a cadre's standing are refused."""

from __future__ import annotations

SCOPE: dict[str, tuple[str, str]] = {
    "day-shape": (
        "“{text}”不是日期，应写作2020-03-01、2020-03或2020。",
        "{text} is no day; write 2020-03-01, 2020-03 or 2020.",
    ),
    "facts-shape": ("干部的履历情况不完整或已损坏。", "These are no facts of a cadre."),
    "rules-invalid": ("考核范围规则有误：{field}。", "The rules of scope are wrong: {field}."),
    "rules-same": (
        "规则没有改动，未保存新的版本。",
        "Nothing was changed: there is no new version.",
    ),
    "override-nothing": ("请至少改动一项。", "Please change at least one answer."),
    "override-unanswered": (
        "这名干部有待决定的事项，请就所问各项明确作出选择，不能选“按规则”。",
        "A question is open: choose an answer to what it asks, not “as the rules say”.",
    ),
    "override-none": ("这名干部没有人工决定可撤回。", "There is no decision to take back."),
    "cadre-unknown": ("没有这名干部。", "There is no such cadre."),
}

SCOPE_FIELDS: dict[str, tuple[str, str]] = {
    "leave_days": ("病事假半年的天数", "days of half a year of leave"),
    "retirement_months": ("退休前工作半年的月数", "months of half a year of work"),
    "sentence": ("规则原文", "sentence of a rule"),
    "years": ("影响年数", "years of effect"),
}
