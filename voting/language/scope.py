"""What is said when the rules of scope or a decision about a cadre's standing are refused."""

from __future__ import annotations

SCOPE: dict[str, str] = {
    "day-shape": "“{text}”不是日期，应写作2020-03-01、2020-03或2020。",
    "facts-shape": "干部的履历情况不完整或已损坏。",
    "rules-invalid": "考核范围规则有误：{field}。",
    "rules-same": "规则没有改动，未保存新的版本。",
    "override-nothing": "请至少改动一项。",
    "override-unanswered": "这名干部有待决定的事项，请就所问各项明确作出选择，不能选“按规则”。",
    "override-none": "这名干部没有人工决定可撤回。",
    "cadre-unknown": "没有这名干部。",
}

SCOPE_FIELDS: dict[str, str] = {
    "leave_days": "病事假半年的天数",
    "retirement_months": "退休前工作半年的月数",
    "sentence": "规则原文",
    "years": "影响年数",
}
