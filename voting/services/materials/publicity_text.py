"""What a unit publishes: the text its materials give, and how long it hangs."""

from __future__ import annotations

from datetime import date

from voting.services.materials.views import SubjectMaterials, UnitMaterials

_LISTS = ("achievements", "features")
_OF_CADRE = ("achievement", "matter-1", "matter-2", "matter-3")


def days_between(starts: str, ends: str) -> int:
    """How many days 公示 runs, both ends included; 0 where the end is before the start."""
    return max(0, (date.fromisoformat(ends) - date.fromisoformat(starts)).days + 1)


def day_text(day: str) -> str:
    """A day as a document writes it: 2021年1月10日."""
    moment = date.fromisoformat(day)
    return f"{moment.year}年{moment.month}月{moment.day}日"


def published_text(materials: UnitMaterials) -> str:
    """The achievements of the team and of the cadres, gathered from what they handed in.

    Undivided reports are left out: which of their words tell achievements, people must say.
    """
    lines: list[str] = []
    for subject in materials.subjects:
        told = _told(subject)
        if told and subject.author.team:
            lines += ["一、领导班子工作实绩", *told]
        elif told:
            if "二、领导干部工作实绩" not in lines:
                lines.append("二、领导干部工作实绩")
            lines += [f"{subject.name}（{subject.post}）" if subject.post else subject.name, *told]
    return "\n".join(lines)


def _told(subject: SubjectMaterials) -> list[str]:
    if not subject.author.team:
        return [
            text
            for part in subject.materials[0].body
            if part["section"] in _OF_CADRE
            for text in part["text"].split("\n")
            if text
        ]
    told = [
        part["text"] for view in subject.materials if view.kind.id in _LISTS for part in view.body
    ]
    return [f"{number}.{text}" for number, text in enumerate(told, start=1)]
