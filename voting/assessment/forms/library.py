"""Forms to start from: the notice's two and other votes held at the same meeting, each with 依据.

What is not in the notice is a preset to be edited; the wording of its questions is ours unless the
basis says otherwise. Which kinds of votes share a slip was found in public notices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voting.assessment.forms import library_votes as votes
from voting.assessment.forms.defaults import cadre_form, team_form
from voting.assessment.forms.model import Form
from voting.assessment.forms.plan import Applies
from voting.assessment.wording import Text
from voting.errors import NotFound

FormOffer = tuple[Form, Applies]
"""A form and who usually stands on it."""

SEED = "seed"
FOUND = "found"
PRESET = "preset"


@dataclass(frozen=True, slots=True)
class Template:
    """One or two forms to add at once. ``source``: ``seed`` the notice, ``found`` public notices,
    ``preset`` common practice."""

    id: str
    text: Text
    about: Text
    source: str
    basis: Text
    make: Callable[[], tuple[FormOffer, ...]]


_NOTICE = Text(
    "清组文〔2021〕1号：对领导班子和领导干部进行民主测评；评价选项为公开测评表所见，可修改",
    "The notice (清组文〔2021〕1号); the options were found in public forms; editable",
)
_HELD_TOGETHER = Text(
    "公开的测评办法中常与年度考核测评同场进行；题目和选项为常见做法，未见可核对的出处，可修改",
    "Often held at the same meeting in public rules; questions and options are common practice "
    "without a source at hand; editable",
)
_OWN = Text("自拟，由本级确定依据", "Your own; you know its basis")

TEMPLATES: tuple[Template, ...] = (
    Template(
        "team",
        Text("领导班子民主测评表", "Assessment of the leadership team"),
        Text("五个方面和总体评价，四等次", "Five aspects and an overall grade, four grades"),
        SEED,
        _NOTICE,
        lambda: ((team_form(), Applies("team")),),
    ),
    Template(
        "cadre",
        Text("领导干部民主测评表", "Assessment of leading cadres"),
        Text("德能勤绩廉和总体评价，四等次", "Five aspects and an overall grade, four grades"),
        SEED,
        _NOTICE,
        lambda: ((cadre_form(), Applies("cadres")),),
    ),
    Template(
        "selection",
        Text("“一报告两评议”", "One report, two reviews (selection of cadres)"),
        Text(
            "两张表：选人用人工作评议、新提拔干部评议（不认同的可选原因）",
            "Two forms: how cadres are selected, and the newly promoted (with reasons)",
        ),
        FOUND,
        _HELD_TOGETHER,
        lambda: (
            (votes.selection_form(), Applies("team")),
            (votes.promoted_form(), Applies("promoted")),
        ),
    ),
    Template(
        "politics",
        Text("政治素质测评（正向、反向）", "Political quality, positive and negative"),
        Text(
            "两张表：五个方面的评价；有无反向情形（可多选）",
            "Two forms: five aspects; what was noticed to the contrary (several may be chosen)",
        ),
        FOUND,
        _HELD_TOGETHER,
        lambda: (
            (votes.politics_form(), Applies("cadres")),
            (votes.negative_form(), Applies("cadres")),
        ),
    ),
    Template(
        "recommendation",
        Text("民主推荐表", "Recommendation"),
        Text(
            "从名单里最多推荐几人；请把人选和职位改成实际的",
            "Recommend at most so many of a list; put in the real names and the post",
        ),
        FOUND,
        _HELD_TOGETHER,
        lambda: ((votes.recommendation_form(), Applies("listed", votes.POST)),),
    ),
    Template(
        "satisfaction",
        Text("满意度测评表", "Satisfaction"),
        Text(
            "对班子工作的满意程度，“不了解”不计入有效票",
            "How satisfied people are with the team; “don't know” stays out of the valid votes",
        ),
        FOUND,
        _HELD_TOGETHER,
        lambda: ((votes.satisfaction_form(), Applies("team")),),
    ),
    Template(
        "blank",
        Text("空白表", "Empty form"),
        Text("自己拟题目、选选项", "Your own questions and options"),
        PRESET,
        _OWN,
        lambda: ((votes.blank_form(), Applies("team")),),
    ),
)


def template(template_id: str) -> Template:
    """The template of that id; NotFound ``template-unknown``."""
    for known in TEMPLATES:
        if known.id == template_id:
            return known
    raise NotFound("template-unknown", f"there is no template {template_id!r}")
