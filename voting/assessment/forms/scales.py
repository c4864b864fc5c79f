"""The library of option vocabularies (评价选项): data people choose from and edit, never an enum.

``source`` says where a scale comes from: ``found`` in a real public notice, form or program;
``preset`` common practice without a source that could be opened. The notice of the project names
the aspects to report on but not the options of its ballots, so even its scales are ``found``.
Scores 100/80/60/0 were found for the four-step scales (100/80/60/40 is in use too); other scores
are presets.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.assessment.forms.model import Option
from voting.assessment.wording import Text
from voting.errors import NotFound

FOUND = "found"
PRESET = "preset"


@dataclass(frozen=True, slots=True)
class Scale:
    """A vocabulary, best first, with its 依据 (``source`` and ``basis``)."""

    id: str
    text: Text
    options: tuple[Option, ...]
    source: str
    basis: Text


_FORMS = Text(
    "公开的年度考核民主测评表所见；可修改",
    "Found in public assessment forms; editable",
)
_LEFT_OUT = Text(
    "公开的测评办法所见：“不了解”不计入有效票；可修改",
    "Found in public rules: “don't know” stays out of the valid votes; editable",
)
_PRACTICE = Text(
    "常见做法，未见可核对的出处；可修改", "Common practice, no source at hand; editable"
)


def _options(*rows: tuple[str, str, str, int | None]) -> tuple[Option, ...]:
    return tuple(Option(key, Text(zh, en), score, True) for key, zh, en, score in rows)


_DONT_KNOW = (Option("dont-know", Text("不了解", "Don't know"), None, False),)

SCALES: tuple[Scale, ...] = (
    Scale(
        "team",
        Text("领导班子四等次", "Four grades of teams"),
        _options(
            ("excellent", "优秀", "Excellent", 100),
            ("good", "良好", "Good", 80),
            ("fair", "一般", "Fair", 60),
            ("poor", "较差", "Poor", 0),
        ),
        FOUND,
        _FORMS,
    ),
    Scale(
        "cadre",
        Text("领导干部四等次", "Four grades of cadres"),
        _options(
            ("excellent", "优秀", "Excellent", 100),
            ("competent", "称职", "Competent", 80),
            ("basically-competent", "基本称职", "Basically competent", 60),
            ("incompetent", "不称职", "Incompetent", 0),
        ),
        FOUND,
        _FORMS,
    ),
    Scale(
        "qualified",
        Text("优秀至不合格", "Excellent to unqualified"),
        _options(
            ("excellent", "优秀", "Excellent", 100),
            ("qualified", "合格", "Qualified", 80),
            ("basically-qualified", "基本合格", "Basically qualified", 60),
            ("unqualified", "不合格", "Unqualified", 0),
        ),
        FOUND,
        _FORMS,
    ),
    Scale(
        "good-bad",
        Text("好至差", "Good to bad"),
        _options(
            ("good", "好", "Good", 100),
            ("fairly-good", "较好", "Fairly good", 80),
            ("fair", "一般", "Fair", 60),
            ("bad", "差", "Bad", 0),
        ),
        FOUND,
        _FORMS,
    ),
    Scale(
        "satisfied",
        Text("满意度（含不了解）", "Satisfaction, with “don't know”"),
        _options(
            ("satisfied", "满意", "Satisfied", None),
            ("basically-satisfied", "基本满意", "Basically satisfied", None),
            ("dissatisfied", "不满意", "Dissatisfied", None),
        )
        + _DONT_KNOW,
        FOUND,
        _LEFT_OUT,
    ),
    Scale(
        "approved",
        Text("认同度（含不了解）", "Approval, with “don't know”"),
        _options(
            ("approve", "认同", "Approve", None),
            ("basically-approve", "基本认同", "Basically approve", None),
            ("disapprove", "不认同", "Disapprove", None),
        )
        + _DONT_KNOW,
        FOUND,
        _LEFT_OUT,
    ),
    Scale(
        "satisfied-four",
        Text("满意度四档", "Satisfaction in four steps"),
        _options(
            ("satisfied", "满意", "Satisfied", 100),
            ("fairly-satisfied", "比较满意", "Fairly satisfied", 80),
            ("basically-satisfied", "基本满意", "Basically satisfied", 60),
            ("dissatisfied", "不满意", "Dissatisfied", 0),
        ),
        PRESET,
        _PRACTICE,
    ),
    Scale(
        "agree",
        Text("同意或不同意", "Agree or not"),
        _options(("agree", "同意", "Agree", None), ("disagree", "不同意", "Disagree", None)),
        PRESET,
        _PRACTICE,
    ),
    Scale(
        "recommend",
        Text("推荐或不推荐", "Recommend or not"),
        _options(
            ("recommend", "推荐", "Recommend", None),
            ("not-recommend", "不推荐", "Do not recommend", None),
        ),
        PRESET,
        _PRACTICE,
    ),
)


def scale(scale_id: str) -> Scale:
    """The scale of that id; NotFound ``scale-unknown``."""
    for known in SCALES:
        if known.id == scale_id:
            return known
    raise NotFound("scale-unknown", f"there is no scale {scale_id!r}", scale=scale_id)
